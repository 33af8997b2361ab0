"""Check, for `dateline doctor`, whether Discord can be reached and accepts the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
import discord

from bot.client.config import DEVELOPER_PORTAL_URL, Config
from bot.client.findings import Finding, FindingState
from bot.models.clock import Clock

_SUBJECT = "Discord"
#: Seconds for everything that is asked of Discord.
_TIMEOUT_SECONDS = 10.0
#: Largest difference of the clocks: Discord's own answers take seconds, and a digest is late after minutes.
_MAX_CLOCK_DIFFERENCE = timedelta(minutes=1)
#: Connections that are left until Discord refuses more for a day, below which a restart loop is likely.
_FEW_SESSION_STARTS = 50


async def check_discord(config: Config, clock: Clock, timeout_seconds: float = _TIMEOUT_SECONDS) -> list[Finding]:
    """Log in as the bot, without connecting to the gateway, and return what was found."""
    if config.token is None:
        remedy = "Put the bot's token into .env to connect it; “dateline demo” needs none."
        return [Finding(_SUBJECT, FindingState.NOT_TRIED, "DISCORD_TOKEN isn't set.", remedy)]
    clocks = _ClockComparison(clock)
    findings: list[Finding] = []
    client = discord.Client(intents=discord.Intents(guilds=True), http_trace=clocks.build_trace())
    try:
        async with asyncio.timeout(timeout_seconds), client:
            await _collect_findings(client, config, findings)
    except discord.LoginFailure:
        remedy = (
            f"Reset it at {DEVELOPER_PORTAL_URL} (your application, Bot, Reset Token) and put the new one into .env."
        )
        findings.append(Finding(_SUBJECT, FindingState.FAILED, "It doesn't accept DISCORD_TOKEN.", remedy))
    except discord.HTTPException as error:
        remedy = "Check https://discordstatus.com."
        findings.append(Finding(_SUBJECT, FindingState.FAILED, f"It answered with status {error.status}.", remedy))
    except (aiohttp.ClientError, discord.GatewayNotFound, OSError, TimeoutError):
        remedy = "Check the connection and https://discordstatus.com, or leave Discord out with --offline."
        findings.append(Finding(_SUBJECT, FindingState.FAILED, "I can't reach it.", remedy))
    return [*findings, *clocks.list_findings()]


async def _collect_findings(client: discord.Client, config: Config, findings: list[Finding]) -> None:
    await client.login(config.token or "")
    name = client.user.name if client.user else ""
    findings.append(
        Finding(_SUBJECT, FindingState.OK, f"It accepts the token, of “{name}”. It needs no privileged intents.")
    )
    application = client.application
    if application and application.interactions_endpoint_url:
        remedy = f"Clear “Interactions Endpoint URL” at {DEVELOPER_PORTAL_URL} (your application, General Information)."
        text = "It sends commands to a web address, not to the bot."
        findings.append(Finding(_SUBJECT, FindingState.FAILED, text, remedy))
    _, _, limit = await client.http.get_bot_gateway()
    findings += _judge_session_starts(limit["remaining"])
    guilds = {guild.id async for guild in client.fetch_guilds(limit=None)}
    if config.test_guild is not None and config.test_guild not in guilds:
        text = "The bot isn't in the server of DATELINE_TEST_GUILD."
        findings.append(Finding(_SUBJECT, FindingState.FAILED, text, "Add it with the link of “dateline invite”."))
    if config.digest_channel is not None:
        findings += await _check_digest_channel(client, config.digest_channel)


def _judge_session_starts(remaining: int) -> Iterator[Finding]:
    if remaining <= _FEW_SESSION_STARTS:
        state = FindingState.WARNING if remaining else FindingState.FAILED
        remedy = "Something restarts the bot again and again: see its log. The number is reset within a day."
        plural = "" if remaining == 1 else "s"
        yield Finding(_SUBJECT, state, f"It accepts {remaining} more connection{plural} from the bot today.", remedy)


async def _check_digest_channel(client: discord.Client, channel: int) -> list[Finding]:
    try:
        await client.fetch_channel(channel)
    except (discord.Forbidden, discord.NotFound) as error:
        text = f"The bot can't see the channel of DATELINE_DIGEST_CHANNEL (Discord says: {error.text})."
        remedy = "Give it View Channel, Send Messages and Read Message History there, or name another channel."
        return [Finding(_SUBJECT, FindingState.FAILED, text, remedy)]
    return []


class _ClockComparison:
    """Compares *clock* with the times at which Discord answers."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._difference: timedelta | None = None

    def build_trace(self) -> aiohttp.TraceConfig:
        """Return a trace of requests that reads their ``Date`` header, which has whole seconds."""

        async def notice(
            _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestEndParams
        ) -> None:
            with suppress(KeyError, ValueError):
                answered_at: datetime = parsedate_to_datetime(request.response.headers["Date"])
                self._difference = self._clock() - answered_at

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(notice)
        return trace

    def list_findings(self) -> Iterator[Finding]:
        """Yield whether the clocks agree, if Discord answered at all."""
        if self._difference is None:
            return
        if abs(self._difference) <= _MAX_CLOCK_DIFFERENCE:
            yield Finding("clock", FindingState.OK, "It agrees with Discord's.")
            return
        seconds = round(abs(self._difference).total_seconds())
        direction = "ahead of" if self._difference > timedelta(0) else "behind"
        remedy = "Set the clock, such as with “timedatectl set-ntp true”."
        yield Finding("clock", FindingState.FAILED, f"It is {seconds} s {direction} Discord's.", remedy)
