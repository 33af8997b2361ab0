"""The menus on somebody's message: who it is about, and whether its quotations are true."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.services.quote_check import extract_quotes as marked
from tests.support.bot.bot_session import BotSession, run_bot_session
from tests.support.bot.running_bot import REPLY_TIMEOUT, read_text
from tests.support.sample_store import copy_sample_store

pytestmark = pytest.mark.asyncio(loop_scope="module")

PEOPLE, QUOTES = "Who is this about?", "Check the quotes"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles, once for all."""
    async with run_bot_session(copy_sample_store(tmp_path_factory.mktemp("session"))) as opened:
        yield opened


async def use_menu(session: BotSession, menu: str, words: str) -> str:
    """Use *menu* on a message that says *words*."""
    answer = (
        await session.get_member("Ada")
        .run_context_command(menu, session.get_member().send_message(words))
        .wait_for_answer(REPLY_TIMEOUT)
    )
    assert answer.private_to == session.get_member("Ada").user.id
    return read_text(answer)


async def test_people_are_named_with_who_they_are(session: BotSession) -> None:
    """As the articles know them, for the one who asks alone."""
    words = await use_menu(session, PEOPLE, "Why did putin meet Kim Jong-un there, and what did Tokyo say?")
    assert "**Vladimir Putin** · president of Russia" in words
    assert "**Kim Jong Un** · leader of North Korea" in words
    assert "Japan" in words
    assert "Ukraine" not in words


async def test_a_message_about_nobody_says_so(session: BotSession) -> None:
    """Nobody is guessed at."""
    assert "Nobody found" in await use_menu(session, PEOPLE, "shall we have lunch at noon?")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("He called it “strongest ever treaty”!", "✓ “strongest ever treaty”"),
        ("a “big mistake”, they say", "✓ “big mistake”"),
        (
            'the "military-technical cooperation with the North." bit',
            "✓ “military-technical cooperation with the North.”",
        ),
        ("> Putin called the agreement a “breakthrough.”", "✓ “Putin called the agreement"),
        ("“he would never sign that silly paper”", "✗ “he would never sign that silly paper”"),
        ("“it would be a very grave mistake, he said”", "≠ “it would be a very grave mistake, he said”"),
    ],
    ids=["in curly marks", "of two words", "in straight marks", "set off", "invented", "altered"],
)
async def test_quotations_are_looked_up_word_for_word(session: BotSession, words: str, verdict: str) -> None:
    """Found, not found, or nearly: then the sentence that comes nearest stands beneath."""
    shown = await use_menu(session, QUOTES, words)
    assert verdict in shown
    assert ("> " in shown.split("\n", 2)[2]) == verdict.startswith("≠")


async def test_a_reply_of_the_bot_is_checked_like_any_message(session: BotSession) -> None:
    """All its quotations, and the words quoted in them, stand in the articles; no special right reads them."""
    answer = await session.run_command("brief", topic="Hanoi", length=3)
    shown = read_text(await session.get_member().run_context_command(QUOTES, answer).wait_for_answer(REPLY_TIMEOUT))
    assert shown.count("✓") == 3 + 1  # three sentences, and what one of them quotes
    assert "✗" not in shown
    assert "≠" not in shown


async def test_a_message_without_quotations_says_so(session: BotSession) -> None:
    """Nothing stands in quotation marks."""
    assert "No quotation found" in await use_menu(session, QUOTES, "a big mistake, they say")


async def test_quotation_marks_of_many_lands_are_read() -> None:
    """Each quotation once, in order; escapes are taken away."""
    text = '„eins zwei drei“ «un deux trois» “one two three” “one two three” "four five six" \\*not\\* one\n> a b c d'
    assert list(marked(text)) == ["eins zwei drei", "un deux trois", "one two three", "four five six", "a b c d"]
