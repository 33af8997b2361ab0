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
from tests.bot.newsroom import CHECK, NOON, Newsroom, at_work, beside, controls, newsroom, pressable, sample_store
from tests.bot.wire import PATIENCE, HandClock, quotations, read

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """Run the bot on the bundled articles, once for all."""
    async with newsroom(sample_store(tmp_path_factory.mktemp("room"))) as opened:
        yield opened


async def test_a_sentence_is_checked_in_its_paragraph(room: Newsroom) -> None:
    """In bold among its neighbours, with its place, the article's key and hash, and when it was read."""
    answer = await room.ask("brief", topic="treaty", length=3)
    verdict = read(await room.check(answer, 2))
    assert "✓ This sentence stands word for word in its article" in verdict
    assert f"**{quotations(answer)[1]}**" in verdict
    assert re.search(r"characters `\d+` to `\d+` of article [\w-]+, revision 1", verdict)
    assert re.search(r"SHA-256 of its text: `[0-9a-f]{64}`", verdict)
    assert f"Read from the store <t:{int(NOON.timestamp())}:f>." in verdict


async def test_what_is_checked_is_for_the_one_who_checks(room: Newsroom) -> None:
    """Nobody else sees it, and the reply stays as it was."""
    answer = await room.ask("brief", topic="treaty", length=2)
    before = read(answer)
    verdict = await room.check(answer, 1, room.member("Ada"))
    assert verdict.private_to == room.member("Ada").user.id
    assert read(answer) == before


async def test_more_repeats_nothing(room: Newsroom) -> None:
    """However often it is pressed, until there is no more."""
    for command, options in {
        "brief": {"topic": "Vietnam", "length": 4},
        "ask": {"question": "What did Putin say?"},
    }.items():
        answer = await room.ask(command, **options)
        told = quotations(answer)
        while "More" in pressable(answer) and len(told) < 40:
            answer = await room.press(answer, "More")
            told += quotations(answer)
        assert len(told) > 5
        assert "Nothing found" not in read(answer)
        assert len(told) == len(set(told))


async def test_only_quotes_gives_somebodys_words(room: Newsroom) -> None:
    """Every sentence holds quotation marks; the button does not come again."""
    answer = await room.press(await room.ask("brief", topic="treaty"), "Only quotes")
    assert quotations(answer)
    assert all(re.search("[“\"']", one) for one in quotations(answer))
    assert "Only quotes" not in pressable(answer)


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
    room: Newsroom, command: str, options: dict[str, str], told: str
) -> None:
    """On what was asked about."""
    assert told in read(await room.press(await room.ask(command, **options), "Timeline"))


async def test_a_timeline_is_drawn(room: Newsroom) -> None:
    """Of everything: coverage; of an actor: its mentions."""
    whole = await room.press(await room.ask("timeline"), "Chart")
    assert whole.attachments[0].description.startswith("Two bar charts")
    one = await room.press(await room.ask("timeline", actor="Japan"), "Chart")
    assert "mention Japan" in one.attachments[0].description


async def test_pages_are_turned_in_place_by_the_one_who_asked(room: Newsroom) -> None:
    """Forth and back, each sentence once, the number of the page beneath."""
    mel = room.member()
    answer = await room.ask("said", actor="South Korea")
    pages = [quotations(answer)]
    while "Next ▶" in pressable(answer):
        shown = read(answer)
        use = mel.press(answer, "Next ▶")
        await use.until(lambda _, shown=shown: read(answer) != shown or None, "the next page", PATIENCE)
        pages.append(quotations(answer))
    assert len(pages) > 2
    assert f"page {len(pages)} of {len(pages)}" in read(answer)
    told = [one for page in pages for one in page]
    assert len(told) == len(set(told))
    assert "21 quotations" in read(answer)
    last = read(answer)
    await mel.press(answer, "◀ Back").until(lambda _: read(answer) != last or None, "the page before", PATIENCE)
    assert quotations(answer) == pages[-2]


