"""Route buttons, select menus and modals to their handlers by custom_id."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.client.interactions import refuse_while_closing
from bot.commands.checks import on_app_command_error
from bot.commands.responses import check_cooldown, get_translator
from bot.errors import InputError
from bot.locales import Translator
from bot.locales.messages import _
from bot.models.message import MAX_CHOICE_LENGTH, MenuChoice, MenuKind
from bot.rendering import truncate
from corpus.models import replace_surrogates

if TYPE_CHECKING:
    from bot.client.client import Dateline


ComponentHandler = Callable[..., Awaitable[None]]

_HANDLERS: dict[str, ComponentHandler] = {}


def component_handler(name: str) -> Callable[[ComponentHandler], ComponentHandler]:
    """Return a decorator that registers the handler of all custom_ids that begin with *name*, in lower case."""

    def register(function: ComponentHandler) -> ComponentHandler:
        _HANDLERS[name] = function
        return function

    return register


def get_selected_values(interaction: discord.Interaction[Dateline]) -> tuple[str, ...]:
    """Return what was selected in a menu: values, or ids of channels or roles."""
    data: Any = interaction.data
    return tuple(map(replace_surrogates, data.get("values", ())))


def get_selected_value(interaction: discord.Interaction[Dateline]) -> str:
    """
    Return the single value that was selected in a menu.

    Raises:
        InputError: Unless exactly one was selected.
    """
    values = get_selected_values(interaction)
    if len(values) != 1:
        raise stale_component_error()
    return values[0]


def parse_number(text: str) -> int:
    """
    Parse a number from a custom_id or a menu's value.

    Raises:
        InputError: If *text* is no number as the bot writes it.
    """
    if not _NUMBER_PATTERN.fullmatch(text):
        raise stale_component_error()
    return int(text)


def stale_component_error() -> InputError:
    """Return the error for a component that another version of the bot created."""
    return InputError("button", _("This button is from an older version of Dateline."), _("Ask again."))


def parse_arguments(function: Callable[..., Any], arguments: Sequence[str], before: int = 1) -> tuple[str | int, ...]:
    """
    Convert the arguments of a custom_id to the types that *function* takes after its first *before* parameters.

    Raises:
        InputError: If they do not fit in number or type.
    """
    parameters = list(inspect.signature(function).parameters.values())[before:]
    if any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in parameters):
        return tuple(arguments)
    if len(parameters) != len(arguments):
        raise stale_component_error()
    pairs = zip(parameters, arguments, strict=True)
    return tuple(parse_number(each) if one.annotation in {"int", int} else each for one, each in pairs)


# Matches every custom_id, so that unknown ones get a reply, too.
_CUSTOM_ID_PATTERN = r"(?P<deed>[^:]*)(?P<arguments>(?::[^:]*)*)"
#: The longest numbers are snowflakes.
_NUMBER_PATTERN = re.compile(r"[0-9]{1,19}")


class ComponentItem(ui.DynamicItem[ui.Item[Any]], template=_CUSTOM_ID_PATTERN):
    """Any button or select menu of the bot, sent before or after a restart."""

    def __init__(self, item: ui.Item[Any], name: str, arguments: tuple[str, ...]) -> None:
        super().__init__(item)
        self._name, self._arguments = name, arguments

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> ComponentItem:
        """Create the item from its custom_id."""
        del interaction
        return cls(item, *_split_custom_id(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Run the handler of the custom_id; errors are reported like those of commands."""
        await _run_handler(interaction, self._name, self._arguments)


