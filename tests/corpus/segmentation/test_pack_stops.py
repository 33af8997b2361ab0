"""Where sentences end in other languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corpus.languages.pack import load_pack
from corpus.models import Zone, ZoneSpan
from corpus.segmentation import label_zones, split_sentences
from corpus.segmentation.pack_stops import make_stop_rule

_DATA = Path(__file__).parents[2] / "data" / "languages.toml"
#: For each language a paragraph, its sentences separated by a bar.
_PARAGRAPHS = [tuple(row) for row in tomllib.loads(_DATA.read_text(encoding="utf-8"))["paragraphs"]]


@pytest.mark.parametrize(("language", "marked"), _PARAGRAPHS)
def test_a_sentence_ends_where_the_language_ends_it(language: str, marked: str) -> None:
    """Abbreviations, ordinals, initials and embedded quotations end no sentence."""
    text = marked.replace("|", "")
    pack = load_pack(language)
    assert pack
    found = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a", make_stop_rule(pack))
    assert [one.text for one in found] == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Stand: 14.03.2025, 07:15 Uhr"),
        ("fr", "Publié le 2 mars 2025 à 18h30"),
        ("es", "2 de marzo de 2025"),
        ("uk", "2 березня 2025, 18:30"),
        ("ko", "입력 2025.03.02 18:30"),
        ("ja", "2025年3月2日 18時30分"),
        ("zh", "来源：河畔日报 2025年3月2日 08:30"),
        ("ar", "٢ مارس ٢٠٢٥"),
        ("tr", "2 Mart 2025"),
    ],
)
def test_a_date_line_is_no_headline(language: str, line: str) -> None:
    """A line that holds a date with labels, time and outlet is a byline in its language."""
    text = f"X\n\n{line}\n\n{'Y. ' * 3}"
    zones = {text[one.start : one.end]: one.zone for one in label_zones(text, pack=load_pack(language))}
    assert zones[line] is Zone.BYLINE


def test_a_headline_with_a_date_is_no_date_line() -> None:
    """A headline that names a day stays one."""
    text = "Brücke wird am 2. März 2025 wieder für alle freigegeben\n\nDie Brücke öffnet. Sie war lange zu."
    zones = {text[one.start : one.end]: one.zone for one in label_zones(text, pack=load_pack("de"))}
    assert zones["Brücke wird am 2. März 2025 wieder für alle freigegeben"] is not Zone.BYLINE
