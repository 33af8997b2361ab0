"""Compile topics and measure how relevant articles are to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from briefings.models import Request
from briefings.text import detect_language, stem_words
from corpus.entities import Lexicon
from corpus.languages.pack import ENGLISH
from corpus.models import Actor, Citation, Passage, Query, Topic, Zone, normalize_topic_name
from corpus.models.text import _

#: Zones whose words count for an article's relevance.
RELEVANT_ZONES = frozenset({Zone.HEADLINE, Zone.STANDFIRST, Zone.BODY})
#: Weight of a word in the headline, relative to one in the first sentence.
HEADLINE_WEIGHT = 2.0
#: Number of the sentence, from zero, in which a word counts half as much as in the first.
HALF_WEIGHT_POSITION = 10
#: Accumulated weight at which a word reaches half of its maximum contribution.
SATURATION_CONSTANT = 0.5
#: Contribution needed to belong to a topic: this, plus this for every term and actor of the topic, up to this maximum.
BASE_REQUIRED_WEIGHT, REQUIRED_WEIGHT_PER_TERM, MAX_REQUIRED_WEIGHT = 0.45, 0.055, 1.1
#: Score from which an article belongs to a topic.
MIN_RELEVANCE = 0.5
#: Weight of a sentence that contains none of the topic's terms and actors.
OFF_TOPIC_WEIGHT = 0.5
#: Host of a URL.
_HOST_PATTERN = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
#: Minimum similarity ratio of a name that is suggested for another.
MIN_NAME_SIMILARITY = 0.6


@dataclass(frozen=True, slots=True)
class CompiledTopic:
    """
    A topic prepared to measure articles by.

    Attributes:
        topic: The topic.
        terms: Maps the stems of each term, joined by spaces, to the term as written, in order.
        actors: Its known actors.
        unknown: Names of its other actors, which are searched as words.
    """

    topic: Topic
    terms: Mapping[str, str]
    actors: tuple[Actor, ...]
    unknown: tuple[str, ...] = ()

    @property
    def queries(self) -> tuple[Query, ...]:
        """Queries for the passages about the topic: one for its words, and one for each of its actors."""
        words = (*self.topic.terms, *self.unknown)
        codes = dict.fromkeys(code.lower().partition("-")[0] for code in self.topic.languages)
        others = [code for code in codes if code != ENGLISH]
        found = [
            Query(terms=words, zones=RELEVANT_ZONES, scope=self.topic.scope, language=code)
            for code in ("", *others)
            if words
        ]
        return (*found, *(Query(actors=(one.id,), zones=RELEVANT_ZONES, scope=self.topic.scope) for one in self.actors))


@dataclass(frozen=True, slots=True)
class Relevance:
    """
    How surely an article belongs to a topic.

    Attributes:
        score: In [0, 1]; the article belongs to the topic from :data:`MIN_RELEVANCE`.
        reasons: Terms and actors that it contains, by weight, highest first, each with its number of sentences.
    """

    score: float
    reasons: tuple[tuple[str, int], ...] = ()


def compile_topic(topic: Topic, lexicon: Lexicon) -> CompiledTopic:
    """Compile *topic*: stem its terms, and look up its actors in *lexicon* by name or id."""
    actors: dict[str, Actor] = {}
    unknown: list[str] = []
    for name in topic.actors:
        spotted = [mention.actor for mention in lexicon.find_mentions(name) if mention.actor]
        actor = lexicon.get_actor(name) or (lexicon.get_actor(spotted[0]) if len(spotted) == 1 else None)
        if actor:
            actors[actor.id] = actor
        else:
            unknown.append(name)
    spelt = {" ".join(stem_words(term)): term for term in (*unknown, *topic.terms)}
    return CompiledTopic(topic, {term: spelt[term] for term in spelt if term}, tuple(actors.values()), tuple(unknown))


def measure_relevance(compiled: CompiledTopic, passages: Sequence[Passage]) -> Relevance:
    """
    Measure how surely an article belongs to a topic.

    Args:
        compiled: The compiled topic.
        passages: Sentences of one article, at least those that contain a term or an actor.

    Returns:
        The relevance. A term or actor counts more the earlier and the more often it occurs; an article from another
        source or in another language than the topic names is irrelevant.
    """
    labels = dict(compiled.terms) | {f"@{one.id}": one.name for one in compiled.actors}
    counts = dict.fromkeys(labels, 0)
    weights = dict.fromkeys(counts, 0.0)
    for passage in passages:
        for match in _find_matches(compiled, passage):
            counts[match] += 1
            weights[match] += (
                HEADLINE_WEIGHT
                if passage.sentence.zone is Zone.HEADLINE
                else 1 / (1 + passage.position / HALF_WEIGHT_POSITION)
            )
    if not passages or not _is_admissible(compiled.topic, passages):
        return Relevance(0.0)
    contribution = sum(weight / (weight + SATURATION_CONSTANT) for weight in weights.values())
    needed = min(MAX_REQUIRED_WEIGHT, BASE_REQUIRED_WEIGHT + REQUIRED_WEIGHT_PER_TERM * len(weights))
    order = sorted((held for held in counts if counts[held]), key=lambda held: -weights[held])
    return Relevance(contribution / (contribution + needed), tuple((labels[held], counts[held]) for held in order))


def weigh_sentence(compiled: CompiledTopic, passage: Passage) -> float:
    """Return the weight of a sentence of a relevant article, in [0, 1]: less if it contains nothing of the topic."""
    return 1.0 if _find_matches(compiled, passage) else OFF_TOPIC_WEIGHT


def find_relevant_articles(compiled: CompiledTopic, passages: Iterable[Passage]) -> Mapping[str, Relevance]:
    """Return the relevance of articles that belong to a topic, by key, most relevant first, as *passages* show it."""
    by_article: dict[str, dict[int, Passage]] = {}
    for passage in passages:
        by_article.setdefault(passage.citation.key, {})[passage.sentence.start] = passage
    measured = {key: measure_relevance(compiled, tuple(group.values())) for key, group in by_article.items()}
    belonging = (key for key, one in measured.items() if one.score >= MIN_RELEVANCE)
    return {key: measured[key] for key in sorted(belonging, key=lambda key: (-measured[key].score, key))}


def build_topic_request(compiled: CompiledTopic, query: Query) -> Request:
    """Return the request for a briefing on a topic; *query* finds its articles."""
    labels = [*(one.name for one in compiled.actors), *compiled.topic.terms, *compiled.unknown]
    return Request(
        query,
        text=compiled.topic.name,
        read_as=(_("the topic {name}: {words}", name=compiled.topic.name, words=", ".join(labels)),),
        topic=replace(compiled.topic, scope=""),
    )


def find_by_name(name: str, topics: Iterable[Topic]) -> Topic | None:
    """Return the topic called *name*, ignoring case and spaces, or None."""
    return next((topic for topic in topics if topic.folded == normalize_topic_name(name)), None)


def closest_names(name: str, topics: Iterable[Topic], limit: int = 3) -> tuple[str, ...]:
    """Return the names of *topics* most similar to *name*; if none is similar, the first ones."""
    names = {topic.folded: topic.name for topic in topics}
    near = get_close_matches(normalize_topic_name(name), names, limit, MIN_NAME_SIMILARITY) or list(names)[:limit]
    return tuple(names[one] for one in near)


def _find_matches(compiled: CompiledTopic, passage: Passage) -> list[str]:
    """Return the terms and actors that *passage* contains."""
    language = passage.citation.language
    words = f" {' '.join(stem_words(passage.sentence.text, language))} "
    matches = [term for term, written in compiled.terms.items() if f" {_spell(term, written, language)} " in words]
    actor_ids = {mention.actor for mention in passage.mentions} | {one.speaker for one in passage.quotations}
    return matches + [f"@{one.id}" for one in compiled.actors if one.id in actor_ids]  # no term contains an @


def _is_admissible(topic: Topic, passages: Sequence[Passage]) -> bool:
    """Return whether an article has a source and a language that the topic accepts; an unknown language is accepted."""
    if topic.sources and not any(_is_from_source(passages[0].citation, source) for source in topic.sources):
        return False
    if not topic.languages:
        return True
    stored = passages[0].citation.language
    language = stored or detect_language(" ".join(passage.sentence.text for passage in passages))
    return not language or language in {code.lower().partition("-")[0] for code in topic.languages}


def _is_from_source(citation: Citation, source: str) -> bool:
    """Return whether an article is by the outlet *source*, or from that host or a subdomain of it."""
    folded_source = source.casefold().strip()
    if " ".join((citation.outlet or "").split()).casefold() == folded_source:
        return True
    address, source_host = _HOST_PATTERN.match(citation.address), _HOST_PATTERN.match(folded_source)
    return address is not None and f".{address[1].casefold()}".endswith(
        f".{source_host[1] if source_host else folded_source}"
    )


def _spell(stems: str, written: str, language: str) -> str:
    """Return the stems of a term, which are *stems* in English, as an article in *language* has them."""
    return stems if language in {"", ENGLISH} else " ".join(stem_words(written, language)) or stems
