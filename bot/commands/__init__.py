"""The slash commands, thin: defer, ask the workers, tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.commands import actors, asking, digests, feeds, helping, preferences

if TYPE_CHECKING:
    from bot.client import Dateline


def add_commands(client: Dateline) -> None:
    """Add every command to *client*'s tree."""
    added: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (
        asking.brief,
        asking.who,
        asking.when,
        asking.ask,
        digests.digest,
        feeds.feeds,
        actors.actors,
        preferences.settings,
        helping.explain,
    )
    for command in added:
        client.tree.add_command(command)
