"""Parse the dates that a page shows to its readers and in its address, and judge where it shows them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.extraction.dom import list_ancestor_names
from corpus.extraction.render import RenderedLine, Rendering
from corpus.languages.en.page_phrases import (
    COMMENT_AREA_NAME,
    DATE_PREPOSITION,
    MANUSCRIPT_LABEL,
    MASTHEAD_NAME,
    PUBLICATION_LABEL,
    PUBLISHED_PARTICIPLE,
    UPDATE_WORD,
)
from corpus.languages.written_days import make_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement


# Month names by their first letters in English, German, French, Spanish, Italian, Portuguese, Dutch; without accents.
_MONTH_STEMS = {
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
_MONTH_NAME = rf"(?P<b>(?:{'|'.join(_MONTH_STEMS)})[a-z]{{0,7}})"
_DAY_OF_MONTH = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_DATE_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY_OF_MONTH}[\s-]*(?:of |de |di )?{_MONTH_NAME}\.?,?[\s-]*(?:de |del )?{_YEAR}",
        rf"\b{_MONTH_NAME}\.?\s+{_DAY_OF_MONTH},?\s+{_YEAR}",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?<!\d)(?P<either>\d{{1,2}})(?P<mark>[/-])(?P<other>\d{{1,2}})(?P=mark){_YEAR}",
        r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<yy>\d\d)(?!\d)",
    )
)
# "/2024/06/20/", "/2024-06-20-bridge", "/20240620"; in "/2024/06/15-ways-to-save" and "/2024/06/1593" there is no day.
_PATH_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d\d)(?P<mark>[/-]?)(?P<m>[01]\d|[a-z]{3})(?P=mark)?(?P<d>[0-3]\d)(?=/|$|(?<!/..)[_-])"
)
# "/20-06-2024", a whole part of the path.
_PATH_DAY_FIRST = re.compile(
    r"/(?P<first>[0-3]?\d)(?P<mark>[._-])(?P<second>[0-3]?\d)(?P=mark)(?P<y>(?:19|20)\d\d)(?=/|$)"
)


def find_shown_days(text: str, language: str = "") -> tuple[frozenset[date], ...]:
    """
    Return the dates in *text*, in order: for each the days that it may mean.

    Args:
        text: Text of a page.
        language: The page's language as a BCP 47 tag ("en-GB"), which decides "06/07/2024": American English puts the
            month first, all others the day; English without a region, or no language, leaves both.
    """
    return tuple(days for _, _, days in _match_dates(text, language))


def _match_dates(text: str, language: str) -> list[tuple[int, int, frozenset[date]]]:
    """Return start, end and possible days of each date in *text*, in order."""
    folded = _strip_accents(text)
    found = [
        (match.start(), match.end(), _list_possible_days(match, language.lower()))
        for form in _DATE_FORMS
        for match in form.finditer(folded)
    ]
    return sorted((each for each in found if each[2]), key=lambda each: each[:2])


def find_day_in_url(url: str) -> date | None:
    """Return the day in the path of *url* ("/2024/06/21/", "/2024/jun/21/", "/21-06-2024"), or None."""
    match = _PATH_DATE.search(url.lower())
    month = match["m"] if match else ""
    if not match or not (month.isdigit() or month in _MONTH_STEMS):
        return _find_day_first(url)
    return make_date(int(match["y"]), int(month) if month.isdigit() else _MONTH_STEMS[month], int(match["d"]))


def _find_day_first(url: str) -> date | None:
    """Return the day of a part of the path with the year at its end, or None if day and month could be exchanged."""
    match = _PATH_DAY_FIRST.search(url)
    if not match:
        return None
    year, first, second = int(match["y"]), int(match["first"]), int(match["second"])
    days = {day for day in (make_date(year, second, first), make_date(year, first, second)) if day}
    return days.pop() if len(days) == 1 else None


def _strip_accents(words: str) -> str:
    """Fold case and accents; each letter stays one letter, so that offsets stay the same."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in words).lower()


def _list_possible_days(match: re.Match[str], language: str) -> frozenset[date]:
    return frozenset(day for day in _parse_readings(match.groupdict(), language) if day)


def _parse_readings(part: dict[str, str | None], language: str) -> Iterator[date | None]:
    year = int(part.get("y") or f"20{part.get('yy')}")
    if either := part.get("either"):
        if language in {"", "en", "en-us"}:
            yield make_date(year, int(either), int(part["other"] or 0))
        if language != "en-us":
            yield make_date(year, int(part["other"] or 0), int(either))
    elif name := part.get("b"):
        yield make_date(year, _MONTH_STEMS.get(name[:4]) or _MONTH_STEMS.get(name[:3]) or 0, int(part["d"] or 0))
    else:
        yield make_date(year, int(part["m"] or 0), int(part["d"] or 0))


#: Where a date was found that the page does not state (`corpus.models.Hints.published_by`): it is doubtful.
GUESS = "htmldate"


