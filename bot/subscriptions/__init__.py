"""Who wants what, when; the ledger of what was posted; kept in the same database as the articles."""

from bot.subscriptions.books import Bookkeeper, Books, open_books
from bot.subscriptions.model import USUAL_LENGTH, Entry, Key, State, Subscription, Wish, digest_id, nonce

__all__ = [
    "USUAL_LENGTH",
    "Bookkeeper",
    "Books",
    "Entry",
    "Key",
    "State",
    "Subscription",
    "Wish",
    "digest_id",
    "nonce",
    "open_books",
]
