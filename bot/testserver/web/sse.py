"""Server-sent events that update an open web page (WHATWG HTML, 9.2)."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.testserver.state.events import Interaction, ServerEvent
from bot.testserver.state.model import ChatMessage, Json, User, Value
from bot.testserver.state.state import ServerState
from bot.testserver.web.views import describe_message, describe_state, is_visible

_STATE_EVENT_PREFIXES = ("CHANNEL_", "THREAD_", "GUILD_", "member_", "channel_")
# Seconds between comments that reveal a closed connection.
_KEEPALIVE_INTERVAL = 15.0


class EventStream:
    """Event stream of one page that acts as *viewer*."""

    def __init__(self, world: ServerState, viewer: User) -> None:
        self._world, self._viewer = world, viewer
        self._outgoing: asyncio.Queue[tuple[str, Value] | None] = asyncio.Queue()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Send events until the page is closed or the server stops."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        unsubscribe = self._world.event_bus.subscribe(self._on_event)
        # Reconnection delay of the browser, in milliseconds.
        await response.write(b"retry: 1000\n\n")
        self._enqueue("world", describe_state(self._world, self._viewer))
        try:
            while (item := await self._get_next()) is not None:
                await response.write(_format_event(*item))
        except ConnectionError:
            return response  # the page is closed
        finally:
            unsubscribe()
        return response

    def end(self) -> None:
        """End the stream after the events already queued."""
        self._outgoing.put_nowait(None)

    async def _get_next(self) -> tuple[str, Value] | None:
        try:
            async with asyncio.timeout(_KEEPALIVE_INTERVAL):
                return await self._outgoing.get()
        except TimeoutError:
            return "", None

    def _enqueue(self, name: str, data: Json) -> None:
        self._outgoing.put_nowait((name, data))

    def _on_event(self, event: ServerEvent) -> None:
        subject = event.subject
        if event.private_to not in {None, self._viewer.id}:
            return
        if event.name.startswith(_STATE_EVENT_PREFIXES):
            self._enqueue("world", describe_state(self._world, self._viewer))
        elif event.name == "commands_changed":
            self._enqueue("commands", {})
        elif event.name == "person_changed":
            self._enqueue("world", describe_state(self._world, self._viewer))
            self._enqueue("commands", {})
        elif isinstance(subject, Interaction):
            if event.name == "interaction_acknowledged":
                self._enqueue("interaction", describe_acknowledgement(subject))
        elif event.channel is None or not self._can_see(event.channel):
            return
        elif isinstance(subject, ChatMessage):
            self._enqueue_message(event, subject)
        elif isinstance(subject, tuple):
            self._enqueue_activity(event, *subject)

    def _can_see(self, channel: int) -> bool:
        found = self._world.channels.get(channel)
        return found is not None and is_visible(self._world, found, self._viewer)

    def _enqueue_message(self, event: ServerEvent, message: ChatMessage) -> None:
        if event.name == "MESSAGE_DELETE":
            self._enqueue("gone", {"id": str(message.id), "channel_id": str(message.channel)})
        else:
            self._enqueue("message", describe_message(self._world, message, self._viewer))

    def _enqueue_activity(self, event: ServerEvent, user: int, detail: str) -> None:
        if event.name == "TYPING_START" and user != self._viewer.id:
            self._enqueue("typing", {"channel_id": str(event.channel), "name": self._world.users[user].display_name})
        elif event.name.startswith("MESSAGE_REACTION") and event.channel:
            message = self._world.messages[event.channel].get(int(detail.partition(" ")[0]))
            if message is not None:
                self._enqueue("message", describe_message(self._world, message, self._viewer))


def describe_acknowledgement(interaction: Interaction) -> Json:
    """Return how an interaction was acknowledged, with the modal that it opens."""
    return {"id": str(interaction.id), "response": interaction.response, "modal": interaction.modal}


def _format_event(name: str, data: Value) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode() if name else b": still here\n\n"
