"""A bot with articles to ask about, on a test server: what the tests of members' commands share."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

from bot.client import Dateline
from bot.config import Config
from bot.testserver import Actor, Message, TestServer, Use
from bot.testserver.world.model import Json, walk
from corpus.ingest import add, load
from corpus.model import Source
from corpus.registry import bundled
from corpus.store import open_store
from tests.bot.wire import PATIENCE, HandClock, running

NOON = datetime(2024, 6, 25, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))
CHECK = "Check a sentence against its article"


@dataclass
class Newsroom:
    """The bot, the server it is on, its clock and its database."""

    server: TestServer
    client: Dateline
    clock: HandClock
    url: str

    def member(self, name: str = "Mel") -> Actor:
        """Give a member who may not manage the server."""
        return self.server.member(name)

    async def ask(self, command: str, member: Actor | None = None, **options: object) -> Message:
        """Use a command and give its answer; the option "from" is written ``from_``."""
        typed = {name.rstrip("_"): value for name, value in options.items()}
        return await (member or self.member()).slash(command, typed).answer(PATIENCE)

    async def press(self, message: Message, label: str, member: Actor | None = None) -> Message:
        """Press a button and give what stands beside the message then."""
        return await beside((member or self.member()).press(message, label))

    async def check(self, message: Message, number: int, member: Actor | None = None) -> Message:
        """Choose a sentence to be checked and give the verdict."""
        return await beside((member or self.member()).pick(message, CHECK, str(number)))


async def beside(use: Use) -> Message:
    """Wait for the message that answers a button beside the one it belongs to."""
    return await use.until(lambda held: held.messages[0] if held.messages else None, "answer beside", PATIENCE)


def controls(message: Message) -> dict[str, Json]:
    """List the buttons and menus of a message by their words."""
    return {
        str(one.get("label") or one.get("placeholder")): one for one in walk(message.components) if "custom_id" in one
    }


def pressable(message: Message) -> set[str]:
    """Name the buttons and menus of a message that can be used."""
    return {words for words, one in controls(message).items() if not one.get("disabled")}


@cache
def _sample() -> Path:
    path = Path(mkdtemp(prefix="dateline-sample-")) / "sample.sqlite3"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    with as_file(files("corpus") / "sample") as folder, open_store(f"sqlite:///{path}") as store:
        add(store, load(folder).sources, bundled())
    return path


def sample_store(folder: Path) -> str:
    """Give the address of a store of its own that holds the bundled articles."""
    path = folder / "news.sqlite3"
    shutil.copyfile(_sample(), path)
    return f"sqlite:///{path}"


def stock(url: str, articles: Mapping[str, str], scope: str = "") -> None:
    """Read *articles*, name → text with its header, into the store at *url* for *scope*."""
    sources = [
        Source(text, name, f"https://news.example/{name}", sha256(text.encode()).hexdigest(), scope)
        for name, text in articles.items()
    ]
    with open_store(url) as store:
        add(store, sources, bundled())


def article(title: str, body: str, outlet: str = "Example Post", published: str = "2024-06-20") -> str:
    """Write an article as our own samples are written."""
    return f"title: {title}\noutlet: {outlet}\npublished: {published}\nplace: Seoul\n\n{body}\n"


@asynccontextmanager
async def newsroom(url: str) -> AsyncIterator[Newsroom]:
    """Run a test server, and the bot on the store at *url*."""
    clock = HandClock(NOON)
    async with TestServer(clock=clock) as server, at_work(url, server, clock) as room:
        yield room


@asynccontextmanager
async def at_work(url: str, server: TestServer, clock: HandClock) -> AsyncIterator[Newsroom]:
    """Run the bot on a server that runs already, so that it can be started again."""
    async with running(server, Config(url, timezone="Asia/Seoul"), clock) as client:
        yield Newsroom(server, client, clock, url)
