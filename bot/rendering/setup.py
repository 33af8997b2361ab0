"""Render the steps of the guided digest setup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel import Locale

from bot.locales import ENGLISH, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.feed_lists import FeedListKind, load_feed_lists
from bot.models.message import (
    MAX_CHOICE_LENGTH,
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
from bot.services.feeds import DiscoveredFeed
from corpus.models import strip_accents

#: Value of the topic menu for all topics, and the prefix of the values that name a topic.
ALL_TOPICS_VALUE, TOPIC_VALUE_PREFIX = "everything", "topic "
#: Topics in the menu besides that value.
_MAX_TOPICS = 24
_MAX_FEEDS_SHOWN = 8
#: UTF-16 units and blocks of a preview.
_MAX_PREVIEW_CHARACTERS, _MAX_PREVIEW_BLOCKS = 2_000, 6

#: Names of the topics of bundled lists.
_TOPIC_NAMES = {
    "world": _("World news"),
    "business": _("Business"),
    "science": _("Science"),
    "space": _("Space"),
    "technology": _("Technology"),
    "sport": _("Sport"),
    "football": _("Football"),
    "cricket": _("Cricket"),
    "tennis": _("Tennis"),
    "games": _("Video games"),
    "film": _("Film"),
    "music": _("Music"),
    "travel": _("Travel"),
}

_STAGES = tuple(SetupStage)
_STAGE_TITLES = {
    SetupStage.PLACE: _("Where?"),
    SetupStage.TIME: _("When?"),
    SetupStage.TOPIC: _("What about?"),
    SetupStage.SOURCES: _("From which sources?"),
    SetupStage.CHECK: _("Ready?"),
}
_STAGE_HELP = {
    SetupStage.PLACE: _("Choose the channel for the digest."),
    SetupStage.TIME: _("Choose one or more times and a time zone."),
    SetupStage.TOPIC: _("Choose a topic, add a new one, or take all news."),
    SetupStage.SOURCES: _(
        "Paste addresses of feeds or news sites, or the text of an OPML file. If you add none,"
        " the digest uses the articles that are already here."
    ),
    SetupStage.CHECK: _("This is what the channel would get now, up to three sentences."),
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
    state: SetupState,
    translator: Translator = ENGLISH,
    *,
    topics: Sequence[str] = (),
    permissions: ChannelPermissions | None = None,
    preview: Message | None = None,
) -> Message:
    """
    Render the current step of a setup.

    Args:
        state: State of the setup.
        translator: Translator to the reader's language.
        topics: The topics to choose from.
        permissions: Permissions of the bot in the channel, if checked.
        preview: The digest as it would be posted now, for the last step.
    """
    number = _STAGES.index(state.stage) + 1
    heading = _("Set up a digest · step {step} of {steps}", step=number, steps=len(_STAGES))
    blocks = [
        f"-# {translator.translate(heading)}\n### {translator.translate(_STAGE_TITLES[state.stage])}",
        _render_summary(state, translator),
    ]
    if state.stage is SetupStage.SOURCES:
        blocks.append(_render_feeds(state.leads, translator))
    if permissions is not None:
        blocks.append(_render_permissions(permissions, translator))
    is_empty = preview is not None and preview.accent is Accent.NOTHING
    blocks.append(translator.translate(_describe_empty_preview(state) if is_empty else _STAGE_HELP[state.stage]))
    if preview is not None and not is_empty:
        blocks += _select_preview_blocks(preview)
    blocked = permissions is not None and (not permissions.known or bool(permissions.missing))
    controls = (*_build_inputs(state, topics, translator), _build_navigation(state, translator, blocked=blocked))
    accent = Accent.ERROR if blocked else Accent.DIGEST
    return Message(tuple(block for block in blocks if block), accent, controls)


def _describe_empty_preview(state: SetupState) -> LocalizableText:
    """Return why the last step shows no digest."""
    if any(lead.followed_url for lead in state.leads):
        return _("There is nothing to show yet. I'll read the new feeds as soon as you start the digest.")
    return _("There are no articles about this yet. You can start all the same, and add sources later with /feeds add.")


def _render_summary(state: SetupState, translator: Translator) -> str:
    lines: list[LocalizableText] = []
    if state.channel:
        lines.append(_("Channel: {channel}", channel=f"<#{state.channel}>"))
    if state.times:
        lines.append(_("Time: {times}, {zone}", times=translator.join(state.times.split(",")), zone=state.zone))
    if state.stage in {SetupStage.SOURCES, SetupStage.CHECK}:
        named = f"“{escape(truncate(state.topic, 80))}”" if state.topic else _("all news")
        lines.append(_("About: {topic}", topic=named))
    feeds = sum(bool(lead.followed_url) for lead in state.leads)
    if feeds and state.stage is SetupStage.CHECK:
        lines.append(ngettext_("{number} new feed", "{number} new feeds", feeds))
    return "\n".join(f"- {translator.translate(line)}" for line in lines)


def _render_feeds(leads: Sequence[SetupSource], translator: Translator) -> str:
    lines = [
        render_discovered_feed(
            DiscoveredFeed(lead.given, lead.url, lead.title, lead.entries, (), lead.reason), translator
        )
        for lead in leads[:_MAX_FEEDS_SHOWN]
    ]
    if unreadable := sum(bool(lead.reason and lead.followed_url) for lead in leads):
        lines.append(f"-# {translator.translate(_count_unreadable(unreadable))}")
    if len(leads) > _MAX_FEEDS_SHOWN:
        lines.append(f"-# {translator.translate(_('and {number} more', number=len(leads) - _MAX_FEEDS_SHOWN))}")
    return "\n".join(lines)


def _render_permissions(permissions: ChannelPermissions, translator: Translator) -> str:
    if not permissions.known:
        gone = _("The channel is gone, or I can't see it. Choose another one.")
        return f"✗ {translator.translate(gone)}"
    lines = [f"{'✓' if given else '✗'} {escape(translator.translate(name))}" for name, given in permissions.granted]
    if not permissions.missing:
        return f"✓ {translator.translate(_('I can post there.'))}"
    roles = translator.join([f"“{escape(truncate(name, 40))}”" for name in permissions.grantors])
    who = (
        _(
            "The server's owner or members with {roles} can give me access in the channel settings under Permissions.",
            roles=roles,
        )
        if roles
        else _("The server's owner can give me access in the channel settings under Permissions.")
    )
    return "\n".join([translator.translate(_("I can't post there:")), *lines, translator.translate(who)])


def _select_preview_blocks(preview: Message) -> list[str]:
    """Return as many of the preview's blocks as fit, without its heading, which repeats the choices."""
    blocks: list[str] = []
    space = _MAX_PREVIEW_CHARACTERS
    for block in (preview.blocks[1:] or preview.blocks)[:_MAX_PREVIEW_BLOCKS]:
        space -= count_utf16_units(block)
        if space < 0:
            break
        blocks.append(block)
    return blocks


