"""Find the full dates of a short line, and whether a line holds nothing else, by the date forms of a language pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from corpus.languages.pack import LanguagePack, find_number, fold_digits

#: Longest line that is read, in code points.
MAX_LINE_CHARACTERS = 140
#: Words beside the date of a date line, where each is a label or has a capital: an outlet, a place, an author.
_MAX_OTHER_WORDS = 4
#: Share of a date line that is date, time and labels, in scripts without capitals.
_MIN_DATE_SHARE = 0.5
_YEAR = re.compile(r"(?:19|20)\d\d|令和|平成")
_CLOCK = re.compile(r"\d{1,2}\s?(?:[:.h]|시|時|点|时)\s?\d{2}(?:분|分)?(?::\d\d)?(?:\s?Uhr)?")
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?。！？؟]$")


class WrittenDay(NamedTuple):
    """A full date in a text: its span and its day."""

    start: int
    end: int
    day: date


@lru_cache(maxsize=4_096)
def find_written_days(text: str, pack: LanguagePack) -> tuple[WrittenDay, ...]:
    """Return the full dates in *text* in order, not overlapping; impossible ones are left out."""
    words = fold_digits(text)
    if not _YEAR.search(words):
        return ()
    found = sorted(_list_days(words, pack), key=lambda each: (each.start, -each.end))
    chosen: list[WrittenDay] = []
    for each in found:
        if not chosen or each.start >= chosen[-1].end:
            chosen.append(each)
    return tuple(chosen)


def _list_days(words: str, pack: LanguagePack) -> Iterator[WrittenDay]:
    for form in pack.dates:
        if form.op != "date" or "d" not in form.pattern.groupindex:
            continue
        for match in form.pattern.finditer(words):
            groups = match.groupdict()
            year = groups.get("y")
            if not year or not year.isdigit():
                continue
            name, number = groups.get("b"), groups.get("m")
            month = find_number(pack.months, name) if name else int(number or 0)
            day = make_date(int(year), month, int(groups["d"]))
            if day:
                yield WrittenDay(match.start(), match.end(), day)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None if the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_date_line(line: str, pack: LanguagePack) -> bool:
    """Return whether *line* is a full date, perhaps with its time, a label, and an author, outlet or place."""
    if len(line) > MAX_LINE_CHARACTERS:
        return False
    days = find_written_days(line, pack)
    if not days or (_SENTENCE_END.search(line) and days[-1].end < len(line) - 1):
        return False
    rest = list(fold_digits(line))
    for each in days:
        rest[each.start : each.end] = " " * (each.end - each.start)
    others = _CLOCK.sub(" ", "".join(rest))
    words = [word for word in _WORD.findall(others) if not _is_label(word, pack)]
    if any(word[0].upper() != word[0].lower() for word in words):
        return len(words) <= _MAX_OTHER_WORDS and all(word[0].isupper() for word in words)
    letters = sum(map(len, words))
    return letters <= (1 - _MIN_DATE_SHARE) * sum(not each.isspace() for each in line)


def _is_label(word: str, pack: LanguagePack) -> bool:
    folded = word.lower()
    return (
        len(word) == 1
        or folded in pack.labels
        or folded in pack.stop_words
        or bool(find_number(pack.weekdays, word))
        or folded in pack.parts
        or (not pack.is_spaced and any(folded.startswith(label) for label in pack.labels))
    )
