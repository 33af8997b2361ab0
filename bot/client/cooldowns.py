"""Cooldowns: how many requests a member and a server may make."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable

from discord import app_commands

#: Commands and component uses per member and per guild, within `COOLDOWN_SECONDS`.
MAX_REQUESTS_PER_MEMBER, MAX_REQUESTS_PER_GUILD, COOLDOWN_SECONDS = 30, 150, 30.0
#: Members and guilds to track before idle ones are dropped.
MAX_TRACKED_KEYS = 10_000


class Cooldowns:
    """
    Counts the recent requests of each member and guild.

    Args:
        member: Maximum requests of one member.
        server: Maximum requests of all members of one guild together.
        seconds: The time to which these limits apply.
        timer: Returns monotonic seconds; defaults to the event loop's clock.
        remembered: Members and guilds to track before idle ones are dropped.
    """

    def __init__(
        self,
        member: int = MAX_REQUESTS_PER_MEMBER,
        server: int = MAX_REQUESTS_PER_GUILD,
        seconds: float = COOLDOWN_SECONDS,
        timer: Callable[[], float] | None = None,
        remembered: int = MAX_TRACKED_KEYS,
    ) -> None:
        self._member, self._server, self._seconds, self._timer = member, server, seconds, timer
        self._remembered = remembered
        self._asked: dict[Hashable, app_commands.Cooldown] = {}

    def hit(self, member: int, guild: int | None) -> None:
        """
        Count one request of *member* in *guild*.

        Raises:
            CommandOnCooldown: If the member or the guild made too many.
        """
        now = self._timer() if self._timer else asyncio.get_running_loop().time()
        self._forget_idle(now)
        counted: list[tuple[Hashable, int]] = [(("member", member), self._member)]
        if guild is not None:
            counted.append((("server", guild), self._server))
        for key, most in counted:
            cooldown = self._asked.setdefault(key, app_commands.Cooldown(most, self._seconds))
            if wait := cooldown.update_rate_limit(now):
                raise app_commands.CommandOnCooldown(cooldown, wait)

    def _forget_idle(self, now: float) -> None:
        if len(self._asked) > self._remembered:
            self._asked = {key: one for key, one in self._asked.items() if one.get_tokens(now) < one.rate}
