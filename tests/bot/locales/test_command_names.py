"""Claims about commands, menus and help by their names in every language."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import discord
import pytest
from discord.app_commands import TranslationContextTypes, locale_str

from bot.cli.runner import build_client
from bot.client.client import Dateline
from bot.client.command_sync import CommandTranslator, hash_command_tree
from bot.client.config import Config
from bot.commands.server import HELP_SECTIONS, MENU_HELP, list_descriptions, render_help_section
from bot.locales import LANGUAGES, CommandPart, Translator
from bot.rendering import get_native_name
from bot.services.engine import QueryEngine
from bot.services.worker_pool import WorkerPool
from bot.testserver.validation.commands import check_commands
from tests.support.bot.catalog_checks import list_source_messages

#: docs/interactions/application-commands#application-command-object-application-command-naming, for the letters used.
_NAME = re.compile(r"[-_'\w]{1,32}")


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Dateline]:
    """Yield the bot, not connected."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    workers = WorkerPool.with_thread(url, _open_no_engine)
    client = build_client(Config(url), workers, lambda: datetime(2024, 6, 21, tzinfo=UTC))
    await client.tree.set_translator(CommandTranslator())
    yield client
    await client.database.close()
    workers.close()


def _open_no_engine(url: str) -> QueryEngine:
    raise NotImplementedError(url)


def _list_shown_names(payload: dict[str, Any], *, menu: bool) -> Iterator[tuple[str, str]]:
    is_command = "type" not in payload or payload["type"] in {1, 2} or menu
    kind = CommandPart.MENU if menu else CommandPart.COMMAND if is_command else CommandPart.OPTION
    yield kind.value, payload["name"]
    if payload.get("description"):
        yield CommandPart.DESCRIPTION.value, payload["description"]
    for choice in payload.get("choices", ()):
        yield CommandPart.CHOICE.value, choice["name"]
    for option in payload.get("options", ()):
        yield from _list_shown_names(option, menu=False)


async def test_what_is_gathered_is_what_discord_shows(client: Dateline) -> None:
    """The source's names, options, choices and descriptions are those of the command tree."""
    tree = [command.to_dict(client.tree) for command in client.tree.get_commands()]
    shown = set(chain.from_iterable(_list_shown_names(one, menu=one["type"] in {2, 3}) for one in tree))
    parts = {part.value for part in CommandPart}
    autonyms = {(CommandPart.CHOICE.value, get_native_name(language)) for language in LANGUAGES}
    assert shown - autonyms == {(context, words) for context, words in list_source_messages() if context in parts}


async def test_commands_keep_discords_rules_in_every_language(client: Dateline) -> None:
    """Names are words of its alphabet, each once among its neighbours; no command is larger than Discord takes."""
    translator = CommandTranslator()
    tree = [await command.get_translated_payload(client.tree, translator) for command in client.tree.get_commands()]
    _check_names([one for one in tree if one["type"] == 1])
    check_commands(tree)
    for one in tree:
        _check_inner(one.get("options", []))


def _check_inner(options: list[dict[str, Any]]) -> None:
    _check_names(options)
    for option in options:
        _check_inner(option.get("options", []))


def _check_names(neighbours: list[dict[str, Any]]) -> None:
    for locale in ("ko", "uk", "de", "es-ES", "es-419", "ja"):
        names = [one.get("name_localizations", {}).get(locale, one["name"]) for one in neighbours]
        assert len(set(names)) == len(names), f"{locale}: {names}"
        assert all(_NAME.fullmatch(name) and name == name.lower() for name in names), f"{locale}: {names}"


async def test_menus_of_messages_have_help(client: Dateline) -> None:
    """As commands have: none is missing, none is made up."""
    found = {one.name for one in client.tree.get_commands(type=discord.AppCommandType.message)}
    assert found == {name for name, _ in MENU_HELP}


async def test_a_changed_translation_is_sent_to_discord(client: Dateline) -> None:
    """The hash by which unchanged commands are not sent again holds the translations, too."""

    class Louder(CommandTranslator):
        async def translate(
            self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
        ) -> str | None:
            said = await super().translate(string, locale, context)
            return said and said + "x"

    hashes = [
        await hash_command_tree(client.tree, None, each)
        for each in (CommandTranslator(), CommandTranslator(), Louder())
    ]
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_fits_and_names_commands_as_the_menu_does(client: Dateline, language: str) -> None:
    """Every chapter, with ids of the longest kind; the examples are what a member would type."""
    words = Translator(language)
    descriptions = list_descriptions(client.tree)
    roots = {name.split()[0]: "1" * 19 for name in descriptions}
    shown = "\n".join(
        render_help_section(number, descriptions, roots, words).text for number in range(len(HELP_SECTIONS))
    )
    for name, description in descriptions.items():
        own = " ".join(words.translate_command(CommandPart.COMMAND, part) for part in name.split())
        assert f"/{own}" in shown
        assert words.translate_command(CommandPart.DESCRIPTION, description) in shown
