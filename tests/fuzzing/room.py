"""The bot on a test server, to which anything can be sent that Discord might."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bot.config import Config
from bot.scopes.intake import Door
from bot.testserver import TestServer, Use, default_world
from bot.testserver.world import payloads
from bot.testserver.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.testserver.world.model import Channel, Message, MessageFlag, walk
from tests.bot.newsroom import NOON, sample_store
from tests.bot.wire import PATIENCE, HandClock, running

SUBCOMMAND, GROUP = 1, 2
_BUTTON, _MENU = 2, 3
_OF_MESSAGES = 3
_ON_MESSAGES = frozenset((InteractionKind.COMPONENT, InteractionKind.MODAL))
#: How the library calls its tasks that run a command, a listener, and what a button does.
_WORK = ("CommandTree-invoker", "discord.py: on_interaction", "discord-ui-")
#: Seconds that a busy machine may take for an answer.
_PATIENCE = 20.0


class Act(NamedTuple):
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


class Room:
    """The bot at work, with one reply that it remembers."""

    def __init__(self, server: TestServer) -> None:
        self.server, self.world = server, server.world
        self.members = {admin: server.member("Ada" if admin else "Mel") for admin in (False, True)}

    async def enter(self) -> None:
        """Ask one thing, so that there are buttons of the bot's own."""
        message = await self.members[False].slash("brief", {"topic": "balloons"}).answer(PATIENCE)
        ids = [str(one["custom_id"]) for one in walk(message.components) if "custom_id" in one]
        self._steps = 0
        self.shown = next(one.split(":")[1] for one in ids if ":" in one)

    async def act(self, given: Act) -> Use:
        """Send *given* and wait until it is answered; nobody may be mentioned."""
        member = self.members[given.admin].direct() if given.direct else self.members[given.admin]
        place = member.place(None)
        data = self._data(given, place.id)
        more: dict[str, Any] = {}
        if given.kind in _ON_MESSAGES:
            more["source"] = source = await self._posted(data, place)
        if given.kind is InteractionKind.MODAL:
            number = self.world.snowflake()
            more["opened_by"] = Interaction(
                number, "", InteractionKind.COMPONENT, member.user.id, place.id, place.guild, {}, 0.0, source
            )
        use = Use(self.world, self.world.begin(given.kind, member.user, place, data, **more))
        response = await use.acknowledged(_PATIENCE)
        if response is CallbackKind.DEFERRED_MESSAGE:
            await use.until(_settled, "answer", _PATIENCE)
        if under_way := [task for task in asyncio.all_tasks() if task.get_name().startswith(_WORK)]:
            _, late = await asyncio.wait(under_way, timeout=_PATIENCE)
            assert not late
        for message in use.messages:
            assert not message.mention_everyone
            assert (message.mentions, message.mention_roles) == ((), ())
        return use

    async def _number(self, identity: str) -> int:
        """Give the id of the message: that of a setup under way where the control is one of its, now and then anew."""
        if not identity.startswith("setup_"):
            return self.world.snowflake()
        if self._steps % 15 == 0:
            self._setup = (await self.members[True].slash("setup").answer(_PATIENCE)).id
        self._steps += 1
        return self._setup

    async def _posted(self, data: Mapping[str, Any], place: Channel) -> Message:
        """Make a message of the bot's that holds the control: of another version, or of its own."""
        control = {"type": data.get("component_type", 2), "custom_id": data["custom_id"], "id": 2}
        looks = {_BUTTON: {"style": 1, "label": "x"}, _MENU: {"options": [{"label": "x", "value": "x"}]}}
        control |= looks.get(control["type"], {})
        row = {"type": 1, "id": 1, "components": [control]}
        number, now = await self._number(data["custom_id"]), self.world.clock()
        return Message(number, place.id, self.world.bot, "", now, MessageFlag.IS_COMPONENTS_V2, [], [row])

    def _data(self, given: Act, channel: int) -> dict[str, Any]:
        filled = _filled(dict(given.data), {"{shown}": self.shown, "{channel}": str(channel)})
        if "menu" in filled:
            return self._about(filled["menu"], filled["text"], channel)
        if "path" not in filled:
            return filled
        path, options = filled["path"], filled["options"]
        for depth in range(len(path) - 1, 0, -1):
            options = [
                {"name": path[depth], "type": SUBCOMMAND if depth == len(path) - 1 else GROUP, "options": options}
            ]
        known = next((one for one in self.world.commands[None].values() if one["name"] == path[0]), {"id": "1"})
        return {"id": known["id"], "name": path[0], "type": 1, "options": options}

    def _about(self, menu: str, text: str, channel: int) -> dict[str, Any]:
        """Write the data of a command that was chosen in the menu of a message with this text."""
        number, author = self.world.snowflake(), self.members[True].user
        message = payloads.message(self.world, Message(number, channel, author, text, self.world.clock()))
        known = next((one for one in self.world.commands[None].values() if one["name"] == menu), {"id": "1"})
        data = {"id": known["id"], "name": menu, "type": _OF_MESSAGES, "target_id": str(number)}
        return data | {"resolved": {"messages": {str(number): message}}}


def _settled(held: Interaction) -> bool | None:
    """Tell whether the bot thinks no more: it has answered, or taken its "thinking" away."""
    original = held.original
    return True if original and (original.deleted or not original.loading) else None


def _filled(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401
    match value:
        case dict():
            return {key: _filled(one, words) for key, one in value.items()}
        case list() | tuple():
            return [_filled(one, words) for one in value]
        case str():
            return re.sub("|".join(map(re.escape, words)), lambda match: words[match[0]], value)
        case _:
            return value


@asynccontextmanager
async def at_work(folder: Path) -> AsyncIterator[Room]:
    """Run the bot on a test server with the sample articles; no address of any network is allowed."""
    clock = HandClock(NOON)
    # Seconds stand still: what a busy machine takes too long for is no finding.
    world = default_world(clock, lambda: 0.0)
    url = sample_store(folder)
    async with TestServer(clock=clock, state=world) as server:
        network = Door(clock, allowed=lambda _address: False, pause=0.0)
        async with running(server, Config(url, timezone="Asia/Seoul"), clock, door=network):
            room = Room(server)
            await room.enter()
            yield room
