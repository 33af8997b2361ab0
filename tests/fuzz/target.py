"""What a fuzz target is: its inputs, and the function that takes one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from hypothesis.strategies import SearchStrategy

#: Takes one input; raises whatever is no error of the program's own, and AssertionError for a broken promise.
RunInput = Callable[[Any], None]


@dataclass(frozen=True)
class FuzzTarget:
    """
    A function of the program that takes input from outside.

    Attributes:
        name: Its name on the command line.
        inputs: New odd inputs.
        saved_inputs: Those that are always tried: name and input.
        open: Opens what the inputs are given to (a store, an engine), and yields the function that takes one.
        size: Length of an input, in bytes or code points.
        time_limit: CPU seconds that an input may take, and those for each 1,000 bytes of it: some ten times what is
            usual, so that only time that grows faster than the input is found.
        max_examples: Inputs of a run in the test suite.
        is_deterministic: Whether an input does the same each time, so that one that breaks something can be made small.
    """

    name: str
    inputs: SearchStrategy[Any]
    saved_inputs: tuple[tuple[str, Any], ...]
    open: Callable[[], AbstractContextManager[RunInput]]
    size: Callable[[Any], int] = len
    time_limit: tuple[float, float] = (1.0, 0.02)
    max_examples: int = 100
    is_deterministic: bool = True

    def get_time_limit(self, given: object) -> float:
        """Return the CPU seconds that *given* may take."""
        return self.time_limit[0] + self.time_limit[1] * self.size(given) / 1_000
