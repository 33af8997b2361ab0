"""Run the bot against the local test server: for the demo, the chat prompt and ``run --test-server``."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
import webbrowser
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

import discord

from bot.cli.context import CommandContext
from bot.cli.runner import FeedPollingProcess, build_client, configure_logging, translate_startup_errors
from bot.client.client import Dateline
from bot.client.config import Config, get_default_database_url
from bot.commands.components import component_handler
from bot.commands.responses import run_query
from bot.db import is_server_url, open_database, parse_database_path
from bot.errors import DatelineError
from bot.models.clock import Clock, get_utc_now
from bot.models.digest import DigestOptions, EmptyPolicy, find_next_slot
from bot.models.message import Accent, Button, Message, MessageButtonStyle
from bot.models.schedule import Schedule
from bot.rendering import to_view
from bot.services.worker_pool import WorkerPool, open_engine
from bot.testserver import TestServer, add_demo_channels, patch_discord_urls
from corpus.segmentation import parse_front_matter

_PORT_REMEDY = "Choose another one with --port, or 0 for any free port."
#: Seconds in which the bot must start, even on a slow machine.
STARTUP_TIMEOUT = 60.0
_RUNNING_MESSAGE = """The bot runs on a test server at {url}
It uses your articles and the network, and stores its servers, channels and messages in {folder}. Press Ctrl-C to stop.
"""


@asynccontextmanager
async def serving(server: TestServer, port: int) -> AsyncIterator[TestServer]:
    """
    Start *server* and make discord.py connect to it, inside the ``async with`` block.

    Raises:
        DatelineError: If *port* is taken.
    """
    try:
        await server.start()
    except OSError as error:
        raise DatelineError(f"port {port}", f"Port {port} is already in use.", _PORT_REMEDY) from error
    try:
        with patch_discord_urls(server.url):
            yield server
    finally:
        await server.stop()


@asynccontextmanager
async def connected_client(client: Dateline, server: TestServer) -> AsyncIterator[asyncio.Task[None]]:
    """
    Connect *client* to *server* inside the ``async with`` block, and yield the task that runs it.

    Raises:
        DatelineError: If the bot does not start, or fails later.
    """
    async with client:
        bot_task = asyncio.create_task(client.start(server.token))
        # Retrieve the exception here too: nothing awaits the task if startup is cancelled.
        bot_task.add_done_callback(lambda task: task.cancelled() or task.exception())
        with translate_startup_errors():
            await wait_unless_ended(bot_task, server.wait_until_ready(STARTUP_TIMEOUT))
        yield bot_task
    with translate_startup_errors():
        await bot_task
    if client.failure is not None:
        raise client.failure


async def wait_unless_ended(bot_task: asyncio.Task[None], work: Coroutine[Any, Any, object]) -> None:
    """
    Wait for a coroutine to finish, unless the bot ends first.

    Raises:
        Exception: The error that ended the bot.
        asyncio.CancelledError: If the bot ended without an error.
    """
    work_task = asyncio.create_task(work)
    done, _ = await asyncio.wait({bot_task, work_task}, return_when=asyncio.FIRST_COMPLETED)
    if bot_task in done:
        work_task.cancel()
        await bot_task
    await work_task


async def find_next_due(client: Dateline) -> datetime | None:
    """Return when the next digest is due by the bot's clock, or None if no digest is scheduled."""
    now = client.clock()
    subscriptions = await client.database.run(lambda db: db.subscriptions.list_active())
    slots = (find_next_slot(one, now) for one in subscriptions if not one.suspended)
    return min((slot.instant for slot in slots if slot), default=None)


def state_folder(config: Config) -> Path:
    """
    Return the folder of the test server's state and of the bot's database for it.

    It lies beside the store, or where the store would lie by default, if that is on a server.
    """
    url = get_default_database_url() if is_server_url(config.database_url) else config.database_url
    database = Path(parse_database_path(url))
    return database.with_name(f"{database.stem}-test-server")


#: Names in the folder of the test server that former versions used, and the present ones.
_FORMER_FILE_NAMES = {"world.sqlite3": "server.sqlite3", "books.sqlite3": "bot.sqlite3"}


