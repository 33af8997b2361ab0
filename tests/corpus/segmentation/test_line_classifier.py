"""The line model: several small networks, joined into one."""

from __future__ import annotations

import numpy as np

from corpus.segmentation.line_classifier import combine_networks, load_bundled


def test_the_joined_networks_give_the_mean_of_the_single_ones() -> None:
    """Side by side in one matrix, or one after the other and averaged: the same likelihoods, however many the lines."""
    chance = np.random.default_rng(0)
    mean, spread = chance.normal(size=7), chance.uniform(0.5, 2, size=7)
    layers = [(chance.normal(size=(7, k)), chance.normal(size=k), chance.normal(size=k), 0.3) for k in (3, 5)]
    columns = chance.normal(size=(2_000, 7))
    scaled = np.clip((columns - mean) / spread, -5, 5)
    single = [
        1 / (1 + np.exp(-(np.maximum(scaled @ hidden + bias, 0) @ out + last))) for hidden, bias, out, last in layers
    ]
    joined = combine_networks(mean, spread, layers).predict(columns.astype(np.float32))
    assert np.allclose(joined, np.mean(single, axis=0), atol=1e-4)


def test_the_shipped_weights_fit_the_columns() -> None:
    """The weights are of one size, and finite."""
    net = load_bundled()
    assert net.hidden.shape == (len(net.mean), len(net.bias))
    assert net.out.shape == (len(net.bias), len(net.out_bias))
    assert all(np.isfinite(part).all() for part in (net.mean, net.spread, net.hidden, net.bias, net.out, net.out_bias))
