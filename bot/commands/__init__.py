"""Slash commands, context menus and components: each defers, asks a service and sends the rendered result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.commands import reply_buttons
from bot.commands.checks import add_signature_checks, on_app_command_error
from bot.commands.classroom import class_group
from bot.commands.components import ComponentItem, on_modal_submit
from bot.commands.content import actors_group, feeds_group, topic_group
from bot.commands.digests import exclusions, review
from bot.commands.digests.alerts import alert_group
from bot.commands.digests.archive import archive_group
from bot.commands.digests.commands import digest_group
from bot.commands.digests.follows import follow_group
from bot.commands.queries import (
    answer_question,
    check_quotes,
    compare_outlets,
    describe_actor,
    draw_chart,
    export_reply,
    identify_actors,
    list_changes,
    list_events,
    list_quotes,
    list_sources,
    send_briefing,
    show_article,
    show_timeline,
)
from bot.commands.server import privacy_group, settings_group, show_help
from bot.commands.setup import start_setup

if TYPE_CHECKING:
    from bot.client.client import Dateline


#: Imported because their import registers component handlers.
_COMPONENT_MODULES = (exclusions, review, reply_buttons)


def add_commands(client: Dateline) -> None:
    """Add all commands, component and modal handlers, and the shared error handler to *client*."""
    added: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...] = (
        send_briefing,
        answer_question,
        describe_actor,
        list_events,
        list_quotes,
        show_timeline,
        compare_outlets,
        list_changes,
        list_sources,
        show_article,
        draw_chart,
        export_reply,
        identify_actors,
        check_quotes,
        digest_group,
        alert_group,
        follow_group,
        archive_group,
        class_group,
        start_setup,
        feeds_group,
        actors_group,
        topic_group,
        settings_group,
        privacy_group,
        show_help,
    )
    add_signature_checks(added)
    for command in added:
        client.tree.add_command(command)
    client.tree.error(on_app_command_error)
    client.add_dynamic_items(ComponentItem)
    client.add_listener(on_modal_submit, "on_interaction")
