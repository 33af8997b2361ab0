"""Where the tests find what is not the project's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"


def is_required(name: str) -> bool:
    """Tell whether the continuous integration forbids skipping *name* ("shared", "browser")."""
    return name in os.environ.get("DATELINE_REQUIRE", "").split(",")


def list_seeds() -> list[Path]:
    """List the seed articles; skip the calling test where there are none, fail it where they are required."""
    found = sorted((SHARED / "seeds").glob("*.txt"))
    if not found and is_required("shared"):
        pytest.fail("the folder ../shared/seeds is required here and is missing")
    if not found:
        pytest.skip("needs the folder ../shared/seeds beside the checkout")
    return found
