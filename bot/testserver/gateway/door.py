"""The gateway's door: from hello to ready or resumed, then events until the socket closes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from aiohttp import WSMsgType, web

from bot.testserver.gateway.compression import compression
from bot.testserver.gateway.dispatches import PRIVILEGED, dispatch
from bot.testserver.gateway.greetings import members, ready
from bot.testserver.gateway.sessions import GONE, CloseCode, Op, Session, Socket
from bot.testserver.world import payloads
from bot.testserver.world.events import Event
from bot.testserver.world.model import Json, Value
from bot.testserver.world.state import World

HEARTBEAT_MS = 41_250
ACKNOWLEDGE_AFTER = 0.02  # seconds, as over a quick line
# Seconds; how long Discord keeps a session is not documented ("a short time", docs/events/gateway#resuming).
RESUMABLE = 600.0
KNOWN_INTENTS = (1 << 26) - 1
# They say "Clients are allowed to send 120 gateway events every 60 seconds" (docs/events/gateway#rate-limiting)
EVENTS_PER_MINUTE = 120


class Closing(Exception):
    """The socket must close with *code*."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    """
    Tells every connected shard what happens in the world.

    Attributes:
        sessions: By session id, connected or waiting to resume.
        acknowledging: Whether heartbeats are answered (a fault switches it off).
        heartbeats: How many were received so far.
        heartbeat_ms: How often each client is asked to send one.
        longest_silence: The longest that any socket let its next heartbeat be waited for, in seconds.
    """

    def __init__(self, world: World, token: str) -> None:
        self._world, self._token = world, token
        self.sessions: dict[str, Session] = {}
        self.sockets: set[Socket] = set()
        self.acknowledging = True
        self.heartbeats = 0
        self.heartbeat_ms = HEARTBEAT_MS
        self.longest_silence = 0.0
        self._silence = world.bulletin.listen(self._hear)

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket until it closes."""
        connection = web.WebSocketResponse(compress=False, max_msg_size=4096 * 4, timeout=1.0)
        await connection.prepare(request)
        try:
            compress = compression(request.query.get("compress"))
        except ValueError:
            await connection.close(code=CloseCode.DECODE_ERROR)
            return connection
        if not isinstance(request.transport, asyncio.WriteTransport):
            return connection  # gone already
        socket = Socket(connection, request.transport, compress)
        self.sockets.add(socket)
        socket.give({"op": Op.HELLO, "d": {"heartbeat_interval": self.heartbeat_ms, "_trace": []}})
        try:
            await self._serve(socket, request.query.get("v", "10"))
        except Closing as closing:
            socket.close(closing.code)
            await asyncio.wait({socket.writer})
        finally:
            self._forget(socket)
        return connection

    async def close(self) -> None:
        """Close all sockets as a service going away does, and hear no more events."""
        self._silence()
        for socket in tuple(self.sockets):
            socket.close(1001)
            await asyncio.wait({socket.writer}, timeout=2.0)

    def drop(self, code: int = 1006) -> None:
        """Break every connection: 1006 without a word, any other code with a close frame."""
        for socket in tuple(self.sockets):
            if code == 1006:
                socket.abort()
            else:
                socket.close(code)

    def ask_to_reconnect(self) -> None:
        """Tell every client to reconnect and resume (opcode 7)."""
        for socket in self.sockets:
            socket.give({"op": Op.RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every client that its session is invalid (opcode 9); unless *resumable* it is forgotten, too."""
        for socket in self.sockets:
            socket.give({"op": Op.INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()

    def _forget(self, socket: Socket) -> None:
        socket.close(GONE)
        self.sockets.discard(socket)
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket, session.ready, session.left = None, False, self._world.timer()
        self._tell_presence()

    def _tell_presence(self) -> None:
        self._world.online = any(session.ready for session in self.sessions.values())
        self._world.tell("person_changed", (self._world.application, ""))

    async def _serve(self, socket: Socket, version: str) -> None:
        session: Session | None = None
        if version != "10":
            raise Closing(CloseCode.INVALID_VERSION)
        async for op, data in self._frames(socket):
            if op == Op.HEARTBEAT:
                self._beat(socket, session, data)
            elif op in {Op.IDENTIFY, Op.RESUME}:
                if session is not None:
                    raise Closing(CloseCode.ALREADY_AUTHENTICATED)
                session = self._identify(socket, data) if op == Op.IDENTIFY else self._resume(socket, data)
            elif session is None:
                raise Closing(CloseCode.NOT_AUTHENTICATED)
            elif op == Op.REQUEST_MEMBERS:
                self._send_members(session, data)
            elif op not in {Op.PRESENCE, Op.VOICE_STATE}:
                raise Closing(CloseCode.UNKNOWN_OPCODE)

    async def _frames(self, socket: Socket) -> AsyncIterator[tuple[int, Value]]:
        arrived: list[float] = []
        async for message in socket.connection:
            arrived = [moment for moment in arrived if moment > self._world.timer() - 60] + [self._world.timer()]
            if len(arrived) > EVENTS_PER_MINUTE:
                raise Closing(CloseCode.RATE_LIMITED)
            if message.type is not WSMsgType.TEXT:
                raise Closing(CloseCode.DECODE_ERROR)
            yield _parse(message.data)

    def _beat(self, socket: Socket, session: Session | None, sequence: int | None) -> None:
        self.heartbeats += 1
        now = self._world.timer()
        self.longest_silence = max(self.longest_silence, now - (socket.heard or now))
        socket.heard = now
        # A heartbeat carries the last sequence number received: by it a client shows that it has read its servers.
        if session is not None and not session.ready and sequence is not None and sequence >= session.opening:
            session.ready = True
            self._tell_presence()
        if self.acknowledging:
            # Not at once: discord.py notes when it sent a heartbeat after sending it, from another thread, and takes
            # an answer that comes sooner for one to the heartbeat before.
            loop = asyncio.get_running_loop()
            loop.call_later(ACKNOWLEDGE_AFTER, socket.give, {"op": Op.HEARTBEAT_ACK, "d": None})

    def _identify(self, socket: Socket, data: Json) -> Session:
        if data.get("token") != self._token:
            raise Closing(CloseCode.AUTHENTICATION_FAILED)
        shard, shards = data.get("shard", (0, 1))
        if not 0 <= shard < shards:
            raise Closing(CloseCode.INVALID_SHARD)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            raise Closing(CloseCode.INVALID_INTENTS)
        if intents & PRIVILEGED & ~self._world.privileged:
            raise Closing(CloseCode.DISALLOWED_INTENTS)
        session = Session(shard, shards, intents, socket)
        self._forget_old()
        self.sessions[session.id] = session
        mine = [
            guild
            for guild in self._world.guilds.values()
            if session.hears(guild.id) and self._world.application in guild.members
        ]
        session.tell("READY", ready(self._world, session, [guild.id for guild in mine]))
        for guild in mine:
            if not guild.unavailable:
                session.tell("GUILD_CREATE", payloads.guild(self._world, guild))
        session.ask()
        return session

    def _forget_old(self) -> None:
        now = self._world.timer()
        for session in tuple(self.sessions.values()):
            if session.socket is None and now - session.left > RESUMABLE:
                del self.sessions[session.id]

    def _resume(self, socket: Socket, data: Json) -> Session | None:
        if data.get("token") != self._token:
            raise Closing(CloseCode.AUTHENTICATION_FAILED)
        session = self.sessions.get(str(data.get("session_id")))
        after = int(data.get("seq") or 0)
        if session is not None and after > session.sequence:
            raise Closing(CloseCode.INVALID_SEQUENCE)
        if session is None or not session.remembers(after):
            socket.give({"op": Op.INVALID_SESSION, "d": False})
            return None
        session.socket = socket
        session.replay(after)
        session.tell("RESUMED", {"_trace": []})
        session.ask()
        return session

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(int(data.get("guild_id", 0)))
        if guild is not None:
            session.tell("GUILD_MEMBERS_CHUNK", members(guild, data))

    def _hear(self, event: Event) -> None:
        if not event.name.isupper():
            return
        if event.guild and event.name not in {"GUILD_DELETE", "INTERACTION_CREATE"}:
            guild = self._world.guilds[event.guild]
            if self._world.application not in guild.members or guild.unavailable:
                return
        for session in self.sessions.values():
            if session.hears(event.guild):
                data = dispatch(self._world, event, session.intents)
                if data is not None:
                    session.tell("GUILD_CREATE" if event.name == "GUILD_JOINED" else event.name, data)

    async def ready(self, shards: int, timeout: float) -> None:  # noqa: ASYNC109
        """
        Wait until *shards* shards are connected and have read of their servers.

        Raises:
            TimeoutError: If they are not within *timeout* seconds.
        """
        await self._world.bulletin.wait(
            lambda: True if sum(session.ready for session in self.sessions.values()) >= shards else None,
            timeout,
            f"{shards} connected shards",
        )


def _parse(text: str) -> tuple[int, Value]:
    try:
        frame = json.loads(text)
        return frame["op"], frame.get("d")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Closing(CloseCode.DECODE_ERROR) from error
