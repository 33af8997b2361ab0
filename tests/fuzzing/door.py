"""What a door is: what is brought to it, and how it is entered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from hypothesis.strategies import SearchStrategy

#: Takes one input; raises whatever is no error of the program's own, and AssertionError for a broken promise.
Enter = Callable[[Any], None]


@dataclass(frozen=True)
class Door:
    """
    A place where input comes in that others made.

    Attributes:
        name: What it is called on the command line.
        inputs: Odd inputs, fresh ones.
        kept: Those that are always tried: name and input.
        opened: Opens what stands behind the door (a store, a desk), and gives what enters.
        size: Length of an input, in bytes or code points.
        pace: CPU seconds that an input may take, and those for each 1,000 bytes of it: some ten times what is usual,
            so that only time that grows faster than the input is found.
        quick: Inputs of a run in the test suite.
        repeats: Whether an input does the same each time, so that one that breaks something can be made small.
    """

    name: str
    inputs: SearchStrategy[Any]
    kept: tuple[tuple[str, Any], ...]
    opened: Callable[[], AbstractContextManager[Enter]]
    size: Callable[[Any], int] = len
    pace: tuple[float, float] = (1.0, 0.02)
    quick: int = 100
    repeats: bool = True

    def allowed(self, given: object) -> float:
        """Give the CPU seconds that *given* may take."""
        return self.pace[0] + self.pace[1] * self.size(given) / 1_000
