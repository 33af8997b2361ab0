"""A browser, the server and the sample bot, in one event loop for all tests of a module."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.testserver import TestServer
from tests.support.testserver.browser import launch_browser, open_page
from tests.support.testserver.local_server import ManualClockAndTimer, run_test_server
from tests.support.testserver.sample_bot import SampleBot, run_sample_bot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser."""
    async with launch_browser() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def server(clock_and_timer: ManualClockAndTimer) -> AsyncIterator[TestServer]:
    """Run the server in the browser's event loop."""
    async with run_test_server(clock_and_timer) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def bot(server: TestServer) -> AsyncIterator[SampleBot]:
    """Run the sample bot in the browser's event loop."""
    async with run_sample_bot(server) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def page(server: TestServer, chromium: Browser) -> AsyncIterator[Page]:
    """Open the page, as Ada in #general."""
    async with open_page(chromium, server.url) as shown:
        await expect(shown.locator("#composer-input")).to_be_focused()
        yield shown
