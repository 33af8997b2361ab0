"""Whatever an article says, no message breaks a limit, pings anybody, or lets anything in it take effect."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.locales import Translator
from bot.models.message import MAX_MESSAGE_CHARACTERS, Message, count_utf16_units, dump_message_text, load_message_text
from bot.rendering import (
    ReplyAction,
    add_shared_by,
    render_people,
    render_quote_lookups,
    render_result,
    render_sentence_check,
    reply_components,
)
from tests.support.bot.bot_session import (
    BotSession,
    add_articles,
    format_article,
    list_enabled_controls,
    run_bot_session,
)
from tests.support.bot.message_checks import HOSTILE_TEXT, check_message, find_active_markup
from tests.support.bot.random_results import ResultGenerator, prove_briefing
from tests.support.bot.running_bot import REPLY_TIMEOUT, list_texts, read_text

NOW = datetime(2024, 6, 21, tzinfo=UTC)
SEEDS = st.integers(0, 2**32)
#: A seed can't be made simpler, so none is looked for.
HYPOTHESIS_SETTINGS = settings(phases=(Phase.explicit, Phase.reuse, Phase.generate))


@given(SEEDS, st.integers(0, 4), st.sampled_from(["en", "de", "ko"]))
@settings(HYPOTHESIS_SETTINGS, max_examples=600)
def test_no_finding_breaks_a_message(seed: int, page: int, language: str) -> None:
    """Whatever is found, on whatever page, with all its controls, shared, and written down and read again."""
    words, finding = Translator(language), ResultGenerator(seed).draw_result()
    leaf = render_result(finding, page, words, ((0, 5),))
    assert 1 <= leaf.page <= leaf.pages
    exhibits = prove_briefing(leaf.briefing).sentences if leaf.briefing else ()
    controls = reply_components(
        "0" * 12, exhibits, [*list(ReplyAction)[:2], ReplyAction.SHARE], leaf.page, leaf.pages, words
    )
    whole = Message(leaf.message.blocks, leaf.message.accent, controls)
    check_message(whole)
    check_message(add_shared_by(whole, 5, words))
    assert load_message_text(dump_message_text(leaf.message)).blocks == leaf.message.blocks
    for point in leaf.briefing.points if leaf.briefing else ():
        assert count_utf16_units(point.passage.sentence.text) <= MAX_MESSAGE_CHARACTERS


@given(SEEDS)
@settings(HYPOTHESIS_SETTINGS, max_examples=150)
def test_no_check_breaks_a_message(seed: int) -> None:
    """Neither a sentence in its paragraph, nor quotations looked up, nor people named."""
    chance = ResultGenerator(seed)
    check_message(render_sentence_check(chance.draw_sentence_check(), NOW))
    check_message(render_quote_lookups(chance.draw_quote_lookups(), 7).message)
    check_message(render_people([(chance.draw_actor(), 99_999) for _ in range(10)]))


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("brief", {"topic": "crane"}),
        ("ask", {"question": "What did Quentin Hostile say of the crane?"}),
        ("who", {"actor": "Quentin Hostile"}),
        ("when", {"date": "20 June 2024"}),
        ("said", {"actor": "Quentin Hostile"}),
        ("timeline", {}),
        ("compare", {}),
        ("changes", {"since": "19 June 2024"}),
        ("brief", {"as_of": "20 June 2024"}),
        ("sources", {}),
        ("article", {"title": "The crane"}),
        ("chart", {"kind": "coverage"}),
        ("export", {"format": "html", "topic": "crane"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_hostile_article_takes_no_effect(tmp_path: Path, command: str, options: dict[str, str]) -> None:
    """On no command: nobody is mentioned, nothing is a link but the article's own, nothing invisible is shown."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    long = "w" * 10_000
    body = (
        f'Quentin Hostile said on 20 June 2024 that the crane was "{HOSTILE_TEXT} of the harbour." '
        f"The crane {HOSTILE_TEXT} was lifted on 20 June 2024 by {HOSTILE_TEXT}. "
        f"The crane {long} fell on 20 June 2024.\n\n"
        "The crane of Portville cost nine million euros on 20 June 2024, Quentin Hostile said."
    )
    add_articles(
        url,
        {
            "crane": format_article(f"The crane {HOSTILE_TEXT}", body, f"Post {HOSTILE_TEXT}"),
            "lift": format_article("The lift", body.replace("nine", "seven"), "Times"),
        },
    )
    async with run_bot_session(url) as session:
        answer = await _wait_for_reply(session, command, options)
        assert (answer.mentions, answer.mention_roles, answer.mention_everyone) == ((), (), False)
        shown = "\n".join(list_texts(answer.components))
        for block in list_texts(answer.components):
            assert find_active_markup(block) == []
        assert not any(character in shown for character in "\u202e\u200b")
        assert long not in shown
        if "More" in list_enabled_controls(answer):
            assert read_text(await session.press_button(answer, "More"))


async def _wait_for_reply(session: BotSession, command: str, options: dict[str, str]):  # noqa: ANN202
    use = session.get_member().run_slash_command(command, options)
    return await use.wait_until(
        lambda held: next((one for one in reversed(held.messages) if not one.loading), None), command, REPLY_TIMEOUT
    )
