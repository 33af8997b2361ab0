"""
Nothing of one server appears in another: every command, autocomplete, button and digest, in four places.

Two servers have articles, actors, feeds, topics, settings and digests of their own. What is only in one of them is
written with words that stand nowhere else; whatever the bot says elsewhere is searched for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from discord import AppCommandType, app_commands

from bot.cli.runner import build_client
from bot.client.client import Dateline
from bot.client.config import Config
from bot.db import open_database
from bot.locales import LANGUAGES, translator_for
from bot.locales.messages import _
from bot.models.digest import DigestOptions
from bot.models.schedule import Schedule
from bot.models.schedule_parser import parse_times
from bot.services.worker_pool import WorkerPool
from bot.testserver import ChatMessage, PendingInteraction, SimulatedUser, TestServer, Value
from bot.testserver.state.model import Guild, flatten_components
from bot.testserver.validation.errors import ComponentType
from corpus.entities import Registry
from corpus.models import Topic
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import CurationRecord, Feed, open_store
from tests.support.bot.bot_session import wait_for_followup
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_texts, run_bot

NOON = datetime(2024, 6, 26, 12, 0, tzinfo=ZoneInfo("UTC"))
NEVER = "9999-12-31T00:00:00+00:00"
TEXT = """{place} opens its {thing}

{actor} told reporters on Monday 24 June 2024 that the {thing} would open. "The {thing} is ours," {actor} said.

The {place} Council had opposed the {thing} since 19 June 2024, {actor} said on Tuesday.
"""
#: What a class can work with: statements of several people, days, and a day of publication.
CLASS_TEXT = """title: {place} argues about its {thing}
outlet: {place} Courier
published: 2024-06-24

{place} argues about its {thing}

"The {thing} will cost the harbour more than forty million crowns," mayor {actor} said on Monday.

"Nobody in the old town was ever asked about the {thing} and its price," said Tilda Wexmoor of the Fishermen's Union.

"Ships from the north may not wait longer than two hours at the {thing}," engineer Rolf Pindrake told reporters.

