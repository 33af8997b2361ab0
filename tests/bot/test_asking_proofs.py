"""What is shown on Discord is verified at the command line: by the id at its foot, or by its export."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.__main__ import main
from bot.testserver import Message
from briefings import exports
from corpus.store import open_store
from tests.bot.newsroom import Newsroom, article, newsroom, sample_store, stock
from tests.bot.wire import quotations, read

FORMATS = ["md", "html", "json", "csv", "bib", "timelinejs"]


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Run the bot on the bundled articles."""
    async with newsroom(sample_store(tmp_path)) as opened:
        yield opened


def named(message: Message) -> str:
    """Give the id at a reply's foot."""
    found = re.search(r"(?:reply|briefing) ([a-z2-7]{10})", read(message))
    assert found
    return found[1]


async def test_every_reply_is_verified_by_the_id_at_its_foot(
    room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many sentences hold as it quotes."""
    for command, options in (
        ("brief", {"topic": "treaty", "length": 3}),
        ("ask", {"question": "What did Putin say?"}),
        ("when", {"date": "19 June 2024"}),
        ("said", {"actor": "South Korea"}),
        ("timeline", {}),
        ("compare", {}),
        ("article", {"title": "treaty text"}),
    ):
        answer = await room.ask(command, **options)
        number = len(quotations(answer))
        assert main(["--database", room.url, "verify", named(answer)]) == 0
        assert f"{number} of {number} sentences hold" in capsys.readouterr().out


async def test_a_sentence_of_a_servers_own_article_is_verified(
    room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bot remembers whose articles were quoted; a deleted one is told."""
    here = str(room.server.guild().id)
    own = {"own": article("Zebra census", "Zebras numbered nine hundred on Thursday, the council said.")}
    stock(room.url, own, scope=here)
    answer = await room.ask("brief", topic="zebras")
    assert main(["--database", room.url, "verify", named(answer)]) == 0
    with open_store(room.url) as store:
        (key,) = (listed.citation.key for listed in store.listed(here) if listed.scope)
        store.delete(key, here)
    capsys.readouterr()
    assert main(["--database", room.url, "verify", named(answer), "--json"]) == 1
    verdict = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in verdict["sentences"]] == ["deleted"]


@pytest.mark.parametrize("form", FORMATS)
async def test_the_last_reply_is_exported_in_every_format(
    room: Newsroom, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a file that is verified like any export, and names no folder of the operator's."""
    said = await room.ask("said", actor="Kim Jong Un")
    answer = await room.ask("export", format=form)
    (file,) = answer.attachments
    assert named(answer) == named(said)
    assert file.filename.startswith(f"dateline-{named(said)}.")
    assert b"/corpus/sample" not in file.data
    kept = tmp_path / file.filename
    kept.write_bytes(file.data)
    assert exports.read(file.data.decode()).intact
    assert main(["--database", room.url, "verify", str(kept)]) == 0
    assert f"{len(quotations(said))} of" in capsys.readouterr().out


async def test_a_topic_is_briefed_on_in_order_to_be_exported(room: Newsroom) -> None:
    """Whatever was shown before."""
    await room.ask("said", actor="Kim Jong Un")
    answer = await room.ask("export", format="json", topic="Vietnam")
    told = exports.read(answer.attachments[0].data.decode()).proof
    assert json.loads(told.request)["text"] == "Vietnam"


async def test_nothing_shown_is_nothing_to_export(room: Newsroom) -> None:
    """The way out is told; another member's reply is not mine."""
    await room.ask("brief", room.member("Ada"), length=2)
    use = room.member().slash("export", {"format": "md"})
    told = await use.until(lambda held: next((m for m in held.messages if m.private_to), None), "error", 60)
    assert "The last reply: there is none that you got in this channel." in read(told)
    assert "Name a topic, or ask something first." in read(told)
