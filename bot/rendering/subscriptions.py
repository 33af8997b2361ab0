"""Render digests that are set up, and what became of each delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from babel.dates import get_day_names

from bot.locales import LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.alert import is_story_slot
from bot.models.digest import (
    PUBLISH_DONE,
    DeliveryState,
    Destination,
    DigestLayout,
    DigestOptions,
    EmptyPolicy,
    Exclusions,
    LedgerEntry,
    PublicChannel,
    Subscription,
    find_next_slot,
)
from bot.models.message import (
    MAX_CHOICE_LENGTH,
    MAX_MENU_CHOICES,
    MAX_MESSAGE_CHARACTERS,
    Accent,
    Button,
    MenuChoice,
    Message,
    SelectMenu,
    count_utf16_units,
)
from bot.models.schedule import EVERY_DAY, LAST_DAY_OF_MONTH, Slot
from bot.models.schedule_parser import spread_over_day
from bot.rendering.admin import get_native_name
from bot.rendering.formatting import join_names
from bot.rendering.markdown import escape, truncate
from bot.rendering.quote_check import to_citation
from briefings.verification import Proof
from corpus.publishers import list_outlets

_WORKING_DAYS, _WEEKEND_DAYS = frozenset(range(5)), frozenset({5, 6})
_MAX_TOPIC_LENGTH = 100


def render_subscriptions(
    heading: LocalizableText, subscriptions: Sequence[Subscription], now: datetime, translator: Translator
) -> Message:
    """Render a list of digests with contents, channel, times and next slot; those that don't fit are counted."""
    blocks: list[str] = []
    remaining = MAX_MESSAGE_CHARACTERS - 300
    for each in subscriptions:
        block = _render_subscription(each, now, translator)
        remaining -= count_utf16_units(block) + 2
        if remaining < 0:
            blocks.append(f"-# {translator.translate(_('and {number} more', number=len(subscriptions) - len(blocks)))}")
            break
        blocks.append(block)
    if not blocks:
        blocks = [translator.translate(_("No digests yet. Add one with /digest add."))]
    return Message((f"### {escape(translator.translate(heading))}", "\n".join(blocks)))


def render_follows(
    heading: LocalizableText, follows: Sequence[Subscription], now: datetime, translator: Translator
) -> Message:
    """Render what a member follows, with times and the next message."""
    lines = [f"### {escape(translator.translate(heading))}"]
    for each in follows:
        options = each.options
        subject = f"**{escape(truncate(options.topic, _MAX_TOPIC_LENGTH))}**"
        lines.append(f"- {subject} · {_format_times(options, translator)} {escape(options.schedule.zone)}")
        if below := _describe_next_slot(each, now, translator):
            lines.append(f"  -# {below}")
    if not follows:
        lines.append(translator.translate(_("You don't follow anything here yet. Start with /follow add.")))
    return Message(("\n".join(lines),), Accent.BRIEFING if follows else Accent.NOTHING)


def render_follow_greeting(follow: DigestOptions, guild: str, translator: Translator) -> Message:
    """Render the first direct message to a member who follows a subject in the server called *guild*."""
    subject = escape(truncate(follow.topic, _MAX_TOPIC_LENGTH))
    server = escape(truncate(guild, _MAX_TOPIC_LENGTH))
    times = f"{_format_times(follow, translator)} {escape(follow.schedule.zone)}"
    lines = (
        translator.translate(_("You now follow **{subject}** in {server}.", subject=subject, server=server)),
        translator.translate(
            _("I'll write to you here at {time} when there is something new, once a day at most.", time=times)
        ),
        f"-# {translator.translate(_('Stop with /follow remove in the server.'))}",
    )
    return Message(("\n".join(lines),))


#: Public channels that are listed at most; the rest is counted.
_MAX_PUBLIC_CHANNELS = 40


def render_public_channels(
    channels: Sequence[PublicChannel], address: str | None, translator: Translator, notice: str = ""
) -> Message:
    """
    Render the channels whose digests are published as pages.

    Args:
        channels: The channels.
        address: Where the pages are, ``""`` if that is not known; None if nobody has chosen a place for them.
        translator: Translator to the reader's language.
        notice: What has changed, or ``""``.
    """
    heading = f"### {translator.translate(_('Public digests'))}"
    blocks = [translator.translate(notice)] if notice else []
    lines = [f"- <#{each.channel}>" for each in channels[:_MAX_PUBLIC_CHANNELS]]
    if left := len(channels) - len(lines):
        lines.append(f"-# {translator.translate(_('and {number} more', number=left))}")
    if not channels:
        blocks.append(translator.translate(_("No channel's digests are public. Publish them with /archive on.")))
        return Message((heading, "\n".join(blocks)), Accent.NOTHING)
    where = _("Ask whoever runs the bot where the pages are.")
    if address is None:
        where = _("The pages appear when whoever runs the bot has chosen a place for them.")
    elif address:
        where = _("The pages are at {address}.", address=f"<{address}>")
    about = _("They name this server and the channels, but no members. Delete a digest's message to remove its page.")
    blocks += ["\n".join(lines), translator.translate(where), f"-# {translator.translate(about)}"]
    return Message((heading, "\n".join(blocks)))


