"""The bot's own tables: the door to SQL, numbered migrations, and the right to deliver."""

from bot.database.connection import Turn, connect, instant, path_of, transaction, translated, written

__all__ = ["Turn", "connect", "instant", "path_of", "transaction", "translated", "written"]
