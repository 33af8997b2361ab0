"""Options of a command → a wish that can be granted: times and zones read, permissions checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import app_commands

from bot.commands.managing import here
from bot.errors import SubscriptionError
from bot.permissions import permission
from bot.phrases import phrase
from bot.schedules import EVERY_DAY, Schedule, read_times, read_weekdays, read_zone
from bot.subscriptions import Empty, Layout, Place, Wish

if TYPE_CHECKING:
    from bot.client import Dateline

#: Where a digest can go.
Target: TypeAlias = discord.TextChannel | discord.ForumChannel | discord.Thread
#: What takes a choice back.
NONE = "none"

_MESSAGES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)


class _Rooms(app_commands.Transformer):
    """Offers channels and threads that hold messages, as the server has them."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Let Discord offer channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Let it offer these kinds."""
        return list(_MESSAGES)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Target:  # noqa: ANN401
        """
        Give the channel with all that is known of it.

        Raises:
            SubscriptionError: If the bot can't see it.
        """
        del interaction
        try:
            found = value.resolve() or await value.fetch()
        except discord.HTTPException as error:
            raise _unseen() from error
        if not isinstance(found, discord.TextChannel | discord.ForumChannel | discord.Thread):
            raise _unseen()
        return found


class _Boards(_Rooms):
    """Offers forums, too."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Let it offer these kinds."""
        return [*_MESSAGES, discord.ChannelType.forum]


def _unseen() -> SubscriptionError:
    return SubscriptionError(
        phrase("the channel"),
        phrase("can't be seen by the bot"),
        phrase("Someone who may manage the channel can grant it under Permissions."),
    )


#: A channel or thread to choose; with forums and without.
Board: TypeAlias = app_commands.Transform[Target, _Boards]
Room: TypeAlias = app_commands.Transform[Target, _Rooms]


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed into ``/digest add`` or ``/digest edit``; None where an option was left out."""

    time: str | None = None
    zone: str | None = None
    topic: str | None = None
    days: str | None = None
    channel: Target | None = None
    direct: bool | None = None
    length: int | None = None
    layout: str | None = None
    language: str | None = None
    role: discord.Role | None = None
    empty: str | None = None
    chart: bool | None = None
    publish: bool | None = None
    editors: Target | None = None


async def wished(interaction: discord.Interaction[Dateline], options: Options, before: Wish | None = None) -> Wish:
    """
    Read *options* as a wish; what was left out stays as it was *before*.

    Raises:
        ScheduleError: If a time, a zone or a day can't be read.
        SubscriptionError: If the channel, the role or the bot's permissions do not allow it.
    """
    if before is None:
        if interaction.channel_id is None:
            raise SubscriptionError(phrase("the channel"), phrase("is not known"))
        zone = interaction.client.config.timezone
        schedule = Schedule(read_times(options.time or ""), zone, EVERY_DAY)
        before = Wish(here(interaction), interaction.channel_id, schedule, member=interaction.user.id)
    wish = _placed(replace(before, schedule=_schedule(options, before.schedule)), options)
    if options.direct:
        conversation = await interaction.user.create_dm()
        wish = replace(wish, channel=conversation.id, place=Place.DIRECT, member=interaction.user.id, publish=False)
    wish = _detailed(wish, options)
    _check(interaction, wish, options)
    return wish


def _schedule(options: Options, before: Schedule) -> Schedule:
    return Schedule(
        read_times(options.time) if options.time else before.times,
        read_zone(options.zone) if options.zone else before.zone,
        read_weekdays(options.days) if options.days else before.weekdays,
    )


def _placed(wish: Wish, options: Options) -> Wish:
    if options.channel is None:
        return wish
    place = Place.FORUM if isinstance(options.channel, discord.ForumChannel) else Place.CHANNEL
    return replace(wish, channel=options.channel.id, place=place)


def _detailed(wish: Wish, options: Options) -> Wish:
    if options.topic is not None:
        wish = replace(wish, topic="" if options.topic.casefold() == NONE else " ".join(options.topic.split()))
    if options.language is not None:
        wish = replace(wish, language="" if options.language == NONE else options.language)
    if options.role is not None:
        wish = replace(wish, role=0 if options.role.is_default() else options.role.id)
    if options.editors is not None:
        # The channel where it is posted needs nobody's word but its own: choosing it ends the approval.
        wish = replace(wish, editors=0 if options.editors.id == wish.channel else options.editors.id)
    return replace(
        wish,
        length=options.length or wish.length,
        layout=Layout(options.layout) if options.layout else wish.layout,
        empty=Empty(options.empty) if options.empty else wish.empty,
        chart=wish.chart if options.chart is None else options.chart,
        publish=wish.publish if options.publish is None else options.publish,
    )


def _check(interaction: discord.Interaction[Dateline], wish: Wish, options: Options) -> None:
    if wish.place is not Place.DIRECT:
        _check_channel(interaction, wish)
    if wish.role and options.role:
        _check_role(interaction, options.role)
    if options.editors is not None and wish.editors:
        _demand(options.editors.permissions_for(options.editors.guild.me), _needed(options.editors, wish, post=False))


def _check_channel(interaction: discord.Interaction[Dateline], wish: Wish) -> None:
    channel = interaction.guild.get_channel_or_thread(wish.channel) if interaction.guild else None
    if channel is None or channel.id == interaction.channel_id:
        # What Discord says of the channel of the command is newer than what the gateway told.
        _demand(interaction.app_permissions, _needed(channel, wish, post=True))
    else:
        _demand(channel.permissions_for(channel.guild.me), _needed(channel, wish, post=True))
    if wish.publish and not (isinstance(channel, discord.TextChannel) and channel.is_news()):
        raise SubscriptionError(
            phrase("the channel"),
            phrase("is no announcement channel, so there are no followers to publish to"),
            phrase("Leave “publish” out, or choose an announcement channel."),
        )
    if isinstance(channel, discord.ForumChannel) and channel.flags.require_tag:
        raise SubscriptionError(
            phrase("the forum"),
            phrase("wants a tag on every post"),
            phrase("Someone who manages the channel can turn that off."),
        )


def _needed(channel: object, wish: Wish, *, post: bool) -> tuple[str, ...]:
    send = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    return ("view_channel", send, "read_message_history", *(("attach_files",) if post and wish.chart else ()))


def _demand(held: discord.Permissions, needed: tuple[str, ...]) -> None:
    missing = [permission(name) for name in needed if not getattr(held, name)]
    if missing:
        raise SubscriptionError(
            phrase("the channel"),
            phrase("does not grant the bot: {permissions}", permissions=tuple(missing)),
            phrase("Someone who may manage the channel can grant it under Permissions."),
        )


def _check_role(interaction: discord.Interaction[Dateline], role: discord.Role) -> None:
    if not role.mentionable and not interaction.app_permissions.mention_everyone:
        raise SubscriptionError(
            phrase("the role"),
            phrase("may not be pinged by the bot"),
            phrase("Someone who manages roles can let anyone mention it."),
        )
