"""Find a page's publication date in its metadata, its visible text and its URL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from corpus.extraction.dom import list_ancestor_names
from corpus.extraction.html_metadata import list_meta_contents
from corpus.extraction.json_ld import JsonLdNode, extract_text
from corpus.extraction.render import Rendering
from corpus.extraction.shown_dates import (
    GUESS,
    DateLabel,
    ShownDate,
    find_day_in_url,
    find_shown_days,
    list_shown_dates,
)
from corpus.languages.en.page_phrases import COMMENT_AREA_NAME, MANUSCRIPT_LABEL, MASTHEAD_NAME

if TYPE_CHECKING:
    from lxml.html import HtmlElement


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
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
)
#: Names that sites give it of their own: "govuk:first-published-at", "example.published_date".
_OWN_PUBLISHED_META = re.compile(
    r"(?:[\w-]{1,20}[:.])?(?:first|date)?[-_]?publi(?:shed|cation)[-_]?(?:at|on|date|time)?"
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
_TIME_ELEMENT = "<time>"
_RFC_2822_DATE = re.compile(r"(?:\w{3}, ?)?\d{1,2} \w{3} \d{4} \d\d?:")


class DateStatement(NamedTuple):
    """
    A date that a page states.

    Attributes:
        value: ISO date, or date and time to the minute with its zone where stated.
        source: Where it is stated, for people.
        is_explicit: Whether it is clearly the publication date, and not any date.
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
    own = (name for name in metas if name not in _PUBLISHED_METAS and _OWN_PUBLISHED_META.fullmatch(name))
    yield from ((value, f"meta {name}", True) for name in own for value in metas[name])
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        if not _is_beside_article(element):
            value = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
            yield value, "microdata datePublished", True
    times = tree.xpath("//time[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)]")
    for time in sorted((each for each in times[:20] if not _is_beside_article(each)), key=_rank_time):
        yield time.get("datetime") or time.text_content(), _TIME_ELEMENT, False
    yield from ((value, f"meta {name}", False) for name in _VAGUE_METAS for value in metas.get(name, ()))
    if value := extract_text(node.get("dateCreated")):
        yield value, "JSON-LD dateCreated", False


def _rank_time(time: HtmlElement) -> int:
    """Return 0 for a ``<time>`` that is marked as that of publication, 2 for that of a change, else 1."""
    names = time.get("class", "").lower()
    if time.get("pubdate") is not None or "publish" in names:
        return 0
    return 2 if "updated" in names or "modified" in names else 1


def _is_beside_article(element: HtmlElement) -> bool:
    """Return whether an element belongs to readers' comments or to the head of the site."""
    if _is_in_site_head(element):
        return True
    names = list_ancestor_names(element)
    return any(COMMENT_AREA_NAME.search(each) or MASTHEAD_NAME.search(each) for _, each in names)


def _is_in_site_head(element: HtmlElement) -> bool:
    """Return whether an element is in a header that is not that of an article."""
    if any(True for _ in element.iterancestors("article", "main")):
        return False
    headers = element.iterancestors("header")
    return any(next(header.iter("h1", "h2", "h3"), None) is None for header in headers)


def _group_metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in list_meta_contents(tree):
        found.setdefault(name, []).append(content)
    return found


_EARLIEST_DATE = date(1994, 1, 1)  # the first newspapers on the Web
_SHOWN_BESIDE_TEXT = "shown above the text"
_ONE_DAY = timedelta(days=1)
# Code points above the text in which the head of the site is looked for.
_MAX_HEAD_CHARS = 6_000


