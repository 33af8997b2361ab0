"""Where outlets differ: both wordings one above the other, and no verdict."""

from __future__ import annotations

from collections.abc import Sequence

from bot.findings import Contrasts
from bot.locales import ENGLISH, Words
from bot.messages.leaves import Frame, Item, Leaf, turn
from bot.messages.markup import cut, escape
from bot.messages.replies import understood
from bot.messages.wording import corroboration, resolved, source
from bot.phrases import Phrase, phrase, plural
from briefings.contrasts import Contrast, ContrastKind
from briefings.model import Point

#: Differences of one page.
_CONTRASTS = 4
_HEADING = 150


def of_contrasts(found: Contrasts, sequence: int, page: int = 1, words: Words = ENGLISH) -> Leaf:
    """Tell where outlets differ; what differs is bold."""
    about = cut(found.request.text, _HEADING)
    title = phrase("Where outlets differ: {topic}", topic=escape(about)) if about else phrase("Where outlets differ")
    counted = words.say(plural("{number} difference", "{number} differences", len(found.contrasts)))
    frame = Frame(
        (f"### {words.say(title)}",),
        understood(found.request, words),
        found.request,
        sequence,
        most=_CONTRASTS,
        counted=counted,
    )
    return turn([_item(one, words) for one in found.contrasts], frame, page, words)


def _item(one: Contrast, words: Words) -> Item:
    about = f" · {escape(cut(one.about, 80))}" if one.about else ""
    sides = [_side(one.left, one.left_spans, words), _side(one.right, one.right_spans, words)]
    return Item("\n".join([f"**{words.say(_kind(one.kind))}**{about}", *sides]), (one.left, one.right))


def _side(point: Point, spans: Sequence[tuple[int, int]], words: Words) -> str:
    below = " · ".join(part for part in (resolved(point, words), corroboration(point, words)) if part)
    lines = [f"> {_marked(point, spans)}", f"-# {source(point.passage.citation, words)}"]
    return "\n".join([*lines, *([f"-# {below}"] if below else [])])


def _kind(kind: ContrastKind) -> Phrase:
    match kind:
        case ContrastKind.FIGURE:
            return phrase("Different figures")
        case ContrastKind.WORDING:
            return phrase("Different words")
        case ContrastKind.SPEAKER:
            return phrase("Different speakers")
        case ContrastKind.DATE:
            return phrase("Different dates")


def _marked(point: Point, spans: Sequence[tuple[int, int]]) -> str:
    """Give a sentence in Markdown, what differs in bold; the words stay as they are."""
    sentence, parts, reached = point.passage.sentence, list[str](), 0
    for first, last in sorted(spans):
        start, end = max(first - sentence.start, reached), last - sentence.start
        if 0 <= start < end <= len(sentence.text) and escape(sentence.text[start:end]):
            parts += [_plain(sentence.text[reached:start]), f"**{escape(sentence.text[start:end])}**"]
            reached = end
    return "".join([*parts, _plain(sentence.text[reached:])]).strip()


def _plain(text: str) -> str:
    """Escape a stretch inside a sentence, and keep the space at its ends."""
    before, after = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return f"{before}{escape(text)}{after}" if escape(text) else before
