"""The outlet that an article is from, by what it says of itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from corpus.model import Claim, Confidence, Hints, Zone, ZoneSpan

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("corpus.provenance").joinpath("outlets.toml").read_text("utf-8")
)
_CALLED = {
    spelling.casefold(): name
    for table in _TABLES.values()
    for name, others in table.items()
    for spelling in (name, name.removeprefix("The "), *others)
}
_AGENCIES = frozenset(_TABLES["agencies"])
_PORTALS = frozenset(_TABLES["portals"])
_KIND = (
    r"(?:News|Times|Post|Herald|Journal|Tribune|Guardian|Telegraph|Daily|Gazette|Press|Review|Observer|Chronicle|Standard"
    r"|Mail|Globe|Sun|Star|Mirror|Independent|Monitor|Radio|TV|Agency|Wire|Courier|Broadcasting|Magazine|Today|Dispatch"
    r"|Examiner|Inquirer|Bulletin|Register|Ledger|Mercury|Argus|Sentinel|Reporter|Insider|Network|Media)"
)
_WORD = r"(?:[A-Z][\w&'’.-]*|\d+|of|the|and)"
_KNOWN = "|".join(
    sorted((re.escape(each) for table in _TABLES.values() for name in table for each in (name, *table[name])), key=len)[
        ::-1
    ]
)
_OUTLET = rf"(?P<outlet>(?:[Tt]he )?(?:{_KNOWN}|(?:[A-Z][\w&'’.-]*,? ){{0,4}}{_KIND})(?!\w))"
_TRADE = (
    r"(?:correspondent|reporter|journalist|anchor|producer|columnist|editor|bureau chief|contributor|analyst|staff)"
)
#: "CBS News senior foreign correspondent Jane Doe": only its own outlet introduces somebody so.
_OWN_STAFF = re.compile(rf"{_OUTLET}(?:['’]s?)? (?:[\w-]+ ){{0,4}}?{_TRADE}s? [A-Z][\w.'’-]+ [A-Z][\w.'’-]+")
_OWN_REPORT = re.compile(rf"contributed to this {_OUTLET} (?:report|story|article)")
_BIO = re.compile(
    rf"(?:contribut\w+ (?:to|for)|(?:{_TRADE}|writer|fellow)s?\b[^.]{{0,60}}? (?:for|at|with|of)|writes for"
    rf"|covers .{{0,80}} for|reports for|joined) {_OUTLET}"
)
_BIO_BEFORE = re.compile(rf"(?:is|was) (?:an? |the )?{_OUTLET}(?:['’]s?)? (?:[\w-]+ ){{0,4}}?{_TRADE}")
_ASKING = re.compile(
    rf"(?:[Tt]ry|[Ss]ubscribe to|[Ss]ign up (?:for|to)|[Jj]oin|[Ff]ollow|[Dd]ownload|[Ss]upport"
    rf"|[Rr]ead more (?:from|on|at)) {_OUTLET}"
)
_RIGHTS = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)[ ©]*(?:[cC]opyright )?(?:\d{4}(?: ?[-–—] ?\d{4})?)?,?(?: by)? *"
    r"(?P<outlet>[A-Z][\w&'’. ]{1,50}?)(?:,? (?:Inc|Ltd|LLC|Limited|Corp|Co|Company|Group|Corporation|plc|PLC|All)\b"
    r"|\.| [-–—|] |,|;|$|\d)"
)
_DATELINE = re.compile(r"^.{0,60}?\((?P<outlet>[A-Z][\w ./-]{1,40})\) ?(?:—|–|--|-|:)")
_BYLINE = re.compile(rf"^(?:By|BY) .{{3,60}}?(?:, | \||/| - | \()(?:The )?{_OUTLET}\)?$")
_TITLE_END = re.compile(r" ?[-–—|·:] ?(?P<outlet>[^-–—|·:]{2,40})$")


@dataclass(frozen=True, slots=True)
class Sign:
    """
    What one place of a text says of the outlet.

    Attributes:
        name: The outlet, spelt as in our list where it is known.
        why: One sentence for the reader.
        stated: Whether the text says so outright.
    """

    name: str
    why: str
    stated: bool = False


def trace(text: str, zones: Sequence[ZoneSpan], hints: Hints) -> tuple[Claim, Claim]:
    """
    Find the original outlet, and the site that copied it where that is another.

    Returns:
        The claims ``outlet`` and ``via``.
    """
    own = list(_story(text, zones))
    site = list(_site(text, zones, hints))
    if not own and not site:
        return Claim(), Claim()
    best = next((sign for sign in (*own, *site) if sign.name not in _PORTALS), None)
    if best is None:
        return Claim(), Claim(site[0].name, Confidence.STATED, (site[0].why,))
    alike = [sign for sign in (*own, *site) if _same(sign.name, best.name)]
    confidence = Confidence.STATED if any(sign.stated for sign in alike) else Confidence.INFERRED
    outlet = Claim(best.name, confidence, tuple(dict.fromkeys(sign.why for sign in alike)))
    other = next((sign for sign in site if not _same(sign.name, best.name)), None)
    if other is None or (not own and other.name not in _PORTALS):
        return outlet, Claim()
    return outlet, Claim(other.name, Confidence.STATED if other.stated else Confidence.INFERRED, (other.why,))


def canonical(name: str) -> str:
    """Spell an outlet as in our list, where it is known."""
    plain = " ".join(name.split()).strip(" ,.'’")
    return _CALLED.get(plain.casefold()) or _CALLED.get(plain.casefold().removeprefix("the ")) or plain


def is_copy(outlet: Claim, via: Claim) -> bool:
    """Tell whether a site that we don't know shows another outlet's own report; what agencies sell is no copy."""
    if outlet.value is None or via.value is None:
        return False
    return outlet.value not in _AGENCIES and via.value.casefold() not in _CALLED


def _story(text: str, zones: Sequence[ZoneSpan]) -> Iterable[Sign]:
    """Yield what the article's own words say, strongest first."""
    parts = [(span.zone, text[span.start : span.end]) for span in zones]
    bodies = [words for zone, words in parts if zone is Zone.BODY]
    yield from _found(_OWN_STAFF, bodies, "the story calls {what} its own")
    yield from _found(_OWN_REPORT, bodies, "the story says: {what}")
    for words in bodies[:1]:
        match = _DATELINE.match(words)
        if match and canonical(match["outlet"].split("/")[-1]) in _AGENCIES:
            yield Sign(
                canonical(match["outlet"].split("/")[-1]), f"its dateline names the agency: {match[0].strip()!r}"
            )
    notes = [words for zone, words in parts if zone in {Zone.AUTHOR_BIO, Zone.BYLINE}]
    yield from _found(_BIO, notes, "the note on the author says: {what}", stated=True)
    yield from _found(_BIO_BEFORE, notes, "the note on the author says: {what}", stated=True)
    yield from _found(_BYLINE, notes, "the byline says: {what}", stated=True)


