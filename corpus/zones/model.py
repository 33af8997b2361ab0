"""How much a line looks like body: small networks over its shape and place, see ``benchmarks/train_zones.py``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from corpus.zones.shape import Array

#: OpenBLAS computes products of no more multiplications than this in one thread.
_SMALL_PRODUCT = 4 * 65_536


@dataclass(frozen=True)
class Net:
    """
    A mean of small networks of one hidden layer each (rectified), a logistic unit on top.

    Attributes:
        mean: Shape (m,), what is taken from each column.
        spread: Shape (m,), by what each is divided then.
        hidden: Shape (m, k), the first layers of all networks side by side.
        bias: Shape (k,).
        out: Shape (k, n), block by block the second layer of each network.
        out_bias: Shape (n,).
    """

    mean: Array
    spread: Array
    hidden: Array
    bias: Array
    out: Array
    out_bias: Array

    def likely(self, columns: Array) -> Array:
        """Give shape (n,), how much each line of shape (n, m) looks like body, in [0, 1]."""
        scaled = np.clip((columns - self.mean) / self.spread, -5, 5)
        # a few rows at a time: for larger products BLAS wakes threads that cost far more than they bring
        rows = max(_SMALL_PRODUCT // self.hidden.size, 1)
        parts = [
            np.maximum(scaled[at : at + rows] @ self.hidden + self.bias, 0) @ self.out
            for at in range(0, len(scaled), rows)
        ]
        logits = np.clip(np.concatenate(parts) + self.out_bias, -30, 30)
        return np.asarray((1 / (1 + np.exp(-logits))).mean(axis=1), dtype=np.float32)


def build(mean: Array, spread: Array, layers: Sequence[tuple[Array, Array, Array, float]]) -> Net:
    """
    Join single networks into one.

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
    return Net(
        mean.astype(np.float32),
        spread.astype(np.float32),
        hidden,
        bias,
        out,
        np.array([last for *_, last in layers], dtype=np.float32),
    )


@cache
def bundled() -> Net:
    """Read the weights that are shipped."""
    stored: dict[str, Any] = json.loads(files("corpus.zones").joinpath("weights.json").read_text("utf-8"))
    layers = [
        (np.array(net["hidden"]), np.array(net["bias"]), np.array(net["out"]), float(net["out_bias"]))
        for net in stored["networks"]
    ]
    return build(np.array(stored["mean"]), np.array(stored["spread"]), layers)
