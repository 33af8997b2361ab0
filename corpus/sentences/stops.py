"""Whether a stop ends its sentence: told from the word before it and the words after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.sentences.abbreviations import (
    AFTER_HOURS,
    HOURS,
    NAMES_TOO,
    NUMBERED,
    OPENERS,
    SAYING,
    TITLES,
    UNDECIDED,
)

_LEAD = re.compile(r"[\s\"'“”‘’«»„‚‹›(\[{¿¡—–\-•*·]{0,12}")
_WORD = re.compile(r"[^\W\d_]+")
_NAMED_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'’-]*,?\s){1,5}(?:[^.?!\"“”]{2,90}, )?(?:[a-z]+\s)?(?:" + "|".join(sorted(SAYING)) + r")\b"
)
_SMALL_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_NUMBER = re.compile(r"[-•*·–(\[\s]*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})")
_GLUED = re.compile(r"[\"“‘«„]?(?:[A-Z][a-z]{1,24}(?![\w.]{0,24}\.[a-z]|[a-z/@_])|[IA] )")
_SITES = frozenset({"Com", "Net", "Org", "Co", "Gov", "Edu", "Js", "Pdf"})
_DASH = re.compile(r"\s+[—–-]")
_FULL_WIDTH = "。！？｡"
_MARKS = "\"'”’)]»›“«‘"

#: How far back a word before a stop is looked at, in code points.
_REACH = 32


@dataclass(frozen=True, slots=True)
class Stop:
    """
    A mark that may end a sentence.

    Attributes:
        block: The paragraph.
        start: Where the sentence began.
        first: Offset of the mark.
        behind: One past the mark, or marks.
        after: One past what closes behind it.
    """

    block: str
    start: int
    first: int
    behind: int
    after: int

    @property
    def mark(self) -> str:
        """The mark or marks."""
        return self.block[self.first : self.behind]

    @property
    def before(self) -> str:
        """The word up to the mark, without what opens before it."""
        reach = self.block[max(self.start, self.first - _REACH) : self.first]
        return reach.rsplit(None, 1)[-1].lstrip("([{\"'“‘«„—–") if reach and not reach[-1].isspace() else ""


def is_end(stop: Stop) -> bool:
    """Tell whether the sentence ends with *stop*."""
    block, after = stop.block, stop.after
    if stop.mark[0] in _FULL_WIDTH:
        return not (after > stop.behind and block[after] in "とっ")  # 「…。」と goes on with who said it
    if not block[after].isspace():
        return _glued(stop)
    lead = _LEAD.match(block, after)
    here = lead.end() if lead else after
    if here >= len(block):
        return True
    first = block[here]
    if first.islower() and not _SMALL_BRAND.match(block, here):
        return False
    if first in ",;:)]%&=/+":
        return False
    if stop.mark == ".":
        return _full_stop(stop, here)
    if after > stop.behind and _speaker_follows(block, here):
        return False
    return stop.mark[0] in "!?" or not first.isalpha() or _ellipsis(stop, here)


def _glued(stop: Stop) -> bool:
    """Tell a sentence glued behind another, “… on Friday.Nobody signed”, from an address or a file's name."""
    block, after = stop.block, stop.after
    match = _GLUED.match(block, after)
    if not match or match[0].strip('"“‘«„') in _SITES:
        return False
    last = block[stop.first - 1] if stop.first else ""
    if last in _MARKS or stop.after > stop.behind:
        return True
    word = stop.before
    return last.isdigit() or (len(word) > 1 and last.islower() and not set(word) & set("./@_:\\"))


def _speaker_follows(block: str, here: int) -> bool:
    """“Why not?” Anna Ito asked: a name and a verb of saying go on after the mark."""
    return _word(block, here) not in OPENERS and bool(_NAMED_SPEAKER.match(block, here))


def _ellipsis(stop: Stop, here: int) -> bool:
    word = _word(stop.block, here)
    if stop.before.casefold() == word.casefold():  # “I… I do not know”
        return False
    return word in OPENERS or not stop.block[stop.first - 1].isspace()


def _full_stop(stop: Stop, here: int) -> bool:
    word = stop.before.removeprefix("then-").removeprefix("ex-")
    first = stop.block[here]
    if stop.after > stop.behind and stop.block[stop.after - 1] == ".":
        return True
    if _NUMBER.fullmatch(stop.block, stop.start, stop.first):  # “1.” and “(b).” number what follows
        return False
    if first.isdigit():
        return word.casefold() not in NUMBERED
    if not first.isalpha() or _DASH.match(stop.block, stop.after):  # “RENO, Nev. — The”: a place line goes on
        return not (word in TITLES or word in UNDECIDED or "." in word)
    if (len(word) == 1 and word.isupper()) or "." in word:
        return _dotted(stop, here, word)
    if word in TITLES:
        return False
    return word not in UNDECIDED or _word(stop.block, here) in OPENERS


def _dotted(stop: Stop, here: int, word: str) -> bool:
    """Decide after initials, acronyms and hours: “George W.”, “U.N.”, “9 a.m.”."""
    following = _word(stop.block, here)
    if word in HOURS:
        return following not in AFTER_HOURS
    if word in TITLES or not _is_abbreviation(word):
        return word not in TITLES
    return following in OPENERS and not (len(word) == 1 and following in NAMES_TOO)


def _is_abbreviation(word: str) -> bool:
    """Tell “U.N” and “Ph.D” from “example.com”."""
    return word[0].isalpha() and all(len(part) <= 2 for part in word.split("."))


def _word(block: str, here: int) -> str:
    match = _WORD.match(block, here)
    return match[0] if match else ""
