"""Every command that asks, over the real wire: the point first, its source, its id, and what can be done next."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.bot.bot_session import CHECK_MENU, BotSession, list_controls, list_enabled_controls, run_bot_session
from tests.support.bot.running_bot import list_quotations, read_text
from tests.support.sample_store import copy_sample_store

pytestmark = pytest.mark.asyncio(loop_scope="module")

REPLY = re.compile(r"(?:reply|briefing) ([a-z2-7]{10})")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles, once for all."""
    async with run_bot_session(copy_sample_store(tmp_path_factory.mktemp("session"))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("command", "options", "told"),
    [
        ("brief", {"topic": "Vietnam"}, "Vietnam"),
        ("ask", {"question": "Who signed the treaty in Pyongyang?"}, "treaty"),
        ("who", {"actor": "Vladimir Putin"}, "president of Russia"),
        ("when", {"date": "19 June 2024"}, "Wednesday 19 June 2024"),
        ("said", {"actor": "Vladimir Putin"}, "What Vladimir Putin said"),
        ("timeline", {}, "**Thursday 20 June 2024** · "),
        ("compare", {}, "Where outlets differ"),
        ("changes", {"since": "19 June"}, "What has changed since 19 June 2024"),
        ("article", {"title": "treaty text"}, "stated · its header says so"),
    ],
    ids=["a briefing", "an answer", "an actor", "a day", "sayings", "a timeline", "contrasts", "changes", "an article"],
)
async def test_a_reply_quotes_cites_and_can_be_checked(
    session: BotSession, command: str, options: dict[str, str], told: str
) -> None:
    """Each sentence is a blockquote, each reply has an id, and a menu that offers every sentence of it."""
    answer = await session.run_command(command, **options)
    quoted = list_quotations(answer)
    assert told in read_text(answer)
    assert quoted
    assert REPLY.search(read_text(answer))
    assert len(list_controls(answer)[CHECK_MENU]["options"]) == len(quoted)
    assert answer.private_to is None


async def test_a_briefing_goes_by_what_was_published_since(session: BotSession) -> None:
    """No article is older than the day that was named, in words or as a date."""
    told = read_text(await session.run_command("brief", since="last Saturday", length=12))
    assert "22 June 2024 ·" in told or "23 June 2024 ·" in told
    assert not re.search(r"Sample [\w ]+ · (?:18|19|20|21) June 2024", told)


async def test_a_day_shows_what_happened_and_what_was_published(session: BotSession) -> None:
    """Both are distinguished, and the articles of the day are counted."""
    told = read_text(await session.run_command("when", date="19 June 2024"))
    assert "Published on these days: 1 report, 1 origin" in told
    assert "• Sample Wire · Putin and Kim sign treaty" in told


async def test_quotations_say_how_their_speaker_is_known(session: BotSession) -> None:
    """In what form somebody is quoted, and by which words of the text."""
    told = read_text(await session.run_command("said", actor="Kim Jong Un"))
    assert "partial quotation · attributed by “Kim” and “praised”" in told
    assert "reported speech" in read_text(await session.run_command("said", actor="South Korea"))


async def test_a_state_speaks_through_its_own(session: BotSession) -> None:
    """Its offices and officials are heard for it, each by name."""
    assert "presidential office of South Korea" in read_text(await session.run_command("said", actor="South Korea"))


async def test_quotations_can_be_narrowed_by_subject_and_day(session: BotSession) -> None:
    """What is left holds the words, or is of the day."""
    about = list_quotations(await session.run_command("said", actor="Vladimir Putin", about="mistake"))
    assert about
    assert all("mistake" in one for one in about[:2])
    then = read_text(await session.run_command("said", actor="Vladimir Putin", date="19 June 2024"))
    assert "19 June 2024" in then
    assert "Interpreted as: Vladimir Putin, Wednesday 19 June 2024" in then


async def test_a_timeline_keeps_to_its_days(session: BotSession) -> None:
    """From the first to the last day named, in order, each by one sentence."""
    answer = await session.run_command("timeline", actor="North Korea", from_="19 June 2024", to="20 June 2024")
    told = read_text(answer)
    assert "**Wednesday 19 June 2024** · " in told
    assert told.index("Wednesday 19 June") < told.index("Thursday 20 June")
    assert "21 June 2024** · " not in told
    assert len(list_quotations(answer)) == 2


async def test_outlets_are_counted(session: BotSession) -> None:
    """Reports, origins and days of each, those of most reports first."""
    told = read_text(await session.run_command("sources"))
    assert "7 outlets · 22 reports, 21 origins" in told
    assert told.index("Sample Wire") < told.index("Sample Chronicle")
    assert "5 reports, 5 origins · 18 June 2024 to 22 June 2024" in told


