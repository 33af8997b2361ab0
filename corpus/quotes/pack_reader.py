"""Extract the quotations of an article in another language and attribute those whose speaker stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from corpus.languages.pack import Ability, LanguagePack, Level
from corpus.models import CONTENT_ZONES, Mention, Quotation, QuotationKind, Sentence
from corpus.quotes.marks import QuotedSpan, find_quoted_spans

#: Code points before and behind a quotation in which its speaker and the verb of saying stand.
_MAX_DISTANCE = 160
#: How surely the actor beside the verb of saying is the speaker: behind the quotation, before it, and before a colon.
_AFTER_CONFIDENCE, _BEFORE_CONFIDENCE, _COLON_CONFIDENCE = 0.85, 0.8, 0.75
#: Words, or characters in a script without spaces, from which a quotation is a clause of its own.
_MIN_CLAUSE_WORDS, _MIN_CLAUSE_CHARACTERS = 3, 8
_STOP = re.compile(r"[.!?。！？؟](?=\s|$)|[。！？]")
_VERB_FINAL_LANGUAGES = frozenset({"ko", "ja", "zh"})

Span = tuple[int, int]


def extract_pack_quotations(
    text: str, sentences: Iterable[Sentence], mentions: Sequence[Mention], pack: LanguagePack | None
) -> tuple[Quotation, ...]:
    """
    Extract the quotations of an article, with the speakers that stand beside them with a verb of saying.

    Args:
        text: The article's text.
        sentences: Its sentences, in order.
        mentions: The mentions of actors that can speak.
        pack: The pack of its language, or None; without one, or if it reads no speakers, none is named.
    """
    found: list[Quotation] = []
    content = (sentence for sentence in sentences if sentence.zone in CONTENT_ZONES)
    for _, group in groupby(content, key=lambda one: (one.paragraph, one.zone)):
        members = list(group)
        start, end = members[0].start, members[-1].end
        block = text[start:end]
        spans = [one for one in find_quoted_spans(block, [one.end - start for one in members]) if one.end > one.start]
        found += _read_paragraph(block, start, spans, mentions, pack)
    return tuple(found)


def _read_paragraph(
    block: str, start: int, spans: Sequence[QuotedSpan], mentions: Sequence[Mention], pack: LanguagePack | None
) -> Iterator[Quotation]:
    last: tuple[str, float] | None = None
    for number, span in enumerate(spans):
        words = block[span.start : span.end].strip()
        if not words:
            continue
        lead = len(block[span.start : span.end]) - len(block[span.start : span.end].lstrip())
        first = start + span.start + lead
        kind = _classify(words, pack)
        speaker, cue, source, confidence = None, None, None, 0.0
        if pack and pack.get_level(Ability.SPEAKERS) is not Level.NONE:
            resolved = _find_speaker(block, start, spans, number, mentions, pack)
            if resolved:
                speaker, cue, source, confidence = resolved
                last = (speaker, confidence)
            elif last and kind is QuotationKind.DIRECT and span.outer_start - spans[number - 1].outer_end <= 3:
                speaker, confidence = last
        yield Quotation(first, first + len(words), words, kind, speaker, cue, source, confidence)


def _classify(words: str, pack: LanguagePack | None) -> QuotationKind:
    if pack and not pack.is_spaced:
        is_clause = len(words) >= _MIN_CLAUSE_CHARACTERS
    else:
        first = next((letter for letter in words if letter.isalnum()), "")
        is_clause = len(words.split()) >= _MIN_CLAUSE_WORDS and not first.islower()
    return QuotationKind.DIRECT if is_clause else QuotationKind.PARTIAL


def _find_speaker(
    block: str, start: int, spans: Sequence[QuotedSpan], number: int, mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[str, Span, Span, float] | None:
    """Return speaker, span of the cue, span of the name and confidence, or None if nobody stands beside the words."""
    span = spans[number]
    after = _get_after(block, span, spans[number + 1].outer_start if number + 1 < len(spans) else len(block))
    before = _get_before(block, span, spans[number - 1].outer_end if number else 0)
    windows = [(after, _AFTER_CONFIDENCE, False), (before, _BEFORE_CONFIDENCE, True)]
    if pack.code in _VERB_FINAL_LANGUAGES:
        windows.reverse()
    cues = {window: _find_cue(block, window, pack) for window, _, _ in windows}
    for window, confidence, takes_last in windows:
        cue = cues[window]
        if pack.code in _VERB_FINAL_LANGUAGES:
            cue = cue or next((other for other in cues.values() if other), None)
        if cue is None and takes_last and block[window[0] : window[1]].rstrip()[-1:] in {":", "："}:
            cue, confidence = (window[1] - 1, window[1]), _COLON_CONFIDENCE  # noqa: PLW2901
        named = [one for one in mentions if window[0] <= one.start - start < window[1] and one.actor]
        if cue is None or not named:
            continue
        chosen = min(named, key=lambda one: _measure_distance(one.start - start, one.end - start, cue))
        if chosen.actor:
            return chosen.actor, (start + cue[0], start + cue[1]), (chosen.start, chosen.end), confidence
    return None


def _measure_distance(first: int, last: int, cue: Span) -> int:
    return max(first - cue[1], cue[0] - last, 0)


def _get_after(block: str, span: QuotedSpan, limit: int) -> Span:
    """Return what follows a quotation in its sentence."""
    end = min(span.outer_end + _MAX_DISTANCE, limit)
    stop = _STOP.search(block, span.outer_end + 1, end)
    return span.outer_end, stop.start() if stop else end


def _get_before(block: str, span: QuotedSpan, limit: int) -> Span:
    """Return what stands before a quotation in its sentence."""
    first = max(span.outer_start - _MAX_DISTANCE, limit)
    stops = [match.end() for match in _STOP.finditer(block, first, span.outer_start)]
    return (stops[-1] if stops else first), span.outer_start


def _find_cue(block: str, window: Span, pack: LanguagePack) -> Span | None:
    match = pack.cues.search(block, window[0], window[1]) if pack.cues else None
    return match.span() if match else None
