"""How often members and servers may ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable

from discord import app_commands

#: Questions and pressed buttons in so many seconds: of one member, and of one server.
MEMBER, SERVER, SECONDS = 30, 150, 30.0
#: Members and servers that are remembered; those that were quiet for long are forgotten first.
MOST_REMEMBERED = 10_000


class Pace:
    """
    Counts who asked lately.

    Args:
        member: Most that one member may ask.
        server: Most that all of one server may ask together.
        seconds: In this time.
        timer: Gives seconds that only go forward; by default the event loop's.
        remembered: Members and servers that are remembered before the quiet ones are forgotten.
    """

    def __init__(
        self,
        member: int = MEMBER,
        server: int = SERVER,
        seconds: float = SECONDS,
        timer: Callable[[], float] | None = None,
        remembered: int = MOST_REMEMBERED,
    ) -> None:
        self._member, self._server, self._seconds, self._timer = member, server, seconds, timer
        self._remembered = remembered
        self._asked: dict[Hashable, app_commands.Cooldown] = {}

    def admit(self, member: int, guild: int | None) -> None:
        """
        Count one question.

        Raises:
            CommandOnCooldown: If there were too many.
        """
        now = self._timer() if self._timer else asyncio.get_running_loop().time()
        self._forget(now)
        counted: list[tuple[Hashable, int]] = [(("member", member), self._member)]
        if guild is not None:
            counted.append((("server", guild), self._server))
        for key, most in counted:
            cooldown = self._asked.setdefault(key, app_commands.Cooldown(most, self._seconds))
            if wait := cooldown.update_rate_limit(now):
                raise app_commands.CommandOnCooldown(cooldown, wait)

    def _forget(self, now: float) -> None:
        if len(self._asked) > self._remembered:
            self._asked = {key: one for key, one in self._asked.items() if one.get_tokens(now) < one.rate}
