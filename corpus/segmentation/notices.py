"""Recognize notices that a page addresses to its reader: appeals, technical trouble, comment rules, embedded posts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.languages.en.page_phrases import REPORTING_VERB

#: Sum of weights from which a line is a notice.
_MIN_NOTICE_SCORE = 3.0
#: Longest notice, in code points; each longer than the second number needs more evidence.
_MAX_NOTICE_CHARACTERS, _MAX_PLAIN_NOTICE_CHARACTERS = 700, 320
#: What speaks against a notice: a verb of saying, words in quotation marks, a long line.
_REPORT_PENALTY, _QUOTE_PENALTY, _LENGTH_PENALTY = 2.0, 2.0, 1.0
_QUOTED_WORDS = re.compile(r"[“\"„«][^“”\"„«»]{12,}[”\"“»]")
#: A line without one of these words or characters is no notice, which is quickly seen.
_CUE_WORDS = frozenset(
    """
    you your yours our us we this please sorry you're you’re you'll you’ll you've you’ve advertising video audio media
    archive archived archives comments commenting donate donate. listen watch read view see skip show sign subscribe
    support independent quality download javascript newsletter good hello hello, hi hi, welcome
    """.split()
)
_CUE_CHARACTERS = ("@", "t.co/", "twitter.com/", " · ", "for you")
#: The signature below an embedded post: "— Ann Lind (@annlind) March 1, 2024".
_EMBED_SIGNATURE = re.compile(r"[—–-]{1,2} ?[^()]{2,80}\(@\w{2,30}\)")
_HANDLE = re.compile(r"@\w{2,30}")
_EMBED_TIME = re.compile(r"\d{1,2}:\d\d ?[ap]\.?m\.? ?[·•-] ?.{4,30}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A group of phrases: its weight, whether it addresses the reader, what it needs, and its pattern."""

    weight: float
    is_address: bool
    needs: tuple[str, ...]
    pattern: re.Pattern[str]

    def is_in(self, lowered: str) -> bool:
        """Return whether one of the phrases is in a lower-case line."""
        return (not self.needs or any(each in lowered for each in self.needs)) and bool(self.pattern.search(lowered))


@cache
def _load_cues() -> tuple[tuple[_Cue, ...], tuple[_Cue, ...], tuple[_Cue, ...]]:
    """Return the groups that decide by themselves, those that address the reader, and the others."""
    groups = tomllib.loads(files("corpus.languages.en").joinpath("page_phrases.toml").read_text("utf-8"))["notice_cues"]
    cues = [
        _Cue(
            group["weight"],
            group.get("address", False),
            tuple(group.get("needs", ())),
            re.compile("|".join(map(_bound, group["phrases"]))),
        )
        for group in groups
    ]
    decisive = tuple(cue for cue in cues if cue.weight >= _MIN_NOTICE_SCORE)
    address = tuple(cue for cue in cues if cue.is_address)
    return decisive, address, tuple(cue for cue in cues if cue not in (*decisive, *address))


def _score_cues(lowered: str, address: Sequence[_Cue], others: Sequence[_Cue]) -> float:
    """Return the sum of the weights; other groups are only looked for beside an address, for speed."""
    score = sum(cue.weight for cue in address if cue.is_in(lowered))
    return score + sum(cue.weight for cue in others if cue.is_in(lowered)) if score else 0.0


def _bound(phrase: str) -> str:
    """Return *phrase* with word boundaries, if it is plain words."""
    return rf"\b(?:{phrase})\b" if phrase[:1].isalpha() else phrase


def is_notice(words: str) -> bool:
    """Return whether a line is a notice and no part of a report; its white space must be single blanks."""
    if len(words) > _MAX_NOTICE_CHARACTERS or words[:1] in '"“„«':
        return False
    lowered = words.lower()
    if _CUE_WORDS.isdisjoint(lowered.split()) and not any(each in lowered for each in _CUE_CHARACTERS):
        return False
    decisive, address, others = _load_cues()
    if any(cue.is_in(lowered) for cue in decisive):
        return not _QUOTED_WORDS.search(words)
    score = _score_cues(lowered, address, others)
    if score < _MIN_NOTICE_SCORE:
        return False
    score -= _REPORT_PENALTY * bool(REPORTING_VERB.search(lowered))
    score -= _QUOTE_PENALTY * bool(_QUOTED_WORDS.search(words))
    score -= _LENGTH_PENALTY * (len(words) > _MAX_PLAIN_NOTICE_CHARACTERS)
    return score >= _MIN_NOTICE_SCORE


def is_embed_signature(words: str) -> bool:
    """Return whether a line signs an embedded post that stands above it."""
    return len(words) <= 160 and bool(_EMBED_SIGNATURE.match(words))


def is_handle(words: str) -> bool:
    """Return whether a line is the name of an account ("@annlind"), below which an embedded post may stand."""
    return bool(_HANDLE.fullmatch(words))


def is_embed_time(words: str) -> bool:
    """Return whether a line is the time below an embedded post ("4:32 PM · May 3, 2021")."""
    return len(words) <= 60 and bool(_EMBED_TIME.fullmatch(words))