def rename_former_files(folder: Path) -> None:
    """Rename the files of the test server's folder to the names that this version uses."""
    for former, name in _FORMER_FILE_NAMES.items():
        if (folder / former).exists() and not (folder / name).exists():
            for suffix in ("-wal", "-shm", ""):  # SQLite's own files first: without them the database is incomplete
                with suppress(FileNotFoundError):
                    (folder / f"{former}{suffix}").rename(folder / f"{name}{suffix}")


def isolated_config(config: Config, database: Path) -> Config:
    """
    Return *config* for a bot on a test server: without token and ids, for all shards, with another file as database.

    The real database stays untouched: otherwise digests posted to a test server would count as posted.
    """
    file = f"sqlite:///{database}"
    return replace(config, database_url=file, token=None, test_guild=None, digest_channel=None, shards=None)


@asynccontextmanager
async def run_bot_locally(
    config: Config,
    workers: WorkerPool,
    clock: Callable[[], datetime],
    *,
    port: int = 0,
    state: Path | None = None,
    database: Path,
) -> AsyncIterator[tuple[TestServer, Dateline]]:
    """
    Run the bot on a test server, with the articles of *workers*, inside the ``async with`` block.

    Args:
        config: Configuration of the bot, with the URL of the store.
        workers: Workers that rank; the caller closes them.
        clock: Returns the current time.
        port: Port of the page on 127.0.0.1; 0 takes a free one.
        state: File that stores the server's state; None stores nothing.
        database: File of the bot's subscriptions, ledger and settings on that server.

    Raises:
        DatelineError: If the port or a file is in use, or the bot does not start.
    """
    client = build_client(
        isolated_config(config, database), workers, clock, WorkerPool.with_processes(config.database_url)
    )
    test_server = TestServer(port=port, clock=clock, state=state)
    if test_server.is_new:
        add_demo_channels(test_server.world)
    async with serving(test_server, port) as server, connected_client(client, server):
        yield server, client


def run_on_test_server(config: Config, port: int = 8765, clock: Clock = get_utc_now) -> int:
    """
    Run the bot with the operator's own corpus on a test server until it is stopped.

    Raises:
        DatelineError: If the port or a file is in use, or the bot does not start.
        StoreError: If the articles can't be opened.
    """
    configure_logging(config.log_level, config.log_format)
    asyncio.run(_run_until_stopped(config, port, clock))
    return 0


def run_test_server_command(args: Namespace, context: CommandContext) -> int:
    """Run ``dateline run --test-server``."""
    return run_on_test_server(context.config, args.port, context.clock)


async def _run_until_stopped(config: Config, port: int, clock: Clock) -> None:
    folder, stop = state_folder(config), asyncio.Event()
    with suppress(NotImplementedError):  # asyncio has no signal handlers on Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    workers, polling = (
        WorkerPool.with_processes(
            config.database_url, config.workers, partial(open_engine, model=config.embedding_model)
        ),
        FeedPollingProcess(config.database_url, clock),
    )
    state, database = folder / "server.sqlite3", folder / "bot.sqlite3"
    rename_former_files(folder)
    try:
        await workers.ensure_open()
        async with run_bot_locally(config, workers, clock, port=port, state=state, database=database) as (
            server,
            client,
        ):
            client.delivery.wait_for_feeds = polling.wait_for_feeds
            polling.start()
            sys.stdout.write(_RUNNING_MESSAGE.format(url=server.url, folder=folder))
            sys.stdout.flush()
            await stop.wait()
    finally:
        await polling.stop()
        workers.close()


#: Label of each example button, with the command and options that it runs.
DEMO_EXAMPLES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("Who is Vladimir Putin?", "who", {"actor": "Vladimir Putin"}),
    ("What happened on Wednesday?", "when", {"date": "last Wednesday"}),
    ("What did Seoul say?", "said", {"actor": "South Korea"}),
    ("The days in a row", "timeline", {}),
)


@component_handler("demo_try")
async def run_demo_example(interaction: discord.Interaction[Dateline], number: str) -> None:
    """Run the example command of a button in the guide, as if it had been typed."""
    _, command, words = DEMO_EXAMPLES[int(number)]
    await run_query(interaction, command, **words)


