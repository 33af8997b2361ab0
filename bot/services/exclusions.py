"""Leave out the passages that a digest must not show, and find those that an alert watches for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from bot.models.digest import Exclusions
from briefings.text import stem_words
from corpus.entities import Lexicon
from corpus.models import Citation, Passage
from corpus.publishers import get_registrable_host, identify_publisher

#: Returns the passages that are not left out, in their order.
PassageFilter = Callable[[Iterable[Passage]], tuple[Passage, ...]]


def build_filter(exclusions: Exclusions, lexicon: Lexicon) -> PassageFilter:
    """
    Return a function that leaves out passages by *exclusions*.

    An article is left out whole if its outlet is excluded, or if its title has an excluded word or names an excluded
    actor; of the other articles, the sentences that do.

    Args:
        exclusions: What to leave out.
        lexicon: The known actors, by which names are understood.
    """
    if not exclusions:
        return tuple
    is_excluded = _build_predicate(exclusions, lexicon)
    return lambda passages: tuple(passage for passage in passages if not is_excluded(passage))


def _build_predicate(exclusions: Exclusions, lexicon: Lexicon) -> Callable[[Passage], bool]:
    """Return whether a passage is excluded, as `build_filter` says."""
    publishers = frozenset[str]().union(*map(_identify_outlet, exclusions.outlets))
    found = {name: _find_actors(name, lexicon) for name in exclusions.actors}
    actors = frozenset[str]().union(*found.values())
    words = (*exclusions.words, *(name for name, known in found.items() if not known))
    titles: dict[Citation, bool] = {}

    @cache
    def stem_phrases(language: str) -> tuple[tuple[str, ...], ...]:
        """Return the stems of the excluded words as those of a text in *language* are formed."""
        return tuple(stems for text in words if (stems := stem_words(text, language)))

    def has_excluded_words(text: str, language: str) -> bool:
        phrases = stem_phrases(language)
        return bool(phrases) and _contains_any(stem_words(text, language), phrases)

    def is_article_excluded(citation: Citation) -> bool:
        if not publishers.isdisjoint(identify_publisher(citation.outlet, citation.address)):
            return True
        title = citation.title or ""
        named = actors and any(mention.actor in actors for mention in lexicon.find_mentions(title))
        return bool(named) or has_excluded_words(title, citation.language)

    def is_excluded(passage: Passage) -> bool:
        citation = passage.citation
        if citation not in titles:
            titles[citation] = is_article_excluded(citation)
        if titles[citation] or not actors.isdisjoint({mention.actor for mention in passage.mentions}):
            return True
        return has_excluded_words(passage.sentence.text, citation.language)

    return is_excluded


#: Position in its article before which a sentence is near the top: the headline and the first paragraphs.
_MAX_TOP_POSITION = 6


def find_watched_articles(watch: str, passages: Iterable[Passage], lexicon: Lexicon) -> frozenset[str]:
    """
    Return the keys of the articles that have *watch*, a name or words, in the title or near the top.

    A known actor is found by any name, also where “he” or “the minister” stands for it; words in any of their forms.
    """
    is_watched = _build_predicate(Exclusions(actors=(watch,)), lexicon)
    return frozenset(
        passage.citation.key for passage in passages if passage.position < _MAX_TOP_POSITION and is_watched(passage)
    )


def is_watchable(watch: str, lexicon: Lexicon) -> bool:
    """Return whether *watch* is a known actor, or has a word that is not too common to be searched for."""
    return bool(_find_actors(watch, lexicon) or stem_words(watch))


def _identify_outlet(text: str) -> frozenset[str]:
    """Return what identifies the publisher that *text* names, by its name or by a host or an address."""
    words = text.strip()
    address = words if "://" in words else f"https://{words}"
    host = get_registrable_host(address) if "." in words and " " not in words else ""
    return identify_publisher(None if host else words, address if host else "")


def _find_actors(name: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the ids of the actors that *name* is a name of."""
    return frozenset(mention.actor for mention in lexicon.find_mentions(name) if mention.actor)


def _contains_any(stems: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> bool:
    """Return whether any of *phrases* is in *stems*, its words one after the other."""
    present = set(stems)
    return any(
        set(phrase) <= present and phrase in {stems[at : at + len(phrase)] for at in range(len(stems))}
        for phrase in phrases
    )
