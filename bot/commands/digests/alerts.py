"""The /alert commands, which post a story as soon as it is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.autocomplete import suggest_actors, suggest_topics
from bot.commands.checks import GuildAdminGroup, filter_choices, require_guild
from bot.commands.digests.options import DigestCommandOptions, PostChannelOption, parse_digest_options
from bot.commands.responses import defer, get_translator, send_result
from bot.db import Repositories
from bot.errors import SubscriptionError
from bot.locales.messages import _, ngettext_
from bot.models.alert import DEFAULT_ALERT_ORIGINS, MAX_ALERT_ORIGINS, MAX_ALERTS_PER_DAY, AlertRule
from bot.models.digest import DigestOptions, Subscription
from bot.rendering import (
    render_alert_settings,
    render_alerts,
    render_list,
    summarize_alert,
)

if TYPE_CHECKING:
    from bot.client.client import Dateline


#: Maximum number of alerts per guild.
MAX_ALERTS_PER_GUILD = 10

alert_group = GuildAdminGroup("alert", "Post big or watched stories at once")


@alert_group.command(
    name="add", description="Post a story at once when several outlets report it or it mentions a name"
)
@app_commands.describe(
    origins="How many independent outlets must report it; 3, or 1 if you watch for something",
    watch="A name, word or phrase near the top of an article",
    topic="Only stories on this topic; leave out for all news",
    limit="How many stories a day at most; 3 if left out",
    channel="Channel; leave out for this one",
)
async def add_alert(
    interaction: discord.Interaction[Dateline],
    origins: app_commands.Range[int, 1, MAX_ALERT_ORIGINS] | None = None,
    watch: app_commands.Range[str, 1, 100] | None = None,
    topic: app_commands.Range[str, 1, 200] | None = None,
    limit: app_commands.Range[int, 1, MAX_ALERTS_PER_DAY] | None = None,
    channel: PostChannelOption | None = None,
) -> None:
    """Add an alert."""
    await defer(interaction, privately=True)
    client, watched = interaction.client, " ".join((watch or "").split())
    rule = AlertRule(origins or (1 if watched else DEFAULT_ALERT_ORIGINS), watched)
    rule = replace(rule, per_day=limit or rule.per_day)
    if rule.origins == 1 and not watched and not topic:
        raise SubscriptionError(
            "alert",
            _("That would post every story."),
            _("Choose two or more origins, a topic, or something to watch for."),
        )
    options = await parse_digest_options(interaction, DigestCommandOptions(time="0:00", topic=topic, channel=channel))
    options = await _adopt_from_digests(interaction, options)
    _check_new(await _list_alerts(interaction), options, rule)
    added = await client.delivery.alerts.add(options, rule)
    await send_result(interaction, render_alert_settings(_("Alert set up"), added, get_translator(interaction)))


async def _adopt_from_digests(interaction: discord.Interaction[Dateline], options: DigestOptions) -> DigestOptions:
    """Return *options* with the time zone of the guild's digests, and what those of the same channel leave out."""
    digests = await interaction.client.database.run(lambda db: db.subscriptions.list_active(guild=options.guild))
    if digests:
        options = replace(options, schedule=replace(options.schedule, zone=digests[0].options.schedule.zone))
    same = (each.options.exclusions for each in digests if each.options.channel == options.channel)
    return replace(options, exclusions=next(same, options.exclusions))


def _check_new(alerts: tuple[Subscription, ...], options: DigestOptions, rule: AlertRule) -> None:
    """
    Check that an alert can be added to *alerts*.

    Raises:
        SubscriptionError: If the guild has it already, or as many as it may have.
    """
    remedy = _("Remove one with /alert remove first.")
    if len(alerts) >= MAX_ALERTS_PER_GUILD:
        many = ngettext_(
            "This server already has {number} alert, the maximum.",
            "This server already has {number} alerts, the maximum.",
            MAX_ALERTS_PER_GUILD,
        )
        raise SubscriptionError("alert", many, remedy)
    wanted = (options.channel, options.topic, rule.watch.casefold(), rule.origins)
    if any(wanted == _identify(each) for each in alerts):
        raise SubscriptionError("alert", _("This channel already has this alert."), remedy)


def _identify(alert: Subscription) -> tuple[object, ...]:
    rule = alert.alert or AlertRule()
    return alert.options.channel, alert.options.topic, rule.watch.casefold(), rule.origins


async def _list_alerts(interaction: discord.Interaction[Dateline]) -> tuple[Subscription, ...]:
    guild = require_guild(interaction)
    return await interaction.client.database.run(lambda db: db.subscriptions.list_alerts(guild))


@alert_group.command(name="list", description="List the alerts of this server")
async def list_alerts(interaction: discord.Interaction[Dateline]) -> None:
    """List the guild's alerts."""
    await defer(interaction, privately=True)
    alerts = await _list_alerts(interaction)
    await send_result(interaction, render_alerts(_("Alerts of this server"), alerts, get_translator(interaction)))


@alert_group.command(name="remove", description="Remove an alert")
@app_commands.describe(alert="Which alert")
async def remove_alert(interaction: discord.Interaction[Dateline], alert: str) -> None:
    """Remove the selected alert."""
    await defer(interaction, privately=True)
    now, translator = interaction.client.clock(), get_translator(interaction)
    found = next((each for each in await _list_alerts(interaction) if str(each.id) == alert), None)
    if found is None:
        raise SubscriptionError("alert", _("I can't find this alert."), _("Pick one from the list."))

    def end(repositories: Repositories) -> None:
        repositories.subscriptions.remove(found.id, now)

    await interaction.client.database.run(end)
    line = _("I won't post any more of its stories.")
    await send_result(interaction, render_list(_("Removed"), [line], translator))


@remove_alert.autocomplete("alert")
async def suggest_alerts(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Suggest the guild's alerts, one line each."""

    async def pairs() -> list[tuple[str, str]]:
        guild, translator = interaction.guild, get_translator(interaction)
        names = {channel.id: f"#{channel.name}" for channel in guild.channels} if guild else {}
        alerts = await _list_alerts(interaction)
        return [
            (summarize_alert(each, names.get(each.options.channel, ""), translator), str(each.id)) for each in alerts
        ]

    return await filter_choices(pairs(), current)


add_alert.autocomplete("topic")(suggest_topics)
add_alert.autocomplete("watch")(suggest_actors)
