"""Options of a digest as they are typed: read, merged with those before, and checked against the server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import app_commands

from bot.commands.checks import require_guild
from bot.commands.components import MESSAGE_CHANNEL_TYPES
from bot.errors import SubscriptionError
from bot.locales import get_permission_name
from bot.locales.messages import _
from bot.models.digest import (
    Destination,
    DigestLayout,
    DigestOptions,
    EmptyPolicy,
)
from bot.models.schedule import EVERY_DAY, Schedule, next_slot
from bot.models.schedule_parser import parse_days, parse_times, spread_over_day
from bot.models.zones import parse_zone

if TYPE_CHECKING:
    from bot.client.client import Dateline


#: Channels in which a digest can be posted.
PostTarget: TypeAlias = discord.TextChannel | discord.ForumChannel | discord.Thread
#: Option value that clears a setting.
CLEAR_OPTION = "none"


class MessageChannel(app_commands.Transformer):
    """Option type for channels and threads that contain messages."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The option type: a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The channel types that Discord offers."""
        return list(MESSAGE_CHANNEL_TYPES)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> PostTarget:  # noqa: ANN401
        """
        Return the full channel object.

        Raises:
            SubscriptionError: If the bot can't see it.
        """
        del interaction
        try:
            found = value.resolve() or await value.fetch()
        except discord.HTTPException as error:
            raise _build_hidden_channel_error() from error
        if not isinstance(found, discord.TextChannel | discord.ForumChannel | discord.Thread):
            raise _build_hidden_channel_error()
        return found


class PostChannel(MessageChannel):
    """Option type for channels, threads and forums."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The channel types that Discord offers, including forums."""
        return [*MESSAGE_CHANNEL_TYPES, discord.ChannelType.forum]


def _build_hidden_channel_error() -> SubscriptionError:
    return SubscriptionError(
        "channel",
        _("I can't see this channel."),
        _("Someone who manages the channel can give me access under Permissions."),
    )


#: Annotations of channel options, with and without forums.
PostChannelOption: TypeAlias = app_commands.Transform[PostTarget, PostChannel]
MessageChannelOption: TypeAlias = app_commands.Transform[PostTarget, MessageChannel]


@dataclass(frozen=True, slots=True)
class DigestCommandOptions:
    """Options of ``/digest add`` and ``/digest edit``; None where an option was left out."""

    time: str | None = None
    zone: str | None = None
    topic: str | None = None
    days: str | None = None
    channel: PostTarget | None = None
    direct: bool | None = None
    length: int | None = None
    layout: str | None = None
    language: str | None = None
    role: discord.Role | None = None
    empty: str | None = None
    chart: bool | None = None
    publish: bool | None = None
    editors: PostTarget | None = None


#: Days of a weekly review for which none are named: Sunday.
_REVIEW_DAYS = frozenset({6})


async def parse_digest_options(
    interaction: discord.Interaction[Dateline], options: DigestCommandOptions, before: DigestOptions | None = None
) -> DigestOptions:
    """
    Convert *options* to digest options; those left out are taken from *before*.

    Raises:
        ScheduleError: If a time, a time zone or a day can't be parsed.
        SubscriptionError: If the channel, the role or the bot's permissions do not allow it.
    """
    if before is None:
        if interaction.channel_id is None:
            raise SubscriptionError("channel", _("I can't tell which channel this is."))
        zone = interaction.client.config.timezone
        schedule = Schedule(parse_times(options.time or ""), zone, EVERY_DAY)
        before = DigestOptions(require_guild(interaction), interaction.channel_id, schedule, member=interaction.user.id)
    schedule = _merge_schedule(options, before.schedule, interaction.client.clock())
    becomes_weekly = options.layout == DigestLayout.WEEKLY and before.layout is not DigestLayout.WEEKLY
    if becomes_weekly and not options.days:
        schedule = _set_review_day(schedule)
    digest_options = _set_destination(replace(before, schedule=schedule), options)
    if options.direct:
        conversation = await interaction.user.create_dm()
        digest_options = replace(
            digest_options,
            channel=conversation.id,
            destination=Destination.DIRECT,
            member=interaction.user.id,
            publish=False,
        )
    digest_options = _set_details(digest_options, options)
    _validate_options(interaction, digest_options, options)
    return digest_options


