"""Claims about drafts: their editors decide."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.subscriptions import State
from bot.testserver.actors import Use
from bot.testserver.world.interactions import InteractionKind
from tests.bot.digests.stage import FRIDAY_NOON, HOUR, SENTENCES, Stage, drafted, house, performing, shown
from tests.bot.sheet import Sheet
from tests.bot.wire import PATIENCE, HandClock


async def test_a_draft_is_posted_as_its_editors_leave_it(stage: Stage) -> None:
    """Points dropped and moved, a note marked as its author's; what was dropped is not told, and can't be checked."""
    draft, ada = await drafted(stage), stage.server.member("Ada")
    assert "Draft for <#" in shown(draft)
    await ada.pick(draft, "Keep these points", "0", "2").acknowledged(PATIENCE)
    await stage.server.message("editors", where=lambda one: "Rain" not in shown(one), timeout=PATIENCE)
    await ada.pick(draft, "Move a point to the top", "2").acknowledged(PATIENCE)
    form = ada.press(draft, "Add a note")
    await form.modal(PATIENCE)
    await ada.submit(form, {"note": "Read @everyone the *second*."}).acknowledged(PATIENCE)
    await stage.server.message("editors", where=lambda one: "Editor's note" in shown(one), timeout=PATIENCE)
    ada.press(draft, "Post")
    message = await stage.server.message("briefings", where=lambda one: one.private_to is None, timeout=PATIENCE)
    words = shown(message)
    assert words.index("bridge") < words.index("Rates")
    assert "Rain" not in words
    assert "**Editor's note by Ada**\nRead \\@everyone the \\*second\\*." in words
    await stage.server.message("editors", where=lambda one: "Approved by Ada" in shown(one), timeout=PATIENCE)
    await stage.settle()
    (row,) = stage.rows()
    assert (row.state, row.late, row.approved) == (State.SENT, False, "Ada")
    assert "Rain" not in row.told + row.proof


async def test_a_draft_that_nobody_approves_is_skipped(stage: Stage) -> None:
    """After six hours, with the reason, and its buttons go."""
    await drafted(stage)
    await stage.later(6 * HOUR + timedelta(minutes=1))
    (row,) = stage.rows()
    assert (row.state, row.reason) == (State.SKIPPED, "nobody approved it within 6 h of being due")
    (draft,) = stage.posted("editors")
    assert "Not posted: nobody approved it" in shown(draft)
    assert draft.component(f"draft_post:{row.digest}") is None


async def test_a_draft_can_be_skipped(stage: Stage) -> None:
    """And not be posted afterwards."""
    draft, ada = await drafted(stage), stage.server.member("Ada")
    ada.press(draft, "Skip")
    await stage.server.message("editors", where=lambda one: "skipped by Ada" in shown(one), timeout=PATIENCE)
    await stage.settle()
    assert [row.state for row in stage.rows()] == [State.SKIPPED]
    assert stage.posted() == []


async def test_a_draft_is_decided_on_by_those_who_may(stage: Stage) -> None:
    """An ordinary member is told what it takes."""
    draft = await drafted(stage)
    use = stage.server.member("Mel").press(draft, "Post")
    told = await use.until(
        lambda held: next((one for one in held.messages if one.private_to), None), "refusal", PATIENCE
    )
    assert "is not for you here" in shown(told)
    assert [row.state for row in stage.rows()] == [State.PLANNED]


async def test_a_point_that_the_draft_does_not_have_is_refused(stage: Stage) -> None:
    """A menu of another version may offer it; the draft stays as it was."""
    draft, ada = await drafted(stage), stage.server.member("Ada")
    (row,) = stage.rows()
    for deed in ("draft_keep", "draft_first"):
        data = {"custom_id": f"{deed}:{row.digest}", "component_type": 3, "values": [str(len(SENTENCES))]}
        begun = stage.server.world.begin(
            InteractionKind.COMPONENT, ada.user, stage.server.channel("editors"), data, source=draft
        )
        use = Use(stage.server.world, begun)
        told = await use.until(
            lambda held: next((one for one in held.messages if one.private_to), None), "refusal", PATIENCE
        )
        assert "is of an older version of the bot" in shown(told)
    assert all(sentence in shown(draft) for sentence in SENTENCES)
    assert [row.state for row in stage.rows()] == [State.PLANNED]


async def test_a_draft_outlives_a_restart(tmp_path: Path) -> None:
    """It is not made again, and its buttons still answer."""
    clock, sheet = HandClock(FRIDAY_NOON), Sheet(list(SENTENCES))
    async with house(clock) as server:
        async with performing(server, tmp_path, clock, sheet) as stage:
            draft = await drafted(stage)
        async with performing(server, tmp_path, clock, sheet) as stage:
            await stage.settle()
            assert stage.posted("editors") == [draft]
            server.member("Ada").press(draft, "Post")
            await server.message("briefings", where=lambda one: one.private_to is None, timeout=PATIENCE)
