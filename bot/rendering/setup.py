"""Render the steps of the guided digest setup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.locales import ENGLISH, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import (
    Accent,
    Button,
    MenuChoice,
    MenuKind,
    Message,
    MessageButtonStyle,
    SelectMenu,
    count_utf16_units,
)
from bot.models.setup import SetupSource, SetupStage, SetupState
from bot.rendering.admin import render_discovered_feed
from bot.rendering.markdown import escape, truncate
from bot.services import DiscoveredFeed

#: Value of the topic menu for all topics, and the prefix of the values that name a topic.
ALL_TOPICS_VALUE, TOPIC_VALUE_PREFIX = "everything", "topic "
#: Topics in the menu besides that value, and characters of a choice.
_MAX_TOPICS, _MAX_CHOICE_LENGTH = 24, 100
_MAX_FEEDS_SHOWN = 8
#: UTF-16 units and blocks of a preview.
_MAX_PREVIEW_CHARACTERS, _MAX_PREVIEW_BLOCKS = 2_000, 6

_STAGES = tuple(SetupStage)
_STAGE_TITLES = {
    SetupStage.PLACE: _("Where?"),
    SetupStage.TIME: _("When?"),
    SetupStage.TOPIC: _("What about?"),
    SetupStage.SOURCES: _("From which sources?"),
    SetupStage.CHECK: _("Ready?"),
}
_STAGE_HELP = {
    SetupStage.PLACE: _("Choose the channel that gets the digest."),
    SetupStage.TIME: _("Choose one hour or several, and whose clock they go by."),
    SetupStage.TOPIC: _("Choose a topic, make a new one, or take everything."),
    SetupStage.SOURCES: _(
        "Paste addresses of feeds or news sites, or a list of feeds (OPML). Without any, the digest tells from the"
        " articles that are here already."
    ),
    SetupStage.CHECK: _("This is what the channel would get now, at most three sentences of it."),
}


@dataclass(frozen=True, slots=True)
class ChannelPermissions:
    """
    Whether the bot has the permissions in a channel that a digest needs.

    Attributes:
        granted: Name of each permission, and whether it is granted.
        grantors: Names of the roles whose members can grant them; empty if only the owner can.
        known: Whether the bot can see the channel at all.
    """

    granted: tuple[tuple[str, bool], ...] = ()
    grantors: tuple[str, ...] = ()
    known: bool = True

    @property
    def missing(self) -> tuple[str, ...]:
        """The permissions that are not granted."""
        return tuple(name for name, given in self.granted if not given)


def render_stage(
    draft: SetupState,
    words: Translator = ENGLISH,
    *,
    topics: Sequence[str] = (),
    permit: ChannelPermissions | None = None,
    preview: Message | None = None,
) -> Message:
    """
    Render the current step of a setup.

    Args:
        draft: State of the setup.
        words: Translator to the reader's language.
        topics: The topics to choose from.
        permit: Permissions of the bot in the channel, if checked.
        preview: The digest as it would be posted now, for the last step.
    """
    number = _STAGES.index(draft.stage) + 1
    heading = _("Set up a digest · step {step} of {steps}", step=number, steps=len(_STAGES))
    blocks = [
        f"-# {words.translate(heading)}\n### {words.translate(_STAGE_TITLES[draft.stage])}",
        _render_summary(draft, words),
    ]
    if draft.stage is SetupStage.SOURCES:
        blocks.append(_render_feeds(draft.leads, words))
    if permit is not None:
        blocks.append(_render_permissions(permit, words))
    blocks.append(words.translate(_STAGE_HELP[draft.stage]))
    if preview is not None:
        blocks += _select_preview_blocks(preview)
    broken = permit is not None and (not permit.known or bool(permit.missing))
    controls = (*_build_inputs(draft, topics, words), _build_navigation(draft, words, broken=broken))
    accent = Accent.ERROR if broken else Accent.DIGEST
    return Message(tuple(block for block in blocks if block), accent, controls)


def _render_summary(draft: SetupState, words: Translator) -> str:
    lines: list[LocalizableText] = []
    if draft.channel:
        lines.append(_("Channel: {channel}", channel=f"<#{draft.channel}>"))
    if draft.times:
        lines.append(_("Time: {times}, {zone}", times=words.join(draft.times.split(",")), zone=draft.zone))
    if draft.stage in {SetupStage.SOURCES, SetupStage.CHECK}:
        named = f"“{escape(truncate(draft.topic, 80))}”" if draft.topic else _("everything")
        lines.append(_("About: {topic}", topic=named))
    feeds = sum(bool(lead.url and not lead.reason) for lead in draft.leads)
    if feeds and draft.stage is SetupStage.CHECK:
        lines.append(ngettext_("{number} new feed", "{number} new feeds", feeds))
    return "\n".join(f"- {words.translate(line)}" for line in lines)


def _render_feeds(leads: Sequence[SetupSource], words: Translator) -> str:
    shown = [
        render_discovered_feed(DiscoveredFeed(lead.given, lead.url, lead.title, lead.entries, (), lead.reason), words)
        for lead in leads[:_MAX_FEEDS_SHOWN]
    ]
    if len(leads) > _MAX_FEEDS_SHOWN:
        shown.append(f"-# {words.translate(_('and {number} more', number=len(leads) - _MAX_FEEDS_SHOWN))}")
    return "\n".join(shown)


def _render_permissions(permit: ChannelPermissions, words: Translator) -> str:
    if not permit.known:
        return f"✗ {words.translate(_('The channel is gone, or the bot can not see it. Choose another one.'))}"
    lines = [f"{'✓' if given else '✗'} {escape(words.translate(name))}" for name, given in permit.granted]
    if not permit.missing:
        return f"✓ {words.translate(_('The bot may post there.'))}"
    roles = words.join([f"“{escape(truncate(name, 40))}”" for name in permit.grantors])
    who = (
        _("The server's owner can grant it, or members with {roles}: channel settings, Permissions.", roles=roles)
        if roles
        else _("The server's owner can grant it: channel settings, Permissions.")
    )
    return "\n".join([words.translate(_("The bot may not post there:")), *lines, words.translate(who)])


def _select_preview_blocks(preview: Message) -> list[str]:
    """Return as many of the preview's blocks as fit, without its heading, which repeats the choices."""
    shown: list[str] = []
    room = _MAX_PREVIEW_CHARACTERS
    for block in (preview.blocks[1:] or preview.blocks)[:_MAX_PREVIEW_BLOCKS]:
        room -= count_utf16_units(block)
        if room < 0:
            break
        shown.append(block)
    return shown


