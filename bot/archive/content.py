"""What the pages of an archive show: digests, their stories and sentences, with context from the stored articles."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from bot.errors import LedgerError
from bot.locales import translator_for
from bot.models.digest import PublishedDigest
from briefings.export import from_record, parse_json
from briefings.export.citation import get_link
from briefings.verification import CitedSentence, CitedStory, Proof
from corpus.dates import exact_day
from corpus.errors import NotStored
from corpus.models import Actor, ActorKind, Citation, Confidence, Document, MentionKind, Sentence
from corpus.store import Store

#: Characters of the sentence before and after that are shown, each.
MAX_CONTEXT_CHARACTERS = 500
#: Articles that are held in memory while the digests of a server are read.
_MAX_HELD_ARTICLES = 200


@dataclass(frozen=True, slots=True)
class ArchivedSentence:
    """
    A quoted sentence with its citation, its context, and what is needed to check it.

    Attributes:
        cited: The sentence as the digest cites it.
        sha256: Hex digest of its words in UTF-8.
        link: Address of the article if a browser may follow it, else ``""``.
        language: ISO 639-1 code of the article's language, ``""`` if it is not known.
        before: The sentence before it, ``""`` if there is none or the article is no longer stored.
        after: The sentence after it, or ``""``.
        actors: The people and organisations that it names.
    """

    cited: CitedSentence
    sha256: str
    link: str = ""
    language: str = ""
    before: str = ""
    after: str = ""
    actors: tuple[Actor, ...] = ()

    @property
    def citation(self) -> Citation:
        """The citation of its article."""
        one = self.cited
        confidence = Confidence(one.confidence)
        return Citation(one.key, one.revision, one.title, one.outlet, one.published, confidence, one.address)

    @property
    def event_day(self) -> date | None:
        """The day that it is about, if it is exactly one."""
        return exact_day(self.cited.event)

    @property
    def published_day(self) -> date | None:
        """The day on which its article was published, if it is exactly one."""
        return exact_day(self.cited.published)

    @property
    def other_outlets(self) -> tuple[str, ...]:
        """Names of other outlets that report the same."""
        names = dict.fromkeys(outlet for _key, _revision, outlet in self.cited.also if outlet)
        return tuple(name for name in names if name != self.cited.outlet)


@dataclass(frozen=True, slots=True)
class ArchivedStory:
    """
    A story of a digest.

    Attributes:
        id: Its id, the same in every digest; ``""`` for sentences that belong to no story.
        title: Its headline; ``""`` if it has none.
        sentences: What the digest quotes of it.
    """

    id: str
    title: str
    sentences: tuple[ArchivedSentence, ...]

    @property
    def language(self) -> str:
        """The language of its first sentence, ``""`` if it is not known."""
        return self.sentences[0].language


@dataclass(frozen=True, slots=True)
class ArchivedDigest:
    """
    A digest as it is shown.

    Attributes:
        id: The digest id in the footer of its message.
        server_name: Name of the server.
        channel_name: Name of the channel, without ``#``.
        language: Language of the bot's own text in it, one of `bot.locales.translator.LANGUAGES`.
        topic: Its topic, ``""`` for all news.
        day: Its local date.
        posted: When it was due, UTC.
        stories: Its stories; sentences that belong to none are in a last one without an id.
    """

    id: str
    server_name: str
    channel_name: str
    language: str
    topic: str
    day: date
    posted: datetime
    stories: tuple[ArchivedStory, ...]

    @property
    def sentences(self) -> tuple[ArchivedSentence, ...]:
        """All its sentences in the order shown."""
        return tuple(sentence for story in self.stories for sentence in story.sentences)

    @property
    def seal(self) -> str:
        """Hash of its sentences with their places, in order: it changes if one is altered, moved, added or removed."""
        return hash_text("\n".join(map(describe_place, self.sentences)))

    @property
    def path(self) -> str:
        """The path of its page, which never changes."""
        return f"digests/{self.day.isoformat()}-{self.id}.html"


def hash_text(text: str) -> str:
    """Return the SHA-256 of *text* in UTF-8, in hex."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def describe_place(sentence: ArchivedSentence) -> str:
    """Return the line that stands for a sentence in a seal: its hash, its article and its place in it."""
    one = sentence.cited
    return f"{sentence.sha256} {one.key} {one.revision} {one.start} {one.end}"


def collect_digests(store: Store, published: Iterable[PublishedDigest]) -> tuple[ArchivedDigest, ...]:
    """
    Return *published* with context, languages and names of actors from *store*, in the same order.

    What is quoted comes from the ledger alone, so that a digest can be shown when its articles are no longer stored.

    Raises:
        LedgerError: If the record of a digest is damaged.
    """
    shelf = _ArticleShelf(store)
    return tuple(_build_digest(one, shelf) for one in published)


