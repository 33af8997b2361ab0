"""Claims about the pages in a real browser: accessible, searchable and checkable, from a disk and over http."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.archive.site import SitePlace, build_site
from corpus.store import open_store
from tests.support.bot.archived_digests import GUILD, compose_digests
from tests.support.sample_store import copy_sample_store
from tests.support.testserver.browser import launch_browser

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser."""
    async with launch_browser() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of five digests."""
    url = copy_sample_store(tmp_path_factory.mktemp("store"))
    folder = tmp_path_factory.mktemp("site")
    with open_store(url) as store:
        build_site(store, compose_digests(url, 5), SitePlace(folder, server=GUILD))
    return folder


class _QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> AsyncIterator[str]:
    """Serve the site by http at a host that browsers do not trust as they trust this machine."""
    with ThreadingHTTPServer(("0.0.0.0", 0), partial(_QuietHandler, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://dateline.example:{server.server_port}"
        server.shutdown()


async def open_site_page(chromium: Browser, url: str, **options: object) -> tuple[Page, list[str]]:
    """Open a page; what its console says and what it asks of others is listed."""
    context = await chromium.new_context(locale="en-GB", reduced_motion="reduce", **options)  # type: ignore[arg-type]
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    origin = url.partition("://")[0]
    page.on("request", lambda request: None if request.url.startswith(origin) else said.append(request.url))
    await page.goto(url)
    return page, said


def list_kinds(site: Path) -> list[Path]:
    """Return one page of each kind."""
    kinds = ("digests", "stories", "actors", "days", "outlets")
    pages = [next(path for path in sorted((site / kind).glob("*.html")) if path.name != "index.html") for kind in kinds]
    return [site / "index.html", site / "actors" / "index.html", *pages]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [pytest.param(1280, id="wide"), pytest.param(360, id="narrow")])
async def test_pages_are_accessible(scheme: str, width: int, site: Path, chromium: Browser) -> None:
    """Axe-core finds nothing to hold against any kind of page, also after it was checked; none scrolls sideways."""
    for path in list_kinds(site):
        page, said = await open_site_page(
            chromium, path.as_uri(), color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        for details in await page.locator("details").all():
            await details.evaluate("(one) => (one.open = true)")
        if await page.get_by_role("button", name="Check this page").count():
            await page.get_by_role("button", name="Check this page").click()
            await expect(page.get_by_role("status")).to_contain_text("✓ All sentences are unaltered")
        result = await Axe().run(page, options={"preload": False})  # which the policy would refuse
        found = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in result.response["violations"]]
        assert (path.name, found, said) == (path.name, [], [])
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        await page.context.close()


async def find_digest(site: Path, chromium: Browser) -> tuple[Page, list[str]]:
    """Open the page of a digest with several sentences."""
    path = max((site / "digests").glob("*.html"), key=lambda one: one.read_text("utf-8").count('class="words"'))
    return await open_site_page(chromium, path.as_uri())


@pytest.mark.parametrize(
    ("change", "message", "bad"),
    [
        pytest.param(
            "one.textContent = one.textContent.replace(/[a-z]/, 'q')", "Altered sentences: 1 of", 1, id="a letter"
        ),
        pytest.param("one.textContent += ' '", "Altered sentences: 1 of", 1, id="a space"),
        pytest.param("one.closest('.sentence').dataset.end = '9999'", "Altered sentences: 1 of", 1, id="a place"),
        pytest.param("one.closest('.sentence').remove()", "Sentences were moved", 0, id="one removed"),
        pytest.param(
            "one.closest('article').append(one.closest('.sentence'))",
            "Sentences were moved",
            0,
            id="one moved",
        ),
    ],
)
async def test_an_altered_page_is_found_out(change: str, message: str, bad: int, site: Path, chromium: Browser) -> None:
    """Whether words, a place or the order were changed; what is unaltered is marked as such."""
    page, said = await find_digest(site, chromium)
    total = await page.locator(".sentence").count()
    assert total > 3
    await page.locator(".words").first.evaluate(f"(one) => {{ {change} }}")
    await page.get_by_role("button", name="Check this page").click()
    await expect(page.get_by_role("status")).to_contain_text(message)
    assert await page.locator(".verdict.bad").count() == bad
    assert await page.locator(".verdict.good").count() == await page.locator(".sentence").count() - bad
    assert said == []
    await page.context.close()


async def test_a_page_is_checked_where_browsers_offer_no_hash(site: Path, address: str, chromium: Browser) -> None:
    """By http `crypto.subtle` is missing, and the page's own SHA-256 takes its place."""
    browser_type = chromium.browser_type
    port = address.rpartition(":")[2]
    running = await browser_type.launch(
        executable_path=_find_path(),
        args=["--no-sandbox", f"--host-resolver-rules=MAP dateline.example 127.0.0.1:{port}"],
    )
    name = next((site / "digests").glob("*.html")).name
    page, said = await open_site_page(running, f"{address}/digests/{name}")
    assert await page.evaluate("typeof crypto.subtle") == "undefined"
    await page.get_by_role("button", name="Check this page").click()
    await expect(page.get_by_role("status")).to_contain_text("✓ All sentences are unaltered")
    vectors = await page.evaluate(
        "['', 'abc', 'é'.repeat(1000), 'a'.repeat(55), 'a'.repeat(56), 'a'.repeat(64)]"
        ".map((text) => hashBytes(new TextEncoder().encode(text)))"
    )
    from hashlib import sha256

    texts = ["", "abc", "é" * 1000, "a" * 55, "a" * 56, "a" * 64]
    assert vectors == [sha256(text.encode()).hexdigest() for text in texts]
    assert [one for one in said if "favicon" not in one and "404" not in one] == []
    await running.close()


