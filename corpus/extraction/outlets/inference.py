"""Infer the outlet that published an article, and the site that copied it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.extraction.date_clues import find_dates
from corpus.extraction.outlets.candidates import NamePlace, find_outlet_name
from corpus.languages.en.organizations import OUTLET_KIND
from corpus.languages.en.page_phrases import OUTLET_LABEL
from corpus.languages.en.people import JOURNALIST_ROLE
from corpus.models import Claim, Confidence, Hints, Zone, ZoneSpan
from corpus.models.text import LocalizableText, _
from corpus.segmentation.mastheads import parse_outlet_line, split_title
from corpus.segmentation.outlet_names import (
    AGENCIES,
    NAMES_IN_TEXT,
    PORTALS,
    is_known_outlet,
    normalize_outlet,
    score_outlet_name,
)

_KNOWN_OUTLETS = "|".join(sorted(map(re.escape, NAMES_IN_TEXT), key=len)[::-1])
_OUTLET_NAME = rf"(?P<outlet>(?:[Tt]he )?(?:{_KNOWN_OUTLETS}|(?:[A-Z][\w&'’.-]*,? ){{0,4}}{OUTLET_KIND})(?!\w))"
#: "CBS News senior foreign correspondent Jane Doe": only the outlet itself introduces its staff so.
_OWN_STAFF = re.compile(
    rf"{_OUTLET_NAME}(?:['’]s?)? (?:[\w-]+ ){{0,4}}?{JOURNALIST_ROLE}s? [A-Z][\w.'’-]+ [A-Z][\w.'’-]+"
)
_STAFF = re.compile(rf"{JOURNALIST_ROLE}s? [A-Z]")
_OWN_REPORT = re.compile(rf"contributed to this {_OUTLET_NAME} (?:report|story|article)")
_AUTHOR_BIO = re.compile(
    rf"(?:contribut\w+ (?:to|for)|(?:{JOURNALIST_ROLE}|writer|fellow)s?\b[^.]{{0,60}}? (?:for|at|with|of)|writes for"
    rf"|covers .{{0,80}} for|reports for|joined) {_OUTLET_NAME}"
)
_AUTHOR_BIO_ROLE = re.compile(
    rf"(?:is|was) (?:an? |the )?{_OUTLET_NAME}(?:['’]s?)? (?:[\w-]+ ){{0,4}}?{JOURNALIST_ROLE}"
)
_CALL_TO_ACTION = re.compile(
    rf"(?:[Tt]ry|[Ss]ubscribe to|[Ss]ign up (?:for|to)|[Jj]oin|[Ff]ollow|[Dd]ownload|[Ss]upport"
    rf"|[Rr]ead more (?:from|on|at)) {_OUTLET_NAME}"
)
#: "OSLO, May 6 (dpa) —", "(Reuters) -", "LONDON: (AP) —"
_BRACKETED_AGENCY = re.compile(
    r"^(?P<place>[^()]{0,60}?)[(\[](?P<outlet>[A-Za-z][\w ./'’&-]{1,40})[)\]],? ?(?:—|–|--|-|:|\|)\s?(?=\S)"
)
#: "REUTERS, LONDON —", "LONDON, AFP -", "Reuters —"
_PLAIN_AGENCY = re.compile(
    r"^(?:(?P<place>[A-Z][^()a-z]{2,40}?)(?:, |/| ))?(?P<outlet>[A-Z][\w./ -]{1,30}?)(?:, [A-Z][\w ]{2,30})?"
    r" ?(?:—|–|--|\s-)\s?(?=[\"“‘A-Z])"
)
_PLACE = re.compile(r"(?P<town>[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’]+){0,3})[,:]?(?:\s.{0,50})?")
#: Paragraphs from the top of the story that may open with a dateline; notices may stand above it.
_MAX_DATELINE_PARAGRAPHS = 6
_TITLE_SUFFIX = re.compile(r" ?[-–—|·:] ?(?P<outlet>[^-–—|·:]{2,40})$")
#: Lines above the article of which one may repeat its headline.
_MAX_TITLE_LINES = 20
#: A copyright line may name a photographer, so that it is no label as "Source:" is.
_COPYRIGHT_LABEL = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_ARTICLE_ZONES = frozenset({Zone.HEADLINE, Zone.BODY, Zone.CAPTION})
#: Lines besides the article above which they are taken for the menus of a page, whose labels read like mastheads.
_MAX_LINES_AROUND = 10
#: Lines above the headline and below the story that may name the outlet.
_LINES_ABOVE_HEADLINE, _LINES_BELOW_BODY = 3, 4


@dataclass(frozen=True, slots=True)
class OutletEvidence:
    """
    Evidence for the outlet from one place in a text.

    Attributes:
        name: The outlet, as spelled in ``outlets.toml`` if listed there.
        reason: One sentence for the reader.
        is_stated: Whether the text states it outright.
    """

    name: str
    reason: str
    is_stated: bool = False


def infer_outlet(text: str, zones: Sequence[ZoneSpan], hints: Hints) -> tuple[Claim, Claim]:
    """
    Infer the original outlet, and the site that copied the article if there is one.

    Returns:
        The claims ``outlet`` and ``via``.
    """
    story_evidence = list(_find_in_story(text, zones))
    page_evidence = list(_find_on_page(text, zones, hints, is_known=bool(story_evidence)))
    if not story_evidence and not page_evidence:
        return Claim(), Claim()
    best = next((sign for sign in (*story_evidence, *page_evidence) if sign.name not in PORTALS), None)
    if best is None:
        return Claim(), Claim(page_evidence[0].name, Confidence.STATED, (page_evidence[0].reason,))
    agreeing = [sign for sign in (*story_evidence, *page_evidence) if _is_same_outlet(sign.name, best.name)]
    confidence = Confidence.STATED if any(sign.is_stated for sign in agreeing) else Confidence.INFERRED
    outlet = Claim(best.name, confidence, tuple(dict.fromkeys(sign.reason for sign in agreeing)))
    other = next((sign for sign in page_evidence if not _is_same_outlet(sign.name, best.name)), None)
    if other is None or (not story_evidence and other.name not in PORTALS):
        return outlet, Claim()
    return outlet, Claim(other.name, Confidence.STATED if other.is_stated else Confidence.INFERRED, (other.reason,))


def is_copy(outlet: Claim, via: Claim) -> bool:
    """Return whether an unlisted site shows another outlet's own report; what agencies sell does not count."""
    if outlet.value is None or via.value is None:
        return False
    return outlet.value not in AGENCIES and not is_known_outlet(via.value)


