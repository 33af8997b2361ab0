"""Every command of the bot through the page, in a real browser: typed, completed by keyboard, answered, pressed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from bot.cli.local_runner import start_demo
from bot.testserver import TestServer
from bot.testserver.simulated_user import list_invocable_commands
from bot.testserver.validation.commands import CHAT_INPUT
from tests.support.testserver.browser import launch_browser, open_page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

#: Milliseconds that a busy machine may take for an answer.
PAGE_TIMEOUT = 60_000


@dataclass(frozen=True)
class Option:
    """
    An option as it is typed.

    Attributes:
        name: Its name, or letters that only it has.
        typed: What is typed into it.
        taken: The suggestion that is then taken by keyboard; "" where the words stay as typed.
        file: Name and words of the file that is handed over instead.
    """

    name: str
    typed: str = ""
    taken: str = ""
    file: tuple[str, str] | None = None


@dataclass(frozen=True)
class Press:
    """
    A button that is pressed in the answer, or a menu that is chosen from.

    Attributes:
        label: What stands on it.
        told: What the page shows then, and did not show before.
        picked: A part of what is chosen from the menu; "" for a button.
        form: What is filled into the form that opens then: the fields' labels, and words.
    """

    label: str
    told: str
    picked: str = ""
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """
    A command, how it is typed, and what comes of it.

    Attributes:
        options: What is typed into it, required options first, in their order.
        told: A part of the answer.
        presses: Buttons of the answer, pressed in this order.
        member: Who types it.
    """

    told: str
    options: tuple[Option, ...] = ()
    presses: tuple[Press, ...] = ()
    member: str = "Ada"


PUTIN = Option("actor", "Vladimir P", "Vladimir Putin")
HEADLINES = Option("channel", "head", "#headlines")
OPML = (
    '<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head>'
    '<body><outline text="x" type="rss" xmlUrl="http://127.0.0.1:1/feed"/></body></opml>'
)

#: By what stands after the slash, in the order in which they are used: what one sets up, the next may find.
CASES: dict[str, Case] = {
    "help": Case("the news in the articles' own words", presses=(Press("Questions", "/digest add", picked="Digests"),)),
    "brief": Case(
        "Sample",
        (Option("topic", "Ukraine"), Option("length", "6")),
        (
            Press("Check a sentence against its article", "characters", picked="1"),
            Press("More", "Briefing: Ukraine"),
            Press("Quotations only", "Briefing: Ukraine"),
            Press("Timeline", "Timeline: Ukraine"),
        ),
    ),
    "ask": Case(
        "As of 19 June 2024",
        (Option("question", "Who signed the treaty?"), Option("as_of", "19 June", "Wednesday 19 June 2024")),
        member="Mel",
    ),
    "who": Case("president of Russia", (PUTIN,), (Press("Timeline", "Timeline: Vladimir Putin"),), "Mel"),
    "when": Case("Wednesday 19 June 2024", (Option("date", "19 June", "Wednesday 19 June 2024"),), member="Mel"),
    "said": Case("What Vladimir Putin said", (PUTIN,), member="Mel"),
    "timeline": Case(
        "Timeline: Kim Jong Un",
        (Option("actor", "Kim Jong", "Kim Jong"),),
        (Press("Chart", "Bar chart"),),
        "Mel",
    ),
    "compare": Case("Where outlets differ", (Option("topic", "Chang", "Chang Ho-jin"),), member="Mel"),
    "changes": Case(
        "What has changed since 18 June 2024",
        (Option("since", "18 June", "Tuesday 18 June 2024"),),
    ),
    "sources": Case("Sample Wire"),
    "article": Case("Sample", (Option("title", "treaty", "treaty"),)),
    "chart": Case(
        "mention Vladimir Putin",
        (Option("kind", "Mentions", "Mentions of someone per day"), PUTIN, Option("background", "Dark", "Dark")),
    ),
    "export": Case("dateline verify", (Option("format", "Mark", "Markdown"), Option("topic", "treaty"))),
    "actors add": Case("added: Sample Desk", (Option("name", "Sample Desk"), Option("kind", "group", "group"))),
    "actors alias": Case("Vladimir Putin is also called Vova", (PUTIN, Option("name", "Vova"))),
    "actors list": Case("also Vladimir Vladimirovich"),
    "actors split": Case("Vova is not Vladimir Putin", (PUTIN, Option("name", "Vov", "Vova"))),
    "actors merge": Case(
        "are the same", (Option("actor", "Sample", "Sample Desk"), Option("into", "Vladimir P", "Putin"))
    ),
    "actors undo": Case("Undone", (Option("word", "Sample", "Sample Desk"),)),
    "settings language": Case(
        "Deutsch", (Option("language", "Deu", "Deutsch"), Option("channel", "head", "#headlines"))
    ),
    "settings replies": Case(
        "only the person who asks sees them", (Option("audience", "Only", "Only the person who asks"), HEADLINES)
    ),
    "settings topic": Case("Default topic: “treaty”", (Option("topic", "treaty"), HEADLINES)),
    "settings show": Case("Default topic: “treaty”"),
    "digest add": Case("09:30", (Option("time", "9:30"), Option("zone", "Seo", "Asia/Seoul"), Option("length", "3"))),
    "digest list": Case("09:30"),
    "digest edit": Case("10:00", (Option("time", "10:00"),)),
    "digest preview": Case("Friday 21 June 2024"),
    "digest pause": Case("Paused until Sunday 30 June 2024", (Option("until", "30 June"),)),
    "digest resume": Case("Resumed"),
    "digest now": Case("on demand: sent"),
    "digest history": Case("on demand: sent"),
    "digest remove": Case("Removed"),
    "alert add": Case("Alert set up", (Option("watch", "ferry"),)),
    "alert list": Case("stories that mention “ferry”"),
    "alert remove": Case("any more of its stories", (Option("alert", "fer", "ferry"),)),
    "archive on": Case("publish the digests of"),
    "archive list": Case("Public digests"),
    "archive remove": Case("no longer public", (Option("digest", "Fri", "2024"),)),
    "archive off": Case("No longer public"),
    "class freeze": Case("Class set up", (Option("day", "20 June", "Thursday 20 June 2024"),)),
    "class packs": Case("for each side", (Option("sides", "Russia, South Korea"), Option("length", "1"))),
    "class quiz": Case(
        "3 questions",
        (Option("questions", "3"),),
        (Press("Start or continue", "Question 1 of 3"), Press("My score", "0 of 3 right")),
    ),
    "class scores": Case("Nobody has answered a question yet"),
    "class end": Case("Class ended"),
    "topic add": Case(
        "Weapons", (Option("name", "Weapons"), Option("terms", "arms, missiles"), Option("actors", "South Korea"))
    ),
    "topic list": Case("Weapons"),
    "topic show": Case("missiles", (Option("topic", "Wea", "Weapons"),)),
    "topic edit": Case("shells", (Option("topic", "Wea", "Weapons"), Option("terms", "arms, shells"))),
    "topic remove": Case("Weapons", (Option("topic", "Wea", "Weapons"),)),
    "follow add": Case("You follow this now", (Option("subject", "Vladimir P", "Vladimir Putin"),), member="Mel"),
    "follow list": Case("Vladimir Putin", member="Mel"),
    "follow remove": Case("Removed", (Option("subject", "Vladimir", "Vladimir Putin"),), member="Mel"),
    "setup": Case(
        "step 1 of 5",
        presses=(
            Press("Choose a channel", "step 2 of 5", picked="briefings"),
            Press(
                "Choose time and time zone …",
                "step 3 of 5",
                form=(("At what time?", "9:00"), ("In which time zone?", "Seoul")),
            ),
            Press("Choose a topic", "step 4 of 5", picked="All news"),
            Press("Continue", "step 5 of 5"),
            Press("Start the digest", "The digest is set up"),
        ),
    ),
    "feeds add": Case("isn't a public address", (Option("address", "http://127.0.0.1:1/feed"),)),
    "feeds import": Case("isn't a public address", (Option("file", file=("feeds.opml", OPML)),)),
    "feeds list": Case("No feeds yet"),
    "feeds poll": Case("No feeds yet"),
    "feeds export": Case("No feeds yet"),
    "feeds remove": Case("This server doesn't follow the feed", (Option("feed", "127"),)),
    "privacy show": Case("Your data", (Option("whose", "My data", "My data"),), member="Mel"),
    "privacy export": Case("dateline-privacy.json", (Option("whose", "My data", "My data"),), member="Mel"),
    "privacy delete": Case(
        "removes the server's digests and feeds",
        (Option("whose", "This server", "This server's"),),
        (Press("Keep my data", "Nothing was deleted"),),
    ),
}

#: The bot's commands in a message's own menu, and what they tell of a briefing.
MENUS = {"Who is this about?": "Vladimir Putin", "Check the quotes": "found word for word"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TestServer]:
    """Run the demo: the real bot with the bundled articles."""
    async with start_demo() as (started, _):
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser."""
    async with launch_browser() as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(server: TestServer, chromium: Browser) -> AsyncIterator[Page]:
    """Open the page once for all commands."""
    async with open_page(chromium, server.url) as shown:
        yield shown


