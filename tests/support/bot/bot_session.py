"""A bot with articles to ask about, on a test server: what the tests of members' commands share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.client.client import Dateline
from bot.client.config import Config
from bot.testserver import ChatMessage, Json, PendingInteraction, SimulatedUser, TestServer
from bot.testserver.state.events import Interaction
from bot.testserver.state.model import flatten_components
from corpus.entities import load_bundled_registry
from corpus.models import Source
from corpus.pipeline import add_sources
from corpus.store import open_store
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, read_text, run_bot

NOON = datetime(2024, 6, 25, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))
CHECK_MENU = "Check a sentence against its article"


@dataclass
class BotSession:
    """The bot, the server it is on, its clock and its database."""

    server: TestServer
    client: Dateline
    clock: ManualClock
    url: str

    def get_member(self, name: str = "Mel") -> SimulatedUser:
        """Return a member who may not manage the server."""
        return self.server.as_member(name)

    async def run_command(self, command: str, member: SimulatedUser | None = None, **options: object) -> ChatMessage:
        """Run a command and return its answer; the option "from" is written ``from_``."""
        typed = {name.rstrip("_"): value for name, value in options.items()}
        use = (member or self.get_member()).run_slash_command(command, typed)
        return await use.wait_until(_find_answer, "answer", REPLY_TIMEOUT)

    async def press_button(self, message: ChatMessage, label: str, member: SimulatedUser | None = None) -> ChatMessage:
        """Press a button and return the follow-up message."""
        return await wait_for_followup((member or self.get_member()).press_button(message, label))

    async def check_sentence(
        self, message: ChatMessage, number: int, member: SimulatedUser | None = None
    ) -> ChatMessage:
        """Choose a sentence to be checked and return the verdict."""
        return await wait_for_followup((member or self.get_member()).pick_options(message, CHECK_MENU, str(number)))


def _find_answer(held: Interaction) -> ChatMessage | None:
    """Return the answer of a command; what shows for an instant before a private answer is none."""
    shown = (one for one in held.messages if not one.loading and "Nothing was found." not in read_text(one))
    return next(shown, None)


def _find_followup(held: Interaction) -> ChatMessage | None:
    """Return the message that answers a button; a notice that it takes longer on a busy machine is none."""
    return next((one for one in held.messages if "Still reading the articles." not in read_text(one)), None)


async def wait_for_followup(use: PendingInteraction) -> ChatMessage:
    """Wait for the follow-up message that answers a button."""
    return await use.wait_until(_find_followup, "follow-up", REPLY_TIMEOUT)


def list_controls(message: ChatMessage) -> dict[str, Json]:
    """List the buttons and menus of a message by their labels."""
    return {
        str(one.get("label") or one.get("placeholder")): one
        for one in flatten_components(message.components)
        if "custom_id" in one
    }


def list_enabled_controls(message: ChatMessage) -> set[str]:
    """List the labels of the buttons and menus of a message that are enabled."""
    return {words for words, one in list_controls(message).items() if not one.get("disabled")}


def add_articles(url: str, articles: Mapping[str, str], scope: str = "") -> None:
    """Add *articles*, texts with headers by name, to the store at *url* for *scope*."""
    sources = [
        Source(text, name, f"https://news.example/{name}", sha256(text.encode()).hexdigest(), scope)
        for name, text in articles.items()
    ]
    with open_store(url) as store:
        add_sources(store, sources, load_bundled_registry())


def format_article(title: str, body: str, outlet: str = "Example Post", published: str = "2024-06-20") -> str:
    """Return an article in the form of the bundled samples."""
    return f"title: {title}\noutlet: {outlet}\npublished: {published}\nplace: Seoul\n\n{body}\n"


@asynccontextmanager
async def run_bot_session(url: str) -> AsyncIterator[BotSession]:
    """Run a test server, and the bot on the store at *url*."""
    clock = ManualClock(NOON)
    async with TestServer(clock=clock) as server, run_bot_on_server(url, server, clock) as session:
        yield session


@asynccontextmanager
async def run_bot_on_server(url: str, server: TestServer, clock: ManualClock) -> AsyncIterator[BotSession]:
    """Run the bot on a server that runs already, so that it can be started again."""
    async with run_bot(server, Config(url, timezone="Asia/Seoul"), clock) as client:
        yield BotSession(server, client, clock, url)
