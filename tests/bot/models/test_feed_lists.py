"""Claims about the bundled lists of feeds."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from bot.locales import LANGUAGES, Translator
from bot.models.feed_lists import FeedListKind, find_feed_list, load_feed_lists
from bot.models.message import MAX_MENU_CHOICES, MenuKind, SelectMenu
from bot.models.setup import SetupSource, SetupStage, SetupState
from bot.rendering import render_stage

#: Feeds of one list at most.
MAX_LISTED_FEEDS = 10


@pytest.mark.parametrize("kind", FeedListKind)
def test_every_list_has_some_feeds_and_fits_a_menu(kind: FeedListKind) -> None:
    """Each has addresses of the web, none twice; a list of unknown name is none."""
    lists = load_feed_lists(kind)
    assert 10 <= len(lists) <= MAX_MENU_CHOICES
    for one in lists:
        assert 0 < len(one.titles) <= MAX_LISTED_FEEDS
        assert find_feed_list(kind, one.key) == one
        for url, title in one.titles.items():
            parts = urlsplit(url)
            assert parts.scheme in {"http", "https"}
            assert "." in (parts.hostname or "")
            assert parts.username is None
            assert title.strip()
    assert find_feed_list(kind, "atlantis") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_have_a_name_in_every_language(language: str) -> None:
    """Countries as Unicode's data name them, in alphabetical order."""
    message = render_stage(SetupState(stage=SetupStage.SOURCES), Translator(language))
    menus = [row[0] for row in message.controls if isinstance(row[0], SelectMenu)]
    assert [menu.kind for menu in menus] == [MenuKind.CHOICES, MenuKind.CHOICES]
    labels = [choice.label for menu in menus for choice in menu.choices]
    assert len(set(labels)) == len(labels)
    assert not any(label.islower() or len(label) < 2 for label in labels if label.isascii())


def test_a_feed_of_a_list_is_followed_although_it_cannot_be_read() -> None:
    """One that a member wrote is not."""
    broken = SetupSource("https://a.example/feed", reason="the server answered with 410")
    assert broken.followed_url == ""
    assert SetupSource(broken.given, reason=broken.reason, listed=True).followed_url == broken.given
    assert SetupSource("https://a.example", "https://a.example/feed").followed_url == "https://a.example/feed"
