"""Claims about exports that earlier versions wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services.engine import QueryEngine
from briefings.export import write_export
from briefings.export.formats import FORMATS, read_export
from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store

_EXPORTS = Path(__file__).parents[2] / "data" / "exports"
_OLD_FILES = sorted((_EXPORTS / "form_1").iterdir())


@pytest.fixture(scope="module")
def engine() -> Iterator[QueryEngine]:
    """Yield an engine on the articles that the exports quote."""
    store = open_store("sqlite:///:memory:")
    add_sources(store, load_sources(_EXPORTS / "articles").sources, load_bundled_registry())
    with QueryEngine(store, load_bundled_registry()) as opened:
        yield opened


@pytest.mark.parametrize("path", _OLD_FILES, ids=lambda path: path.suffix)
def test_an_export_of_form_1_still_verifies(engine: QueryEngine, path: Path) -> None:
    """What was exported before there were stories is read whole, and every sentence of it holds."""
    export = read_export(path.read_bytes().decode())
    assert export.intact
    assert export.proof.version == 1
    assert engine.verify(export.proof).is_valid


@pytest.mark.parametrize("form", FORMATS)
def test_a_proof_of_form_1_is_written_as_such(form: str) -> None:
    """A proof kept for a button is exported in its own form, whose id covers no stories."""
    proof = read_export((_EXPORTS / "form_1" / "briefing.json").read_bytes().decode()).proof
    again = read_export(write_export(proof, form))
    assert (again.proof, again.intact) == (proof, True)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_holds_the_titles_of_its_stories(engine: QueryEngine, form: str) -> None:
    """In every format, stories come back as written, and their titles are checked against the articles."""
    proof = engine.prove(engine.summarize(limit=3))
    again = read_export(write_export(proof, form))
    assert (again.proof, again.intact) == (proof, True)
    verdict = engine.verify(again.proof)
    assert verdict.is_valid
    assert [check.headline.text for check in verdict.headline_checks] == ["Fishing fleet returns to Port Ellery"]


def test_another_title_is_not_verified(engine: QueryEngine) -> None:
    """A title that was changed in the file fits neither the id nor the article."""
    text = write_export(engine.prove(engine.summarize(limit=3)), "json")
    changed = text.replace(
        '"text": "Fishing fleet returns to Port Ellery"', '"text": "Fishing fleet is lost off Port Ellery"'
    )
    assert changed != text
    verdict = engine.verify(read_export(changed).proof)
    assert not verdict.is_valid
    assert not verdict.id_matches
    assert verdict.headline_checks[0].reasons
