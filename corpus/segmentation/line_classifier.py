"""Neural line classifier that estimates how likely each line is body text; see ``benchmarks/train_zones.py``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from corpus.segmentation.line_features import Float32Array

#: OpenBLAS computes a matrix product of up to this many multiplications in one thread.
_MAX_SINGLE_THREAD_MULTIPLICATIONS = 4 * 65_536


@dataclass(frozen=True)
class LineClassifier:
    """
    The mean of small networks, each with one rectified hidden layer and a logistic output unit.

    Attributes:
        mean: Shape (m,), subtracted from each column.
        spread: Shape (m,), by which each column is then divided.
        hidden: Shape (m, k), the first layers of all networks side by side.
        bias: Shape (k,).
        out: Shape (k, n), the second layer of each network, block by block.
        out_bias: Shape (n,).
    """

    mean: Float32Array
    spread: Float32Array
    hidden: Float32Array
    bias: Float32Array
    out: Float32Array
    out_bias: Float32Array

    def predict(self, columns: Float32Array) -> Float32Array:
        """Return shape (n,): how much each line of *columns*, shape (n, m), looks like body, in [0, 1]."""
        scaled = np.clip((columns - self.mean) / self.spread, -5, 5)
        # a few rows at a time: for larger products BLAS starts threads that cost far more than they save
        rows = max(_MAX_SINGLE_THREAD_MULTIPLICATIONS // self.hidden.size, 1)
        parts = [
            np.maximum(scaled[at : at + rows] @ self.hidden + self.bias, 0) @ self.out
            for at in range(0, len(scaled), rows)
        ]
        logits = np.clip(np.concatenate(parts) + self.out_bias, -30, 30)
        return np.asarray((1 / (1 + np.exp(-logits))).mean(axis=1), dtype=np.float32)


def combine_networks(
    mean: Float32Array, spread: Float32Array, layers: Sequence[tuple[Float32Array, Float32Array, Float32Array, float]]
) -> LineClassifier:
    """
    Combine single networks into one classifier.

    Args:
        mean: Shape (m,).
        spread: Shape (m,).
        layers: Hidden weights (m, k), hidden biases (k,), output weights (k,) and output bias of each network.
    """
    sizes = [len(bias) for _, bias, _, _ in layers]
    out = np.zeros((sum(sizes), len(layers)), dtype=np.float32)
    for number, (_, _, weights, _) in enumerate(layers):
        begin = sum(sizes[:number])
        out[begin : begin + sizes[number], number] = weights
    hidden = np.concatenate([weights for weights, _, _, _ in layers], axis=1).astype(np.float32)
    bias = np.concatenate([bias for _, bias, _, _ in layers]).astype(np.float32)
    return LineClassifier(
        mean.astype(np.float32),
        spread.astype(np.float32),
        hidden,
        bias,
        out,
        np.array([last for *_, last in layers], dtype=np.float32),
    )


@cache
def load_bundled() -> LineClassifier:
    """Load the bundled weights."""
    stored: dict[str, Any] = json.loads(files("corpus.segmentation").joinpath("line_weights.json").read_text("utf-8"))
    layers = [
        (np.array(net["hidden"]), np.array(net["bias"]), np.array(net["out"]), float(net["out_bias"]))
        for net in stored["networks"]
    ]
    return combine_networks(np.array(stored["mean"]), np.array(stored["spread"]), layers)
