"""The bot on a test server, to which anything can be sent that Discord might."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bot.client.config import Config
from bot.services.feeds import FetchSettings
from bot.testserver import CallbackKind, ChatMessage, PendingInteraction, TestServer
from bot.testserver.state.events import Interaction, InteractionKind
from bot.testserver.state.model import Channel, MessageFlag, flatten_components
from bot.testserver.state.serializers import serialize_message
from bot.testserver.state.state import create_default_state
from tests.support.bot.bot_session import NOON
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot
from tests.support.sample_store import copy_sample_store

SUBCOMMAND, GROUP = 1, 2
_BUTTON, _MENU = 2, 3
_MESSAGE_COMMAND = 3
_MESSAGE_INTERACTIONS = frozenset((InteractionKind.COMPONENT, InteractionKind.MODAL))
#: How the library calls its tasks that run a command, a listener, and what a button does.
_WORK_TASK_NAMES = ("CommandTree-invoker", "discord.py: on_interaction", "discord-ui-")
#: Seconds that a busy machine may take for an answer.
_REPLY_TIMEOUT = 20.0


class DiscordInput(NamedTuple):
    """
    One thing that Discord sends.

    Attributes:
        kind: Command, component, half-typed option or form.
        data: Its data; of a command ``path``, the words after the slash, and ``options``, or ``menu``, its name in the
            menu of a message, and that one's ``text``. ``{shown}`` in an id stands for a reply that the bot remembers,
            ``{channel}`` for a channel.
        admin: Whether a member who manages the server does it.
        direct: Whether it is done in the direct conversation with the bot.
    """

    kind: InteractionKind
    data: Mapping[str, Any]
    admin: bool = False
    direct: bool = False


class InteractionBot:
    """The bot at work, with one reply that it remembers."""

    def __init__(self, server: TestServer) -> None:
        self.server, self.world = server, server.world
        self.members = {admin: server.as_member("Ada" if admin else "Mel") for admin in (False, True)}

    async def create_reply(self) -> None:
        """Ask one thing, so that there are buttons of the bot's own."""
        message = (
            await self.members[False].run_slash_command("brief", {"topic": "balloons"}).wait_for_answer(REPLY_TIMEOUT)
        )
        ids = [str(one["custom_id"]) for one in flatten_components(message.components) if "custom_id" in one]
        self._steps = 0
        self.reply_key = next(one.split(":")[1] for one in ids if ":" in one)

    async def send_input(self, given: DiscordInput) -> PendingInteraction:
        """Send *given* and wait until it is answered; nobody may be mentioned."""
        member = self.members[given.admin].switch_to_dm() if given.direct else self.members[given.admin]
        place = member.find_channel(None)
        data = self._build_data(given, place.id)
        more: dict[str, Any] = {}
        if given.kind in _MESSAGE_INTERACTIONS:
            more["source"] = source = await self._build_message(data, place)
        if given.kind is InteractionKind.MODAL:
            number = self.world.snowflake()
            more["opened_by"] = Interaction(
                number, "", InteractionKind.COMPONENT, member.user.id, place.id, place.guild, {}, 0.0, source
            )
        use = PendingInteraction(self.world, self.world.start_interaction(given.kind, member.user, place, data, **more))
        response = await use.wait_for_acknowledgement(_REPLY_TIMEOUT)
        if response is CallbackKind.DEFERRED_MESSAGE:
            await use.wait_until(_is_settled, "answer", _REPLY_TIMEOUT)
        if under_way := [task for task in asyncio.all_tasks() if task.get_name().startswith(_WORK_TASK_NAMES)]:
            _, late = await asyncio.wait(under_way, timeout=_REPLY_TIMEOUT)
            assert not late
        for message in use.messages:
            assert not message.mention_everyone
            assert (message.mentions, message.mention_roles) == ((), ())
        return use

    async def _get_message_id(self, identity: str) -> int:
        """Return the id of the message: for a control of a setup that of the setup under way, or a new one."""
        if not identity.startswith("setup_"):
            return self.world.snowflake()
        if self._steps % 15 == 0:
            self._setup = (await self.members[True].run_slash_command("setup").wait_for_answer(_REPLY_TIMEOUT)).id
        self._steps += 1
        return self._setup

    async def _build_message(self, data: Mapping[str, Any], place: Channel) -> ChatMessage:
        """Make a message of the bot's that holds the control: of another version, or of its own."""
        control = {"type": data.get("component_type", 2), "custom_id": data["custom_id"], "id": 2}
        looks = {_BUTTON: {"style": 1, "label": "x"}, _MENU: {"options": [{"label": "x", "value": "x"}]}}
        control |= looks.get(control["type"], {})
        row = {"type": 1, "id": 1, "components": [control]}
        number, now = await self._get_message_id(data["custom_id"]), self.world.clock()
        return ChatMessage(number, place.id, self.world.bot, "", now, MessageFlag.IS_COMPONENTS_V2, [], [row])

    def _build_data(self, given: DiscordInput, channel: int) -> dict[str, Any]:
        filled = _fill_placeholders(dict(given.data), {"{shown}": self.reply_key, "{channel}": str(channel)})
        if "menu" in filled:
            return self._build_message_command(filled["menu"], filled["text"], channel)
        if "path" not in filled:
            return filled
        path, options = filled["path"], filled["options"]
        for depth in range(len(path) - 1, 0, -1):
            options = [
                {"name": path[depth], "type": SUBCOMMAND if depth == len(path) - 1 else GROUP, "options": options}
            ]
        known = next((one for one in self.world.commands[None].values() if one["name"] == path[0]), {"id": "1"})
        return {"id": known["id"], "name": path[0], "type": 1, "options": options}

    def _build_message_command(self, menu: str, text: str, channel: int) -> dict[str, Any]:
        """Write the data of a command that was chosen in the menu of a message with this text."""
        number, author = self.world.snowflake(), self.members[True].user
        message = serialize_message(self.world, ChatMessage(number, channel, author, text, self.world.clock()))
        known = next((one for one in self.world.commands[None].values() if one["name"] == menu), {"id": "1"})
        data = {"id": known["id"], "name": menu, "type": _MESSAGE_COMMAND, "target_id": str(number)}
        return data | {"resolved": {"messages": {str(number): message}}}


def _is_settled(held: Interaction) -> bool | None:
    """Return whether the bot has answered, or deleted its "thinking" message."""
    original = held.original
    return True if original and (original.deleted or not original.loading) else None


def _fill_placeholders(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401
    match value:
        case dict():
            return {key: _fill_placeholders(one, words) for key, one in value.items()}
        case list() | tuple():
            return [_fill_placeholders(one, words) for one in value]
        case str():
            return re.sub("|".join(map(re.escape, words)), lambda match: words[match[0]], value)
        case _:
            return value


@asynccontextmanager
async def run_interaction_bot(folder: Path) -> AsyncIterator[InteractionBot]:
    """Run the bot on a test server with the sample articles; no address of any network is allowed."""
    clock = ManualClock(NOON)
    # Seconds stand still: what a busy machine takes too long for is no finding.
    world = create_default_state(clock, lambda: 0.0)
    url = copy_sample_store(folder)
    async with TestServer(clock=clock, state=world) as server:
        network = FetchSettings(clock, is_address_allowed=lambda _address: False, pause=0.0)
        async with run_bot(server, Config(url, timezone="Asia/Seoul"), clock, fetch_settings=network):
            bot = InteractionBot(server)
            await bot.create_reply()
            yield bot
