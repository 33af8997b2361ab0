"""A gateway session: what a shard was told, kept so that it can resume."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from aiohttp import web

from bot.testserver.gateway.compression import Compress
from bot.testserver.world.model import Json


class Op(IntEnum):
    """docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes."""

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


class CloseCode(IntEnum):
    """docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes."""

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


GONE = 0  # in place of a close code: the client closed first


class Socket:
    """
    One client's connection; frames leave it in the order they were given, by one writer.

    Attributes:
        heard: When the last heartbeat came, in timer seconds; 0 before the first.
    """

    def __init__(
        self, connection: web.WebSocketResponse, transport: asyncio.WriteTransport, compress: Compress
    ) -> None:
        self.connection, self._transport = connection, transport
        self._compress = compress
        self.heard = 0.0
        self._outgoing: asyncio.Queue[str | int] = asyncio.Queue()
        self.writer = asyncio.get_running_loop().create_task(self._write())

    def give(self, frame: Json) -> None:
        """Send *frame* after all given before."""
        self._outgoing.put_nowait(json.dumps(frame))

    def close(self, code: int) -> None:
        """Close with *code* once all given before is sent."""
        self._outgoing.put_nowait(code)

    def abort(self) -> None:
        """Break the connection without a word."""
        self._transport.abort()

    async def _write(self) -> None:
        try:
            while not isinstance(frame := await self._outgoing.get(), int):
                packed = self._compress(frame)
                if isinstance(packed, str):
                    await self.connection.send_str(packed)
                else:
                    # The stream is compressed already; the socket's own compression would be a second one.
                    await self.connection.send_bytes(packed)
            if frame != GONE:
                await self.connection.close(code=frame)
        except (ConnectionError, RuntimeError):
            return  # the client went away; its session waits for it to resume


@dataclass(slots=True)
class Session:
    """
    What one shard was told.

    Attributes:
        sent: The last dispatches as (sequence, frame), for a resume.
        socket: Where it is connected, or None while it is away.
        opening: The sequence number of the last of the servers it is told of first.
        ready: Whether it has read that one.
        left: When its socket closed, in timer seconds.
    """

    shard: int
    shards: int
    intents: int
    socket: Socket | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    sent: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=1000))
    opening: int = 0
    ready: bool = False
    left: float = 0.0

    def hears(self, guild: int | None) -> bool:
        """Tell whether this shard is told of *guild*; direct messages go to shard 0 (docs/events/gateway#sharding)."""
        return ((guild >> 22) % self.shards if guild else 0) == self.shard

    def tell(self, name: str, data: Json) -> None:
        """Dispatch *name*, now or when the shard resumes."""
        self.sequence += 1
        frame = {"op": Op.DISPATCH, "t": name, "s": self.sequence, "d": data}
        self.sent.append((self.sequence, frame))
        if self.socket:
            self.socket.give(frame)

    def ask(self) -> None:
        """Ask for a heartbeat now, which shows what the client has read (docs/events/gateway#heartbeat-requests)."""
        self.opening = self.sequence
        if self.socket:
            self.socket.give({"op": Op.HEARTBEAT, "d": None})

    def remembers(self, after: int) -> bool:
        """Tell whether all that came after sequence *after* is still kept."""
        return not self.sent or self.sent[0][0] <= after + 1

    def replay(self, after: int) -> None:
        """Send again what came after sequence *after*."""
        for sequence, frame in self.sent:
            if sequence > after and self.socket:
                self.socket.give(frame)
