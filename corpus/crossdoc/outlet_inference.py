"""Infer the outlet of an article from a name in it that other articles of the corpus show to be an outlet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from corpus.models import Article, Claim, Confidence, Zone
from corpus.segmentation.outlet_names import normalize_outlet

#: An outlet that so many articles name is known for the others.
MIN_OUTLET_ARTICLES = 3
#: Lines above the headline and below the body that may name the outlet, and their longest name, in code points.
_LINES_ABOVE, _LINES_BELOW, _MAX_NAME_CHARACTERS = 3, 4, 60
_TITLE_SEPARATOR = re.compile(r"\s(?:\||[-–—·•»])\s")
_OTHER_ZONES = frozenset({Zone.BODY, Zone.CAPTION, Zone.SUBHEADING})


def collect_outlets(names: Iterable[str | None]) -> Mapping[str, str]:
    """Return the outlets in *names*, one per article, that occur often enough, by a key without case and article."""
    counts = Counter(name for name in names if name)
    return {_to_key(name): name for name, count in counts.items() if count >= MIN_OUTLET_ARTICLES}


def infer_outlet(article: Article, outlets: Mapping[str, str]) -> Claim | None:
    """
    Return the known outlet that a line beside the story, or the end of its title, names; None if there is none.

    Args:
        article: An article whose outlet is unknown.
        outlets: The outlets of the corpus, as `collect_outlets` returns them.
    """
    for words in _list_candidates(article):
        if name := outlets.get(_to_key(words)):
            return Claim(name, Confidence.INFERRED, (f"other articles have the outlet that it names: {words!r}",))
    return None


def infer_title(article: Article, outlet: str) -> Claim | None:
    """Return the title of an article whose first line, taken for its headline, is the name of *outlet*; else None."""
    zones, text = article.zones, article.text
    headline = next((at for at, span in enumerate(zones) if span.zone is Zone.HEADLINE), None)
    if headline is None or _to_key(text[zones[headline].start : zones[headline].end]) != _to_key(outlet):
        return None
    for span in zones[headline + 1 :]:
        if span.zone is Zone.BODY:
            return None
        if span.zone is not Zone.BYLINE:
            words = " ".join(text[span.start : span.end].split())
            return Claim(words, Confidence.INFERRED, (f"the line below the outlet {outlet!r}",))
    return None


def _list_candidates(article: Article) -> Iterator[str]:
    """Yield the short lines around headline and body, and the ends of the headline."""
    zones, text = article.zones, article.text
    headline = next((at for at, span in enumerate(zones) if span.zone is Zone.HEADLINE), None)
    bodies = [at for at, span in enumerate(zones) if span.zone is Zone.BODY]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(zones), len(zones))
    top = max((first if headline is None else headline) - _LINES_ABOVE, 0)
    for at in (*range(top, first), *range(last + 1, min(last + 1 + _LINES_BELOW, len(zones)))):
        words = " ".join(text[zones[at].start : zones[at].end].split())
        if at == headline:
            yield from (words, *(part.strip() for part in _TITLE_SEPARATOR.split(words)[1:]))
        elif len(words) <= _MAX_NAME_CHARACTERS and zones[at].zone not in _OTHER_ZONES:
            yield words


def _to_key(name: str) -> str:
    return normalize_outlet(name).casefold().removeprefix("the ").strip(" .:")
