"""Bundled lists of feeds by country and by topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class FeedListKind(StrEnum):
    """What the feeds of a list have in common."""

    COUNTRY = "country"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class FeedList:
    """
    A list of feeds.

    Attributes:
        kind: What its feeds have in common.
        key: The country's ISO 3166-1 code, or a word for the topic; unique among those of its kind.
        titles: Title of each feed, by its address, in order.
    """

    kind: FeedListKind
    key: str
    titles: Mapping[str, str]


@cache
def load_feed_lists(kind: FeedListKind) -> tuple[FeedList, ...]:
    """Return the bundled lists of *kind*, which the file names with its source and licence."""
    text = files(__package__).joinpath("feed_lists.txt").read_text(encoding="utf-8")
    lists: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            of_kind, key, title, url = line.split("\t")
            if of_kind == kind:
                lists.setdefault(key, {})[url] = title
    return tuple(FeedList(kind, key, titles) for key, titles in lists.items())


def find_feed_list(kind: FeedListKind, key: str) -> FeedList | None:
    """Return the list of *kind* with this key, or None."""
    return next((one for one in load_feed_lists(kind) if one.key == key), None)
