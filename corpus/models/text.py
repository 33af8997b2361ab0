"""Replace lone surrogates, and strip accents."""

from __future__ import annotations

import re
import unicodedata

_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    """
    Replace each lone surrogate by U+FFFD; all other characters keep their offsets.

    JSON can contain lone surrogates and a broken terminal can send them, but no database, index or socket accepts them.
    """
    return _SURROGATE.sub("\ufffd", text)


def has_no_surrogates(text: str) -> bool:
    """Return whether *text* contains no surrogate."""
    return not _SURROGATE.search(text)


def strip_accents(text: str) -> str:
    """Return *text* without accents: ``Brasilia`` for ``Brasília``."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
