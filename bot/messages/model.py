"""What is posted: blocks of Discord's Markdown, within Discord's limits by construction."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import IntEnum

from bot.errors import LedgerError

#: Characters that the text displays of one message may hold together.
#: https://discord.com/developers/docs/components/reference#text-display
MOST_CHARACTERS = 4_000

#: Components in one message, nested ones included (https://discord.com/developers/docs/components/reference);
#: the container and the lines between the blocks count too.
MOST_COMPONENTS = 40


class Accent(IntEnum):
    """The colour at a message's edge, as 0xRRGGBB."""

    BRIEFING = 0x2F6FDE
    DIGEST = 0x1F8A70
    NOTHING = 0x80848E
    ERROR = 0xC0392B


@dataclass(frozen=True, slots=True)
class Message:
    """
    One message of Components V2: a container with a text display per block.

    Attributes:
        blocks: Discord Markdown, each of at least one character.
        accent: The colour at its edge.

    Raises:
        ValueError: If it is empty or breaks a limit.
    """

    blocks: tuple[str, ...]
    accent: Accent = Accent.BRIEFING

    def __post_init__(self) -> None:
        if not self.blocks or not all(block.strip() for block in self.blocks):
            raise ValueError("a message needs words in every block")
        if 1 + len(self.blocks) > MOST_COMPONENTS or sum(map(size, self.blocks)) > MOST_CHARACTERS:
            raise ValueError("the message is larger than Discord takes")

    @property
    def text(self) -> str:
        """All its Markdown, a line between the blocks."""
        return "\n".join(self.blocks)


def size(text: str) -> int:
    """Count UTF-16 units, the larger of the ways in which Discord's parts count characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def dumps(message: Message) -> str:
    """Write *message* as one line of JSON, the same for the same."""
    return json.dumps({"accent": int(message.accent), "blocks": list(message.blocks)}, ensure_ascii=False)


def loads(payload: str) -> Message:
    """
    Read what `dumps` wrote.

    Raises:
        LedgerError: If it is something else.
    """
    try:
        value = json.loads(payload)
        return Message(tuple(map(str, value["blocks"])), Accent(value["accent"]))
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError("a recorded message", "can't be read again") from error


def fingerprint(payload: str) -> str:
    """Give the SHA-256 of a written message, in hex."""
    return hashlib.sha256(payload.encode()).hexdigest()