class _ArticleShelf:
    """Articles of *store*, of which the last few hundred are held, since digests quote the same ones."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[tuple[str, str, int], Document | None] = {}

    def find(self, key: str, scope: str, revision: int) -> Document | None:
        """Return a revision of an article, or None if it is no longer stored."""
        place = (scope, key, revision)
        if place not in self._held:
            if len(self._held) >= _MAX_HELD_ARTICLES:
                self._held.pop(next(iter(self._held)))
            try:
                self._held[place] = self._store.get_document(key, scope, revision)
            except NotStored:
                self._held[place] = None
        return self._held[place]


def _build_digest(published: PublishedDigest, shelf: _ArticleShelf) -> ArchivedDigest:
    try:
        proof = from_record(parse_json(published.proof))
        topic, named = _get_topic(proof), _load_actor_ids(published.sentences)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "Take it off the pages with /archive remove."
        raise LedgerError(f"digest {published.id}", "its record is damaged", remedy) from error
    sentences = {
        one.number: _build_sentence(one, shelf.find(one.key, published.scope, one.revision), named)
        for one in proof.sentences
    }
    return ArchivedDigest(
        published.id,
        published.server_name,
        published.channel_name,
        translator_for(published.language).language,
        topic,
        published.day,
        published.due,
        tuple(_build_stories(proof.stories, sentences)),
    )


def _build_stories(stories: Sequence[CitedStory], sentences: Mapping[int, ArchivedSentence]) -> Iterator[ArchivedStory]:
    rest = dict(sentences)
    for story in stories:
        own = tuple(rest.pop(number) for number in story.sentences if number in rest)
        if own:
            yield ArchivedStory(story.id, " ".join(story.headline.text.split()) if story.headline else "", own)
    if rest:
        yield ArchivedStory("", "", tuple(rest.values()))


def _get_topic(proof: Proof) -> str:
    """Return the topic for which the digest was composed: the present one of its subscription may be another."""
    request = json.loads(proof.request)
    topic = request.get("topic") or {}
    return str(topic.get("name") or request.get("text") or "")


#: Key, revision and end of a sentence; a quoted one may begin behind the dateline of the stored one.
_Place = tuple[str, int, int]


def _load_actor_ids(record: str) -> dict[_Place, tuple[str, ...]]:
    """Return the actors that each sentence names, by its place, from a ledger row's record of its sentences."""
    told = [one["told"] for one in json.loads(record or "[]")]
    return {
        (one["key"], one["revision"], one["end"]): tuple(
            dict.fromkeys(
                actor for _start, _end, actor, kind in one.get("mentions", ()) if kind != MentionKind.PRONOUN.value
            )
        )
        for one in told
    }


def _build_sentence(
    cited: CitedSentence, document: Document | None, actor_ids: Mapping[_Place, tuple[str, ...]]
) -> ArchivedSentence:
    sentence = ArchivedSentence(cited, hash_text(cited.text), get_link(cited) or "")
    if document is None or document.article.text[cited.start : cited.end] != cited.text:
        return sentence
    before, after = _find_neighbours(document.sentences, cited)
    known = {actor.id: actor for actor in document.actors if is_listed(actor)}
    ids = actor_ids.get((cited.key, cited.revision, cited.end), ())
    return replace(
        sentence,
        language=document.article.language,
        before=_shorten(before.text, keep_end=True) if before else "",
        after=_shorten(after.text) if after else "",
        actors=tuple(known[one] for one in ids if one in known),
    )


def is_listed(actor: Actor) -> bool:
    """Return whether an actor has a page: places, events and documents are none, and nobody knows the anonymous."""
    return actor.kind not in {ActorKind.ANONYMOUS, ActorKind.DOCUMENT, ActorKind.PLACE, ActorKind.EVENT}


def _find_neighbours(sentences: Sequence[Sentence], cited: CitedSentence) -> tuple[Sentence | None, Sentence | None]:
    """Return the sentences before and after a cited one in the same zone of its article."""
    index = bisect_right(sentences, cited.start, key=lambda one: one.start) - 1
    if index < 0 or cited.start >= sentences[index].end:
        return None, None
    zone = sentences[index].zone
    around = (
        sentences[index - 1] if index else None,
        sentences[index + 1] if index + 1 < len(sentences) else None,
    )
    before, after = (one if one and one.zone is zone else None for one in around)
    return before, after


def _shorten(text: str, *, keep_end: bool = False) -> str:
    words = " ".join(text.split())
    if len(words) <= MAX_CONTEXT_CHARACTERS:
        return words
    return f"… {words[-MAX_CONTEXT_CHARACTERS:]}" if keep_end else f"{words[:MAX_CONTEXT_CHARACTERS]} …"
