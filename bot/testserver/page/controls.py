"""Hidden controls: faults and blows of fate, for tests of other programs and for the curious."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.testserver.faults import Faults
from bot.testserver.gateway import Gateway
from bot.testserver.world.model import Json
from bot.testserver.world.state import World


@dataclass(frozen=True, slots=True)
class Machinery:
    """
    What the controls turn.

    Attributes:
        world: What exists behind the wire.
        gateway: The connected shards.
        faults: What goes wrong on demand.
    """

    world: World
    gateway: Gateway
    faults: Faults


def _fault(machinery: Machinery, order: Json) -> None:
    machinery.faults.add(**order)


def _well(machinery: Machinery, _: Json) -> None:
    machinery.faults.clear()
    machinery.gateway.acknowledging = True


def _drop(machinery: Machinery, order: Json) -> None:
    machinery.gateway.drop(int(order.get("code", 1006)))


def _reconnect(machinery: Machinery, _: Json) -> None:
    machinery.gateway.ask_to_reconnect()


def _invalidate(machinery: Machinery, order: Json) -> None:
    machinery.gateway.invalidate(resumable=bool(order.get("resumable")))


def _silence(machinery: Machinery, _: Json) -> None:
    machinery.gateway.acknowledging = False


def _delete_channel(machinery: Machinery, order: Json) -> None:
    machinery.world.close_channel(machinery.world.channel(int(order["channel"])))


def _deny(machinery: Machinery, order: Json) -> None:
    machinery.world.deny(machinery.world.channel(int(order["channel"])), int(order["permissions"]))


CONTROLS: dict[str, Callable[[Machinery, Json], Json | None]] = {
    "fault": _fault,
    "well": _well,
    "drop": _drop,
    "reconnect": _reconnect,
    "invalidate": _invalidate,
    "silence": _silence,
    "delete-channel": _delete_channel,
    "deny": _deny,
}
