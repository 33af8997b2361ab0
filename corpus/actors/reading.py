"""What of an article is read for actors: told sentences, without the credits of photographers and agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from corpus.model import Sentence, Zone
from corpus.model.zones import TOLD

#: What follows these words, to the end of the sentence, is a credit.
_CREDIT = re.compile(
    r"(?:Photographs?|Photos?|Pictures?|Images?|Credits?|Video|Illustration|Graphic)\s*(?:credit\s*)?(?::|by\b|courtesy\b)"
    r"|PHOTO\s*:|©|\(c\)|/\s*(?:AFP|AP|Reuters|Getty|EPA|Bloomberg|Yonhap|Shutterstock|TASS|Sputnik)\b",
    re.IGNORECASE,
)
#: A bracket at the end of a caption that holds an agency or a name and nothing of a sentence.
_BRACKETED = re.compile(r"[(\[](?:[^()\[\]]{0,60})[)\]]\s*\.?\s*$")
#: What stands after the last dash of a caption: "- Ann Example/REUTERS", "- POOL/AFP".
_DASHED = re.compile(r"\s[-–—|]\s+(?P<credit>[^–—|.]{2,80}?)\s*$")
_SOURCE = re.compile(r"/|\b(?:AFP|AP|Reuters|REUTERS|Getty|EPA|Bloomberg|Yonhap|KCNA|TASS|Sputnik|Xinhua|Kyodo|PA)\b")
#: A place and an agency before the first words: "SEOUL, June 20 (Reuters) -".
_AGENCY = re.compile(r"^[A-Z][\w .,'’/-]{1,40}\((?P<agency>[A-Z][\w .&-]{1,30})\)\s*[-–—]+\s")
#: "Reporting by A B; Editing by C D".
_REPORTING = re.compile(
    r"^\W*(?:\(?(?:additional )?(?:reporting|writing|editing)(?: and \w+)? by\b|by [A-Z])", re.IGNORECASE
)


class Stretch(NamedTuple):
    """A stretch of a sentence that is read; *opening* where it is the first of its article's body."""

    start: int
    end: int
    zone: Zone
    paragraph: int
    opening: bool


def readable(sentences: Iterable[Sentence]) -> list[Stretch]:
    """Give what is read of *sentences*, in order; empty stretches are left out."""
    stretches: list[Stretch] = []
    opened = False
    for sentence in sentences:
        if sentence.zone not in TOLD:
            continue
        opening = sentence.zone is Zone.BODY and not opened
        opened = opened or opening
        start, end = sentence.start, sentence.start + _told(sentence)
        if opening and (agency := _AGENCY.match(sentence.text)):
            start = sentence.start + agency.end()
        if start < end:
            stretches.append(Stretch(start, end, sentence.zone, sentence.paragraph, opening))
    return stretches


def _told(sentence: Sentence) -> int:
    """Give how many code points of *sentence* come before a credit."""
    text = sentence.text
    if sentence.zone is Zone.CAPTION:
        dashed = _DASHED.search(text)
        if dashed and not (_SOURCE.search(dashed["credit"]) or dashed["credit"].isupper()):
            dashed = None
        return min(
            (found.start() for found in (dashed, _CREDIT.search(text), _BRACKETED.search(text)) if found),
            default=len(text),
        )
    return 0 if _REPORTING.match(text) else len(text)