def _find_path() -> str:
    from tests.support.testserver.browser import find_browser

    return find_browser()


async def test_sentences_are_found_from_a_disk(site: Path, chromium: Browser) -> None:
    """By parts of words in any order, without regard to case; what is not there is said not to be."""
    page, said = await open_site_page(chromium, (site / "index.html").as_uri())
    query = page.get_by_role("searchbox", name="Search the sentences")
    await query.fill("PUTIN treat")
    results = page.locator(".search ol li")
    await expect(results.first).to_be_visible()
    for text in await results.all_inner_texts():
        assert "putin" in text.lower()
        assert "treat" in text.lower()
    await query.fill("zzzz")
    await expect(results).to_have_count(0)
    await expect(page.get_by_role("status")).to_have_text("No sentence contains all these words.")
    await query.fill("putin")
    await results.first.get_by_role("link").click()
    await expect(page.locator(".sentence:target")).to_have_count(1)
    assert said == []
    await page.context.close()


async def test_a_page_is_readable_without_a_script(site: Path, chromium: Browser) -> None:
    """Sentences, sources, context and proof are there; what needs the script is not shown."""
    page, _ = await open_site_page(
        chromium, next((site / "digests").glob("*.html")).as_uri(), java_script_enabled=False
    )
    await expect(page.locator(".words").first).to_be_visible()
    await page.locator("summary").first.click()
    await expect(page.locator("details blockquote, details dl").first).to_be_visible()
    await expect(page.get_by_role("button")).to_have_count(0)
    await page.context.close()


async def test_nothing_is_lost_on_paper(site: Path, chromium: Browser) -> None:
    """Context and proof are open, addresses are printed, and what can be pressed is not."""
    page, _ = await open_site_page(chromium, next((site / "digests").glob("*.html")).as_uri())
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await page.emulate_media(media="print")
    await expect(page.locator("details dl").first).to_be_visible()
    await expect(page.locator(".check")).to_be_hidden()
    await expect(page.get_by_role("navigation")).to_have_count(0)
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await expect(page.locator("details[open]")).to_have_count(0)
    await page.context.close()
    await asyncio.sleep(0)
