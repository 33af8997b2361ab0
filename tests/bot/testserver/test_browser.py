"""The page in a real browser: typed, completed by keyboard, answered, pressed; and readable by everyone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.testserver import ChannelKind, TestServer
from tests.bot.testserver import browsers
from tests.bot.testserver.bots import SampleBot, running
from tests.bot.testserver.conftest import Hands, serving

# One browser and one event loop for all: starting them anew would take longer than the tests.
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("bot"), pytest.mark.asyncio(loop_scope="module")]
OPTION = ".suggestions [role=option]"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser."""
    async with browsers.browser() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def server(hands: Hands) -> AsyncIterator[TestServer]:
    """Run the server in the browser's event loop."""
    async with serving(hands) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def bot(server: TestServer) -> AsyncIterator[SampleBot]:
    """Run the sample bot in the browser's event loop."""
    async with running(server) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def page(server: TestServer, chromium: Browser) -> AsyncIterator[Page]:
    """Open the page, as Ada in #general."""
    async with browsers.opened(chromium, server.url) as opened:
        await expect(opened.locator("#composer-input")).to_be_focused()
        yield opened


async def faults(page: Page) -> list[str]:
    """List what axe-core holds against the page as it is shown."""
    result = await Axe().run(page)
    return [f"{one['impact']}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in result.response["violations"]]


async def test_a_command_is_typed_completed_and_answered_by_keyboard(server: TestServer, page: Page) -> None:
    """Slash, letters, arrows, Enter: the menu narrows, options complete, the answer appears by itself."""
    await page.keyboard.type("/")
    options = page.locator(OPTION)
    await expect(options).to_have_count(6)
    await page.keyboard.type("wo")
    await expect(options).to_have_count(1)
    await page.keyboard.press("Tab")
    await page.keyboard.type("b")
    await expect(options).to_have_text(["balloon"])
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message .content")).to_have_text("balloon")
    await expect(page.locator(".message .origin")).to_contain_text("Ada used /word")
    assert [one.text for one in server.messages("general")] == ["balloon"]
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
    assert server.messages("general") == []


async def test_buttons_selects_and_modals_work(server: TestServer, page: Page) -> None:
    """A press changes its message; a pick is told; a modal opens, is filled in and sent."""
    await server.member("Ada").slash("now").answer()
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


async def test_context_menus_open_by_keyboard(server: TestServer, page: Page) -> None:
    """The bot's commands on messages and members are reached without a mouse."""
    server.member("Mel").say("the treaty")
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
    await server.member("Ada").slash("now", {"private": True, "text": "for Ada"}).answer()
    await expect(page.get_by_text("for Ada")).to_be_visible()
    mel = server.member("Mel").user
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
    server.member("Mel").say("**news**")
    await expect(page.locator(".content strong")).to_have_text("news")
    server.world.tell("TYPING_START", (server.world.application, ""), server.channel("general"))
    await expect(page.locator(".typing")).to_have_text("Dateline is typing…")
    server.world.add_channel(server.guild(), "late news", ChannelKind.ANNOUNCEMENT)
    await expect(page.get_by_role("button", name="late news")).to_be_visible()
    await page.get_by_role("button", name="+ 1 day").click()
    await expect(page.locator(".clock-face")).to_contain_text("22 Jun 2024")
    await expect(page.locator(".clock-face")).to_contain_text("Seoul")


async def test_a_lost_connection_is_shown_and_mended(server: TestServer, page: Page) -> None:
    """When the stream breaks the page says so, and catches up when it is back."""
    for stream in server.page.streams:
        stream.end()
    await expect(page.locator(".offline")).to_be_visible()
    server.member("Mel").say("meanwhile")
    await expect(page.locator(".offline")).to_be_hidden()
    await expect(page.get_by_text("meanwhile")).to_be_visible()


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("width", [pytest.param(1280, id="wide"), pytest.param(390, id="narrow")])
async def test_the_page_is_accessible(theme: str, width: int, server: TestServer, chromium: Browser) -> None:
    """Axe-core finds nothing to hold against messages, menus and forms, in either theme, wide or narrow."""
    ada = server.member("Ada")
    await ada.slash("now", {"kind": "card"}).answer()
    await ada.slash("now", {"text": f"## Title\n<@{ada.user.id}> [link](https://example.org) `code` ||x||"}).answer()
    await ada.slash("now", {"private": True}).answer()
    async with browsers.opened(chromium, server.url, width=width) as page:
        if theme == "light":
            await page.evaluate("document.documentElement.dataset.theme = 'light'")
        await expect(page.locator(".message")).to_have_count(3)
        found = {"messages": await faults(page)}
        await page.locator("#composer-input").press_sequentially("/")
        await expect(page.locator(OPTION).first).to_be_visible()
        found["menu"] = await faults(page)
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Form").first.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        found["form"] = await faults(page)
        scrolls = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert found == {"messages": [], "menu": [], "form": []}
    assert not scrolls


MARKDOWN = [
    pytest.param(
        "**b** *i* _i_ __u__ ~~s~~", "<strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s>", id="emphasis"
    ),
    pytest.param("***both***", "<strong><em>both</em></strong>|<em><strong>both</strong></em>", id="bold and italic"),
    pytest.param(r"\*no\* \_no\_ \`no\` \\", r"*no* _no_ `no` \ ".strip(), id="escapes"),
    pytest.param("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4", id="no emphasis in words and sums"),
    pytest.param("`a *b* \\`", "<code>a *b* \\</code>", id="code keeps everything"),
    pytest.param("```py\n**x**\n```", '<pre><code data-language="py">**x**</code></pre>', id="code block"),
    pytest.param(
        "# A\n## B\n-# c", '<h3 class="h1">A</h3><h3 class="h2">B</h3><small class="subtext">c</small>', id="head"
    ),
    pytest.param("> a\n> b\nc", "<blockquote>a<br>b</blockquote>c", id="quote"),
    pytest.param("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", id="list"),
    pytest.param("<b>x</b> &amp;", "&lt;b&gt;x&lt;/b&gt; &amp;amp;", id="HTML is text"),
    pytest.param("[x](javascript:alert(1))", "[x](javascript:alert(1))", id="no link but to the web"),
    pytest.param("@everyone @here", "@everyone @here", id="everyone without effect"),
    pytest.param("a\nb", "a<br>b", id="line break"),
]


async def test_markdown_reads_as_on_discord(page: Page) -> None:
    """Emphasis, code, headings, quotes, lists and escapes show as Discord shows them; HTML never takes effect."""
    shown = await page.evaluate(
        """async (texts) => {
            const { markdown } = await import("/assets/markdown.js");
            return texts.map((text) => {
                const box = document.createElement("div");
                box.append(markdown(text));
                return box.innerHTML;
            });
        }""",
        [case.values[0] for case in MARKDOWN],
    )
    for case, html in zip(MARKDOWN, shown, strict=True):
        assert html in str(case.values[1]).split("|"), case.id


async def test_links_times_and_mentions(server: TestServer, page: Page) -> None:
    """Masked links lead where they say, times show in the server's zone, mentions show names."""
    ada, place = server.member("Ada"), server.channel("briefings")
    ada.say(
        f"[source](https://example.org/a_b) <https://example.org/c> <t:1718841600:D> <t:1718928000:R> <#{place.id}>"
    )
    content = page.locator(".content")
    links = content.get_by_role("link")
    await expect(links.nth(0)).to_have_attribute("href", "https://example.org/a_b")
    await expect(links.nth(0)).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(links.nth(1)).to_have_text("https://example.org/c")
    await expect(content.locator("time").nth(0)).to_have_text("20 June 2024")
    await expect(content.locator("time").nth(1)).to_have_text("in 1 hour")
    await content.get_by_role("button", name="#briefings").click()
    await expect(page.locator(".chat-title")).to_contain_text("briefings")
