"""What makes a sentence fit for a quiz, and what similar sentences say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from math import log

from briefings.classroom.models import QuizSources
from briefings.clustering.overlap import compute_overlap, get_content_stems, get_passage_stems
from briefings.summarizer import is_self_contained, list_quotable_passages, trim_dateline
from briefings.text import opens_with_pronoun, refers_back, tokenize
from corpus.languages.en.people import NAME_PREFIXES, PERSON_TITLES
from corpus.models import Actor, ActorKind, MentionKind, Passage, Quotation, Zone, collapse_whitespace

#: Minimum confidence in the speaker of a quotation that is asked about, in [0, 1].
MIN_SPEAKER_CONFIDENCE = 0.8
#: Shares of the content words of a sentence that another must have: to be about the same, and to be the same report.
RELATED_OVERLAP, SAME_REPORT_OVERLAP = 0.34, 0.5
#: Lengths of a sentence that is asked about, in code points.
_MIN_SENTENCE_CHARACTERS, _MAX_SENTENCE_CHARACTERS = 60, 260
_PRONOUN = re.compile(r"\b(?:it|they|them|those|these|such)\b", re.IGNORECASE)
_PERSONAL_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_SAME_TIME = re.compile(
    r"\b(?:(?:the|that) same (?:\w+day|day|time|week|month|year)|(?:was|is) then that)\b", re.IGNORECASE
)
#: Share of the weighed words of the shorter of two articles that the longer has if they are on one topic: this share of
#: what an article shares with the one most like it, which counts as this much at most (copies share everything).
_SAME_TOPIC_SHARE, _MAX_TOPIC_OVERLAP = 0.5, 0.3
_MIN_NAME_WORD_LETTERS = 3


def list_quiz_passages(sources: QuizSources) -> tuple[Passage, ...]:
    """Return the English sentences that can be understood alone, each report once, in the order of the seed."""
    quotable = list_quotable_passages([p for p in sources.passages if p.citation.language in {"", "en"}])
    fitting = [trimmed for passage in quotable if _is_fit(trimmed := trim_dateline(passage), sources)]
    first: dict[str, Passage] = {}
    for passage in fitting:  # in the order of publication, so that the original comes before its copies
        first.setdefault(collapse_whitespace(passage.sentence.text).casefold(), passage)
    return tuple(sorted(first.values(), key=sources.rank_passage))


def _is_fit(passage: Passage, sources: QuizSources) -> bool:
    text = passage.sentence.text
    return (
        passage.sentence.zone is Zone.BODY
        and _MIN_SENTENCE_CHARACTERS <= len(text) <= _MAX_SENTENCE_CHARACTERS
        and "\n" not in text.strip()
        and is_self_contained(text)
        and not opens_with_pronoun(text)
        and not refers_back(text)
        and not _points_elsewhere(passage, sources)
    )


def _points_elsewhere(passage: Passage, sources: QuizSources) -> bool:
    """Return whether a sentence has "the same day", or a pronoun before it names anybody whom that can stand for."""
    text, at = passage.sentence.text, passage.sentence.start
    named = [one for one in passage.mentions if one.kind is not MentionKind.PRONOUN]
    people = [one for one in named if _is_person(sources.actors.get(one.actor or ""))]
    if _SAME_TIME.search(text):
        return True
    return any(
        (pronoun := pattern.search(text)) is not None
        and not any(one.start - at < pronoun.start() for one in candidates)
        for pattern, candidates in ((_PRONOUN, named), (_PERSONAL_PRONOUN, people))
    )


def _is_person(actor: Actor | None) -> bool:
    return actor is not None and actor.kind in {ActorKind.PERSON, ActorKind.ANONYMOUS}


def measure_overlap(text: str, other: str) -> float:
    """Return the share of the content words of *text* that *other* has, in [0, 1]."""
    stems = get_content_stems(text)
    return compute_overlap(stems, get_content_stems(other)) if stems else 0.0


def find_related(sources: QuizSources, passage: Passage, least: float) -> tuple[Passage, ...]:
    """Return the sentences elsewhere, copies included, that have the share *least* or more of a sentence's words."""
    text = passage.sentence.text
    return tuple(
        other
        for other in sources.find_similar(text)
        if not _is_same_place(other, passage) and measure_overlap(text, other.sentence.text) >= least
    )


