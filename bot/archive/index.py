"""The sentences of an archive by story, actor, day and outlet, each with a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from unicodedata import normalize

from bot.archive.content import ArchivedDigest, ArchivedSentence, ArchivedStory, hash_text

#: Characters of a name in the name of a file, and of the hash behind it, which keeps apart what is written alike.
_MAX_SLUG_LENGTH, _HASH_LENGTH = 50, 16
#: Characters of a sentence that stands for the title of a story without one.
_MAX_TITLE_LENGTH = 90

#: Key, revision, and span of a sentence.
_Place = tuple[str, int, int, int]


class SubjectKind(StrEnum):
    """What a page collects sentences by; the name of its folder."""

    STORY = "stories"
    ACTOR = "actors"
    DAY = "days"
    OUTLET = "outlets"


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """
    A sentence, and where it stands.

    Attributes:
        digest: The digest that quotes it.
        story: The story of the digest that it belongs to.
        number: Its number in the digest, from 1, which is its anchor on the digest's page.
        sentence: The sentence.
    """

    digest: ArchivedDigest
    story: ArchivedStory
    number: int
    sentence: ArchivedSentence

    @property
    def place(self) -> _Place:
        """Key, revision and span, which tell whether two digests quote the same sentence."""
        cited = self.sentence.cited
        return cited.key, cited.revision, cited.start, cited.end

    @property
    def path(self) -> str:
        """The path of its place on the page of its digest."""
        return f"{self.digest.path}#s{self.number}"


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """
    A story, an actor, a day or an outlet, with the sentences about it or from it.

    Attributes:
        kind: What it is.
        id: Its id: of a story or an actor, the day in ISO 8601, or the outlet's name.
        name: Its name or title; ``""`` for a day.
        quoted: Its sentences, by the time of their digests, newest first; for a day, those about it.
        published: For a day, the sentences of articles that were published on it.
        digests: For a day, the digests of it.
        description: Who or what an actor is, or ``""``.
        language: Language of the name, ``""`` for that of the page.
    """

    kind: SubjectKind
    id: str
    name: str
    quoted: tuple[QuotedSentence, ...]
    published: tuple[QuotedSentence, ...] = ()
    digests: tuple[ArchivedDigest, ...] = ()
    description: str = ""
    language: str = ""

    @property
    def path(self) -> str:
        """The path of its page, which never changes."""
        return build_subject_path(self.kind, self.id)

    @property
    def day(self) -> date:
        """The day that it is, or else that of its newest digest."""
        return date.fromisoformat(self.id) if self.kind is SubjectKind.DAY else self.quoted[0].digest.day


@dataclass(frozen=True, slots=True)
class ArchiveIndex:
    """
    All that an archive of one server holds.

    Attributes:
        digests: The digests, newest first.
        quoted: Their sentences in the same order, each once.
        subjects: All stories, actors, days and outlets, in the order in which they are listed.
    """

    digests: tuple[ArchivedDigest, ...]
    quoted: tuple[QuotedSentence, ...]
    subjects: tuple[SubjectPage, ...]

    def list_subjects(self, kind: SubjectKind) -> tuple[SubjectPage, ...]:
        """Return the subjects of one kind."""
        return tuple(subject for subject in self.subjects if subject.kind is kind)


def build_subject_path(kind: SubjectKind, identity: str) -> str:
    """Return the path of a page: it depends on nothing but the kind and the id, so that it never changes."""
    if kind is SubjectKind.DAY:
        return f"{kind}/{identity}.html"
    plain = normalize("NFKD", identity).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:_MAX_SLUG_LENGTH].strip("-")
    return f"{kind}/{'-'.join(filter(None, (words, hash_text(identity)[:_HASH_LENGTH])))}.html"


def build_index(digests: Iterable[ArchivedDigest]) -> ArchiveIndex:
    """Return the index of *digests*, whatever their order."""
    ordered = tuple(sorted(digests, key=lambda one: (one.posted, one.id), reverse=True))
    quoted = tuple(_list_quoted(ordered))
    subjects = (
        *_build_stories(quoted),
        *_build_actors(quoted),
        *_build_days(ordered, quoted),
        *_build_outlets(quoted),
    )
    return ArchiveIndex(ordered, drop_repeated(quoted), subjects)


def _list_quoted(digests: Iterable[ArchivedDigest]) -> Iterator[QuotedSentence]:
    for digest in digests:
        stories = [(story, sentence) for story in digest.stories for sentence in story.sentences]
        for number, (story, sentence) in enumerate(stories, 1):
            yield QuotedSentence(digest, story, number, sentence)


def drop_repeated(quoted: Iterable[QuotedSentence]) -> tuple[QuotedSentence, ...]:
    """Return *quoted* with the first of those that are the same sentence, quoted by several digests."""
    found: dict[_Place, QuotedSentence] = {}
    for one in quoted:
        found.setdefault(one.place, one)
    return tuple(found.values())


def _build_stories(quoted: Sequence[QuotedSentence]) -> Iterator[SubjectPage]:
    """Yield the stories, the last reported first, under their newest titles."""
    found_by_id: dict[str, list[QuotedSentence]] = {}
    titles: dict[str, tuple[str, str]] = {}
    for one in quoted:
        story = one.story
        if story.id:
            found_by_id.setdefault(story.id, []).append(one)
            if story.title:
                titles.setdefault(story.id, (story.title, story.language))
    for identity, found in found_by_id.items():
        first = found[0].sentence
        title, language = titles.get(identity, (shorten_title(first.cited.text), first.language))
        yield SubjectPage(SubjectKind.STORY, identity, title, drop_repeated(found), language=language)


def shorten_title(text: str) -> str:
    """Return the beginning of a sentence, which stands for the title of a story without one."""
    words = " ".join(text.split())
    return words if len(words) <= _MAX_TITLE_LENGTH else f"{words[: _MAX_TITLE_LENGTH - 1].rstrip()}…"


def _build_actors(quoted: Sequence[QuotedSentence]) -> Iterator[SubjectPage]:
    """Yield the people and organisations by name."""
    found: dict[str, list[QuotedSentence]] = {}
    known = {actor.id: actor for one in reversed(quoted) for actor in one.sentence.actors}  # the newest counts
    for one in quoted:
        for actor in one.sentence.actors:
            found.setdefault(actor.id, []).append(one)
    for identity in sorted(found, key=lambda key: (known[key].name.casefold(), key)):
        actor = known[identity]
        yield SubjectPage(
            SubjectKind.ACTOR, identity, actor.name, drop_repeated(found[identity]), description=actor.description
        )


def _build_days(digests: Sequence[ArchivedDigest], quoted: Sequence[QuotedSentence]) -> Iterator[SubjectPage]:
    """Yield the days of digests, of what they report, and of what was published, newest first."""
    own: dict[date, list[ArchivedDigest]] = {}
    about: dict[date, list[QuotedSentence]] = {}
    published: dict[date, list[QuotedSentence]] = {}
    for digest in digests:
        own.setdefault(digest.day, []).append(digest)
    for one in quoted:
        if event := one.sentence.event_day:
            about.setdefault(event, []).append(one)
        if day := one.sentence.published_day:
            published.setdefault(day, []).append(one)
    for day in sorted({*own, *about, *published}, reverse=True):
        yield SubjectPage(
            SubjectKind.DAY,
            day.isoformat(),
            "",
            drop_repeated(about.get(day, ())),
            drop_repeated(published.get(day, ())),
            tuple(own.get(day, ())),
        )


def _build_outlets(quoted: Sequence[QuotedSentence]) -> Iterator[SubjectPage]:
    """Yield the outlets by name; articles without one have no page of their kind."""
    found: dict[str, list[QuotedSentence]] = {}
    for one in quoted:
        if one.sentence.cited.outlet:
            found.setdefault(one.sentence.cited.outlet, []).append(one)
    for name in sorted(found, key=lambda name: (name.casefold(), name)):
        yield SubjectPage(SubjectKind.OUTLET, name, name, drop_repeated(found[name]))
