"""The walks of docs/architecture.md, taken: what is named there is called, in the order told there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial
from pathlib import Path
from types import CodeType

import pytest

from bot.config import Config
from bot.scopes import intake
from bot.scopes.intake import Door
from bot.testserver import TestServer
from corpus.store import Feed, open_store
from tests.bot.admins import publish
from tests.bot.newsroom import NOON, newsroom, sample_store
from tests.bot.wire import PATIENCE, HandClock, quotations, running
from tests.corpus.hostile import Server, permitted, started
from tests.walking import code_of, footprints

ROOT = Path(__file__).parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"

_NAME = re.compile(r"`((?:bot|briefings|corpus)\.[\w.]+)`")


def told(heading: str) -> list[str]:
    """List the functions that the walk of this heading names in full, in order."""
    document = ARCHITECTURE.read_text(encoding="utf-8")
    walk = document.split(f"### {heading}\n", 1)[1].split("\n#", 1)[0]
    return list(dict.fromkeys(_NAME.findall(walk)))


def order_of(names: list[str], trodden: dict[CodeType, str]) -> list[str]:
    """Give those of *names* that were called, in the order of their first calls."""
    places = {code: place for place, code in enumerate(trodden)}
    codes = {name: code_of(name) for name in names}
    return sorted((name for name in names if codes[name] in places), key=lambda name: places[codes[name]])


@pytest.fixture
def trodden() -> Iterator[dict[CodeType, str]]:
    """Note what is called during the test."""
    with footprints() as noted:
        yield noted


async def test_a_feeds_entry_becomes_a_sentence_in_a_posted_digest(
    trodden: dict[CodeType, str], tmp_path: Path
) -> None:
    """From the outlet's server to the channel, by the functions that the document names, in its order."""
    clock = HandClock(NOON.replace(hour=7, minute=59))
    outlet = Server()
    runner = await started(outlet)
    publish(outlet, "/feed", "Herald")
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with open_store(url) as store:
        store.keep_feed(Feed(f"{outlet.base}/feed"))
    door = Door(clock, allowed=permitted, pause=0)
    async with TestServer(clock=clock) as server:
        place = server.channel("briefings").id
        config = Config(url, timezone="Asia/Seoul", digest_channel=place, digest_times=(time(8),))
        async with running(server, config, clock, door=door) as client:
            trodden.clear()
            await client.errands.keep(partial(intake.poll, door=door, scope=""))
            clock.now += timedelta(minutes=1)
            client.delivery.wake()
            digest = await server.message("briefings", timeout=PATIENCE)
    await runner.cleanup()
    assert quotations(digest)
    names = told("A feed's entry becomes a sentence in a posted digest")
    assert order_of(names, trodden) == names


async def test_a_question_becomes_an_answer_and_a_button_its_sentence(
    trodden: dict[CodeType, str], tmp_path: Path
) -> None:
    """From the words typed to the reply, and from the menu under it to the paragraph."""
    async with newsroom(sample_store(tmp_path)) as room:
        trodden.clear()
        answer = await room.ask("ask", question="What did Seoul announce on Thursday?")
        assert quotations(answer)
        names = told("A question becomes an answer")
        assert order_of(names, trodden) == names
        trodden.clear()
        await room.check(answer, 1)
        names = told("A button becomes the sentence in its paragraph")
        assert order_of(names, trodden) == names


def test_the_house_is_drawn_whole() -> None:
    """Every room of the three packages stands in the drawing."""
    document = ARCHITECTURE.read_text(encoding="utf-8")
    drawn = document.split("## Three walks", 1)[0]
    for package in ("bot", "briefings", "corpus"):
        rooms = {path.stem for path in (ROOT / package).glob("*.py")} | {
            path.parent.name for path in (ROOT / package).glob("*/__init__.py")
        }
        plan = drawn.split(f"\n    {package}/", 1)[1].split("\n    b", 1)[0]
        missing = [room for room in sorted(rooms - {"__init__"}) if not re.search(rf"(?<![\w.]){room}\b", plan)]
        assert not missing, (package, missing)
