"""A store as JSON Lines and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from corpus.entities import load_bundled_registry
from corpus.errors import SourceError
from corpus.models import Hints, Topic
from corpus.pipeline import add_sources, export_store, import_lines
from corpus.sources.files import build_source, load_sources
from corpus.store import CurationRecord, Feed, Store, open_store
from tests.support.paths import SAMPLE

FEED = Feed("https://example.org/feed", "Example", "1", etag='"1"', failures=2, seen=("x",))


@pytest.fixture
def filled_store() -> Iterator[Store]:
    """Open a store that holds something of every kind."""
    registry = load_bundled_registry()
    store = open_store("sqlite:///:memory:")
    add_sources(store, load_sources(SAMPLE).sources[:6], registry)
    store.save_feed(FEED)
    page = build_source(b"Harbour opens\n\nFerries run.", "page", "https://example.org/a", "1")
    hints = Hints(
        "Harbour opens",
        published="2024-06-20",
        published_by="JSON-LD",
        body=((0, 5), (6, 9)),
        picture="https://a.example/b.jpg",
    )
    page = replace(page, hints=hints, renderer="pages 1")
    for text in (page.text, page.text + "\n\nTrains\u2028too.\x85"):
        add_sources(store, [replace(page, text=text)], registry, feed=FEED.url)
    store.save_topic(Topic("Harbours", ("ferries",), ("Norhaven",), languages=("en",), scope="1"))
    store.add_curation(CurationRecord("alias", "vladimir-putin", "V. Putin"))
    store.add_curation(CurationRecord("alias", "norhaven", "The Haven", "1"))
    store.add_curation(CurationRecord("alias", "norhaven", "The Sound", "of one who has but words"))
    yield store
    store.close()


def dump_store(store: Store) -> list[object]:
    """Return all that a store holds but the times of arrival."""
    listed = [replace(one, sequence=0) for one in store.list_articles(None)]
    documents = [store.get_document(one.citation.key, one.scope) for one in listed]
    return [
        listed,
        documents,
        list(store.stream_records()),
        store.list_feeds(None),
        store.list_topics(None),
        [store.list_curations(scope) for scope in ("1", "of one who has but words")],
        store.list_actors("1"),
    ]


def test_what_was_exported_comes_back_whole(filled_store: Store) -> None:
    """An import into an empty store gives all again: articles, feeds, topics and words; a second changes nothing."""
    lines = list(export_store(filled_store))
    assert all(json.loads(line)["kind"] for line in lines)
    assert "\n".join(lines).splitlines() == lines
    with open_store("sqlite:///:memory:") as store:
        report = import_lines(store, lines)
        assert [outcome.state.value for outcome in report].count("added") == 7
        assert dump_store(store) == dump_store(filled_store)
        assert store.check_integrity() == ()
        before = store.get_sequence()
        assert {outcome.state.value for outcome in import_lines(store, lines)} == {"unchanged"}
        assert store.get_sequence() == before
        assert list(export_store(store)) == lines


def test_another_text_under_a_key_is_refused(filled_store: Store) -> None:
    """An import never overwrites; what is in the way is named."""
    line = next(line for line in export_store(filled_store) if json.loads(line)["kind"] == "article")
    given = json.loads(line)
    given["text"] = given["text"].replace("e", "a")
    outcomes = import_lines(filled_store, [json.dumps(given)])
    assert [(one.state.value, one.key) for one in outcomes] == [("refused", given["key"])]
    assert "another text" in outcomes[0].reason


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("no JSON", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param('{"kind": "cake"}', id="another kind"),
        pytest.param("[" * 100_000, id="lists in lists without end"),
        pytest.param('{"kind": "dateline", "form": 99}', id="a newer form"),
        pytest.param('{"kind": "article", "key": "a"}', id="half an article"),
        pytest.param('{"kind": "feed", "colour": "red"}', id="no feed"),
    ],
)
def test_a_line_of_another_form_is_named(line: str) -> None:
    """A broken line gives its number, and what came before it is kept."""
    good = json.dumps({"kind": "word", "action": "alias", "actor": "a", "value": "b", "scope": ""})
    with open_store("sqlite:///:memory:") as store:
        with pytest.raises(SourceError, match="line 2"):
            import_lines(store, [good, line])
        assert len(store.list_curations()) == 1


def _set_value(line: dict[str, Any], path: tuple[str | int, ...], value: object) -> None:
    for key in path[:-1]:
        line = line[key]  # type: ignore[index]
    line[path[-1]] = value  # type: ignore[index]


# In the order of the marks: zones, claims, sentences, dates, mentions, quotations, actors.
@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("marks", 2, 0, 1), 10**6, id="a sentence that ends behind the text"),
        pytest.param(("marks", 2, 1, 0), 0, id="a sentence that overlaps another"),
        pytest.param(("marks", 0, 0, 0), None, id="a zone without a beginning"),
        pytest.param(("marks", 3, 0, 0), -5, id="a date before the text"),
        pytest.param(("marks", 4, 0, 1), 1.5, id="a mention that ends within a letter"),
        pytest.param(("marks", 4, 0, 2), "nobody", id="a mention of an unknown actor"),
        pytest.param(("marks", 5, 0, 6), float("nan"), id="a confidence that is no number"),
        pytest.param(("marks", 5, 0, 4), [None, 3], id="a cue that is no span"),
        pytest.param(("marks", 5, 0, 5), [], id="a source without ends"),
        pytest.param(("marks", 6, 0, 1), ["Kim"], id="an actor whose name is a list"),
        pytest.param(("marks", 1, 5, 0), "some day", id="a date of publication that is none"),
        pytest.param(("text",), "Half a \ud800 character", id="a text that no database can hold"),
        pytest.param(("revision",), 2**70, id="a revision beyond all counting"),
        pytest.param(("feed",), 7, id="a feed that is a number"),
        pytest.param(("hints", "title"), 7, id="a title that is a number"),
    ],
)
def test_marks_that_do_not_fit_are_refused(path: tuple[str | int, ...], value: object) -> None:
    """An article whose marks are not of its text is not taken in, so no sentence is quoted that it does not hold."""
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, load_sources(SAMPLE).sources[3:4], load_bundled_registry())
        line = next(one for one in map(json.loads, export_store(store)) if one["kind"] == "article")
    _set_value(line, path, value)
    with open_store("sqlite:///:memory:") as store:
        with pytest.raises(SourceError, match="isn't a line of a Dateline export") as caught:
            import_lines(store, [json.dumps(line)])
        assert caught.value.subject == "line 1"
        assert store.list_keys() == ()
        assert store.check_integrity() == ()


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "word", "action": "alias", "actor": 1180591620717411303424, "value": "x", "scope": ""}',
        '{"kind": "word", "action": "alias", "actor": "russia", "value": "\\ud800", "scope": ""}',
        '{"kind": "word", "action": "cheer", "actor": "russia", "value": "x", "scope": ""}',
        '{"kind": "word", "action": "add", "actor": "x", "value": "{\\"kind\\": \\"cake\\"}", "scope": ""}',
        '{"kind": "topic", "name": 7, "terms": [], "actors": [], "sources": [], "languages": [], "scope": ""}',
        '{"kind": "feed", "url": "https://example.org/", "title": null, "seen": []}',
        '{"kind": "feed", "url": "https://example.org/", "failures": true, "seen": []}',
    ],
)
def test_what_no_column_takes_is_refused(line: str) -> None:
    """Feeds, topics and words are of the declared types, or nothing is kept of them."""
    with open_store("sqlite:///:memory:") as store:
        with pytest.raises(SourceError, match="isn't a line of a Dateline export"):
            import_lines(store, [line])
        assert (store.list_feeds(None), store.list_topics(None), store.list_curations()) == ((), (), ())
