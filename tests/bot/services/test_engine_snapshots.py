"""What is known of the corpus is brought up to date by each change, and equals what is read anew."""

from __future__ import annotations

import gc
import random
from pathlib import Path

import pytest

from bot.services.engine import CorpusSnapshot, QueryEngine
from corpus.store import CurationRecord
from tests.support.bot.sample_articles import add_article

_PEOPLE = ("Ada Quenby", "Lars Lindqvist", "Ivo Brandell", "Tomas Brandell", "Bea Tarn", "Vladimir Putin")
_QUESTION = "What did Ada Quenby, Lindqvist, Brandell and Bea Tarn tell Vladimir Putin about the Harbour Pact?"


def _write_article(chance: random.Random) -> str:
    first, second = chance.sample(_PEOPLE, 2)
    day = chance.randrange(10, 28)
    return (
        f"Harbour of {chance.choice(('Riga', 'Tallinn'))}\nPublished {day} June 2024\n\n{first}, the head of the"
        f" harbour, closed the bridge on {day} June 2024. {second} said:"
        f" “We will rebuild it in {chance.randrange(9)} months.”"
    )


def _change_store(engine: QueryEngine, chance: random.Random, number: int) -> None:
    scope = chance.choice(("", "", "1"))
    match chance.randrange(6):
        case 0:
            for summary in engine.store.list_articles(scope)[:1]:
                engine.store.delete_article(summary.citation.key, summary.scope)
        case 1:
            engine.store.add_curation(CurationRecord("merge", "ada-quenby", "bea-tarn", scope))
        case 2 if number % 2:
            engine.store.delete_scope("1")
        case _:
            add_article(engine, f"article-{number % 7}", _write_article(chance), scope)


def _list_facts(snapshot: CorpusSnapshot) -> list[object]:
    stats = snapshot.stats
    names = [snapshot.find_actors(typed, 5) for typed in ("", "b", "lindqvist")]
    near = [snapshot.suggest_names(name) for name in ("Ada Quenbi", "Brandel", "Tarn")]
    known = dict(snapshot.lexicon.actors)
    return [stats, list(stats.days.items()), names, near, known, snapshot.lexicon.find_mentions(_QUESTION)]


@pytest.mark.parametrize("seed", range(4))
def test_a_snapshot_after_changes_equals_a_new_one(seed: int, tmp_path: Path) -> None:
    """Whatever articles, revisions, curations and servers come and go, in the server's articles and in everybody's."""
    chance, url = random.Random(seed), f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with QueryEngine.open(url) as engine:
        for number in range(14):
            _change_store(engine, chance, number)
            with QueryEngine.open(url) as other:
                for scope in ("", "1", "2"):
                    assert _list_facts(engine.snapshot(scope)) == _list_facts(other.snapshot(scope))
            assert engine.store.check_integrity() == ()


def test_a_snapshot_is_not_built_anew_after_an_article(monkeypatch: pytest.MonkeyPatch, engine: QueryEngine) -> None:
    """It is updated by what the article changes."""
    before = engine.snapshot("")
    monkeypatch.setattr(engine, "_build_snapshot", lambda _: pytest.fail("built anew"))
    add_article(engine, "ferry", "Ferry\nPublished 20 June 2024\n\nLars Lindqvist repaired the old ferry on Tuesday.")
    assert "lars-lindqvist" in engine.snapshot("").lexicon.actors
    assert "lars-lindqvist" not in before.lexicon.actors
    assert engine.snapshot("") is engine.snapshot("2")


def test_the_names_of_a_large_corpus_are_no_work_for_the_garbage_collector(
    monkeypatch: pytest.MonkeyPatch, engine: QueryEngine
) -> None:
    """Otherwise a question in a hundred would wait for it; of a small one it may keep track."""
    gc.unfreeze()
    engine.snapshot("")
    assert not gc.get_freeze_count()
    monkeypatch.setattr("bot.services.engine.session.MIN_LARGE_SNAPSHOT", 1)
    add_article(
        engine, "ferry", "Ferry\nPublished 20 June 2024\n\nLars Lindqvist repaired the old ferry on Tuesday.", "1"
    )
    engine.snapshot("1")
    frozen = gc.get_freeze_count()
    gc.unfreeze()
    assert frozen
