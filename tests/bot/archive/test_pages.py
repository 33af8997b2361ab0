"""Claims about the pages of an archive: valid, safe, in the right language, and the same from the same digests."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import html5lib
import pytest

from bot.archive.content import ArchivedStory, collect_digests
from bot.archive.pages import render_archive, render_servers
from bot.locales import LANGUAGES
from corpus.store import open_store
from tests.support.bot.archived_digests import build_archived_digest, build_archived_sentence, compose_digests
from tests.support.sample_store import copy_sample_store

HOSTILE = "</p><script>alert(\"x\")</script><img src=x onerror=alert(1)>{{ 7 * 7 }} & “quoted” 'x'"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def list_pages(files: dict[str, bytes]) -> dict[str, str]:
    """Return the pages among *files*, by path."""
    return {path: data.decode() for path, data in files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Render the digests of a sample."""
    url = copy_sample_store(tmp_path_factory.mktemp("store"))
    published = compose_digests(url, 6)
    with open_store(url) as store:
        return dict(render_archive(collect_digests(store, published), "https://news.example/x/"))


def test_every_page_is_valid_html(sample_files: dict[str, bytes]) -> None:
    """The strict parser of the HTML standard finds no error in it."""
    for path, page in list_pages(sample_files).items():
        html5lib.HTMLParser(strict=True).parse(page)
        identities = re.findall(r' id="([^"]+)"', page)
        assert len(identities) == len(set(identities)), path


def test_no_page_loads_or_runs_anything_of_others(sample_files: dict[str, bytes]) -> None:
    """A strict policy stands first; scripts and styles are files of the site, nothing is inline."""
    for path, page in list_pages(sample_files).items():
        head = page.partition("</head>")[0]
        assert head.index(f'content="{POLICY}"') < head.index("<title>"), path
        assert re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL) == [""], path
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page), path
        loaded = re.findall(r'(?:src|<link rel="stylesheet" href)="([^"]*)"', page)
        assert {re.sub(r"^(\.\./)*", "", name) for name in loaded} == {"archive.js", "archive.css"}, path


def test_every_link_within_the_site_leads_to_a_file_and_a_place(sample_files: dict[str, bytes]) -> None:
    """Relative to the page that it stands on."""
    pages = list_pages(sample_files)
    assert len(pages) > 30
    for path, page in pages.items():
        for link in re.findall(r'href="([^"]+)"', page):
            if link.startswith(("http", "#")):
                continue
            name, _, anchor = link.partition("#")
            target = (Path("/") / path).parent.joinpath(name).resolve().relative_to("/").as_posix()
            assert target in sample_files, f"{link} on {path}"
            assert not anchor or f'id="{anchor}"' in pages[target], f"{link} on {path}"


def test_there_is_a_page_for_every_digest_story_actor_day_and_outlet(sample_files: dict[str, bytes]) -> None:
    """Each in the folder of its kind, with a list of its kind."""
    folders = {path.split("/")[0] for path in sample_files if "/" in path}
    assert folders == {"digests", "stories", "actors", "days", "outlets"}
    assert sum(path.startswith("digests/") for path in sample_files) == 6
    assert {"stories/index.html", "actors/index.html", "days/index.html", "outlets/index.html"} <= sample_files.keys()
    assert any(re.fullmatch(r"digests/2024-06-21-[0-9a-f]{10}\.html", path) for path in sample_files)


def test_what_articles_and_channels_say_is_text() -> None:
    """Markup in a sentence, a title, a name or a topic is shown as it is written, and can't become an attribute."""
    sentence = build_archived_sentence(HOSTILE, title=HOSTILE, outlet=HOSTILE, key=HOSTILE)
    story = ArchivedStory("s", HOSTILE, (sentence,))
    digest = build_archived_digest(topic=HOSTILE, server_name=HOSTILE, channel_name=HOSTILE, stories=(story,))
    files = dict(render_archive([digest]))
    for page in list_pages(files).values():
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert len(list(tree.iter("script"))) == 1
        assert list(tree.iter("img")) == []
        assert "49" not in page
    page = html5lib.parse(files[digest.path].decode(), namespaceHTMLElements=False)
    words = [one.text for one in page.iter("p") if one.get("class") == "words"]
    assert words == [HOSTILE]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "article.txt", "https://a b.example"])
