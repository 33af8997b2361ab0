"""One digest: due → composed → recorded → sent → recorded; deciding apart from doing."""

from bot.delivery.decisions import (
    HORIZON,
    LATE,
    WINDOW,
    Plan,
    Skip,
    Step,
    after_absence,
    decide,
    next_step,
    takes_effect,
)
from bot.delivery.entering import enter_due, revise
from bot.delivery.post import DiscordPost, Post
from bot.delivery.rounds import Delivery
from bot.delivery.traffic import Traffic

__all__ = [
    "HORIZON",
    "LATE",
    "WINDOW",
    "Delivery",
    "DiscordPost",
    "Plan",
    "Post",
    "Skip",
    "Step",
    "Traffic",
    "after_absence",
    "decide",
    "enter_due",
    "next_step",
    "revise",
    "takes_effect",
]
