"""The buttons beneath replies: what they open, for whom, and after a restart."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.testserver import TestServer
from corpus.store import open_store
from tests.support.bot.bot_session import (
    CHECK_MENU,
    NOON,
    BotSession,
    list_controls,
    list_enabled_controls,
    run_bot_on_server,
    run_bot_session,
    wait_for_followup,
)
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, read_text
from tests.support.sample_store import copy_sample_store

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles, once for all."""
    async with run_bot_session(copy_sample_store(tmp_path_factory.mktemp("session"))) as opened:
        yield opened


async def test_a_sentence_is_checked_in_its_paragraph(session: BotSession) -> None:
    """In bold among its neighbours, with its place, the article's key and hash, and when it was read."""
    answer = await session.run_command("brief", topic="treaty", length=3)
    verdict = read_text(await session.check_sentence(answer, 2))
    assert "✓ This sentence is in its article word for word" in verdict
    assert f"**{list_quotations(answer)[1]}**" in verdict
    assert re.search(r"characters `\d+` to `\d+` of article [\w-]+, revision 1", verdict)
    assert re.search(r"SHA-256 of its text: `[0-9a-f]{64}`", verdict)
    assert f"Checked <t:{int(NOON.timestamp())}:f>." in verdict


async def test_what_is_checked_is_for_the_one_who_checks(session: BotSession) -> None:
    """Nobody else sees it, and the reply stays as it was."""
    answer = await session.run_command("brief", topic="treaty", length=2)
    before = read_text(answer)
    verdict = await session.check_sentence(answer, 1, session.get_member("Ada"))
    assert verdict.private_to == session.get_member("Ada").user.id
    assert read_text(answer) == before


async def test_more_repeats_nothing(session: BotSession) -> None:
    """However often it is pressed, until there is no more."""
    for command, options in {
        "brief": {"topic": "Vietnam", "length": 4},
        "ask": {"question": "What did Putin say?"},
    }.items():
        answer = await session.run_command(command, **options)
        told = list_quotations(answer)
        while "More" in list_enabled_controls(answer) and len(told) < 40:
            answer = await session.press_button(answer, "More")
            told += list_quotations(answer)
        assert len(told) > 5
        assert "Nothing found" not in read_text(answer)
        assert len(told) == len(set(told))


async def test_only_quotes_gives_somebodys_words(session: BotSession) -> None:
    """Every sentence holds quotation marks; the button does not come again."""
    answer = await session.press_button(await session.run_command("brief", topic="Ukraine"), "Quotations only")
    assert list_quotations(answer)
    assert all(re.search("[“\"']", one) for one in list_quotations(answer))
    assert "Quotations only" not in list_enabled_controls(answer)


@pytest.mark.parametrize(
    ("command", "options", "told"),
    [
        ("brief", {"topic": "Vietnam"}, "Timeline: Vietnam"),
        ("who", {"actor": "Vladimir Putin"}, "Timeline: Vladimir Putin"),
        ("said", {"actor": "Japan"}, "Timeline: Japan"),
        ("when", {"date": "19 June 2024"}, "**Wednesday 19 June 2024**"),
    ],
    ids=["of a briefing", "of an actor", "of a speaker", "of a day"],
)
async def test_a_timeline_goes_on_from_a_reply(
    session: BotSession, command: str, options: dict[str, str], told: str
) -> None:
    """On what was asked about."""
    assert told in read_text(await session.press_button(await session.run_command(command, **options), "Timeline"))


async def test_a_timeline_is_drawn(session: BotSession) -> None:
    """Of everything: coverage; of an actor: its mentions."""
    whole = await session.press_button(await session.run_command("timeline"), "Chart")
    assert whole.attachments[0].description.startswith("Two bar charts")
    one = await session.press_button(await session.run_command("timeline", actor="Japan"), "Chart")
    assert "mention Japan" in one.attachments[0].description


async def test_pages_are_turned_in_place_by_the_one_who_asked(session: BotSession) -> None:
    """Forth and back, each sentence once, the number of the page beneath."""
    mel = session.get_member()
    answer = await session.run_command("said", actor="South Korea")
    pages = [list_quotations(answer)]
    while "Next ▶" in list_enabled_controls(answer):
        shown = read_text(answer)
        use = mel.press_button(answer, "Next ▶")
        await use.wait_until(lambda _, shown=shown: read_text(answer) != shown or None, "the next page", REPLY_TIMEOUT)
        pages.append(list_quotations(answer))
    assert len(pages) > 2
    assert f"page {len(pages)} of {len(pages)}" in read_text(answer)
    told = [one for page in pages for one in page]
    assert len(told) == len(set(told))
    assert "21 quotations" in read_text(answer)
    last = read_text(answer)
    await mel.press_button(answer, "◀ Back").wait_until(
        lambda _: read_text(answer) != last or None, "the page before", REPLY_TIMEOUT
    )
    assert list_quotations(answer) == pages[-2]