def _build_inputs(
    state: SetupState, topics: Sequence[str], translator: Translator
) -> tuple[tuple[Button | SelectMenu, ...], ...]:
    match state.stage:
        case SetupStage.PLACE:
            return ((SelectMenu("setup_place", translator.translate(_("Choose a channel")), kind=MenuKind.CHANNELS),),)
        case SetupStage.TIME:
            return (
                (
                    Button(
                        "setup_time", translator.translate(_("Choose time and time zone …")), MessageButtonStyle.PRIMARY
                    ),
                ),
            )
        case SetupStage.TOPIC:
            return (
                (_build_topic_menu(state, topics, translator),),
                (Button("setup_new", translator.translate(_("New topic …"))),),
            )
        case SetupStage.SOURCES:
            return (
                (_build_list_menu(FeedListKind.COUNTRY, _("Feeds by country"), translator),),
                (_build_list_menu(FeedListKind.TOPIC, _("Feeds by topic"), translator),),
                (Button("setup_sources", translator.translate(_("Add sources …")), MessageButtonStyle.PRIMARY),),
            )
        case SetupStage.CHECK:
            return ()


def _build_topic_menu(state: SetupState, topics: Sequence[str], translator: Translator) -> SelectMenu:
    everything = MenuChoice(ALL_TOPICS_VALUE, translator.translate(_("All news")), default=not state.topic)
    choices = [
        MenuChoice(f"{TOPIC_VALUE_PREFIX}{name}", truncate(name, MAX_CHOICE_LENGTH), default=name == state.topic)
        for name in topics[:_MAX_TOPICS]
    ]
    return SelectMenu("setup_topic", translator.translate(_("Choose a topic")), (everything, *choices))