Workers found 14 old anchors under the {thing} on 12 June 2024, the harbour office reported.
"""
Options = Mapping[str, Value]


@pytest.fixture
def url(any_url: str) -> str:
    """Return the address of a database of each kind in turn."""
    return any_url


@dataclass(frozen=True, slots=True)
class GuildWords:
    """
    What is one server's own.

    Attributes:
        actor: A person of its articles, whom others may ask for.
        place: A place of its articles, its feed's title, its topic's name.
        thing: What its articles tell of; nobody else ever types it.
        alias: What its curators call the person; nobody else ever types it.
    """

    actor: str
    place: str
    thing: str
    alias: str

    @property
    def private_words(self) -> tuple[str, ...]:
        """What nobody else ever types."""
        return self.thing, self.alias

    @property
    def all_words(self) -> tuple[str, ...]:
        """Every word of its own."""
        return *self.private_words, *self.actor.split(), self.place


FIRST_GUILD = GuildWords("Marta Quaxil", "Brumgleton", "floccipend", "Dikegrave")
SECOND_GUILD = GuildWords("Orla Vintref", "Sklorvham", "quagmirium", "Reeveling")

#: Command → how it is used, with what is the server's own; in an order in which each finds what it needs.
CASES: dict[str, tuple[Options, ...]] = {
    "help": ({},),
    "brief": ({}, {"topic": "{actor}"}, {"topic": "{place}"}, {"topic": "{place}", "as_of": "today"}),
    "ask": (
        {"question": "What did {actor} say?"},
        {"question": "What happened on 24 June 2024?"},
        {"question": "What did {actor} say?", "as_of": "26 June 2024"},
    ),
    "who": ({"actor": "{actor}"}, {"actor": "{actor}", "as_of": "today"}),
    "when": ({"date": "24 June 2024"}, {"date": "24 June 2024", "as_of": "today"}),
    "said": ({"actor": "{actor}"},),
    "timeline": ({}, {"actor": "{actor}"}, {"actor": "{actor}", "as_of": "today"}),
    "compare": ({}, {"topic": "{place}"}),
    "changes": ({"since": "25 June 2024"}, {"since": "20 June 2024", "topic": "{place}"}),
    "sources": ({},),
    "article": ({"title": "{place} opens"}, {"title": "opens its"}),
    "chart": ({"kind": "coverage"}, {"kind": "together"}, {"kind": "actor", "actor": "{actor}"}),
    "export": ({"format": "md"}, {"format": "json", "topic": "{place}"}),
    "digest list": ({},),
    "digest preview": ({},),
    "digest now": ({},),
    "digest history": ({},),
    "digest pause": ({"until": "tomorrow"},),
    "digest resume": ({},),
    "digest edit": ({"time": "9:00"},),
    "digest add": ({"time": "10:00", "topic": "{place}"},),
    "digest remove": ({},),
    "alert add": ({"watch": "{place}"},),
    "alert list": ({},),
    "alert remove": ({"alert": "{place}"},),
    "follow add": ({"subject": "{actor}"}, {"subject": "{place}"}),
    "follow list": ({},),
    "follow remove": ({"subject": "{actor}"},),
    "archive on": ({},),
    "archive list": ({},),
    "archive remove": ({"digest": "{place}"},),
    "archive off": ({},),
    "class freeze": ({"day": "24 June 2024", "topic": "{place}"},),
    "class packs": ({}, {"sides": "{actor}, Rolf Pindrake"}),
    "class quiz": ({},),
    "class scores": ({},),
    "class end": ({},),
    "setup": ({},),
    "feeds list": ({},),
    "feeds poll": ({},),
    "feeds export": ({},),
    "feeds add": ({"address": "http://127.0.0.1:9/feed"},),
    "feeds import": ({"file": ("a.opml", b"<opml><body/></opml>")},),
    "feeds remove": ({"feed": "{place}"},),
    "topic list": ({},),
    "topic show": ({"topic": "{place}"},),
    "topic add": ({"name": "New {place}", "terms": "harbour"},),
    "topic edit": ({"topic": "{place}", "terms": "harbour"},),
    "topic remove": ({"topic": "{place}"},),
    "actors list": ({},),
    "actors add": ({"name": "{place} Harbour Guild"},),
    "actors alias": ({"actor": "{actor}", "name": "{actor} the Elder"},),
    "actors split": ({"actor": "{actor}", "name": "{actor} the Younger"},),
    "actors merge": ({"actor": "{place} Harbour Guild", "into": "{actor}"},),
    "actors undo": ({"word": "added: {place} Harbour Guild"},),
    "settings show": ({},),
    "settings language": ({"language": "en"},),
    "settings replies": ({"audience": "all"},),
    "settings topic": ({},),
    "privacy show": ({}, {"whose": "server"}),
    "privacy export": ({}, {"whose": "server"}),
    "privacy delete": ({}, {"whose": "server"}),
}
#: Context menus, used on a message with the server's own words.
MENUS = {
    "Who is this about?": "{actor} spoke.",
    "Check the quotes": '{actor} said: "told reporters on Monday 24 June 2024"',
}
#: Commands that tell nothing of a server's articles, actors, feeds, topics or digests, whatever is in them.
COMMANDS_WITHOUT_CONTENT = frozenset(
    "help|settings show|settings language|settings replies|settings topic|setup|feeds add|feeds import|feeds poll"
    "|privacy show|privacy delete|chart|digest resume|actors undo|actors merge|digest pause|alert remove"
    "|follow remove|archive on|archive list|archive remove|archive off|class end".split("|")
)
#: Commands that make what they are given the server's own, so that another's words are no longer another's.
COMMANDS_THAT_STORE_INPUT = frozenset(
    {"alert add", "follow add", "class freeze", "digest add", "topic add", "actors add"}
)
#: Buttons that would end what the other cases need.
_SKIPPED_CONTROLS = ("privacy_wipe", "setup_cancel", "setup_done")


def fill_guild(config: Config, guild: str, channel: int, own: GuildWords) -> None:
    """Keep articles, a feed, a topic, a curator's word, settings and a digest of one server."""
    text = TEXT.format(actor=own.actor, place=own.place, thing=own.thing)
    word = CurationRecord("alias", own.actor.casefold().replace(" ", "-"), own.alias, guild)
    lesson = CLASS_TEXT.format(actor=own.actor, place=own.place, thing=own.thing)
    with open_store(config.database_url) as store:
        store.add_curation(word)
        add_sources(store, [build_source(lesson.encode(), f"{own.thing}-lesson", "-", guild)], Registry())
        add_sources(store, [build_source(text.encode(), f"{own.thing}-tidings", "-", guild)], Registry())
        store.save_feed(Feed(f"https://{own.thing}.example/feed", own.place, guild, due=NEVER))
        store.save_topic(Topic(own.place, (own.thing,), scope=guild))
    with closing(open_database(config.database_url)) as database:
        database.settings.set(guild, 1, "topic", own.thing)
        database.subscriptions.add(DigestOptions(guild, channel, Schedule(parse_times("8:00"), "UTC"), own.place), NOON)


