"""Resolve the source of a quotation to an actor, including pronouns and descriptions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.languages.en.nouns import DOCUMENT_NOUNS, GENDERED_NOUN, ORGANIZATION_NOUNS, SPEAKER_NOUNS, TREATY_NOUNS
from corpus.languages.en.people import FEMALE_FIRST_NAMES, FEMALE_TITLES, MALE_FIRST_NAMES, TITLE_BEFORE_NAME
from corpus.languages.en.places import HOME_PREPOSITION
from corpus.languages.en.pronouns import PRONOUNS
from corpus.languages.en.vocabulary import COMPANION_PREPOSITIONS, TITLE_BARRIER
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
_WORD = re.compile(r"\w+")

#: Maximum length of a mention that overlaps a source, in code points.
_MAX_MENTION_CHARS = 160

#: Maximum length of the titles before a name, in code points.
_MAX_TITLES_CHARS = 60

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
        known = sorted((m for m in mentions if m.actor in self._actors), key=lambda m: (m.start, -m.end))
        self._mentions = [m for m in known if m.kind is not MentionKind.PRONOUN]
        self._resolved = {m.start: m.actor for m in known if m.kind is MentionKind.PRONOUN}
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
            told = infer_pronoun_from_name(actor.name, actor.description) if actor.kind is ActorKind.PERSON else None
            if told:
                found[actor.id] = told
        return found

    def get_kind(self, actor: str | None) -> ActorKind | None:
        """Return the kind of *actor*, or None if it is unknown."""
        return self._actors[actor].kind if actor in self._actors else None

    def find_mentions(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that overlap ``[start, end)``, in order."""
        first = bisect_left(self._starts, start - _MAX_MENTION_CHARS)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end > start]

    def resolve_phrase(self, words: SourceSpan) -> ResolvedSource:
        """Resolve a noun phrase by the mentions in it, else by its head noun."""
        span = (words.start, words.end)
        mentions = self.find_mentions(words.start, words.appositive[1] if words.appositive else words.end)
        heads = [m for m in mentions if m.start < words.core <= m.end and m.start >= words.start - 4]
        pair = len(mentions) > 1 and " and " in self._text[words.start : words.core]
        if pair:  # the source is the pair, or nobody
            heads = [m for m in heads if m.start <= words.start + 4]
        if pair and not heads:
            return ResolvedSource(None, span, 0.0)
        if heads:
            best = max(heads, key=lambda m: (m.end - m.start, m.kind is MentionKind.NAME))
            home = HOME_PREPOSITION.search(self._text[words.start : best.start])
            if home:  # “Ann Lee of | Norway” is not Norway
                owners = [m for m in mentions if m.end == words.start + home.start()]
                if not owners:
                    return ResolvedSource(None, span, 0.0)
                best = owners[0]
            return ResolvedSource(best.actor, span, 0.75 if best.kind is MentionKind.DEMONYM else 1.0)
        return self._resolve_by_noun(words, mentions)

    def find_opening_actor(self, start: int, end: int) -> str | None:
        """Return the actor whose mention opens a clause, ignoring titles: “| President Ann Lee left the hall”."""
        mention = next(iter(self.find_mentions(start, min(end, start + _MAX_TITLES_CHARS))), None)
        if mention is None or TITLE_BARRIER.search(self._text, start, mention.start) or mention.start < start - 4:
            return None
        return None if self._text.startswith(("'s", "’s"), mention.end) else mention.actor

    def _resolve_by_noun(self, words: SourceSpan, mentions: list[Mention]) -> ResolvedSource:
        span = (words.start, words.end)
        core = _WORD.findall(self._text[words.start : words.core])
        head = core[-1].casefold() if core else ""
        if words.appositive and not core[-1:][0][:1].isupper():
            inside = [m for m in mentions if m.start - words.appositive[0] < 3 and m.start >= words.appositive[0]]
            if inside and self.get_kind(inside[0].actor) is ActorKind.PERSON:
                return ResolvedSource(inside[0].actor, (words.start, inside[0].end), 0.95)
        if head in DOCUMENT_NOUNS:
            owners = [m for m in mentions if m.start >= words.start and m.end <= words.end]
            return ResolvedSource(owners[0].actor if owners else None, span, 0.7)
        papers = [m for m in mentions if self.get_kind(m.actor) is ActorKind.DOCUMENT and m.end <= words.end]
        if papers:  # “the Charter's Article 51”
            return ResolvedSource(papers[-1].actor, span, 0.9)
        if head in ORGANIZATION_NOUNS:
            return ResolvedSource(self._find_organization(head, words.start), span, 0.7)
        if core and core[-1][:1].isupper():
            return ResolvedSource(self._find_by_surname(core[-1]), span, 0.85)
        return ResolvedSource(None, span, 0.0)

    def _find_organization(self, noun: str, before: int) -> str | None:
        """Return the last mentioned actor whose name contains *noun*: "the ministry" after "the Defence Ministry"."""
        last = bisect_right(self._starts, before)
        for mention in reversed(self._mentions[max(0, last - _MAX_MENTIONS_BACK) : last]):
            if mention.actor is None:
                continue
            known = self._actors[mention.actor]
            names = set(known.name.casefold().split())
            if noun in names or (noun in TREATY_NOUNS and known.kind is ActorKind.DOCUMENT and names & TREATY_NOUNS):
                return mention.actor
        return None

    def _find_by_surname(self, surname: str) -> str | None:
        fitting = self._surnames.get(surname, set())
        return next(iter(fitting)) if len(fitting) == 1 else None

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
        known = self._actors[actor]
        told = " ".join((known.description, known.name, *known.aliases)).casefold()
        return noun in _WORD.findall(told)


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

