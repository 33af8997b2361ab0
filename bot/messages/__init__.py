"""Briefings and answers → messages within Discord's limits; pure, discord.py stays outside."""

from bot.messages.model import (
    MOST_CHARACTERS,
    MOST_COMPONENTS,
    Accent,
    Button,
    Choice,
    File,
    Kind,
    Menu,
    Message,
    Style,
    dumps,
    fingerprint,
    loads,
    size,
)
from bot.messages.replies import of_answer, of_briefing, of_error, of_help, of_list

__all__ = [
    "MOST_CHARACTERS",
    "MOST_COMPONENTS",
    "Accent",
    "Button",
    "Choice",
    "File",
    "Kind",
    "Menu",
    "Message",
    "Style",
    "dumps",
    "fingerprint",
    "loads",
    "of_answer",
    "of_briefing",
    "of_error",
    "of_help",
    "of_list",
    "size",
]
