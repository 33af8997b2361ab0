"""
What Discord refuses beyond its published schema, rule by rule.

Each rule cites the page of https://docs.discord.com/developers that states it (``docs/…`` in the comments). A check
gathers every fault of a body before it raises, as Discord does, so that an answer names them all.
"""

from bot.testserver.rules.commands import check_commands
from bot.testserver.rules.messages import check_message
from bot.testserver.rules.replies import check_choices, check_modal

__all__ = ["check_choices", "check_commands", "check_message", "check_modal"]