def _merge_schedule(options: DigestCommandOptions, before: Schedule, now: datetime) -> Schedule:
    times = parse_times(options.time) if options.time else before.times
    zone = parse_zone(options.zone) if options.zone else before.zone
    if not options.days:
        return replace(before, times=times, zone=zone)
    rule = parse_days(options.days)
    times = spread_over_day(times[0], rule.hours) if rule.hours else times
    first = next_slot(Schedule(times, zone), now).day if rule.interval > 1 else date.min
    return Schedule(times, zone, rule.weekdays, rule.interval, first, rule.month_days)


def _set_review_day(schedule: Schedule) -> Schedule:
    """Return *schedule* on Sundays if it names no days."""
    is_daily = schedule.weekdays == EVERY_DAY and schedule.interval == 1 and not schedule.month_days
    return replace(schedule, weekdays=_REVIEW_DAYS) if is_daily else schedule


def _set_destination(digest_options: DigestOptions, options: DigestCommandOptions) -> DigestOptions:
    if options.channel is None:
        return digest_options
    destination = Destination.FORUM if isinstance(options.channel, discord.ForumChannel) else Destination.CHANNEL
    return replace(digest_options, channel=options.channel.id, destination=destination)


def _set_details(digest_options: DigestOptions, options: DigestCommandOptions) -> DigestOptions:
    if options.topic is not None:
        digest_options = replace(
            digest_options, topic="" if options.topic.casefold() == CLEAR_OPTION else " ".join(options.topic.split())
        )
    if options.language is not None:
        digest_options = replace(digest_options, language="" if options.language == CLEAR_OPTION else options.language)
    if options.role is not None:
        digest_options = replace(digest_options, role=0 if options.role.is_default() else options.role.id)
    if options.editors is not None:
        # Choosing the channel where the digest is posted turns approval off.
        digest_options = replace(
            digest_options, editors=0 if options.editors.id == digest_options.channel else options.editors.id
        )
    return replace(
        digest_options,
        length=options.length or digest_options.length,
        layout=DigestLayout(options.layout) if options.layout else digest_options.layout,
        empty_policy=EmptyPolicy(options.empty) if options.empty else digest_options.empty_policy,
        chart=digest_options.chart if options.chart is None else options.chart,
        publish=digest_options.publish if options.publish is None else options.publish,
    )


def _validate_options(
    interaction: discord.Interaction[Dateline], digest_options: DigestOptions, options: DigestCommandOptions
) -> None:
    if not digest_options.is_direct:
        _check_channel(interaction, digest_options)
    if digest_options.role and options.role:
        _check_role(interaction, options.role)
    if options.editors is not None and digest_options.editors:
        _require_permissions(
            options.editors.permissions_for(options.editors.guild.me),
            _list_required_permissions(options.editors, digest_options, post=False),
        )


def _check_channel(interaction: discord.Interaction[Dateline], digest_options: DigestOptions) -> None:
    channel = interaction.guild.get_channel_or_thread(digest_options.channel) if interaction.guild else None
    if channel is None or channel.id == interaction.channel_id:
        # The permissions in the interaction are newer than the gateway's for the channel of the command.
        _require_permissions(
            interaction.app_permissions, _list_required_permissions(channel, digest_options, post=True)
        )
    else:
        _require_permissions(
            channel.permissions_for(channel.guild.me), _list_required_permissions(channel, digest_options, post=True)
        )
    if digest_options.publish and not (isinstance(channel, discord.TextChannel) and channel.is_news()):
        raise SubscriptionError(
            "channel",
            _("I can only publish to followers of an announcement channel."),
            _("Leave out “publish”, or choose an announcement channel."),
        )
    if isinstance(channel, discord.ForumChannel) and channel.flags.require_tag:
        raise SubscriptionError(
            "forum",
            _("This forum requires a tag on every post, which I can't add."),
            _("Someone who manages the channel can turn that off."),
        )


def _list_required_permissions(channel: object, digest_options: DigestOptions, *, post: bool) -> tuple[str, ...]:
    send = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    return ("view_channel", send, "read_message_history", *(("attach_files",) if post and digest_options.chart else ()))


def _require_permissions(permissions: discord.Permissions, needed: tuple[str, ...]) -> None:
    missing = [get_permission_name(name) for name in needed if not getattr(permissions, name)]
    if missing:
        raise SubscriptionError(
            "channel",
            _("In this channel I'm missing: {permissions}.", permissions=tuple(missing)),
            _("Someone who manages the channel can give me access under Permissions."),
        )


def _check_role(interaction: discord.Interaction[Dateline], role: discord.Role) -> None:
    if not role.mentionable and not interaction.app_permissions.mention_everyone:
        raise SubscriptionError(
            "role",
            _("I'm not allowed to mention this role."),
            _("Someone who manages roles can allow anyone to mention it."),
        )
