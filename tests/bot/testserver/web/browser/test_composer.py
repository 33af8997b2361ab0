"""Typed, completed by keyboard, answered, pressed: what a member does on the page."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.testserver import ChatMessage, TestServer
from bot.testserver.state.model import ChannelKind
from bot.testserver.state.state import end_outage, start_outage
from tests.support.testserver.sample_bot import SampleBot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("bot"), pytest.mark.asyncio(loop_scope="module")]
OPTION = ".suggestions [role=option]"


async def test_a_command_is_typed_completed_and_answered_by_keyboard(server: TestServer, page: Page) -> None:
    """Slash, letters, arrows, Enter: the menu narrows, options complete, the answer appears by itself."""
    await page.keyboard.type("/")
    options = page.locator(OPTION)
    await expect(options).to_have_count(7)
    await page.keyboard.type("wo")
    await expect(options).to_have_count(1)
    await page.keyboard.press("Tab")
    await page.keyboard.type("b")
    await expect(options).to_have_text(["balloon"])
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message .content")).to_have_text("balloon")
    await expect(page.locator(".message .origin")).to_contain_text("Ada used /word")
    assert [one.text for one in server.list_messages("general")] == ["balloon"]
    await expect(page.locator("#composer-input")).to_be_focused()


async def test_a_required_option_is_asked_for(page: Page) -> None:
    """Sent without its required option a command stays in the box, and says what is missing."""
    await page.keyboard.type("/word")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.locator("#composer-input")).to_be_visible()
    await page.keyboard.type("/word")
    await page.keyboard.press("Enter")
    await page.get_by_label("Send /word").click()
    await expect(page.get_by_role("alert").first).to_have_text("word is required")


async def test_optional_options_are_added_and_taken_back(server: TestServer, page: Page) -> None:
    """Optional options are offered, filled in by keyboard, and taken back with Backspace."""
    await page.keyboard.type("/now")
    await page.keyboard.press("Enter")
    await page.keyboard.type("priv")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")  # True, the first of the two
    await page.keyboard.type("text")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Backspace")
    await expect(page.locator(".pill")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.ephemeral .content")).to_have_text("at once")
    await expect(page.locator(".private")).to_contain_text("Only you can see this")
    await page.get_by_role("button", name="Dismiss message").click()
    await expect(page.locator(".message")).to_have_count(0)
    assert server.list_messages("general") == []


async def test_buttons_selects_and_modals_work(server: TestServer, page: Page) -> None:
    """A press changes its message; a choice is announced; a modal opens, is filled in and sent."""
    await server.as_member("Ada").run_slash_command("now").wait_for_answer()
    await page.get_by_role("button", name="Count").click()
    await expect(page.get_by_role("button", name="Count!")).to_be_visible()
    await page.get_by_role("button", name="Outlets").click()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.locator(".content").nth(1)).to_have_text("picked ['Wire', 'Post']")
    await page.get_by_role("button", name="Form").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Hour").fill("8")
    await form.get_by_role("button", name="Size").click()
    await form.get_by_role("option", name="long").click()
    await form.get_by_role("button", name="Submit").click()
    await expect(page.locator(".message.ephemeral .content")).to_have_text("8 long")
    await expect(page.get_by_role("button", name="off", exact=False).first).to_be_disabled()


@pytest.mark.parametrize(
    ("kind", "picked", "resolved"),
    [
        pytest.param(5, "Mel", {"users", "members"}, id="a user"),
        pytest.param(6, "@Admin", {"roles"}, id="a role"),
        pytest.param(7, "@Admin", {"roles"}, id="a user or role"),
        pytest.param(8, "#briefings", {"channels"}, id="a channel"),
    ],
)
async def test_selects_of_every_kind_send_what_was_picked(
    kind: int, picked: str, resolved: set[str], server: TestServer, page: Page
) -> None:
    """Members, roles and channels are offered by name, picked by keyboard, and go with what stands behind their ids."""
    world, place = server.world, server.find_channel("general")
    select = {"type": kind, "id": 2, "custom_id": "some", "min_values": 1, "max_values": 1, "placeholder": "Pick"}
    row = {"type": 1, "id": 1, "components": [select]}
    world.post_message(ChatMessage(world.snowflake(), place.id, world.bot, "some", world.clock(), components=[row]))
    await page.get_by_role("button", name="Pick").press("Enter")
    while await page.locator(".options li:focus").inner_text() != picked:
        await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".select")).to_contain_text(picked)
    held = next(iter(world.interactions.values()))
    assert held.data["component_type"] == kind
    assert set(held.data["resolved"]) == resolved
    assert all(value in next(iter(held.data["resolved"].values())) for value in held.data["values"])


async def test_context_menus_open_by_keyboard(server: TestServer, page: Page) -> None:
    """The bot's commands on messages and members are reached without a mouse."""
    server.as_member("Mel").send_message("the treaty")
    await page.get_by_role("button", name="More for this message").press("Enter")
    await page.get_by_role("menuitem", name="About").press("Enter")
    await expect(page.locator(".ephemeral .content")).to_have_text("about the treaty")
    await page.get_by_role("complementary", name="Members").get_by_role("button", name="Mel").press("Enter")
    await page.get_by_role("menuitem", name="Greet").click()
    await expect(page.locator(".content").last).to_have_text("hello Mel")


