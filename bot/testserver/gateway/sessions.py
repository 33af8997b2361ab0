"""Gateway sockets, and sessions that store sent events so that a client can resume."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from aiohttp import web

from bot.testserver.gateway.compression import Compressor
from bot.testserver.state.model import Json


class Opcode(IntEnum):
    """Gateway opcodes (docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes)."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11
    REQUEST_SOUNDBOARD_SOUNDS = 31


class CloseCode(IntEnum):
    """Gateway close codes (docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes)."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    RATE_LIMITED = 4008
    INVALID_SHARD = 4010
    INVALID_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


CLIENT_CLOSED = 0  # used instead of a close code if the client closed first


class GatewaySocket:
    """
    Connection of one client; a single writer task sends frames in order.

    Attributes:
        last_heartbeat: Time of the last heartbeat, in timer seconds; 0 before the first.
    """

    def __init__(
        self, connection: web.WebSocketResponse, transport: asyncio.WriteTransport, compress: Compressor
    ) -> None:
        self.connection, self._transport = connection, transport
        self._compress = compress
        self.last_heartbeat = 0.0
        self._outgoing: asyncio.Queue[str | int] = asyncio.Queue()
        self.writer = asyncio.get_running_loop().create_task(self._write_frames())

    def send(self, frame: Json) -> None:
        """Queue *frame*, which has all four fields of docs/events/gateway-events#payload-structure, for sending."""
        self._outgoing.put_nowait(json.dumps({"t": None, "s": None} | frame))

    def close(self, code: int) -> None:
        """Close with *code* after all queued frames are sent."""
        self._outgoing.put_nowait(code)

    def abort(self) -> None:
        """Break the connection without a close frame."""
        self._transport.abort()

    async def _write_frames(self) -> None:
        try:
            while not isinstance(frame := await self._outgoing.get(), int):
                packed = self._compress(frame)
                if isinstance(packed, str):
                    await self.connection.send_str(packed)
                else:
                    # The payload is already compressed, so the socket's own compression is off.
                    await self.connection.send_bytes(packed)
            if frame != CLIENT_CLOSED:
                await self.connection.close(code=frame)
        except (ConnectionError, RuntimeError):
            return  # the client disconnected; its session waits for a resume


@dataclass(slots=True)
class GatewaySession:
    """
    Session of one shard, with its recent dispatches.

    Attributes:
        sent: The last dispatches as (sequence, frame), for a resume.
        socket: The connected socket, or None while disconnected.
        initial_sequence: Sequence number of the last initial dispatch after identify or resume.
        ready: Whether the client has received that one.
        disconnected_at: When the socket closed, in timer seconds.
    """

    shard: int
    shards: int
    intents: int
    socket: GatewaySocket | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    sent: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=1000))
    initial_sequence: int = 0
    ready: bool = False
    disconnected_at: float = 0.0

    def is_responsible_for(self, guild: int | None) -> bool:
        """Return whether *guild* belongs to this shard; None belongs to shard 0 (docs/events/gateway#sharding)."""
        return ((guild >> 22) % self.shards if guild else 0) == self.shard

    def dispatch(self, name: str, data: Json) -> None:
        """Send event *name* now, or on resume if the shard is disconnected."""
        self.sequence += 1
        frame = {"op": Opcode.DISPATCH, "t": name, "s": self.sequence, "d": data}
        self.sent.append((self.sequence, frame))
        if self.socket:
            self.socket.send(frame)

    def request_heartbeat(self) -> None:
        """Request a heartbeat, which shows what the client has received (docs/events/gateway#heartbeat-requests)."""
        self.initial_sequence = self.sequence
        if self.socket:
            self.socket.send({"op": Opcode.HEARTBEAT, "d": None})

    def can_replay(self, after: int) -> bool:
        """Return whether all dispatches after sequence *after* are still stored."""
        return not self.sent or self.sent[0][0] <= after + 1

    def replay(self, after: int) -> None:
        """Send the stored dispatches after sequence *after* again."""
        for sequence, frame in self.sent:
            if sequence > after and self.socket:
                self.socket.send(frame)
