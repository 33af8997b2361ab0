"""All that the bot keeps in its database: subscriptions with their ledger, settings, replies, setups, servers."""

from bot.books.bookkeeping import Bookkeeper, Books, open_books

__all__ = ["Bookkeeper", "Books", "open_books"]
