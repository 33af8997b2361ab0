"""What is posted: blocks of Discord's Markdown, within Discord's limits by construction."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import IntEnum

from bot.errors import LedgerError
from bot.phrases import phrase

#: Characters that the text displays of one message may hold together.
#: https://discord.com/developers/docs/components/reference#text-display
MOST_CHARACTERS = 4_000

#: Components in one message, nested ones included (https://discord.com/developers/docs/components/reference);
#: the container and the lines between the blocks count too.
MOST_COMPONENTS = 40


#: https://discord.com/developers/docs/components/reference, of a custom_id, a button's label, a menu's placeholder …
LONGEST_ID, LONGEST_LABEL, LONGEST_PLACEHOLDER = 100, 80, 150
#: … and of the buttons in a row, the choices in a menu.
MOST_BUTTONS, MOST_CHOICES = 5, 25


class Accent(IntEnum):
    """The colour at a message's edge, as 0xRRGGBB."""

    BRIEFING = 0x2F6FDE
    DIGEST = 0x1F8A70
    NOTHING = 0x80848E
    ERROR = 0xC0392B


class Style(IntEnum):
    """How a button looks (https://discord.com/developers/docs/components/reference#button-button-styles)."""

    PRIMARY = 1
    SECONDARY = 2
    SUCCESS = 3
    DANGER = 4


@dataclass(frozen=True, slots=True)
class Button:
    """
    A button; what it does is found by its id, so it outlives a restart.

    Attributes:
        id: What it does, and with what: ``deed:argument:argument``.
        label: Its words.
        style: How it looks.
        disabled: Whether it can't be pressed any more.

    Raises:
        ValueError: If the id or the label breaks a limit.
    """

    id: str
    label: str
    style: Style = Style.SECONDARY
    disabled: bool = False

    def __post_init__(self) -> None:
        _limited(self.id, self.label, LONGEST_LABEL)


@dataclass(frozen=True, slots=True)
class Choice:
    """
    A line of a menu.

    Attributes:
        value: What is handed over, up to 100 characters.
        label: What is read, up to 100.
        description: A second line, up to 100, or ``""``.
        chosen: Whether it is chosen at first.
    """

    value: str
    label: str
    description: str = ""
    chosen: bool = False


class Kind(IntEnum):
    """What a menu offers (https://discord.com/developers/docs/components/reference#component-object-component-types)."""

    CHOICES = 3
    ROLES = 6
    CHANNELS = 8


@dataclass(frozen=True, slots=True)
class Menu:
    """
    A select menu; what it does is found by its id.

    Attributes:
        id: As of a button.
        placeholder: What stands in it while nothing is chosen.
        choices: From 1 to 25 for `Kind.CHOICES`, else none.
        kind: What it offers.
        least: Fewest that must be chosen.
        most: Most that may be.

    Raises:
        ValueError: If it breaks a limit.
    """

    id: str
    placeholder: str
    choices: tuple[Choice, ...] = ()
    kind: Kind = Kind.CHOICES
    least: int = 1
    most: int = 1

    def __post_init__(self) -> None:
        _limited(self.id, self.placeholder, LONGEST_PLACEHOLDER)
        if (self.kind is Kind.CHOICES) != (0 < len(self.choices) <= MOST_CHOICES):
            raise ValueError(f"the menu {self.id} has {len(self.choices)} choices")


def _limited(identity: str, words: str, most: int) -> None:
    if not 0 < len(identity) <= LONGEST_ID or not 0 < len(words) <= most:
        raise ValueError(f"the id {identity!r} or the words {words!r} of a control are empty or too long")


@dataclass(frozen=True, slots=True)
class File:
    """
    A file that goes with a message.

    Attributes:
        name: Its name, with the ending.
        data: Its bytes.
        alt: What a picture shows, in words; ``""`` for a file that is no picture, and is only attached.
    """

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """
    One message of Components V2: a container with a text display per block, its controls in rows beneath.

    Attributes:
        blocks: Discord Markdown, each of at least one character.
        accent: The colour at its edge.
        controls: Rows of up to five buttons, or of one menu.
        files: What goes with it; pictures are shown between the blocks and the controls.
        roles: The roles that its words may ping; nobody else is ever pinged.

    Raises:
        ValueError: If it is empty or breaks a limit.
    """

    blocks: tuple[str, ...]
    accent: Accent = Accent.BRIEFING
    controls: tuple[tuple[Button | Menu, ...], ...] = ()
    files: tuple[File, ...] = ()
    roles: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.blocks or not all(block.strip() for block in self.blocks):
            raise ValueError("a message needs words in every block")
        if self._components() > MOST_COMPONENTS or sum(map(size, self.blocks)) > MOST_CHARACTERS:
            raise ValueError("the message is larger than Discord takes")
        if any(not 0 < len(row) <= MOST_BUTTONS for row in self.controls):
            raise ValueError("a row of controls holds from 1 to 5")

    def _components(self) -> int:
        # The container, its blocks with a line between any two, a gallery or a file component for each file, the rows
        # and what they hold.
        return 2 * len(self.blocks) + len(self.files) + sum(1 + len(row) for row in self.controls)

    @property
    def text(self) -> str:
        """All its Markdown, a line between the blocks."""
        return "\n".join(self.blocks)


def size(text: str) -> int:
    """Count UTF-16 units, the larger of the ways in which Discord's parts count characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def dumps(message: Message) -> str:
    """Write the words of *message* as one line of JSON, the same for the same; controls and files are not in it."""
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
        raise LedgerError(phrase("a recorded message"), phrase("can't be read again")) from error


def fingerprint(payload: str) -> str:
    """Give the SHA-256 of a written message, in hex."""
    return hashlib.sha256(payload.encode()).hexdigest()
