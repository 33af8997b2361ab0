"""Drives Dateline by SimCord, in a folder with an empty store and nothing else changed; prints what members see."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import simcord

from bot.cli.runner import build_client
from bot.client.config import Config
from bot.models.alert import AlertRule
from bot.models.digest import DigestOptions
from bot.models.schedule import Schedule
from bot.services.worker_pool import WorkerPool
from corpus.store import open_store
from tests.support.bot.running_bot import ManualClock
from tests.support.digests.alert_articles import add_ferry_news

_NOON = datetime(2024, 6, 21, 3, tzinfo=UTC)


def _list_parts(components: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # SimCord's, or discord.py's
    for one in components:
        part = one if isinstance(one, dict) else one.to_dict()
        yield part
        yield from _list_parts(part.get("components", ()))


def _join_texts(components: Any) -> str:  # noqa: ANN401
    return "\n".join(str(part["content"]) for part in _list_parts(components) if "content" in part)


def _find_custom_id(components: Any, prefix: str) -> str:  # noqa: ANN401
    found = (str(part.get("custom_id", "")) for part in _list_parts(components))
    return next(name for name in found if name.startswith(prefix))


async def _drive(url: str) -> dict[str, str]:
    """
    Ask for a briefing and check one of its sentences, then let a digest and an alert be posted.

    SimCord's interactions do not say how the bot was installed, as Discord's always do (its
    ``authorizing_integration_owners`` are empty), so that commands for servers that invited it are refused; digest and
    alert are set up without them.
    """
    workers, clock = WorkerPool.with_thread(url), ManualClock(_NOON)
    await workers.ensure_open()
    client = build_client(Config(url), workers, clock, WorkerPool.with_thread(url))
    seen: dict[str, str] = {}
    async with simcord.run(client, shard_count=1) as env:
        guild = env.create_guild()
        channel, ada = guild.create_text_channel("news"), guild.add_member(env.create_user("ada"))
        briefing = await ada.slash(channel, "brief", length=2)
        seen["briefing"] = _join_texts(briefing.response.components)
        menu = _find_custom_id(briefing.response.components, "check:")
        checked = await ada.select(briefing.response, ["1"], custom_id=menu)
        seen["check"] = _join_texts(checked.followups[0].components)
        options = DigestOptions(str(guild.id), channel.id, Schedule((time(13),), "Asia/Seoul"))
        await client.database.run(lambda database: database.subscriptions.add(options, _NOON))
        await client.delivery.alerts.add(options, AlertRule(1, "rudder"))
        clock.now += timedelta(hours=1)
        client.delivery.wake()
        await env.settle()
        seen["digest"] = _join_texts(channel.last_message.components)
        add_ferry_news(url, "Northern Wire")
        client.delivery.wake()
        await env.settle()
        seen["alert"] = _join_texts(channel.last_message.components)
    workers.close()
    return seen


def main(folder: Path) -> None:
    """Run it on a store in *folder*, and print the texts as JSON."""
    url = f"sqlite:///{folder / 'news.sqlite3'}"
    open_store(url).close()
    add_ferry_news(url, "Osel Post", "Baltic Herald")
    sys.stdout.write(json.dumps(asyncio.run(_drive(url))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
