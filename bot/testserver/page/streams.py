"""Events for one open page, as server-sent events (WHATWG HTML, 9.2)."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.testserver.page import views
from bot.testserver.world.events import Event
from bot.testserver.world.interactions import Interaction
from bot.testserver.world.model import Json, Message, User, Value
from bot.testserver.world.state import World

_WORLD_CHANGED = ("CHANNEL_", "THREAD_", "GUILD_", "member_", "channel_")
# A comment now and then, so that a browser that went away is noticed.
_PULSE = 15.0


class Stream:
    """What one page that acts as *viewer* is told."""

    def __init__(self, world: World, viewer: User) -> None:
        self._world, self._viewer = world, viewer
        self._outgoing: asyncio.Queue[tuple[str, Value] | None] = asyncio.Queue()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Send events until the page goes away or the server stops."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        silence = self._world.bulletin.listen(self._hear)
        # How soon the browser is to try again, in milliseconds.
        await response.write(b"retry: 1000\n\n")
        self._give("world", views.everything(self._world, self._viewer))
        try:
            while (item := await self._next()) is not None:
                await response.write(_written(*item))
        except ConnectionError:
            return response  # the page is closed
        finally:
            silence()
        return response

    def end(self) -> None:
        """Let the stream end after what it still holds."""
        self._outgoing.put_nowait(None)

    async def _next(self) -> tuple[str, Value] | None:
        try:
            async with asyncio.timeout(_PULSE):
                return await self._outgoing.get()
        except TimeoutError:
            return "", None

    def _give(self, name: str, data: Json) -> None:
        self._outgoing.put_nowait((name, data))

    def _hear(self, event: Event) -> None:
        subject = event.subject
        if event.private_to not in {None, self._viewer.id}:
            return
        if event.name.startswith(_WORLD_CHANGED):
            self._give("world", views.everything(self._world, self._viewer))
        elif event.name == "commands_changed":
            self._give("commands", {})
        elif event.name == "person_changed":
            self._give("world", views.everything(self._world, self._viewer))
            self._give("commands", {})
        elif isinstance(subject, Interaction):
            if event.name == "interaction_acknowledged":
                self._give("interaction", acknowledged(subject))
        elif event.channel is None or not self._sees(event.channel):
            return
        elif isinstance(subject, Message):
            self._tell_message(event, subject)
        elif isinstance(subject, tuple):
            self._tell_deed(event, *subject)

    def _sees(self, channel: int) -> bool:
        place = self._world.channels.get(channel)
        return place is not None and views.visible(self._world, place, self._viewer)

    def _tell_message(self, event: Event, message: Message) -> None:
        if event.name == "MESSAGE_DELETE":
            self._give("gone", {"id": str(message.id), "channel_id": str(message.channel)})
        else:
            self._give("message", views.message(self._world, message, self._viewer))

    def _tell_deed(self, event: Event, user: int, detail: str) -> None:
        if event.name == "TYPING_START" and user != self._viewer.id:
            self._give("typing", {"channel_id": str(event.channel), "name": self._world.users[user].shown})
        elif event.name.startswith("MESSAGE_REACTION") and event.channel:
            message = self._world.messages[event.channel].get(int(detail.partition(" ")[0]))
            if message is not None:
                self._give("message", views.message(self._world, message, self._viewer))


def acknowledged(held: Interaction) -> Json:
    """Describe how an interaction was acknowledged, with the modal that it opens."""
    return {"id": str(held.id), "response": held.response, "modal": held.modal}


def _written(name: str, data: Value) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode() if name else b": still here\n\n"