def render_digest_settings(
    heading: LocalizableText, subscription: Subscription, now: datetime, translator: Translator
) -> Message:
    """Render one digest that was set up or changed, with the buttons for more settings and for what it leaves out."""
    buttons = (
        Button(f"digest_more:{subscription.id}", translator.translate(_("More settings …"))),
        Button(f"digest_leave_out:{subscription.id}", translator.translate(_("Leave out …"))),
    )
    return replace(render_subscriptions(heading, [subscription], now, translator), controls=(buttons,))


def list_proof_outlets(proof: Proof) -> tuple[str, ...]:
    """Return the outlets that a posted digest cites, as many as a menu can offer."""
    return list_outlets(map(to_citation, proof.sentences))[:MAX_MENU_CHOICES]


def render_mute_menu(digest: str, outlets: Sequence[str], translator: Translator) -> Message:
    """Render the question which of *outlets* to leave out of the digest with id *digest* from now on."""
    if not outlets:
        return Message((translator.translate(_("This digest doesn't quote any outlet.")),), Accent.NOTHING)
    choices = tuple(MenuChoice(str(number), truncate(name, MAX_CHOICE_LENGTH)) for number, name in enumerate(outlets))
    menu = SelectMenu(f"mute_outlet:{digest}", translator.translate(_("Choose an outlet")), choices)
    text = translator.translate(_("Which outlet should this digest leave out from now on?"))
    return Message((text,), controls=((menu,),))


def _render_subscription(subscription: Subscription, now: datetime, translator: Translator) -> str:
    """Return one digest as Markdown: a line with times and channel, smaller ones with the rest."""
    digest_options = subscription.options
    where = (
        f"<#{digest_options.channel}>"
        if not digest_options.is_direct
        else translator.translate(_("in direct messages"))
    )
    zone, weekdays = escape(digest_options.schedule.zone), _format_weekdays(digest_options, translator)
    first = f"**{_format_times(digest_options, translator)}** {zone}, {weekdays} · {where}"
    lines = [
        first,
        *(
            f"-# {part}"
            for part in (
                _describe_contents(digest_options, translator),
                *describe_exclusions(_get_latest_options(subscription).exclusions, translator),
                _describe_next_slot(subscription, now, translator),
            )
        ),
    ]
    if subscription.change:
        changed = _("From tomorrow on: {digest}", digest=_summarize_options(subscription.change.options, translator))
        lines.append(f"-# {escape(translator.translate(changed))}")
    return "\n".join(lines)


def summarize_subscription(subscription: Subscription, channel: str, translator: Translator) -> str:
    """Return one digest as a line of plain text, for a choice."""
    return " · ".join(part for part in (_summarize_options(subscription.options, translator), channel) if part)


def _summarize_options(digest_options: DigestOptions, translator: Translator) -> str:
    topic = translator.translate(_describe_topic(digest_options))
    weekdays = _format_weekdays(digest_options, translator)
    return f"{_format_times(digest_options, translator)} {digest_options.schedule.zone}, {weekdays}, {topic}"


#: More times a day than these are not listed if they are evenly spread.
_MAX_LISTED_TIMES = 4


