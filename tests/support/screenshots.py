"""
The pictures in the README, taken anew from the demo: ``python -m tests.support.screenshots``.

It needs a Chromium of the system, and writes into ``docs/images``. Look at them before you keep them.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.cli.local_runner import start_demo
from bot.testserver import TestServer
from tests.support.testserver.browser import BROWSER_ARGUMENTS, BROWSER_NAMES

IMAGES_FOLDER = Path(__file__).parents[2] / "docs" / "images"


@dataclass(frozen=True)
class Screenshot:
    """
    A picture of the page.

    Attributes:
        file: Its name.
        height: Of the page, in CSS pixels; it is 1180 wide.
        theme: ``light`` or ``dark``.
        prepare: What is done to the page before it is taken.
    """

    file: str
    height: int
    theme: str
    prepare: Callable[[Page], Awaitable[None]]


async def _show_digest(page: Page) -> None:
    await page.locator(".scroller").evaluate("each => each.scrollTo(0, 0)")


async def _show_menu(page: Page) -> None:
    await _show_answer(page)
    await page.set_viewport_size({"width": 390, "height": 720})
    await page.locator("#composer-input").press_sequentially("/")
    await page.locator(".suggestions [role=option]").first.wait_for()


async def _show_answer(page: Page) -> None:
    """Show the channel of the answer, as a member who manages nothing sees it."""
    await page.get_by_label("Acting as").select_option(label="Mel, member of Newsroom")
    await page.get_by_role("button", name="Newsroom", exact=True).click()
    await page.get_by_role("button", name="briefings", exact=True).click()
    await page.locator(".message .mention").first.wait_for()


SCREENSHOTS = (
    Screenshot("brief.png", 900, "light", _show_answer),
    Screenshot("digest.png", 800, "dark", _show_digest),
    Screenshot("menu.png", 800, "dark", _show_menu),
)


async def _take_screenshot(browser: Browser, server: TestServer, picture: Screenshot) -> None:
    context = await browser.new_context(
        viewport={"width": 1180, "height": picture.height}, locale="en-GB", reduced_motion="reduce"
    )
    await context.add_init_script(f"localStorage.setItem('theme', '{picture.theme}')")
    page = await context.new_page()
    await page.goto(server.url)
    await page.wait_for_selector(".message")
    await picture.prepare(page)
    await page.screenshot(path=IMAGES_FOLDER / picture.file)
    await context.close()


async def take_screenshots() -> None:
    """Run the demo, ask it for a briefing, and take every picture."""
    path = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    async with start_demo() as (server, _), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        await (
            server.as_member("Mel")
            .run_slash_command("brief", {"topic": "treaty", "length": 3}, channel="briefings")
            .wait_for_answer(60)
        )
        for picture in SCREENSHOTS:
            await _take_screenshot(browser, server, picture)
            sys.stdout.write(f"{IMAGES_FOLDER / picture.file}\n")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take_screenshots())
