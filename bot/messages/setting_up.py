"""The guided setup of a digest → one message that is edited step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.drafts import Draft, Lead, Stage
from bot.locales import ENGLISH, Words
from bot.messages.markup import cut, escape
from bot.messages.model import Accent, Button, Choice, Kind, Menu, Message, Style, size
from bot.messages.sources import found_line
from bot.phrases import Phrase, phrase, plural
from bot.scopes.intake import Found

#: The value of the topic menu that is no topic; before a topic's name stands `NAMED`.
EVERYTHING, NAMED = "everything", "topic "
#: Topics that the menu offers beside that one, and names that fit into a choice.
_MOST_TOPICS, _LONGEST_CHOICE = 24, 100
_MOST_LEADS = 8
#: Room that a preview gets: characters and blocks.
_PREVIEW, _MOST_BLOCKS = 2_000, 6

_STAGES = tuple(Stage)
_TITLES = {
    Stage.PLACE: phrase("Where?"),
    Stage.TIME: phrase("When?"),
    Stage.TOPIC: phrase("What about?"),
    Stage.SOURCES: phrase("From which sources?"),
    Stage.CHECK: phrase("Ready?"),
}
_EXPLAINED = {
    Stage.PLACE: phrase("Choose the channel that gets the digest."),
    Stage.TIME: phrase("Choose one hour or several, and whose clock they go by."),
    Stage.TOPIC: phrase("Choose a topic, make a new one, or take everything."),
    Stage.SOURCES: phrase(
        "Paste addresses of feeds or news sites, or a list of feeds (OPML). Without any, the digest tells from the"
        " articles that are here already."
    ),
    Stage.CHECK: phrase("This is what the channel would get now, at most three sentences of it."),
}


@dataclass(frozen=True, slots=True)
class Permit:
    """
    Whether the bot may do in the channel what a digest needs.

    Attributes:
        granted: Name of a permission → whether it is granted.
        grantors: Names of the roles whose members can grant it; empty where only the owner can.
        known: Whether the channel is there at all.
    """

    granted: tuple[tuple[str, bool], ...] = ()
    grantors: tuple[str, ...] = ()
    known: bool = True

    @property
    def missing(self) -> tuple[str, ...]:
        """The permissions that are not granted."""
        return tuple(name for name, given in self.granted if not given)


def of_stage(
    draft: Draft,
    words: Words = ENGLISH,
    *,
    topics: Sequence[str] = (),
    permit: Permit | None = None,
    preview: Message | None = None,
) -> Message:
    """
    Show one step.

    Args:
        draft: How far it has come.
        words: In which language.
        topics: The topics to choose from.
        permit: What the bot may do in the channel, where that was looked at.
        preview: The digest as it would be now, for the last step.
    """
    number = _STAGES.index(draft.stage) + 1
    heading = phrase("Set up a digest · step {step} of {steps}", step=number, steps=len(_STAGES))
    blocks = [f"-# {words.say(heading)}\n### {words.say(_TITLES[draft.stage])}", _recap(draft, words)]
    if draft.stage is Stage.SOURCES:
        blocks.append(_leads(draft.leads, words))
    if permit is not None:
        blocks.append(_permit(permit, words))
    blocks.append(words.say(_EXPLAINED[draft.stage]))
    if preview is not None:
        blocks += _quoted(preview)
    broken = permit is not None and (not permit.known or bool(permit.missing))
    controls = (*_inputs(draft, topics, words), _ways(draft, words, broken=broken))
    accent = Accent.ERROR if broken else Accent.DIGEST
    return Message(tuple(block for block in blocks if block), accent, controls)


def _recap(draft: Draft, words: Words) -> str:
    lines: list[Phrase] = []
    if draft.channel:
        lines.append(phrase("Channel: {channel}", channel=f"<#{draft.channel}>"))
    if draft.times:
        lines.append(phrase("Time: {times}, {zone}", times=words.listed(draft.times.split(",")), zone=draft.zone))
    if draft.stage in {Stage.SOURCES, Stage.CHECK}:
        named = f"“{escape(cut(draft.topic, 80))}”" if draft.topic else phrase("everything")
        lines.append(phrase("About: {topic}", topic=named))
    feeds = sum(bool(lead.url and not lead.reason) for lead in draft.leads)
    if feeds and draft.stage is Stage.CHECK:
        lines.append(plural("{number} new feed", "{number} new feeds", feeds))
    return "\n".join(f"- {words.say(line)}" for line in lines)


def _leads(leads: Sequence[Lead], words: Words) -> str:
    shown = [
        found_line(Found(lead.given, lead.url, lead.title, lead.entries, (), lead.reason), words)
        for lead in leads[:_MOST_LEADS]
    ]
    if len(leads) > _MOST_LEADS:
        shown.append(f"-# {words.say(phrase('and {number} more', number=len(leads) - _MOST_LEADS))}")
    return "\n".join(shown)


def _permit(permit: Permit, words: Words) -> str:
    if not permit.known:
        return f"✗ {words.say(phrase('The channel is gone, or the bot can not see it. Choose another one.'))}"
    lines = [f"{'✓' if given else '✗'} {escape(words.say(name))}" for name, given in permit.granted]
    if not permit.missing:
        return f"✓ {words.say(phrase('The bot may post there.'))}"
    roles = words.listed([f"“{escape(cut(name, 40))}”" for name in permit.grantors])
    who = (
        phrase("The server's owner can grant it, or members with {roles}: channel settings, Permissions.", roles=roles)
        if roles
        else phrase("The server's owner can grant it: channel settings, Permissions.")
    )
    return "\n".join([words.say(phrase("The bot may not post there:")), *lines, words.say(who)])


def _quoted(preview: Message) -> list[str]:
    """Give as many of the preview's blocks as there is room for; its heading is what was just chosen."""
    shown: list[str] = []
    room = _PREVIEW
    for block in (preview.blocks[1:] or preview.blocks)[:_MOST_BLOCKS]:
        room -= size(block)
        if room < 0:
            break
        shown.append(block)
    return shown


