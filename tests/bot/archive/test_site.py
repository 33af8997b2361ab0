"""Claims about a whole site: built from store and ledger, stable, without what was taken off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.archive.folder import SiteChange
from bot.archive.site import SitePlace, build_site
from bot.errors import ConfigError
from bot.models.digest import PublishedDigest
from corpus.store import open_store
from tests.bot.archive.test_folder import list_files
from tests.support.bot.archived_digests import GUILD, OTHER_GUILD, compose_digests
from tests.support.sample_store import copy_sample_store


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with a sample."""
    return copy_sample_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def published(url: str) -> tuple[PublishedDigest, ...]:
    """Compose four digests."""
    return compose_digests(url, 4)


def build(url: str, published: tuple[PublishedDigest, ...], place: SitePlace) -> SiteChange:
    """Build a site as each process does that opens the store."""
    with open_store(url) as store:
        return build_site(store, published, place)


def test_built_again_nothing_is_written(tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]) -> None:
    """From the same digests, in another folder byte for byte the same."""
    first, second = SitePlace(tmp_path / "first"), SitePlace(tmp_path / "second")
    change = build(url, published, first)
    assert change.written > 40
    assert build(url, published, first) == SiteChange(unchanged=change.written)
    build(url, tuple(reversed(published)), second)
    assert list_files(first.folder) == list_files(second.folder)


def test_a_new_digest_adds_pages_and_moves_none(
    tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]
) -> None:
    """All addresses stay, and the pages of other digests change by their links to it alone."""
    place = SitePlace(tmp_path / "site")
    build(url, published[:3], place)
    before = list_files(place.folder)
    change = build(url, published, place)
    assert change.removed == 0
    assert before.keys() < list_files(place.folder).keys()
    oldest = next(path for path in before if path.startswith(f"{GUILD}/digests/2024-06-21"))
    assert before[oldest] == list_files(place.folder)[oldest]


def test_a_digest_that_is_taken_off_leaves_nothing_behind(
    tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]
) -> None:
    """Its id, and the sentences that it alone has, stand in no file."""
    place = SitePlace(tmp_path / "site")
    build(url, published, place)
    assert build(url, published[1:], place).removed > 0
    files = list_files(place.folder)
    assert not [path for path, data in files.items() if published[0].id.encode() in data or published[0].id in path]
    fresh = SitePlace(tmp_path / "fresh")
    build(url, published[1:], fresh)
    assert files == list_files(fresh.folder)


def test_each_server_has_a_folder_of_its_own(tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]) -> None:
    """Nothing of one stands in that of another; when the last digest is private, only the page above stays."""
    other = replace(published[0], guild=OTHER_GUILD, server_name="Reading circle", id="ffffffffff")
    place = SitePlace(tmp_path / "site", "https://news.example/")
    build(url, (*published, other), place)
    files = list_files(place.folder)
    assert {path.split("/")[0] for path in files} == {GUILD, OTHER_GUILD, "index.html", "archive.css", "archive.js"}
    assert not [path for path, data in files.items() if path.startswith(GUILD) and b"Reading circle" in data]
    assert not [path for path, data in files.items() if path.startswith(OTHER_GUILD) and b"Newsroom" in data]
    assert f"https://news.example/{OTHER_GUILD}/digests/".encode() in files[f"{OTHER_GUILD}/feed.xml"]
    build(url, (), place)
    assert list_files(place.folder).keys() == {"index.html", "archive.css", "archive.js"}


def test_the_site_of_one_server_has_no_folder_above(
    tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]
) -> None:
    """With the same pages, but for their addresses."""
    alone, among = SitePlace(tmp_path / "alone", server=GUILD), SitePlace(tmp_path / "among")
    build(url, published, alone)
    build(url, published, among)
    inside = {f"{GUILD}/{path}": data for path, data in list_files(alone.folder).items()}
    assert inside.items() <= list_files(among.folder).items()


def test_no_ids_of_members_or_channels_stand_in_the_pages(
    tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]
) -> None:
    """A digest as it is published has none."""
    fields = {name for one in published for name in one.__dataclass_fields__}
    assert not {name for name in fields if "member" in name or "author" in name or name == "channel"}
    place = SitePlace(tmp_path / "site", server=GUILD)
    build(url, published, place)
    assert not [path for path, data in list_files(place.folder).items() if GUILD.encode() + b'"' in data]


def test_a_folder_of_others_is_refused_before_anything_is_read(
    tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]
) -> None:
    """Its files stay as they are."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match="aren't Dateline's"):
        build(url, published, SitePlace(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