async def test_others_turn_pages_beside(session: BotSession) -> None:
    """The answer that all read stays where it is; who turns gets a copy."""
    answer = await session.run_command("said", actor="South Korea")
    before = read_text(answer)
    copy = await session.press_button(answer, "Next ▶", session.get_member("Ada"))
    assert copy.private_to == session.get_member("Ada").user.id
    assert "page 2 of" in read_text(copy)
    assert read_text(answer) == before


async def test_a_private_answer_is_shared_by_who_may_write_there(session: BotSession) -> None:
    """Word for word, with who shared it; its own buttons work, and it can't be shared twice."""
    private = await session.press_button(await session.run_command("brief", topic="treaty", length=2), "More")
    public = await session.press_button(private, "Share in channel")
    assert public.private_to is None
    assert list_quotations(public) == list_quotations(private)
    assert f"Shared by <@{session.get_member().user.id}>" in read_text(public)
    assert public.mentions == ()
    await session.server.world.event_bus.wait(
        lambda: "Share in channel" not in list_enabled_controls(private) or None, REPLY_TIMEOUT, "a disabled button"
    )
    assert "✓" in read_text(await session.check_sentence(public, 1, session.get_member("Ada")))


async def test_a_chart_is_shared_with_its_picture(session: BotSession) -> None:
    """It is drawn again, and its words go with it."""
    private = await session.press_button(await session.run_command("timeline"), "Chart")
    public = await session.press_button(private, "Share in channel")
    assert public.private_to is None
    assert public.attachments[0].data.startswith(b"\x89PNG")


async def test_buttons_outlive_a_restart(tmp_path: Path) -> None:
    """What was shown before the bot was stopped is checked, continued and turned after it was started again."""
    url, clock = copy_sample_store(tmp_path), ManualClock(NOON)
    async with TestServer(clock=clock) as server:
        async with run_bot_on_server(url, server, clock) as session:
            brief = await session.run_command("brief", topic="treaty", length=3)
            said = await session.run_command("said", actor="South Korea")
            private = await session.press_button(brief, "More")
        async with run_bot_on_server(url, server, clock) as session:
            assert "✓" in read_text(await session.check_sentence(brief, 3))
            more = await session.press_button(brief, "More")
            assert list_quotations(more) == list_quotations(private)
            public = await session.press_button(private, "Share in channel")
            assert list_quotations(public) == list_quotations(private)
            first = read_text(said)
            await (
                session.get_member()
                .press_button(said, "Next ▶")
                .wait_until(lambda _: read_text(said) != first or None, "the next page", REPLY_TIMEOUT)
            )
            assert "page 2 of" in read_text(said)


async def test_a_button_whose_reply_is_gone_says_so_and_is_disabled(tmp_path: Path) -> None:
    """For all to see: none of the message's controls can be used any more."""
    url = copy_sample_store(tmp_path)
    async with run_bot_session(url) as session:
        answer = await session.run_command("brief", topic="treaty", length=2)
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute("DELETE FROM shown")
            connection.commit()
        told = await session.press_button(answer, "More")
        assert "I no longer have this reply." in read_text(told)
        assert told.private_to == session.get_member().user.id
        assert list_controls(answer)
        assert list_enabled_controls(answer) == set()
        assert list_quotations(answer)


async def test_a_deleted_article_is_reported_when_its_sentence_is_checked(tmp_path: Path) -> None:
    """The check says that nothing can be checked any more, and does not fail."""
    url = copy_sample_store(tmp_path)
    async with run_bot_session(url) as session:
        answer = await session.run_command("article", title="treaty text")
        with open_store(url) as store:
            store.delete_article("herald-treaty-text")
        verdict = read_text(await session.check_sentence(answer, 1))
        assert "✗ The article is no longer stored" in verdict


async def test_a_press_is_acknowledged_before_the_work(session: BotSession) -> None:
    """With the message staying as it is, so that nobody waits for the ranking to see the press heard."""
    answer = await session.run_command("brief", topic="treaty", length=2)
    use = session.get_member().press_button(answer, "More")
    assert (await use.wait_for_acknowledgement(REPLY_TIMEOUT)).name == "DEFERRED_UPDATE"
    await wait_for_followup(use)
    assert CHECK_MENU in list_controls(answer)
