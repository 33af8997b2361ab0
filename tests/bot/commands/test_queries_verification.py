"""What is shown on Discord is verified at the command line: by the id at its foot, or by its export."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.cli.main import main
from bot.testserver import ChatMessage
from briefings.export.formats import read_export
from corpus.store import open_store
from tests.support.bot.bot_session import BotSession, add_articles, format_article, run_bot_session
from tests.support.bot.running_bot import list_quotations, read_text
from tests.support.sample_store import copy_sample_store

FORMATS = ["md", "html", "json", "csv", "bib", "timelinejs"]


@pytest_asyncio.fixture
async def session(tmp_path: Path) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles."""
    async with run_bot_session(copy_sample_store(tmp_path)) as opened:
        yield opened


def get_reply_id(message: ChatMessage) -> str:
    """Return the id at a reply's foot."""
    found = re.search(r"(?:reply|briefing) ([a-z2-7]{10})", read_text(message))
    assert found
    return found[1]


async def test_every_reply_is_verified_by_the_id_at_its_foot(
    session: BotSession, capsys: pytest.CaptureFixture[str]
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
        answer = await session.run_command(command, **options)
        number = len(list_quotations(answer))
        assert main(["--database", session.url, "verify", get_reply_id(answer)]) == 0
        assert f"{number} of {number} sentences hold" in capsys.readouterr().out


async def test_a_sentence_of_a_servers_own_article_is_verified(
    session: BotSession, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bot remembers whose articles were quoted; a deleted one is reported."""
    here = str(session.server.find_guild().id)
    own = {"own": format_article("Zebra census", "Zebras numbered nine hundred on Thursday, the council said.")}
    add_articles(session.url, own, scope=here)
    answer = await session.run_command("brief", topic="zebras")
    assert main(["--database", session.url, "verify", get_reply_id(answer)]) == 0
    with open_store(session.url) as store:
        (key,) = (listed.citation.key for listed in store.list_articles(here) if listed.scope)
        store.delete_article(key, here)
    capsys.readouterr()
    assert main(["--database", session.url, "verify", get_reply_id(answer), "--json"]) == 1
    verdict = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in verdict["sentences"]] == ["deleted"]


@pytest.mark.parametrize("form", FORMATS)
async def test_the_last_reply_is_exported_in_every_format(
    session: BotSession, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a file that is verified like any export, and names no folder of the operator's."""
    said = await session.run_command("said", actor="Kim Jong Un")
    answer = await session.run_command("export", format=form)
    (file,) = answer.attachments
    assert get_reply_id(answer) == get_reply_id(said)
    assert file.filename.startswith(f"dateline-{get_reply_id(said)}.")
    assert b"/corpus/sample" not in file.data
    kept = tmp_path / file.filename
    kept.write_bytes(file.data)
    assert read_export(file.data.decode()).intact
    assert main(["--database", session.url, "verify", str(kept)]) == 0
    assert f"{len(list_quotations(said))} of" in capsys.readouterr().out


async def test_a_topic_is_briefed_on_in_order_to_be_exported(session: BotSession) -> None:
    """Whatever was shown before."""
    await session.run_command("said", actor="Kim Jong Un")
    answer = await session.run_command("export", format="json", topic="Vietnam")
    told = read_export(answer.attachments[0].data.decode()).proof
    assert json.loads(told.request)["text"] == "Vietnam"


async def test_nothing_shown_is_nothing_to_export(session: BotSession) -> None:
    """The error names the remedy; another member's reply is not mine."""
    await session.run_command("brief", session.get_member("Ada"), length=2)
    use = session.get_member().run_slash_command("export", {"format": "md"})
    told = await use.wait_until(lambda held: next((m for m in held.messages if m.private_to), None), "error", 60)
    assert "You have no recent reply in this channel." in read_text(told)
    assert "Choose a topic, or ask something first." in read_text(told)