def build_guide(command_ids: Mapping[str, str]) -> Message:
    """Return the guide message; *command_ids* maps command names to ids, which make them clickable."""

    def command(name: str) -> str:
        return f"</{name}:{command_ids[name]}>" if name in command_ids else f"`/{name}`"

    welcome = (
        "## Welcome to Dateline\nA bot that briefs a channel on the news: every sentence is quoted word for word"
        " from the article linked beside it. Above is this morning's digest, made of a few sample articles."
    )
    steps = (
        "**Try it.** Press a button below, or type `/` in the box at the foot: arrows choose, Tab completes.\n"
        f"- {command('ask')} takes a question in your own words\n"
        f"- {command('brief')} briefs on a topic; {command('help')} lists everything\n"
        "- **Next digest**, above, moves the clock to tomorrow's; the news of the day between arrives with it\n"
        "- “Acting as”, on the left, lets you act as someone else: Ada runs the server, Mel is a member\n"
        f"- A second server, {REPLAY_GUILD}, replays the week of Hurricane Michael, October 2018"
    )
    hint = "-# At a message, “⋯” opens its menu: “Check the quotes” proves what it shows, sentence by sentence."
    buttons = tuple(
        Button(f"demo_try:{number}", label, MessageButtonStyle.PRIMARY if number == 0 else MessageButtonStyle.SECONDARY)
        for number, (label, _, _) in enumerate(DEMO_EXAMPLES)
    )
    return Message((welcome, steps, hint), Accent.BRIEFING, controls=(buttons,))


async def post_guide(client: Dateline, channel: int) -> None:
    """Post the guide to *channel*."""
    target = client.get_partial_messageable(channel)
    await target.send(view=to_view(build_guide(client.command_ids)), allowed_mentions=discord.AllowedMentions.none())


