"""Which articles belong to a topic, how surely, and by what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from briefings.languages import language
from briefings.model import Request
from briefings.words import stems
from corpus.actors import Lexicon
from corpus.model import Actor, Citation, Passage, Query, Topic, Zone
from corpus.model.topics import fold

#: Where an article's words are looked at for its relevance.
LOOKED_AT = frozenset({Zone.HEADLINE, Zone.STANDFIRST, Zone.BODY})
#: What a word in the headline counts, beside one in the first sentence.
TITLED = 2.0
#: A word in this sentence, from zero, counts half of one in the first.
HALFWAY = 10
#: How often a word has to be read to count half of what it can.
SATURATED = 0.5
#: What makes an article belong: this, and this for every term and actor of the topic, but no more than the last.
LEAST, EACH, MOST = 0.45, 0.055, 1.1
#: Score from which on an article belongs to a topic.
RELEVANT = 0.5
#: What a sentence is worth that holds none of the topic's words and actors.
ASIDE = 0.5
#: The host of an address.
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
#: Letters that two names have to share for one to be offered for the other, as a share.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Sought:
    """
    A topic as articles are measured by it.

    Attributes:
        topic: The topic.
        terms: The stems of each of its terms, joined by blanks → the term as it is spelt, in order.
        actors: Its actors, as far as they are known.
        unknown: Names of its actors that nobody known bears; they are looked for as words.
    """

    topic: Topic
    terms: Mapping[str, str]
    actors: tuple[Actor, ...]
    unknown: tuple[str, ...] = ()

    @property
    def queries(self) -> tuple[Query, ...]:
        """What finds the passages that tell of it: its words, and each of its actors."""
        words = (*self.topic.terms, *self.unknown)
        found = [Query(terms=words, zones=LOOKED_AT, scope=self.topic.scope)] if words else []
        return (*found, *(Query(actors=(one.id,), zones=LOOKED_AT, scope=self.topic.scope) for one in self.actors))


@dataclass(frozen=True, slots=True)
class Relevance:
    """
    How surely an article belongs to a topic.

    Attributes:
        score: In [0, 1]; it belongs from :data:`RELEVANT` on.
        reasons: The terms and actors that it holds, weightiest first, each with the number of sentences.
    """

    score: float
    reasons: tuple[tuple[str, int], ...] = ()


def sought(topic: Topic, lexicon: Lexicon) -> Sought:
    """Read *topic*: its terms as stems, its actors as whom *lexicon* knows by that name or id."""
    actors: dict[str, Actor] = {}
    unknown: list[str] = []
    for name in topic.actors:
        spotted = [mention.actor for mention in lexicon.spot(name) if mention.actor]
        actor = lexicon.actor(name) or (lexicon.actor(spotted[0]) if len(spotted) == 1 else None)
        if actor:
            actors[actor.id] = actor
        else:
            unknown.append(name)
    spelt = {" ".join(stems(term)): term for term in (*unknown, *topic.terms)}
    return Sought(topic, {term: spelt[term] for term in spelt if term}, tuple(actors.values()), tuple(unknown))


def relevance(wanted: Sought, passages: Sequence[Passage]) -> Relevance:
    """
    Measure how surely an article belongs to a topic.

    Args:
        wanted: The topic as read.
        passages: Sentences of one article, at least those that hold a term or an actor.

    Returns:
        A term or actor counts the more the earlier and the more often it stands; nothing is relevant that comes from
        another source, or is in another language, than the topic names.
    """
    spelt = dict(wanted.terms) | {f"@{one.id}": one.name for one in wanted.actors}
    counts = dict.fromkeys(spelt, 0)
    weights = dict.fromkeys(counts, 0.0)
    for passage in passages:
        for held in _held(wanted, passage):
            counts[held] += 1
            weights[held] += TITLED if passage.sentence.zone is Zone.HEADLINE else 1 / (1 + passage.position / HALFWAY)
    if not passages or not _admitted(wanted.topic, passages):
        return Relevance(0.0)
    told = sum(weight / (weight + SATURATED) for weight in weights.values())
    needed = min(MOST, LEAST + EACH * len(weights))
    order = sorted((held for held in counts if counts[held]), key=lambda held: -weights[held])
    return Relevance(told / (told + needed), tuple((spelt[held], counts[held]) for held in order))


def worth(wanted: Sought, passage: Passage) -> float:
    """Weigh one sentence of an article that belongs to a topic, in [0, 1]: less where it holds nothing of the topic."""
    return 1.0 if _held(wanted, passage) else ASIDE


def relevant(wanted: Sought, passages: Iterable[Passage]) -> Mapping[str, Relevance]:
    """Give the articles, by key, that belong to a topic, most surely first, as far as *passages* tell it."""
    by_article: dict[str, dict[int, Passage]] = {}
    for passage in passages:
        by_article.setdefault(passage.citation.key, {})[passage.sentence.start] = passage
    measured = {key: relevance(wanted, tuple(group.values())) for key, group in by_article.items()}
    belonging = (key for key, one in measured.items() if one.score >= RELEVANT)
    return {key: measured[key] for key in sorted(belonging, key=lambda key: (-measured[key].score, key))}


def request(wanted: Sought, query: Query) -> Request:
    """Ask for a briefing on a topic; *query* finds its articles."""
    spelt = [*(one.name for one in wanted.actors), *wanted.topic.terms, *wanted.unknown]
    return Request(
        query,
        text=wanted.topic.name,
        read_as=(f"the topic {wanted.topic.name}: {', '.join(spelt)}",),
        topic=replace(wanted.topic, scope=""),
    )


def called(name: str, topics: Iterable[Topic]) -> Topic | None:
    """Give the one of *topics* that *name* names, whatever its case and spaces."""
    return next((topic for topic in topics if topic.folded == fold(name)), None)


def nearest(name: str, topics: Iterable[Topic], limit: int = 3) -> tuple[str, ...]:
    """List the names of *topics* that are most like *name*; any of them where none is."""
    names = {topic.folded: topic.name for topic in topics}
    near = get_close_matches(fold(name), names, limit, ALIKE) or list(names)[:limit]
    return tuple(names[one] for one in near)


def _held(wanted: Sought, passage: Passage) -> list[str]:
    """List the terms and actors that *passage* holds."""
    words = f" {' '.join(stems(passage.sentence.text))} "
    held = [term for term in wanted.terms if f" {term} " in words]
    named = {mention.actor for mention in passage.mentions} | {one.speaker for one in passage.quotations}
    return held + [f"@{one.id}" for one in wanted.actors if one.id in named]  # no term has such a sign in it


def _admitted(topic: Topic, passages: Sequence[Passage]) -> bool:
    """Tell whether an article is of a source, and in a language, that the topic wants; an untold language is."""
    if topic.sources and not any(_is_from(passages[0].citation, source) for source in topic.sources):
        return False
    if not topic.languages:
        return True
    spoken = language(" ".join(passage.sentence.text for passage in passages))
    return not spoken or spoken in {code.lower().partition("-")[0] for code in topic.languages}


def _is_from(citation: Citation, source: str) -> bool:
    """Tell whether an article is of the outlet *source*, or from that host or one below it."""
    wanted = source.casefold().strip()
    if " ".join((citation.outlet or "").split()).casefold() == wanted:
        return True
    address, named = _HOST.match(citation.address), _HOST.match(wanted)
    return address is not None and f".{address[1].casefold()}".endswith(f".{named[1] if named else wanted}")
