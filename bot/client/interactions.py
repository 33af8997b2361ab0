"""Follow interactions from arrival to answer: how long they take, which are in progress, which are refused."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.client.metrics import BotMetrics
from bot.errors import DatelineError
from bot.locales import translator_for
from bot.locales.messages import _
from bot.rendering import render_error, to_view

#: Discord accepts answers to an interaction for 15 minutes; what is older was never answered.
_INTERACTION_LIFETIME_SECONDS = 900.0
#: Interactions that are remembered at most until they are acknowledged and answered.
_MAX_REMEMBERED = 10_000
#: Key in the extras of an interaction: whether it was answered.
_ANSWERED = "answered"
#: https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response
_CALLBACK_PATH = re.compile(r"/interactions/([0-9]{1,20})/[^/]{1,1000}/callback")


@dataclass(frozen=True, slots=True)
class _Received:
    """An interaction that arrived: its kind, the name of its command or ``""``, and when, by the timer."""

    kind: str
    command: str
    at: float


class InteractionMonitor:
    """
    Measures how long interactions wait for their acknowledgement and their answer.

    Args:
        metrics: Receives the times.
        timer: Returns seconds that never jump.
    """

    def __init__(self, metrics: BotMetrics, timer: Callable[[], float] = time.monotonic) -> None:
        self._metrics, self._timer = metrics, timer
        self._unacknowledged: dict[int, _Received] = {}
        self._in_progress: dict[int, _Received] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def in_progress(self) -> int:
        """Number of commands, components and modals that are being answered."""
        return len(self._in_progress)

    async def note_received(self, interaction: discord.Interaction[Any]) -> None:
        """Record that *interaction* arrived; a listener of the gateway's event."""
        command = interaction.command.qualified_name if interaction.command else ""
        received = _Received(_name_kind(interaction), command, self._timer())
        self._forget_old(received.at)
        self._unacknowledged[interaction.id] = received
        if interaction.type is not discord.InteractionType.autocomplete and not interaction.extras.get(_ANSWERED):
            self._in_progress[interaction.id] = received
            self._idle.clear()

    async def note_completed(self, interaction: discord.Interaction[Any], command: object) -> None:
        """Record that a command was answered; a listener of discord.py's event."""
        del command
        self.note_answered(interaction)

    def note_answered(self, interaction: discord.Interaction[Any]) -> None:
        """Record that *interaction* was answered, with a result or an error; only the first call counts."""
        interaction.extras[_ANSWERED] = True  # it may not have been noted yet
        received = self._in_progress.pop(interaction.id, None)
        if received:
            self._metrics.observe_answer(received.kind, received.command, self._timer() - received.at)
        if not self._in_progress:
            self._idle.set()

    async def wait_until_idle(self) -> None:
        """Wait until every interaction is answered."""
        await self._idle.wait()

    def build_trace(self) -> aiohttp.TraceConfig:
        """Return a trace of discord.py's requests that notices when Discord accepted a first response."""

        async def notice(
            _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestEndParams
        ) -> None:
            if found := _CALLBACK_PATH.search(request.url.path):
                self._note_acknowledged(int(found[1]), request.response.status)

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(notice)
        return trace

    def _note_acknowledged(self, number: int, status: int) -> None:
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return  # discord.py tries again
        received = self._unacknowledged.pop(number, None)
        if received:
            accepted = status < HTTPStatus.BAD_REQUEST
            seconds = self._timer() - received.at
            self._metrics.observe_acknowledgement(received.kind, received.command, seconds, accepted=accepted)

    def _forget_old(self, now: float) -> None:
        """Forget interactions that nobody can answer any more, and the oldest beyond the limit."""
        for held in (self._unacknowledged, self._in_progress):
            while held:
                oldest = next(iter(held))
                if now - held[oldest].at < _INTERACTION_LIFETIME_SECONDS and len(held) < _MAX_REMEMBERED:
                    break
                del held[oldest]
        if not self._in_progress:
            self._idle.set()


def _name_kind(interaction: discord.Interaction[Any]) -> str:
    return {
        discord.InteractionType.application_command: "command",
        discord.InteractionType.autocomplete: "autocomplete",
        discord.InteractionType.component: "component",
        discord.InteractionType.modal_submit: "modal",
    }.get(interaction.type, "other")


class DrainingCommandTree(app_commands.CommandTree[Any]):
    """A command tree that starts no command while the bot closes."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Return whether the command may start; if not, the member is asked to try again later."""
        return not await refuse_while_closing(interaction)


async def refuse_while_closing(interaction: discord.Interaction[Any]) -> bool:
    """Return False, or ask the member to try again and return True if the bot is closing."""
    client = interaction.client
    if not client.is_draining:
        return False
    try:
        if interaction.type is not discord.InteractionType.autocomplete:
            error = DatelineError("bot", _("I'm being restarted."), _("Please try again in a minute."))
            message = render_error(error, translator_for(interaction.locale.value))
            await interaction.response.send_message(
                view=to_view(message), ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
            )
    finally:
        client.interactions.note_answered(interaction)
    return True