DEMO_TIMEZONE = "Asia/Seoul"
DEMO_START = datetime(2024, 6, 21, 8, 0, tzinfo=ZoneInfo(DEMO_TIMEZONE))
DEFAULT_PORT = 8765
MAX_PORTS_TRIED = 100
#: The channel that the page shows first.
DIGEST_CHANNEL: Final = "general"
#: The second server of the demo and its channel, where the older sample topic is replayed.
REPLAY_GUILD: Final = "Reading circle"
REPLAY_CHANNEL: Final = "lounge"
_CHANNEL_TOPICS = {
    DIGEST_CHANNEL: "A digest comes at 8:00. Type / to ask the bot something.",
    "briefings": "Another channel: try /digest add here.",
}
#: Topic of the digest there.
_REPLAYED = "Hurricane Michael"
_REPLAY_TOPIC = "Articles on Hurricane Michael (October 2018) arrive here on the days they came out."
_WELCOME_MESSAGE = """Dateline is ready to chat at {url}
Type / in the box there and try /brief. “+ 1 day” brings tomorrow's digest. Press Ctrl-C to stop; nothing is stored.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """
    Bundled articles on one story.

    Attributes:
        folder: Name of their folder in ``corpus/sample``.
        delay: How long after its publication an article arrives in the demo.
    """

    folder: str
    delay: timedelta = timedelta(0)


TREATY = Sample("treaty")
#: Articles on the same story in German, Ukrainian, Korean and Japanese.
LANGUAGES = Sample("languages")
#: The demo starts on the morning after the landfall.
HURRICANE = Sample("hurricane", DEMO_START - datetime(2018, 10, 11, 8, 0, tzinfo=ZoneInfo("America/New_York")))


class DemoClock:
    """A clock that starts at *start*, runs in real time and can be moved forward."""

    def __init__(self, start: datetime = DEMO_START, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._offset = start - timedelta(seconds=timer())

    def __call__(self) -> datetime:
        """Return the current time of the demo."""
        return self._offset + timedelta(seconds=self._timer())

    def advance(self, by: timedelta) -> None:
        """Move the clock forward."""
        self._offset += by


def run_demo(port: int | None = None, *, open_browser: bool = False, languages: bool = False) -> int:
    """
    Run the demo until Ctrl-C, SIGHUP or SIGTERM, each of which also deletes its folder.

    Args:
        port: Port of the page on 127.0.0.1; 0 takes a free one, None the first free one from 8765 on and reports it.
        open_browser: Whether to open the page in a browser.
        languages: Whether to add the sample articles in other languages.

    Returns:
        0, the exit code of a normal stop.

    Raises:
        DatelineError: If the port is in use.
    """
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_run_demo(port, open_browser=open_browser, languages=languages))
    return 0


def run_demo_command(args: Namespace, _context: CommandContext) -> int:
    """Run ``dateline demo``."""
    return run_demo(args.port, languages=args.languages)


async def _run_demo(port: int | None, *, open_browser: bool, languages: bool = False) -> None:
    configure_logging("WARNING")
    _cancel_on_signals()
    if port is None:
        port = find_free_port(DEFAULT_PORT)
        if port != DEFAULT_PORT:
            sys.stdout.write(f"Port {DEFAULT_PORT} is already in use; the demo uses port {port} instead.\n")
            sys.stdout.flush()
    async with start_demo(port, languages=languages) as (server, _):
        sys.stdout.write(_WELCOME_MESSAGE.format(url=server.url))
        sys.stdout.flush()
        if open_browser:
            webbrowser.open(server.url)
        await asyncio.Event().wait()


def find_free_port(first: int) -> int:
    """
    Return the first free port on 127.0.0.1 from *first* on.

    Raises:
        DatelineError: If the first `MAX_PORTS_TRIED` ports are all in use.
    """
    last = min(first + MAX_PORTS_TRIED - 1, 65535)
    for port in range(first, last + 1):
        with socket.socket() as probe:
            if os.name == "posix":  # as asyncio does: a port whose last connections are still closing is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    ports = f"ports {first} to {last}"
    raise DatelineError(ports, f"All {ports} are already in use.", _PORT_REMEDY)


def _cancel_on_signals() -> None:
    """Cancel this task on signals that would otherwise end the process at once; asyncio does so for Ctrl-C."""
    task, loop = cast("asyncio.Task[None]", asyncio.current_task()), asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError):  # Windows has no SIGHUP, and asyncio no handlers there
            loop.add_signal_handler(getattr(signal, name), task.cancel)


@asynccontextmanager
async def start_demo(
    port: int = 0, clock: DemoClock | None = None, *, languages: bool = False
) -> AsyncIterator[tuple[TestServer, Dateline]]:
    """
    Run the demo inside the ``async with`` block, which is entered after the first digest is posted.

    Args:
        port: Port of the page; 0 takes a free one.
        clock: The demo's clock, or None for a new one.
        languages: Whether to add the sample articles in other languages.

    Raises:
        DatelineError: If the port is in use, or the bot does not start.
    """
    clock = clock or DemoClock()
    # Ingestion can't be cancelled. Wait for it before deleting the folder, or it would create that again.
    with (
        TemporaryDirectory(prefix="dateline-demo-", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(1) as reader,
    ):
        url = f"sqlite:///{Path(folder) / 'demo.sqlite3'}"
        workers = WorkerPool.with_thread(url)
        background_workers = WorkerPool.with_thread(url)
        client = build_client(Config(url, timezone=DEMO_TIMEZONE), workers, clock, background_workers)
        loop = asyncio.get_running_loop()

        def add_articles(now: datetime) -> None:
            add_published_articles(url, now)
            if languages:
                add_published_articles(url, now, LANGUAGES)
            add_published_articles(url, now, HURRICANE, str(test_server.find_guild(REPLAY_GUILD).id))

        async def move_clock(by: timedelta) -> None:
            # Day by day, so that no digest is missed: add the articles of the day before its digest is due.
            while by > timedelta(0):
                step = min(by, timedelta(days=1))
                await loop.run_in_executor(reader, add_articles, clock() + step)
                clock.advance(step)
                await client.delivery.tick()
                by -= step

        async def next_event() -> datetime | None:
            return await find_next_due(client)

        test_server = TestServer(port=port, clock=clock, move_clock=move_clock, next_event=next_event)
        add_demo_channels(test_server.world)
        first_load = loop.run_in_executor(reader, add_articles, clock())
        try:
            async with serving(test_server, port) as server:
                for name, topic in _CHANNEL_TOPICS.items():
                    server.find_channel(name).topic = topic
                server.find_channel(REPLAY_CHANNEL, REPLAY_GUILD).topic = _REPLAY_TOPIC
                await first_load
                _subscribe(server, url, clock())
                polling = _add_articles_periodically(reader, add_articles, clock)
                async with connected_client(client, server) as bot_task, polling:
                    for channel, guild in ((DIGEST_CHANNEL, None), (REPLAY_CHANNEL, REPLAY_GUILD)):
                        digest = server.wait_for_message(channel, guild, timeout=STARTUP_TIMEOUT)
                        await wait_unless_ended(bot_task, digest)
                    await post_guide(client, server.find_channel(DIGEST_CHANNEL).id)
                    yield server, client
        finally:
            for each in (workers, background_workers):
                each.close(wait=True)  # their open files are in that folder


@asynccontextmanager
async def _add_articles_periodically(
    reader: ThreadPoolExecutor, add_articles: Callable[[datetime], None], clock: DemoClock
) -> AsyncIterator[None]:
    """Add articles, once a minute, as the demo's clock reaches the times at which they are out."""

    async def add_each_minute() -> None:
        while True:
            await asyncio.sleep(60)
            await asyncio.get_running_loop().run_in_executor(reader, add_articles, clock())

    task = asyncio.create_task(add_each_minute())
    try:
        yield
    finally:
        task.cancel()


