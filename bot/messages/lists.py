"""Long lists of Markdown items → pages that are turned by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import ENGLISH, Words
from bot.messages.markup import escape
from bot.messages.model import Accent, Button, Message, size
from bot.phrases import phrase

#: Characters and items of one page; the rest of a message is for its heading and foot.
_MOST_CHARACTERS, _MOST_ITEMS = 3_000, 15


def of_items(
    heading: str, items: Sequence[str], turn: str, page: int = 1, words: Words = ENGLISH, foot: str = ""
) -> Message:
    """
    Show one page of a list.

    Args:
        heading: What the list is of.
        items: Markdown, each shorter than a page.
        turn: The deed of the buttons that turn the page; the number of a page, from 1, is its argument.
        page: Which page; the last where there are fewer.
        words: In which language.
        foot: Markdown under the list, or ``""``.
    """
    pages = _pages(items)
    number = max(1, min(page, len(pages)))
    blocks = [f"### {escape(words.say(heading))}", "\n".join(pages[number - 1])]
    if len(pages) > 1:
        blocks.append(f"-# {words.say(phrase('Page {page} of {pages}', page=number, pages=len(pages)))}")
    if foot:
        blocks.append(foot)
    return Message(
        tuple(block for block in blocks if block), Accent.BRIEFING, _turning(turn, number, len(pages), words)
    )


def _turning(turn: str, number: int, count: int, words: Words) -> tuple[tuple[Button, ...], ...]:
    if count < 2:
        return ()
    back = Button(f"{turn}:{number - 1}", words.say(phrase("Back")), disabled=number == 1)
    on = Button(f"{turn}:{number + 1}", words.say(phrase("More")), disabled=number == count)
    return ((back, on),)


def _pages(items: Sequence[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    room = _MOST_CHARACTERS
    for item in items:
        if pages[-1] and (size(item) > room or len(pages[-1]) == _MOST_ITEMS):
            pages.append([])
            room = _MOST_CHARACTERS
        pages[-1].append(item)
        room -= size(item) + 1
    return pages
