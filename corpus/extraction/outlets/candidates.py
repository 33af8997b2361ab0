"""Find the names on a pasted page that may be the outlet's, and choose among them by a learned model."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import exp, log1p

from corpus.models import Zone, ZoneSpan, strip_accents
from corpus.segmentation.mastheads import parse_outlet_line
from corpus.segmentation.outlet_names import AGENCIES, FIRST_NAMES, get_site_label, is_known_outlet, score_outlet_name


class NamePlace(StrEnum):
    """Where on a page a name stands."""

    BAR_TITLE = "behind a bar in the title"
    DASH_TITLE = "behind a dash in the title"
    TITLE_START = "before a bar or dash in the title"
    ABOVE = "in a line above the article that reads like a masthead"
    BELOW = "in such a line below the article"
    TOP = "in one of the first lines"
    DATED_COPYRIGHT = "behind © and a year"
    COPYRIGHT = "behind © alone"
    LINE = "in another line of the page"


@dataclass(frozen=True, slots=True)
class OutletCandidate:
    """
    A name that may be the outlet's.

    Attributes:
        name: The name, as it is spelled where it stands first.
        line: The first line that names it.
        first: Number of that line among those of the page, from zero.
        places: How often it stands in each place.
        quiet: The least share of short lines around it, as in a menu, in [0, 1].
    """

    name: str
    line: str
    first: int
    places: Mapping[NamePlace, int]
    quiet: float


@dataclass(frozen=True, slots=True)
class OutletName:
    """
    The name that was chosen, and where it stands.

    Attributes:
        name: The name.
        line: A line that names it.
        place: The best place where it stands.
        probability: How likely it is the outlet's, in [0, 1].
    """

    name: str
    line: str
    place: NamePlace
    probability: float


#: A candidate is taken for the outlet's name from even odds on.
MIN_PROBABILITY = 0.5
#: Lines and characters at either end of a page that are looked at, so that the time is bounded.
_MAX_LINES, _MAX_CHARACTERS = 300, 60_000
#: Longest name, in code points and in words, and shortest and longest key of one.
_MAX_NAME_CHARACTERS, _MAX_NAME_WORDS, _MIN_KEY, _MAX_KEY = 60, 7, 2, 45
#: Shortest key that is looked for inside other words.
_MIN_KEY_INSIDE = 4
#: Words of a line that is looked at as a name, and lines above the headline, below the body and at the top.
_MAX_LINE_WORDS, _LINES_ABOVE, _LINES_BELOW, _TOP_LINES = 4, 3, 4, 6
#: Lines above or below whose length tells whether a line stands in a menu.
_NEIGHBOURS = 3
#: How often a name that stands only in a line must occur in others.
_MIN_REPETITIONS = 3
_MIN_TITLE_WORDS, _MAX_HEADLINE_KEY = 3, 40
_MAX_COPYRIGHT_LINE = 300

_TITLE_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|•|·|«|»|//|:)\s+|\s*[|»«]\s*")
_DASHES = frozenset("-–—:")
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)[ ©:]*(?:(?:[cC]opyright|by|BY)\s*)?"
    r"(?P<year>\d{4}(?: ?[-–—/] ?(?:\d{4}|\d\d))?)?,?(?: by)?\s*(?P<name>[^\W\d_][^|©\n]{1,70})"
)
_COPYRIGHT_END = re.compile(r"\s[-–—|·•]\s|[,;(]|\b(?:All|Alle|Tous|Todos|Tutti|Wszelkie)\b|\.\s|\.$|\d")
_LEGAL_FORMS = (
    r"(?:GmbH|AG|SE|KG|Inc|Ltd|LLC|Limited|Corp|Corporation|Company|Co|plc|PLC|SAS|S\.?A|SpA|S\.p\.A|Sp|B\.?V|e\.?\s?V)"
)
_COMPANY = re.compile(rf"\b(?:{_LEGAL_FORMS}|Verlags?|Mediengruppe|Medien|Holding|Gruppe|Group)\b", re.IGNORECASE)
#: The legal form at the end of a company's name.
_COMPANY_ENDING = re.compile(rf"[\s,]+(?:(?:{_LEGAL_FORMS}|&)\.?[\s,]*)+$")
_ADDRESS = re.compile(r"(?:https?://|www\.|@)(?:www\.)?(?P<host>(?:[a-z\d-]{1,60}\.){1,5}[a-z]{2,10})", re.IGNORECASE)
_DOMAIN_ENDING = re.compile(r"\.(?:com|de|fr|es|org|net|at|ch|it|info|eu|co\.uk|tv)$")
_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|el|il)\s")
_NO_LETTER = re.compile(r"[\W_]+")
_EDGE_MARKS = ' .,:;|-–—•·»«›*_~©"“”'
_SKIPPED_ZONES = frozenset({Zone.BODY, Zone.CAPTION})
_MENU_ZONES = frozenset({Zone.BOILERPLATE, Zone.BYLINE, Zone.SUBHEADING})
_LISTED_ZONES = frozenset({Zone.RELATED_LINK, Zone.HEADLINE_REPEAT})
#: Sites on which a label of a menu is common.
_MANY_SITES = 8
_MAX_ADDRESSES, _MAX_COUNT = 12, 30


def find_outlet_name(text: str, zones: Sequence[ZoneSpan]) -> OutletName | None:
    """
    Return the name of the outlet that published the article in *text*, or None if no name is likely enough.

    A page names its outlet in several places: behind the title, at the top, beside ©, in its addresses and menus.
    These, the form of the name, and how many sites have the same label in their menus are evidence that adds up, by a
    conditional logit over the candidates and "none of them" (``benchmarks/outlets.py``).

    References:
        McFadden (1974), Conditional Logit Analysis of Qualitative Choice Behavior, in Frontiers in Econometrics.
    """
    candidates, measures = measure_outlet_candidates(text, zones)
    constant, weights = _load_weights()
    scores = [constant + sum(a * b for a, b in zip(row, weights, strict=True)) for row in measures]
    if not scores or max(scores) <= 0:  # below even odds
        return None
    best = max(range(len(scores)), key=scores.__getitem__)
    probability = 1 / sum(exp(min(score - scores[best], 0.0)) for score in (0.0, *scores))
    if probability < MIN_PROBABILITY:
        return None
    found = candidates[best]
    place = min(found.places, key=list(NamePlace).index)
    return OutletName(found.name, found.line, place, probability)


def measure_outlet_candidates(
    text: str, zones: Sequence[ZoneSpan], labels: Mapping[str, int] | None = None
) -> tuple[tuple[OutletCandidate, ...], tuple[tuple[float, ...], ...]]:
    """
    Return what may be the outlet's name, and the features of each as in `FEATURE_NAMES`.

    Args:
        text: The article.
        zones: Its zones.
        labels: Number of sites that have a label in their menus; by default the table that is shipped.
    """
    page = _Page(text, zones)
    table = load_menu_labels() if labels is None else labels
    kept = [(key, one) for key, one in page.collect().items() if page.is_worth_measuring(key, one)]
    return tuple(one for _, one in kept), tuple(page.measure(key, one, table) for key, one in kept)


#: The features of a candidate, in the order of the weights.
FEATURE_NAMES = (
    "score of its form",
    "known",
    "no form of a name",
    *(place.value for place in NamePlace),
    "other lines that hold it",
    "most frequent address",
    "addresses",
    "sites with this label",
    "on many sites",
    "company",
    "one word",
    "capitals",
    "words",
    "has a digit",
    "given name",
    "among short lines",
    "occurrences",
    "agency",
    "two places",
    "three places",
    "in the first three lines",
    "lower case",
    "written as an address",
)


def normalize_label(line: str) -> str:
    """Return *line* as `load_menu_labels` has it: in lower case, without marks at its ends."""
    return " ".join(line.split()).casefold().strip(" .:»›→|-–•")


@cache
def load_menu_labels() -> Mapping[str, int]:
    """Return on how many sites each common label of menus was seen."""
    lines = (files("corpus.segmentation") / "menu_labels.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {label: int(count) for label, _, count in rows}


@cache
def _load_weights() -> tuple[float, tuple[float, ...]]:
    stored = json.loads((files("corpus.extraction.outlets") / "weights.json").read_text(encoding="utf-8"))
    return stored["constant"], tuple(stored["weights"][name] for name in FEATURE_NAMES)


def _to_key(name: str) -> str:
    """Return the letters and digits of *name* without accents, article and the ending of a domain."""
    return _NO_LETTER.sub("", _DOMAIN_ENDING.sub("", _ARTICLE.sub("", strip_accents(name.casefold()))))


class _Page:
    """The lines of a page that are not the article's own words, and what they hold."""

    def __init__(self, text: str, zones: Sequence[ZoneSpan]) -> None:
        self._text = text
        self._lines = [(span.zone, " ".join(text[span.start : span.end].split())) for span in zones]
        self._short = [len(words.split()) <= _MAX_LINE_WORDS and words[-1:] not in ".!?" for _, words in self._lines]
        self._headline = next((at for at, (zone, _) in enumerate(self._lines) if zone is Zone.HEADLINE), None)
        bodies = [at for at, (zone, _) in enumerate(self._lines) if zone is Zone.BODY]
        self._first, self._last = (bodies[0], bodies[-1]) if bodies else (len(self._lines), len(self._lines))
        ends = text if len(text) <= 2 * _MAX_CHARACTERS else text[:_MAX_CHARACTERS] + text[-_MAX_CHARACTERS:]
        self._folded = ends.casefold()
        hosts = Counter(_to_key(get_site_label(match["host"])) for match in _ADDRESS.finditer(ends))
        self._hosts = [host for host, _ in hosts.most_common(_MAX_ADDRESSES) if host]
        outside = [words for zone, words in self._get_ends() if zone is not Zone.BODY]
        self._keys = [_to_key(words) for words in outside if len(words) <= 2 * _MAX_NAME_CHARACTERS]

    def _get_ends(self) -> list[tuple[Zone, str]]:
        return [self._lines[at] for at in self._list_numbers()]

    def _list_numbers(self) -> Iterable[int]:
        """Return the numbers of the lines at either end of the page, and around the article."""
        count = len(self._lines)
        if count <= 4 * _MAX_LINES:
            return range(count)
        around = (max(self._first - _MAX_LINES, 0), min(self._last + _MAX_LINES, count))
        numbers = {*range(_MAX_LINES), *range(around[0], self._first), *range(self._last, around[1])}
        return sorted(numbers | set(range(count - _MAX_LINES, count)))

    def collect(self) -> dict[str, OutletCandidate]:
        """Return the names that may be the outlet's, by their keys."""
        found: dict[str, list[tuple[str, NamePlace, int]]] = {}
        for at in self._list_numbers():
            for name, place in self._list_names(at):
                words = name.strip(_EDGE_MARKS)
                key = _to_key(words)
                if not _MIN_KEY <= len(key) <= _MAX_KEY or len(words) > _MAX_NAME_CHARACTERS:
                    continue
                if len(words.split()) <= _MAX_NAME_WORDS:
                    found.setdefault(key, []).append((words, place, at))
        return {key: self._build_candidate(occurrences) for key, occurrences in found.items()}

    def _build_candidate(self, occurrences: Sequence[tuple[str, NamePlace, int]]) -> OutletCandidate:
        name, _place, first = occurrences[0]
        places = Counter(place for _name, place, _at in occurrences)
        quiet = min(self._measure_menu(at) for _name, _place, at in occurrences)
        return OutletCandidate(name, self._lines[first][1], first, places, quiet)

    def _list_names(self, at: int) -> Iterator[tuple[str, NamePlace]]:
        """Yield the names in the line *at*, each with its place."""
        zone, words = self._lines[at]
        if not words or zone in _SKIPPED_ZONES or len(words) > _MAX_COPYRIGHT_LINE:
            return
        if self._is_title(at) and len(words.split()) >= _MIN_TITLE_WORDS:
            yield from _split_title(words)
            return
        above = self._get_top() <= at < self._first
        below = self._last < at <= self._last + _LINES_BELOW
        if (above or below) and zone not in _LISTED_ZONES and (named := parse_outlet_line(words, self._text)):
            yield named.name, NamePlace.ABOVE if above else NamePlace.BELOW
        if at < _TOP_LINES and len(words.split()) <= _MAX_LINE_WORDS + 1:
            yield words, NamePlace.TOP
        if "©" in words or "opyright" in words or "OPYRIGHT" in words or "(c)" in words.lower():
            for match in _COPYRIGHT.finditer(words):
                place = NamePlace.DATED_COPYRIGHT if match["year"] else NamePlace.COPYRIGHT
                yield _COMPANY_ENDING.sub("", _COPYRIGHT_END.split(match["name"])[0]), place
        elif len(words.split()) <= _MAX_LINE_WORDS and zone in _MENU_ZONES:
            yield words, NamePlace.LINE

    def _is_title(self, at: int) -> bool:
        """Return whether the line *at* is the headline, the first line, or the title of the page."""
        if at in {0, self._headline}:
            return True
        headline = self._lines[self._headline][1][:_MAX_HEADLINE_KEY] if self._headline is not None else ""
        return headline.count(" ") >= _MIN_TITLE_WORDS - 1 and self._lines[at][1].startswith(headline)

    def _get_top(self) -> int:
        return max((self._first if self._headline is None else self._headline) - _LINES_ABOVE, 0)

    def _measure_menu(self, at: int) -> float:
        """Return the share of short lines around the line *at*."""
        around = self._short[max(at - _NEIGHBOURS, 0) : at] + self._short[at + 1 : at + 1 + _NEIGHBOURS]
        return sum(around) / len(around) if around else 0.0

    def is_worth_measuring(self, key: str, one: OutletCandidate) -> bool:
        """Return whether a name stands in a place of its own, is repeated, or is in an address."""
        if set(one.places) != {NamePlace.LINE}:
            return True
        if len(key) < _MIN_KEY_INSIDE:
            return False
        is_in_address = any(key in host or (len(host) >= _MIN_KEY_INSIDE and host in key) for host in self._hosts)
        return is_in_address or self._count_lines(key) >= _MIN_REPETITIONS

    def _count_lines(self, key: str) -> int:
        return sum(key in line for line in self._keys) if len(key) >= _MIN_KEY_INSIDE else self._keys.count(key)

    def measure(self, key: str, one: OutletCandidate, labels: Mapping[str, int]) -> tuple[float, ...]:
        """Return the features of the candidate *one*, in the order of `FEATURE_NAMES`."""
        name, words, form = one.name, one.name.split(), score_outlet_name(one.name)
        sites = labels.get(normalize_label(name), 0)
        is_long = len(key) >= _MIN_KEY_INSIDE
        matching = [
            host
            for host in self._hosts
            if key == host or (is_long and key in host) or (len(host) >= _MIN_KEY_INSIDE and host in key)
        ]
        return (
            min(max(-1.0 if form is None else form, -1.0), 4.0) / 4,
            float(is_known_outlet(name)),
            float(form is None),
            *(float(min(one.places.get(place, 0), 2)) for place in NamePlace),
            log1p(min(self._count_lines(key), _MAX_COUNT)),
            float(any(key == host or (is_long and key in host) for host in self._hosts[:1])),
            log1p(len(matching)),
            log1p(sites),
            float(sites >= _MANY_SITES),
            float(_COMPANY.search(name) is not None),
            float(len(words) == 1),
            float(name.isupper()),
            min(len(words), 6) / 6,
            float(any(letter.isdigit() for letter in name)),
            float(words[0].casefold() in FIRST_NAMES),
            one.quiet,
            log1p(min(self._folded.count(name.casefold()), _MAX_COUNT)),
            float(name in AGENCIES),
            float(len(one.places) >= 2),
            float(len(one.places) >= 3),
            float(one.first < 3),
            float(name[:1].islower()),
            float(_DOMAIN_ENDING.search(name) is not None),
        )


def _split_title(words: str) -> Iterator[tuple[str, NamePlace]]:
    """Yield the parts of a title, each with its place."""
    marks = list(_TITLE_SEPARATOR.finditer(words))
    parts = _TITLE_SEPARATOR.split(words)
    for mark, part in zip(marks, parts[1:], strict=True):
        yield part, NamePlace.DASH_TITLE if mark[0].strip() in _DASHES else NamePlace.BAR_TITLE
    if marks:
        yield parts[0], NamePlace.TITLE_START