def _find_in_story(text: str, zones: Sequence[ZoneSpan]) -> Iterable[OutletEvidence]:
    """Yield the evidence in the article's own words, strongest first."""
    parts = [(span.zone, text[span.start : span.end]) for span in zones]
    bodies = [words for zone, words in parts if zone is Zone.BODY]
    with_staff = [words for words in bodies if _STAFF.search(words)]  # few, and the search for outlets is slow
    yield from _match_outlets(_OWN_STAFF, with_staff, lambda words: _("the article calls {words} its own", words=words))
    reported = [words for words in bodies if "contributed to this" in words]
    yield from _match_outlets(_OWN_REPORT, reported, lambda words: _("the article says: {words}", words=words))
    if found := _find_agency(parts):
        yield found
    notes = [words for zone, words in parts if zone in {Zone.AUTHOR_BIO, Zone.BYLINE}]
    yield from _match_outlets(
        _AUTHOR_BIO, notes, lambda words: _("the note about the author says: {words}", words=words), is_stated=True
    )
    yield from _match_outlets(
        _AUTHOR_BIO_ROLE, notes, lambda words: _("the note about the author says: {words}", words=words), is_stated=True
    )


def _find_on_page(text: str, zones: Sequence[ZoneSpan], hints: Hints, *, is_known: bool) -> Iterable[OutletEvidence]:
    """
    Yield the evidence on the page around the article, strongest first.

    If the article's own words name its outlet (*is_known*), the page is asked only for the site that copied it.
    """
    if hints.outlet and not hints.outlet_by:
        yield OutletEvidence(
            normalize_outlet(hints.outlet),
            _("the page calls its site {words}", words=repr(hints.outlet)),
            is_stated=True,
        )
    mastheads = list(_find_mastheads(text, zones))
    yield from (sign for sign, is_labelled in mastheads if is_labelled)
    if named := find_outlet_name(text, zones):
        reason = _REASONS[named.place](repr(named.line))
        yield OutletEvidence(normalize_outlet(named.name), reason, is_stated=True)
    has_menu = sum(span.zone not in _ARTICLE_ZONES for span in zones) > _MAX_LINES_AROUND
    yield from (sign for sign, _ in mastheads if is_known or not has_menu or sign.name in PORTALS)
    boilerplate = [text[span.start : span.end] for span in zones if span.zone is Zone.BOILERPLATE]
    if is_known:
        yield from _find_title_suffixes(text, zones, boilerplate)
    yield from _match_outlets(
        _CALL_TO_ACTION, boilerplate, lambda words: _("the page asks its readers: {words}", words=words)
    )
    if hints.outlet and hints.outlet_by:
        yield OutletEvidence(
            normalize_outlet(hints.outlet),
            LocalizableText(f"{hints.outlet_by} {{words}}", "", {"words": repr(hints.outlet)}),
        )


def _find_title_suffixes(text: str, zones: Sequence[ZoneSpan], boilerplate: Sequence[str]) -> Iterable[OutletEvidence]:
    """Yield what stands behind the headline where a line above repeats it."""
    headline = next((text[span.start : span.end] for span in zones if span.zone is Zone.HEADLINE), None)
    for words in boilerplate[:_MAX_TITLE_LINES]:
        if headline and headline in words and (match := _TITLE_SUFFIX.search(words.rpartition(headline)[2])):
            yield OutletEvidence(
                normalize_outlet(match["outlet"]),
                _("the page's title ends with {words}", words=repr(match["outlet"].strip())),
            )


