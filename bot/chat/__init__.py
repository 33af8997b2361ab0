"""``dateline chat``: the bot's commands in a terminal: the real bot, in direct conversation on a test server."""

from bot.chat.prompt import run_chat

__all__ = ["run_chat"]