def _inputs(draft: Draft, topics: Sequence[str], words: Words) -> tuple[tuple[Button | Menu, ...], ...]:
    match draft.stage:
        case Stage.PLACE:
            return ((Menu("setup_place", words.say(phrase("Choose a channel")), kind=Kind.CHANNELS),),)
        case Stage.TIME:
            return ((Button("setup_time", words.say(phrase("Choose time and zone …")), Style.PRIMARY),),)
        case Stage.TOPIC:
            return ((_topics(draft, topics, words),), (Button("setup_new", words.say(phrase("New topic …"))),))
        case Stage.SOURCES:
            return ((Button("setup_sources", words.say(phrase("Add sources …")), Style.PRIMARY),),)
        case Stage.CHECK:
            return ()


def _topics(draft: Draft, topics: Sequence[str], words: Words) -> Menu:
    everything = Choice(EVERYTHING, words.say(phrase("Everything")), chosen=not draft.topic)
    known = [
        Choice(f"{NAMED}{name}", cut(name, _LONGEST_CHOICE), chosen=name == draft.topic)
        for name in topics[:_MOST_TOPICS]
    ]
    return Menu("setup_topic", words.say(phrase("Choose a topic")), (everything, *known))


def _ways(draft: Draft, words: Words, *, broken: bool) -> tuple[Button, ...]:
    number = _STAGES.index(draft.stage)
    ways = []
    if number:
        ways.append(Button(f"setup_go:{_STAGES[number - 1]}", words.say(phrase("Back"))))
    if draft.stage is Stage.CHECK:
        start = words.say(phrase("Start the digest"))
        ways.append(Button("setup_done", start, Style.SUCCESS, disabled=broken))
        if broken:
            ways.append(Button("setup_go:check", words.say(phrase("Check again"))))
    elif _is_chosen(draft):
        ways.append(Button(f"setup_go:{_STAGES[number + 1]}", words.say(phrase("Go on")), Style.SUCCESS))
    ways.append(Button("setup_cancel", words.say(phrase("Cancel"))))
    return tuple(ways)


def _is_chosen(draft: Draft) -> bool:
    match draft.stage:
        case Stage.PLACE:
            return bool(draft.channel)
        case Stage.TIME:
            return bool(draft.times)
        case _:
            return True


def of_searching(draft: Draft, count: int, words: Words = ENGLISH) -> Message:
    """Show the step of the sources while *count* addresses are being looked at: nothing can be pressed."""
    looking = plural("Looking at {number} address …", "Looking at {number} addresses …", count)
    shown = of_stage(draft, words)
    off = tuple(tuple(_off(control) for control in row) for row in shown.controls)
    return Message((*shown.blocks[:-1], f"-# {words.say(looking)}"), shown.accent, off)


def _off(control: Button | Menu) -> Button | Menu:
    return Button(control.id, control.label, control.style, disabled=True) if isinstance(control, Button) else control


def of_done(draft: Draft, due: datetime, words: Words = ENGLISH, fetched: int | None = None) -> Message:
    """Tell that the digest is set up, and when the next one is posted; *fetched* articles came from new feeds."""
    stamp = int(due.timestamp())
    following = phrase(
        "The next one is posted in {channel} on {when}, {soon}.",
        channel=f"<#{draft.channel}>",
        when=f"<t:{stamp}:F>",
        soon=f"<t:{stamp}:R>",
    )
    lines = [words.say(following)]
    if any(lead.url and not lead.reason for lead in draft.leads):
        lines.append(words.say(_fetched(fetched)))
    hint = phrase("/digest changes it, /feeds and /topic change what it tells of, /settings how the bot answers.")
    heading = words.say(phrase("The digest is set up"))
    blocks = (f"### {heading}", _recap(draft, words), "\n".join(lines), f"-# {words.say(hint)}")
    return Message(tuple(block for block in blocks if block), Accent.DIGEST)


def _fetched(count: int | None) -> Phrase:
    if count is None:
        return phrase("The articles of the new feeds are being fetched.")
    return plural(
        "{number} article was fetched from the new feeds.", "{number} articles were fetched from the new feeds.", count
    )


def of_over(words: Words = ENGLISH, *, cancelled: bool = False) -> Message:
    """Tell that this setup is over, with nothing left to press."""
    said = phrase("Cancelled; nothing was set up.") if cancelled else phrase("This setup is over.")
    again = words.say(phrase("/setup begins a new one."))
    off = Button("setup_over", words.say(phrase("Over")), disabled=True)
    return Message((f"{words.say(said)} {again}",), Accent.NOTHING, ((off,),))
