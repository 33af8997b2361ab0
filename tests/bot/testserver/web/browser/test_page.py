"""What a member reads on the page: Markdown as on Discord, and nothing in the way of anyone."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.testserver import TestServer
from tests.support.testserver.browser import open_page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("bot"), pytest.mark.asyncio(loop_scope="module")]
OPTION = ".suggestions [role=option]"


async def find_accessibility_errors(page: Page) -> list[str]:
    """List what axe-core holds against the page as it is shown."""
    result = await Axe().run(page)
    return [f"{one['impact']}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in result.response["violations"]]


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("width", [pytest.param(1280, id="wide"), pytest.param(390, id="narrow")])
async def test_the_page_is_accessible(theme: str, width: int, server: TestServer, chromium: Browser) -> None:
    """Axe-core finds nothing to hold against messages, menus and forms, in either theme, wide or narrow."""
    ada = server.as_member("Ada")
    await ada.run_slash_command("now", {"kind": "card"}).wait_for_answer()
    await ada.run_slash_command(
        "now", {"text": f"## Title\n<@{ada.user.id}> [link](https://example.org) `code` ||x||"}
    ).wait_for_answer()
    await ada.run_slash_command("now", {"private": True}).wait_for_answer()
    async with open_page(chromium, server.url, width=width) as page:
        if theme == "light":
            await page.evaluate("document.documentElement.dataset.theme = 'light'")
        await expect(page.locator(".message")).to_have_count(3)
        found = {"messages": await find_accessibility_errors(page)}
        await page.locator("#composer-input").press_sequentially("/")
        await expect(page.locator(OPTION).first).to_be_visible()
        found["menu"] = await find_accessibility_errors(page)
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Form").first.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        found["form"] = await find_accessibility_errors(page)
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
    pytest.param(
        "- a\n  -# small\n- b\n  more",
        '<ul><li>a<small class="subtext">small</small></li><li>b<br>more</li></ul>',
        id="lines that go on with an item",
    ),
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
    ada, place = server.as_member("Ada"), server.find_channel("briefings")
    ada.send_message(
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