def _format_times(digest_options: DigestOptions, translator: Translator) -> str:
    times = digest_options.schedule.times
    if len(times) > _MAX_LISTED_TIMES and 24 % len(times) == 0 and times == spread_over_day(times[0], 24 // len(times)):
        hours = translator.translate(ngettext_("every {number} hour", "every {number} hours", 24 // len(times)))
        return f"{hours}, {times[0]:%H:%M}–{times[-1]:%H:%M}"
    return ", ".join(f"{at:%H:%M}" for at in times)


def _format_weekdays(digest_options: DigestOptions, translator: Translator) -> str:
    schedule = digest_options.schedule
    if schedule.month_days == {LAST_DAY_OF_MONTH}:
        return translator.translate(_("on the last day of the month"))
    if schedule.month_days:
        numbers = ", ".join(translator.format_number(day) for day in sorted(schedule.month_days))
        return translator.translate(_("monthly on day {days}", days=numbers))
    if schedule.interval > 1:
        return translator.translate(ngettext_("every {number} day", "every {number} days", schedule.interval))
    days = schedule.weekdays
    if days == EVERY_DAY:
        return translator.translate(_("every day"))
    if days == _WORKING_DAYS:
        return translator.translate(_("on weekdays"))
    if days == _WEEKEND_DAYS:
        return translator.translate(_("on weekends"))
    names = get_day_names("abbreviated", "stand-alone", translator.language)
    return translator.join([str(names[day]) for day in sorted(days)])


def _describe_topic(digest_options: DigestOptions) -> LocalizableText:
    if digest_options.topic:
        return _("about “{topic}”", topic=truncate(digest_options.topic, _MAX_TOPIC_LENGTH))
    return _("about all news")


#: Layouts other than the default, in words.
_LAYOUT_NAMES = {
    DigestLayout.COMPACT: _("short"),
    DigestLayout.HEADLINES: _("headlines only"),
    DigestLayout.WEEKLY: _("weekly review"),
}


def _describe_contents(digest_options: DigestOptions, translator: Translator) -> str:
    parts = [
        translator.translate(_describe_topic(digest_options)),
        translator.translate(ngettext_("{number} sentence", "{number} sentences", digest_options.length)),
        translator.translate(_LAYOUT_NAMES[digest_options.layout]) if digest_options.layout in _LAYOUT_NAMES else "",
        get_native_name(digest_options.language) if digest_options.language else "",
        translator.translate(_("with a chart")) if digest_options.chart else "",
        translator.translate(_("published to followers")) if digest_options.publish else "",
        translator.translate(_("as a new forum post")) if digest_options.destination is Destination.FORUM else "",
        translator.translate(_("posted even when nothing is new"))
        if digest_options.empty_policy is EmptyPolicy.SAY
        else "",
    ]
    plain = [escape(part) for part in parts if part]
    if digest_options.role:
        plain.append(translator.translate(_("mentions {role}", role=f"<@&{digest_options.role}>")))
    if digest_options.editors:
        plain.append(translator.translate(_("approval in {channel}", channel=f"<#{digest_options.editors}>")))
    return " · ".join(plain)


def _get_latest_options(subscription: Subscription) -> DigestOptions:
    return subscription.change.options if subscription.change else subscription.options


#: Exclusions of each kind that are named in a list of digests.
_MAX_NAMED_EXCLUSIONS = 6


def describe_exclusions(exclusions: Exclusions, translator: Translator) -> tuple[str, ...]:
    """Return a line with what is left out, none if nothing is."""
    names = [f"“{word}”" for word in exclusions.words]
    names += [*exclusions.outlets, *exclusions.actors]
    if not names:
        return ()
    shown = escape(join_names([truncate(name, 60) for name in names], _MAX_NAMED_EXCLUSIONS, translator))
    return (translator.translate(_("Leaves out: {names}", names=shown)),)


def describe_suspension(subscription: Subscription, translator: Translator) -> tuple[str, ...]:
    """Return a line with the reason why *subscription* is suspended, none if it is not."""
    if not subscription.suspended:
        return ()
    reason = translator.translate(subscription.suspended)
    return (escape(translator.translate(_("Suspended: {reason}", reason=truncate(reason, 200)))),)


def _describe_next_slot(subscription: Subscription, now: datetime, translator: Translator) -> str:
    if suspension := describe_suspension(subscription, translator):
        return suspension[0]
    slot = find_next_slot(subscription, now)
    if subscription.paused and slot and slot.day >= subscription.paused:
        paused = _("Paused until {day}; next one {time}", day=subscription.paused, time=_format_timestamp(slot))
        return translator.translate(paused)
    if slot is None:
        return ""
    time = _format_timestamp(slot)
    is_follow = subscription.options.destination is Destination.FOLLOW  # without news there is no message
    return translator.translate(_("Next check {time}", time=time) if is_follow else _("Next one {time}", time=time))


def _format_timestamp(slot: Slot) -> str:
    moment = int(slot.instant.timestamp())
    return f"<t:{moment}:F> (<t:{moment}:R>)"


_STATE_NAMES = {
    DeliveryState.PLANNED: _("planned"),
    DeliveryState.SENDING: _("sending"),
    DeliveryState.SENT: _("sent"),
    DeliveryState.UNKNOWN: _("unknown"),
    DeliveryState.SKIPPED: _("skipped"),
}


def describe_delivery(entry: LedgerEntry, subscription: Subscription, translator: Translator) -> LocalizableText:
    """Return a line with the slot, the delivery state and the id of a digest."""
    at = f"{entry.key.slot} {subscription.options.schedule.zone}"
    slot = _("on demand") if entry.key.slot.startswith("now") else at
    slot = _("alert") if is_story_slot(entry.key.slot) else slot
    state = _("{state}: {reason}", state=_describe_state(entry), reason=translator.translate(entry.reason))
    outcome = state if entry.reason else _describe_state(entry)
    return _("{day}, {slot}: {state} (digest {id})", day=entry.key.day, slot=slot, state=outcome, id=entry.digest)


def _describe_state(entry: LedgerEntry) -> LocalizableText:
    if entry.state is DeliveryState.PLANNED and entry.draft:
        return _("waiting for approval")
    if entry.state is not DeliveryState.SENT:
        return _STATE_NAMES[entry.state]
    if entry.publish == PUBLISH_DONE:
        return _("sent and published")
    return _("sent, late") if entry.late else _STATE_NAMES[entry.state]