def add_published_articles(url: str, now: datetime, sample: Sample = TREATY, scope: str = "") -> None:
    """
    Add the articles of *sample* that are out by *now* to the store at *url*, with its topics if they are the first.

    Args:
        url: URL of the store.
        now: Current time of the demo.
        sample: Which of the bundled articles.
        scope: The server that they are added for; ``""`` for all.
    """
    # Imported here because the annotators are slow to load.
    from corpus.entities.registry import load_bundled_registry  # noqa: PLC0415
    from corpus.pipeline.ingest import add_sources  # noqa: PLC0415
    from corpus.sources.files import load_sample_topics, load_sources  # noqa: PLC0415
    from corpus.store.factory import open_store  # noqa: PLC0415

    with as_file(files("corpus") / "sample" / sample.folder) as folder, open_store(url) as store:
        every = load_sources(folder).sources
        sources = [
            replace(source, scope=scope) for source in every if _get_publication_time(source.text) + sample.delay <= now
        ]
        stored = {one.citation.key for one in store.list_articles(scope) if one.scope == scope}
        is_first = stored.isdisjoint(source.name for source in every)
        add_sources(store, sources, load_bundled_registry(), today=now.astimezone(UTC).date())
        if is_first:  # a topic that was removed since is not added again
            for topic in load_sample_topics(sample.folder):
                store.save_topic(replace(topic, scope=scope))


def _get_publication_time(text: str) -> datetime:
    """Return when a sample article was published; if only its day is known, when that day ends in Seoul."""
    header = parse_front_matter(text)
    published = header.published if header else None
    if not published:
        return datetime.min.replace(tzinfo=UTC)
    moment = datetime.fromisoformat(published)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(DEMO_TIMEZONE)) + timedelta(days=1)


def _subscribe(server: TestServer, url: str, now: datetime) -> None:
    """Subscribe a channel of each server to a digest that is due now, so that neither is empty."""
    time_of_day = now.astimezone(ZoneInfo(DEMO_TIMEZONE)).time().replace(second=0, microsecond=0)
    schedule = Schedule((time_of_day,), DEMO_TIMEZONE)
    channels = (server.find_channel(DIGEST_CHANNEL), ""), (server.find_channel(REPLAY_CHANNEL, REPLAY_GUILD), _REPLAYED)
    database = open_database(url)
    try:
        for channel, topic in channels:
            options = DigestOptions(str(channel.guild), channel.id, schedule, topic, empty_policy=EmptyPolicy.SAY)
            database.subscriptions.add(options, now - timedelta(minutes=1))
    finally:
        database.close()
