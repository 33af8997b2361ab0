"""What can go wrong on demand: everything here is off until it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What a fault does to a request."""

    RATE_LIMITED = "rate_limited"  # 429 as Discord sends it, with `Via`
    BANNED = "banned"  # 429 without `Via`: its content delivery network turns the address away
    ERROR_BEFORE = "error_before"  # a 5xx; nothing was done
    ERROR_AFTER = "error_after"  # a 5xx, yet it was done
    LOST_REPLY = "lost_reply"  # it was done, and the connection broke before the answer
    SLOW = "slow"  # the answer comes late


@dataclass(slots=True)
class Fault:
    """
    A fault and the requests it befalls.

    Attributes:
        kind: What it does.
        route: A pattern searched for in "METHOD /path" below ``/api/v10``; "" befalls every request.
        times: How many requests it still befalls.
        status: The status of an error.
        seconds: How late a slow answer comes, or ``retry_after`` of a 429.
        everywhere: Whether a 429 is the global one.
    """

    kind: FaultKind
    route: str = ""
    times: int = 1
    status: int = 502
    seconds: float = 0.1
    everywhere: bool = False

    def __post_init__(self) -> None:
        if self.times < 1 or self.seconds < 0 or not 500 <= self.status <= 599:
            raise ValueError(f"no such fault: {self}")
        re.compile(self.route)


class Faults:
    """The faults in waiting; each is used up request by request."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, kind: FaultKind | str, route: str = "", **more: float) -> Fault:
        """
        Let something go wrong from now on; *more* as in ``Fault``.

        Raises:
            ValueError: If there is no such kind of fault, or *route* is no pattern.
        """
        try:
            fault = Fault(FaultKind(kind), route, **more)  # type: ignore[arg-type]
        except (re.error, TypeError) as error:
            raise ValueError(f"no such fault: {error}") from error
        self._waiting.append(fault)
        return fault

    def take(self, request: str) -> Fault | None:
        """Use up the first fault that befalls *request*, "METHOD /path"."""
        for fault in self._waiting:
            if re.search(fault.route, request):
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Let everything go well again."""
        self._waiting.clear()

    @property
    def waiting(self) -> tuple[Fault, ...]:
        """The faults that are not used up."""
        return tuple(self._waiting)
