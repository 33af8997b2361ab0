"""Claims about copying what had been published by a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.entities import Registry
from corpus.models import Query, Topic
from corpus.pipeline import add_sources, copy_published_by, find_first_day, list_published_keys
from corpus.sources.files import build_source
from corpus.store import CurationRecord, Store
from tests.support.corpus.documents import build_document, build_record

DAY = date(2023, 5, 9)


def add_texts(store: Store, registry: Registry, scope: str = "", **days: str) -> None:
    """Add an article for each name, published on its day."""
    add_sources(
        store,
        [
            build_source(
                f"title: The {name} mill\noutlet: Post {name}\npublished: {day}\n\n"
                f"Ida Holm, the owner of the {name} mill, hired {10 + number} people in Harl.\n".encode(),
                name,
                f"{name}.txt",
                scope,
            )
            for number, (name, day) in enumerate(days.items())
        ],
        registry,
    )


def list_past_keys(store: Store, registry: Registry, day: date = DAY, scope: str = "", limit: int = 100) -> list[str]:
    """Return the keys of the articles that are copied, and check that they are those listed for the day."""
    with copy_published_by(store, registry, day, scope, limit) as past:
        keys = list(past.list_keys(scope))
    if limit >= 100:
        assert frozenset(keys) == list_published_keys(store, day, scope)
    return keys


def test_a_day_counts_as_a_whole(store: Store, registry: Registry) -> None:
    """What is of the day itself is copied, at whatever time; what is of the next day is not."""
    add_texts(
        store,
        registry,
        before="2023-05-08",
        morning="2023-05-09",
        night="2023-05-09T23:59:00-07:00",
        after="2023-05-10T00:01:00+09:00",
    )
    assert list_past_keys(store, registry) == ["before", "morning", "night"]
    assert find_first_day(store) == date(2023, 5, 8)


@pytest.mark.parametrize(
    ("value", "day", "copied"),
    [
        ("2023-05", date(2023, 5, 30), False),
        ("2023-05", date(2023, 5, 31), True),
        ("2023-W19", date(2023, 5, 13), False),
        ("2023-W19", date(2023, 5, 14), True),
        ("2023", date(2023, 12, 30), False),
    ],
)
def test_a_month_or_week_counts_by_its_last_day(
    store: Store, registry: Registry, value: str, day: date, copied: bool
) -> None:
    """Where the day of publication is open, it is not taken for an earlier one."""
    store.add_article(build_record(build_document("a", published=value)))
    assert bool(list_past_keys(store, registry, day)) is copied


def test_an_undated_article_counts_by_the_day_of_adding(store: Store, registry: Registry) -> None:
    """It is there from that day on; one whose day of adding is unknown is never."""
    record = build_record(build_document("a", published=None))
    store.add_article(replace(record, added="2023-05-09"))
    assert list_past_keys(store, registry, date(2023, 5, 8)) == []
    assert list_past_keys(store, registry, DAY) == ["a"]
    store._db.execute("UPDATE revisions SET added = ''")  # type: ignore[attr-defined]  # as an older store has it
    assert list_past_keys(store, registry, date(2099, 1, 1)) == []
    assert find_first_day(store) is None


def test_the_day_of_adding_is_recorded(store: Store, registry: Registry) -> None:
    """It is the day that whoever adds the text says it is, by whatever clock; unknown if nobody says it."""
    for text, today in (("Some words.", date(2023, 5, 9)), ("New words.", date(2099, 1, 2)), ("Last words.", None)):
        source = build_source(f"Mill\n\n{text}".encode(), "a", "a.txt")
        add_sources(store, [source], registry, today=today)
    assert store.list_revisions("a") == ((1, "2023-05-09"), (2, "2099-01-02"), (3, ""))
    assert [store.get_record("a", revision=number).added for number in (1, 2, 3)] == ["2023-05-09", "2099-01-02", ""]


def test_the_revision_of_a_moment_is_found(store: Store, registry: Registry) -> None:
    """It is the newest that had been added by then; a server finds that of an article that all see."""
    moments = [store.get_sequence()]
    for text in ("Some words.", "New words."):
        add_sources(store, [build_source(f"Mill\n\n{text}".encode(), "a", "a.txt")], registry)
        moments.append(store.get_sequence())
    assert [store.find_revision("a", "7", moment) for moment in moments] == [None, 1, 2]


@pytest.mark.parametrize(
    ("day", "revision"), [("2023-05-09", 1), ("2023-05-11", 2), ("2023-05-20", 3)], ids=["first", "second", "third"]
)
def test_the_text_of_then_is_copied(store: Store, registry: Registry, day: str, revision: int) -> None:
    """Of several revisions it is the last that was stored by then, else the first; nothing of later ones is found."""
    for number, added in enumerate(("2023-05-10", "2023-05-11", "2023-05-15"), 1):
        document = build_document("a", "Mill", f"Word{number} was written.", published="2023-05-08", revision=number)
        store.add_article(replace(build_record(document), added=added))
    with copy_published_by(store, registry, date.fromisoformat(day)) as past:
        (passage,) = past.search(Query())
    assert (passage.citation.revision, passage.sentence.text) == (revision, f"Word{revision} was written.")


def test_a_revision_with_a_later_date_leaves_the_earlier_one(store: Store, registry: Registry) -> None:
    """A page that says "updated" a week later was there before, with the words of then."""
    for number, published in enumerate(("2023-05-08", "2023-05-16"), 1):
        document = build_document("a", "Mill", f"Word{number} was written.", published=published, revision=number)
        store.add_article(replace(build_record(document), added=published))
    with copy_published_by(store, registry, DAY) as past:
        (passage,) = past.search(Query())
    assert passage.citation.revision == 1


def test_a_server_sees_its_own_past_and_the_shared_one(store: Store, registry: Registry) -> None:
    """Articles, topics and curations of another server are not copied."""
    add_texts(store, registry, shared="2023-05-08")
    add_texts(store, registry, "1", own="2023-05-08")
    add_texts(store, registry, "2", other="2023-05-08")
    for scope in ("1", "2"):
        store.save_topic(Topic(f"Topic {scope}", ("mill",), scope=scope))
        store.add_curation(CurationRecord("alias", "ida-holm", f"Alias {scope}", scope))
    with copy_published_by(store, registry, DAY, "1") as past:
        outlets = {one.citation.outlet for one in past.list_articles(None)}
        assert outlets == {"Post shared", "Post own"}
        assert [one.name for one in past.list_topics(None)] == ["Topic 1"]
        assert {one.value for scope in past.list_scopes() for one in past.list_curations(scope)} == {"Alias 1"}


def test_origins_are_those_of_then(store: Store, registry: Registry) -> None:
    """A reprint of a later day joins nothing that had been published before, and names no origin."""
    body = " ".join(f"Sentence {n} tells of the flood at Harl bridge number {n}." for n in range(30))
    for name, day in (("b", "2023-05-08"), ("a", "2023-05-12")):
        text = f"title: Flood\noutlet: Post {name}\npublished: {day}\n\n{body}\n"
        add_sources(store, [build_source(text.encode(), name, f"{name}.txt")], registry)
    assert {one.citation.origin for one in store.list_articles()} == {"a"}
    with copy_published_by(store, registry, DAY) as past:
        assert [(one.citation.key, one.citation.origin) for one in past.list_articles()] == [("b", "b")]


def test_names_are_those_of_then(store: Store, registry: Registry) -> None:
    """Whom only later articles name is unknown, and a description that the program brings along is not copied."""
    add_texts(store, registry, a="2023-05-08")
    text = "title: Vote\noutlet: Post\npublished: 2023-05-12\n\nRut Amdahl met Vladimir Putin in Harl on Friday.\n"
    add_sources(store, [build_source(text.encode(), "b", "b.txt")], registry)
    with copy_published_by(store, registry, DAY) as past:
        assert "rut-amdahl" not in {actor.id for actor in past.list_actors()}
        assert "ida-holm" in {actor.id for actor in past.list_actors()}
    with copy_published_by(store, registry, date(2023, 5, 12)) as past:
        assert next(actor for actor in past.list_actors() if actor.id == "vladimir-putin").description == ""


def test_at_most_so_many_articles_are_copied(store: Store, registry: Registry) -> None:
    """The latest are."""
    add_texts(store, registry, a="2023-05-01", b="2023-05-05", c="2023-05-03", d="2023-05-11")
    assert list_past_keys(store, registry, limit=2) == ["b", "c"]


def test_the_copy_has_the_sequence_number_of_the_store(store: Store, registry: Registry) -> None:
    """So that ids of briefings tell from which state of the store they are; the store stays as it is."""
    add_texts(store, registry, a="2023-05-01", b="2023-05-05", c="2023-05-20")
    before = store.get_sequence()
    with copy_published_by(store, registry, DAY) as past:
        assert past.get_sequence() == before == store.get_sequence()
        assert past.check_integrity() == ()