def _build_client(config: Config) -> Dateline:
    return build_client(
        config, WorkerPool.with_thread(config.database_url), lambda: NOON, WorkerPool.with_thread(config.database_url)
    )


def test_every_command_has_a_case_here(config: Config) -> None:
    """A new command, or a new context menu, needs one."""
    tree = _build_client(config).tree
    named = {each.qualified_name for each in tree.walk_commands() if isinstance(each, app_commands.Command)}
    assert named == CASES.keys()
    menus = {each.name for kind in AppCommandType for each in tree.get_commands(type=kind) if kind.value != 1}
    assert menus == MENUS.keys()


def fill_options(options: Options, own: GuildWords) -> dict[str, Value]:
    """Put a server's words into the options of a case."""
    words = {"actor": own.actor, "place": own.place, "thing": own.thing}
    return {name: value.format(**words) if isinstance(value, str) else value for name, value in options.items()}


def get_text(messages: Iterable[ChatMessage]) -> str:
    """Return all that *messages* hold: words, ids of controls, alternative texts, files."""
    parts = []
    for one in messages:
        parts.append(json.dumps(one.components, ensure_ascii=False) + one.content)
        parts += [
            f"{file.filename} {file.description} {file.data.decode('utf-8', 'ignore')}" for file in one.attachments
        ]
    return "\n".join(parts)


def find_foreign_words(said: str, other: GuildWords, typed: Iterable[Value] = ()) -> list[str]:
    """List what *said* contains of the *other* server; words that were typed may come back as an echo."""
    echoed = " ".join(str(value) for value in typed)
    return [mark for mark in other.all_words if mark.casefold() in said.casefold() and mark not in echoed]


async def use_command(member: SimulatedUser, name: str, options: Options, channel: str) -> PendingInteraction:
    """Use a command and wait for its answer; the notice that shows for an instant before a private answer is none."""
    used = member.run_slash_command(name, options, channel=channel)
    await used.wait_until(
        lambda held: next((one for one in held.messages if not one.loading and not is_placeholder(one)), None),
        "answer",
        REPLY_TIMEOUT,
    )
    return used


def is_placeholder(message: ChatMessage) -> bool:
    """Return whether *message* says only that nothing was found, in any language."""
    notices = {translator_for(language).translate(_("Nothing was found.")) for language in LANGUAGES}
    return [text.removeprefix("-# ") for text in list_texts(message.components)] in [[notice] for notice in notices]


async def press_controls(member: SimulatedUser, message: ChatMessage) -> str:
    """Press every button and pick the first of every menu of *message*; return all that is shown then."""
    parts = []
    controls = [
        one for one in flatten_components(message.components) if one.get("custom_id") and not one.get("disabled")
    ]
    for one in controls:
        if one["custom_id"].startswith(_SKIPPED_CONTROLS):
            continue
        if one["type"] == ComponentType.BUTTON:
            used = member.press_button(message, one["custom_id"])
        elif one.get("options"):
            used = member.pick_options(message, one["custom_id"], one["options"][0]["value"])
        else:
            continue
        await used.wait_for_acknowledgement(REPLY_TIMEOUT)
        parts.append(json.dumps(used.interaction.modal or {}) + get_text(used.messages))
        if message.deleted or one["custom_id"] not in json.dumps(message.components):
            break
    return "\n".join(parts)


