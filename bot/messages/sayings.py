"""What somebody said, each time with how it is known who spoke."""

from __future__ import annotations

from collections.abc import Mapping

from bot.findings import Sayings
from bot.locales import ENGLISH, Words
from bot.messages.fitting import quoted
from bot.messages.leaves import Frame, Item, Leaf, turn
from bot.messages.markup import cut, escape
from bot.messages.replies import understood
from bot.phrases import Phrase, phrase, plural
from briefings.model import Point
from corpus.model import Actor, Passage, Quotation, QuotationKind

#: A speaker less sure than this is told to be doubtful.
_SURE = 0.75
#: Quotations of one sentence that are told apart.
_MOST = 3


def of_sayings(sayings: Sayings, sequence: int, page: int = 1, words: Words = ENGLISH) -> Leaf:
    """Tell an actor's quotations, direct and indirect."""
    answer = sayings.answer
    title = phrase("What {actor} said", actor=escape(cut(answer.heading, 100)))
    counted = plural("{number} quotation", "{number} quotations", len(answer.points))
    items = [_item(point, sayings.speakers, words) for point in answer.points]
    head, foot = (f"### {words.say(title)}",), understood(answer.request, words)
    return turn(items, Frame(head, foot, answer.request, sequence, counted=words.say(counted)), page, words)


def _item(point: Point, speakers: Mapping[str, Actor], words: Words) -> Item:
    heard = [one for one in point.passage.quotations if one.speaker in speakers][:_MOST]
    known = dict.fromkeys(_known(one, point.passage, speakers, words) for one in heard)
    sentence, *below = quoted(point, words).split("\n")
    return Item("\n".join([sentence, *(f"-# {line}" for line in known), *below]), (point,))


def _known(quotation: Quotation, passage: Passage, speakers: Mapping[str, Actor], words: Words) -> str:
    """Say in Markdown whose words they are, in what form, and by which words of the text that is known."""
    actor = speakers[quotation.speaker or ""]
    parts = [f"**{escape(cut(actor.name, 60))}**", words.say(_form(quotation.kind))]
    source, cue = (_words(span, passage) for span in (quotation.source, quotation.cue))
    if source and cue:
        parts.append(words.say(phrase("known by “{source}” with “{cue}”", source=source, cue=cue)))
    elif source or cue:
        parts.append(words.say(phrase("known by “{source}”", source=source or cue)))
    else:
        parts.append(words.say(phrase("known by the sentences around it")))
    if quotation.confidence < _SURE:
        parts.append(words.say(phrase("uncertain")))
    return " · ".join(parts)


def _form(kind: QuotationKind) -> Phrase:
    match kind:
        case QuotationKind.DIRECT:
            return phrase("direct quotation")
        case QuotationKind.PARTIAL:
            return phrase("partly quoted")
        case QuotationKind.REPORTED:
            return phrase("reported speech")


def _words(span: tuple[int, int] | None, passage: Passage) -> str:
    """Give the words of *span*, escaped; ``""`` where they stand in another sentence."""
    sentence = passage.sentence
    if span is None or not sentence.start <= span[0] < span[1] <= sentence.end:
        return ""
    return escape(cut(sentence.text[span[0] - sentence.start : span[1] - sentence.start], 60))
