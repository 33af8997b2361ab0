"""Render the pages of an archive: pure, so that the same digests always give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.archive.content import ArchivedDigest, ArchivedSentence, ArchivedStory
from bot.archive.feeds import ArchiveFeed, write_atom, write_json_feed
from bot.archive.index import (
    ArchiveIndex,
    SubjectKind,
    SubjectPage,
    build_index,
    build_subject_path,
    shorten_title,
)
from bot.archive.words import Words
from bot.locales import Translator
from bot.rendering.formatting import format_outlet, format_publication_date

#: Titles of stories that lists show below a digest.
MAX_HEADLINES = 3
#: Files that every page uses, beside the index.
_ASSETS = ("archive.css", "archive.js")

#: The files of a site: their bytes by path, with slashes.
SiteFiles = Mapping[str, bytes]


def render_archive(digests: Sequence[ArchivedDigest], base_url: str = "", server: str = "") -> SiteFiles:
    """
    Return all files of the archive of one server.

    Args:
        digests: Its digests, whatever their order.
        base_url: The address of its folder, with a slash at its end; ``""`` if it is not known, which leaves addresses
            in its feeds relative.
        server: Id of the server, from which the id of its feed is made.
    """
    index = build_index(digests)
    site = _ArchiveRenderer(index, base_url, server)
    return {
        **load_assets(),
        "index.html": site.render_index(),
        "search.js": write_search_index(index),
        "feed.xml": write_atom(site.feed),
        "feed.json": write_json_feed(site.feed),
        **site.render_digests(),
        **site.render_lists(),
        **site.render_subjects(),
    }


def render_servers(servers: Sequence[tuple[str, str, int]]) -> SiteFiles:
    """Return the files of the folder above those of *servers*: name, path and number of digests of each."""
    words = _load_words("en")
    listed = [(name, path, words.count_digests(count)) for name, path, count in servers]
    page = _load_template("servers.html").render(
        title=words.archive, words=words, root="", canonical="", feeds=False, servers=listed
    )
    return {**load_assets(), "index.html": _encode(page)}


def write_search_index(index: ArchiveIndex) -> bytes:
    """Return a script with all sentences and their digests, which a page can load without a server."""
    digests = [[digest.path, digest.topic, digest.day.isoformat()] for digest in index.digests]
    places = {digest.path: place for place, digest in enumerate(index.digests)}
    sentences = [
        [places[one.digest.path], one.number, one.sentence.cited.text, one.sentence.cited.outlet or ""]
        for one in index.quoted
    ]
    value = {"digests": digests, "sentences": sentences}
    return f"self.archiveIndex = {json.dumps(value, separators=(',', ':'))};\n".encode()


@cache
def load_assets() -> SiteFiles:
    """Return the style and the script."""
    folder = files("bot.archive") / "templates"
    return {name: (folder / name).read_bytes() for name in _ASSETS}


@cache
def _load_words(language: str) -> Words:
    return Words(Translator(language))


@cache
def _load_template(name: str) -> Template:
    environment = Environment(loader=PackageLoader("bot.archive"), autoescape=True, undefined=StrictUndefined)
    environment.filters |= {
        "shorten": shorten_title,
        "headlines": _list_headlines,
        "by_month": _group_by_month,
        "describe": _describe_subject,
        "outlet": _format_outlet,
        "published": _format_publication_date,
        "story_path": partial(build_subject_path, SubjectKind.STORY),
        "actor_path": partial(build_subject_path, SubjectKind.ACTOR),
        "outlet_path": partial(build_subject_path, SubjectKind.OUTLET),
        "day_path": lambda day: build_subject_path(SubjectKind.DAY, day.isoformat()),
    }
    return environment.get_template(name)


def _encode(page: str) -> bytes:
    return f"{page.strip()}\n".encode("utf-8", "replace")


def _list_headlines(digest: ArchivedDigest) -> tuple[ArchivedStory, ...]:
    return tuple(story for story in digest.stories if story.title)[:MAX_HEADLINES]


def _group_by_month(digests: Sequence[ArchivedDigest]) -> list[tuple[date, list[ArchivedDigest]]]:
    ordered = sorted(digests, key=lambda digest: digest.day, reverse=True)  # in a month as they were posted
    return [(month, list(group)) for month, group in groupby(ordered, key=lambda digest: digest.day.replace(day=1))]


def _format_outlet(sentence: ArchivedSentence, words: Words) -> str:
    return format_outlet(sentence.citation, words.translator)


def _format_publication_date(sentence: ArchivedSentence, words: Words) -> str:
    return format_publication_date(sentence.citation, words.translator)


def _describe_subject(subject: SubjectPage, words: Words) -> str:
    """Return what stands behind a subject in the list of its kind."""
    count = words.count_sentences(len(subject.quoted) + len(subject.published))
    if subject.kind is SubjectKind.DAY and subject.digests:
        return f"{words.count_digests(len(subject.digests))} · {count}"
    return f"{words.day(subject.day)} · {count}" if subject.kind is SubjectKind.STORY else count


class _ArchiveRenderer:
    """Renders the pages of *index*; lists and the index are in the language of the newest digest."""

    def __init__(self, index: ArchiveIndex, base_url: str, server: str) -> None:
        self._index, self._base_url = index, base_url
        self._words = _load_words(index.digests[0].language if index.digests else "en")
        self._name = index.digests[0].server_name if index.digests else self._words.archive
        self.feed = ArchiveFeed(server, self._name, self._words, index.digests, base_url)

    def render_index(self) -> bytes:
        """Return the page that lists all digests and searches them."""
        channels = sorted({f"#{digest.channel_name}" for digest in self._index.digests})
        about = " · ".join(part for part in (self._name, self._words.translator.join(channels)) if part)
        return self._render("index.html", "index.html", self._words, title=self._words.archive, about=about)

    def render_digests(self) -> SiteFiles:
        """Return a page for each digest, by its path."""
        digests = self._index.digests
        pages: dict[str, bytes] = {}
        for place, digest in enumerate(digests):
            words = _load_words(digest.language)
            title = f"{digest.topic or words.all_news} · {words.day(digest.day)}"
            newer = digests[place - 1] if place else None
            older = digests[place + 1] if place + 1 < len(digests) else None
            values = {"title": title, "digest": digest, "older": older, "newer": newer}
            pages[digest.path] = self._render("digest.html", digest.path, words, **values)
        return pages

    def render_lists(self) -> SiteFiles:
        """Return a page for each kind of subjects, which lists them."""
        pages: dict[str, bytes] = {}
        for kind in SubjectKind:
            name, path = self._words.name_kind(kind), f"{kind}/index.html"
            values = {"title": name, "kind_name": name, "subjects": self._index.list_subjects(kind)}
            pages[path] = self._render("list.html", path, self._words, **values)
        return pages

    def render_subjects(self) -> SiteFiles:
        """Return a page for each story, actor, day and outlet, by its path."""
        return {subject.path: self._render_subject(subject) for subject in self._index.subjects}

    def _render_subject(self, subject: SubjectPage) -> bytes:
        words, is_day = self._words, subject.kind is SubjectKind.DAY
        heading = words.day(subject.day) if is_day else subject.name
        return self._render(
            "subject.html",
            subject.path,
            words,
            title=heading,
            heading=heading,
            subject=subject,
            quoted_heading=words.happened if is_day else words.quoted,
        )

    def _render(self, template: str, path: str, words: Words, **values: object) -> bytes:
        folder = path.rpartition("/")[0]
        menu = [(words.digests, "index.html"), *((words.name_kind(kind), f"{kind}/index.html") for kind in SubjectKind)]
        page = _load_template(template).render(
            values,
            words=words,
            root="../" * path.count("/"),
            canonical=f"{self._base_url}{path}" if self._base_url else "",
            feeds=True,
            site_name=self._name,
            menu=menu,
            current=path,
            section="index.html" if folder in {"", "digests"} else f"{folder}/index.html",
            index=self._index,
        )
        return _encode(page)