def _find_agency(parts: Sequence[tuple[Zone, str]]) -> OutletEvidence | None:
    """Return the agency in the dateline that opens the story, whatever notices stand above it."""
    story = [words for zone, words in parts if zone in {Zone.BODY, Zone.STANDFIRST, Zone.BOILERPLATE, Zone.BYLINE}]
    first = next((at for at, (zone, _) in enumerate(parts) if zone is Zone.BODY), len(parts))
    above = sum(zone in {Zone.STANDFIRST, Zone.BOILERPLATE, Zone.BYLINE} for zone, _ in parts[:first])
    for words in story[max(above - _MAX_DATELINE_PARAGRAPHS, 0) : above + 3]:
        opening = words[:160]
        for pattern, is_bracketed in ((_BRACKETED_AGENCY, True), (_PLAIN_AGENCY, False)):
            match = pattern.match(opening)
            if match and _is_dateline_agency(match["outlet"], match["place"] or "", is_bracketed=is_bracketed):
                name = normalize_outlet(match["outlet"].rsplit("/", 1)[-1])
                return OutletEvidence(name, f"its dateline names the agency: {match[0].strip()!r}")
    return None


def _is_dateline_agency(words: str, place: str, *, is_bracketed: bool) -> bool:
    """Return whether *words* in a dateline are an agency: a known outlet, or a name in brackets after a place."""
    name = words.rsplit("/", 1)[-1].strip()
    if normalize_outlet(name) in AGENCIES:
        return True
    if not is_bracketed or find_dates(words) or not _PLACE.fullmatch(place.strip(" ,:")):
        return False
    if not place[:3].isupper():  # "The minister (BBC) - …" is no dateline
        return False
    return is_known_outlet(name) or bool(re.fullmatch(r"[A-Z]{2,6}", name)) or (score_outlet_name(name) or 0) >= 2


def _find_mastheads(text: str, zones: Sequence[ZoneSpan]) -> Iterable[tuple[OutletEvidence, bool]]:
    """
    Yield the outlets that the headline's end and the lines around headline and body name, strongest first.

    Each comes with whether a label, such as "Source:", says that it is one.
    """
    headline = next((at for at, span in enumerate(zones) if span.zone is Zone.HEADLINE), None)
    bodies = [at for at, span in enumerate(zones) if span.zone is Zone.BODY]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(zones), len(zones))
    top = max((first if headline is None else headline) - _LINES_ABOVE_HEADLINE, 0)
    found: list[tuple[float, OutletEvidence, bool]] = []
    for at in (*range(top, first), *range(last + 1, min(last + 1 + _LINES_BELOW_BODY, len(zones)))):
        words = text[zones[at].start : zones[at].end]
        if at == headline:
            named, reason = split_title(words, text)[1], _describe_title(repr(words.strip()))
        elif zones[at].zone in {Zone.CAPTION, Zone.RELATED_LINK, Zone.HEADLINE_REPEAT}:
            continue
        else:
            named = parse_outlet_line(words, text)
            reason = _describe_masthead(words, above=at < first)
        if named:
            sign = OutletEvidence(named.name, reason, is_stated=True)
            label = OUTLET_LABEL.match(words.strip())
            found.append((named.score, sign, label is not None and not _COPYRIGHT_LABEL.match(label[0])))
    yield from ((sign, is_labelled) for _, sign, is_labelled in sorted(found, key=lambda each: -each[0]))


def _describe_title(words: str) -> LocalizableText:
    return _("its title ends with: {words}", words=words)


def _describe_masthead(words: str, *, above: bool) -> LocalizableText:
    quoted = repr(words.strip())
    if above:
        return _("a line above the article says: {words}", words=quoted)
    return _("a line below the article says: {words}", words=quoted)


_REASONS: dict[NamePlace, Callable[[str], LocalizableText]] = {
    **dict.fromkeys(NamePlace, lambda words: _("a line above the article says: {words}", words=words)),
    **dict.fromkeys((NamePlace.BAR_TITLE, NamePlace.DASH_TITLE, NamePlace.TITLE_START), _describe_title),
    **dict.fromkeys(
        (NamePlace.DATED_COPYRIGHT, NamePlace.COPYRIGHT),
        lambda words: _("the page's copyright line says: {words}", words=words),
    ),
    NamePlace.BELOW: lambda words: _("a line below the article says: {words}", words=words),
}


def _match_outlets(
    pattern: re.Pattern[str], parts: Iterable[str], reason: Callable[[str], str], *, is_stated: bool = False
) -> Iterable[OutletEvidence]:
    for words in parts:
        if match := pattern.search(words):
            yield OutletEvidence(normalize_outlet(match["outlet"]), reason(repr(match[0].strip())), is_stated)


def _is_same_outlet(one: str, other: str) -> bool:
    a, b = (normalize_outlet(name).casefold().removeprefix("the ") for name in (one, other))
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")
