"""Infer the outlet that published an article, and the site that copied it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from corpus.languages.en.organizations import OUTLET_KIND
from corpus.languages.en.page_phrases import COPYRIGHT_LINE
from corpus.languages.en.people import JOURNALIST_ROLE
from corpus.models import Claim, Confidence, Hints, Zone, ZoneSpan

_OUTLET_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("corpus.extraction").joinpath("outlets.toml").read_text("utf-8")
)
_NAMES_BY_SPELLING = {
    spelling.casefold(): name
    for table in _OUTLET_TABLES.values()
    for name, others in table.items()
    for spelling in (name, name.removeprefix("The "), *others)
}
_AGENCIES = frozenset(_OUTLET_TABLES["agencies"])
_PORTALS = frozenset(_OUTLET_TABLES["portals"])
_NAME_WORD = r"(?:[A-Z][\w&'’.-]*|\d+|of|the|and)"
_KNOWN_OUTLETS = "|".join(
    sorted(
        (re.escape(each) for table in _OUTLET_TABLES.values() for name in table for each in (name, *table[name])),
        key=len,
    )[::-1]
)
_OUTLET_NAME = rf"(?P<outlet>(?:[Tt]he )?(?:{_KNOWN_OUTLETS}|(?:[A-Z][\w&'’.-]*,? ){{0,4}}{OUTLET_KIND})(?!\w))"
#: "CBS News senior foreign correspondent Jane Doe": only the outlet itself introduces its staff so.
_OWN_STAFF = re.compile(
    rf"{_OUTLET_NAME}(?:['’]s?)? (?:[\w-]+ ){{0,4}}?{JOURNALIST_ROLE}s? [A-Z][\w.'’-]+ [A-Z][\w.'’-]+"
)
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
_AGENCY_DATELINE = re.compile(r"^.{0,60}?\((?P<outlet>[A-Z][\w ./-]{1,40})\) ?(?:—|–|--|-|:)")
_BYLINE_OUTLET = re.compile(rf"^(?:By|BY) .{{3,60}}?(?:, | \||/| - | \()(?:The )?{_OUTLET_NAME}\)?$")
_TITLE_SUFFIX = re.compile(r" ?[-–—|·:] ?(?P<outlet>[^-–—|·:]{2,40})$")


@dataclass(frozen=True, slots=True)
class OutletEvidence:
    """
    Evidence for the outlet from one place in a text.

    Attributes:
        name: The outlet, as spelled in ``outlets.toml`` if listed there.
        why: One sentence for the reader.
        stated: Whether the text states it outright.
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
    page_evidence = list(_find_on_page(text, zones, hints))
    if not story_evidence and not page_evidence:
        return Claim(), Claim()
    best = next((sign for sign in (*story_evidence, *page_evidence) if sign.name not in _PORTALS), None)
    if best is None:
        return Claim(), Claim(page_evidence[0].name, Confidence.STATED, (page_evidence[0].reason,))
    agreeing = [sign for sign in (*story_evidence, *page_evidence) if _is_same_outlet(sign.name, best.name)]
    confidence = Confidence.STATED if any(sign.is_stated for sign in agreeing) else Confidence.INFERRED
    outlet = Claim(best.name, confidence, tuple(dict.fromkeys(sign.reason for sign in agreeing)))
    other = next((sign for sign in page_evidence if not _is_same_outlet(sign.name, best.name)), None)
    if other is None or (not story_evidence and other.name not in _PORTALS):
        return outlet, Claim()
    return outlet, Claim(other.name, Confidence.STATED if other.is_stated else Confidence.INFERRED, (other.reason,))


def normalize_outlet(name: str) -> str:
    """Return the outlet's name as spelled in ``outlets.toml``; a name that is not listed there is only trimmed."""
    plain = " ".join(name.split()).strip(" ,.'’")
    return (
        _NAMES_BY_SPELLING.get(plain.casefold())
        or _NAMES_BY_SPELLING.get(plain.casefold().removeprefix("the "))
        or plain
    )


def is_copy(outlet: Claim, via: Claim) -> bool:
    """Return whether an unlisted site shows another outlet's own report; what agencies sell does not count."""
    if outlet.value is None or via.value is None:
        return False
    return outlet.value not in _AGENCIES and via.value.casefold() not in _NAMES_BY_SPELLING


def _find_in_story(text: str, zones: Sequence[ZoneSpan]) -> Iterable[OutletEvidence]:
    """Yield the evidence in the article's own words, strongest first."""
    parts = [(span.zone, text[span.start : span.end]) for span in zones]
    bodies = [words for zone, words in parts if zone is Zone.BODY]
    yield from _match_outlets(_OWN_STAFF, bodies, "the story calls {what} its own")
    yield from _match_outlets(_OWN_REPORT, bodies, "the story says: {what}")
    for words in bodies[:1]:
        match = _AGENCY_DATELINE.match(words)
        if match and normalize_outlet(match["outlet"].split("/")[-1]) in _AGENCIES:
            yield OutletEvidence(
                normalize_outlet(match["outlet"].split("/")[-1]), f"its dateline names the agency: {match[0].strip()!r}"
            )
    notes = [words for zone, words in parts if zone in {Zone.AUTHOR_BIO, Zone.BYLINE}]
    yield from _match_outlets(_AUTHOR_BIO, notes, "the note on the author says: {what}", is_stated=True)
    yield from _match_outlets(_AUTHOR_BIO_ROLE, notes, "the note on the author says: {what}", is_stated=True)
    yield from _match_outlets(_BYLINE_OUTLET, notes, "the byline says: {what}", is_stated=True)


def _find_on_page(text: str, zones: Sequence[ZoneSpan], hints: Hints) -> Iterable[OutletEvidence]:
    """Yield the evidence on the page around the article, strongest first."""
    if hints.outlet and not hints.outlet_by:
        yield OutletEvidence(
            normalize_outlet(hints.outlet), f"the page calls its site {hints.outlet!r}", is_stated=True
        )
    boilerplate = [text[span.start : span.end] for span in zones if span.zone is Zone.BOILERPLATE]
    yield from _match_outlets(COPYRIGHT_LINE, boilerplate[::-1], "the page's rights line says: {what}", is_stated=True)
    yield from _match_outlets(_CALL_TO_ACTION, boilerplate, "the page asks its reader: {what}")
    headline = next((text[span.start : span.end] for span in zones if span.zone is Zone.HEADLINE), None)
    for words in boilerplate[:20]:
        if headline and headline in words and (match := _TITLE_SUFFIX.search(words.rpartition(headline)[2])):
            yield OutletEvidence(
                normalize_outlet(match["outlet"]), f"the page's title ends in {match['outlet'].strip()!r}"
            )
    if hints.outlet and hints.outlet_by:
        yield OutletEvidence(normalize_outlet(hints.outlet), f"{hints.outlet_by}: {hints.outlet!r}")


def _match_outlets(
    pattern: re.Pattern[str], parts: Iterable[str], reason: str, *, is_stated: bool = False
) -> Iterable[OutletEvidence]:
    for words in parts:
        if match := pattern.search(words):
            yield OutletEvidence(
                normalize_outlet(match["outlet"]), reason.format(what=repr(match[0].strip())), is_stated
            )


def _is_same_outlet(one: str, other: str) -> bool:
    a, b = (normalize_outlet(name).casefold().removeprefix("the ") for name in (one, other))
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")
