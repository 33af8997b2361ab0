"""Claims about dates in questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.dates import read_question

_FILE = Path(__file__).parents[1] / "data" / "date_questions.txt"


def _phrases() -> list[tuple[str, str, str]]:
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [
        (today.strip(), text.strip(), wanted.strip()) for today, text, wanted in (line.split("|") for line in lines)
    ]


def _read(today: str, text: str) -> str:
    """Read a question and write its windows as the file does."""
    written = []
    for reading in read_question(text, None if today == "-" else date.fromisoformat(today)):
        if reading.window is None:
            written.append("!" if reading.problem else "?")
            continue
        first, last = reading.window.first, reading.window.last
        written.append(str(first) if first == last else f"{first or ''}..{last or ''}")
    return " ; ".join(written)


@pytest.mark.parametrize(("today", "text", "wanted"), [pytest.param(*row, id=row[1]) for row in _phrases()])
def test_a_question_asks_about_its_days(today: str, text: str, wanted: str) -> None:
    """The dates of a question are read as the windows written beside it."""
    assert _read(today, text) == wanted
