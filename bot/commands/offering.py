"""What autocomplete offers: never what would find nothing."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

import discord
from discord import app_commands

from bot.commands.telling import scope, words
from bot.errors import DatelineError
from bot.locales import Words
from bot.messages.markup import cut
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.client import Dateline

_LOG = logging.getLogger(__name__)

Choices = list[app_commands.Choice[str]]

#: Discord shows no more choices, and none whose name or value is longer.
#: https://discord.com/developers/docs/interactions/application-commands#application-command-object
MOST_CHOICES, LONGEST_CHOICE = 25, 100


async def actors(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer actors that the articles mention."""
    return await _named(interaction.client.workers.names, interaction, current)


async def speakers(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer actors whose words the articles quote."""
    return await _named(interaction.client.workers.speakers, interaction, current)


async def dated(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer actors of whom the articles tell something with its day."""
    return await _named(interaction.client.workers.dated, interaction, current)


async def topics(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer the topics that were set up, then the actors that the articles mention."""
    return await _named(interaction.client.workers.subjects, interaction, current)


async def disputed(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer topics and actors on which outlets differ."""
    return await _named(interaction.client.workers.disputed, interaction, current)


class _Namer(Protocol):
    """Lists names that begin like what was typed."""

    def __call__(self, *, scope: str, typed: str, limit: int) -> Awaitable[tuple[str, ...]]: ...


async def _named(namer: _Namer, interaction: discord.Interaction[Dateline], current: str) -> Choices:
    try:
        names = await namer(scope=scope(interaction), typed=current, limit=MOST_CHOICES)
    except (DatelineError, CorpusError) as error:
        return _nothing(error)
    return _choices((name, name) for name in names)


async def articles(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer articles by their titles."""
    try:
        found = await interaction.client.workers.titles(scope=scope(interaction), typed=current, limit=MOST_CHOICES)
    except (DatelineError, CorpusError) as error:
        return _nothing(error)
    return _choices((cut(title, LONGEST_CHOICE), key) for title, key in found)


async def days(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer days that the articles tell of, those nearest to today first."""
    try:
        told = await interaction.client.workers.days(scope=scope(interaction))
    except (DatelineError, CorpusError) as error:
        return _nothing(error)
    return _days(nearest_days(told, current, interaction.client.today(), words(interaction)), words(interaction))


async def beginnings(interaction: discord.Interaction[Dateline], current: str) -> Choices:
    """Offer days since which articles were published, the latest first."""
    try:
        told = await interaction.client.workers.published(scope=scope(interaction))
    except (DatelineError, CorpusError) as error:
        return _nothing(error)
    today = interaction.client.today()
    past = tuple(day for day in told if day <= today)
    return _days(nearest_days(past, current, today, words(interaction)), words(interaction))


def nearest_days(told: Iterable[date], typed: str, today: date, voice: Words) -> list[date]:
    """Give the days that hold what was *typed*, said or in ISO form, those nearest to *today* first."""
    wanted = typed.casefold().strip()
    fitting = [day for day in told if wanted in voice.day(day).casefold() or wanted in day.isoformat()]
    return sorted(fitting, key=lambda day: (abs(day - today) // timedelta(days=1), day))


def _days(offered: Iterable[date], voice: Words) -> Choices:
    return _choices((voice.day(day), day.isoformat()) for day in offered)


def _choices(offered: Iterable[tuple[str, str]]) -> Choices:
    fitting = [pair for pair in offered if all(0 < len(part) <= LONGEST_CHOICE for part in pair)]
    return [app_commands.Choice(name=name, value=value) for name, value in fitting[:MOST_CHOICES]]


def _nothing(error: Exception) -> Choices:
    # Autocomplete has no way to show an error; the command itself will.
    _LOG.warning("Nothing to offer while typing: %s", error)
    return []