async def test_an_unanswered_command_is_reported(page: Page) -> None:
    """After three seconds without an acknowledgement the page says so, as Discord's client does."""
    await page.keyboard.type("/silence")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").first).to_have_text("The application did not respond")


async def test_one_acts_as_another_member(server: TestServer, page: Page) -> None:
    """Another member is offered other commands, sees other private answers, and has a direct conversation."""
    await server.as_member("Ada").run_slash_command("now", {"private": True, "text": "for Ada"}).wait_for_answer()
    await expect(page.get_by_text("for Ada")).to_be_visible()
    mel = server.as_member("Mel").user
    await page.get_by_label("Acting as").select_option(str(mel.id))
    await expect(page.get_by_text("for Ada")).to_have_count(0)
    await page.keyboard.type("/dig")
    await expect(page.locator(".suggestions-title")).to_have_text("No command of that name")
    await page.get_by_role("button", name="Direct messages").click()
    await expect(page.locator("#composer-input")).to_be_focused()
    await page.keyboard.type("/now")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".content")).to_have_text("at once")


async def test_what_happens_elsewhere_appears(server: TestServer, page: Page) -> None:
    """Scheduled posts, new channels, typing and the moved clock show without a reload."""
    server.as_member("Mel").send_message("**news**")
    await expect(page.locator(".content strong")).to_have_text("news")
    server.world.publish("TYPING_START", (server.world.application, ""), server.find_channel("general"))
    await expect(page.locator(".typing")).to_have_text("Dateline is typing…")
    server.world.add_channel(server.find_guild(), "late news", ChannelKind.ANNOUNCEMENT)
    await expect(page.get_by_role("button", name="late news")).to_be_visible()
    await expect(page.locator(".head time")).to_contain_text("Today")
    await page.get_by_role("button", name="+ 1 day").click()
    await expect(page.locator(".clock-face")).to_contain_text("22 Jun 2024")
    await expect(page.locator(".head time")).to_contain_text("Yesterday")
    await expect(page.locator(".clock-face")).to_contain_text("Seoul")


async def test_long_answers_are_read_from_their_beginning(server: TestServer, page: Page) -> None:
    """An answer higher than the window shows its top, and what comes after it waits behind a button."""
    mel = server.as_member("Mel")
    mel.send_message("first\n" + "line\n" * 90 + "last")
    await expect(page.locator(".message .head")).to_be_in_viewport()
    await expect(page.locator(".jump")).to_be_hidden()
    server.world.publish_update(server.list_messages("general")[0])
    server.world.publish("person_changed", (mel.user.id, ""))
    await expect(page.locator(".jump")).to_be_hidden()
    await server.as_member("Ada").run_slash_command("now", {"text": "newest"}).wait_for_answer()
    await page.locator(".jump").click()
    await expect(page.get_by_text("newest")).to_be_in_viewport()
    await expect(page.locator(".jump")).to_be_hidden()