def _build_list_menu(kind: FeedListKind, placeholder: LocalizableText, translator: Translator) -> SelectMenu:
    territories = Locale.parse(translator.language).territories
    choices = [
        MenuChoice(
            one.key,
            truncate(
                translator.translate(_TOPIC_NAMES[one.key])
                if kind is FeedListKind.TOPIC
                else territories.get(one.key, one.key),
                MAX_CHOICE_LENGTH,
            ),
            truncate(", ".join(one.titles.values()), MAX_CHOICE_LENGTH),
        )
        for one in load_feed_lists(kind)
    ]
    choices.sort(key=lambda choice: strip_accents(choice.label).casefold())
    return SelectMenu(f"setup_list:{kind}", translator.translate(placeholder), tuple(choices))


def _build_navigation(state: SetupState, translator: Translator, *, blocked: bool) -> tuple[Button, ...]:
    number = _STAGES.index(state.stage)
    buttons = []
    if number:
        buttons.append(Button(f"setup_go:{_STAGES[number - 1]}", translator.translate(_("Back"))))
    if state.stage is SetupStage.CHECK:
        start = translator.translate(_("Start the digest"))
        buttons.append(Button("setup_done", start, MessageButtonStyle.SUCCESS, disabled=blocked))
        if blocked:
            buttons.append(Button("setup_go:check", translator.translate(_("Check again"))))
    elif _is_chosen(state):
        buttons.append(
            Button(f"setup_go:{_STAGES[number + 1]}", translator.translate(_("Continue")), MessageButtonStyle.SUCCESS)
        )
    buttons.append(Button("setup_cancel", translator.translate(_("Cancel"))))
    return tuple(buttons)


def _is_chosen(state: SetupState) -> bool:
    match state.stage:
        case SetupStage.PLACE:
            return bool(state.channel)
        case SetupStage.TIME:
            return bool(state.times)
        case _:
            return True


def render_searching(state: SetupState, count: int, translator: Translator = ENGLISH) -> Message:
    """Render the sources step while *count* addresses are being checked, with all controls disabled."""
    looking = ngettext_("Checking {number} address …", "Checking {number} addresses …", count)
    message = render_stage(state, translator)
    disabled_controls = tuple(tuple(_disable_control(control) for control in row) for row in message.controls)
    return Message((*message.blocks[:-1], f"-# {translator.translate(looking)}"), message.accent, disabled_controls)


def _disable_control(control: Button | SelectMenu) -> Button | SelectMenu:
    return Button(control.id, control.label, control.style, disabled=True) if isinstance(control, Button) else control


def render_setup_done(
    state: SetupState, due: datetime, translator: Translator = ENGLISH, fetched: int | None = None
) -> Message:
    """Render the confirmation of a setup: when the next digest is posted, and the articles *fetched* from new feeds."""
    stamp = int(due.timestamp())
    following = _(
        "I'll post the next one in {channel} on {when}, {soon}.",
        channel=f"<#{state.channel}>",
        when=f"<t:{stamp}:F>",
        soon=f"<t:{stamp}:R>",
    )
    lines = [translator.translate(following)]
    if any(lead.followed_url for lead in state.leads):
        lines.append(translator.translate(_describe_fetched(fetched)))
    if unreadable := sum(bool(lead.reason and lead.followed_url) for lead in state.leads):
        lines.append(translator.translate(_count_unreadable(unreadable)))
    hint = _(
        "See it now with /digest preview, change it with /digest edit."
        " Sources: /feeds. Topics: /topic. My answers: /settings."
    )
    heading = translator.translate(_("The digest is set up"))
    blocks = (
        f"### {heading}",
        _render_summary(state, translator),
        "\n".join(lines),
        f"-# {translator.translate(hint)}",
    )
    return Message(tuple(block for block in blocks if block), Accent.DIGEST)


def _describe_fetched(count: int | None) -> LocalizableText:
    if count is None:
        return _("I'm fetching the articles of the new feeds.")
    return ngettext_(
        "I fetched {number} article from the new feeds.", "I fetched {number} articles from the new feeds.", count
    )


def _count_unreadable(number: int) -> LocalizableText:
    return ngettext_(
        "I skip {number} feed of the list, which I can't read now. /feeds list shows why, and I keep trying.",
        "I skip {number} feeds of the lists, which I can't read now. /feeds list shows why, and I keep trying.",
        number,
    )


def render_setup_closed(translator: Translator = ENGLISH, *, cancelled: bool = False) -> Message:
    """Render the notice that a setup is closed, with a disabled button only."""
    notice = _("Cancelled. Nothing was set up.") if cancelled else _("This setup has ended.")
    again = translator.translate(_("Start a new one with /setup."))
    button = Button("setup_over", translator.translate(_("Ended")), disabled=True)
    return Message((f"{translator.translate(notice)} {again}",), Accent.NOTHING, ((button,),))