def test_only_web_addresses_are_links(address: str) -> None:
    """Of any other address nothing stands on the page."""
    digest = build_archived_digest(build_archived_sentence(address=address, outlet=None))
    assert address not in render_archive([digest])[digest.path].decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_in_the_language_of_its_digest(language: str) -> None:
    """It says so, and quotations say theirs."""
    digest = build_archived_digest(language=language)
    page = render_archive([digest])[digest.path].decode()
    assert f'<html lang="{language}">' in page
    assert '<blockquote cite="https://news.example/rates" lang="en">' in page
    assert ("Check this page" in page) == (language == "en")
    html5lib.HTMLParser(strict=True).parse(page)


def test_nothing_of_an_empty_archive_is_broken() -> None:
    """The index says that there is nothing yet, and the feeds are empty."""
    files = dict(render_archive([]))
    assert "No digests yet." in files["index.html"].decode()
    assert json.loads(files["feed.json"])["items"] == []
    for page in list_pages(files).values():
        html5lib.HTMLParser(strict=True).parse(page)


def test_the_same_digests_in_any_order_give_the_same_bytes() -> None:
    """Nothing depends on the clock or on the order."""
    first = build_archived_digest()
    second = build_archived_digest(
        id="ffffffffff", day=date(2024, 6, 22), posted=datetime(2024, 6, 22, 8, tzinfo=UTC), topic=""
    )
    assert render_archive([first, second]) == render_archive([second, first])


def test_an_address_does_not_depend_on_other_digests() -> None:
    """Those of a digest, its actors, days and outlets stay when others come or go."""
    first = build_archived_digest()
    other = build_archived_sentence("Snow fell.", key="snow", outlet="OSEL POST", published="2024-06-22")
    second = build_archived_digest(other, id="ffffffffff", day=date(2024, 6, 22))
    assert render_archive([first]).keys() < render_archive([first, second]).keys()


def test_outlets_that_differ_in_case_or_script_have_pages_of_their_own() -> None:
    """A name without Latin letters has one, too."""
    names = ["Osel Post", "OSEL POST", "조선일보", "朝日新聞", "Ранок"]
    sentences = [
        build_archived_sentence(f"Rates rose {n}.", outlet=name, key=f"rates-{n}") for n, name in enumerate(names)
    ]
    files = render_archive([build_archived_digest(*sentences)])
    pages = [path for path in files if path.startswith("outlets/") and "index" not in path]
    assert len({path.lower() for path in pages}) == len(names)
    assert all(re.fullmatch(r"outlets/[a-z0-9-]+\.html", path) for path in pages)


def test_neighbouring_digests_are_linked() -> None:
    """The older and the newer one."""
    days = [date(2024, 6, day) for day in (20, 21, 22)]
    digests = [
        build_archived_digest(id=f"{n:010}", day=day, posted=datetime(2024, 6, day.day, 8, tzinfo=UTC))
        for n, day in enumerate(days)
    ]
    page = render_archive(digests)[digests[1].path].decode()
    assert f'rel="prev" href="../{digests[0].path}"' in page
    assert f'rel="next" href="../{digests[2].path}"' in page


def test_the_search_index_has_every_sentence() -> None:
    """As a script that assigns plain data, also of hostile text."""
    digest = build_archived_digest(build_archived_sentence(HOSTILE))
    script = render_archive([digest])["search.js"].decode("ascii")
    found = re.fullmatch(r"self\.archiveIndex = (\{.*\});\n", script)
    assert found
    index = json.loads(found[1])
    assert index["digests"] == [[digest.path, "Rates", "2024-06-21"]]
    assert index["sentences"] == [[0, 1, HOSTILE, "Osel Post"]]


def test_the_page_above_lists_the_servers() -> None:
    """With the number of digests of each; names are text."""
    page = render_servers([("Newsroom <b>", "111/index.html", 2)])["index.html"].decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert '<a href="111/index.html">Newsroom &lt;b&gt;</a> <span class="note">2 digests</span>' in page
