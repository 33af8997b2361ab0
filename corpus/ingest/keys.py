"""Keys of articles: short, readable, and the article's for ever."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Source
from corpus.store import Held, text_digest

_LONGEST = 80
_OTHER = re.compile(r"[^\w.-]+")
_PASTED = "-"


class State(StrEnum):
    """What became of a source."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What is to be done with a source.

    Attributes:
        state: Whether it is new, known, or a new text of a known article.
        key: The article's key.
        revision: Number of its text.
    """

    state: State
    key: str
    revision: int


def decide(source: Source, held: Sequence[Held]) -> Decision:
    """
    Decide whether *source* is a new article, a new text of a known one, or nothing new.

    It is the same article where the address is the same. The same text under the same name is nothing new, wherever it
    lies: a folder that was moved adds nothing. The same text under another name is another article (of one origin).

    Args:
        source: What came in.
        held: The articles of its scope with its address or its name, and that with the key it would get.
    """
    name, digest = slug(source.name), text_digest(source.text)
    same = [one for one in held if one.digest == digest and (one.name == name or _same_place(one, source))]
    if same:
        return Decision(State.UNCHANGED, same[0].key, same[0].revision)
    known = [one for one in held if _same_place(one, source)]
    if known:
        return Decision(State.REVISED, known[0].key, known[0].revision + 1)
    # A server's own key never equals one of everybody's, which may come later.
    taken = source.scope or any(one.key == name for one in held)
    return Decision(State.ADDED, _marked(name, source) if taken else name, 1)


def _same_place(one: Held, source: Source) -> bool:
    return one.address == source.address and source.address != _PASTED


def distinct(sources: Sequence[Source]) -> list[str]:
    """Give a key to each of *sources*: its name, and a mark of its text where several have the name."""
    names = [slug(source.name) for source in sources]
    count = Counter(names)
    keys = [_marked(name, source) if count[name] > 1 else name for name, source in zip(names, sources, strict=True)]
    again = Counter(keys)
    return [f"{key}-{number}" if again[key] > 1 else key for number, key in enumerate(keys, 1)]


def _marked(name: str, source: Source) -> str:
    return f"{name}-{text_digest(source.text).hex()[:8]}"


def slug(name: str) -> str:
    """Make *name* fit for a key: letters, digits, ``_``, ``.`` and ``-`` of any script, at most 80."""
    plain = _OTHER.sub("-", unicodedata.normalize("NFC", name)).strip("-.")
    return plain[:_LONGEST].rstrip("-.") or "article"