async def test_threads_and_forum_posts_are_opened(server: TestServer, page: Page) -> None:
    """A forum lists its posts as they come, and a post opens as a conversation of its own."""
    forum = server.world.add_channel(server.find_guild(), "debates", ChannelKind.FORUM)
    await page.get_by_role("button", name="debates").click()
    owner = server.as_member("Mel").user.id
    post = server.world.add_channel(server.find_guild(), "A post", ChannelKind.PUBLIC_THREAD, parent=forum, owner=owner)
    await expect(page.locator(".post small")).to_have_text("Today at 08:00")
    await page.locator(".post").click()
    server.as_member("Mel").send_message("inside", post)
    await expect(page.locator(".content")).to_have_text("inside")


async def test_a_lost_connection_is_shown_and_mended(server: TestServer, page: Page) -> None:
    """When the stream breaks the page says so, and catches up when it is back."""
    for stream in server.page.streams:
        stream.end()
    await expect(page.locator(".offline")).to_be_visible()
    server.as_member("Mel").send_message("meanwhile")
    await expect(page.locator(".offline")).to_be_hidden()
    await expect(page.get_by_text("meanwhile")).to_be_visible()


async def test_a_member_chooses_a_language(server: TestServer, page: Page) -> None:
    """The slash menu turns to it at once, and dates with it; a command goes by its own name all the same."""
    command = next(one for one in server.world.commands[None].values() if one["name"] == "word")
    command["name_localizations"] = {"de": "wort"}
    await page.get_by_label("Language", exact=True).select_option("de")
    await page.locator("#composer-input").click()
    await page.keyboard.type("/wor")
    await expect(page.locator(".suggestion-label").first).to_contain_text("/wort")
    await page.keyboard.press("Enter")
    await page.keyboard.type("bal")
    await expect(page.locator(OPTION)).to_have_text(["balloon"])
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message .content")).to_have_text("balloon")
    await expect(page.locator(".day")).to_have_text("21. Juni 2024")


async def test_threads_and_publication_are_shown_at_a_message(server: TestServer, page: Page) -> None:
    """A thread that hangs on a message opens from there; an announcement that was published says so."""
    said = server.as_member("Mel").send_message("a beginning")
    thread = server.world.add_channel(
        server.find_guild(),
        "A thread",
        ChannelKind.PUBLIC_THREAD,
        parent=server.find_channel("general"),
        owner=said.author.id,
        identity=said.id,
    )
    said.flags |= 1
    server.world.publish_update(said)
    await expect(page.locator(".published")).to_have_text("Published")
    server.as_member("Mel").send_message("inside", thread)
    await page.locator(".hanging").click()
    await expect(page.locator(".content")).to_have_text("inside")


async def test_a_bot_that_is_away_is_shown(bot: SampleBot, page: Page) -> None:
    """When it has ended the page says so."""
    await expect(page.locator(".remark")).to_have_count(0)
    await bot.close()
    await expect(page.locator(".remark")).to_have_text("Dateline is not connected.")


async def test_an_outage_is_shown(server: TestServer, page: Page) -> None:
    """The page says of a server why the bot does not answer there."""
    start_outage(server.world, server.find_guild())
    await expect(page.locator(".remark")).to_have_text("This server suffers an outage.")
    end_outage(server.world, server.find_guild())
    await expect(page.locator(".remark")).to_have_count(0)
    server.world.remove_member(server.find_guild(), server.world.bot)
    await expect(page.locator(".remark")).to_have_text("Dateline is not in this server.")