async def begin(page: Page, server: TestServer, member: str, channel: str = "briefings") -> None:
    """Act as *member* in *channel*."""
    await page.get_by_label("Acting as").select_option(str(server.as_member(member).user.id))
    await page.get_by_role("button", name="Newsroom", exact=True).click()
    await page.get_by_role("button", name=channel, exact=True).click()
    await expect(page.locator(".chat-title")).to_contain_text(channel)
    await expect(page.locator("#composer-input")).to_be_focused()


async def choose(page: Page, command: str) -> None:
    """Type the slash and the command, and take it from the list."""
    await page.keyboard.type(f"/{command}")
    wanted = page.locator(".suggestions [role=option]").filter(has=page.locator(f'text="/{command}"')).first
    await expect(wanted).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await expect(page.locator(".chip")).to_have_text(f"/{command}")


async def fill(page: Page, option: Option) -> None:
    """Fill in one option: the pill is there and waits, or it is asked for by its name."""
    pill = page.locator(f'.pill[data-name="{option.name}"] input')
    if not await pill.count():
        await page.locator(".more").focus()
        await page.keyboard.type(option.name)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
    await expect(pill).to_be_focused()
    if option.file:
        name, words = option.file
        await pill.set_input_files({"name": name, "mimeType": "text/x-opml", "buffer": words.encode()})
        await page.locator(".more").focus()
        return
    await page.keyboard.type(option.typed)
    if option.taken:
        wanted = page.locator(".suggestions [role=option]").filter(has_text=option.taken).first
        await expect(wanted).to_be_visible()
        while await wanted.get_attribute("aria-selected") != "true":
            await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
    else:
        await page.keyboard.press("Escape") if await page.locator(".suggestions:visible").count() else None
        await page.keyboard.press("Tab")


