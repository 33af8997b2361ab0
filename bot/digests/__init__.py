"""Scheduled digests: planning, composing, review, delivery and recovery."""

from bot.digests.planner import add_follow, record_due_slots, update_subscription
from bot.digests.poster import DiscordPoster, build_closed_messages_error
from bot.digests.review import ReviewDraft
from bot.digests.scheduler import DeliveryScheduler

__all__ = [
    "DeliveryScheduler",
    "DiscordPoster",
    "ReviewDraft",
    "add_follow",
    "build_closed_messages_error",
    "record_due_slots",
    "update_subscription",
]
