"""Infer where, when and by whom an article was published, with the evidence for each claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.extraction.date_clues import DateClues, find_clues
from corpus.extraction.outlets.inference import infer_outlet, is_copy
from corpus.extraction.publication_date import infer_publication_date
from corpus.languages.en.calendar import MONTH_NAME_PATTERN, WEEKDAY_PATTERN
from corpus.languages.en.page_phrases import (
    BYLINE_NAME,
    BYLINE_PREFIX,
    OUTLET_LABEL,
    OUTLET_NOUNS,
    PERSON_PATTERN,
    SECTION_WORDS,
    STAFF_NOUNS,
)
from corpus.languages.en.people import TITLE_MODIFIERS
from corpus.languages.pack import LanguagePack
from corpus.models import Claim, Confidence, Hints, Provenance, Zone, ZoneSpan
from corpus.models.text import _
from corpus.publishers import trim_outlet
from corpus.segmentation import FrontMatter, parse_front_matter
from corpus.segmentation.line_patterns import BAR
from corpus.segmentation.mastheads import parse_outlet_line, split_title
from corpus.segmentation.outlet_names import is_known_outlet

_NO_HINTS = Hints()
_PLACE_NAME = r"[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’]+){0,3}(?:, [A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)?"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE_NAME}),?(?: [A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?)?"
    r"(?: ?(?:\([^)]{2,30}\)|/[^/]{2,30}/))?"
    r" ?(?:—|–|--|-) ?(?=[\"“‘'A-Z\d])"
)

#: The place or the outlet behind a reporter's name: "in New York", "for the Irish Times".
_BYLINE_ASIDE = re.compile(r"\s+(?:in|at|for|from|of)\s+(?:the )?[A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){0,4}")
#: Who else worked on a report: "…; editing by Ann Lind".
_OTHER_CREDITS = re.compile(
    r";\s*(?:(?:additional|further) )?(?:reporting|writing|editing|production|graphics)\b.*", re.IGNORECASE
)
#: An outlet or a place in brackets behind a reporter's name; the closing one may be cut off.
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]{2,60}[)\]]?\s*$")
#: A date behind a name: "Ann Lind, 3 June 2019".
_DATE_BEHIND_NAME = re.compile(
    rf"(?<=[a-z]),? [|•·–-]?\s?(?:{WEEKDAY_PATTERN},? )?(?:{MONTH_NAME_PATTERN} )?\d.*$", re.IGNORECASE
)
#: How lines beside a text begin that are no name: "Special to The Springfield Gazette", "Embargoed until …".
_NO_NAME = re.compile(
    r"(?:(?:special|exclusive)(?:ly)? (?:to|for)|embargoed|(?:not )?for (?:\w+ )?release|(?:press|news) release"
    r"|(?:this|the) (?:article|page|post|report|story)|(?:last |first )?(?:posted|published|updated))\b",
    re.IGNORECASE,
)
_NAME_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_AUTHORS = re.compile(rf"(?:and )?{PERSON_PATTERN}(?: and {PERSON_PATTERN})?")


def infer_provenance(
    text: str, zones: Sequence[ZoneSpan], hints: Hints = _NO_HINTS, pack: LanguagePack | None = None
) -> Provenance:
    """
    Infer where and when an article was published, from its own evidence.

    What only other articles reveal (the day of an undated report) is left open here: the value is None, the confidence
    *unknown*, and the evidence names the clues. ``narrow_date_range`` uses them once the corpus gives a range of days.

    Args:
        text: The article.
        zones: Its zones.
        hints: Metadata of its page; believed unless the story contradicts it.
        pack: The pack of its language if it is not English; its own words then give no clues to its day.
    """
    header = parse_front_matter(text)
    if header:
        return _build_from_header(
            header, infer_publication_date(text, zones, hints, DateClues(), copied=False, pack=pack)
        )
    clues = DateClues() if pack else find_clues(text, zones)
    outlet, via = infer_outlet(text, zones, hints)
    copied = is_copy(outlet, via)
    return Provenance(
        title=_find_title(text, zones, hints, outlet.value),
        outlet=outlet,
        via=via,
        byline=_find_byline(text, zones, hints, copied=copied),
        place=_find_place(text, zones),
        published=infer_publication_date(text, zones, hints, clues, copied=copied, pack=pack),
    )


def _build_from_header(header: FrontMatter, published: Claim) -> Provenance:
    def make_claim(value: str | None) -> Claim:
        return Claim(value, Confidence.STATED, (_("its header says so"),)) if value else Claim()

    return Provenance(
        title=make_claim(header.title),
        outlet=make_claim(header.outlet),
        byline=make_claim(header.author),
        place=make_claim(header.place),
        published=published,
    )


def _get_zone_text(text: str, zones: Sequence[ZoneSpan], zone: Zone) -> str | None:
    return next((text[span.start : span.end] for span in zones if span.zone is zone), None)


def _find_title(text: str, zones: Sequence[ZoneSpan], hints: Hints, outlet: str | None) -> Claim:
    headline = _get_zone_text(text, zones, Zone.HEADLINE)
    if headline:
        title = trim_outlet(split_title(headline, text)[0], outlet)
        return Claim(" ".join(title.split()), Confidence.STATED, (_("its headline"),))
    return Claim(hints.title, Confidence.STATED, (_("the page's title"),)) if hints.title else Claim()


def _find_byline(text: str, zones: Sequence[ZoneSpan], hints: Hints, *, copied: bool) -> Claim:
    lines = [text[span.start : span.end] for span in zones if span.zone is Zone.BYLINE]
    lines = [line for line in lines if not (OUTLET_LABEL.match(line) and parse_outlet_line(line, text))]
    for line in lines:
        if match := BYLINE_NAME.search(line):
            return Claim(_trim_byline(match["name"].strip(" .,;)-–—")), Confidence.STATED, (_("its byline"),))
    if hints.byline:
        return Claim(hints.byline, Confidence.STATED, (_("the page names the author"),))
    if copied:  # the names around it are the copying site's
        return Claim()
    parts = [part for line in lines for part in _split_at_bars(line, text)]
    names = [each for each in map(_cut_date, parts) if not _NO_NAME.match(each)]
    found = next((each for each in names if re.fullmatch(r"[^\W\d_][^\d:;]{3,70}", each)), None)
    name = found and _trim_byline(BYLINE_PREFIX.sub("", found))
    return Claim(name, Confidence.INFERRED, (_("a name next to the text"),)) if name else Claim()


def _split_at_bars(line: str, text: str) -> list[str]:
    """Return the authors between the bars of "Ann Lind | The Courier | 3 June 2019"; any other line as it is."""
    parts = [part.strip() for part in BAR.split(line)]
    if len(parts) == 1:
        return parts
    return [part for part in parts if _AUTHORS.fullmatch(part) and not parse_outlet_line(part, text)] or [line]


def _cut_date(line: str) -> str:
    """Return the names of "Ann Lind, 3 June 2019"; any other line as it is."""
    names = _DATE_BEHIND_NAME.sub("", line)
    return names if _AUTHORS.fullmatch(names) else line


def _trim_byline(names: str) -> str:
    """Return the names of a byline without trade, place and outlet: "Ann Lind" of "Ann Lind, Arts Editor"."""
    first, *others = [
        part.strip() for part in _BYLINE_ASIDE.sub("", _BRACKET.sub("", _OTHER_CREDITS.sub("", names))).split(",")
    ]
    kept = [
        part for part in others if part.rstrip(".") in _NAME_SUFFIXES or (_AUTHORS.fullmatch(part) and _is_author(part))
    ]
    joined = ", ".join([_trim_trade(first), *kept])
    return (joined.replace(", and ", " and ") if len(kept) == 1 else joined) if first else names


def _trim_trade(name: str) -> str:
    """Return a name without the trade behind it: "Ann Lind" of "Ann Lind Science Reporter"."""
    words = name.split()
    end = len(words) - 1
    if end < 2 or words[-1].casefold() not in STAFF_NOUNS or words[end - 1].casefold() in STAFF_NOUNS:
        return name
    while end > 2 and words[end - 1].casefold() in SECTION_WORDS | TITLE_MODIFIERS:
        end -= 1
    return " ".join(words[:end])


def _is_author(name: str) -> bool:
    last = name.rpartition(" ")[2].casefold()
    return last not in STAFF_NOUNS | OUTLET_NOUNS and not is_known_outlet(name.removeprefix("and "))


def _find_place(text: str, zones: Sequence[ZoneSpan]) -> Claim:
    opening = _get_zone_text(text, zones, Zone.BODY) or ""
    if match := _DATELINE.match(opening[:160]):
        return Claim(match["place"].strip(" ,"), Confidence.STATED, (_("the dateline of its first paragraph"),))
    return Claim()