async def complete_options(member: SimulatedUser, client: Dateline, name: str, typed: str, channel: str) -> str:
    """Complete every option of a command that can be completed; give all that is offered."""
    command = client.tree.get_command(name.split(maxsplit=1)[0])
    for part in name.split()[1:]:
        assert isinstance(command, app_commands.Group)
        command = command.get_command(part)
    assert isinstance(command, app_commands.Command)
    parts = []
    for option in command.parameters:
        if option.autocomplete:
            asked = member.complete_option(name, option.display_name, typed, channel=channel)
            parts.append(json.dumps(await asked.wait_for_choices(REPLY_TIMEOUT), ensure_ascii=False))
    return "\n".join(parts)


async def use_commands(
    member: SimulatedUser, client: Dateline, channel: str, own: GuildWords, other: GuildWords
) -> dict[str, str]:
    """Use every command in every way, and ask for the other server's things too; return what each command showed."""
    offered = {each.name for each in member.list_commands(channel)}
    heard: dict[str, str] = {}
    for name, cases in CASES.items():
        if name not in offered:
            continue
        parts = [
            await complete_options(member, client, name, typed, channel)
            for typed in ("", other.actor[:3], other.place[:3])
        ]
        assert not find_foreign_words("".join(parts), other), f"completing /{name}"
        for case in () if name in COMMANDS_THAT_STORE_INPUT else cases:
            asked = fill_options(case, other)
            probe = await use_command(member, name, asked, channel)
            assert not find_foreign_words(get_text(probe.messages), other, asked.values()), f"/{name} {asked}"
        for case in cases:
            answered = await use_command(member, name, fill_options(case, own), channel)
            parts.append(get_text(answered.messages))
            parts += [await press_controls(member, message) for message in tuple(answered.messages)]
        heard[name] = "\n".join(parts)
        assert not find_foreign_words(heard[name], other, (other.actor, other.place)), f"/{name}"
    return heard


async def use_menus(member: SimulatedUser, channel: str, own: GuildWords, other: GuildWords) -> None:
    """Use the context menus on messages with the words of both servers."""
    for menu, words in MENUS.items():
        for marks in (own, other):
            said = fill_options({"said": words}, marks)["said"]
            used = member.run_context_command(menu, member.send_message(str(said), channel))
            await used.wait_for_answer(REPLY_TIMEOUT)
            assert not find_foreign_words(get_text(used.messages), other, [said]), menu


def search_messages(server: TestServer, guild: Guild | None, other: GuildWords) -> list[str]:
    """Search all that the bot ever said in a server, or in direct conversations, for the other's secrets."""
    places = [one.id for one in server.world.channels.values() if one.guild == (guild.id if guild else None)]
    said = [message for place in places for message in server.world.messages[place].values()]
    mine = [message for message in said if message.author.id == server.world.application]
    return [secret for secret in other.private_words if secret in get_text(mine)]