class DateLabel(StrEnum):
    """What the words before a date say it is."""

    PUBLISHED = "published"
    UPDATED = "updated"
    NONE = ""


@dataclass(frozen=True, slots=True)
class ShownDate:
    """
    A date that a page shows near its article.

    Attributes:
        days: The days that it may mean; several where day and month can be exchanged.
        label: What the words before it say it is.
        is_beside_headline: Whether it is between the headline and the text.
    """

    days: frozenset[date]
    label: DateLabel
    is_beside_headline: bool = False


# Characters above the body and at its beginning in which pages show their date, and lines below it.
_MAX_CHARS_ABOVE, _MAX_CHARS_INSIDE, _MAX_LINES_BELOW = 3_000, 300, 3
# A line with this many words is prose; the dates in it are those of events.
_MIN_PROSE_WORDS = 12
# Characters before a date in which its label stands.
_MAX_LABEL_CHARS = 40
# Points from which a line above the headline belongs to the head of the site, which shows the day of the visit.
_MIN_MASTHEAD_POINTS = 2
# Lines at the very top of a page.
_TOP_LINES = 3
# Letters of a date with its weekday ("Donnerstag, 25. September 2025"), and nothing else.
_MAX_DATE_LETTERS = 24
# Letters of a date with an author and a category.
_MAX_BYLINE_LETTERS = 48
# So many links in a line lead to an author and to topics, not to one other article.
_MIN_BYLINE_LINKS = 3
# Elements around a date whose names may mark it as a comment's; those farther out hold the article, too.
_COMMENT_LEVELS = 6
# So many lines above the text that show a date in the same place of the same markup list other articles.
_MIN_LISTED_DATES, _SIGNATURE_LEVELS = 3, 4
# Code points after a date in which German has the participle: "am 19. Mai 2010 um 23:03 Uhr veröffentlicht".
_MAX_CHARS_TO_PARTICIPLE = 30
# Code points of a paragraph that may hold its dateline.
_MAX_OPENING_CHARS = 60
_DIGITS = re.compile(r"[0-9]+")
_SMALL_WORD = re.compile(r"(?<![\w.])(?!(?:de|del|di|of|von|vom|am|le|el|den|der)\b)[^\W\d_A-Z]\w{2,}(?!\s*\d)")


def list_shown_dates(
    rendering: Rendering, body: Sequence[tuple[int, int]], title: str, language: str = ""
) -> tuple[ShownDate, ...]:
    """
    Return the dates that a page shows beside its article, in order.

    Left out are dates in the head of the site (the day of the visit), in readers' comments, in links to other articles
    and lists of them, in the sentences of the article itself, and the days on which a manuscript was received and
    accepted.

    Args:
        rendering: The page's visible text.
        body: Spans of the article's body; empty if unknown.
        title: Its headline, or ``""``.
        language: The page's language as a BCP 47 tag, as in `find_shown_days`.
    """
    lines = rendering.lines
    first = next((at for at, line in enumerate(lines) if body and line.end > body[0][0]), len(lines))
    last = next((at for at in range(len(lines) - 1, -1, -1) if body and lines[at].start < body[-1][1]), -1)
    headline = _find_headline(rendering, first, title)
    found: list[ShownDate] = []
    listed = _find_listed_lines(rendering, first, language)
    for at in _list_near_lines(lines, first, last):
        if at in listed:
            continue
        line = lines[at]
        words = rendering.text[line.start : line.end]
        is_beside = 0 <= headline < at < first or (at == headline and words[0].isdigit())
        shown = _read_line(words, language, is_beside_headline=is_beside)
        if line.words >= _MIN_PROSE_WORDS:
            shown = [each for each in shown if each.label] or _read_line(
                _cut_opening(words), language, is_beside_headline=False
            )
        if at > last >= 0:  # a date below the text may be that of another article, unless it says what it is
            shown = [each for each in shown if each.label]
        is_above = at < (headline if headline >= 0 else first)
        if shown and not _is_elsewhere(words, line) and not (is_above and _is_masthead(rendering, at, headline, shown)):
            found += shown
    return tuple(found)


def _list_near_lines(lines: Sequence[RenderedLine], first: int, last: int) -> Iterator[int]:
    """Yield the indexes of the lines above the body and at its beginning, then of those just below it."""
    has_body = first < len(lines)
    begin = lines[first].start if has_body else _MAX_CHARS_ABOVE
    end = begin + _MAX_CHARS_INSIDE if has_body else begin
    yield from (at for at, line in enumerate(lines) if begin - _MAX_CHARS_ABOVE <= line.start < end)
    if has_body:
        yield from range(last + 1, min(last + 1 + _MAX_LINES_BELOW, len(lines)))


