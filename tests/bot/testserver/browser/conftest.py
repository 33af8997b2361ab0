"""A Chromium of the system, driven by playwright; none is ever downloaded. One event loop for all its tests."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.testserver import TestServer
from tests import paths
from tests.bot.testserver.bots import SampleBot, running
from tests.bot.testserver.conftest import Hands, serving

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str:
    """Find a Chromium; skip the calling test where there is none, fail it where one is required."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    if paths.required("browser"):
        pytest.fail("a Chromium of the system is required here and is missing")
    pytest.skip("needs a Chromium of the system")


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Run a browser without a window."""
    path = executable()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        await started.close()


@asynccontextmanager
async def opened(running: Browser, address: str, *, width: int = 1280, height: int = 800) -> AsyncIterator[Page]:
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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser."""
    async with browser() as started:
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
    async with opened(chromium, server.url) as shown:
        await expect(shown.locator("#composer-input")).to_be_focused()
        yield shown
