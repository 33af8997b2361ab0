"""Classify passages as new, developing or already reported, and describe what has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from functools import cache, lru_cache

from briefings.clustering.overlap import get_actors
from briefings.clustering.similarity import content_terms, feature_matrix
from briefings.models import PriorSentence
from briefings.text import find_synonyms, stem, stem_passage, stem_words, tokenize
from corpus.dates import day_range, exact_day
from corpus.languages.en.cue_verbs import REPLY_CLAUSE
from corpus.languages.en.numbers import AGE_PHRASE, FIGURE_PATTERN, NUMBER_WORD_DIGITS, TENS_DIGITS, UNIT_DIGITS
from corpus.languages.en.verbs import (
    COMPLETED_STEP_WORDS,
    FUTURE_PHRASE,
    HYPOTHETICAL_CLAUSE,
    NON_STEP_IDIOM,
    PHRASAL_VERB_PATTERN,
    PHRASAL_VERBS,
    REVERSAL_PHRASE,
    STEP_WORDS,
)
from corpus.models import (
    Citation,
    Confidence,
    Mention,
    MentionKind,
    Passage,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
)

#: Fields of a record that are lists of lists.
_ANNOTATION_FIELDS = ("dates", "mentions", "quotations")


def to_prior_sentence(passage: Passage) -> PriorSentence:
    """Return the parts of *passage* that are needed to recognize it in other words."""
    sentence, citation = passage.sentence, passage.citation
    return PriorSentence(
        citation.key,
        citation.revision,
        sentence.start,
        sentence.end,
        sentence.text,
        citation.outlet,
        citation.published,
        citation.origin,
        tuple((one.start, one.end, one.value) for one in passage.dates),
        tuple((one.start, one.end, one.actor, one.kind.value) for one in passage.mentions if one.actor),
        tuple((one.start, one.end, one.kind.value, one.speaker) for one in passage.quotations),
    )


def to_passage(prior: PriorSentence) -> Passage:
    """Convert a prior sentence to a passage; what was not stored is empty."""
    sentence = Sentence(prior.key, prior.start, prior.end, prior.text)
    at = prior.start

    def words(start: int, end: int) -> str:
        return prior.text[max(start - at, 0) : max(end - at, 0)]

    return Passage(
        sentence,
        Citation(
            prior.key,
            prior.revision,
            None,
            prior.outlet,
            prior.published,
            Confidence.UNKNOWN,
            "",
            prior.origin or prior.key,
        ),
        tuple(TimeExpression(start, end, words(start, end), value, TimeKind.DATE) for start, end, value in prior.dates),
        tuple(
            Mention(start, end, words(start, end), actor, MentionKind(kind))
            for start, end, actor, kind in prior.mentions
        ),
        tuple(
            Quotation(start, end, words(start, end), QuotationKind(kind), speaker)
            for start, end, kind, speaker in prior.quotations
        ),
    )


def dump_prior_sentence(prior: PriorSentence) -> dict[str, object]:
    """Return *prior* as JSON values, without empty fields."""
    return {name: value for name, value in asdict(prior).items() if value not in (None, "", ())}


def load_prior_sentence(record: Mapping[str, object]) -> PriorSentence:
    """
    Load what `dump_prior_sentence` returned, also after a round trip through JSON.

    Raises:
        ValueError: If a field is missing, unknown, or of another type.
    """
    known = {part.name for part in fields(PriorSentence)}
    if not record.keys() <= known:
        raise ValueError(f"what was told has no {', '.join(sorted(record.keys() - known))}")
    try:
        marks = {name: tuple(tuple(mark) for mark in record.get(name, ())) for name in _ANNOTATION_FIELDS}  # type: ignore[attr-defined]
        prior = PriorSentence(**{**record, **marks})  # type: ignore[arg-type]
        to_passage(prior)
    except (TypeError, ValueError) as error:
        raise ValueError(f"no record of what was told: {error}") from error
    return prior


@cache
def _load_steps() -> dict[str, frozenset[int]]:
    steps: dict[str, set[int]] = {}
    for number, line in enumerate(STEP_WORDS.strip().splitlines()):
        for word in line.split():
            steps.setdefault(stem(word), set()).add(number)
    return {word: frozenset(lines) for word, lines in steps.items()}


def find_steps(text: str) -> dict[str, frozenset[int]]:
    """Return the words of *text* that name a step, taken or not, each with the steps that it may name."""
    plain = PHRASAL_VERB_PATTERN.sub(_replace_phrasal_verb, NON_STEP_IDIOM.sub(" ", text))
    return {word: steps for word in tokenize(plain) if (steps := _load_steps().get(stem(word)))}


def _replace_phrasal_verb(match: re.Match[str]) -> str:
    """Return the single word that replaces a phrasal verb."""
    return list(PHRASAL_VERBS.values())[(match.lastindex or 1) - 1]


def reversals(text: str) -> tuple[str, ...]:
    """Return the phrases of *text* which report that something is no longer as it was."""
    return tuple(match[0].lower() for match in REVERSAL_PHRASE.finditer(text))


def completed_steps(text: str) -> dict[str, frozenset[int]]:
    """Return the words of *text* that report a step as completed, each with the steps that it may name."""
    done = find_steps(HYPOTHETICAL_CLAUSE.sub(" ", text))
    return {word: steps for word, steps in done.items() if word.endswith("ed") or word in COMPLETED_STEP_WORDS}


def is_announced(text: str) -> bool:
    """Return whether *text* is about something that is still to come, or open."""
    return bool(FUTURE_PHRASE.search(text))


def extract_figures(passage: Passage) -> frozenset[str]:
    """Return the numbers of *passage* as digits, without ages and the numbers of dates."""
    text, start = passage.sentence.text, passage.sentence.start
    dated = [(one.start - start, one.end - start) for one in passage.dates]
    dated += [match.span() for match in AGE_PHRASE.finditer(text)]
    return frozenset(
        _to_digits(match)
        for match in FIGURE_PATTERN.finditer(text)
        if not any(first <= match.start() < last for first, last in dated)
    )


@lru_cache(maxsize=4_096)  # the newest sentences are asked for again and again
def collect_details(passage: Passage) -> frozenset[str]:
    """Return the ids of the actors, the figures and the days or periods of *passage*."""
    days = {one.value for one in passage.dates if day_range(one.value)}
    return get_actors(passage) | extract_figures(passage) | days


def _to_digits(match: re.Match[str]) -> str:
    if match[1]:
        return str(10 * TENS_DIGITS[match[1].lower()] + UNIT_DIGITS.get((match[2] or "").lower(), 0))
    return NUMBER_WORD_DIGITS.get(match[0].lower(), match[0].replace(",", ""))


#: Minimum share of new words for a new name alone to make a development.
MIN_NEW_SHARE_WITH_NEW_ACTOR = 0.2
#: Minimum excess of added over omitted words for more detail; lower minimum if at least this share is new.
MIN_EXTRA_WORDS, MIN_EXTRA_WORDS_IF_MOSTLY_NEW, MOSTLY_NEW_SHARE = 3, 2, 0.4
#: Change that is reported for a sentence with more detail, if no single word describes it.
MORE_DETAIL = "more is told"
#: Offset in a sentence, in code points, up to which a name is likely the one that acts.
MAX_OPENING_CHARACTERS = 12
_NAME_KINDS = frozenset({MentionKind.NAME, MentionKind.METONYM})  # a demonym may be part of anyone's title


def compute_new_share(passage: Passage, before: Sequence[Passage]) -> float:
    """Return the share of words of *passage* that none of *before* contains, nor a synonym, in [0, 1]."""
    known_stems = {word for one in before for word in stem_passage(one)}
    known_actors = {mention.actor for one in before for mention in one.mentions}
    text = list(passage.sentence.text)
    for mention in passage.mentions:
        if mention.actor in known_actors:  # the same actor by another name
            first, last = mention.start - passage.sentence.start, mention.end - passage.sentence.start
            text[max(first, 0) : last] = " " * (last - max(first, 0))
    words = set(stem_words("".join(text), passage.citation.language))
    new_words = {word for word in words if word not in known_stems and known_stems.isdisjoint(find_synonyms(word))}
    return len(new_words) / len(words) if words else 0.0


def describe_changes(passage: Passage, nearest: Passage, before: Sequence[Passage]) -> tuple[str, ...]:
    """
    Describe what has changed in a story, as *passage* reports it.

    Args:
        passage: A sentence not older than the others.
        nearest: The sentence of *before* that is most similar to it.
        before: Similar sentences that were reported before.

    Returns:
        Changes in words for a reader, most important first; empty if the sentence only repeats.
    """
    new_share = compute_new_share(passage, before)
    changes = [
        *_find_new_figures(passage, before),
        *_find_later_day(passage, nearest),
        *_find_new_steps(passage, before),
    ]
    changes += _find_fulfilled_steps(passage, nearest)
    changes += [turn for turn in reversals(passage.sentence.text) if turn not in reversals(nearest.sentence.text)]
    if not changes and _is_later_report(passage, nearest) and _has_more_detail(passage, before, new_share):
        changes.append(MORE_DETAIL)
    if new_share >= MIN_NEW_SHARE_WITH_NEW_ACTOR:
        changes += _find_new_actors(passage, before)
    return tuple(dict.fromkeys(changes))


def _find_new_figures(passage: Passage, before: Sequence[Passage]) -> Iterator[str]:
    known = {figure for one in before for figure in extract_figures(one)}
    for figure in sorted(extract_figures(passage) - known):
        yield f"figure {figure}"


def _is_later_report(passage: Passage, nearest: Passage) -> bool:
    """Return whether a report is of a later day; two reports of one day differ only in detail."""
    then, now = day_range(nearest.citation.published), day_range(passage.citation.published)
    return bool(then and now and now[0] > then[1])


def _has_more_detail(passage: Passage, before: Sequence[Passage], new_share: float) -> bool:
    """Return whether a sentence adds so many more words than it omits that it cannot be a paraphrase."""
    terms = content_terms(passage)
    prior_terms = [content_terms(one) for one in before]
    new = _count_missing(terms, frozenset[str]().union(*prior_terms))
    more = new - min(_count_missing(one, terms) for one in prior_terms)
    return more >= MIN_EXTRA_WORDS or (more >= MIN_EXTRA_WORDS_IF_MOSTLY_NEW and new_share >= MOSTLY_NEW_SHARE)


def _count_missing(terms: frozenset[str], other_terms: frozenset[str]) -> int:
    return sum(1 for word in terms if word not in other_terms and other_terms.isdisjoint(find_synonyms(word)))


def _find_later_day(passage: Passage, nearest: Passage) -> Iterator[str]:
    known, now = _find_exact_days(nearest), _find_exact_days(passage)
    published = day_range(nearest.citation.published)
    last = max(known, default=published[1] if published else None)
    if last and now and max(now) > last:
        yield f"{max(now):%-d %B %Y}"


def _find_exact_days(passage: Passage) -> set[date]:
    return {day for one in passage.dates if one.kind is TimeKind.DATE and (day := exact_day(one.value))}


def _find_new_steps(passage: Passage, before: Sequence[Passage]) -> Iterator[str]:
    known = {step for one in before for steps in find_steps(one.sentence.text).values() for step in steps}
    for word, steps in completed_steps(REPLY_CLAUSE.sub(" ", passage.sentence.text)).items():
        if steps.isdisjoint(known):
            yield word


def _find_fulfilled_steps(passage: Passage, nearest: Passage) -> Iterator[str]:
    """Yield the steps that were still to come and are now completed."""
    if is_announced(nearest.sentence.text) and not is_announced(passage.sentence.text):
        done = {stem(word) for word in completed_steps(nearest.sentence.text)}
        known = {stem(word) for word in find_steps(nearest.sentence.text)} - done
        for word in completed_steps(passage.sentence.text):
            if stem(word) in known:
                yield word


def _find_new_actors(passage: Passage, before: Sequence[Passage]) -> Iterator[str]:
    """Yield the actor that the sentence opens with, if it is new to the story and does more than speak."""
    known = {mention.actor for one in before for mention in one.mentions}
    speakers = {one.speaker for one in passage.quotations}
    for mention in passage.mentions[:1]:
        opens = mention.start - passage.sentence.start <= MAX_OPENING_CHARACTERS and mention.kind in _NAME_KINDS
        owner = passage.sentence.text[mention.end - passage.sentence.start :].startswith(("'", "’"))
        if opens and not owner and mention.actor and mention.actor not in known | speakers:
            yield mention.text


#: Similarity to a prior sentence from which a sentence may repeat it; from which it belongs to the same story, so that
#: a difference is a development. A sentence that may not share the story is never a development.
MIN_REPEAT_SIMILARITY, MIN_STORY_SIMILARITY = 0.12, 0.22
#: Similarity from which a shared actor is not required; from which more detail alone is a change.
MIN_SIMILARITY_WITHOUT_SHARED_ACTOR, MIN_SIMILARITY_FOR_MORE_DETAIL = 0.3, 0.4
#: Similarity to a prior sentence from which the distance is zero.
ZERO_DISTANCE_SIMILARITY = 0.2
#: An event that is older than a prior sentence by more than this is background, not a development.
MIN_BACKGROUND_AGE = timedelta(days=30)
#: Share of new words above which a sentence is news: if it may be a repetition; if it belongs to the story.
MAX_NEW_SHARE_OF_REPEAT, MAX_NEW_SHARE_OF_DEVELOPMENT = 0.5, 0.65


@dataclass(frozen=True, slots=True)
class Development:
    """
    A change in a story that was reported before.

    Attributes:
        passage: The sentence that reports it.
        prior: The prior sentence that is most similar to it.
        changes: What has changed, in words for the reader ("figure 87", "denied").
    """

    passage: Passage
    prior: PriorSentence
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoveltyResult:
    """
    Passages classified against prior sentences; each is in one part, in the original order.

    Attributes:
        new: Passages that belong to no story reported before.
        distances: Distance of each of *new* from all prior sentences, in [0, 1].
        developments: Changes in stories reported before.
        repeated: Passages that were reported before, in whatever words.
    """

    new: tuple[Passage, ...] = ()
    distances: tuple[float, ...] = ()
    developments: tuple[Development, ...] = ()
    repeated: tuple[Passage, ...] = ()


def classify_novelty(passages: Sequence[Passage], prior_sentences: Sequence[PriorSentence]) -> NoveltyResult:
    """Classify *passages* as new, developing or already reported, given the prior sentences *prior_sentences*."""
    if not prior_sentences or not passages:
        return NoveltyResult(tuple(passages), (1.0,) * len(passages))
    before = [to_passage(one) for one in prior_sentences]
    rows = feature_matrix((*passages, *before))
    similarity = (rows[: len(passages)] @ rows[len(passages) :].T).tocsr()
    new: list[tuple[Passage, float]] = []
    developments: list[Development] = []
    known: list[Passage] = []
    for number, passage in enumerate(passages):
        row = similarity.getrow(number)
        near = {int(c): float(v) for c, v in zip(row.indices, row.data, strict=True) if v >= MIN_REPEAT_SIMILARITY}
        distance = max(0.0, 1 - float(row.data.max(initial=0.0)) / ZERO_DISTANCE_SIMILARITY)
        if not near:
            new.append((passage, distance))
            continue
        nearest = max(near, key=lambda column: (near[column], -column))
        similar = [before[column] for column in sorted(near)]
        new_share, of_story = compute_new_share(passage, similar), near[nearest] >= MIN_STORY_SIMILARITY
        changes = _find_changes(passage, before[nearest], similar, near[nearest]) if of_story else ()
        if (
            (new_share > MAX_NEW_SHARE_OF_DEVELOPMENT and not changes)
            if of_story
            else new_share > MAX_NEW_SHARE_OF_REPEAT
        ):
            new.append((passage, distance))
        elif changes and new_share > 0:
            developments.append(Development(passage, prior_sentences[nearest], changes))
        else:
            known.append(passage)
    return NoveltyResult(tuple(p for p, _ in new), tuple(far for _, far in new), tuple(developments), tuple(known))


def _find_changes(passage: Passage, nearest: Passage, similar: Sequence[Passage], similarity: float) -> tuple[str, ...]:
    """Return what has changed if a sentence surely continues a story: the same actors, later, and not background."""
    no_shared_actor = similarity < MIN_SIMILARITY_WITHOUT_SHARED_ACTOR and not _has_shared_actor(passage, nearest)
    if no_shared_actor or _is_repeat(passage, nearest) or _is_background(passage, nearest):
        return ()
    changes = describe_changes(passage, nearest, similar)
    return () if changes == (MORE_DETAIL,) and similarity < MIN_SIMILARITY_FOR_MORE_DETAIL else changes


def _has_shared_actor(passage: Passage, before: Passage) -> bool:
    """Return whether both sentences mention the same actor; True if either mentions none, which leaves it open."""
    actors, other_actors = ({mention.actor for mention in one.mentions} for one in (passage, before))
    return not actors or not other_actors or not actors.isdisjoint(other_actors)


def _is_repeat(passage: Passage, before: Passage) -> bool:
    """Return whether *passage* is the prior sentence itself, or older, so that it cannot report a change."""
    if passage.citation.key == before.citation.key:
        return passage.citation.revision <= before.citation.revision
    then, now = day_range(before.citation.published), day_range(passage.citation.published)
    return bool(then and now and now[1] < then[0])


def _is_background(passage: Passage, before: Passage) -> bool:
    """Return whether *passage* is dated to the distant past only: "In 2006 they began to …"."""
    then = day_range(before.citation.published)
    date_ranges = [covered for one in passage.dates if one.kind is TimeKind.DATE and (covered := day_range(one.value))]
    return bool(then and date_ranges and all(last < then[0] - MIN_BACKGROUND_AGE for _, last in date_ranges))
