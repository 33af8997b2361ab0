"""Passages made by hand for the tests of briefings."""

from __future__ import annotations

from dataclasses import replace

from corpus.models import (
    Actor,
    ActorKind,
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

BANK = Actor("central-bank", "Central Bank", ActorKind.ORGANISATION, ("the bank",))
MAYOR = Actor("ana-ruiz", "Ana Ruiz", ActorKind.PERSON, ("Ruiz",))


def build_passage(
    text: str,
    article: str = "a",
    start: int = 0,
    position: int = 0,
    actors: tuple[Actor, ...] = (),
    day: str | None = None,
) -> Passage:
    """Make a passage of *text* that mentions *actors* by name and is dated *day* by its first word."""
    mentions = tuple(
        Mention(start + at, start + at + len(actor.name), actor.name, actor.id, MentionKind.NAME)
        for actor in actors
        if (at := text.find(actor.name)) >= 0
    )
    word = text.split(maxsplit=1)[0]
    dates = (TimeExpression(start, start + len(word), word, day, TimeKind.DATE),) if day else ()
    citation = Citation(
        article, 1, f"Title {article}", f"Outlet {article}", "2024-06-20", Confidence.STATED, f"{article}.txt", article
    )
    return Passage(Sentence(article, start, start + len(text), text), citation, dates, mentions, position=position)


def add_quotation(passage: Passage, words: str, speaker: str) -> Passage:
    """Return *passage* with *words* of it as a quotation of *speaker*."""
    start = passage.sentence.start + passage.sentence.text.index(words)
    quotation = Quotation(start, start + len(words), words, QuotationKind.DIRECT, speaker, confidence=0.9)
    return replace(passage, quotations=(quotation,))
