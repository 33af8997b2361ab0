"""One article: where and when it is from and how that is known, whom it names, what it tells."""

from __future__ import annotations

from collections.abc import Collection

from bot.findings import Dossier
from bot.locales import ENGLISH, Words
from bot.messages.leaves import Frame, Item, Leaf, turn
from bot.messages.markup import cut, escape, link
from bot.messages.wording import corroboration, listed, outlet, published, resolved
from bot.phrases import Phrase, phrase, plural
from briefings.model import Point, Request
from corpus.model import Claim, Confidence, Query

_TITLE, _LINE = 200, 160
#: Copies that are named, pieces of evidence that are told.
_COPIES, _EVIDENCE = 4, 2


def of_dossier(
    dossier: Dossier, sequence: int, before: Collection[tuple[int, int]] = (), page: int = 1, words: Words = ENGLISH
) -> Leaf:
    """
    Tell of one article.

    Args:
        dossier: The article.
        sequence: The store's sequence number.
        before: Spans of its sentences that were quoted to all here before.
        page: Which page of its sentences.
        words: In which language.
    """
    citation = dossier.citation
    title = escape(cut(citation.title or citation.key, _TITLE))
    facts = [link(outlet(citation, words), citation.address), *_facts(dossier, words)]
    head = ["\n".join([f"### {title}", *facts])]
    told = f"**{words.say(phrase('What it tells'))}**" if dossier.points else ""
    request = Request(Query(articles=(citation.key,)), text=citation.title or citation.key)
    frame = Frame([*head, told], [_quoted_before(before, words)], request, sequence)
    return turn([_item(point, before, words) for point in dossier.points], frame, page, words)


def _facts(dossier: Dossier, words: Words) -> list[str]:
    known, citation = dossier.provenance, dossier.citation
    lines = [
        _line(phrase("Published"), f"{published(citation, words)}{_known(known.published, words)}", words),
        _line(phrase("By"), escape(cut(known.byline.value or "", _LINE)), words),
        _line(phrase("Place"), escape(cut(known.place.value or "", _LINE)), words),
        _line(phrase("Copied by"), escape(cut(known.via.value or "", _LINE)), words),
        _line(phrase("Names"), escape(listed([cut(actor.name, 40) for actor in dossier.actors], 8, words)), words),
    ]
    if dossier.copies:
        copies = [link(outlet(one, words), one.address) for one in dossier.copies[:_COPIES]]
        more = len(dossier.copies) - len(copies)
        shown = words.listed(copies)
        said = words.say(phrase("{names} and {number} more", names=shown, number=more)) if more else shown
        lines.append(_line(phrase("Same origin as"), said, words))
    return [line for line in lines if line]


def _line(label: Phrase, value: str, words: Words) -> str:
    return f"**{words.say(label)}** {value}" if value else ""


def _known(claim: Claim, words: Words) -> str:
    evidence = [escape(cut(words.recall(part), 100)) for part in claim.evidence[:_EVIDENCE]]
    stated = words.say(phrase("stated")) if claim.confidence is Confidence.STATED else ""
    parts = [part for part in (stated, "; ".join(evidence)) if part]
    return f" · {' · '.join(parts)}" if parts else ""


def _item(point: Point, before: Collection[tuple[int, int]], words: Words) -> Item:
    sentence = point.passage.sentence
    mark = words.say(phrase("quoted here before")) if (sentence.start, sentence.end) in before else ""
    below = " · ".join(part for part in (resolved(point, words), corroboration(point, words), mark) if part)
    return Item(f"> {escape(sentence.text)}" + (f"\n-# {below}" if below else ""), (point,))


def _quoted_before(before: Collection[tuple[int, int]], words: Words) -> str:
    if not before:
        return ""
    said = plural(
        "{number} of its sentences was quoted here before.",
        "{number} of its sentences were quoted here before.",
        len(before),
    )
    return f"-# {words.say(said)}"
