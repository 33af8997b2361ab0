"""Hidden controls: faults and blows of fate, for tests of other programs and for the curious."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.testserver.world.model import Json

if TYPE_CHECKING:
    from bot.testserver.server import TestServer


def _fault(server: TestServer, order: Json) -> None:
    server.faults.add(**order)


def _well(server: TestServer, _: Json) -> None:
    server.faults.clear()
    server.gateway.acknowledging = True


def _drop(server: TestServer, order: Json) -> None:
    server.gateway.drop(int(order.get("code", 1006)))


def _reconnect(server: TestServer, _: Json) -> None:
    server.gateway.ask_to_reconnect()


def _invalidate(server: TestServer, order: Json) -> None:
    server.gateway.invalidate(resumable=bool(order.get("resumable")))


def _silence(server: TestServer, _: Json) -> None:
    server.gateway.acknowledging = False


def _delete_channel(server: TestServer, order: Json) -> None:
    server.world.close_channel(server.world.channel(int(order["channel"])))


def _deny(server: TestServer, order: Json) -> None:
    server.world.deny(server.world.channel(int(order["channel"])), int(order["permissions"]))


CONTROLS: dict[str, Callable[[TestServer, Json], Json | None]] = {
    "fault": _fault,
    "well": _well,
    "drop": _drop,
    "reconnect": _reconnect,
    "invalidate": _invalidate,
    "silence": _silence,
    "delete-channel": _delete_channel,
    "deny": _deny,
}
