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
        member_limit: Maximum requests of one member.
        guild_limit: Maximum requests of all members of one guild together.
        seconds: The time to which these limits apply.
        timer: Returns monotonic seconds; defaults to the event loop's clock.
        max_tracked: Members and guilds to track before idle ones are dropped.
    """

    def __init__(
        self,
        member_limit: int = MAX_REQUESTS_PER_MEMBER,
        guild_limit: int = MAX_REQUESTS_PER_GUILD,
        seconds: float = COOLDOWN_SECONDS,
        timer: Callable[[], float] | None = None,
        max_tracked: int = MAX_TRACKED_KEYS,
    ) -> None:
        self._member_limit, self._guild_limit, self._seconds, self._timer = member_limit, guild_limit, seconds, timer
        self._max_tracked = max_tracked
        self._cooldowns: dict[Hashable, app_commands.Cooldown] = {}

    def hit(self, member: int, guild: int | None) -> None:
        """
        Count one request of *member* in *guild*.

        Raises:
            CommandOnCooldown: If the member or the guild made too many.
        """
        now = self._timer() if self._timer else asyncio.get_running_loop().time()
        self._forget_idle(now)
        counted: list[tuple[Hashable, int]] = [(("member", member), self._member_limit)]
        if guild is not None:
            counted.append((("server", guild), self._guild_limit))
        for key, limit in counted:
            cooldown = self._cooldowns.setdefault(key, app_commands.Cooldown(limit, self._seconds))
            if wait := cooldown.update_rate_limit(now):
                raise app_commands.CommandOnCooldown(cooldown, wait)

    def _forget_idle(self, now: float) -> None:
        if len(self._cooldowns) > self._max_tracked:
            self._cooldowns = {key: one for key, one in self._cooldowns.items() if one.get_tokens(now) < one.rate}
