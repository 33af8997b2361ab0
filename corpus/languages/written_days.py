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


#: The months in languages that have no pack, by how their names begin there: Dutch, Swedish, Danish and Norwegian,
#: Finnish, Indonesian, Czech, Romanian.
_OTHER_MONTHS = (
    ("januari", "januar", "tammikuu", "ledna", "ianuarie"),
    ("februari", "februar", "helmikuu", "února", "februarie"),
    ("maart", "mars", "marts", "maaliskuu", "maret", "března", "martie"),
    ("april", "huhtikuu", "dubna", "aprilie"),
    ("mei", "maj", "mai", "toukokuu", "května"),
    ("juni", "kesäkuu", "června", "iunie"),
    ("juli", "heinäkuu", "července", "iulie"),
    ("augustus", "augusti", "august", "elokuu", "agustus", "srpna"),
    ("september", "syyskuu", "září", "septembrie"),
    ("oktober", "lokakuu", "října", "octombrie"),
    ("november", "marraskuu", "listopadu", "noiembrie"),
    ("december", "desember", "joulukuu", "prosince", "decembrie"),
)
#: Names of months that are the same in English.
_ENGLISH_MONTHS = frozenset("april august september november december".split())
_MONTHS_BY_NAME = {name: number for number, names in enumerate(_OTHER_MONTHS, 1) for name in names}
#: Words of their date lines: weekdays and labels. One of them shows that the line is not English.
_OTHER_LABELS = frozenset(
    """
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gepubliceerd geplaatst bijgewerkt gewijzigd laatst uur om
    op door måndag tisdag onsdag torsdag fredag lördag söndag publicerad uppdaterad kl klockan mandag tirsdag lørdag
    søndag publisert publiceret oppdatert opdateret d den maanantai tiistai keskiviikko torstai perjantai lauantai
    sunnuntai julkaistu päivitetty klo senin selasa rabu kamis jumat jum'at sabtu minggu wib wita wit diterbitkan
    diperbarui pukul thứ hai ba tư năm sáu bảy chủ nhật ngày cập lúc đăng pondělí úterý středa čtvrtek pátek sobota
    neděle publikováno aktualizováno luni marți miercuri joi vineri sâmbătă duminică publicat actualizat ora
    """.split()
)
#: Labels that English lines may have as well, and that show nothing.
_SHARED_LABELS = frozenset("d den op om gmt utc cet cest".split())
_OTHER_DAY = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\.? (?P<b>{'|'.join(sorted(_MONTHS_BY_NAME, key=len)[::-1])})(?:ta)?,?"
    r" (?P<y>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<e>\d{1,2})(?P<mark>[./-])(?P<m>\d{1,2})(?P=mark)(?P<z>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def find_days_without_pack(line: str) -> tuple[WrittenDay, ...]:
    """
    Return the full dates of a date line in a language that has no pack; none for any other line, and for English ones.

    Such a line holds dates, times, and words that these languages have on date lines, a month or another word of which
    English has not; an outlet or a place may stand beside them. In figures the day comes before the month.
    """
    if len(line) > MAX_LINE_CHARACTERS or not _YEAR.search(line) or _SENTENCE_END.search(line):
        return ()
    found = [each for match in _OTHER_DAY.finditer(line) if (each := _read_other_day(match))]
    words = [word.lower() for word in _WORD.findall(_OTHER_DAY.sub(" ", line))]
    others = [word for word in words if word not in _OTHER_LABELS | _SHARED_LABELS]
    months = {match["b"].lower() for match in _OTHER_DAY.finditer(line) if match["b"]}
    is_foreign = bool(months - _ENGLISH_MONTHS) or any(word in _OTHER_LABELS - _SHARED_LABELS for word in words)
    return tuple(found) if is_foreign and len(others) <= _MAX_OTHER_WORDS - 2 else ()


def _read_other_day(match: re.Match[str]) -> WrittenDay | None:
    month = _MONTHS_BY_NAME[match["b"].lower()] if match["b"] else int(match["m"])
    day = make_date(int(match["y"] or match["z"]), month, int(match["d"] or match["e"]))
    return WrittenDay(match.start(), match.end(), day) if day else None
