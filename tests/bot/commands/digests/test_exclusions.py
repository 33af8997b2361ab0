"""Claims about the forms of a digest, for more settings and what it leaves out, and about muting from a message."""

from __future__ import annotations

from contextlib import closing

import pytest

from bot.commands.digests.exclusions import parse_exclusions
from bot.db import open_database
from bot.errors import InputError
from bot.models.digest import DigestLayout, DigestOptions, EmptyPolicy, Exclusions
from bot.testserver import ChatMessage, InvalidInteractionError, PendingInteraction
from bot.testserver.state.model import Permission
from tests.support.bot.running_bot import REPLY_TIMEOUT
from tests.support.digests.digest_session import ONE_HOUR, DigestSession, get_message_text


def load_options(session: DigestSession) -> DigestOptions:
    """Return the options of the first digest."""
    with closing(open_database(session.url)) as database:
        return database.subscriptions.list_active()[0].options


def load_exclusions(session: DigestSession) -> Exclusions:
    """Return what the first digest leaves out."""
    return load_options(session).exclusions


async def post_digest(session: DigestSession) -> ChatMessage:
    """Set a digest up and give it as posted."""
    await session.run_command("add", time="1pm", zone="Seoul")
    await session.advance_clock(ONE_HOUR)
    return session.list_posted()[-1]


async def test_a_form_asks_what_to_leave_out(digest_session: DigestSession) -> None:
    """It is saved, shown with the digest, reaches the next one, and stands in the form again."""
    ada = digest_session.server.as_member("Ada")
    use = ada.run_slash_command("digest add", {"time": "1pm", "zone": "Seoul"}, channel="briefings")
    answer = await use.wait_for_answer(REPLY_TIMEOUT)
    opened = ada.press_button(answer, "Leave out …")
    await opened.wait_for_modal(REPLY_TIMEOUT)
    texts = {"words": "horoscope,  transfer rumours ", "outlets": "Example News", "actors": ""}
    sent = ada.submit_modal(opened, texts)
    shown = "Leaves out: “horoscope”, “transfer rumours”, Example News"
    await sent.wait_until(lambda _: shown in get_message_text(answer) or None, "exclusions", REPLY_TIMEOUT)
    wanted = Exclusions(("horoscope", "transfer rumours"), ("Example News",))
    assert load_exclusions(digest_session) == wanted
    again = await ada.press_button(answer, "Leave out …").wait_for_modal(REPLY_TIMEOUT)
    assert "horoscope, transfer rumours" in str(again)
    await digest_session.advance_clock(ONE_HOUR)
    assert digest_session.engine.exclusions == wanted


async def open_settings(session: DigestSession, answer: ChatMessage) -> PendingInteraction:
    """Press the button for more settings, and return the form once it is open."""
    opened = session.server.as_member("Ada").press_button(answer, "More settings …")
    await opened.wait_for_modal(REPLY_TIMEOUT)
    return opened


async def test_a_form_asks_for_more_settings(digest_session: DigestSession) -> None:
    """It shows what is set, saves what is chosen, and what is left empty is cleared."""
    ada, server = digest_session.server.as_member("Ada"), digest_session.server
    role = next(one for one in server.find_guild().roles.values() if one.name == "Readers")
    own = next(one for one in server.find_guild().roles.values() if one.name == server.world.bot.display_name)
    own.permissions |= Permission.MENTION_EVERYONE
    use = ada.run_slash_command("digest add", {"time": "1pm", "zone": "Seoul", "length": 4}, channel="briefings")
    answer = await use.wait_for_answer(REPLY_TIMEOUT)
    opened = await open_settings(digest_session, answer)
    assert "Full: up to 4 sentences" in str(opened.interaction.modal)
    editors = server.find_channel("editors").id
    chosen = {"length": "compact:4", "language": "de", "role": [], "editors": editors, "extras": ["note", "chart"]}
    ada.submit_modal(opened, chosen)
    await server.world.event_bus.wait(
        lambda: "short · Deutsch · with a chart" in get_message_text(answer) or None, REPLY_TIMEOUT, "settings"
    )
    options = load_options(digest_session)
    assert (options.layout, options.length, options.language) == (DigestLayout.COMPACT, 4, "de")
    assert (options.editors, options.chart, options.empty_policy) == (editors, True, EmptyPolicy.SAY)
    opened = await open_settings(digest_session, answer)
    assert str(editors) in str(opened.interaction.modal)
    ada.submit_modal(opened, {"length": "full:9", "language": "none", "role": role.id, "editors": [], "extras": []})
    await server.world.event_bus.wait(
        lambda: "9 sentences" in get_message_text(answer) or None, REPLY_TIMEOUT, "settings"
    )
    options = load_options(digest_session)
    assert (options.layout, options.length, options.language) == (DigestLayout.FULL, 9, "")
    assert (options.editors, options.chart, options.empty_policy) == (0, False, EmptyPolicy.SKIP)
    assert options.role == role.id