def find_page_date(
    tree: HtmlElement,
    node: JsonLdNode,
    url: str,
    rendering: Rendering,
    body: Sequence[tuple[int, int]],
    title: str,
    fetched_on: date | None,
) -> tuple[str | None, str]:
    """
    Find the publication date of a page.

    Args:
        tree: The page.
        node: Its JSON-LD article, or an empty mapping.
        url: Its address.
        rendering: Its visible text.
        body: Spans of the article's body; empty if unknown.
        title: Its headline, or ``""``.
        fetched_on: The day on which it was fetched, or None if unknown; dates more than a day later are not believed.

    Returns:
        ISO date, or date and time to the minute with its zone if stated, and where it was found (`GUESS`
        if the page does not state it); else ``(None, "")``.
    """
    # it may already be tomorrow where the page was made
    latest = fetched_on + _ONE_DAY if fetched_on else date(2100, 1, 1)
    shown = [
        each
        for each in list_shown_dates(rendering, body, title, find_language(tree, url))
        if any(_EARLIEST_DATE <= day <= latest for day in each.days)
    ]
    statements = [each for each in find_statements(tree, node) if _EARLIEST_DATE <= each.day <= latest]
    if not statements:
        end = body[0][0] if body else _MAX_HEAD_CHARS
        above = find_shown_days(rendering.text[max(end - _MAX_HEAD_CHARS, 0) : end])
        return _find_unstated_date(tree, url, shown, above, latest)
    shown_day = _get_only_day(shown)
    statement = _choose_statement(statements, shown_day)
    if (
        shown_day
        and (statement.is_explicit or find_day_in_url(url) != statement.day)
        and _should_prefer_shown_day(shown_day, shown, statement, find_modified_day(tree, node))
    ):
        return shown_day.isoformat(), _SHOWN_BESIDE_TEXT
    return _resolve_local_day(statement, url, shown)


def find_language(tree: HtmlElement, url: str) -> str:
    """Return the page's language as a BCP 47 tag, with its region where that is stated; else ``""``."""
    metas = _group_metas(tree)
    stated = [tree.get("lang", ""), *metas.get("og:locale", ()), *metas.get("content-language", ())]
    tags = [each.replace("_", "-") for each in (*stated, *_LOCALE_IN_PATH.findall(url.lower())) if each]
    return next((tag for tag in tags if "-" in tag and tag[:2] == tags[0][:2]), tags[0] if tags else "")


def _choose_statement(statements: Sequence[DateStatement], shown_day: date | None) -> DateStatement:
    """Return the first statement, or where explicit ones disagree that of the day that the page shows."""
    explicit = [each for each in statements if each.is_explicit]
    return next((each for each in explicit if each.day == shown_day), statements[0])


def _get_only_day(shown: Sequence[ShownDate]) -> date | None:
    """
    Return the only day shown, by the most telling label; None if it is ambiguous.

    Of several without a label, the one between the headline and the text counts.
    """
    for label in (DateLabel.PUBLISHED, DateLabel.NONE, DateLabel.UPDATED):
        labelled = [each for each in shown if each.label is label]
        for readings in ({each.days for each in labelled}, {each.days for each in labelled if each.is_beside_headline}):
            if len(readings) == 1:
                days = next(iter(readings))
                return min(days) if len(days) == 1 else None
        if labelled:
            return None
    return None


def _should_prefer_shown_day(
    shown_day: date, shown: Sequence[ShownDate], statement: DateStatement, modified_day: date | None
) -> bool:
    """
    Return whether the only day shown dates the article, and *statement* does not.

    This is so if the statement is vague, or if the page shows only the day of its last change or the day after the
    stated one: the text is then of that day, and so are its "today" and "on Friday". A later day that the page itself
    calls that of a change never counts.
    """
    is_change = all(each.label is DateLabel.UPDATED for each in shown)
    if shown_day == statement.day or (is_change and shown_day > statement.day):
        return False
    if not statement.is_explicit:  # a moment in the page's markup is worth more than a day anywhere above the text
        return statement.source != _TIME_ELEMENT or any(each.label or each.is_beside_headline for each in shown)
    return shown_day == statement.day + _ONE_DAY or (shown_day == modified_day and shown_day > statement.day)


