"""The commands /feeds, /topic and /actors, with which a server manages its content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.checks import (
    BACKGROUND_TASK_TIMEOUT,
    GuildAdminGroup,
    exclusive_guild_task,
    filter_choices,
    require_command_access,
    require_guild,
)
from bot.commands.components import component_handler
from bot.commands.responses import EPHEMERAL, defer, get_translator, send_result
from bot.errors import InputError
from bot.locales import LocalizableText, ngettext_
from bot.locales.messages import _
from bot.models.message import Accent, Message, MessageFile
from bot.rendering import (
    describe_curation,
    render_actors,
    render_curation,
    render_discovered_feeds,
    render_feeds,
    render_list,
    render_poll_results,
    render_topic_articles,
    render_topics,
    to_view,
)
from bot.services import curation, topics
from bot.services.curation import CurationRequest
from bot.services.feeds import DiscoveredFeed, discover_feeds, follow_feeds, poll_feeds
from corpus.entities import CurationAction
from corpus.models import MAX_TOPIC_NAME_CHARACTERS, ActorKind
from corpus.sources.feed_models import OpmlFeed, PollResult
from corpus.sources.feed_policy import is_due
from corpus.sources.feed_text import decode_feed
from corpus.sources.opml import write_opml
from corpus.store import CurationRecord, Feed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client.client import Dateline
    from bot.services.store_holder import StoreHolder
    from corpus.sources.http import FetchResponse


_OPML_REMEDY = _("Upload an OPML file, the list of feeds that feed readers export.")
_MAX_OPML_BYTES = 1_000_000  # a list of fifty feeds has ten thousand bytes

feeds_group = GuildAdminGroup("feeds", "Follow news feeds in this server")


@feeds_group.command(name="add", description="Follow a news feed, or the feed of a news site")
@app_commands.describe(address="Address of a feed or news site; separate several with spaces")
async def add_feed(interaction: discord.Interaction[Dateline], address: app_commands.Range[str, 1, 2000]) -> None:
    """Find the feeds at *address*, follow them and fetch their articles."""
    await defer(interaction, privately=True)
    guild = require_guild(interaction)
    async with exclusive_guild_task(interaction, guild):
        found = await _discover_and_follow(interaction, guild, address)
        new_feeds = {one.url: one.response for one in found if one.url and not one.reason}
        await send_result(
            interaction, render_discovered_feeds(found, get_translator(interaction), fetching=bool(new_feeds))
        )
        if new_feeds:
            polled = await _poll_feeds(interaction.client, guild, new_feeds)
            await send_result(interaction, render_poll_results(polled, (), get_translator(interaction)))


async def _discover_and_follow(
    interaction: discord.Interaction[Dateline], guild: str, text: str
) -> tuple[DiscoveredFeed, ...]:
    background_workers = interaction.client.background_workers
    settings = interaction.client.fetch_settings
    found = await background_workers.run_within(BACKGROUND_TASK_TIMEOUT, discover_feeds, settings=settings, text=text)
    return await background_workers.run(follow_feeds, scope=guild, found=found)


async def _poll_feeds(client: Dateline, guild: str, only: dict[str, FetchResponse | None]) -> tuple[PollResult, ...]:
    return await client.background_workers.run_within(
        BACKGROUND_TASK_TIMEOUT, poll_feeds, settings=client.fetch_settings, scope=guild, only=only
    )


@feeds_group.command(name="list", description="Show the feeds of this server: last check, errors, next check")
async def list_feeds(interaction: discord.Interaction[Dateline]) -> None:
    """List the guild's feeds."""
    await defer(interaction, privately=True)
    await send_result(
        interaction,
        render_feeds(await _load_feeds(interaction, require_guild(interaction)), 1, get_translator(interaction)),
    )


@component_handler("feeds_page")
async def show_feeds_page(interaction: discord.Interaction[Dateline], page: int) -> None:
    """Show another page of the feeds."""
    guild = await require_command_access(interaction, "feeds")
    await interaction.response.defer()
    message = render_feeds(await _load_feeds(interaction, guild), page, get_translator(interaction))
    await interaction.edit_original_response(view=to_view(message))