async def test_a_form_checks_what_the_command_checks(digest_session: DigestSession) -> None:
    """A digest can't be published from a channel without followers; nothing is changed then."""
    ada = digest_session.server.as_member("Ada")
    use = ada.run_slash_command("digest add", {"time": "1pm", "zone": "Seoul"}, channel="briefings")
    opened = await open_settings(digest_session, await use.wait_for_answer(REPLY_TIMEOUT))
    chosen = {"length": "headlines:6", "language": "none", "role": [], "editors": [], "extras": ["publish"]}
    refused = await ada.submit_modal(opened, chosen).wait_until(
        lambda held: held.messages[0] if held.messages else None, "the refusal", REPLY_TIMEOUT
    )
    assert "announcement channel" in get_message_text(refused)
    assert load_options(digest_session).layout is DigestLayout.FULL


async def test_an_outlet_is_muted_from_a_message(digest_session: DigestSession) -> None:
    """Once, however often it is chosen, and for the digests to come."""
    message = await post_digest(digest_session)
    ada = digest_session.server.as_member("Ada")
    for _ in range(2):
        menu = await ada.press_button(message, "Mute an outlet").wait_until(
            lambda held: held.messages[0] if held.messages else None, "the menu", REPLY_TIMEOUT
        )
        assert menu.private_to == ada.user.id
        chosen = ada.pick_options(menu, "Choose an outlet", "0")
        await chosen.wait_until(
            lambda _, menu=menu: "from now on\n" in get_message_text(menu) or None, "done", REPLY_TIMEOUT
        )
        assert "### Sample Wire is left out from now on" in get_message_text(menu)
    assert load_exclusions(digest_session) == Exclusions(outlets=("Sample Wire",))


async def test_only_those_who_manage_digests_mute_outlets(digest_session: DigestSession) -> None:
    """Others see why not, and nothing changes."""
    message = await post_digest(digest_session)
    refused = (
        await digest_session.server.as_member("Mel")
        .press_button(message, "Mute an outlet")
        .wait_until(lambda held: held.messages[0] if held.messages else None, "the refusal", REPLY_TIMEOUT)
    )
    assert "Manage Server permission" in get_message_text(refused)
    assert not load_exclusions(digest_session)
    with pytest.raises(InvalidInteractionError):
        digest_session.server.as_member("Mel").pick_options(refused, "Choose an outlet", "0")


def test_entries_are_separated_by_commas_and_lines() -> None:
    """Each is kept once, in its first spelling."""
    assert parse_exclusions("Cup, the  League\ncup; 移籍、占い,") == ("Cup", "the League", "移籍", "占い")
    assert parse_exclusions(" ") == ()


@pytest.mark.parametrize("text", [",".join(map(str, range(26))), "x" * 81], ids=["too many", "too long"])
def test_too_much_to_leave_out_is_refused(text: str) -> None:
    """The limit is named."""
    with pytest.raises(InputError, match=r"25 entries|80 characters"):
        parse_exclusions(text)
