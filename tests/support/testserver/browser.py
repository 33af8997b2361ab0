"""A Chromium of the system, driven by playwright; none is ever downloaded."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from tests.support.paths import is_required

BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str:
    """Find a Chromium; skip the calling test where there is none, fail it where one is required."""
    for name in BROWSER_NAMES:
        found = shutil.which(name)
        if found:
            return found
    if is_required("browser"):
        pytest.fail("a Chromium of the system is required here and is missing")
    pytest.skip("needs a Chromium of the system")


@asynccontextmanager
async def launch_browser() -> AsyncIterator[Browser]:
    """Run a browser without a window."""
    path = find_browser()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield started
        await started.close()


@asynccontextmanager
async def open_page(running: Browser, address: str, *, width: int = 1280, height: int = 800) -> AsyncIterator[Page]:
    """Open *address*; a message of the page's console or an uncaught error fails the test that opened it."""
    # Nothing moves, so that no test looks at a colour half way to another.
    viewport: ViewportSize = {"width": width, "height": height}
    context = await running.new_context(viewport=viewport, locale="en-GB", reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    outside: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else outside.append(request.url)
    )
    await page.goto(address)
    await page.wait_for_selector(".chat-title .sign")
    yield page
    await context.close()
    assert (said, outside) == ([], [])
