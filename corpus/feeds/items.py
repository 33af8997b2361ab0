"""What is read alike of an item of any kind of feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.characters import whole

#: Entries of one feed that are looked at; the largest news feeds list some hundreds.
MOST_ENTRIES = 1_000


def text(item: Mapping[str, Any], name: str) -> str:
    """Give a field that is text, trimmed and whole; ``""`` where there is none, or it is something else."""
    value = item.get(name)
    return whole(value.strip()) if isinstance(value, str) else ""
