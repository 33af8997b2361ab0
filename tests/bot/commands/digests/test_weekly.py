"""Claims about the weekly review of a channel: its days, what it covers, and that it is delivered like any digest."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from bot.db import open_database
from bot.models.digest import DeliveryState, DigestLayout, DigestOptions
from bot.models.schedule import EVERY_DAY
from tests.support.bot.running_bot import REPLY_TIMEOUT
from tests.support.digests.digest_session import ONE_DAY, ONE_HOUR, SENTENCES, DigestSession, get_message_text

SUNDAYS, ONE_WEEK = frozenset({6}), timedelta(days=7)


def load_options(session: DigestSession) -> DigestOptions:
    """Return the options of the digest that was set up last."""
    with closing(open_database(session.url)) as database:
        return database.subscriptions.list_active()[-1].options


async def test_a_weekly_review_is_posted_on_sundays(digest_session: DigestSession) -> None:
    """Once each, with all of the week though it was posted before, checked and listed like any digest."""
    await digest_session.run_command("add", time="1pm", zone="Seoul")
    answer = await digest_session.run_command("add", time="2pm", zone="Seoul", layout="weekly")
    assert "weekly review" in answer
    assert "weekly review" in await digest_session.run_command("list")
    await digest_session.advance_clock(ONE_HOUR)
    assert len(digest_session.list_posted()) == 1
    await digest_session.advance_clock(2 * ONE_DAY + ONE_HOUR)
    review = get_message_text(digest_session.list_posted()[-1])
    assert "### Weekly review · The week of 17–23 June" in review
    assert all(sentence in review for sentence in SENTENCES)
    assert digest_session.engine.weekly
    await digest_session.deliver_due()
    await digest_session.advance_clock(ONE_WEEK)
    reviews = [one for one in map(get_message_text, digest_session.list_posted()) if "Weekly review" in one]
    assert ["The week of 24–30 June" in one for one in reviews] == [False, True]
    assert all(sentence in reviews[-1] for sentence in SENTENCES)
    entries = [row for row in digest_session.list_entries() if row.key.slot == "14:00"]
    assert [(row.state, bool(row.proof)) for row in entries] == [(DeliveryState.SENT, True)] * 2


async def test_the_next_digest_does_not_repeat_a_review(digest_session: DigestSession) -> None:
    """What a review quoted has been read in the channel."""
    await digest_session.run_command("add", time="2pm", zone="Seoul", layout="weekly", days="Fri")
    await digest_session.advance_clock(2 * ONE_HOUR)
    await digest_session.run_command("add", time="3pm", zone="Seoul")
    await digest_session.advance_clock(ONE_HOUR)
    assert set(digest_session.engine.prior_texts[-1]) == set(SENTENCES)


async def test_a_review_is_previewed(digest_session: DigestSession) -> None:
    """With the seven days up to now, and nothing is posted."""
    await digest_session.run_command("add", time="1pm", zone="Seoul", layout="weekly")
    preview = await digest_session.run_command("preview")
    assert "### Weekly review · The week of 15–21 June" in preview
    assert all(sentence in preview for sentence in SENTENCES)
    assert not digest_session.list_posted()


async def test_editors_approve_a_review(digest_session: DigestSession) -> None:
    """They get it as a draft."""
    editors = digest_session.server.find_channel("editors")
    await digest_session.run_command("add", time="1pm", zone="Seoul", layout="weekly", days="Fri", editors=editors)
    await digest_session.advance_clock(ONE_HOUR)
    (draft,) = digest_session.list_posted("editors")
    assert "The week of 15–21 June" in get_message_text(draft)
    assert not digest_session.list_posted()


async def test_a_review_keeps_the_days_that_are_named(digest_session: DigestSession) -> None:
    """Those of the command, also every day, and those of a digest that becomes a review, unless it was daily."""
    await digest_session.run_command("add", time="1pm", layout="weekly", days="daily")
    assert load_options(digest_session).schedule.weekdays == EVERY_DAY
    await digest_session.run_command("edit", length=4)
    assert load_options(digest_session).schedule.weekdays == EVERY_DAY
    await digest_session.run_command("edit", layout="full", days="Mon")
    await digest_session.run_command("edit", layout="weekly")
    assert load_options(digest_session).schedule.weekdays == frozenset({0})


async def test_a_daily_digest_becomes_a_review_of_sundays(digest_session: DigestSession) -> None:
    """By the command; and by the form, which shows it as chosen."""
    await digest_session.run_command("add", time="1pm", zone="Seoul")
    await digest_session.run_command("edit", layout="weekly")
    assert load_options(digest_session).layout is DigestLayout.WEEKLY
    assert load_options(digest_session).schedule.weekdays == SUNDAYS
    ada = digest_session.server.as_member("Ada")
    use = ada.run_slash_command("digest add", {"time": "2pm", "zone": "Seoul"}, channel="briefings")
    answer = await use.wait_for_answer(REPLY_TIMEOUT)
    opened = ada.press_button(answer, "More settings …")
    await opened.wait_for_modal(REPLY_TIMEOUT)
    assert "Weekly review: the week's stories and what changed" in str(opened.interaction.modal)
    chosen = {"length": "weekly:6", "language": "none", "role": [], "editors": [], "extras": []}
    ada.submit_modal(opened, chosen)
    await digest_session.server.world.event_bus.wait(
        lambda: "weekly review" in get_message_text(answer) or None, REPLY_TIMEOUT, "settings"
    )
    assert load_options(digest_session).schedule.weekdays == SUNDAYS
