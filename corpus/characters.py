"""Characters that are none."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """
    Put U+FFFD in the place of each half of a surrogate pair; every other character keeps its place.

    JSON can write such halves, a broken terminal can send them, and no database, index or socket takes them.
    """
    return _HALF.sub("\ufffd", text)


def is_whole(text: str) -> bool:
    """Tell whether *text* holds no half of a surrogate pair."""
    return not _HALF.search(text)