async def on_modal_submit(interaction: discord.Interaction[Dateline]) -> None:
    """Run the handler of a submitted modal, which reads the inputs with `bot.commands.components.read_modal`."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return  # other interactions are handled elsewhere
    data: Any = interaction.data
    if match := re.fullmatch(_CUSTOM_ID_PATTERN, data["custom_id"]):
        await _run_handler(interaction, *_split_custom_id(match))


def _split_custom_id(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return match["deed"], tuple(map(replace_surrogates, match["arguments"].split(":")[1:]))


async def _run_handler(interaction: discord.Interaction[Any], name: str, arguments: tuple[str, ...]) -> None:
    if await refuse_while_closing(interaction):
        return
    try:
        await check_cooldown(interaction)
        if name not in _HANDLERS:
            raise stale_component_error()  # noqa: TRY301  # reported like any other failure
        await _HANDLERS[name](interaction, *parse_arguments(_HANDLERS[name], arguments))
    except Exception as error:  # noqa: BLE001  # the shared error handler classifies it and logs unexpected ones
        await on_app_command_error(interaction, error)
    finally:
        interaction.client.interactions.note_answered(interaction)


#: Types of channels and threads that contain messages.
MESSAGE_CHANNEL_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)

#: https://discord.com/developers/docs/components/reference#label-label-structure and #text-input
MAX_MODAL_LABEL_LENGTH, MAX_MODAL_HINT_LENGTH, MAX_MODAL_TEXT_LENGTH = 45, 100, 4_000


@dataclass(frozen=True, slots=True)
class ModalField:
    """
    A text input of a modal.

    Attributes:
        id: Its custom_id, by which `read_modal` finds its text.
        label: What to enter, up to 45 characters.
        text: Initial text.
        hint: More on what to enter, up to 100 characters, or ``""``.
        multiline: Whether it has several lines.
        required: Whether it must not be empty.
        max_length: Maximum number of characters.
    """

    id: str
    label: str
    text: str = ""
    hint: str = ""
    multiline: bool = False
    required: bool = True
    max_length: int = MAX_MODAL_TEXT_LENGTH


@dataclass(frozen=True, slots=True)
class ModalMenu:
    """
    A select menu of a modal.

    Attributes:
        id: Its custom_id, by which `read_modal_choices` finds what was chosen.
        label: What to choose, up to 45 characters.
        choices: From 1 to 25 for `MenuKind.CHOICES`, otherwise none; their labels and descriptions are translated.
        kind: Type of the menu.
        chosen: Ids of the roles or channels that are chosen initially.
        hint: More on what to choose, up to 100 characters, or ``""``.
        max_values: Maximum number of choices.
        required: Whether something must be chosen.
    """

    id: str
    label: str
    choices: tuple[MenuChoice, ...] = ()
    kind: MenuKind = MenuKind.CHOICES
    chosen: tuple[int, ...] = ()
    hint: str = ""
    max_values: int = 1
    required: bool = True


async def send_modal(
    interaction: discord.Interaction[Dateline], identity: str, title: str, *fields: ModalField | ModalMenu
) -> None:
    """Open a modal; this must be the first response to *interaction*, within three seconds."""
    translator = get_translator(interaction)
    modal = ui.Modal(
        title=truncate(translator.translate(title), MAX_MODAL_LABEL_LENGTH), custom_id=identity, timeout=None
    )
    for field in fields:
        hint = truncate(translator.translate(field.hint), MAX_MODAL_HINT_LENGTH) or None
        modal.add_item(
            ui.Label(
                text=truncate(translator.translate(field.label), MAX_MODAL_LABEL_LENGTH),
                description=hint,
                component=_build_input(field) if isinstance(field, ModalField) else _build_menu(field, translator),
            )
        )
    # Stopped, so that discord.py does not store it and lose it at a restart: `on_modal_submit` handles it.
    modal.stop()
    await interaction.response.send_modal(modal)


def _build_input(field: ModalField) -> ui.Item[Any]:
    return ui.TextInput(
        custom_id=field.id,
        style=discord.TextStyle.paragraph if field.multiline else discord.TextStyle.short,
        default=field.text[: field.max_length] or None,
        required=field.required,
        max_length=field.max_length,
    )


def _build_menu(menu: ModalMenu, translator: Translator) -> ui.Item[Any]:
    limits: dict[str, Any] = {
        "custom_id": menu.id,
        "min_values": int(menu.required),
        "max_values": menu.max_values,
        "required": menu.required,
    }
    if menu.kind is MenuKind.ROLES:
        return ui.RoleSelect(**limits, default_values=_build_defaults(menu, discord.SelectDefaultValueType.role))
    if menu.kind is MenuKind.CHANNELS:
        channels = _build_defaults(menu, discord.SelectDefaultValueType.channel)
        return ui.ChannelSelect(**limits, default_values=channels, channel_types=list(MESSAGE_CHANNEL_TYPES))
    options = [
        discord.SelectOption(
            label=truncate(translator.translate(one.label), MAX_CHOICE_LENGTH),
            value=one.value,
            description=truncate(translator.translate(one.description), MAX_CHOICE_LENGTH) or None,
            default=one.default,
        )
        for one in menu.choices
    ]
    return ui.Select(**limits, options=options)


def _build_defaults(menu: ModalMenu, kind: discord.SelectDefaultValueType) -> list[discord.SelectDefaultValue]:
    # Discord's ids are strings in JSON, but discord.py sends this one as it is given.
    ids: list[Any] = [str(one) for one in menu.chosen]
    return [discord.SelectDefaultValue(id=one, type=kind) for one in ids]


def read_modal(interaction: discord.Interaction[Dateline], *fields: str) -> tuple[str, ...]:
    """
    Return the texts that were entered in a modal into *fields*, given by their ids.

    Raises:
        InputError: If a field is missing, because another version of the bot sent the modal.
    """
    data: Any = interaction.data
    parts = [part.get("component") or {} for part in data.get("components", ())]
    texts = {
        part["custom_id"]: replace_surrogates(str(part.get("value") or "").strip())
        for part in parts
        if "custom_id" in part
    }
    if not texts.keys() >= set(fields):
        raise stale_component_error()
    return tuple(texts[field] for field in fields)


def read_modal_choices(interaction: discord.Interaction[Dateline], *menus: str) -> tuple[tuple[str, ...], ...]:
    """
    Return what was chosen in *menus* of a modal, given by their ids: values, or ids of roles or channels.

    Raises:
        InputError: If a menu is missing, because another version of the bot sent the modal.
    """
    data: Any = interaction.data
    parts = [part.get("component") or {} for part in data.get("components", ())]
    chosen = {
        part["custom_id"]: tuple(map(replace_surrogates, part["values"]))
        for part in parts
        if "custom_id" in part and isinstance(part.get("values"), list)
    }
    if not chosen.keys() >= set(menus):
        raise stale_component_error()
    return tuple(chosen[menu] for menu in menus)