async def find_answer(page: Page, name: str) -> Locator:
    """Find the newest answer to the command *name*, when it is no longer thinking."""
    own = page.locator(".origin .mention").get_by_text(name, exact=True)
    found = page.locator(".message").filter(has=own).last
    await expect(found.locator(".thinking")).to_have_count(0, timeout=PAGE_TIMEOUT)
    return found


async def press_control(page: Page, found: Locator, press: Press) -> None:
    """Press a button of the message *found*, or choose from its menu, and wait for what that brings."""
    before = (await page.inner_text(".messages")).count(press.told)
    await found.get_by_role("button", name=press.label, exact=True).press("Enter")
    if press.picked:
        await found.get_by_role("option").filter(has_text=press.picked).first.press("Enter")
    if press.form:
        dialog = page.get_by_role("dialog")
        for label, words in press.form:
            await dialog.get_by_label(label).fill(words)
        await page.keyboard.press("Enter")
    more = "([told, before]) => document.querySelector('.messages').innerText.split(told).length - 1 > before"
    await page.wait_for_function(more, arg=[press.told, before], timeout=PAGE_TIMEOUT)
    await expect(page.locator(".failed")).to_have_count(0)


@pytest.mark.parametrize("command", CASES)
async def test_a_command_is_driven_through_the_page(command: str, server: TestServer, page: Page) -> None:
    """Typed, completed by keyboard and sent; the answer says what it should, and its buttons work."""
    case = CASES[command]
    await begin(page, server, case.member)
    before = await page.locator(".origin .mention").get_by_text(f"/{command}", exact=True).count()
    await choose(page, command)
    for option in case.options:
        await fill(page, option)
    await page.keyboard.press("Enter")
    own = page.locator(".origin .mention").get_by_text(f"/{command}", exact=True)
    await expect(own).to_have_count(before + 1, timeout=PAGE_TIMEOUT)
    found = await find_answer(page, f"/{command}")
    await expect(found).to_contain_text(case.told, timeout=PAGE_TIMEOUT)
    await expect(page.locator("#composer-input")).to_be_visible()
    for press in case.presses:
        await press_control(page, found, press)