def _resolve_local_day(statement: DateStatement, url: str, shown: Sequence[ShownDate]) -> tuple[str, str]:
    """Return the day that readers saw if the stated moment, in UTC, has another: relative dates count from that one."""
    day, url_day = statement.day, find_day_in_url(url)
    # Local time is at most twelve hours behind UTC and fourteen ahead.
    clock = statement.value[11:16]
    adjacent_days = {
        day + step for step, is_possible in ((-_ONE_DAY, clock < "12:00"), (_ONE_DAY, clock >= "10:00")) if is_possible
    }
    days = frozenset[date]().union(*(each.days for each in shown))
    is_url_local = url_day in adjacent_days and (url_day in days or day not in days)
    if not statement.value.endswith("Z") or url_day == day or (day in days and not is_url_local):
        return statement.value, statement.source
    local_days = [url_day] if is_url_local else sorted(days & adjacent_days)
    return (f"{local_days[0]}", f"{statement.source}, in local time") if len(local_days) == 1 else statement[:2]


def _find_unstated_date(
    tree: HtmlElement, url: str, shown: Sequence[ShownDate], above: Sequence[frozenset[date]], latest: date
) -> tuple[str | None, str]:
    """Return the date of a page that states none: from its address, the only day it shows, or htmldate."""
    url_day, shown_day = find_day_in_url(url), _get_only_day(shown)
    if url_day and _EARLIEST_DATE <= url_day <= latest:
        return url_day.isoformat(), "the address"
    if shown_day:
        return shown_day.isoformat(), _SHOWN_BESIDE_TEXT
    import htmldate  # noqa: PLC0415

    found = htmldate.find_date(
        _copy_dated_parts(tree), original_date=True, min_date=_EARLIEST_DATE.isoformat(), max_date=latest.isoformat()
    )
    return (found, GUESS) if found and _is_credible(date.fromisoformat(found), shown, above) else (None, "")


# As in an address that goes on with /en-gb/news/.
_LOCALE_IN_PATH = re.compile(r"/([a-z]{2}-[a-z]{2})(?=/)")
# Elements without words, and those that belong to the site: versions, images and expiry days are no dates of articles.
_UNDATED_ELEMENTS = (
    "script style link img picture source svg iframe noscript template form input button header nav footer base".split()
)
_REMOVED_TAG = "removed"
_DATED_META = re.compile(r"date|time|created|issued|publish|modified", re.IGNORECASE)
_DATED_ATTRIBUTES = frozenset(
    ("datetime", "class", "id", "itemprop", "pubdate", "name", "property", "content", "title")
)


def _copy_dated_parts(tree: HtmlElement) -> HtmlElement:
    """Return a copy of the page without what shows no date of the article, nor its address in any attribute."""
    copy = deepcopy(tree)
    etree.strip_tags(copy, etree.Comment, etree.ProcessingInstruction)
    for element in list(copy.iter(*_UNDATED_ELEMENTS, "meta", "p", "div", "span", "section", "ul", "ol", "li", "time")):
        if element.getparent() is not None and _shows_no_date(element):
            element.tag = _REMOVED_TAG
    # Unlike `drop_tree`, this takes the text behind an element as it is, also if lxml would refuse to write it.
    etree.strip_elements(copy, _REMOVED_TAG, with_tail=False)
    for element in copy.iter():
        for name in set(element.attrib) - _DATED_ATTRIBUTES:
            del element.attrib[name]
    return copy


def _shows_no_date(element: HtmlElement) -> bool:
    if element.tag in _UNDATED_ELEMENTS:
        return True
    if element.tag == "meta":
        return not _DATED_META.search(element.get("property") or element.get("name") or element.get("itemprop") or "")
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if COMMENT_AREA_NAME.search(names) or MASTHEAD_NAME.search(names):
        return True
    return element.tag != "div" and MANUSCRIPT_LABEL.search((element.text or "")[:200]) is not None


def _is_credible(found: date, shown: Sequence[ShownDate], above: Sequence[frozenset[date]]) -> bool:
    """
    Return whether the date *found* is more than a guess.

    A first of January that is not shown is a bare year, often that of the copyright; "06/07/2024" needs confirmation; a
    day *above* the text that was not taken as the article's is that of the visit.
    """
    days = [each.days for each in shown]
    if any(len(each) == 1 and found in each for each in days):
        return True
    return (found.month, found.day) != (1, 1) and not any(found in each for each in (*days, *above))