async def test_nothing_of_one_server_appears_in_the_other(config: Config, clock: ManualClock) -> None:
    """Every command with its completions, buttons and menus, used in both; each server's own is shown there."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock) as client:
        # Another admin: what members were shown is theirs to export anywhere.
        second = server.world.add_guild("Second", server.world.add_user("Bea"))
        server.world.add_channel(second, "lobby")
        first = server.find_guild("Newsroom")
        fill_guild(config, str(first.id), server.find_channel("general", "Newsroom").id, FIRST_GUILD)
        fill_guild(config, str(second.id), server.find_channel("lobby", "Second").id, SECOND_GUILD)
        client.settings = await client.database.run(lambda database: database.settings)
        ada, bea = server.as_member("Ada", "Newsroom"), server.as_member("Bea", "Second")
        for member, channel, own, other in (
            (ada, "general", FIRST_GUILD, SECOND_GUILD),
            (bea, "lobby", SECOND_GUILD, FIRST_GUILD),
        ):
            await use_menus(member, channel, own, other)
            heard = await use_commands(member, client, channel, own, other)
            assert heard.keys() == CASES.keys()
            silent = {name for name, said in heard.items() if not any(mark in said for mark in own.all_words)}
            assert silent <= COMMANDS_WITHOUT_CONTENT
        assert search_messages(server, second, FIRST_GUILD) == search_messages(server, first, SECOND_GUILD) == []


async def test_elsewhere_only_shared_articles_are_quoted(config: Config, clock: ManualClock) -> None:
    """In a direct conversation, and in a third server where members brought the bot along for themselves."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock) as client:
        ada, guild = server.as_member("Ada"), server.find_guild()
        fill_guild(config, str(guild.id), server.find_channel("general").id, FIRST_GUILD)
        with open_store(config.database_url) as store:
            text = TEXT.format(actor="Ilse Brandt", place="Harbourton", thing="lighthouse")
            add_sources(store, [build_source(text.encode(), "lighthouse", "-")], Registry())
        third = server.world.add_guild("Third", ada.user, with_bot=False)
        server.world.add_channel(third, "square")
        everybody = GuildWords("Ilse Brandt", "Harbourton", "lighthouse", "lighthouse")
        for member, channel in ((server.as_member("Ada", "Third"), "square"), (ada.switch_to_dm(), "")):
            heard = await use_commands(member, client, channel or None, everybody, FIRST_GUILD)  # type: ignore[arg-type]
            assert {"brief", "ask", "who", "when", "said"} <= heard.keys()
            assert not {name for name in heard if name.split()[0] in {"feeds", "actors", "topic", "settings", "setup"}}
            assert "lighthouse" in heard["brief"]
        assert search_messages(server, third, FIRST_GUILD) == search_messages(server, None, FIRST_GUILD) == []


def _get_answer(question: ChatMessage) -> str | None:
    text = get_text([question])
    return text if "Check this sentence" in text else None


async def test_a_quiz_is_asked_and_scored_in_its_server_alone(config: Config, clock: ManualClock) -> None:
    """With the number of another server's quiz, a button shows nothing; answers and proofs are of the own articles."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        second = server.world.add_guild("Second", server.world.add_user("Bea"))
        server.world.add_channel(second, "lobby")
        first = server.find_guild("Newsroom")
        fill_guild(config, str(first.id), server.find_channel("general", "Newsroom").id, FIRST_GUILD)
        fill_guild(config, str(second.id), server.find_channel("lobby", "Second").id, SECOND_GUILD)
        quizzes: list[ChatMessage] = []
        for name, place, channel, own, other in (
            ("Ada", "Newsroom", "general", FIRST_GUILD, SECOND_GUILD),
            ("Bea", "Second", "lobby", SECOND_GUILD, FIRST_GUILD),
        ):
            member = server.as_member(name, place)
            await use_command(member, "class freeze", {"day": "24 June 2024"}, channel)
            quiz = (await use_command(member, "class quiz", {"questions": 1}, channel)).messages[-1]
            quizzes.append(quiz)
            started = member.press_button(quiz, "Start or continue")
            question = await wait_for_followup(started)
            parts = [get_text([quiz, question])]
            answered = member.press_button(question, f"class_answer:{len(quizzes)}:1:0")
            await answered.wait_until(lambda _, on=question: _get_answer(on), "answer", REPLY_TIMEOUT)
            checked = member.press_button(question, "Check this sentence")
            parts += [get_text([question]), get_text([await wait_for_followup(checked)])]
            heard = "\n".join(parts)
            assert all(own.thing in part for part in parts[1:])
            assert not find_foreign_words(heard, other)
            scores = get_text((await use_command(member, "class scores", {}, channel)).messages)
            assert f"<@{member.user.id}>" in scores
            assert scores.count("<@") == 1
        bea, forged = server.as_member("Bea", "Second"), quizzes[1]
        forged.components = json.loads(json.dumps(forged.components).replace(":2", ":1"))
        for label in ("Start or continue", "My score"):
            told = await wait_for_followup(bea.press_button(forged, label))
            assert "This quiz is over" in get_text([told])
