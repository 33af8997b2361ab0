"""Resolve the source of a quotation to an actor, including pronouns and descriptions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.languages.en.nouns import (
    DOCUMENT_NOUNS,
    EPITHET_NOUNS,
    FEMALE_EPITHETS,
    GENDERED_NOUN,
    MALE_EPITHETS,
    ORGANIZATION_NOUNS,
    PERSON_NOUN_ENDINGS,
    PRONOUNS,
    SPEAKER_NOUNS,
    TREATY_NOUNS,
)
from corpus.languages.en.people import (
    FEMALE_FIRST_NAMES,
    FEMALE_TITLES,
    MALE_FIRST_NAMES,
    PARTY_AFFILIATIONS,
    TITLE_BEFORE_NAME,
    TITLE_WORDS,
    WORDS_AFTER_COMMA,
    WORDS_BEFORE_NAME,
)
from corpus.languages.en.places import HOME_PREPOSITION, PLURAL_DEMONYM_ENDINGS
from corpus.languages.en.verbs import IRREGULAR_PAST_VERBS
from corpus.languages.en.vocabulary import COMPANION_PREPOSITIONS, DETERMINERS, NOUN_PREPOSITION, TITLE_BARRIER
from corpus.models import Actor, ActorKind, Mention, MentionKind
from corpus.quotes.subjects import NounPhrase, find_main_subject
from corpus.quotes.tokenizer import QuoteFrame, QuoteToken


def infer_pronoun_from_title(text: str, start: int) -> str | None:
    """Return the pronoun, "he" or "she", implied by a title before the name at *start*, or None."""
    match = TITLE_BEFORE_NAME.search(text, max(0, start - 12), start)
    return None if match is None else "she" if match[1] in FEMALE_TITLES else "he"


def infer_pronoun_from_name(name: str, description: str) -> str | None:
    """Return the pronoun implied by a person's role in *description*, else by the first name, or None."""
    post = GENDERED_NOUN.search(description.casefold())
    if post:
        return "she" if post[1] or post[2] else "he"
    first = name.split(maxsplit=1)[0].casefold() if " " in name else ""
    return "she" if first in FEMALE_FIRST_NAMES else "he" if first in MALE_FIRST_NAMES else None


_PERSONAL_KINDS = frozenset({ActorKind.PERSON, ActorKind.ANONYMOUS})
_COLLECTIVE_KINDS = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.DOCUMENT})
_PRONOUN_KINDS = {
    "he": _PERSONAL_KINDS,
    "she": _PERSONAL_KINDS,
    "it": _COLLECTIVE_KINDS,
    "they": _COLLECTIVE_KINDS | {ActorKind.ANONYMOUS},
}
_WORD = re.compile(r"\w+(?:-\w+)*")

#: Maximum length of a mention that overlaps a source, in code points.
_MAX_MENTION_CHARS = 160

#: Maximum length of the titles before a name, in code points.
_MAX_TITLES_CHARS = 60

#: A shorter distance of a name from the start of a phrase is an article's; mentions of an owner and of its man.
_MIN_TITLE_CHARACTERS, _MIN_PAIR = 3, 2

#: Maximum distance of the only possible antecedent of a pronoun in its sentence, in code points, and how many mentions
#: are looked at.
_MAX_CANDIDATE_DISTANCE_CHARS = 1_000
_MAX_CANDIDATES = 50

#: Maximum number of capitalized words before a name, which may be its titles.
_MAX_NAME_TOKENS = 12

#: Number of preceding mentions that "the ministry" may refer to.
_MAX_MENTIONS_BACK = 100

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ResolvedSource:
    """
    The actor that a source's words refer to.

    Attributes:
        actor: Id of the actor, or None if unknown.
        source: Span of the words in the article.
        confidence: In [0, 1], that *actor* is right.
    """

    actor: str | None
    source: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """
    A source's words, as offsets in the article.

    Attributes:
        start: First code point.
        core: One past the phrase's core.
        end: One past the last code point.
        appositive: Span of an apposition, or None.
    """

    start: int
    core: int
    end: int
    appositive: Span | None = None


