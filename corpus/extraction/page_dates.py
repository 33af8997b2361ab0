"""Find a page's publication date in its metadata, its visible text and its URL."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from corpus.extraction.html_metadata import list_meta_contents
from corpus.extraction.json_ld import JsonLdNode, extract_text

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
_PATH_DATE = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>[01]\d|[a-z]{3})[/-]?(?P<d>[0-3]\d)(?=[/_-]|$)")


def find_shown_days(text: str, language: str = "") -> tuple[frozenset[date], ...]:
    """
    Return the dates in *text*, in order: for each the days that it may mean.

    Args:
        text: Text of a page.
        language: The page's language as a BCP 47 tag ("en-GB"), which decides "06/07/2024": American English puts the
            month first, all others the day; English without a region, or no language, leaves both.
    """
    folded = _strip_accents(text)
    found = [
        (match.start(), _list_possible_days(match, language.lower()))
        for form in _DATE_FORMS
        for match in form.finditer(folded)
    ]
    return tuple(days for _, days in sorted(found, key=lambda each: each[0]) if days)


def find_day_in_url(url: str) -> date | None:
    """Return the day in the path of *url* ("/2024/06/21/", "/2024/jun/21/"), or None."""
    match = _PATH_DATE.search(url.lower())
    month = match["m"] if match else ""
    if not match or not (month.isdigit() or month in _MONTH_STEMS):
        return None
    return _make_date(int(match["y"]), int(month) if month.isdigit() else _MONTH_STEMS[month], int(match["d"]))


def _strip_accents(words: str) -> str:
    """Fold case and accents; each letter stays one letter, so that offsets stay the same."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in words).lower()


def _list_possible_days(match: re.Match[str], language: str) -> frozenset[date]:
    return frozenset(day for day in _parse_readings(match.groupdict(), language) if day)


def _parse_readings(part: dict[str, str | None], language: str) -> Iterator[date | None]:
    year = int(part.get("y") or f"20{part.get('yy')}")
    if either := part.get("either"):
        if language in {"", "en", "en-us"}:
            yield _make_date(year, int(either), int(part["other"] or 0))
        if language != "en-us":
            yield _make_date(year, int(part["other"] or 0), int(either))
    elif name := part.get("b"):
        yield _make_date(year, _MONTH_STEMS.get(name[:4]) or _MONTH_STEMS.get(name[:3]) or 0, int(part["d"] or 0))
    else:
        yield _make_date(year, int(part["m"] or 0), int(part["d"] or 0))


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# Names, properties or itemprops, in lower case, most explicit first.
_PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_date",
    "pubdate",
    "pdate",
    "article_date_original",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
)
# These may also date the last change.
_VAGUE_METAS = ("dcterms.date", "dc.date.created", "dcterms.created", "dc.date", "dc:date", "created", "date")
_MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
_RFC_2822_DATE = re.compile(r"(?:\w{3}, ?)?\d{1,2} \w{3} \d{4} \d\d?:")


class DateStatement(NamedTuple):
    """
    A date that a page states.

    Attributes:
        value: ISO date, or date and time to the minute with its zone where stated.
        where: Where it is stated, for people.
        plain: Whether it is clearly the publication date, and not any date.
    """

    value: str
    source: str
    is_explicit: bool

    @property
    def day(self) -> date:
        """The day of *value*, in its own zone."""
        return date.fromisoformat(self.value[:10])


def find_statements(tree: HtmlElement, node: JsonLdNode) -> Iterator[DateStatement]:
    """Yield each statement of the publication date in *tree* and its JSON-LD article *node*, in order of trust."""
    for raw, source, is_explicit in _list_raw_statements(tree, node):
        if value := to_iso_date(raw):
            yield DateStatement(value, source, is_explicit)


def find_modified_day(tree: HtmlElement, node: JsonLdNode) -> date | None:
    """Return the day of the last change that a page states, or None."""
    metas = _group_metas(tree)
    for raw in (
        extract_text(node.get("dateModified")),
        *(value for name in _MODIFIED_METAS for value in metas.get(name, ())),
    ):
        if value := to_iso_date(raw or ""):
            return date.fromisoformat(value[:10])
    return None


def to_iso_date(raw: str) -> str | None:
    """Return a date in ISO 8601, RFC 2822 or day, month and year as an ISO value; None for anything else."""
    raw = raw.strip()
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return _parse_rfc_2822(raw) or _parse_written_date(raw)
    return moment.date().isoformat() if len(raw) in {8, 10} else _format_moment(moment)


def _format_moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes").replace("+00:00", "Z")


def _parse_rfc_2822(raw: str) -> str | None:
    try:
        return _format_moment(parsedate_to_datetime(raw)) if _RFC_2822_DATE.match(raw) else None
    except ValueError:
        return None


def _parse_written_date(raw: str) -> str | None:
    found = find_shown_days(raw[:100])
    return min(found[0]).isoformat() if found and len(found[0]) == 1 else None


