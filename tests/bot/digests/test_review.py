"""Claims about drafts: their editors decide."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.models.digest import DeliveryState
from bot.testserver import PendingInteraction
from bot.testserver.state.events import InteractionKind
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock
from tests.support.digests.digest_session import (
    FRIDAY_NOON,
    ONE_HOUR,
    SENTENCES,
    DigestSession,
    create_review_draft,
    get_message_text,
    run_digest_server,
    run_digest_session,
)
from tests.support.digests.sentence_engine import SentenceEngine


async def test_a_draft_is_posted_as_its_editors_leave_it(digest_session: DigestSession) -> None:
    """Points dropped and moved, a note marked as its author's; what was dropped is not quoted, and can't be checked."""
    draft, ada = await create_review_draft(digest_session), digest_session.server.as_member("Ada")
    assert "Draft for <#" in get_message_text(draft)
    await ada.pick_options(draft, "Keep these points", "0", "2").wait_for_acknowledgement(REPLY_TIMEOUT)
    await digest_session.server.wait_for_message(
        "editors", where=lambda one: "Rain" not in get_message_text(one), timeout=REPLY_TIMEOUT
    )
    await ada.pick_options(draft, "Move a point to the top", "2").wait_for_acknowledgement(REPLY_TIMEOUT)
    form = ada.press_button(draft, "Add a note")
    await form.wait_for_modal(REPLY_TIMEOUT)
    await ada.submit_modal(form, {"note": "Read @everyone the *second*."}).wait_for_acknowledgement(REPLY_TIMEOUT)
    await digest_session.server.wait_for_message(
        "editors", where=lambda one: "Editor's note" in get_message_text(one), timeout=REPLY_TIMEOUT
    )
    ada.press_button(draft, "Post")
    message = await digest_session.server.wait_for_message(
        "briefings", where=lambda one: one.private_to is None, timeout=REPLY_TIMEOUT
    )
    words = get_message_text(message)
    assert words.index("bridge") < words.index("Rates")
    assert "Rain" not in words
    assert words.index("**2** · ") < words.index("**1** · ")  # as the menu numbers them, which keeps their first order
    assert "**Editor's note by Ada**\nRead \\@everyone the \\*second\\*." in words
    await digest_session.server.wait_for_message(
        "editors", where=lambda one: "Approved by Ada" in get_message_text(one), timeout=REPLY_TIMEOUT
    )
    await digest_session.deliver_due()
    (row,) = digest_session.list_entries()
    assert (row.state, row.late, row.approved) == (DeliveryState.SENT, False, "Ada")
    assert "Rain" not in row.sentences + row.proof


async def test_a_draft_that_nobody_approves_is_skipped(digest_session: DigestSession) -> None:
    """After six hours, with the reason, and its buttons go."""
    await create_review_draft(digest_session)
    await digest_session.advance_clock(6 * ONE_HOUR + timedelta(minutes=1))
    (row,) = digest_session.list_entries()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, "nobody approved it within 6 hours of its time")
    (draft,) = digest_session.list_posted("editors")
    assert "Not posted: nobody approved it" in get_message_text(draft)
    assert draft.find_component(f"draft_post:{row.digest}") is None


async def test_a_draft_can_be_skipped(digest_session: DigestSession) -> None:
    """And not be posted afterwards."""
    draft, ada = await create_review_draft(digest_session), digest_session.server.as_member("Ada")
    ada.press_button(draft, "Skip")
    await digest_session.server.wait_for_message(
        "editors", where=lambda one: "skipped by Ada" in get_message_text(one), timeout=REPLY_TIMEOUT
    )
    await digest_session.deliver_due()
    assert [row.state for row in digest_session.list_entries()] == [DeliveryState.SKIPPED]
    assert digest_session.list_posted() == []


async def test_a_draft_is_decided_on_by_those_who_may(digest_session: DigestSession) -> None:
    """An ordinary member learns what it takes."""
    draft = await create_review_draft(digest_session)
    use = digest_session.server.as_member("Mel").press_button(draft, "Post")
    told = await use.wait_until(
        lambda held: next((one for one in held.messages if one.private_to), None), "refusal", REPLY_TIMEOUT
    )
    assert "You can't use this command here" in get_message_text(told)
    assert [row.state for row in digest_session.list_entries()] == [DeliveryState.PLANNED]


async def test_a_point_that_the_draft_does_not_have_is_refused(digest_session: DigestSession) -> None:
    """A menu of another version may offer it; the draft stays as it was."""
    draft, ada = await create_review_draft(digest_session), digest_session.server.as_member("Ada")
    (row,) = digest_session.list_entries()
    for action in ("draft_keep", "draft_first"):
        data = {"custom_id": f"{action}:{row.digest}", "component_type": 3, "values": [str(len(SENTENCES))]}
        begun = digest_session.server.world.start_interaction(
            InteractionKind.COMPONENT, ada.user, digest_session.server.find_channel("editors"), data, source=draft
        )
        use = PendingInteraction(digest_session.server.world, begun)
        told = await use.wait_until(
            lambda held: next((one for one in held.messages if one.private_to), None), "refusal", REPLY_TIMEOUT
        )
        assert "from an older version of Dateline" in get_message_text(told)
    assert all(sentence in get_message_text(draft) for sentence in SENTENCES)
    assert [row.state for row in digest_session.list_entries()] == [DeliveryState.PLANNED]


async def test_a_draft_outlives_a_restart(tmp_path: Path) -> None:
    """It is not made again, and its buttons still answer."""
    clock, sheet = ManualClock(FRIDAY_NOON), SentenceEngine(list(SENTENCES))
    async with run_digest_server(clock) as server:
        async with run_digest_session(server, tmp_path, clock, sheet) as stage:
            draft = await create_review_draft(stage)
        async with run_digest_session(server, tmp_path, clock, sheet) as stage:
            await stage.deliver_due()
            assert stage.list_posted("editors") == [draft]
            server.as_member("Ada").press_button(draft, "Post")
            await server.wait_for_message("briefings", where=lambda one: one.private_to is None, timeout=REPLY_TIMEOUT)