@pytest.mark.parametrize("menu", MENUS)
async def test_a_menu_of_a_message_is_driven_through_the_page(menu: str, server: TestServer, page: Page) -> None:
    """The menu opens and is used by keyboard; what it says is for its reader alone."""
    await begin(page, server, "Noor")
    told = page.locator(".message.ephemeral")
    use = server.as_member("Noor").run_slash_command("brief", {"topic": "treaty", "length": 2}, channel="briefings")
    message = await use.wait_for_answer(PAGE_TIMEOUT / 1000)
    found = page.locator(f'.message[data-id="{message.id}"]')
    await found.get_by_role("button", name="More for this message").press("Enter")
    await page.get_by_role("menuitem", name=menu).press("Enter")
    await expect(told.last).to_contain_text(MENUS[menu], timeout=PAGE_TIMEOUT)


async def test_another_server_and_direct_messages_are_places_of_their_own(server: TestServer, page: Page) -> None:
    """What stands in one server is not seen in the other; in direct messages commands for servers are not offered."""
    await begin(page, server, "Noor")
    await page.get_by_role("button", name="Reading circle").click()
    await expect(page.locator(".chat-title")).to_contain_text("lounge")
    await expect(page.locator(".message")).to_have_count(1)
    await expect(page.locator(".message")).to_contain_text("Hurricane Michael")
    await page.get_by_role("button", name="Direct messages").click()
    await expect(page.locator(".chat-title")).to_contain_text("Dateline")
    await expect(page.locator("#composer-input")).to_be_focused()
    await choose(page, "who")
    await fill(page, PUTIN)
    await page.keyboard.press("Enter")
    await expect(await find_answer(page, "/who")).to_contain_text("president of Russia", timeout=PAGE_TIMEOUT)
    await page.keyboard.type("/digest")
    await expect(page.locator(".suggestions-title")).to_have_text("No command of that name")
    await page.locator("#composer-input").fill("")


async def test_a_member_is_offered_and_answered_in_the_language_chosen(server: TestServer, page: Page) -> None:
    """The menu shows the translated name, which is typed as it is shown; the answer is in that language."""
    await begin(page, server, "Noor")
    await page.get_by_label("Language", exact=True).select_option("de")
    await expect(page.get_by_label("Language", exact=True)).to_have_value("de")
    one = next(one for one in server.world.commands[None].values() if one["name"] == "sources")
    await choose(page, one["name_localizations"]["de"])
    await page.keyboard.press("Enter")
    await expect(await find_answer(page, "/sources")).to_contain_text("Berichte", timeout=PAGE_TIMEOUT)
    await page.get_by_label("Language", exact=True).select_option("en-US")


async def test_every_command_has_a_case(server: TestServer) -> None:
    """A new command without one fails here."""
    commands = list(server.world.commands[None].values())
    assert {one.name for one in list_invocable_commands(commands)} == set(CASES)
    assert {one["name"] for one in commands if one["type"] != CHAT_INPUT} == set(MENUS)


@pytest.mark.parametrize(("member", "theme"), [("Ada", "dark"), ("Mel", "light")])
async def test_nothing_that_commands_show_is_in_anyones_way(
    member: str, theme: str, server: TestServer, page: Page
) -> None:
    """Axe-core holds nothing against the page when all these answers stand on it, in either theme."""
    await begin(page, server, member)
    await page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
    result = await Axe().run(page)
    assert [f"{one['id']} {one['nodes'][0]['html'][:160]}" for one in result.response["violations"]] == []
    assert not re.search(r"\bundefined\b|\[object", await page.inner_text(".messages"))
