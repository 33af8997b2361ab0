"""How many replies the bot stores, so that their buttons work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReplyLimits:
    """
    How many replies are stored at most; one takes about 3.3 kB. Beyond that, the oldest are deleted.

    Attributes:
        per_member: Replies to one member, in all guilds and direct messages together.
        per_guild: Replies and digests in one guild.
    """

    per_member: int = 500
    per_guild: int = 20_000


DEFAULT_REPLY_LIMITS = ReplyLimits()
