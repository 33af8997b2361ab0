"""Extract the quotations of an article and attribute each to a speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.models import CONTENT_ZONES, Actor, Mention, Quotation, QuotationKind, Sentence
from corpus.quotes.attribution import DiscourseState, LastSpeaker, ResolvedSource, SpeakerIndex
from corpus.quotes.cue_matcher import Cue, choose_cue, filter_cues, find_cues
from corpus.quotes.marks import QuotedSpan, find_quoted_spans
from corpus.quotes.reported_speech import find_reported_speech
from corpus.quotes.subjects import find_main_subject
from corpus.quotes.tokenizer import QuoteFrame, split_frames

#: Minimum confidence of a speaker: no attribution is better than a wrong one.
MIN_SPEAKER_CONFIDENCE = 0.5

#: How often the subject of the cue is the source, by the pattern of the cue (measured by benchmarks/quotations.py).
_PATTERN_CONFIDENCE = {
    "follows": 0.97,
    "adjacent": 0.95,
    "colon": 0.9,
    "introduced": 0.9,
    "near": 0.8,
    "abuts": 0.7,
    "listed": 0.8,
    "trails": 0.75,
    "earlier": 0.55,
    "reported": 0.9,
}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuotationDraft:
    """
    A quotation before its speaker may be filled in from the next paragraph.

    Attributes:
        span: Its span in the article.
        kind: Direct, partial or reported.
        named: Its source, or None.
        cue: Span of its cue, or None.
        paragraph: Number of its paragraph, counted over content zones.
        open: Whether it has no closing mark.
    """

    span: Span
    kind: QuotationKind
    resolved: ResolvedSource | None
    cue: Span | None
    paragraph: int
    is_open: bool


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
    return tuple(_build_quotation(text, draft) for draft in _backfill_speakers(drafts))


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

    def read(self, number: int, sentences: list[Sentence]) -> Iterator[QuotationDraft]:
        """Yield the quotations of one paragraph."""
        start, end = sentences[0].start, sentences[-1].end
        block = self._text[start:end]
        stops = [sentence.end - start for sentence in sentences]
        for frame in split_frames(block, stops, find_quoted_spans(block, stops)):
            cues = filter_cues(find_cues(frame.tokens))
            drafts = [self._build_draft(number, start, frame, cues, at) for at in frame.quotes]
            drafts.extend(self._read_reported_speech(number, start, frame, cues, {draft.cue for draft in drafts}))
            yield from sorted(drafts, key=lambda draft: draft.span)
            self._record_lead_in(number, start, frame, cues)
            self._discourse.record_sentence(number, start, frame)

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
        subject = speech_cues[-1].subject if speech_cues else find_main_subject(frame.tokens) if colon else None
        if subject is None or (frame.quotes and not colon):
            return
        self._discourse.record_speaker(
            LastSpeaker(
                self._discourse.resolve(number, start, frame, subject), number, 0.93 if colon and speech_cues else 0.75
            )
        )

    def _build_draft(self, number: int, start: int, frame: QuoteFrame, cues: list[Cue], at: int) -> QuotationDraft:
        span = frame.tokens[at].quoted or QuotedSpan(0, 0, 0, 0)
        article_span = (start + span.start, start + span.end)
        kind = _classify_quotation(self._text[slice(*article_span)])
        choice = choose_cue(frame, at, cues)
        cue: Span | None = None
        resolved: ResolvedSource | None = None
        if choice is None or choice.cue.subject is None:
            resolved = self._attribute_to_last_speaker(number, frame, kind)
        else:
            cue = (start + frame.tokens[choice.cue.first].start, start + frame.tokens[choice.cue.last - 1].end)
            resolved = self._discourse.resolve(number, start, frame, choice.cue.subject)
            resolved = replace(resolved, confidence=resolved.confidence * _PATTERN_CONFIDENCE[choice.pattern])
        if resolved is not None:
            self._discourse.record_speaker(LastSpeaker(resolved, number, 0.95 if not span.closed else 0.9))
        return QuotationDraft(article_span, kind, resolved, cue, number, not span.closed)

    def _attribute_to_last_speaker(self, number: int, frame: QuoteFrame, kind: QuotationKind) -> ResolvedSource | None:
        """Attribute a direct quotation without a cue to the last speaker, if its frame contains no other words."""
        last = self._discourse.last_speaker
        if last is None or kind is not QuotationKind.DIRECT or not frame.is_bare or number - last.paragraph > 1:
            return None
        confidence = last.confidence if last.confidence != 0.9 or number == last.paragraph else 0.85
        return replace(last.resolved, confidence=last.resolved.confidence * confidence)


def _classify_quotation(text: str) -> QuotationKind:
    """Return DIRECT for a whole clause, which begins with a capital letter or a digit, and PARTIAL for a fragment."""
    first = next((letter for letter in text if letter.isalnum()), "")
    is_clause = (first.isupper() or first.isdigit()) and (len(text.split()) >= 3 or text.rstrip()[-1:] in ".,!?…")
    return QuotationKind.DIRECT if is_clause else QuotationKind.PARTIAL