class SpeakerIndex:
    """Index of the actors and mentions of one article, which resolves the words for a source."""

    def __init__(self, text: str, mentions: Sequence[Mention], actors: Sequence[Actor]) -> None:
        self._text = text
        self._actors = {actor.id: actor for actor in actors}
        resolved_mentions = sorted((m for m in mentions if m.actor in self._actors), key=lambda m: (m.start, -m.end))
        self._mentions = [m for m in resolved_mentions if m.kind is not MentionKind.PRONOUN]
        self._resolved = {m.start: m.actor for m in resolved_mentions if m.kind is MentionKind.PRONOUN}
        self._starts = [mention.start for mention in self._mentions]
        self._pronoun = self._infer_pronouns()
        self._surnames: dict[str, set[str]] = {}
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                self._surnames.setdefault(name.split()[-1] if name.split() else "", set()).add(actor.id)

    def _infer_pronouns(self) -> dict[str, str]:
        """Return the pronoun of each person by actor id, from roles, first names or else titles in the text."""
        counts: Counter[tuple[str, str]] = Counter()
        for mention in self._mentions:
            pronoun = infer_pronoun_from_title(self._text, mention.start)
            if pronoun and mention.actor:
                counts[mention.actor, pronoun] += 1
        found = {actor: pronoun for (actor, pronoun), _ in reversed(counts.most_common())}
        for actor in self._actors.values():
            inferred = (
                infer_pronoun_from_name(actor.name, actor.description) if actor.kind is ActorKind.PERSON else None
            )
            if inferred:
                found[actor.id] = inferred
        return found

    @cached_property
    def _roles(self) -> dict[str, set[str]]:
        """Return the roles and ages of each person by actor id, from descriptions and from the words around names."""
        found: dict[str, set[str]] = {}
        for actor in self._actors.values():
            if actor.kind is ActorKind.PERSON:
                found[actor.id] = set(_WORD.findall(NOUN_PREPOSITION.split(actor.description.casefold())[0]))
        for mention in self._mentions:
            if mention.actor in found:
                found[mention.actor] |= _find_roles(self._text, mention)
        return found

    def find_described(self, noun: str, before: int) -> str | None:
        """Return the only person named before *before* whose role or age is *noun*, or None."""
        last = bisect_left(self._starts, before)
        near = self._mentions[max(0, last - _MAX_MENTIONS_BACK) : last]
        described = {m.actor for m in near if m.actor is not None and noun in self._roles.get(m.actor, ())}
        return described.pop() if len(described) == 1 else None

    def find_people(self, start: int, end: int) -> set[str | None]:
        """Return the ids of the people that are named in ``[start, end)``."""
        return {m.actor for m in self.find_mentions(start, end) if self.get_kind(m.actor) is ActorKind.PERSON}

    def get_kind(self, actor: str | None) -> ActorKind | None:
        """Return the kind of *actor*, or None if it is unknown."""
        return self._actors[actor].kind if actor in self._actors else None

    def find_mentions(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that overlap ``[start, end)``, in order."""
        first = bisect_left(self._starts, start - _MAX_MENTION_CHARS)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end > start]

    def resolve_phrase(self, source_span: SourceSpan) -> ResolvedSource:
        """Resolve a noun phrase by the mentions in it, else by its head noun."""
        span = (source_span.start, source_span.end)
        mentions = self.find_mentions(
            source_span.start, source_span.appositive[1] if source_span.appositive else source_span.end
        )
        heads = [m for m in mentions if m.start < source_span.core <= m.end and m.start >= source_span.start - 4]
        pair = len(mentions) > 1 and " and " in self._text[source_span.start : source_span.core]
        if pair:  # the source is the pair, or nobody
            heads = [m for m in heads if m.start <= source_span.start + 4]
        if pair and not heads:
            return ResolvedSource(None, span, 0.0)
        if heads:
            best = max(heads, key=lambda m: (m.end - m.start, m.kind is MentionKind.NAME))
            home = HOME_PREPOSITION.search(self._text[source_span.start : best.start])
            if home:  # “Ann Lee of | Norway” is not Norway
                owners = [m for m in mentions if m.end == source_span.start + home.start()]
                if not owners:
                    return ResolvedSource(None, span, 0.0)
                best = owners[0]
            is_people = best.kind is MentionKind.DEMONYM or best.text.lower() in PARTY_AFFILIATIONS
            if is_people and is_one_person(self._text[source_span.start : source_span.core], best.text):
                return ResolvedSource(None, span, 0.0)
            return ResolvedSource(best.actor, span, 0.75 if best.kind is MentionKind.DEMONYM else 1.0)
        return self._resolve_by_noun(source_span, mentions)

    def find_opening_actor(self, start: int, end: int) -> str | None:
        """Return the actor whose mention opens a clause, ignoring titles: “| President Ann Lee left the hall”."""
        mention = next(iter(self.find_mentions(start, min(end, start + _MAX_TITLES_CHARS))), None)
        if mention is None or TITLE_BARRIER.search(self._text, start, mention.start) or mention.start < start - 4:
            return None
        return None if self._text.startswith(("'s", "’s"), mention.end) else mention.actor

    def _resolve_by_noun(self, source_span: SourceSpan, mentions: list[Mention]) -> ResolvedSource:
        span = (source_span.start, source_span.end)
        core = _WORD.findall(self._text[source_span.start : source_span.core])
        head = core[-1].casefold() if core else ""
        if source_span.appositive and not core[-1:][0][:1].isupper():
            opening = source_span.appositive[0]
            inside = [m for m in mentions if m.start >= opening and self._opens_with(opening, m)]
            if inside and self.get_kind(inside[0].actor) is ActorKind.PERSON:
                return ResolvedSource(inside[0].actor, (source_span.start, inside[0].end), 0.95)
        if head in DOCUMENT_NOUNS:
            owners = [m for m in mentions if m.start >= source_span.start and m.end <= source_span.end]
            return ResolvedSource(owners[0].actor if owners else None, span, 0.7)
        documents = [m for m in mentions if self.get_kind(m.actor) is ActorKind.DOCUMENT and m.end <= source_span.end]
        if documents:  # “the Charter's Article 51”
            return ResolvedSource(documents[-1].actor, span, 0.9)
        if head in ORGANIZATION_NOUNS:
            return ResolvedSource(self._find_organization(head, source_span.start), span, 0.7)
        if core and core[-1][:1].isupper():
            return ResolvedSource(self._find_by_surname(core[-1]), span, 0.85)
        return ResolvedSource(None, span, 0.0)

    def _opens_with(self, start: int, mention: Mention) -> bool:
        """Return whether nothing but titles stands from *start* to a mention: “| Governor Ann Lee”."""
        if mention.start - start < _MIN_TITLE_CHARACTERS:
            return True
        if mention.start - start > _MAX_TITLES_CHARS:
            return False
        words = self._text[start : mention.start].replace(".", " ").casefold().split()
        return all(word in TITLE_WORDS for word in words)

    def find_described_person(self, start: int, end: int) -> str | None:
        """Return the person behind a role of somebody else's in ``[start, end)``: “Norhaven's captain | Ann Lee”."""
        mentions = self.find_mentions(start, end)
        if (
            len(mentions) < _MIN_PAIR
            or mentions[0].start != start
            or not self._text.startswith("s", mentions[0].end + 1)
        ):
            return None
        first, last = mentions[0], mentions[-1]
        role = self._text[first.end + 2 : last.start].split()
        is_role = bool(role) and all(word.islower() and word not in IRREGULAR_PAST_VERBS for word in role)
        return last.actor if is_role and last.end == end and self.get_kind(last.actor) is ActorKind.PERSON else None

    def _find_organization(self, noun: str, before: int) -> str | None:
        """Return the last mentioned actor whose name contains *noun*: "the ministry" after "the Defence Ministry"."""
        last = bisect_right(self._starts, before)
        for mention in reversed(self._mentions[max(0, last - _MAX_MENTIONS_BACK) : last]):
            if mention.actor is None:
                continue
            candidate = self._actors[mention.actor]
            names = set(candidate.name.casefold().split())
            if noun in names or (
                noun in TREATY_NOUNS and candidate.kind is ActorKind.DOCUMENT and names & TREATY_NOUNS
            ):
                return mention.actor
        return None

    def _find_by_surname(self, surname: str) -> str | None:
        candidates = self._surnames.get(surname, set())
        return next(iter(candidates)) if len(candidates) == 1 else None

    def is_compatible(self, pronoun: str, actor: str | None) -> bool:
        """Return whether *pronoun* may refer to *actor*."""
        kind = self.get_kind(actor)
        if kind is None or actor is None or kind not in _PRONOUN_KINDS.get(pronoun, frozenset()):
            return False
        return pronoun not in {"he", "she"} or self._pronoun.get(actor, pronoun) == pronoun

    def get_resolved_pronoun(self, start: int) -> str | None:
        """Return the actor to which the mentions resolve the pronoun at *start*, or None."""
        return self._resolved.get(start)

    def is_described_as(self, noun: str, actor: str | None) -> bool:
        """Return whether *noun* ("spokesperson") occurs in the description or a name of *actor*."""
        if actor not in self._actors:
            return False
        known_actor = self._actors[actor]
        description = " ".join((known_actor.description, known_actor.name, *known_actor.aliases)).casefold()
        return noun in _WORD.findall(description)


def is_one_person(phrase: str, demonym: str) -> bool:
    """Return whether *phrase* is a determiner and a *demonym* for one person: "the German", not "the French"."""
    words = phrase.split()
    return (
        len(words) == 1 + len(demonym.split())
        and words[0].lower() in DETERMINERS
        and not demonym.endswith(PLURAL_DEMONYM_ENDINGS)
    )


def _find_roles(text: str, mention: Mention) -> set[str]:
    """Return the roles and the age next to a person's name: “striker Ann Lee, 25, a native of Oslo”."""
    found: set[str] = set()
    before = WORDS_BEFORE_NAME.search(text, max(0, mention.start - _MAX_TITLES_CHARS), mention.start)
    for word in reversed(before[1].casefold().split() if before else ()):
        if word not in TITLE_WORDS and word not in EPITHET_NOUNS and not word.endswith(PERSON_NOUN_ENDINGS):
            break
        found.add(word)
    after = WORDS_AFTER_COMMA.match(text, mention.end, mention.end + _MAX_TITLES_CHARS)
    if after and after["age"]:
        found.add(f"{after['age']}-year-old")
    if after and after["role"]:
        found.add(after["role"].casefold().rpartition(" ")[2])
    return found


#: Confidence of a pronoun whose antecedent is the subject of its sentence, the subject of an earlier one, the last
#: speaker, a speaker some paragraphs before, or the only compatible actor of its sentence.
_AGREEMENT_CONFIDENCE = 0.95  # if the mentions resolve the pronoun to the same actor
(
    _SUBJECT_CONFIDENCE,
    _PREVIOUS_SUBJECT_CONFIDENCE,
    _LAST_SPEAKER_CONFIDENCE,
    _DISTANT_SPEAKER_CONFIDENCE,
    _ONLY_CANDIDATE_CONFIDENCE,
) = 0.9, 0.85, 0.9, 0.75, 0.7

#: Confidence of a description, such as “the manager”, of the only person so described, or of the last subject.
_DESCRIBED_CONFIDENCE, _EPITHET_CONFIDENCE = 0.8, 0.7

#: Maximum length of such a description, in tokens: “the home side's new manager”.
_MAX_DESCRIPTION_TOKENS = 6

#: Maximum distance of the last speaker, in paragraphs.
_MAX_SPEAKER_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class LastSpeaker:
    """
    The source of the last attributed words.

    Attributes:
        resolved: The source.
        paragraph: Number of their paragraph, counted over content zones.
        confidence: Confidence in [0, 1] that a quotation without a cue that follows has the same source.
    """

    resolved: ResolvedSource
    paragraph: int
    confidence: float


class DiscourseState:
    """The last speaker and the last subject of an article, updated frame by frame."""

    def __init__(self, speakers: SpeakerIndex) -> None:
        self._speakers = speakers
        self.last_speaker: LastSpeaker | None = None
        self._other_speaker: LastSpeaker | None = None  # the last one before, of another actor
        self._subject: str | None = None  # of the frames since the last speaker
        self._is_subject_unnamed = False  # whether the subject is an unnamed person
        self._subject_paragraph = 0
        self._subject_start = 0

    def record_speaker(self, speaker: LastSpeaker) -> None:
        """Store the last speaker and clear the last subject."""
        if self.last_speaker is not None and self.last_speaker.resolved.actor != speaker.resolved.actor:
            self._other_speaker = self.last_speaker
        self.last_speaker, self._subject, self._is_subject_unnamed = speaker, None, False

    def record_sentence(self, paragraph: int, start: int, frame: QuoteFrame) -> None:
        """Store the subject of a frame; *start* is the offset of its paragraph in the article."""
        if self.last_speaker and self.last_speaker.resolved.source[0] >= start + frame.start:
            return
        phrase = find_main_subject(frame.tokens)
        if phrase is None:
            return
        pronoun = frame.tokens[phrase.first].lower
        if pronoun in PRONOUNS:
            actor = self._find_antecedent(paragraph, start, frame, phrase, pronoun)[0]
        else:
            # "The minister summoned Ann Lee" is about the minister: a name after the phrase is someone else's.
            actor = self._speakers.find_opening_actor(
                start + frame.tokens[phrase.first].start, start + frame.tokens[phrase.last - 1].end
            )
            if actor is None and phrase.appositive:
                actor = self._speakers.resolve_phrase(_to_source_span(start, frame, phrase)).actor
            if actor is None and not phrase.appositive:
                actor = self._speakers.find_described_person(
                    start + frame.tokens[phrase.first].start, start + frame.tokens[phrase.core - 1].end
                )
            words = {token.lower for token in frame.tokens[phrase.first : phrase.core]}
            self._is_subject_unnamed = actor is None and not words.isdisjoint(SPEAKER_NOUNS)
        if actor is not None or self._is_subject_unnamed:
            self._subject, self._subject_paragraph = actor, paragraph
            self._subject_start = start + frame.tokens[phrase.first].start

    def has_other_subject(self, paragraph: int) -> bool:
        """Return whether a sentence of *paragraph* since the last speaker is about another person."""
        last = self.last_speaker.resolved.actor if self.last_speaker else None
        return self._subject_paragraph == paragraph and self.is_person(self._subject) and self._subject != last

    def resolve(self, paragraph: int, start: int, frame: QuoteFrame, phrase: NounPhrase) -> ResolvedSource:
        """Resolve *phrase* of *frame* by itself, else from the preceding text."""
        source_span = _to_source_span(start, frame, phrase)
        resolved = self._speakers.resolve_phrase(source_span)
        if resolved.actor is not None:
            return resolved
        word = frame.tokens[phrase.core - 1].lower
        if word in PRONOUNS:
            actor, confidence = self._find_antecedent(paragraph, start, frame, phrase, word)
            is_confirmed = actor is not None and actor == self._speakers.get_resolved_pronoun(source_span.start)
            return replace(
                resolved, actor=actor, confidence=max(confidence, _AGREEMENT_CONFIDENCE if is_confirmed else 0.0)
            )
        last = self.last_speaker
        if (
            last
            and paragraph - last.paragraph <= _MAX_SPEAKER_PARAGRAPHS
            and self._speakers.is_described_as(word, last.resolved.actor)
        ):
            return replace(resolved, actor=last.resolved.actor, confidence=_LAST_SPEAKER_CONFIDENCE)
        if frame.tokens[phrase.first].lower != "the" or phrase.core - phrase.first > _MAX_DESCRIPTION_TOKENS:
            return resolved
        actor = self._speakers.find_described(word, source_span.start)
        if actor is not None:
            return replace(resolved, actor=actor, confidence=_DESCRIBED_CONFIDENCE)
        return replace(
            resolved,
            actor=self._find_epithet(paragraph, source_span, frame.tokens[phrase.core - 1]),
            confidence=_EPITHET_CONFIDENCE,
        )

    def _find_epithet(self, paragraph: int, source_span: SourceSpan, head: QuoteToken) -> str | None:
        """
        Return the person that “the German” or “the 31-year-old” is: the last subject, if nobody else is named.

        An age is also that of the only person named nearby: “They sacked Ann Lee. ‘It hurts,’ said the 48-year-old.”
        """
        if not (head.is_capital or head.lower in EPITHET_NOUNS or head.lower.endswith("-year-old")):
            return None
        actor, since = self._subject, self._subject_start
        if actor is None and self.last_speaker is not None and not self._is_subject_unnamed:
            actor, since = self.last_speaker.resolved.actor, self.last_speaker.resolved.source[0]
            if paragraph - self.last_speaker.paragraph > 1:
                actor = None
        elif actor is not None and paragraph - self._subject_paragraph > 1:
            actor = None
        if head.lower.endswith("-year-old") and not self.is_person(actor) and not self._is_subject_unnamed:
            since = max(source_span.start - _MAX_CANDIDATE_DISTANCE_CHARS, 0)
            nearby = self._speakers.find_people(since, source_span.start)
            actor = next(iter(nearby)) if len(nearby) == 1 else None
        if actor is None or self._speakers.find_people(since, source_span.start) - {actor}:
            return None
        pronoun = "she" if head.lower in FEMALE_EPITHETS else "he" if head.lower in MALE_EPITHETS else ""
        is_person = self._speakers.get_kind(actor) is ActorKind.PERSON
        return actor if is_person and (not pronoun or self._speakers.is_compatible(pronoun, actor)) else None

    def is_person(self, actor: str | None) -> bool:
        """Return whether *actor* is a person."""
        return self._speakers.get_kind(actor) is ActorKind.PERSON

    def _find_antecedent(
        self, paragraph: int, start: int, frame: QuoteFrame, phrase: NounPhrase, word: str
    ) -> tuple[str | None, float]:
        speakers, last = self._speakers, self.last_speaker
        main_subject = find_main_subject(frame.tokens)
        if main_subject is not None and main_subject.last <= phrase.first:
            actor = speakers.resolve_phrase(_to_source_span(start, frame, main_subject)).actor
            if speakers.is_compatible(word, actor):
                return actor, _SUBJECT_CONFIDENCE
        if self._subject and paragraph - self._subject_paragraph <= 1 and speakers.is_compatible(word, self._subject):
            return self._subject, _PREVIOUS_SUBJECT_CONFIDENCE
        if self._is_subject_unnamed and word in {"he", "she"}:
            return None, 0.0
        if (
            last
            and paragraph - last.paragraph <= _MAX_SPEAKER_PARAGRAPHS
            and speakers.is_compatible(word, last.resolved.actor)
        ):
            return (
                last.resolved.actor,
                _LAST_SPEAKER_CONFIDENCE if paragraph - last.paragraph <= 1 else _DISTANT_SPEAKER_CONFIDENCE,
            )
        other = self._other_speaker
        if (
            other
            and word in {"he", "she"}
            and paragraph - other.paragraph <= _MAX_SPEAKER_PARAGRAPHS
            and speakers.is_compatible(word, other.resolved.actor)
            and last
            and self.is_person(last.resolved.actor)
        ):  # in a dialogue, where the pronoun cannot be the last speaker
            return other.resolved.actor, _DISTANT_SPEAKER_CONFIDENCE
        candidates = {
            mention.actor
            for mention in speakers.find_mentions(
                start + max(frame.start, frame.tokens[phrase.first].start - _MAX_CANDIDATE_DISTANCE_CHARS),
                start + frame.tokens[phrase.first].start,
            )[-_MAX_CANDIDATES:]
            if speakers.is_compatible(word, mention.actor) and _is_candidate(frame, mention.start - start)
        }
        return (candidates.pop(), _ONLY_CANDIDATE_CONFIDENCE) if len(candidates) == 1 else (None, 0.0)


def _is_candidate(frame: QuoteFrame, offset: int) -> bool:
    """Return whether a name at *offset* may be the antecedent of a pronoun: not quoted, and no mere companion."""
    tokens = frame.tokens
    at = bisect_right(tokens, offset, key=lambda token: token.start) - 1
    if at >= 0 and tokens[at].quoted and offset < tokens[at].end:
        return False
    at = bisect_left(tokens, offset, key=lambda token: token.start) - 1
    floor = max(at - _MAX_NAME_TOKENS, -1)
    while at > floor and not _is_outside_name(tokens[at]):
        at -= 1
    return at == floor or tokens[at].lower not in COMPANION_PREPOSITIONS


def _is_outside_name(token: QuoteToken) -> bool:
    """Return whether a word before a name is no title or name: “With | Lee”, but not “with President | Lee”."""
    return not token.is_capital or token.lower in COMPANION_PREPOSITIONS


def _to_source_span(start: int, frame: QuoteFrame, phrase: NounPhrase) -> SourceSpan:
    tokens = frame.tokens
    appositive = phrase.appositive
    return SourceSpan(
        start + tokens[phrase.first].start,
        start + tokens[phrase.core - 1].end,
        start + tokens[phrase.last - 1].end,
        appositive and (start + tokens[appositive[0]].start, start + tokens[appositive[1] - 1].end),
    )