#: Maximum distance of the last speaker, in paragraphs.
_MAX_SPEAKER_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class LastSpeaker:
    """
    The source of the last attributed words.

    Attributes:
        named: The source.
        paragraph: Number of their paragraph, counted over content zones.
        sure: Confidence in [0, 1] that a quotation without a cue that follows has the same source.
    """

    named: ResolvedSource
    paragraph: int
    sure: float


class DiscourseState:
    """The last speaker and the last subject of an article, updated frame by frame."""

    def __init__(self, speakers: SpeakerIndex) -> None:
        self._speakers = speakers
        self.last: LastSpeaker | None = None
        self._subject: str | None = None  # of the frames since the last speaker
        self._stranger = False  # whether the subject is an unnamed person
        self._paragraph = 0

    def record_speaker(self, said: LastSpeaker) -> None:
        """Store the last speaker and clear the last subject."""
        self.last, self._subject, self._stranger = said, None, False

    def record_sentence(self, paragraph: int, start: int, frame: QuoteFrame) -> None:
        """Store the subject of a frame; *start* is the offset of its paragraph in the article."""
        if self.last and self.last.named.source[0] >= start + frame.start:
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
            words = {token.lower for token in frame.tokens[phrase.first : phrase.core]}
            self._stranger = actor is None and not words.isdisjoint(SPEAKER_NOUNS)
        if actor is not None or self._stranger:
            self._subject, self._paragraph = actor, paragraph

    def resolve(self, paragraph: int, start: int, frame: QuoteFrame, phrase: NounPhrase) -> ResolvedSource:
        """Resolve *phrase* of *frame* by itself, else from the preceding text."""
        words = _to_source_span(start, frame, phrase)
        named = self._speakers.resolve_phrase(words)
        if named.actor is not None:
            return named
        word = frame.tokens[phrase.core - 1].lower
        if word in PRONOUNS:
            actor, sure = self._find_antecedent(paragraph, start, frame, phrase, word)
            agreed = actor is not None and actor == self._speakers.get_resolved_pronoun(words.start)
            return replace(named, actor=actor, confidence=max(sure, _AGREEMENT_CONFIDENCE if agreed else 0.0))
        last = self.last
        if (
            last
            and paragraph - last.paragraph <= _MAX_SPEAKER_PARAGRAPHS
            and self._speakers.is_described_as(word, last.named.actor)
        ):
            return replace(named, actor=last.named.actor, confidence=_LAST_SPEAKER_CONFIDENCE)
        return named

    def _find_antecedent(
        self, paragraph: int, start: int, frame: QuoteFrame, phrase: NounPhrase, word: str
    ) -> tuple[str | None, float]:
        speakers, last = self._speakers, self.last
        own = find_main_subject(frame.tokens)
        if own is not None and own.last <= phrase.first:
            actor = speakers.resolve_phrase(_to_source_span(start, frame, own)).actor
            if speakers.is_compatible(word, actor):
                return actor, _SUBJECT_CONFIDENCE
        if self._subject and paragraph - self._paragraph <= 1 and speakers.is_compatible(word, self._subject):
            return self._subject, _PREVIOUS_SUBJECT_CONFIDENCE
        if self._stranger and word in {"he", "she"}:
            return None, 0.0
        if (
            last
            and paragraph - last.paragraph <= _MAX_SPEAKER_PARAGRAPHS
            and speakers.is_compatible(word, last.named.actor)
        ):
            return (
                last.named.actor,
                _LAST_SPEAKER_CONFIDENCE if paragraph - last.paragraph <= 1 else _DISTANT_SPEAKER_CONFIDENCE,
            )
        fitting = {
            mention.actor
            for mention in speakers.find_mentions(start + frame.start, start + frame.tokens[phrase.first].start)
            if speakers.is_compatible(word, mention.actor) and _is_candidate(frame, mention.start - start)
        }
        return (fitting.pop(), _ONLY_CANDIDATE_CONFIDENCE) if len(fitting) == 1 else (None, 0.0)


def _is_candidate(frame: QuoteFrame, offset: int) -> bool:
    """Return whether a name at *offset* may be the antecedent of a pronoun: not quoted, and no mere companion."""
    if any(frame.tokens[at].start <= offset < frame.tokens[at].end for at in frame.quotes):
        return False
    before = [token.lower for token in frame.tokens if token.end <= offset and _is_outside_name(token)]
    return not before or before[-1] not in COMPANION_PREPOSITIONS


def _is_outside_name(token: QuoteToken) -> bool:
    """Return whether a word before a name is no title or name: “With | Lee”, but not “with President | Lee”."""
    return not token.is_capital or token.lower in COMPANION_PREPOSITIONS


def _to_source_span(start: int, frame: QuoteFrame, phrase: NounPhrase) -> SourceSpan:
    tokens = frame.tokens
    beside = phrase.appositive
    return SourceSpan(
        start + tokens[phrase.first].start,
        start + tokens[phrase.core - 1].end,
        start + tokens[phrase.last - 1].end,
        beside and (start + tokens[beside[0]].start, start + tokens[beside[1] - 1].end),
    )