def _is_same_place(other: Passage, passage: Passage) -> bool:
    return (
        other.citation.key == passage.citation.key
        and other.sentence.start < passage.sentence.end
        and passage.sentence.start < other.sentence.end
    )


def list_sure_quotations(passage: Passage) -> Iterator[Quotation]:
    """Yield the quotations in *passage* whose speaker is certain."""
    for quotation in passage.quotations:
        if quotation.speaker and quotation.confidence >= MIN_SPEAKER_CONFIDENCE:
            yield quotation


def list_mentioned(passage: Passage, kind: ActorKind, sources: QuizSources) -> frozenset[str]:
    """Return the ids of the actors of *kind* that *passage* mentions or quotes in any way."""
    named = {one.actor or "" for one in passage.mentions} | {one.speaker or "" for one in passage.quotations}
    return frozenset(key for key in named if key in sources.actors and sources.actors[key].kind is kind)


def count_mentions(passages: Sequence[Passage]) -> Counter[str]:
    """Return the number of sentences that name each actor."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts.update({one.actor for one in passage.mentions if one.actor and one.kind is MentionKind.NAME})
    return counts


def list_name_words(actor: Actor) -> frozenset[str]:
    """Return the words of all names of *actor* in lower case, without titles and initials."""
    words = {word for name in (actor.name, *actor.aliases) for word in tokenize(name.replace("-", " "))}
    titles = NAME_PREFIXES | PERSON_TITLES
    return frozenset(word for word in words if len(word) >= _MIN_NAME_WORD_LETTERS and word not in titles)


def choose_similar(
    sources: QuizSources, passage: Passage, around: int, counts: Counter[str], keys: Sequence[str]
) -> list[str]:
    """Return *keys* by how near their counts come to *around*, by ratio; equally near ones in an order by the seed."""

    def measure(key: str) -> tuple[int, int]:
        larger, smaller = max(counts[key], around, 1), max(min(counts[key], around), 1)
        return (larger // smaller).bit_length(), sources.rank(passage.citation.key, passage.sentence.start, key)

    return sorted(keys, key=measure)


def group_by_topic(passages: Sequence[Passage]) -> Mapping[str, frozenset[str]]:
    """
    Return the articles that are on the topic of each article, itself among them, by their keys.

    Two articles are on one topic if they share many words that few articles have: wrong answers come from these, since
    people of another story would be struck out at once.
    """
    words: dict[str, set[str]] = {}
    for passage in passages:
        words.setdefault(passage.citation.key, set()).update(get_passage_stems(passage))
    frequencies = Counter(stem for stems in words.values() for stem in stems)
    weights = {stem: log(len(words) / count) for stem, count in frequencies.items() if count > 1}
    totals = {key: sum(weights.get(stem, 0.0) for stem in stems) for key, stems in words.items()}
    shared = {}
    for one, other in combinations(sorted(words), 2):
        common = sum(weights[stem] for stem in words[one] & words[other])
        least = min(totals[one], totals[other])
        shared[one, other] = shared[other, one] = common / least if least else 0.0
    return {key: _select_same_topic(key, words, shared) for key in words}


def _select_same_topic(key: str, keys: Collection[str], shared: Mapping[tuple[str, str], float]) -> frozenset[str]:
    best = max((shared[key, other] for other in keys if other != key), default=0.0)
    least = _SAME_TOPIC_SHARE * min(best, _MAX_TOPIC_OVERLAP)
    return frozenset(other for other in keys if other == key or shared[key, other] >= least)