async def test_others_turn_pages_beside(room: Newsroom) -> None:
    """The answer that all read stays where it is; who turns gets a copy."""
    answer = await room.ask("said", actor="South Korea")
    before = read(answer)
    copy = await room.press(answer, "Next ▶", room.member("Ada"))
    assert copy.private_to == room.member("Ada").user.id
    assert "page 2 of" in read(copy)
    assert read(answer) == before


async def test_a_private_answer_is_shared_by_who_may_write_there(room: Newsroom) -> None:
    """Word for word, with who shared it; its own buttons work, and it can't be shared twice."""
    private = await room.press(await room.ask("brief", topic="treaty", length=2), "More")
    public = await room.press(private, "Share to channel")
    assert public.private_to is None
    assert quotations(public) == quotations(private)
    assert f"Shared by <@{room.member().user.id}>" in read(public)
    assert public.mentions == ()
    await room.server.world.bulletin.wait(
        lambda: "Share to channel" not in pressable(private) or None, PATIENCE, "a disabled button"
    )
    assert "✓" in read(await room.check(public, 1, room.member("Ada")))


async def test_a_chart_is_shared_with_its_picture(room: Newsroom) -> None:
    """It is drawn again, and its words go with it."""
    private = await room.press(await room.ask("timeline"), "Chart")
    public = await room.press(private, "Share to channel")
    assert public.private_to is None
    assert public.attachments[0].data.startswith(b"\x89PNG")


async def test_buttons_outlive_a_restart(tmp_path: Path) -> None:
    """What was shown before the bot was stopped is checked, continued and turned after it was started again."""
    url, clock = sample_store(tmp_path), HandClock(NOON)
    async with TestServer(clock=clock) as server:
        async with at_work(url, server, clock) as room:
            brief = await room.ask("brief", topic="treaty", length=3)
            said = await room.ask("said", actor="South Korea")
            private = await room.press(brief, "More")
        async with at_work(url, server, clock) as room:
            assert "✓" in read(await room.check(brief, 3))
            more = await room.press(brief, "More")
            assert quotations(more) == quotations(private)
            public = await room.press(private, "Share to channel")
            assert quotations(public) == quotations(private)
            first = read(said)
            await (
                room.member()
                .press(said, "Next ▶")
                .until(lambda _: read(said) != first or None, "the next page", PATIENCE)
            )
            assert "page 2 of" in read(said)


async def test_a_button_whose_reply_is_gone_says_so_and_is_disabled(tmp_path: Path) -> None:
    """For all to see: none of the message's controls can be used any more."""
    url = sample_store(tmp_path)
    async with newsroom(url) as room:
        answer = await room.ask("brief", topic="treaty", length=2)
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute("DELETE FROM shown")
            connection.commit()
        told = await room.press(answer, "More")
        assert "This reply: is not kept any more" in read(told)
        assert told.private_to == room.member().user.id
        assert controls(answer)
        assert pressable(answer) == set()
        assert quotations(answer)


async def test_a_deleted_article_is_told_when_its_sentence_is_checked(tmp_path: Path) -> None:
    """The check says that nothing can be checked any more, and does not fail."""
    url = sample_store(tmp_path)
    async with newsroom(url) as room:
        answer = await room.ask("article", title="treaty text")
        with open_store(url) as store:
            store.delete("herald-treaty-text")
        verdict = read(await room.check(answer, 1))
        assert "✗ The article is not kept any more" in verdict


async def test_a_press_is_acknowledged_before_the_work(room: Newsroom) -> None:
    """With the message staying as it is, so that nobody waits for the ranking to see the press heard."""
    answer = await room.ask("brief", topic="treaty", length=2)
    use = room.member().press(answer, "More")
    assert (await use.acknowledged(PATIENCE)).name == "DEFERRED_UPDATE"
    await beside(use)
    assert CHECK in controls(answer)
