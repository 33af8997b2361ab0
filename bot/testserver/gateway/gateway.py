"""The gateway WebSocket: identify, resume, heartbeats and event dispatch."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from aiohttp import WSMsgType, web

from bot.testserver.gateway.compression import Compressor, create_compressor
from bot.testserver.gateway.dispatch import PRIVILEGED_INTENTS, build_dispatch, build_members_chunk, build_ready
from bot.testserver.gateway.sessions import CLIENT_CLOSED, CloseCode, GatewaySession, GatewaySocket, Opcode
from bot.testserver.state.events import ServerEvent
from bot.testserver.state.model import Json, Value
from bot.testserver.state.serializers import serialize_guild_create
from bot.testserver.state.state import ServerState

HEARTBEAT_INTERVAL_MS = 41_250
HEARTBEAT_ACK_DELAY_SECONDS = 0.02  # typical of a fast connection
# Seconds. Discord does not document how long it keeps a session ("a short time", docs/events/gateway#resuming).
RESUME_TIMEOUT = 600.0
KNOWN_INTENTS = (1 << 26) - 1
# Discord docs: "Clients are allowed to send 120 gateway events every 60 seconds" (docs/events/gateway#rate-limiting)
MAX_EVENTS_PER_MINUTE = 120


class GatewayCloseError(Exception):
    """The socket must close with *code*."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    """
    The gateway: dispatches server events to every connected shard.

    Attributes:
        sessions: Sessions by id, connected or waiting for a resume.
        acknowledges_heartbeats: Whether heartbeats are acknowledged (a fault turns this off).
        heartbeats: Number of heartbeats received so far.
        heartbeat_ms: Heartbeat interval requested of clients, in milliseconds.
        longest_silence: Longest time between two heartbeats of a socket so far, in seconds.
    """

    def __init__(self, world: ServerState, token: str) -> None:
        self._world, self._token = world, token
        self.sessions: dict[str, GatewaySession] = {}
        self.sockets: set[GatewaySocket] = set()
        self.acknowledges_heartbeats = True
        self.heartbeats = 0
        self.heartbeat_ms = HEARTBEAT_INTERVAL_MS
        self.longest_silence = 0.0
        self._unsubscribe = world.event_bus.subscribe(self._on_event)

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket until it closes."""
        connection = web.WebSocketResponse(compress=False, max_msg_size=4096 * 4, timeout=1.0)
        await connection.prepare(request)
        try:
            compress = _select_compressor(request)
        except ValueError:
            await connection.close(code=CloseCode.DECODE_ERROR)
            return connection
        if not isinstance(request.transport, asyncio.WriteTransport):
            return connection  # the client has already disconnected
        socket = GatewaySocket(connection, request.transport, compress)
        self.sockets.add(socket)
        socket.send({"op": Opcode.HELLO, "d": {"heartbeat_interval": self.heartbeat_ms, "_trace": []}})
        try:
            await self._serve(socket, request.query.get("v", "10"))
        except GatewayCloseError as closing:
            socket.close(closing.code)
            await asyncio.wait({socket.writer})
        finally:
            self._remove_socket(socket)
        return connection

    async def close(self) -> None:
        """Close all sockets with code 1001 (going away) and unsubscribe from events."""
        self._unsubscribe()
        for socket in tuple(self.sockets):
            socket.close(1001)
            await asyncio.wait({socket.writer}, timeout=2.0)

    def drop_connections(self, code: int = 1006) -> None:
        """Break every connection: 1006 without a close frame, any other code with one."""
        for socket in tuple(self.sockets):
            if code == 1006:
                socket.abort()
            else:
                socket.close(code)

    def request_reconnect(self) -> None:
        """Ask every client to reconnect and resume (opcode 7)."""
        for socket in self.sockets:
            socket.send({"op": Opcode.RECONNECT, "d": None})

    def invalidate_sessions(self, *, resumable: bool) -> None:
        """Invalidate the session of every client (opcode 9), and delete all sessions unless *resumable*."""
        for socket in self.sockets:
            socket.send({"op": Opcode.INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()

    def _remove_socket(self, socket: GatewaySocket) -> None:
        socket.close(CLIENT_CLOSED)
        self.sockets.discard(socket)
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket, session.ready, session.disconnected_at = None, False, self._world.timer()
        self._publish_presence()

    def _publish_presence(self) -> None:
        self._world.online = any(session.ready for session in self.sessions.values())
        self._world.publish("person_changed", (self._world.application, ""))

    async def _serve(self, socket: GatewaySocket, version: str) -> None:
        session: GatewaySession | None = None
        if version != "10":
            raise GatewayCloseError(CloseCode.INVALID_VERSION)
        async for op, data in self._read_frames(socket):
            if op == Opcode.HEARTBEAT:
                self._handle_heartbeat(socket, session, data)
            elif op in {Opcode.IDENTIFY, Opcode.RESUME}:
                if session is not None:
                    raise GatewayCloseError(CloseCode.ALREADY_AUTHENTICATED)
                session = self._identify(socket, data) if op == Opcode.IDENTIFY else self._resume(socket, data)
            elif session is None:
                raise GatewayCloseError(CloseCode.NOT_AUTHENTICATED)
            else:
                self._handle_request(session, op, data)

    def _handle_request(self, session: GatewaySession, op: int, data: Json) -> None:
        """Answer a frame of an identified client."""
        if op == Opcode.REQUEST_MEMBERS:
            self._send_members(session, data)
        elif op == Opcode.REQUEST_SOUNDBOARD_SOUNDS:
            # See docs/events/gateway-events#request-soundboard-sounds: no guild here has any
            for guild in data.get("guild_ids") or ():
                session.dispatch("SOUNDBOARD_SOUNDS", {"guild_id": str(guild), "soundboard_sounds": []})
        elif op not in {Opcode.PRESENCE, Opcode.VOICE_STATE}:
            raise GatewayCloseError(CloseCode.UNKNOWN_OPCODE)

    async def _read_frames(self, socket: GatewaySocket) -> AsyncIterator[tuple[int, Value]]:
        arrived: list[float] = []
        async for message in socket.connection:
            arrived = [moment for moment in arrived if moment > self._world.timer() - 60] + [self._world.timer()]
            if len(arrived) > MAX_EVENTS_PER_MINUTE:
                raise GatewayCloseError(CloseCode.RATE_LIMITED)
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                raise GatewayCloseError(CloseCode.DECODE_ERROR)
            yield _parse_frame(message.data)

    def _handle_heartbeat(self, socket: GatewaySocket, session: GatewaySession | None, sequence: int | None) -> None:
        self.heartbeats += 1
        now = self._world.timer()
        self.longest_silence = max(self.longest_silence, now - (socket.last_heartbeat or now))
        socket.last_heartbeat = now
        # A heartbeat carries the last sequence number received, which shows that the client has received its guilds.
        if session is not None and not session.ready and sequence is not None and sequence >= session.initial_sequence:
            session.ready = True
            self._publish_presence()
        if self.acknowledges_heartbeats:
            # Delayed, because discord.py records the time of a heartbeat after sending it, in another thread, and
            # would match an earlier acknowledgement to the previous heartbeat.
            loop = asyncio.get_running_loop()
            loop.call_later(HEARTBEAT_ACK_DELAY_SECONDS, socket.send, {"op": Opcode.HEARTBEAT_ACK, "d": None})

    def _identify(self, socket: GatewaySocket, data: Json) -> GatewaySession:
        if data.get("token") != self._token:
            raise GatewayCloseError(CloseCode.AUTHENTICATION_FAILED)
        shard, shards = data.get("shard", (0, 1))
        if not 0 <= shard < shards:
            raise GatewayCloseError(CloseCode.INVALID_SHARD)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            raise GatewayCloseError(CloseCode.INVALID_INTENTS)
        if intents & PRIVILEGED_INTENTS & ~self._world.granted_intents:
            raise GatewayCloseError(CloseCode.DISALLOWED_INTENTS)
        session = GatewaySession(shard, shards, intents, socket)
        self._remove_expired_sessions()
        self.sessions[session.id] = session
        guilds = [
            guild
            for guild in self._world.guilds.values()
            if session.is_responsible_for(guild.id) and self._world.application in guild.members
        ]
        session.dispatch("READY", build_ready(self._world, session, [guild.id for guild in guilds]))
        for guild in guilds:
            if not guild.unavailable:
                session.dispatch("GUILD_CREATE", serialize_guild_create(self._world, guild))
        session.request_heartbeat()
        return session

    def _remove_expired_sessions(self) -> None:
        now = self._world.timer()
        for session in tuple(self.sessions.values()):
            if session.socket is None and now - session.disconnected_at > RESUME_TIMEOUT:
                del self.sessions[session.id]

    def _resume(self, socket: GatewaySocket, data: Json) -> GatewaySession | None:
        if data.get("token") != self._token:
            raise GatewayCloseError(CloseCode.AUTHENTICATION_FAILED)
        session = self.sessions.get(str(data.get("session_id")))
        after = int(data.get("seq") or 0)
        if session is not None and after > session.sequence:
            raise GatewayCloseError(CloseCode.INVALID_SEQUENCE)
        if session is None or not session.can_replay(after):
            socket.send({"op": Opcode.INVALID_SESSION, "d": False})
            return None
        session.socket = socket
        session.replay(after)
        session.dispatch("RESUMED", {"_trace": []})
        session.request_heartbeat()
        return session

    def _send_members(self, session: GatewaySession, data: Json) -> None:
        guild = self._world.guilds.get(int(data.get("guild_id", 0)))
        if guild is not None:
            session.dispatch("GUILD_MEMBERS_CHUNK", build_members_chunk(guild, data))

    def _on_event(self, event: ServerEvent) -> None:
        if not event.name.isupper():
            return
        if event.guild and event.name not in {"GUILD_DELETE", "INTERACTION_CREATE"}:
            guild = self._world.guilds[event.guild]
            if self._world.application not in guild.members or guild.unavailable:
                return
        for session in self.sessions.values():
            if session.is_responsible_for(event.guild):
                data = build_dispatch(self._world, event, session.intents)
                if data is not None:
                    session.dispatch("GUILD_CREATE" if event.name == "GUILD_JOINED" else event.name, data)

    async def wait_until_ready(self, shards: int, timeout: float) -> None:  # noqa: ASYNC109
        """
        Wait until *shards* shards are connected and have received their guilds.

        Raises:
            TimeoutError: If they are not within *timeout* seconds.
        """
        await self._world.event_bus.wait(
            lambda: True if sum(session.ready for session in self.sessions.values()) >= shards else None,
            timeout,
            f"{shards} connected shards",
        )


def _select_compressor(request: web.Request) -> Compressor:
    """Return the compressor that the URL asks for; raise ValueError for an encoding other than JSON."""
    if request.query.get("encoding", "json") != "json":
        raise ValueError("the gateway supports JSON only; connect with encoding=json")
    return create_compressor(request.query.get("compress"))


def _parse_frame(data: str | bytes) -> tuple[int, Value]:
    """Return opcode and data of a frame; JSON may come as text or as bytes (docs/events/gateway#encoding)."""
    try:
        frame = json.loads(data)
        return frame["op"], frame.get("d")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GatewayCloseError(CloseCode.DECODE_ERROR) from error
