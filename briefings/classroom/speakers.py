"""Ask who said something: a quotation, and people who are quoted about as often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefings.classroom.evidence import (
    MIN_SPEAKER_CONFIDENCE,
    SAME_REPORT_OVERLAP,
    choose_similar,
    count_mentions,
    group_by_topic,
    list_mentioned,
    list_name_words,
    list_sure_quotations,
    measure_overlap,
)
from briefings.classroom.models import QuestionKind, QuizQuestion, QuizSources
from briefings.text import is_half_quoted, opens_with_pronoun, tokenize
from corpus.languages.en.people import KINSHIP_NOUNS, OFFICE_TITLE_BEFORE_NAME, PERSON_TITLES, ROLE_BEFORE_NAME
from corpus.models import ActorKind, Mention, MentionKind, Passage, Quotation, QuotationKind, collapse_whitespace

#: Wrong answers wanted, and needed.
_WRONG_ANSWERS, _MIN_WRONG_ANSWERS = 3, 2
#: Words of a quotation that is asked about.
_MIN_QUOTED_WORDS, _MAX_QUOTED_WORDS = 7, 50
#: How far down the list of those who are quoted about as often wrong answers are looked for.
_MAX_CANDIDATES = 40
#: Share of its sentence that a reported statement may have: the rest names the speaker.
_MAX_SHARE_OF_SENTENCE = 0.95
_UNCLEAR = re.compile(
    r"\b(?:he|she|him|her|hers|his|they|them|their|this|that|these|those|here|there)\b", re.IGNORECASE
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|should|may|might|must|do|does|did|[a-z]{3,}ed)\b"
)
#: Words around a name that make the statement somebody else's, too.
_JOINED_BEFORE, _JOINED_AFTER = re.compile(r"(?:\band|\bwith|,)\s+$"), re.compile(r"\s+and\s|,\s+[A-Z]")
_ATTRIBUTION = re.compile(r"\b(?:said|says|told|added|according|asked|replied|warned that)\b", re.IGNORECASE)
_FIRST_PERSON = frozenset("i i'm i've i'll i'd my me mine myself we our us ours we're we've we'll".split())
_ROLES = PERSON_TITLES | KINSHIP_NOUNS | frozenset({"government", "administration", "ministry", "wife", "husband"})


@dataclass(frozen=True, slots=True)
class _People:
    """
    The people who are quoted.

    Attributes:
        speakers: Their ids.
        counts: Number of sentences that name each.
        officials: Those of them whom an office or a role introduces.
        articles: Keys of the articles that quote each.
        topics: Keys of the articles on the topic of each article.
    """

    speakers: tuple[str, ...]
    counts: Counter[str]
    officials: frozenset[str]
    articles: Mapping[str, frozenset[str]]
    topics: Mapping[str, frozenset[str]]

    def list_candidates(self, article: str) -> list[str]:
        """Return those who are quoted in articles on the topic of *article*."""
        return [key for key in self.speakers if not self.articles[key].isdisjoint(self.topics[article])]


def find_speaker_questions(sources: QuizSources) -> Iterator[QuizQuestion]:
    """
    Yield questions about who said a quotation, in the order of the seed, then about whose statement is reported.

    The article names the speaker beside the quotation, and nobody else is reported to have said so. The quotation has
    no name, office or relative that gives the speaker or another answer away.
    """
    people = _collect_people(sources)
    ordered = [one for one in sorted(sources.passages, key=sources.rank_passage) if one.citation.language in {"", "en"}]
    for reported in (False, True):
        for passage in ordered:
            for quotation in list_sure_quotations(passage):
                if (quotation.kind is QuotationKind.REPORTED) is reported and _is_askable(passage, quotation, sources):
                    question = _build_question(passage, quotation, people, sources)
                    if question:
                        yield question


def _collect_people(sources: QuizSources) -> _People:
    speakers: dict[str, set[str]] = {}
    for passage in sources.passages:
        for quotation in list_sure_quotations(passage):
            if quotation.speaker and _is_named_person(quotation.speaker, sources):
                speakers.setdefault(quotation.speaker, set()).add(passage.citation.key)
    officials = {
        mention.actor
        for passage in sources.passages
        for mention in passage.mentions
        if mention.actor in speakers and mention.kind is MentionKind.NAME and _has_role(passage, mention.start)
    }
    officials |= {key for key in speakers if sources.actors[key].description}
    return _People(
        tuple(sorted(speakers)),
        count_mentions(sources.passages),
        frozenset(map(str, officials)),
        {key: frozenset(articles) for key, articles in speakers.items()},
        group_by_topic(sources.passages),
    )


def _is_named_person(key: str, sources: QuizSources) -> bool:
    actor = sources.actors.get(key)
    return actor is not None and actor.kind is ActorKind.PERSON and " " in actor.name.strip()


def _has_role(passage: Passage, start: int) -> bool:
    before = passage.sentence.text[: max(0, start - passage.sentence.start)]
    return bool(OFFICE_TITLE_BEFORE_NAME.search(before) or ROLE_BEFORE_NAME.search(before))


def _is_askable(passage: Passage, quotation: Quotation, sources: QuizSources) -> bool:
    """Return whether a quotation is a statement of its own in one sentence that names its speaker."""
    sentence, words = passage.sentence, quotation.text.split()
    return (
        _is_named_person(str(quotation.speaker), sources)
        and sentence.start <= quotation.start
        and quotation.end <= sentence.end
        and _MIN_QUOTED_WORDS <= len(words) <= _MAX_QUOTED_WORDS
        and not re.search(r"[“”\"\n\[\]]", quotation.text)
        and (quotation.kind is not QuotationKind.REPORTED or _is_clear_statement(quotation, sentence.text))
        and any(_names_speaker(passage, quotation, mention) for mention in passage.mentions)
    )


def _is_clear_statement(quotation: Quotation, sentence: str) -> bool:
    """Return whether a reported statement can be understood without the sentence around it, and hides the speaker."""
    text = quotation.text
    return not (
        _UNCLEAR.search(text)
        or not _FINITE.search(text)
        or is_half_quoted(text)
        or _ATTRIBUTION.search(text)
        or opens_with_pronoun(text)
        or len(text) > _MAX_SHARE_OF_SENTENCE * len(sentence)
    )


def _names_speaker(passage: Passage, quotation: Quotation, mention: Mention) -> bool:
    """Return whether *mention* names the speaker alone, outside of the quotation."""
    inside = quotation.start <= mention.start < quotation.end
    if inside or mention.actor != quotation.speaker or mention.kind is not MentionKind.NAME:
        return False
    text, at = passage.sentence.text, passage.sentence.start
    before, after = text[: max(0, mention.start - at)], text[mention.end - at :]
    return not _JOINED_AFTER.match(after) and not (before and _JOINED_BEFORE.search(before) and "”" not in before[-3:])


def _build_question(
    passage: Passage, quotation: Quotation, people: _People, sources: QuizSources
) -> QuizQuestion | None:
    speaker = str(quotation.speaker)
    said_by_others = _find_other_speakers(quotation, sources)
    if said_by_others is None or _gives_itself_away(passage, quotation, sources):
        return None
    excluded = said_by_others | list_mentioned(passage, ActorKind.PERSON, sources)
    wrong = _choose_wrong_answers(passage, quotation, people, excluded, sources)
    if len(wrong) < _MIN_WRONG_ANSWERS:
        return None
    keys = sorted((speaker, *wrong), key=lambda key: sources.rank(passage.citation.key, quotation.start, key))
    names = tuple(sources.actors[key].name for key in keys)
    text = collapse_whitespace(quotation.text).rstrip(",.")
    kind = QuestionKind.REPORTED if quotation.kind is QuotationKind.REPORTED else QuestionKind.SPEAKER
    return QuizQuestion(kind, text, names, keys.index(speaker), passage)


def _find_other_speakers(quotation: Quotation, sources: QuizSources) -> frozenset[str] | None:
    """Return the people whom any report of the same words mentions; None if one gives the words to somebody else."""
    mentioned: set[str] = set()
    for other in sources.find_similar(quotation.text):
        if measure_overlap(quotation.text, other.sentence.text) < SAME_REPORT_OVERLAP:
            continue
        mentioned |= list_mentioned(other, ActorKind.PERSON, sources)
        for one in other.quotations:
            same = measure_overlap(quotation.text, one.text) >= SAME_REPORT_OVERLAP
            known = sources.actors.get(one.speaker or "")
            sure = one.confidence >= MIN_SPEAKER_CONFIDENCE and one.speaker != quotation.speaker
            if same and sure and known and known.kind is ActorKind.PERSON:
                return None
    return frozenset(mentioned)


def _gives_itself_away(passage: Passage, quotation: Quotation, sources: QuizSources) -> bool:
    """Return whether a quotation names its speaker, whom the speaker belongs to, or the speaker's own office."""
    actor, words = sources.actors[str(quotation.speaker)], frozenset(tokenize(quotation.text.replace("’", "'")))
    inside = {
        mention.actor
        for mention in passage.mentions
        if quotation.start <= mention.start < quotation.end and mention.kind is not MentionKind.PRONOUN
    }
    if {actor.id, actor.part_of} & inside - {None} or words & list_name_words(actor):
        return True
    return bool(words & _FIRST_PERSON) and bool(words & _ROLES)


def _choose_wrong_answers(
    passage: Passage, quotation: Quotation, people: _People, excluded: frozenset[str], sources: QuizSources
) -> list[str]:
    """Return people of the same kind who did not say it, none of them named in it, with names unlike each other."""
    speaker, words = str(quotation.speaker), frozenset(tokenize(quotation.text.replace("-", " ")))
    official = speaker in people.officials
    candidates = people.list_candidates(passage.citation.key)
    fitting = [key for key in candidates if key not in excluded and (key in people.officials) is official]
    taken, chosen = list_name_words(sources.actors[speaker]), list[str]()
    related = {speaker, sources.actors[speaker].part_of}
    for key in choose_similar(sources, passage, people.counts[speaker], people.counts, fitting)[:_MAX_CANDIDATES]:
        actor = sources.actors[key]
        names = list_name_words(actor)
        if names & (taken | words) or actor.part_of == speaker or key in related:
            continue
        taken |= names
        chosen.append(key)
        if len(chosen) == _WRONG_ANSWERS:
            break
    return chosen
