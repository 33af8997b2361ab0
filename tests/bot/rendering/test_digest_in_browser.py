"""Claims about how large digests are on the page, in a real browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.rendering import ReplyAction, reply_components, to_view
from tests.support.bot.sample_digests import TOPICS, build_sample_digests, render_sample_digest
from tests.support.testserver.browser import launch_browser, open_page
from tests.support.testserver.local_server import ManualClockAndTimer, run_test_server
from tests.support.testserver.sample_bot import get_general_channel, run_sample_bot

pytestmark = pytest.mark.browser

#: Width of the page with which its messages are 736 pixels wide, beside the servers (72) and the channels (220).
PAGE_WIDTH, MESSAGE_WIDTH = 1028, 736
#: Height that no digest of the default length may exceed, in pixels.
MAX_HEIGHT = 900


@pytest.mark.parametrize("topic", TOPICS)
async def test_a_digest_fits_on_a_screen(topic: str, tmp_path: Path) -> None:
    """With the default length each of seven digests, its menu and buttons included, is at most 900 pixels high."""
    digests = build_sample_digests(topic, tmp_path)
    async with run_test_server(ManualClockAndTimer()) as server, run_sample_bot(server) as bot:
        channel = get_general_channel(server, bot)
        for day, digest in digests.items():
            message = render_sample_digest(digest, day)
            sentences = digest.proof.sentences if digest.proof else ()
            controls = reply_components("abcdefghij", sentences, [ReplyAction.MORE, ReplyAction.MUTE])
            await channel.send(view=to_view(replace(message, controls=controls)))
        async with launch_browser() as browser, open_page(browser, server.url, width=PAGE_WIDTH) as page:
            boxes = await page.locator(".message").evaluate_all(
                "each => each.map(one => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
            )
    assert len(boxes) == len(digests)
    assert max(width for width, _ in boxes) <= MESSAGE_WIDTH
    assert [round(height) for _, height in boxes if height > MAX_HEIGHT] == []
