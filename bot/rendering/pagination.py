"""Split long replies into pages of whole items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import ENGLISH, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import MAX_MESSAGE_CHARACTERS, Accent, Message, MessageFile, count_utf16_units
from bot.rendering.formatting import MAX_BLOCKS, NUMBERS_LENGTH
from briefings.models import Briefing, Point, Request
from briefings.verification import briefing_id

#: UTF-16 units reserved for the last line: the page, what was left out, the reply id.
_FOOTER_LENGTH = 200
#: Items per page unless specified otherwise.
DEFAULT_PAGE_ITEMS = 6


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page of a reply, before its controls.

    Attributes:
        message: The message without controls.
        briefing: The sentences that it quotes, as a separate briefing; None if it quotes none.
        page: Page number, from 1.
        pages: Number of pages.
    """

    message: Message
    briefing: Briefing | None = None
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class PageItem:
    """
    An item that is never split across pages.

    Attributes:
        block: Its Markdown.
        points: The sentences that it quotes.
    """

    block: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class PageLayout:
    """
    Layout and common parts of all pages.

    Attributes:
        head: Markdown blocks above, within a third of the limit; blank ones are left out.
        foot: Markdown lines below, within a quarter of the limit; blank ones are left out.
        request: The request; part of the reply id.
        sequence: The store's sequence number; part of the reply id.
        accent: Accent colour of the message.
        max_items: Maximum number of items per page.
        count_text: Text that counts the items, or ``""``.
    """

    head: Sequence[str]
    foot: Sequence[str]
    request: Request
    sequence: int
    accent: Accent = Accent.BRIEFING
    max_items: int = DEFAULT_PAGE_ITEMS
    count_text: str = ""


def paginate(
    items: Sequence[PageItem],
    layout: PageLayout,
    page: int = 1,
    translator: Translator = ENGLISH,
    files: tuple[MessageFile, ...] = (),
) -> Page:
    """
    Return page *page* of *items*, or the last page if there are fewer.

    An item is never cut; those too long for any page are left out and counted.
    """
    head_blocks, foot_lines = [block for block in layout.head if block], [line for line in layout.foot if line]
    space = MAX_MESSAGE_CHARACTERS - _FOOTER_LENGTH - NUMBERS_LENGTH
    space -= sum(map(count_utf16_units, (*head_blocks, *foot_lines)))
    fitting = [item for item in items if count_utf16_units(item.block) <= space]
    pages = _split_into_pages(fitting, space, min(layout.max_items, MAX_BLOCKS - len(head_blocks) - 1 - len(files)))
    number = max(1, min(page, len(pages)))
    page_items = pages[number - 1]
    points = tuple(point for item in page_items for point in item.points)
    briefing = as_briefing(points, layout.request, layout.sequence)
    last = [
        layout.count_text,
        translator.translate(_("page {page} of {pages}", page=number, pages=len(pages))) if len(pages) > 1 else "",
        translator.translate(_("reply {id}", id=briefing.id)) if briefing else "",
    ]
    ending = [
        _count_too_long(len(items) - len(fitting), translator),
        *foot_lines,
        _format_subtext(" · ".join(filter(None, last))),
    ]
    foot = "\n".join(line for line in ending if line)
    blocks = (*head_blocks, *(item.block for item in page_items), *([foot] if foot else []))
    return Page(Message(blocks, layout.accent, files=files), briefing, number, len(pages))


def as_briefing(points: tuple[Point, ...], request: Request, sequence: int) -> Briefing | None:
    """Return the quoted sentences as a briefing, to be checked and exported like one; None if there are none."""
    if not points:
        return None
    return Briefing(briefing_id(sequence, request, points), request, points, sequence)


def _split_into_pages(items: Sequence[PageItem], space: int, limit: int) -> list[list[PageItem]]:
    pages: list[list[PageItem]] = [[]]
    left = space
    for item in items:
        if pages[-1] and (count_utf16_units(item.block) > left or len(pages[-1]) == limit):
            pages.append([])
            left = space
        pages[-1].append(item)
        left -= count_utf16_units(item.block)
    return pages


def _format_subtext(line: str) -> str:
    return f"-# {line}" if line else ""


def _count_too_long(number: int, translator: Translator) -> str:
    if not number:
        return ""
    note = ngettext_(
        "{number} sentence is too long to show here.", "{number} sentences are too long to show here.", number
    )
    return _format_subtext(translator.translate(note))
