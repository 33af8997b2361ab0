"""Find the articles that are on a subject of several words, and not on one of these words alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from briefings.models import Request
from briefings.text import are_related, stem_words
from corpus.models import Passage

#: Share of the words of a subject, and of their weight, that a sentence with its title must have.
MIN_WORD_SHARE, MIN_WEIGHT_SHARE = 0.5, 0.5
#: Titles that are named where no article is on the subject.
MAX_NEAR_TITLES = 3


@dataclass(frozen=True, slots=True)
class SubjectArticles:
    """
    The articles on a subject.

    Attributes:
        keys: Keys of the articles that have most of its words.
        near: Titles of articles that have some, for where there are none.
    """

    keys: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def has_several_words(request: Request) -> bool:
    """Return whether *request* asks for a subject by two words or more, besides names and days."""
    return len(request.terms) > 1 and not request.query.language and not request.query.articles


def find_subject_articles(request: Request, passages: Sequence[Passage]) -> SubjectArticles:
    """
    Return the articles of *passages* in which most of the words that *request* asks for stand together.

    More than half of the words must stand in one sentence, the one before it and the article's title, with at least
    half of the weight: a word that many of the articles have weighs little. So "the new stand" finds no article on a
    new coach, and "club stadium fire" none on the club's stadium.

    Args:
        request: A request with two words or more.
        passages: The sentences and titles that have any of these words.
    """
    stems = {term: stem_words(term.rstrip("*")) or (term,) for term in request.terms}
    found: dict[str, list[frozenset[str]]] = {}
    titles: dict[str, str] = {}
    for passage in passages:
        key, title = passage.citation.key, passage.citation.title or ""
        words = frozenset(stem_words(f"{title}\n{passage.context}\n{passage.sentence.text}"))
        found.setdefault(key, []).append(frozenset(term for term, own in stems.items() if _has_word(own, words)))
        titles[key] = title
    weights = _weigh_terms(request.terms, found)
    shares = {key: max(_measure_share(one, weights) for one in sentences) for key, sentences in found.items()}
    keys = tuple(
        key for key, (words, weight) in shares.items() if words > MIN_WORD_SHARE and weight >= MIN_WEIGHT_SHARE
    )
    near = sorted((key for key in shares if titles[key]), key=lambda key: (-shares[key][0], -shares[key][1], key))
    return SubjectArticles(keys, tuple(dict.fromkeys(titles[key] for key in near))[:MAX_NEAR_TITLES])


def _has_word(own: Sequence[str], words: frozenset[str]) -> bool:
    return all(root in words or any(are_related(root, word) for word in words) for root in own)


def _weigh_terms(terms: Sequence[str], found: Mapping[str, Sequence[frozenset[str]]]) -> dict[str, float]:
    counts = {term: sum(any(term in one for one in sentences) for sentences in found.values()) for term in terms}
    return {term: log(1 + (len(found) + 1) / (counts[term] + 1)) for term in terms}


def _measure_share(held: frozenset[str], weights: Mapping[str, float]) -> tuple[float, float]:
    """Return the share of the words that a sentence has, and of their weight."""
    return len(held) / len(weights), sum(weights[term] for term in held) / sum(weights.values())
