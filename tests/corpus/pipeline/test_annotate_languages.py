"""Articles in other languages, read as far as their packs go."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corpus.entities import load_bundled_registry
from corpus.languages.coverage import describe_reading, list_missing
from corpus.models import Document, Hints, Source
from corpus.pipeline.annotate import annotate

_REGISTRY = load_bundled_registry()


def _annotate(text: str, hints: Hints | None = None) -> Document:
    return annotate(Source(text, "a", "a.txt", "", hints=hints or Hints()), _REGISTRY, "a")


_BRIDGE: dict[str, str] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "languages.toml").read_text(encoding="utf-8")
)["bridge"]


@pytest.mark.parametrize("language", sorted(_BRIDGE))
def test_an_article_is_read_in_its_language(language: str) -> None:
    """Its days, its title and the speaker of its quotation are found; nothing else is an actor."""
    document = _annotate(_BRIDGE[language])
    provenance = document.article.provenance
    assert document.article.language == language
    assert provenance.published.value == "2025-03-02"
    assert provenance.title.value == _BRIDGE[language].split("\n")[0]
    assert "2025-02-28" in {one.value for one in document.dates}
    assert [actor.kind.value for actor in document.actors] == ["person"]
    assert [one.speaker for one in document.quotations] == [document.actors[0].id]


def test_a_language_without_a_name_reader_has_no_guessed_actors() -> None:
    """In Polish only registered actors are found."""
    document = _annotate(
        "Most zamknięty\n\n2 marca 2025\n\nMost zamknięto w piątek po kontroli. Inżynier Jan Lis i Niemcy ocenili."
    )
    assert (document.article.language, [one.id for one in document.actors]) == ("pl", ["germany"])
    assert list_missing("pl") == ("no name reader", "no reader of speakers")
    assert describe_reading("pl") == "Polish, read in part: no name reader, no reader of speakers"


def test_a_language_without_a_pack_has_no_guessed_dates() -> None:
    """In Dutch no date is found rather than a wrong one."""
    document = _annotate(
        "Brug dicht\n\n02.03.2025\n\nDe gemeente heeft de brug op 03/04 gesloten."
        " De brug is niet meer veilig, zei de wethouder."
    )
    assert (document.article.language, document.dates, document.quotations) == ("nl", (), ())
    assert "read in part" in describe_reading("nl")


def test_a_text_of_unknown_language_is_read_as_english() -> None:
    """A text too short to identify is read as it was before languages were identified."""
    assert _annotate("Alpha Beta\n\nMay 3, 2025").article.language == ""
    assert describe_reading("") == "unknown, read as English"


def test_the_page_may_state_the_language() -> None:
    """A short text has the language that its page states."""
    assert _annotate("Kein Kommentar", Hints(language="de-AT")).article.language == "de"
