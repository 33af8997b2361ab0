"""The order of the steps: paragraphs, marks, frames, cues, speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.model import Actor, Mention, Quotation, QuotationKind, Sentence
from corpus.model.zones import TOLD
from corpus.quotations.choosing import choose, usable
from corpus.quotations.discourse import Discourse, Said
from corpus.quotations.governors import Cue, cues
from corpus.quotations.marks import Quoted, quoted
from corpus.quotations.reports import reported
from corpus.quotations.speakers import Named, Speakers
from corpus.quotations.subjects import main_subject
from corpus.quotations.tokens import Frame, frames

#: Below this confidence no speaker is shown: silence is better than a wrong mouth.
SHOWN = 0.5

#: How often the cue's phrase is the source, by where the cue stands (measured by benchmarks/quotations.py).
_SURE = {
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
class Draft:
    """
    A quotation as found, before its neighbours are asked.

    Attributes:
        span: Where it stands in the article.
        kind: Direct or partial.
        named: Who said it, or None.
        cue: Span of its cue, or None.
        paragraph: Number of its paragraph among those read.
        open: Whether it was left unclosed.
    """

    span: Span
    kind: QuotationKind
    named: Named | None
    cue: Span | None
    paragraph: int
    open: bool


def attribute(
    text: str, sentences: Iterable[Sentence], mentions: Sequence[Mention], actors: Sequence[Actor]
) -> tuple[Quotation, ...]:
    """
    Find what is quoted in an article, and who said it.

    Args:
        text: The article's text; offsets are code points of it.
        sentences: Its sentences, in order; only told zones are read.
        mentions: The mentions of its actors, nominals and pronouns included.
        actors: The actors they name.

    Returns:
        In order. The speaker is None, and the confidence below ``SHOWN``, where nobody is named surely enough.

    References:
        Newell, Margolin & Ruths (2018), An Attribution Relations Corpus for Political News, LREC.
        O'Keefe et al. (2012), A Sequence Labelling Approach to Quote Attribution, EMNLP.
    """
    told = (sentence for sentence in sentences if sentence.zone in TOLD)
    reader = _Reader(text, Speakers(text, mentions, actors))
    drafts: list[Draft] = []
    for number, (_, group) in enumerate(groupby(told, key=lambda s: (s.paragraph, s.zone))):
        drafts.extend(reader.read(number, list(group)))
    return tuple(_finished(text, draft) for draft in _filled_back(drafts))


def _filled_back(drafts: list[Draft]) -> list[Draft]:
    """Give a quotation left open the source that the next paragraph, which goes on with it, names."""
    for at in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[at], drafts[at + 1]
        if draft.cue is None and draft.open and following.named and following.paragraph == draft.paragraph + 1:
            named = following.named
            drafts[at] = replace(draft, named=Named(named.actor, named.source, named.confidence * 0.95))
    return drafts


def _finished(text: str, draft: Draft) -> Quotation:
    start, end = draft.span
    named = draft.named
    if named is None:
        return Quotation(start, end, text[start:end], draft.kind, None, draft.cue)
    sure = round(named.confidence, 3) if named.actor else 0.0
    speaker = named.actor if sure >= SHOWN else None
    return Quotation(start, end, text[start:end], draft.kind, speaker, draft.cue, named.source, sure)


class _Reader:
    """Reads paragraphs in order, and remembers who spoke last."""

    def __init__(self, text: str, speakers: Speakers) -> None:
        self._text, self._told = text, Discourse(speakers)

    def read(self, number: int, sentences: list[Sentence]) -> Iterator[Draft]:
        """Read one paragraph."""
        start, end = sentences[0].start, sentences[-1].end
        block = self._text[start:end]
        stops = [sentence.end - start for sentence in sentences]
        for frame in frames(block, stops, quoted(block, stops)):
            found = usable(cues(frame.tokens))
            drafts = [self._draft(number, start, frame, found, at) for at in frame.quotes]
            drafts.extend(self._reported(number, start, frame, found, {draft.cue for draft in drafts}))
            yield from sorted(drafts, key=lambda draft: draft.span)
            self._led(number, start, frame, found)
            self._told.passed(number, start, frame)

    def _reported(
        self, number: int, start: int, frame: Frame, found: list[Cue], used: set[Span | None]
    ) -> Iterator[Draft]:
        """Read speech that is told without marks; it is worth a place only where the speaker is known."""
        for cue, (first, last) in reported(frame, found):
            where = (start + frame.tokens[cue.first].start, start + frame.tokens[cue.last - 1].end)
            if cue.subject is None or where in used:
                continue
            named = self._told.named(number, start, frame, cue.subject)
            if named.actor is not None:
                sure = replace(named, confidence=named.confidence * _SURE["reported"])
                yield Draft((start + first, start + last), QuotationKind.REPORTED, sure, where, number, False)

    def _led(self, number: int, start: int, frame: Frame, found: list[Cue]) -> None:
        """Remember whom a frame that quotes nothing has speak: “The minister went on:”."""
        if not frame.tokens or frame.tokens[-1].quoted:
            return
        colon = frame.tokens[-1].text == ":"
        says = [cue for cue in found if colon or cue.says]
        subject = says[-1].subject if says else main_subject(frame.tokens) if colon else None
        if subject is None or (frame.quotes and not colon):
            return
        self._told.spoke(
            Said(self._told.named(number, start, frame, subject), number, 0.93 if colon and says else 0.75)
        )

    def _draft(self, number: int, start: int, frame: Frame, found: list[Cue], at: int) -> Draft:
        span = frame.tokens[at].quoted or Quoted(0, 0, 0, 0)
        here = (start + span.start, start + span.end)
        kind = _kind(self._text[slice(*here)])
        choice = choose(frame, at, found)
        cue: Span | None = None
        named: Named | None = None
        if choice is None or choice.cue.subject is None:
            named = self._continued(number, frame, kind)
        else:
            cue = (start + frame.tokens[choice.cue.first].start, start + frame.tokens[choice.cue.last - 1].end)
            named = self._told.named(number, start, frame, choice.cue.subject)
            named = replace(named, confidence=named.confidence * _SURE[choice.how])
        if named is not None:
            self._told.spoke(Said(named, number, 0.95 if not span.closed else 0.9))
        return Draft(here, kind, named, cue, number, not span.closed)

    def _continued(self, number: int, frame: Frame, kind: QuotationKind) -> Named | None:
        """Let a quotation without a cue go on with the last speaker, where nothing else is said in its sentence."""
        last = self._told.last
        if last is None or kind is not QuotationKind.DIRECT or not frame.is_bare or number - last.paragraph > 1:
            return None
        sure = last.sure if last.sure != 0.9 or number == last.paragraph else 0.85
        return replace(last.named, confidence=last.named.confidence * sure)


def _kind(text: str) -> QuotationKind:
    """Tell whole clauses, which begin with a capital letter, from fragments."""
    first = next((letter for letter in text if letter.isalnum()), "")
    whole = (first.isupper() or first.isdigit()) and (len(text.split()) >= 3 or text.rstrip()[-1:] in ".,!?…")
    return QuotationKind.DIRECT if whole else QuotationKind.PARTIAL
