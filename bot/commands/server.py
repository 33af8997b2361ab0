"""The commands /settings, /privacy and /help."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.client.invite import build_invite_link
from bot.commands.checks import GuildAdminGroup, require_guild, require_manage_guild
from bot.commands.components import component_handler, get_selected_value, parse_number, stale_component_error
from bot.commands.guild_events import delete_guild_data
from bot.commands.responses import defer, get_translator, send_result
from bot.db import COUNT_ONLY_TABLES, WHOLE_SERVER, Repositories, SettingOverrides
from bot.locales import LANGUAGES, Translator
from bot.locales.messages import _
from bot.models.message import MenuChoice, Message, SelectMenu
from bot.rendering import (
    get_native_name,
    render_data_export,
    render_deleted,
    render_deletion_prompt,
    render_help,
    render_nothing_deleted,
    render_settings,
    render_stored_data,
    to_view,
)
from bot.services.guild_data import count_scope, export_scope

if TYPE_CHECKING:
    from bot.client.client import Dateline


SettingsChannel = discord.TextChannel | discord.VoiceChannel | discord.Thread

settings_group = GuildAdminGroup("settings", "Change my settings for this server")
_CHANNEL_OPTION_HELP = "Only for this channel; leave out for the whole server"
#: Option value that clears the language or the audience.
_NO_PREFERENCE = "none"


@settings_group.command(name="show", description="Show the settings of this server and its channels")
async def show_settings(interaction: discord.Interaction[Dateline]) -> None:
    """Show the settings."""
    await defer(interaction, privately=True)
    guild = require_guild(interaction)
    chosen = await interaction.client.database.run(lambda db: db.settings.list_overrides(guild))
    await send_result(interaction, render_settings(chosen, get_translator(interaction)))


@settings_group.command(
    name="language", description="Choose the language of the bot's own text; quotations stay as they are"
)
@app_commands.describe(language="Which language", channel=_CHANNEL_OPTION_HELP)
@app_commands.choices(
    language=[
        *(app_commands.Choice(name=get_native_name(language), value=language) for language in LANGUAGES),
        app_commands.Choice(name="Each member's own language", value=_NO_PREFERENCE),
    ]
)
async def set_language(
    interaction: discord.Interaction[Dateline], language: str, channel: SettingsChannel | None = None
) -> None:
    """Set the language of the guild or channel."""
    await _save_setting(interaction, channel, "language", None if language == _NO_PREFERENCE else language)


@settings_group.command(name="replies", description="Choose who sees my answers")
@app_commands.describe(audience="Who sees them", channel=_CHANNEL_OPTION_HELP)
@app_commands.choices(
    audience=[
        app_commands.Choice(name="Everyone in the channel", value="all"),
        app_commands.Choice(name="Only the person who asks", value="one"),
        app_commands.Choice(name="Same as the server", value=_NO_PREFERENCE),
    ]
)
async def set_reply_audience(
    interaction: discord.Interaction[Dateline], audience: str, channel: SettingsChannel | None = None
) -> None:
    """Set whether replies are private."""
    await _save_setting(interaction, channel, "private", None if audience == _NO_PREFERENCE else audience == "one")


@settings_group.command(name="topic", description="Choose the topic for questions that don't mention one")
@app_commands.describe(topic="A topic or words; leave out for all news", channel=_CHANNEL_OPTION_HELP)
async def set_default_topic(
    interaction: discord.Interaction[Dateline],
    topic: app_commands.Range[str, 1, 200] = "",
    channel: SettingsChannel | None = None,
) -> None:
    """Set the default topic."""
    await _save_setting(interaction, channel, "topic", topic.strip() or None)


async def _save_setting(
    interaction: discord.Interaction[Dateline], channel: SettingsChannel | None, name: str, value: str | bool | None
) -> None:
    await defer(interaction, privately=True)
    guild, target = require_guild(interaction), channel.id if channel else WHOLE_SERVER

    def choose(repositories: Repositories) -> dict[int, SettingOverrides]:
        repositories.settings.set(guild, target, name, value)
        return repositories.settings.list_overrides(guild)

    chosen = await interaction.client.database.run(choose)
    await send_result(interaction, render_settings(chosen, get_translator(interaction), _("Settings changed")))


#: Maximum characters of article text in an export, and bytes above which it is compressed: guilds accept 10 MB.
_MAX_EXPORT_CHARACTERS, _MAX_UNCOMPRESSED_BYTES = 3_000_000, 8_000_000
_OWN_DATA, _SERVER_DATA = "mine", "server"

privacy_group = app_commands.Group(
    name="privacy",
    description="See, download or delete your data or this server's data",
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
)
_OWNER_CHOICES = app_commands.choices(
    whose=[
        app_commands.Choice(name="My data", value=_OWN_DATA),
        app_commands.Choice(name="This server's data", value=_SERVER_DATA),
    ]
)
_OWNER_OPTION_HELP = "Yours, or this server's (needs Manage Server)"


@privacy_group.command(name="show", description="Show your data or this server's data")
@app_commands.describe(whose=_OWNER_OPTION_HELP)
@_OWNER_CHOICES
async def show_data(interaction: discord.Interaction[Dateline], whose: str = _OWN_DATA) -> None:
    """Show how many items are stored."""
    await defer(interaction, privately=True)
    counts = await _count_data(interaction, whose)
    await send_result(
        interaction, render_stored_data(counts, get_translator(interaction), server=whose == _SERVER_DATA)
    )


@privacy_group.command(name="export", description="Download your data or this server's data as a JSON file")
@app_commands.describe(whose=_OWNER_OPTION_HELP)
@_OWNER_CHOICES
async def export_data(interaction: discord.Interaction[Dateline], whose: str = _OWN_DATA) -> None:
    """Send the stored data as a JSON file."""
    await defer(interaction, privately=True)
    client, member = interaction.client, interaction.user.id
    document: dict[str, object] = {"of": whose, "at": client.clock().isoformat()}
    left_out = 0
    if whose == _SERVER_DATA:
        guild = require_manage_guild(interaction)
        rows = await client.database.run(lambda db: db.privacy.list_guild_rows(guild))
        document |= {
            "server": guild,
            **{name: len(kept) if name in COUNT_ONLY_TABLES else kept for name, kept in rows.items()},
        }
        stored = await client.workers.run(export_scope, scope=guild, max_characters=_MAX_EXPORT_CHARACTERS)
        document |= stored
        left_out = int(str(stored["texts_left_out"]))
    else:
        own_rows = await client.database.run(lambda db: db.privacy.list_member_rows(member))
        document |= {"member": str(member), **own_rows}
    data = json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if len(data) > _MAX_UNCOMPRESSED_BYTES:
        data = gzip.compress(data, mtime=0)
    await send_result(interaction, render_data_export(data, left_out, get_translator(interaction)))


@privacy_group.command(name="delete", description="Delete your data or this server's data")
@app_commands.describe(whose=_OWNER_OPTION_HELP)
@_OWNER_CHOICES
async def confirm_deletion(interaction: discord.Interaction[Dateline], whose: str = _OWN_DATA) -> None:
    """Ask for confirmation of a deletion."""
    await defer(interaction, privately=True)
    counts = await _count_data(interaction, whose)
    message = render_deletion_prompt(
        counts, f"privacy_wipe:{whose}", get_translator(interaction), server=whose == _SERVER_DATA
    )
    await send_result(interaction, message)


@component_handler("privacy_keep")
async def cancel_deletion(interaction: discord.Interaction[Dateline]) -> None:
    """Cancel the deletion."""
    await interaction.response.edit_message(view=to_view(render_nothing_deleted(get_translator(interaction))))


@component_handler("privacy_wipe")
async def delete_data(interaction: discord.Interaction[Dateline], whose: str) -> None:
    """Delete the data permanently."""
    guild = require_manage_guild(interaction) if whose == _SERVER_DATA else ""
    await interaction.response.defer()
    if guild:
        count = await delete_guild_data(interaction.client, guild)
        interaction.client.delivery.wake()
    else:
        member = interaction.user.id
        count = await interaction.client.database.run(lambda db: db.privacy.delete_member(member))
    await _replace_reply(interaction, render_deleted(count, get_translator(interaction)))


async def _replace_reply(interaction: discord.Interaction[Dateline], message: Message) -> None:
    await interaction.edit_original_response(view=to_view(message))


async def _count_data(interaction: discord.Interaction[Dateline], whose: str) -> dict[str, int]:
    client, member = interaction.client, interaction.user.id
    if whose == _OWN_DATA:
        own_rows = await client.database.run(lambda db: db.privacy.list_member_rows(member))
        return {name: len(rows) for name, rows in own_rows.items()}
    guild = require_manage_guild(interaction)
    rows = await client.database.run(lambda db: db.privacy.list_guild_rows(guild))
    store_counts = await client.workers.run(count_scope, scope=guild)
    return {**{name: len(kept) for name, kept in rows.items()}, **store_counts}


#: An example of each command by its name. A test compares them with the command tree.
COMMAND_EXAMPLES = {
    "brief": "/brief topic: North Korea since: last Monday",
    "who": "/who actor: Vladimir Putin",
    "when": "/when date: 19 June 2024",
    "ask": "/ask question: What did Seoul announce on Thursday?",
    "said": "/said actor: Vladimir Putin about: South Korea",
    "timeline": "/timeline actor: North Korea from: 18 June",
    "compare": "/compare topic: Vietnam",
    "changes": "/changes since: 19 June topic: North Korea",
    "sources": "/sources",
    "article": "/article title: treaty text",
    "chart": "/chart kind: Articles per day",
    "export": "/export format: Markdown topic: North Korea",
    "digest add": "/digest add time: 8:30 zone: Seoul days: weekdays",
    "digest list": "/digest list",
    "digest edit": "/digest edit time: 9pm",
    "digest pause": "/digest pause until: 1 July",
    "digest resume": "/digest resume",
    "digest preview": "/digest preview",
    "digest now": "/digest now",
    "digest history": "/digest history",
    "digest remove": "/digest remove",
    "alert add": "/alert add watch: Vladimir Putin limit: 2",
    "alert list": "/alert list",
    "alert remove": "/alert remove alert: Vladimir Putin",
    "follow add": "/follow add subject: Vladimir Putin time: 8:30",
    "follow list": "/follow list",
    "follow remove": "/follow remove subject: Vladimir Putin",
    "archive on": "/archive on",
    "archive off": "/archive off",
    "archive list": "/archive list",
    "archive remove": "/archive remove digest: Friday 21 June 2024",
    "class freeze": "/class freeze day: 21 June 2024 topic: North Korea",
    "class packs": "/class packs sides: South Korea, Russia",
    "class quiz": "/class quiz questions: 20",
    "class scores": "/class scores",
    "class end": "/class end",
    "setup": "/setup",
    "feeds add": "/feeds add address: example.org/news",
    "feeds list": "/feeds list",
    "feeds poll": "/feeds poll",
    "feeds remove": "/feeds remove feed: Example News",
    "feeds import": "/feeds import file: feeds.opml",
    "feeds export": "/feeds export",
    "topic add": "/topic add name: Rates terms: interest rate",
    "topic edit": "/topic edit topic: Rates terms: interest rate, central bank",
    "topic list": "/topic list",
    "topic show": "/topic show topic: Rates",
    "topic remove": "/topic remove topic: Rates",
    "actors list": "/actors list",
    "actors add": "/actors add name: Harbour Council kind: organisation",
    "actors alias": "/actors alias actor: Vladimir Putin name: VVP",
    "actors split": "/actors split actor: Vladimir Putin name: Vladimir",
    "actors merge": "/actors merge actor: Mr Putin into: Vladimir Putin",
    "actors undo": "/actors undo word: VVP",
    "settings show": "/settings show",
    "settings language": "/settings language language: Deutsch",
    "settings replies": "/settings replies audience: Only the person who asks",
    "settings topic": "/settings topic topic: rates",
    "privacy show": "/privacy show",
    "privacy export": "/privacy export",
    "privacy delete": "/privacy delete",
    "help": "/help",
}

#: Name and description of each message context menu. A test compares it with the command tree.
MENU_HELP = (
    ("Who is this about?", _("See who is named in a message")),
    ("Check the quotes", _("Check the quotations in a message")),
)

#: Title and top-level commands of each help section; all other commands are in the first.
HELP_SECTIONS = (
    (_("Questions"), frozenset[str]()),
    (_("Digests (for those who manage the server)"), frozenset({"digest", "alert", "archive"})),
    (_("Classes (for those who manage the server)"), frozenset({"class"})),
    (
        _("Setup (for those who manage the server)"),
        frozenset({"setup", "feeds", "actors", "topic", "settings"}),
    ),
)


@app_commands.command(name="help", description="Show what Dateline can do, with examples")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def show_help(interaction: discord.Interaction[Dateline]) -> None:
    """Show the first help section."""
    await defer(interaction, privately=True)
    await send_result(interaction, _render_help(interaction, 0))


@component_handler("help")
async def show_help_section(interaction: discord.Interaction[Dateline]) -> None:
    """Show the selected help section."""
    section = parse_number(get_selected_value(interaction))
    if section >= len(HELP_SECTIONS):
        raise stale_component_error()
    await interaction.response.edit_message(view=to_view(_render_help(interaction, section)))


def _render_help(interaction: discord.Interaction[Dateline], section: int) -> Message:
    link = build_invite_link(interaction.application_id)
    client = interaction.client
    return render_help_section(
        section, list_descriptions(client.tree), client.command_ids, get_translator(interaction), link
    )


def list_descriptions(tree: app_commands.CommandTree[Any]) -> dict[str, str]:
    """Return the descriptions of all slash commands by name, in the order of `COMMAND_EXAMPLES`."""
    found = {each.qualified_name: each for each in tree.walk_commands() if isinstance(each, app_commands.Command)}
    return {name: found[name].description for name in COMMAND_EXAMPLES}


def render_help_section(
    number: int,
    descriptions: Mapping[str, str],
    roots: Mapping[str, str],
    translator: Translator,
    invite_link: str = "",
) -> Message:
    """
    Render the commands of one help section, with a menu of the sections.

    Args:
        number: Index of the section, from 0.
        descriptions: Description of each command, by name.
        roots: Discord's id of each top-level command, by name, which makes it clickable.
        translator: The translator.
        invite_link: Address at which the bot is added to a server; "" shows none.
    """
    commands = [
        (name, description, COMMAND_EXAMPLES[name])
        for name, description in descriptions.items()
        if _find_section(name) == number
    ]
    mentions = {name: roots[name.split()[0]] for name, _, _ in commands if name.split()[0] in roots}
    used = sorted({_find_section(name) for name in descriptions})
    titles = {each: translator.translate(HELP_SECTIONS[each][0]) for each in used}
    choices = tuple(MenuChoice(str(each), title, default=each == number) for each, title in titles.items())
    menu = SelectMenu("help", titles[number], choices)
    menus = () if number else MENU_HELP
    return replace(render_help(commands, mentions, translator, menus, invite_link), controls=((menu,),))


def _find_section(name: str) -> int:
    root = name.split(maxsplit=1)[0]
    return next((number for number, (_, roots) in enumerate(HELP_SECTIONS) if root in roots), 0)
