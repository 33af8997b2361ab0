"""Where the tests find what is not the project's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
_BUNDLED = Path(__file__).parents[2] / "corpus" / "sample"
#: The bundled articles on the treaty of June 2024, which most tests read.
SAMPLE = _BUNDLED / "treaty"
#: The bundled articles on the hurricane of October 2018, a topic that has nothing in common with the other.
HURRICANE = _BUNDLED / "hurricane"


def is_required(name: str) -> bool:
    """
    Return whether the continuous integration forbids skipping *name*.

    It is one of "shared", "browser", "node", "clients" and "postgres".
    """
    return name in os.environ.get("DATELINE_REQUIRE", "").split(",")


def list_seeds() -> list[Path]:
    """List the seed articles; skip the calling test where there are none, fail it where they are required."""
    found = sorted((SHARED / "seeds").glob("*.txt"))
    if not found and is_required("shared"):
        pytest.fail("the folder ../shared/seeds is required here and is missing")
    if not found:
        pytest.skip("needs the folder ../shared/seeds beside the checkout")
    return found
