"""The first promise: every sentence in every reply stands word for word in its file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.services.engine import QueryEngine
from briefings.models import Point
from briefings.ranking.sumy import SUMY_RANKERS
from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.paths import SAMPLE, list_seeds

QUESTIONS = (
    "What did Putin say about arming Ukraine?",
    "what happened on Thursday?",
    "who is Kim Yo-jong?",
    "how many balloons were launched?",
    "Where was the treaty signed?",
    "sanctions",
    "what is due in July 2024?",
)


def _open_engine(files: list[Path]) -> QueryEngine:
    store = open_store("sqlite:///:memory:")
    sources = [source for file in files for source in load_sources(file).sources]
    add_sources(store, sources, load_bundled_registry())
    return QueryEngine(store, load_bundled_registry())


def _list_points(engine: QueryEngine) -> Iterator[Point]:
    for limit in (1, 6, 40):
        yield from engine.summarize(limit=limit).points
    for name in SUMY_RANKERS:
        yield from engine.summarize(text="balloons", limit=8, ranker=name).points
    for question in QUESTIONS:
        yield from engine.ask(question=question, today=date(2024, 6, 24)).points
    for actor in engine.suggest_actors(limit=25):
        yield from engine.describe_actor(name=actor).points
    for day in engine.list_event_days():
        yield from engine.list_events(phrase=day.isoformat(), today=date(2024, 6, 24)).points


def _count_verbatim_points(files: list[Path]) -> int:
    texts = {file.stem: file.read_bytes().decode("utf-8") for file in files}
    told = 0
    with _open_engine(files) as engine:
        for point in _list_points(engine):
            sentence = point.passage.sentence
            assert sentence.text == texts[point.passage.citation.key][sentence.start : sentence.end]
            told += 1
    return told


def test_every_reply_from_the_sample_is_verbatim() -> None:
    """Briefings by every ranker, and answers on every actor and day of the sample, quote the files to the character."""
    assert _count_verbatim_points(sorted(SAMPLE.glob("*.txt"))) > 150


@pytest.mark.seeds
def test_every_reply_from_the_seeds_is_verbatim() -> None:
    """The same holds for real articles with all their noise."""
    assert _count_verbatim_points(list_seeds()) > 50


def test_every_span_that_the_reader_prints_lies_in_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Zones, sentences, mentions, dates and quotes of ``read --json`` are spans of the file, in order."""
    from bot.cli.main import main

    files = sorted(SAMPLE.glob("*.txt"))
    assert main(["read", *map(str, files), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    for document, file in zip(printed["documents"], files, strict=True):
        text = file.read_bytes().decode("utf-8")
        assert document["id"] == file.stem
        for start, end, *_ in (*document["zones"], *document["sentences"]):
            assert text[start:end].strip() == text[start:end] != ""
        for marked in (*document["mentions"], *document["dates"], *document["quotes"]):
            assert 0 <= marked["start"] < marked["end"] <= len(text)
        for mention in document["mentions"]:
            assert mention["actor"] in printed["actors"]
