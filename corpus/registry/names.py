"""Names as keys: what makes two spellings the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_POSSESSIVE = re.compile(r"['’]s\b")


def plain(name: str) -> str:
    """Strip accents: ``Brasília`` → ``Brasilia``."""
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Fold *name* so that spellings of one name agree: ``the U.S.`` = ``US``, ``Kim Jong-un`` = ``KIM JONG UN``."""
    folded = _POSSESSIVE.sub("", plain(name).casefold()).strip()
    return "".join(c for c in _ARTICLE.sub("", folded) if c.isalnum())


def slug(name: str) -> str:
    """Make an id of *name*: ``Moon Jae-in`` → ``moon-jae-in``; other scripts keep their letters."""
    folded = _ARTICLE.sub("", _POSSESSIVE.sub("", plain(name).casefold()).replace(".", "").strip())
    return "-".join(re.findall(r"\w+", folded)) or "unnamed"


def titled(identity: str) -> str:
    """Make a name of an id, for want of a better one: ``moon-jae-in`` → ``Moon Jae In``."""
    return identity.replace("-", " ").title()