def _site(text: str, zones: Sequence[ZoneSpan], hints: Hints) -> Iterable[Sign]:
    """Yield what the page around the article says, strongest first."""
    if hints.outlet:
        yield Sign(canonical(hints.outlet), f"the page calls its site {hints.outlet!r}", stated=True)
    noise = [text[span.start : span.end] for span in zones if span.zone is Zone.BOILERPLATE]
    yield from _found(_RIGHTS, noise[::-1], "the page's rights line says: {what}", stated=True)
    yield from _found(_ASKING, noise, "the page asks its reader: {what}")
    headline = next((text[span.start : span.end] for span in zones if span.zone is Zone.HEADLINE), None)
    for words in noise[:20]:
        if headline and headline in words and (match := _TITLE_END.search(words.rpartition(headline)[2])):
            yield Sign(canonical(match["outlet"]), f"the page's title ends in {match['outlet'].strip()!r}")


def _found(pattern: re.Pattern[str], parts: Iterable[str], why: str, *, stated: bool = False) -> Iterable[Sign]:
    for words in parts:
        if match := pattern.search(words):
            yield Sign(canonical(match["outlet"]), why.format(what=repr(match[0].strip())), stated)


def _same(one: str, other: str) -> bool:
    a, b = (canonical(name).casefold().removeprefix("the ") for name in (one, other))
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")