def _list_raw_statements(tree: HtmlElement, node: JsonLdNode) -> Iterator[tuple[str, str, bool]]:
    if value := extract_text(node.get("datePublished")):
        yield value, "JSON-LD datePublished", True
    metas = _group_metas(tree)
    yield from ((value, f"meta {name}", True) for name in _PUBLISHED_METAS for value in metas.get(name, ()))
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        value = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        yield value, "microdata datePublished", True
    times = tree.xpath("//time[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)]")
    for time in sorted(times[:20], key=lambda each: each.get("pubdate") is None):
        yield time.get("datetime") or time.text_content(), "<time>", False
    yield from ((value, f"meta {name}", False) for name in _VAGUE_METAS for value in metas.get(name, ()))
    if value := extract_text(node.get("dateCreated")):
        yield value, "JSON-LD dateCreated", False


def _group_metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in list_meta_contents(tree):
        found.setdefault(name, []).append(content)
    return found


_EARLIEST_DATE = date(1994, 1, 1)  # the first newspapers on the Web
_SHOWN_ABOVE_TEXT = "shown above the text"
_ONE_DAY = timedelta(days=1)

ShownDays = Sequence[frozenset[date]]


def find_page_date(
    tree: HtmlElement, node: JsonLdNode, url: str, visible_text: str, fetched_on: date | None
) -> tuple[str | None, str]:
    """
    Find the publication date of a page.

    Args:
        tree: The page.
        node: Its JSON-LD article, or an empty mapping.
        url: Its address.
        visible_text: Its visible text around the headline and above the body.
        fetched_on: The day on which it was fetched, or None if unknown; dates more than a day later are not believed.

    Returns:
        ISO date, or date and time to the minute with its zone if stated, and where it was found; else ``(None, "")``.
    """
    latest = (
        fetched_on + _ONE_DAY if fetched_on else date(2100, 1, 1)
    )  # it may already be tomorrow where the page was made
    language = tree.get("lang", "").replace("_", "-")
    days = [
        each for each in find_shown_days(visible_text, language) if any(_EARLIEST_DATE <= day <= latest for day in each)
    ]
    for statement in find_statements(tree, node):
        if _EARLIEST_DATE <= statement.day <= latest:
            shown_day = _get_only_day(days)
            if shown_day and _should_prefer_shown_day(shown_day, statement, find_modified_day(tree, node)):
                return shown_day.isoformat(), _SHOWN_ABOVE_TEXT
            return _resolve_local_day(statement, url, days)
    return _find_unstated_date(tree, url, days, latest)


def _get_only_day(days: ShownDays) -> date | None:
    """Return the only day shown, or None if there are several or it is ambiguous."""
    return min(days[0]) if len(set(days)) == 1 and len(days[0]) == 1 else None


def _should_prefer_shown_day(shown_day: date, statement: DateStatement, modified_day: date | None) -> bool:
    """
    Return whether the *shown_day* day shown dates the text as it stands, and *statement* does not.

    This is so if the statement is vague, or if the page shows only the day of its last change or the day after the
    stated one: the text is then of that day, and so are its "today" and "on Friday". On htmldate's saved pages this was
    right 28 of 30 times.
    """
    if shown_day == statement.day:
        return False
    return (
        not statement.is_explicit
        or shown_day == statement.day + _ONE_DAY
        or (shown_day == modified_day and shown_day > statement.day)
    )


def _resolve_local_day(statement: DateStatement, url: str, days: ShownDays) -> tuple[str, str]:
    """Return the day that readers saw if the stated moment, in UTC, has another: relative dates count from that one."""
    day, url_day = statement.day, find_day_in_url(url)
    # Where people live, local time is at most ten hours behind UTC and fourteen ahead.
    adjacent_days = {day - _ONE_DAY if statement.value[11:13] < "10" else day + _ONE_DAY}
    shown = frozenset[date]().union(*days)
    if not statement.value.endswith("Z") or url_day == day or (url_day not in adjacent_days and day in shown):
        return statement.value, statement.source
    local_days = [url_day] if url_day in adjacent_days else sorted(shown & adjacent_days)
    return (f"{local_days[0]}", f"{statement.source}, in local time") if len(local_days) == 1 else statement[:2]


def _find_unstated_date(tree: HtmlElement, url: str, days: ShownDays, latest: date) -> tuple[str | None, str]:
    """Return the date of a page that states none: from its address, the only day it shows, or htmldate."""
    url_day, shown_day = find_day_in_url(url), _get_only_day(days)
    if url_day and _EARLIEST_DATE <= url_day <= latest:
        return url_day.isoformat(), "the address"
    if shown_day:
        return shown_day.isoformat(), _SHOWN_ABOVE_TEXT
    import htmldate  # noqa: PLC0415

    found = htmldate.find_date(
        tree, original_date=True, url=url or None, min_date=_EARLIEST_DATE.isoformat(), max_date=latest.isoformat()
    )
    return (found, "htmldate") if found and _is_credible(date.fromisoformat(found), days) else (None, "")


def _is_credible(found: date, days: ShownDays) -> bool:
    """
    Return whether the date *found* is more than a guess.

    A first of January that is not shown is a bare year, often that of the copyright; "06/07/2024" needs confirmation.
    """
    if any(len(each) == 1 and found in each for each in days):
        return True
    return (found.month, found.day) != (1, 1) and not any(found in each for each in days)