@feeds_group.command(name="remove", description="Stop following a feed")
@app_commands.describe(feed="One of the feeds of this server", articles="Also delete the articles from this feed")
async def remove_feed(interaction: discord.Interaction[Dateline], feed: str, articles: bool = False) -> None:
    """Stop following a feed, and delete its articles if *articles* is set."""
    await defer(interaction, privately=True)
    guild = require_guild(interaction)
    removed = _find_feed(await _load_feeds(interaction, guild), feed)
    count = await interaction.client.background_workers.run_within(
        BACKGROUND_TASK_TIMEOUT, _delete_feed, url=removed.url, scope=guild, articles=articles
    )
    deleted_text = ngettext_("{number} article deleted", "{number} articles deleted", count)
    kept_text = _("Its articles stay.")
    await send_result(
        interaction,
        render_list(
            _("Removed"),
            [removed.title or removed.url, deleted_text if articles else kept_text],
            get_translator(interaction),
        ),
    )


def _delete_feed(engine: StoreHolder, *, url: str, scope: str, articles: bool) -> int:
    from corpus.pipeline import ingest  # noqa: PLC0415  # loads all annotators, which the bot's own process does not need

    return ingest.delete_feed(engine.store, url, scope, articles=articles)


@remove_feed.autocomplete("feed")
async def suggest_feeds(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Suggest the guild's feeds."""

    async def pairs() -> list[tuple[str, str]]:
        return [
            (_label_feed(feed), _hash_feed_url(feed))
            for feed in await _load_feeds(interaction, require_guild(interaction))
        ]

    return await filter_choices(pairs(), current)


@feeds_group.command(name="poll", description="Check the feeds for new articles now, each at most once an hour")
async def poll_due_feeds(interaction: discord.Interaction[Dateline]) -> None:
    """Poll the feeds that are due."""
    await defer(interaction, privately=True)
    guild, client = require_guild(interaction), interaction.client
    async with exclusive_guild_task(interaction, guild):
        feeds = await _load_feeds(interaction, guild)
        due = {feed.url: None for feed in feeds if is_due(feed, client.clock())}
        polled = await _poll_feeds(client, guild, dict(due)) if due else ()
        not_due = [feed for feed in feeds if feed.url not in due]
        message = (
            render_poll_results(polled, not_due, get_translator(interaction))
            if feeds
            else render_feeds(feeds, 1, get_translator(interaction))
        )
        await send_result(interaction, message)


@feeds_group.command(name="import", description="Follow the feeds of an OPML file from a feed reader")
@app_commands.describe(file="The OPML file")
async def import_feeds(interaction: discord.Interaction[Dateline], file: discord.Attachment) -> None:
    """Follow the feeds of an OPML list."""
    await defer(interaction, privately=True)
    guild = require_guild(interaction)
    if file.size > _MAX_OPML_BYTES:
        raise InputError(file.filename, _("{file} is too large for a list of feeds.", file=file.filename), _OPML_REMEDY)
    text = decode_feed(await file.read())
    if not text.lstrip().startswith("<"):
        raise InputError(file.filename, _("{file} isn't an OPML file.", file=file.filename), _OPML_REMEDY)
    async with exclusive_guild_task(interaction, guild):
        found = await _discover_and_follow(interaction, guild, text)
    await send_result(interaction, render_discovered_feeds(found, get_translator(interaction)))


@feeds_group.command(name="export", description="Export this server's feeds as an OPML file for any feed reader")
async def export_feeds(interaction: discord.Interaction[Dateline]) -> None:
    """Send the guild's feeds as an OPML file."""
    await defer(interaction, privately=True)
    feeds = await _load_feeds(interaction, require_guild(interaction))
    if not feeds:
        await send_result(interaction, render_feeds(feeds, 1, get_translator(interaction)))
        return
    data = write_opml(OpmlFeed(feed.url, feed.title) for feed in feeds)
    heading = get_translator(interaction).translate(ngettext_("{number} feed", "{number} feeds", len(feeds)))
    await send_result(
        interaction, Message((f"### {heading}",), Accent.BRIEFING, files=(MessageFile("feeds.opml", data),))
    )


async def _load_feeds(interaction: discord.Interaction[Dateline], guild: str) -> tuple[Feed, ...]:
    return await interaction.client.workers.run(_query_feeds, scope=guild)


def _query_feeds(engine: StoreHolder, *, scope: str) -> tuple[Feed, ...]:
    return engine.store.list_feeds(scope)


def _find_feed(feeds: Sequence[Feed], name: str) -> Feed:
    wanted = name.strip()
    for feed in feeds:
        if wanted in {_hash_feed_url(feed), feed.url, feed.title, _label_feed(feed)}:
            return feed
    raise InputError(name, _("This server doesn't follow the feed “{name}”.", name=name), _("Pick one from the list."))


def _label_feed(feed: Feed) -> str:
    return f"{feed.title} – {feed.url}" if feed.title else feed.url


def _hash_feed_url(feed: Feed) -> str:
    # A URL may be too long for the value of a choice.
    return hashlib.sha256(feed.url.encode()).hexdigest()[:16]


topic_group = GuildAdminGroup("topic", "Manage the topics of this server")
_TopicName = app_commands.Range[str, 1, MAX_TOPIC_NAME_CHARACTERS]
_TopicParts = app_commands.Range[str, 1, 500]
_TOPIC_OPTION_HELP = app_commands.describe(
    terms="Words in its articles, separated by commas: interest rate, central bank",
    actors="People and organisations it is about, separated by commas",
    sources="Outlets or sites to use, separated by commas; leave out for all",
    languages="Language codes, separated by commas: en, de; leave out for all",
)


@topic_group.command(name="add", description="Add a topic, defined by words, people or organisations")
@app_commands.describe(name="Name of the topic")
@_TOPIC_OPTION_HELP
async def add_topic(  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    name: _TopicName,
    terms: _TopicParts = "",
    actors: _TopicParts = "",
    sources: _TopicParts = "",
    languages: _TopicParts = "",
) -> None:
    """Add a topic."""
    await defer(interaction, privately=True)
    guild, workers = require_guild(interaction), interaction.client.workers
    parts = {"terms": terms, "actors": actors, "sources": sources, "languages": languages}
    created = topics.build_topic(name, scope=guild, **{part: topics.split_list(text) for part, text in parts.items()})
    await workers.run(topics.save_topic, topic=created, new=True)
    await _send_topic(interaction, guild, created.name, _("Saved"))


@topic_group.command(name="edit", description="Change a topic of this server")
@app_commands.describe(topic="Which topic", name="New name")
@_TOPIC_OPTION_HELP
async def edit_topic(  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    topic: _TopicName,
    name: _TopicName | None = None,
    terms: _TopicParts | None = None,
    actors: _TopicParts | None = None,
    sources: _TopicParts | None = None,
    languages: _TopicParts | None = None,
) -> None:
    """Change a topic; options that are left out stay unchanged."""
    await defer(interaction, privately=True)
    guild, workers = require_guild(interaction), interaction.client.workers
    before = await workers.run(topics.get_topic, scope=guild, name=topic)
    parts = {"terms": terms, "actors": actors, "sources": sources, "languages": languages}
    changed = {part: topics.split_list(text) for part, text in parts.items() if text is not None}
    unchanged = {part: getattr(before, part) for part in parts}
    updated = topics.build_topic(name or before.name, scope=guild, **{**unchanged, **changed})
    await workers.run(topics.update_topic, before=before, topic=updated)
    await _send_topic(interaction, guild, updated.name, _("Changed"))


@topic_group.command(name="list", description="List the topics")
async def list_topics(interaction: discord.Interaction[Dateline]) -> None:
    """List the topics that are visible in the guild."""
    await defer(interaction, privately=True)
    guild = require_guild(interaction)
    visible = await interaction.client.workers.run(topics.list_topics, scope=guild)
    await send_result(interaction, render_topics(visible, guild, 1, get_translator(interaction)))


@component_handler("topics_page")
async def show_topics_page(interaction: discord.Interaction[Dateline], page: int) -> None:
    """Show another page of the topics."""
    interaction.extras[EPHEMERAL] = True
    guild = await require_command_access(interaction, "topic")
    await interaction.response.defer()
    visible = await interaction.client.workers.run(topics.list_topics, scope=guild)
    message = render_topics(visible, guild, page, get_translator(interaction))
    await interaction.edit_original_response(view=to_view(message))


@topic_group.command(name="show", description="Show the articles of a topic and why they belong to it")
@app_commands.describe(topic="Which topic")
async def show_topic(interaction: discord.Interaction[Dateline], topic: _TopicName) -> None:
    """Show the articles of a topic."""
    await defer(interaction, privately=True)
    await _send_topic(interaction, require_guild(interaction), topic)


@topic_group.command(name="remove", description="Remove a topic from this server")
@app_commands.describe(topic="Which topic")
async def remove_topic(interaction: discord.Interaction[Dateline], topic: _TopicName) -> None:
    """Remove one of the guild's topics."""
    await defer(interaction, privately=True)
    removed = await interaction.client.workers.run(topics.delete_topic, scope=require_guild(interaction), name=topic)
    await send_result(interaction, render_list(_("Removed"), [removed.name], get_translator(interaction)))


@edit_topic.autocomplete("topic")
@remove_topic.autocomplete("topic")
async def suggest_own_topics(
    interaction: discord.Interaction[Dateline], current: str
) -> list[app_commands.Choice[str]]:
    """Suggest the guild's own topics."""

    async def pairs() -> list[tuple[str, str]]:
        guild = require_guild(interaction)
        visible = await interaction.client.workers.run(topics.list_topics, scope=guild)
        return [(one.name, one.name) for one in visible if one.scope == guild]

    return await filter_choices(pairs(), current)


@show_topic.autocomplete("topic")
async def suggest_visible_topics(
    interaction: discord.Interaction[Dateline], current: str
) -> list[app_commands.Choice[str]]:
    """Suggest the guild's own topics and the shared ones."""

    async def pairs() -> list[tuple[str, str]]:
        visible = await interaction.client.workers.run(topics.list_topics, scope=require_guild(interaction))
        return [(one.name, one.name) for one in visible]

    return await filter_choices(pairs(), current)


async def _send_topic(
    interaction: discord.Interaction[Dateline], guild: str, name: str, done: LocalizableText | str = ""
) -> None:
    articles = await interaction.client.workers.run(topics.list_topic_articles, scope=guild, name=name)
    await send_result(interaction, render_topic_articles(articles, get_translator(interaction), done))


#: Maximum number of actors to list; those mentioned less often can be found by name.
_MAX_ACTORS_LISTED = 300
_MAX_NAME_LENGTH = 100

actors_group = GuildAdminGroup("actors", "Correct who is who, for this server only")
ActorName = app_commands.Range[str, 1, _MAX_NAME_LENGTH]


@actors_group.command(
    name="list", description="List the people and organisations in the articles, and this server's corrections"
)
async def list_actors(interaction: discord.Interaction[Dateline]) -> None:
    """List the most mentioned actors and the guild's curations."""
    await defer(interaction, privately=True)
    guild = require_guild(interaction)
    await send_result(interaction, await _render_actors(interaction, guild, 1))


@component_handler("actors_page")
async def show_actors_page(interaction: discord.Interaction[Dateline], page: int) -> None:
    """Show another page of the actors."""
    guild = await require_command_access(interaction, "actors")
    await interaction.response.defer()
    await interaction.edit_original_response(view=to_view(await _render_actors(interaction, guild, page)))


async def _render_actors(interaction: discord.Interaction[Dateline], guild: str, page: int) -> Message:
    actors = await interaction.client.workers.run(curation.list_top_actors, scope=guild, limit=_MAX_ACTORS_LISTED)
    curations, names = await _load_curations(interaction, guild)
    return render_actors(actors, curations, names, page, get_translator(interaction))


@actors_group.command(name="add", description="Add a person, organisation or place")
@app_commands.describe(
    name="Name as the articles write it",
    kind="A person, a state, an organisation or something else",
    description="Who or what it is",
)
@app_commands.choices(
    kind=[
        app_commands.Choice(name="person", value=ActorKind.PERSON.value),
        app_commands.Choice(name="state", value=ActorKind.STATE.value),
        app_commands.Choice(name="organisation", value=ActorKind.ORGANISATION.value),
        app_commands.Choice(name="group", value=ActorKind.GROUP.value),
        app_commands.Choice(name="document", value=ActorKind.DOCUMENT.value),
        app_commands.Choice(name="place", value=ActorKind.PLACE.value),
        app_commands.Choice(name="event", value=ActorKind.EVENT.value),
    ]
)
async def add_actor(
    interaction: discord.Interaction[Dateline], name: ActorName, kind: str = "person", description: ActorName = ""
) -> None:
    """Add an actor."""
    await _save_curation(
        interaction, CurationRequest(CurationAction.ADD, name, kind=ActorKind(kind), description=description)
    )


@actors_group.command(name="alias", description="Add another name for someone")
@app_commands.describe(actor="Whose other name it is", name="The other name, as the articles write it")
async def add_alias(interaction: discord.Interaction[Dateline], actor: ActorName, name: ActorName) -> None:
    """Add another name to an actor."""
    await _save_curation(interaction, CurationRequest(CurationAction.ALIAS, actor, name))


@actors_group.command(name="split", description="Remove a wrong name from someone")
@app_commands.describe(actor="Who has the wrong name", name="The wrong name, as the articles write it")
async def split_name(interaction: discord.Interaction[Dateline], actor: ActorName, name: ActorName) -> None:
    """Remove a name from an actor."""
    await _save_curation(interaction, CurationRequest(CurationAction.SPLIT, actor, name))


@actors_group.command(name="merge", description="Merge two entries that are the same person or organisation")
@app_commands.describe(actor="The entry to remove", into="The entry to keep")
async def merge_actors(interaction: discord.Interaction[Dateline], actor: ActorName, into: ActorName) -> None:
    """Merge an actor into another."""
    await _save_curation(interaction, CurationRequest(CurationAction.MERGE, actor, into))


async def _save_curation(interaction: discord.Interaction[Dateline], request: CurationRequest) -> None:
    await defer(interaction, privately=True)
    guild, client = require_guild(interaction), interaction.client
    async with exclusive_guild_task(interaction, guild):
        saved = await client.workers.run(curation.add_curation, scope=guild, request=request)
        await _reannotate_and_report(interaction, describe_curation(saved.curation, saved.names))


async def _reannotate_and_report(interaction: discord.Interaction[Dateline], description: str) -> None:
    await send_result(interaction, render_curation(description, None, get_translator(interaction)))
    count = await interaction.client.background_workers.run_within(BACKGROUND_TASK_TIMEOUT, curation.reannotate)
    await send_result(interaction, render_curation(description, count, get_translator(interaction)))


@actors_group.command(name="undo", description="Undo a correction")
@app_commands.describe(word="Which correction")
async def undo_actor_change(interaction: discord.Interaction[Dateline], word: str) -> None:
    """Undo a curation."""
    await defer(interaction, privately=True)
    guild, client = require_guild(interaction), interaction.client
    async with exclusive_guild_task(interaction, guild):
        curations, names = await _load_curations(interaction, guild)
        selected = next(
            (each for each in curations if word in {curation.curation_id(each), str(describe_curation(each, names))}),
            None,
        )
        if selected is None:
            raise InputError(
                word, _("This server has no correction “{word}”.", word=word), _("Pick one from the list.")
            )
        await client.workers.run(curation.undo_curation, scope=guild, record=selected)
        await _reannotate_and_report(interaction, _("Undone: {word}", word=describe_curation(selected, names)))


@undo_actor_change.autocomplete("word")
async def suggest_curations(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Suggest the guild's curations, the latest first."""

    async def pairs() -> list[tuple[str, str]]:
        curations, names = await _load_curations(interaction, require_guild(interaction))
        return [
            (get_translator(interaction).translate(describe_curation(each, names)), curation.curation_id(each))
            for each in reversed(curations)
        ]

    return await filter_choices(pairs(), current)


@add_alias.autocomplete("actor")
@split_name.autocomplete("actor")
@merge_actors.autocomplete("actor")
@merge_actors.autocomplete("into")
async def suggest_known_actors(
    interaction: discord.Interaction[Dateline], current: str
) -> list[app_commands.Choice[str]]:
    """Suggest the actors known in the guild, those that its articles mention first."""

    async def pairs() -> list[tuple[str, str]]:
        scope = require_guild(interaction)
        found = await interaction.client.workers.run(curation.suggest_actors, scope=scope, typed=current)
        return [(actor.name, actor.id) for actor in found]

    return await filter_choices(pairs(), "")


@split_name.autocomplete("name")
async def suggest_aliases(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Suggest the other names of the selected actor."""

    async def pairs() -> list[tuple[str, str]]:
        guild, name = require_guild(interaction), str(getattr(interaction.namespace, "actor", "") or "")
        if not name:
            return []
        actor = await interaction.client.workers.run(curation.resolve_actor, scope=guild, name=name)
        return [(one, one) for one in actor.aliases]

    return await filter_choices(pairs(), current)


async def _load_curations(
    interaction: discord.Interaction[Dateline], guild: str
) -> tuple[tuple[CurationRecord, ...], dict[str, str]]:
    return await interaction.client.workers.run(curation.list_curations, scope=guild)
