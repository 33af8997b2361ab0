"""Longer replies as leaves: pages of whole items, each known by the sentences that it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import ENGLISH, Words
from bot.messages.fitting import MOST_BLOCKS
from bot.messages.model import MOST_CHARACTERS, Accent, File, Message, size
from bot.phrases import phrase, plural
from briefings.model import Briefing, Point, Request
from briefings.proof import identify

#: Room kept for the last line: the page, what was left out, the reply's id.
_LAST = 200
#: Items of a page, where nothing else is said.
USUAL_ITEMS = 6


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    One page of a reply, before its controls.

    Attributes:
        message: Its words.
        told: The sentences that it quotes, as a briefing of its own; None where it quotes none.
        page: Which page it is, from 1.
        pages: How many there are.
    """

    message: Message
    told: Briefing | None = None
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """
    What stands on one page or another, but whole.

    Attributes:
        block: Its Markdown.
        points: The sentences that it quotes.
    """

    block: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """
    What stands on every page.

    Attributes:
        head: Markdown blocks above, within a third of the limit; blank ones are left out.
        foot: Markdown lines below, within a quarter of it; blank ones are left out.
        request: What was asked; part of the id.
        sequence: The store's sequence number; part of the id.
        accent: The colour at the edge.
        most: Most items of a page.
        counted: How many items there are, in words; ``""`` where that is not told.
    """

    head: Sequence[str]
    foot: Sequence[str]
    request: Request
    sequence: int
    accent: Accent = Accent.BRIEFING
    most: int = USUAL_ITEMS
    counted: str = ""


def turn(
    items: Sequence[Item], frame: Frame, page: int = 1, words: Words = ENGLISH, files: tuple[File, ...] = ()
) -> Leaf:
    """
    Show one page of *items*; the last where there are fewer.

    An item is never cut; one that is too long for any page is left out, and counted.
    """
    above, below = [block for block in frame.head if block], [line for line in frame.foot if line]
    room = MOST_CHARACTERS - _LAST - sum(map(size, (*above, *below)))
    fitting = [item for item in items if size(item.block) <= room]
    pages = _pages(fitting, room, min(frame.most, MOST_BLOCKS - len(above) - 1 - len(files)))
    number = max(1, min(page, len(pages)))
    shown = pages[number - 1]
    points = tuple(point for item in shown for point in item.points)
    told = told_of(points, frame.request, frame.sequence)
    last = [
        frame.counted,
        words.say(phrase("page {page} of {pages}", page=number, pages=len(pages))) if len(pages) > 1 else "",
        words.say(phrase("reply {id}", id=told.id)) if told else "",
    ]
    ending = [_too_long(len(items) - len(fitting), words), *below, _small(" · ".join(filter(None, last)))]
    foot = "\n".join(line for line in ending if line)
    blocks = (*above, *(item.block for item in shown), *([foot] if foot else []))
    return Leaf(Message(blocks, frame.accent, files=files), told, number, len(pages))


def told_of(points: tuple[Point, ...], request: Request, sequence: int) -> Briefing | None:
    """Make a briefing of what a reply quotes, so that it can be checked and exported like one."""
    if not points:
        return None
    return Briefing(identify(sequence, request, points), request, points, sequence)


def _pages(items: Sequence[Item], room: int, most: int) -> list[list[Item]]:
    pages: list[list[Item]] = [[]]
    left = room
    for item in items:
        if pages[-1] and (size(item.block) > left or len(pages[-1]) == most):
            pages.append([])
            left = room
        pages[-1].append(item)
        left -= size(item.block)
    return pages


def _small(line: str) -> str:
    return f"-# {line}" if line else ""


def _too_long(number: int, words: Words) -> str:
    if not number:
        return ""
    said = plural(
        "{number} sentence is too long to be shown here.", "{number} sentences are too long to be shown here.", number
    )
    return _small(words.say(said))
