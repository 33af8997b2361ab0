"""``/digest``: a channel's digests, for those who manage the server; the buttons of their drafts."""

from bot.commands.digests import drafts, keeping, posting, subscribing
from bot.commands.digests.group import digest

__all__ = ["digest", "drafts", "keeping", "posting", "subscribing"]