def _build_inputs(
    draft: SetupState, topics: Sequence[str], words: Translator
) -> tuple[tuple[Button | SelectMenu, ...], ...]:
    match draft.stage:
        case SetupStage.PLACE:
            return ((SelectMenu("setup_place", words.translate(_("Choose a channel")), kind=MenuKind.CHANNELS),),)
        case SetupStage.TIME:
            return ((Button("setup_time", words.translate(_("Choose time and zone …")), MessageButtonStyle.PRIMARY),),)
        case SetupStage.TOPIC:
            return (
                (_build_topic_menu(draft, topics, words),),
                (Button("setup_new", words.translate(_("New topic …"))),),
            )
        case SetupStage.SOURCES:
            return ((Button("setup_sources", words.translate(_("Add sources …")), MessageButtonStyle.PRIMARY),),)
        case SetupStage.CHECK:
            return ()


def _build_topic_menu(draft: SetupState, topics: Sequence[str], words: Translator) -> SelectMenu:
    everything = MenuChoice(ALL_TOPICS_VALUE, words.translate(_("Everything")), chosen=not draft.topic)
    known = [
        MenuChoice(f"{TOPIC_VALUE_PREFIX}{name}", truncate(name, _MAX_CHOICE_LENGTH), chosen=name == draft.topic)
        for name in topics[:_MAX_TOPICS]
    ]
    return SelectMenu("setup_topic", words.translate(_("Choose a topic")), (everything, *known))


def _build_navigation(draft: SetupState, words: Translator, *, broken: bool) -> tuple[Button, ...]:
    number = _STAGES.index(draft.stage)
    ways = []
    if number:
        ways.append(Button(f"setup_go:{_STAGES[number - 1]}", words.translate(_("Back"))))
    if draft.stage is SetupStage.CHECK:
        start = words.translate(_("Start the digest"))
        ways.append(Button("setup_done", start, MessageButtonStyle.SUCCESS, disabled=broken))
        if broken:
            ways.append(Button("setup_go:check", words.translate(_("Check again"))))
    elif _is_chosen(draft):
        ways.append(Button(f"setup_go:{_STAGES[number + 1]}", words.translate(_("Go on")), MessageButtonStyle.SUCCESS))
    ways.append(Button("setup_cancel", words.translate(_("Cancel"))))
    return tuple(ways)


def _is_chosen(draft: SetupState) -> bool:
    match draft.stage:
        case SetupStage.PLACE:
            return bool(draft.channel)
        case SetupStage.TIME:
            return bool(draft.times)
        case _:
            return True


def render_searching(draft: SetupState, count: int, words: Translator = ENGLISH) -> Message:
    """Render the sources step while *count* addresses are being checked, with all controls disabled."""
    looking = ngettext_("Looking at {number} address …", "Looking at {number} addresses …", count)
    shown = render_stage(draft, words)
    off = tuple(tuple(_disable_control(control) for control in row) for row in shown.controls)
    return Message((*shown.blocks[:-1], f"-# {words.translate(looking)}"), shown.accent, off)


def _disable_control(control: Button | SelectMenu) -> Button | SelectMenu:
    return Button(control.id, control.label, control.style, disabled=True) if isinstance(control, Button) else control


def render_setup_done(
    draft: SetupState, due: datetime, words: Translator = ENGLISH, fetched: int | None = None
) -> Message:
    """Render the confirmation of a setup: when the next digest is posted, and the articles *fetched* from new feeds."""
    stamp = int(due.timestamp())
    following = _(
        "The next one is posted in {channel} on {when}, {soon}.",
        channel=f"<#{draft.channel}>",
        when=f"<t:{stamp}:F>",
        soon=f"<t:{stamp}:R>",
    )
    lines = [words.translate(following)]
    if any(lead.url and not lead.reason for lead in draft.leads):
        lines.append(words.translate(_describe_fetched(fetched)))
    hint = _("/digest changes it, /feeds and /topic change what it tells of, /settings how the bot answers.")
    heading = words.translate(_("The digest is set up"))
    blocks = (f"### {heading}", _render_summary(draft, words), "\n".join(lines), f"-# {words.translate(hint)}")
    return Message(tuple(block for block in blocks if block), Accent.DIGEST)


def _describe_fetched(count: int | None) -> LocalizableText:
    if count is None:
        return _("The articles of the new feeds are being fetched.")
    return ngettext_(
        "{number} article was fetched from the new feeds.", "{number} articles were fetched from the new feeds.", count
    )


def render_setup_closed(words: Translator = ENGLISH, *, cancelled: bool = False) -> Message:
    """Render the notice that a setup is closed, with a disabled button only."""
    said = _("Cancelled; nothing was set up.") if cancelled else _("This setup is over.")
    again = words.translate(_("/setup begins a new one."))
    off = Button("setup_over", words.translate(_("Over")), disabled=True)
    return Message((f"{words.translate(said)} {again}",), Accent.NOTHING, ((off,),))
