"""Messages for Discord: text blocks, components and files, with their JSON form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from bot.errors import LedgerError
from bot.locales.messages import _

#: Total characters allowed in the text displays of one message.
#: https://discord.com/developers/docs/components/reference#text-display
MAX_MESSAGE_CHARACTERS = 4_000

#: Components allowed in one message, nested ones included (https://discord.com/developers/docs/components/reference);
#: the container and the separators between the blocks count too.
MAX_MESSAGE_COMPONENTS = 40

#: Characters of a custom_id, a button's label and a select menu's placeholder
#: (https://discord.com/developers/docs/components/reference).
MAX_CUSTOM_ID_LENGTH, MAX_LABEL_LENGTH, MAX_PLACEHOLDER_LENGTH = 100, 80, 150
#: Characters of the label, the value and the description of a choice: of a select menu, and of an option of a command
#: (https://discord.com/developers/docs/interactions/application-commands#application-command-object).
MAX_CHOICE_LENGTH = 100
#: Choices suggested for an option of a command (same page).
MAX_COMMAND_CHOICES = 25
#: Buttons in a row and choices in a select menu (same page).
MAX_BUTTONS_PER_ROW, MAX_MENU_CHOICES = 5, 25


class Accent(IntEnum):
    """
    Accent colour of a message, as 0xRRGGBB.

    The colours of topics have a contrast of 3:1 or more to Discord's backgrounds, light and dark
    (https://www.w3.org/TR/WCAG22/#non-text-contrast).
    """

    BRIEFING = 0x2F6FDE
    DIGEST = 0x1F8A70
    NOTHING = 0x80848E
    ERROR = 0xC0392B
    ROSE = 0xF04864
    COPPER = 0xBA7654
    AMBER = 0xB27D12
    OLIVE = 0x848C2A
    GREEN = 0x109C27
    CYAN = 0x1095A1
    SKY = 0x338CCC
    INDIGO = 0x737CE6
    ORCHID = 0xC558DB
    MAGENTA = 0xDE4EAE


#: Colours of topics, in an order that must not change.
TOPIC_ACCENTS = (
    *(Accent.ROSE, Accent.COPPER, Accent.AMBER, Accent.OLIVE, Accent.GREEN),
    *(Accent.CYAN, Accent.SKY, Accent.INDIGO, Accent.ORCHID, Accent.MAGENTA),
)


def choose_accent(topic: str) -> Accent:
    """Return the colour of digests on *topic*, the same however it is capitalised and spaced; of all news if blank."""
    name = " ".join(topic.casefold().split())
    if not name:
        return Accent.DIGEST
    return TOPIC_ACCENTS[
        int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:8]) % len(TOPIC_ACCENTS)
    ]


class MessageButtonStyle(IntEnum):
    """Button style (https://discord.com/developers/docs/components/reference#button-button-styles)."""

    PRIMARY = 1
    SECONDARY = 2
    SUCCESS = 3
    DANGER = 4


@dataclass(frozen=True, slots=True)
class Button:
    """
    A button; its handler is found by its id, so it keeps working after a restart.

    Attributes:
        id: The custom_id, an action and its arguments: ``action:argument:argument``.
        label: Visible text.
        style: Button style.
        disabled: Whether it can't be pressed.

    Raises:
        ValueError: If the id or the label is empty or too long.
    """

    id: str
    label: str
    style: MessageButtonStyle = MessageButtonStyle.SECONDARY
    disabled: bool = False

    def __post_init__(self) -> None:
        _check_limits(self.id, self.label, MAX_LABEL_LENGTH)


@dataclass(frozen=True, slots=True)
class MenuChoice:
    """
    A choice of a select menu.

    Attributes:
        value: Submitted value, up to 100 characters.
        label: Visible text, up to 100.
        description: A second line, up to 100, or ``""``.
        default: Whether it is selected initially.
    """

    value: str
    label: str
    description: str = ""
    default: bool = False


class MenuKind(IntEnum):
    """Type of a select menu (https://discord.com/developers/docs/components/reference#component-object-component-types)."""

    CHOICES = 3
    ROLES = 6
    CHANNELS = 8


@dataclass(frozen=True, slots=True)
class SelectMenu:
    """
    A select menu; its handler is found by its id.

    Attributes:
        id: The custom_id, as of a `Button`.
        placeholder: Text shown while nothing is selected.
        choices: From 1 to 25 for `MenuKind.CHOICES`, otherwise none.
        kind: Type of the menu.
        min_values: Minimum number of selected choices.
        max_values: Maximum number of selected choices.

    Raises:
        ValueError: If it exceeds a limit.
    """

    id: str
    placeholder: str
    choices: tuple[MenuChoice, ...] = ()
    kind: MenuKind = MenuKind.CHOICES
    min_values: int = 1
    max_values: int = 1

    def __post_init__(self) -> None:
        _check_limits(self.id, self.placeholder, MAX_PLACEHOLDER_LENGTH)
        if (self.kind is MenuKind.CHOICES) != (0 < len(self.choices) <= MAX_MENU_CHOICES):
            raise ValueError(f"the menu {self.id} has {len(self.choices)} choices")


def _check_limits(custom_id: str, label: str, max_length: int) -> None:
    if not 0 < len(custom_id) <= MAX_CUSTOM_ID_LENGTH or not 0 < len(label) <= max_length:
        raise ValueError(f"the id {custom_id!r} or the words {label!r} of a control are empty or too long")


@dataclass(frozen=True, slots=True)
class MessageFile:
    """
    A file attached to a message.

    Attributes:
        name: File name with its extension.
        data: Contents.
        alt: Alternative text of an image; ``""`` for any other file, which is shown as an attachment.
    """

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """
    A small picture beside the first block, which Discord fetches.

    Attributes:
        address: Its https address.
        alt: Its alternative text.
    """

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Message:
    """
    A Components V2 message: a container with a text display per block and rows of controls below.

    Attributes:
        blocks: Discord Markdown, none of them blank.
        accent: Accent colour of the container.
        controls: Rows of up to five buttons, or of one select menu.
        files: Attached files; images are shown between the blocks and the controls.
        roles: Ids of the roles that the text may ping; nobody else is ever pinged.
        thumbnail: The picture beside the first block, or None.

    Raises:
        ValueError: If it is empty or exceeds a limit.
    """

    blocks: tuple[str, ...]
    accent: Accent = Accent.BRIEFING
    controls: tuple[tuple[Button | SelectMenu, ...], ...] = ()
    files: tuple[MessageFile, ...] = ()
    roles: tuple[int, ...] = ()
    thumbnail: Thumbnail | None = None

    def __post_init__(self) -> None:
        if not self.blocks or not all(block.strip() for block in self.blocks):
            raise ValueError("a message needs words in every block")
        if (
            self._count_components() > MAX_MESSAGE_COMPONENTS
            or sum(map(count_utf16_units, self.blocks)) > MAX_MESSAGE_CHARACTERS
        ):
            raise ValueError("the message is larger than Discord takes")
        if any(not 0 < len(row) <= MAX_BUTTONS_PER_ROW for row in self.controls):
            raise ValueError("a row of controls holds from 1 to 5")

    def _count_components(self) -> int:
        # The container, the blocks with a separator between any two, a gallery or file component for each file, and
        # the rows with their controls; a section around the first block and the picture in it.
        pictures = 2 if self.thumbnail else 0
        return pictures + 2 * len(self.blocks) + len(self.files) + sum(1 + len(row) for row in self.controls)

    @property
    def text(self) -> str:
        """Markdown of all blocks, one below the other."""
        return "\n".join(self.blocks)


def count_utf16_units(text: str) -> int:
    """Return the number of UTF-16 units: Discord counts these in some places, the fewer code points in others."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def dump_message_text(message: Message) -> str:
    """Return the accent and blocks of *message* as one line of deterministic JSON, without controls and files."""
    return json.dumps({"accent": int(message.accent), "blocks": list(message.blocks)}, ensure_ascii=False)


def load_message_text(payload: str) -> Message:
    """
    Load what `dump_message_text` wrote.

    Raises:
        LedgerError: If *payload* is malformed.
    """
    try:
        value = json.loads(payload)
        return Message(tuple(map(str, value["blocks"])), Accent(value["accent"]))
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(_("the database"), _("a stored message is damaged")) from error


def hash_payload(payload: str) -> str:
    """Return the SHA-256 of a serialized message, in hex."""
    return hashlib.sha256(payload.encode()).hexdigest()


def dump_message(message: Message) -> str:
    """Return *message* as one line of deterministic JSON, with the name, alt text and SHA-256 of each file."""
    value: dict[str, object] = {"accent": int(message.accent), "blocks": list(message.blocks)}
    if message.controls:
        value["controls"] = [[_dump_component(control) for control in row] for row in message.controls]
    if message.files:
        value["files"] = dump_files(message.files)
    if message.roles:
        value["roles"] = list(message.roles)
    if message.thumbnail:
        value["thumbnail"] = dump_thumbnail(message.thumbnail)
    return json.dumps(value, ensure_ascii=False)


def load_message(payload: str, files: Mapping[str, bytes]) -> Message:
    """
    Load what `dump_message` wrote.

    Args:
        payload: One line of JSON.
        files: Contents of the files by SHA-256, in hex.

    Raises:
        LedgerError: If *payload* is malformed, or a file is missing.
    """
    try:
        value = json.loads(payload)
        return Message(
            tuple(map(str, value["blocks"])),
            Accent(value["accent"]),
            tuple(tuple(_load_component(control) for control in row) for row in value.get("controls", ())),
            load_files(value.get("files", ()), files),
            tuple(map(int, value.get("roles", ()))),
            load_thumbnail(value.get("thumbnail")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(_("the database"), _("a stored message is damaged")) from error


def list_file_hashes(record: str) -> tuple[str, ...]:
    """
    Return the SHA-256 of each file of a serialized message or digest.

    Raises:
        LedgerError: If *record* is malformed.
    """
    try:
        return tuple(str(one["sha256"]) for one in json.loads(record).get("files", ()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError(_("the database"), _("a stored message is damaged")) from error


def hash_file(data: bytes) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(data).hexdigest()


def dump_files(files: Sequence[MessageFile]) -> list[dict[str, str]]:
    """Return the name, alt text and SHA-256 of each file, for JSON."""
    return [{"name": file.name, "alt": file.alt, "sha256": hash_file(file.data)} for file in files]


def load_files(record: Sequence[Mapping[str, str]], data: Mapping[str, bytes]) -> tuple[MessageFile, ...]:
    """
    Load what `dump_files` returned, with the contents from *data*, by SHA-256.

    Raises:
        KeyError: If the contents of a file are missing.
    """
    return tuple(MessageFile(one["name"], data[one["sha256"]], one["alt"]) for one in record)


def dump_thumbnail(thumbnail: Thumbnail | None) -> list[str]:
    """Return the address and the alternative text of a picture, for JSON; empty for None."""
    return [thumbnail.address, thumbnail.alt] if thumbnail else []


def load_thumbnail(record: Sequence[str] | None) -> Thumbnail | None:
    """Load what `dump_thumbnail` returned."""
    return Thumbnail(*map(str, record)) if record else None


def _dump_component(control: Button | SelectMenu) -> dict[str, Any]:
    if isinstance(control, Button):
        return {"id": control.id, "label": control.label, "style": int(control.style), "disabled": control.disabled}
    choices = [[one.value, one.label, one.description, one.default] for one in control.choices]
    limits = {"least": control.min_values, "most": control.max_values}
    return {
        "id": control.id,
        "placeholder": control.placeholder,
        "kind": int(control.kind),
        "choices": choices,
    } | limits


def _load_component(value: Mapping[str, Any]) -> Button | SelectMenu:
    if "label" in value:
        return Button(value["id"], value["label"], MessageButtonStyle(value["style"]), value["disabled"])
    choices = tuple(MenuChoice(*one) for one in value["choices"])
    return SelectMenu(
        value["id"], value["placeholder"], choices, MenuKind(value["kind"]), value["least"], value["most"]
    )
