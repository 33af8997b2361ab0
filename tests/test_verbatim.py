"""The first promise: every sentence in every reply stands word for word in its file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from briefings.model import Point
from briefings.salience import SUMY
from corpus import ingest
from corpus.registry import bundled
from corpus.store import open_store
from tests.paths import SAMPLE, seeds

QUESTIONS = (
    "What did Putin say about arming Ukraine?",
    "what happened on Thursday?",
    "who is Kim Yo-jong?",
    "how many balloons were launched?",
    "Where was the treaty signed?",
    "sanctions",
    "what is due in July 2024?",
)


def _desk(files: list[Path]) -> Desk:
    store = open_store("sqlite:///:memory:")
    sources = [source for file in files for source in ingest.load(file).sources]
    ingest.add(store, sources, bundled())
    return Desk(store, bundled())


def _replies(desk: Desk) -> Iterator[Point]:
    for limit in (1, 6, 40):
        yield from desk.brief(limit=limit).points
    for name in SUMY:
        yield from desk.brief(text="balloons", limit=8, ranker=name).points
    for question in QUESTIONS:
        yield from desk.ask(question=question, today=date(2024, 6, 24)).points
    for actor in desk.names(limit=25):
        yield from desk.who(name=actor).points
    for day in desk.days():
        yield from desk.when(phrase=day.isoformat(), today=date(2024, 6, 24)).points


def _prove(files: list[Path]) -> int:
    texts = {file.stem: file.read_bytes().decode("utf-8") for file in files}
    told = 0
    with _desk(files) as desk:
        for point in _replies(desk):
            sentence = point.passage.sentence
            assert sentence.text == texts[point.passage.citation.key][sentence.start : sentence.end]
            told += 1
    return told


def test_every_reply_from_the_sample_is_verbatim() -> None:
    """Briefings by every ranker, and answers on every actor and day of the sample, quote the files to the character."""
    assert _prove(sorted(SAMPLE.glob("*.txt"))) > 150


@pytest.mark.seeds
def test_every_reply_from_the_seeds_is_verbatim() -> None:
    """The same holds for real articles with all their noise."""
    assert _prove(seeds()) > 50


def test_every_span_that_the_reader_prints_lies_in_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Zones, sentences, mentions, dates and quotes of ``read --json`` are spans of the file, in order."""
    from bot.__main__ import main

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
