"""
The dates that a page shows to its readers, and in its address: witnesses for what it says to machines.

Not for running text, which `corpus.dates` reads: only whole dates with their year count here, in the languages of most
saved pages, and one that can be read in two ways counts as both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

# By the first letters of their names in English, German, French, Spanish, Italian, Portuguese and Dutch; no accents.
_STEMS = {
    stem: month
    for month, stems in enumerate(
        (
            "jan ene gen",
            "feb fev",
            "mar maa mae",
            "apr avr abr",
            "may mai mei mag",
            "jun juin giu",
            "jul juil lug",
            "aug aou ago",
            "sep set",
            "oct okt ott out",
            "nov",
            "dec dez dic",
        ),
        start=1,
    )
    for stem in stems.split()
}
_NAME = rf"(?P<b>(?:{'|'.join(_STEMS)})[a-z]{{0,7}})"
_DAY = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}[\s-]*(?:of |de |di )?{_NAME}\.?,?[\s-]*(?:de |del )?{_YEAR}",
        rf"\b{_NAME}\.?\s+{_DAY},?\s+{_YEAR}",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?<!\d)(?P<either>\d{{1,2}})(?P<mark>[/-])(?P<other>\d{{1,2}})(?P=mark){_YEAR}",
        r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<yy>\d\d)(?!\d)",
    )
)
_IN_PATH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>[01]\d|[a-z]{3})[/-]?(?P<d>[0-3]\d)(?=[/_-]|$)")


def days_shown(shown: str, language: str = "") -> tuple[frozenset[date], ...]:
    """
    List the dates in *shown*, in order: for each the days that it may mean.

    Args:
        shown: Text of a page.
        language: The page's language as a BCP 47 tag ("en-GB"), the second witness for "06/07/2024": American English
            puts the month first, all others but English without a region the day.
    """
    folded = _folded(shown)
    found = [(match.start(), _days(match, language.lower())) for form in _FORMS for match in form.finditer(folded)]
    return tuple(days for _, days in sorted(found, key=lambda each: each[0]) if days)


def day_in(url: str) -> date | None:
    """Give the day that the path of *url* holds ("/2024/06/21/", "/2024/jun/21/"), or None."""
    match = _IN_PATH.search(url.lower())
    month = match["m"] if match else ""
    if not match or not (month.isdigit() or month in _STEMS):
        return None
    return _day(int(match["y"]), int(month) if month.isdigit() else _STEMS[month], int(match["d"]))


def _folded(words: str) -> str:
    """Fold case and accents; a letter stays one letter, so that places stay."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in words).lower()


def _days(match: re.Match[str], language: str) -> frozenset[date]:
    return frozenset(day for day in _readings(match.groupdict(), language) if day)


def _readings(part: dict[str, str | None], language: str) -> Iterator[date | None]:
    year = int(part.get("y") or f"20{part.get('yy')}")
    if either := part.get("either"):
        if language in {"", "en", "en-us"}:
            yield _day(year, int(either), int(part["other"] or 0))
        if language != "en-us":
            yield _day(year, int(part["other"] or 0), int(either))
    elif name := part.get("b"):
        yield _day(year, _STEMS.get(name[:4]) or _STEMS.get(name[:3]) or 0, int(part["d"] or 0))
    else:
        yield _day(year, int(part["m"] or 0), int(part["d"] or 0))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
