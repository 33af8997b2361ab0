"""Scheduled digests: planning, composing, review, delivery and recovery."""

from bot.digests.planner import record_due_slots, update_subscription
from bot.digests.poster import DiscordPoster
from bot.digests.review import ReviewDraft
from bot.digests.scheduler import DeliveryScheduler

__all__ = [
    "DeliveryScheduler",
    "DiscordPoster",
    "ReviewDraft",
    "record_due_slots",
    "update_subscription",
]
