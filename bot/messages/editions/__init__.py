"""A digest → messages: set once, then printed for the channel or as a draft for its editors."""

from bot.messages.editions.copies import (
    Choices,
    Copy,
    Masthead,
    as_record,
    choices_as_record,
    choices_from_record,
    from_record,
)
from bot.messages.editions.printing import AS_SET, MOST_OF_NOTE, Desk, draft, numbers_printed, printed, settled_draft
from bot.messages.editions.setting import set_copy

__all__ = [
    "AS_SET",
    "MOST_OF_NOTE",
    "Choices",
    "Copy",
    "Desk",
    "Masthead",
    "as_record",
    "choices_as_record",
    "choices_from_record",
    "draft",
    "from_record",
    "numbers_printed",
    "printed",
    "set_copy",
    "settled_draft",
]
