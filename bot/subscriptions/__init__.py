"""Who wants what, when; the ledger of what was posted."""

from bot.subscriptions.ledger import Ledger
from bot.subscriptions.model import (
    DONE,
    USUAL_LENGTH,
    WANTED,
    Change,
    Composed,
    Empty,
    Entry,
    Key,
    Layout,
    Place,
    State,
    Subscription,
    Wish,
    digest_id,
    nonce,
)
from bot.subscriptions.roll import Roll

__all__ = [
    "DONE",
    "USUAL_LENGTH",
    "WANTED",
    "Change",
    "Composed",
    "Empty",
    "Entry",
    "Key",
    "Layout",
    "Ledger",
    "Place",
    "Roll",
    "State",
    "Subscription",
    "Wish",
    "digest_id",
    "nonce",
]
