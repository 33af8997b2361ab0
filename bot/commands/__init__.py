"""The slash commands, thin: defer, ask the workers, tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.commands import (
    actors,
    asking,
    browsing,
    digests,
    exporting,
    feeds,
    following,
    helping,
    preferences,
    privacy,
    reading,
    settingup,
    topics,
)
from bot.commands.failures import on_error
from bot.commands.pressing import Control, submitted
from bot.commands.versions import refuse_others

if TYPE_CHECKING:
    from bot.client import Dateline

#: What buttons do is registered where it is written.
_BUTTONS = (following,)


def add_commands(client: Dateline) -> None:
    """Add every command, button and form to *client*, with the one listener for what fails in them."""
    added: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...] = (
        asking.brief,
        asking.ask,
        asking.who,
        asking.when,
        asking.said,
        browsing.timeline,
        browsing.compare,
        browsing.sources,
        browsing.article,
        browsing.chart,
        exporting.export,
        reading.who_is_this,
        reading.check_quotes,
        digests.digest,
        settingup.setup,
        feeds.feeds,
        actors.actors,
        topics.topic,
        preferences.settings,
        privacy.privacy,
        helping.explain,
    )
    refuse_others(added)
    for command in added:
        client.tree.add_command(command)
    client.tree.error(on_error)
    client.add_dynamic_items(Control)
    client.add_listener(submitted, "on_interaction")