def _find_listed_lines(rendering: Rendering, first: int, language: str) -> frozenset[int]:
    """Return the indexes of the lines above the body that date the entries of a list of other articles."""
    alike = defaultdict[tuple[str, ...], list[int]](list)
    lines = rendering.lines
    for at in (each for each in _list_near_lines(lines, first, len(lines) - 1) if each < first):
        line = lines[at]
        words = rendering.text[line.start : line.end]
        if line.words < _MIN_PROSE_WORDS and any(map(str.isdigit, words)) and find_shown_days(words, language):
            names = list_ancestor_names(line.element)[:_SIGNATURE_LEVELS]
            alike[tuple(_DIGITS.sub("0", f"{tag} {name}") for tag, name in names)].append(at)
    return frozenset(at for group in alike.values() if len(group) >= _MIN_LISTED_DATES for at in group)


def _find_headline(rendering: Rendering, first: int, title: str) -> int:
    """Return the index of the last line above the body that holds the headline, or -1."""
    wanted = " ".join(title.split()).casefold()
    for at in range(min(first, len(rendering.lines) - 1), -1, -1):
        line = rendering.lines[at]
        if line.element.tag == "h1" or rendering.text[line.start : line.end].casefold() == wanted:
            return at
    return -1


def _cut_opening(words: str) -> str:
    """Return what stands before the first sentence of a paragraph: a dateline or a label, and no small word."""
    opening = words[:_MAX_OPENING_CHARS]
    if DATE_PREPOSITION.match(opening):
        return ""  # "On 3 May 2021 a court …" is the sentence itself
    match = _SMALL_WORD.search(opening)
    return opening[: match.start()] if match else opening


def _read_line(words: str, language: str, *, is_beside_headline: bool) -> list[ShownDate]:
    """Return the dates of a line with their labels, without those on which a manuscript was received or accepted."""
    if not any(map(str.isdigit, words)):
        return []
    found: list[ShownDate] = []
    end, label = 0, ""
    for start, stop, days in _match_dates(words, language):
        before = words[max(end, start - _MAX_LABEL_CHARS) : start]
        label = before if any(map(str.isalpha, before)) else label  # "Received 3 May, 4 June": one label for both
        end = stop
        if PUBLISHED_PARTICIPLE.match(words[stop : stop + _MAX_CHARS_TO_PARTICIPLE]):
            found.append(ShownDate(days, DateLabel.PUBLISHED, is_beside_headline))
        elif not MANUSCRIPT_LABEL.search(label) or PUBLICATION_LABEL.search(label):
            found.append(ShownDate(days, _classify_label(label), is_beside_headline))
    return found


def _classify_label(words: str) -> DateLabel:
    if UPDATE_WORD.search(words):
        return DateLabel.UPDATED
    return DateLabel.PUBLISHED if PUBLICATION_LABEL.search(words) else DateLabel.NONE


def _is_elsewhere(words: str, line: RenderedLine) -> bool:
    """Return whether a line belongs to readers' comments or leads to another page; a date or a byline leads to none."""
    if line.is_mostly_linked and _count_letters(words) > _MAX_BYLINE_LETTERS:
        return len(line.element.findall(".//a")) < _MIN_BYLINE_LINKS
    return any(COMMENT_AREA_NAME.search(names) for _, names in list_ancestor_names(line.element)[:_COMMENT_LEVELS])


def _is_masthead(rendering: Rendering, at: int, headline: int, shown: Sequence[ShownDate]) -> bool:
    """
    Return whether the date in a line is that of the visit, by evidence that adds up.

    The head of a site is named or marked up as such, above its menu, outside the article, and holds only the day.
    """
    line = rendering.lines[at]
    if any(each.label for each in shown):
        return False
    names = list_ancestor_names(line.element)
    heading = rendering.lines[headline].element if headline >= 0 else None
    below = rendering.lines[at + 1 : headline] if headline >= 0 else ()
    points = 2 * any(MASTHEAD_NAME.search(each) for _, each in names)
    points += 2 * _is_in_site_header(line.element, heading)
    is_linked = any(each.linked * 2 > each.end - each.start for each in below) or line.linked > 0
    is_bare = _count_letters(rendering.text[line.start : line.end]) <= _MAX_DATE_LETTERS
    # farther down a date above links may as well be an article's, beside its author and topics
    points += is_linked + is_bare if at < _TOP_LINES else is_linked or is_bare
    points += (heading is not None and _is_in_article(heading)) - 2 * _is_in_article(line.element)
    return points >= _MIN_MASTHEAD_POINTS


def _is_in_article(element: HtmlElement) -> bool:
    return any(each.tag in {"article", "main"} for each in element.iterancestors())


def _is_in_site_header(element: HtmlElement, heading: HtmlElement | None) -> bool:
    """Return whether an element is in a header or menu that does not hold the headline."""
    around = set(heading.iterancestors()) if heading is not None else set()
    return any(
        each.tag in {"header", "nav"} or each.get("role") in {"banner", "navigation"}
        for each in (element, *element.iterancestors())
        if each not in around and each is not heading
    )


def _count_letters(words: str) -> int:
    return sum(map(str.isalpha, words))
