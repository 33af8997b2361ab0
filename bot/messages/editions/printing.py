"""Copy → Message: for the channel, or as a draft for its editors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.locales import ENGLISH, Words
from bot.messages.editions.copies import Choices, Copy
from bot.messages.markup import cut, escape
from bot.messages.model import Button, Choice, Menu, Message, Style
from bot.phrases import phrase

#: Code points of an editor's note; escaped it takes up to twice as much.
MOST_OF_NOTE, _LONGEST_NAME = 300, 60
_LONGEST_CHOICE = 100

AS_SET = Choices()


@dataclass(frozen=True, slots=True)
class Desk:
    """
    What a draft says of itself.

    Attributes:
        digest: The digest's id, by which its controls are found.
        channel: Where it will be posted.
        until: When it is given up.
    """

    digest: str
    channel: int
    until: datetime


def printed(copy: Copy, choices: Choices = AS_SET, words: Words = ENGLISH) -> Message:
    """Print *copy* as it is posted, as its editors chose."""
    ping = f"<@&{copy.role}>" if copy.role else ""
    top = "\n".join(line for line in (ping, copy.head, _noted(choices, words)) if line)
    blocks = tuple(block for block in (top, *_body(copy, choices), copy.more, copy.foot) if block)
    return Message(blocks, copy.accent, files=copy.files, roles=(copy.role,) if copy.role else ())


def draft(copy: Copy, choices: Choices, desk: Desk, words: Words = ENGLISH) -> Message:
    """Print *copy* for its editors, with what they can do about it; nobody is pinged, and the chart is left out."""
    message = printed(replace(copy, role=0, files=()), choices, words)
    waiting = phrase("Draft for {channel}: posted when somebody approves it.", channel=f"<#{desk.channel}>")
    until = phrase("Without that it is skipped {time}.", time=f"<t:{int(desk.until.timestamp())}:R>")
    top = f"**{words.say(waiting)}** {words.say(until)}\n{message.blocks[0]}"
    buttons = (
        Button(f"draft_post:{desk.digest}", words.say(phrase("Post")), Style.SUCCESS),
        Button(f"draft_note:{desk.digest}", words.say(phrase("Add a note"))),
        Button(f"draft_skip:{desk.digest}", words.say(phrase("Skip")), Style.DANGER),
    )
    return replace(message, blocks=(top, *message.blocks[1:]), controls=(buttons, *_menus(copy, choices, desk, words)))


def settled_draft(copy: Copy, choices: Choices, said: str, words: Words = ENGLISH) -> Message:
    """Print a draft that has been decided on: without controls, *said* above it."""
    message = printed(replace(copy, role=0, files=()), choices, words)
    return replace(message, blocks=(f"**{escape(words.say(said))}**\n{message.blocks[0]}", *message.blocks[1:]))


def numbers_printed(copy: Copy, choices: Choices = AS_SET) -> tuple[int, ...]:
    """Give the numbers, in the edition's proof, of the sentences that `printed` prints."""
    return (*(copy.numbers[index] for index in _order(copy, choices)), *copy.numbers[len(copy.points) :])


def _order(copy: Copy, choices: Choices) -> tuple[int, ...]:
    return choices.order if choices.order is not None else tuple(range(len(copy.points)))


def _body(copy: Copy, choices: Choices) -> tuple[str, ...]:
    blocks = tuple(copy.points[index] for index in _order(copy, choices))
    return ("\n".join(blocks),) if copy.compact and blocks else blocks


def _noted(choices: Choices, words: Words) -> str:
    if not choices.note:
        return ""
    by = words.say(phrase("Editor's note by {name}", name=escape(cut(choices.by, _LONGEST_NAME))))
    return f"**{by}**\n{escape(cut(choices.note, MOST_OF_NOTE))}"


def _menus(copy: Copy, choices: Choices, desk: Desk, words: Words) -> tuple[tuple[Menu], ...]:
    if len(copy.points) < 2:
        return ()
    order = _order(copy, choices)
    lines = [_line(point, index) for index, point in enumerate(copy.points)]
    kept = tuple(Choice(str(index), line, chosen=index in order) for index, line in enumerate(lines))
    first = tuple(Choice(str(index), lines[index]) for index in order)
    return (
        (Menu(f"draft_keep:{desk.digest}", words.say(phrase("Keep these points")), kept, most=len(kept)),),
        (Menu(f"draft_first:{desk.digest}", words.say(phrase("Move a point to the top")), first),),
    )


def _line(point: str, index: int) -> str:
    """Name a point in a menu by its first words, as a reader sees them."""
    words = point.splitlines()[0].removeprefix("> ").replace("\\", "")
    return cut(f"{index + 1}. {words}", _LONGEST_CHOICE)
