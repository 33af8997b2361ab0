"""Faults to inject into REST requests: rate limits, errors, lost replies and slow responses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What a fault does to a request."""

    RATE_LIMITED = "rate_limited"  # 429 as Discord sends it, with `Via`
    BANNED = "banned"  # 429 without `Via`: the content delivery network rejects the IP address
    ERROR_BEFORE = "error_before"  # 5xx; the request is not executed
    ERROR_AFTER = "error_after"  # 5xx, although the request is executed
    LOST_REPLY = "lost_reply"  # the request is executed, but the connection breaks before the response
    SLOW = "slow"  # the response is late


@dataclass(slots=True)
class Fault:
    """
    A fault and the requests it applies to.

    Attributes:
        kind: What it does.
        route: Regular expression searched for in "METHOD /path", the path below ``/api/v10``; "" matches every request.
        times: How many requests it still applies to.
        status: HTTP status of an error, 500 to 599.
        seconds: Delay of a slow response, or ``retry_after`` of a 429.
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


class FaultQueue:
    """Pending faults, used up request by request."""

    def __init__(self) -> None:
        self._pending: list[Fault] = []

    def add(self, kind: FaultKind | str, route: str = "", **fields: float) -> Fault:
        """
        Add a fault for the next requests that match *route*; *fields* sets further fields of ``Fault``.

        Raises:
            ValueError: If *kind* or a field is unknown, *route* is no regular expression, or a value is out of range.
        """
        try:
            fault = Fault(FaultKind(kind), route, **fields)  # type: ignore[arg-type]
        except (re.error, TypeError) as error:
            raise ValueError(f"no such fault: {error}") from error
        self._pending.append(fault)
        return fault

    def take(self, request: str) -> Fault | None:
        """Return the first fault that matches *request* ("METHOD /path") and use it once; None if none matches."""
        for fault in self._pending:
            if re.search(fault.route, request):
                fault.times -= 1
                if not fault.times:
                    self._pending.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Remove all pending faults."""
        self._pending.clear()

    @property
    def pending(self) -> tuple[Fault, ...]:
        """The faults that are not yet used up."""
        return tuple(self._pending)
