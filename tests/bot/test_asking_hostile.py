"""Whatever an article says, no message breaks a limit, pings anybody, or lets anything in it take effect."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.locales import Words
from bot.messages import MOST_CHARACTERS, Message, dumps, loads, size
from bot.messages.checks import of_examined, of_people, of_sought
from bot.messages.found import of_finding
from bot.messages.handles import Offer, handles
from bot.messages.manners import shared_by
from tests.bot.generated import Chance, proved
from tests.bot.harmless import HOSTILE, effects, holds
from tests.bot.newsroom import Newsroom, article, newsroom, pressable, stock
from tests.bot.wire import PATIENCE, read, texts

NOW = datetime(2024, 6, 21, tzinfo=UTC)
SEEDS = st.integers(0, 2**32)
#: A seed can't be made simpler, so none is looked for.
OFTEN = settings(phases=(Phase.explicit, Phase.reuse, Phase.generate))


@given(SEEDS, st.integers(0, 4), st.sampled_from(["en", "de", "ko"]))
@settings(OFTEN, max_examples=1_600)
def test_no_finding_breaks_a_message(seed: int, page: int, language: str) -> None:
    """Whatever is found, on whatever page, with all its controls, shared, and written down and read again."""
    words, finding = Words(language), Chance(seed).finding()
    leaf = of_finding(finding, page, words, ((0, 5),))
    assert 1 <= leaf.page <= leaf.pages
    exhibits = proved(leaf.told).exhibits if leaf.told else ()
    controls = handles("0" * 12, exhibits, [*list(Offer)[:2], Offer.SHARE], leaf.page, leaf.pages, words)
    whole = Message(leaf.message.blocks, leaf.message.accent, controls)
    holds(whole)
    holds(shared_by(whole, 5, words))
    assert loads(dumps(leaf.message)).blocks == leaf.message.blocks
    for point in leaf.told.points if leaf.told else ():
        assert size(point.passage.sentence.text) <= MOST_CHARACTERS


@given(SEEDS)
@settings(OFTEN, max_examples=400)
def test_no_check_breaks_a_message(seed: int) -> None:
    """Neither a sentence in its paragraph, nor quotations looked up, nor people named."""
    chance = Chance(seed)
    holds(of_examined(chance.examined(), NOW))
    holds(of_sought(chance.sought(), 7).message)
    holds(of_people([(chance.actor(), 99_999) for _ in range(10)]))


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
        f'Quentin Hostile said on 20 June 2024 that the crane was "{HOSTILE} of the harbour." '
        f"The crane {HOSTILE} was lifted on 20 June 2024 by {HOSTILE}. The crane {long} fell on 20 June 2024.\n\n"
        "The crane of Portville cost nine million euros on 20 June 2024, Quentin Hostile said."
    )
    stock(
        url,
        {
            "crane": article(f"The crane {HOSTILE}", body, f"Post {HOSTILE}"),
            "lift": article("The lift", body.replace("nine", "seven"), "Times"),
        },
    )
    async with newsroom(url) as room:
        answer = await _settled(room, command, options)
        assert (answer.mentions, answer.mention_roles, answer.mention_everyone) == ((), (), False)
        shown = "\n".join(texts(answer.components))
        for block in texts(answer.components):
            assert effects(block) == []
        assert not any(character in shown for character in "\u202e\u200b")
        assert long not in shown
        if "More" in pressable(answer):
            assert read(await room.press(answer, "More"))


async def _settled(room: Newsroom, command: str, options: dict[str, str]):  # noqa: ANN202
    use = room.member().slash(command, options)
    return await use.until(
        lambda held: next((one for one in reversed(held.messages) if not one.loading), None), command, PATIENCE
    )
