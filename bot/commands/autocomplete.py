"""Autocomplete suggestions for the options of the query commands."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

import discord
from discord import app_commands

from bot.commands.responses import get_scope, get_translator
from bot.errors import DatelineError, WorkerError
from bot.locales import Translator
from bot.locales.messages import _
from bot.models.message import MAX_CHOICE_LENGTH, MAX_COMMAND_CHOICES
from bot.rendering import truncate
from bot.services import autocomplete
from bot.services.engine import QueryEngine, run_as_of
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.client.client import Dateline


_LOG = logging.getLogger(__name__)

T = TypeVar("T")

ChoiceList = list[app_commands.Choice[str]]

#: Seconds after which nothing is offered: Discord waits for 3, and asks anew at the next key.
_MAX_SUGGESTION_SECONDS = 2.0


async def _wait_in_time(found: Awaitable[T]) -> T:
    """
    Return what is *found*; if it takes too long, it goes on without being waited for.

    Raises:
        WorkerError: If it takes too long, as for a worker that is still being started.
    """
    task = asyncio.ensure_future(found)
    done, _pending = await asyncio.wait({task}, timeout=_MAX_SUGGESTION_SECONDS)
    if not done:
        task.add_done_callback(lambda late: late.cancelled() or late.exception())  # else an error would be logged
        raise WorkerError("search", _("I'm busy with other questions."), _("Please try again."))
    return task.result()


async def suggest_actors(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest actors that the articles mention."""
    return await _suggest_names(QueryEngine.suggest_actors, interaction, current)


async def suggest_speakers(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest actors whom the articles quote."""
    return await _suggest_names(autocomplete.suggest_speakers, interaction, current)


async def suggest_dated_actors(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest actors with dated events in the articles."""
    return await _suggest_names(autocomplete.suggest_timeline_actors, interaction, current)


async def suggest_topics(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest the topics that were set up, then actors that the articles mention."""
    return await _suggest_names(autocomplete.suggest_topics, interaction, current)


async def suggest_disputed(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest topics and actors on which outlets contradict each other."""
    return await _suggest_names(autocomplete.suggest_contradictions, interaction, current)


class _NameSource(Protocol):
    """Returns up to *limit* names that match what was *typed*."""

    def __call__(self, engine: QueryEngine, /, *, scope: str, typed: str, limit: int) -> tuple[str, ...]: ...


async def _suggest_names(source: _NameSource, interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    try:
        names = await _wait_in_time(_run_as_of(interaction, source, typed=current, limit=MAX_COMMAND_CHOICES))
    except (DatelineError, CorpusError) as error:
        return _log_failure(error)
    return _to_choices((name, name) for name in names)


async def _run_as_of(interaction: discord.Interaction[Dateline], task: Callable[..., T], **options: object) -> T:
    """
    Return the result of *task*, as of the day in the option ``as_of`` if one is typed there.

    Raises:
        WorkerError: If an earlier day is being read already. Copying its articles takes seconds and every key that is
            pressed asks anew, which would occupy all workers.
    """
    client, scope = interaction.client, get_scope(interaction)
    as_of = str(getattr(interaction.namespace, "as_of", None) or "")
    if as_of.strip():
        if client.past_lock.locked():
            raise WorkerError("search", _("I'm busy with other questions."), _("Please try again."))
        bound = partial(task, scope=scope, **options)
        async with client.past_lock:
            return await client.workers.run(run_as_of, bound, as_of, client.get_today(), scope)
    return await client.workers.run(task, scope=scope, **options)


async def suggest_articles(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest articles by their titles."""
    try:
        run = interaction.client.workers.run
        found = await _wait_in_time(
            run(autocomplete.suggest_titles, scope=get_scope(interaction), typed=current, limit=MAX_COMMAND_CHOICES)
        )
    except (DatelineError, CorpusError) as error:
        return _log_failure(error)
    return _to_choices((truncate(title, MAX_CHOICE_LENGTH), key) for title, key in found)


async def suggest_days(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest days with events in the articles, the nearest to today first."""
    try:
        days = await _wait_in_time(_run_as_of(interaction, QueryEngine.list_event_days))
    except (DatelineError, CorpusError) as error:
        return _log_failure(error)
    return _to_day_choices(
        find_nearest_days(days, current, interaction.client.get_today(), get_translator(interaction)),
        get_translator(interaction),
    )


async def suggest_start_days(interaction: discord.Interaction[Dateline], current: str) -> ChoiceList:
    """Suggest days on which articles were published, the latest first."""
    try:
        run = interaction.client.workers.run
        days = await _wait_in_time(run(autocomplete.list_publication_days, scope=get_scope(interaction)))
    except (DatelineError, CorpusError) as error:
        return _log_failure(error)
    today = interaction.client.get_today()
    past = tuple(day for day in days if day <= today)
    return _to_day_choices(
        find_nearest_days(past, current, today, get_translator(interaction)), get_translator(interaction)
    )


def find_nearest_days(days: Iterable[date], typed: str, today: date, translator: Translator) -> list[date]:
    """Return the days whose formatted or ISO form contains *typed*, the nearest to *today* first."""
    query = typed.casefold().strip()
    matching = [day for day in days if query in translator.format_day(day).casefold() or query in day.isoformat()]
    return sorted(matching, key=lambda day: (abs(day - today) // timedelta(days=1), day))


def _to_day_choices(days: Iterable[date], translator: Translator) -> ChoiceList:
    return _to_choices((translator.format_day(day), day.isoformat()) for day in days)


def _to_choices(pairs: Iterable[tuple[str, str]]) -> ChoiceList:
    valid = [pair for pair in pairs if all(0 < len(part) <= MAX_CHOICE_LENGTH for part in pair)]
    return [app_commands.Choice(name=name, value=value) for name, value in valid[:MAX_COMMAND_CHOICES]]


def _log_failure(error: Exception) -> ChoiceList:
    # Autocomplete has no way to show an error; the command itself will.
    _LOG.warning("Nothing to offer while typing: %s", error)
    return []
