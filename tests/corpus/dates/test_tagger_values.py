"""Claims about what each form of words is worth; each sentence beside its values in tests/data/date_values.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.dates.tagger import tag
from corpus.models import Sentence, TimeKind

_FILE = Path(__file__).parents[2] / "data" / "date_values.txt"


def _read_rows() -> list[tuple[str, str, str]]:
    rows = [row for row in _FILE.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    return [
        (published.strip(), text.strip(), values.strip()) for published, text, values in (r.split("|") for r in rows)
    ]


def _tag_values(published: str, text: str) -> str:
    """Tag *text* as the file writes it: its sentences joined by ``//``, a kind in brackets where it is no date."""
    sentences, start = [], 0
    for words in text.split(" // "):
        sentences.append(Sentence("a", start, start + len(words), words))
        start += len(words) + 1
    found = tag(sentences, None if published == "-" else published)
    kinds = [f" ({one.kind.value.lower()})" if one.kind is not TimeKind.DATE else "" for one in found]
    return " ; ".join(f"{one.text} = {one.value}{kind}" for one, kind in zip(found, kinds, strict=True))


@pytest.mark.parametrize(
    ("published", "text", "values"), [pytest.param(*row, id=f"{row[1]} ({row[0]})") for row in _read_rows()]
)
def test_the_times_of_a_sentence_have_the_values_beside_it(published: str, text: str, values: str) -> None:
    """Each time is marked by its own words, has its value and kind, and nothing else is marked."""
    assert _tag_values(published, text) == values