async def test_outlets_that_differ_stand_one_above_the_other(session: BotSession) -> None:
    """What differs is bold on both sides; neither side is said to be right."""
    answer = await session.run_command("compare")
    pairs = re.findall(r"\*\*Different (?:figures|words|speakers|dates)\*\*", read_text(answer))
    assert len(list_quotations(answer)) == 2 * len(pairs)
    assert all("**" in one for one in list_quotations(answer)[:2])


@pytest.mark.parametrize("background", ["light", "dark"])
async def test_a_chart_is_a_picture_with_its_words(session: BotSession, background: str) -> None:
    """The description says the same to those who do not see it."""
    answer = await session.run_command("chart", kind="coverage", background=background)
    (picture,) = answer.attachments
    assert picture.data.startswith(b"\x89PNG")
    assert picture.description.startswith("Two bar charts by day, 18 June 2024 to")
    assert "Two bar charts by day" in read_text(answer)


async def test_nothing_found_is_an_answer_without_buttons(session: BotSession) -> None:
    """With how the words were read and what comes nearest, shown to the one who asked."""
    for command, options in {
        "brief": {"topic": "zeppelins"},
        "said": {"actor": "Zebulon"},
        "compare": {"topic": "zz"},
    }.items():
        answer = await session.run_command(command, **options)
        assert "Nothing found" in read_text(answer)
        assert not list_controls(answer)
        assert answer.private_to is not None


async def test_who_is_quoted_nowhere_gives_nothing_found(session: BotSession) -> None:
    """A title above no quotation would look like a fault."""
    for subject in ({}, {"about": "zeppelins"}):
        answer = await session.run_command("said", actor="Sergei Lavrov", **subject)
        assert "Nothing found. The articles here don't quote Sergei Lavrov" in read_text(answer).replace("**", "")
        assert ("on this" in read_text(answer)) == bool(subject)
        assert answer.private_to is not None
    assert "What Vietnam said · defense" in read_text(
        await session.run_command("said", actor="Vietnam", about="defense")
    )


async def test_sentences_have_the_numbers_of_the_menu(session: BotSession) -> None:
    """What the menu calls 2 is marked 2 in the message."""
    for command, options in {"ask": {"question": "What did Putin say?"}, "brief": {"topic": "Vietnam"}}.items():
        answer = await session.run_command(command, **options)
        lines = read_text(answer).splitlines()
        labels = [one["label"] for one in list_controls(answer)[CHECK_MENU]["options"]]
        numbers = [
            number
            for line in lines
            if (found := re.match(r"-# \*\*([\d, ]+)\*\*", line))
            for number in found[1].split(", ")
        ]
        assert numbers == [label.partition(".")[0] for label in labels]


async def test_only_what_leads_further_is_offered(session: BotSession) -> None:
    """No page where there is one, no share where all can read it."""
    assert list_enabled_controls(await session.run_command("brief", topic="Ukraine")) == {
        CHECK_MENU,
        "More",
        "Quotations only",
        "Timeline",
    }
    assert list_enabled_controls(await session.run_command("said", actor="South Korea")) == {
        CHECK_MENU,
        "Next ▶",
        "Timeline",
    }
    assert list_enabled_controls(await session.run_command("sources")) == set()


async def test_an_article_says_what_was_quoted_of_it_here(session: BotSession) -> None:
    """Sentences that stood in an answer that all could read."""
    await session.run_command("article", title="ambassador in Seoul rejects")
    again = read_text(await session.run_command("article", title="ambassador in Seoul rejects"))
    assert "quoted here before" in again
    assert re.search(r"\d of these sentences were already quoted here", again)


async def test_a_title_that_several_articles_hold_is_asked_back(session: BotSession) -> None:
    """The one who asked sees which ones they are."""
    told = await get_refusal(session, "Putin")
    assert "Several articles have" in told
    assert "Did you mean" in told


async def test_an_unknown_title_is_reported_where_titles_are_offered(session: BotSession) -> None:
    """No error without a way out."""
    told = await get_refusal(session, "xyzzy")
    assert "I found no article with the title" in told
    assert "Pick one from the list." in told


async def get_refusal(session: BotSession, title: str) -> str:
    """Ask for an article and return the private answer."""
    use = session.get_member().run_slash_command("article", {"title": title})
    return read_text(
        await use.wait_until(lambda held: next((m for m in held.messages if m.private_to), None), "refusal", 60)
    )
