"""Extract the quotations of an article and attribute each to a speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.models import CONTENT_ZONES, Actor, Mention, Quotation, QuotationKind, Sentence
from corpus.quotes.attribution import DiscourseState, LastSpeaker, ResolvedSource, SpeakerIndex
from corpus.quotes.cue_matcher import Cue, CueMatch, choose_cue, filter_cues, find_cues, is_second_hand
from corpus.quotes.marks import QuotedSpan, find_quoted_spans
from corpus.quotes.reported_speech import find_reported_speech
from corpus.quotes.subjects import SubjectPosition, find_credit, find_introduced_source, find_main_subject
from corpus.quotes.tokenizer import QuoteFrame, split_frames

#: Minimum confidence of a speaker: no attribution is better than a wrong one.
MIN_SPEAKER_CONFIDENCE = 0.5

#: How often the subject of the cue is the source, by the pattern of the cue (measured by benchmarks/quotations.py).
_PATTERN_CONFIDENCE = {
    "follows": 0.97,
    "adjacent": 0.94,
    "colon": 0.9,
    "introduced": 0.84,
    "near": 0.8,
    "abuts": 0.7,
    "listed": 0.8,
    "trails": 0.75,
    "earlier": 0.55,
    "reported": 0.9,
    "message": 0.8,
}

#: Highest confidence of a cue that shares its subject with another: “left early, calling it ‘a shame’”.
_SHARED_SUBJECT_CONFIDENCE = 0.8

#: How often a quotation without a cue has the speaker of the one before it: in the same paragraph, in the next one, and
#: in the next one where the one before has no closing mark.
_CONTINUED_CONFIDENCE, _NEXT_PARAGRAPH_CONFIDENCE, _OPEN_CONFIDENCE = 0.98, 0.85, 0.95

#: Factor for words that one source relays from another, which may be either's: “Lee said, according to the mission”.
_SECOND_HAND_FACTOR = 0.85

#: How often the name in a line below a quotation is its source, with and without a dash before it.
_DASH_CREDIT_CONFIDENCE, _PLAIN_CREDIT_CONFIDENCE = 0.9, 0.7

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuotationDraft:
    """
    A quotation before its speaker may be filled in from the next paragraph.

    Attributes:
        span: Its span in the article.
        kind: Direct, partial or reported.
        resolved: Its source, or None.
        cue: Span of its cue, or None.
        paragraph: Number of its paragraph, counted over content zones.
        is_open: Whether it has no closing mark.
        is_bare: Whether its sentence holds no other words.
    """

    span: Span
    kind: QuotationKind
    resolved: ResolvedSource | None
    cue: Span | None
    paragraph: int
    is_open: bool
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """
    A line that holds nothing else than the source of the quotation before it.

    Attributes:
        start: Its first code point in the article.
        paragraph: Number of its paragraph, counted over content zones.
        resolved: The source.
    """

    start: int
    paragraph: int
    resolved: ResolvedSource


def extract_quotations(
    text: str, sentences: Iterable[Sentence], mentions: Sequence[Mention], actors: Sequence[Actor]
) -> tuple[Quotation, ...]:
    """
    Extract the quotations of an article and their speakers.

    Args:
        text: The article's text; offsets are code points of it.
        sentences: Its sentences, in order; only those in content zones are searched.
        mentions: The mentions of its actors, including nominals and pronouns.
        actors: The actors that they name.

    Returns:
        Quotations in order. The speaker is None if its confidence is below ``MIN_SPEAKER_CONFIDENCE``.

    References:
        Newell, Margolin & Ruths (2018), An Attribution Relations Corpus for Political News, LREC.
        O'Keefe et al. (2012), A Sequence Labelling Approach to Quote Attribution, EMNLP.
    """
    content_sentences = (sentence for sentence in sentences if sentence.zone in CONTENT_ZONES)
    reader = _QuotationReader(text, SpeakerIndex(text, mentions, actors))
    drafts: list[QuotationDraft] = []
    for number, (_, group) in enumerate(groupby(content_sentences, key=lambda s: (s.paragraph, s.zone))):
        drafts.extend(reader.read(number, list(group)))
    return tuple(_build_quotation(text, draft) for draft in _backfill_speakers(_apply_credits(drafts, reader.credits)))


def _apply_credits(drafts: list[QuotationDraft], found_credits: Sequence[Credit]) -> list[QuotationDraft]:
    """Attribute a quotation that stands alone, with the paragraphs it continues, to the name in the line below it."""
    for credit in found_credits:
        at = bisect_left(drafts, credit.start, key=lambda draft: draft.span[0]) - 1
        paragraph = credit.paragraph
        while at >= 0 and drafts[at].is_bare and 0 <= paragraph - drafts[at].paragraph <= 1:
            drafts[at], paragraph = replace(drafts[at], resolved=credit.resolved), drafts[at].paragraph
            at -= 1
            if at >= 0 and not drafts[at].is_open:
                break
    return drafts


def _backfill_speakers(drafts: list[QuotationDraft]) -> list[QuotationDraft]:
    """Attribute a quotation left open to the source that is named in the next paragraph, which continues it."""
    for at in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[at], drafts[at + 1]
        if draft.cue is None and draft.is_open and following.resolved and following.paragraph == draft.paragraph + 1:
            resolved = following.resolved
            drafts[at] = replace(
                draft, resolved=ResolvedSource(resolved.actor, resolved.source, resolved.confidence * 0.95)
            )
    return drafts


def _build_quotation(text: str, draft: QuotationDraft) -> Quotation:
    start, end = draft.span
    resolved = draft.resolved
    if resolved is None:
        return Quotation(start, end, text[start:end], draft.kind, None, draft.cue)
    confidence = round(resolved.confidence, 3) if resolved.actor else 0.0
    speaker = resolved.actor if confidence >= MIN_SPEAKER_CONFIDENCE else None
    return Quotation(start, end, text[start:end], draft.kind, speaker, draft.cue, resolved.source, confidence)


class _QuotationReader:
    """Reads paragraphs in order and keeps track of the last speaker."""

    def __init__(self, text: str, speakers: SpeakerIndex) -> None:
        self._text, self._discourse = text, DiscourseState(speakers)
        self._last_bare: int | None = None  # paragraph of the last sentence that is a quotation without other words
        self.credits: list[Credit] = []

    def read(self, number: int, sentences: list[Sentence]) -> Iterator[QuotationDraft]:
        """Yield the quotations of one paragraph."""
        start, end = sentences[0].start, sentences[-1].end
        block = self._text[start:end]
        stops = [sentence.end - start for sentence in sentences]
        for frame in split_frames(block, stops, find_quoted_spans(block, stops)):
            if not frame.quotes and self._read_credit(number, start, frame):
                continue
            cues = filter_cues(find_cues(frame.tokens))
            drafts = [self._build_draft(number, start, frame, cues, at) for at in frame.quotes]
            drafts.extend(self._read_reported_speech(number, start, frame, cues, {draft.cue for draft in drafts}))
            yield from sorted(drafts, key=lambda draft: draft.span)
            self._record_lead_in(number, start, frame, cues)
            self._discourse.record_sentence(number, start, frame)

    def _read_credit(self, number: int, start: int, frame: QuoteFrame) -> bool:
        """Record the source in a line below a quotation, and return whether the frame is such a line."""
        last = self._last_bare
        credit = find_credit(frame.tokens) if last is not None and 0 <= number - last <= 1 else None
        if credit is None:
            return False
        name, has_dash = credit
        resolved = self._discourse.resolve(number, start, frame, name)
        if not has_dash and not self._discourse.is_person(resolved.actor):
            return False
        confidence = _DASH_CREDIT_CONFIDENCE if has_dash else _PLAIN_CREDIT_CONFIDENCE
        resolved = replace(resolved, confidence=resolved.confidence * confidence)
        self._last_bare = None
        self.credits.append(Credit(start + frame.start, number, resolved))
        self._discourse.record_speaker(LastSpeaker(resolved, number, 0.75))
        return True

    def _read_reported_speech(
        self, number: int, start: int, frame: QuoteFrame, cues: list[Cue], used: set[Span | None]
    ) -> Iterator[QuotationDraft]:
        """Yield speech that is reported without quotation marks, only if its speaker is known."""
        for cue, (first, last) in find_reported_speech(frame, cues):
            cue_span = (start + frame.tokens[cue.first].start, start + frame.tokens[cue.last - 1].end)
            if cue.subject is None or cue_span in used:
                continue
            named = self._discourse.resolve(number, start, frame, cue.subject)
            if named.actor is not None:
                resolved = replace(named, confidence=named.confidence * _PATTERN_CONFIDENCE["reported"])
                yield QuotationDraft(
                    (start + first, start + last), QuotationKind.REPORTED, resolved, cue_span, number, False
                )

    def _record_lead_in(self, number: int, start: int, frame: QuoteFrame, cues: list[Cue]) -> None:
        """Record the speaker that a frame introduces for the next one: “The minister went on:”."""
        if not frame.tokens or frame.tokens[-1].quoted:
            return
        colon = frame.tokens[-1].text == ":"
        speech_cues = [cue for cue in cues if colon or cue.is_speech_verb]
        subject = speech_cues[-1].subject if speech_cues else None
        introduced = find_introduced_source(frame.tokens) if colon and not frame.quotes else None
        if introduced is not None:
            subject = introduced
        elif colon and not speech_cues:
            subject = find_main_subject(frame.tokens)
        if subject is None or (frame.quotes and not colon):
            return
        self._discourse.record_speaker(
            LastSpeaker(
                self._discourse.resolve(number, start, frame, subject),
                number,
                0.93 if colon and (speech_cues or introduced) else 0.75,
            )
        )

    def _build_draft(self, number: int, start: int, frame: QuoteFrame, cues: list[Cue], at: int) -> QuotationDraft:
        span = frame.tokens[at].quoted or QuotedSpan(0, 0, 0, 0)
        article_span = (start + span.start, start + span.end)
        kind = _classify_quotation(self._text[slice(*article_span)])
        choice = choose_cue(frame, at, cues)
        self._last_bare = number if frame.is_bare else None
        cue: Span | None = None
        resolved: ResolvedSource | None = None
        if choice is None or choice.cue.subject is None:
            resolved = self._attribute_to_last_speaker(number, frame, kind)
        else:
            cue = (start + frame.tokens[choice.cue.first].start, start + frame.tokens[choice.cue.last - 1].end)
            resolved = self._discourse.resolve(number, start, frame, choice.cue.subject)
            resolved = replace(resolved, confidence=resolved.confidence * _rate_cue(choice, frame, cues))
        if resolved is not None:
            self._discourse.record_speaker(
                LastSpeaker(resolved, number, _CONTINUED_CONFIDENCE if span.closed else _OPEN_CONFIDENCE)
            )
        return QuotationDraft(article_span, kind, resolved, cue, number, not span.closed, frame.is_bare)

    def _attribute_to_last_speaker(self, number: int, frame: QuoteFrame, kind: QuotationKind) -> ResolvedSource | None:
        """Attribute a direct quotation without a cue to the last speaker, if its frame contains no other words."""
        last = self._discourse.last_speaker
        if last is None or kind is not QuotationKind.DIRECT or not frame.is_bare or number - last.paragraph > 1:
            return None
        if number != last.paragraph and self._discourse.has_other_subject(number):
            return None  # “Ann Lee turned to the crew.” stands between them
        confidence = last.confidence
        if confidence == _CONTINUED_CONFIDENCE and number != last.paragraph:
            confidence = _NEXT_PARAGRAPH_CONFIDENCE
        return replace(last.resolved, confidence=last.resolved.confidence * confidence)


def _rate_cue(choice: CueMatch, frame: QuoteFrame, cues: Sequence[Cue]) -> float:
    """Return the confidence that the subject of a cue is the source of the quotation it was chosen for."""
    confidence = _PATTERN_CONFIDENCE[choice.pattern]
    if choice.cue.order is SubjectPosition.SHARED:
        confidence = min(confidence, _SHARED_SUBJECT_CONFIDENCE)
    return confidence * (_SECOND_HAND_FACTOR if is_second_hand(frame.tokens, choice.cue, cues) else 1.0)


def _classify_quotation(text: str) -> QuotationKind:
    """Return DIRECT for a whole clause, which begins with a capital letter or a digit, and PARTIAL for a fragment."""
    first = next((letter for letter in text if letter.isalnum()), "")
    is_clause = (first.isupper() or first.isdigit()) and (len(text.split()) >= 3 or text.rstrip()[-1:] in ".,!?…")
    return QuotationKind.DIRECT if is_clause else QuotationKind.PARTIAL
