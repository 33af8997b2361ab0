"""Time expressions in other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.dates.pack_tagger import tag_with_pack
from corpus.languages.pack import PACK_LANGUAGES, load_pack
from corpus.models import Sentence, TimeExpression, TimeKind

_PHRASES = Path(__file__).parents[2] / "data" / "date_phrases.tsv"
#: Thursday; the phrases are read as of this day.
_PUBLISHED = "2024-06-20"


def _tag(text: str, language: str, published: str | None = _PUBLISHED) -> tuple[TimeExpression, ...]:
    pack = load_pack(language)
    assert pack
    return tag_with_pack([Sentence("a", 0, len(text), text)], published, pack)


def _load_phrases() -> list[tuple[str, str, str]]:
    rows = (line.split("\t") for line in _PHRASES.read_text(encoding="utf-8").splitlines())
    return [(language, marked, value) for language, marked, value in rows]


@pytest.mark.parametrize(("language", "marked", "value"), _load_phrases())
def test_a_date_phrase_has_its_value(language: str, marked: str, value: str) -> None:
    """The words in brackets are tagged with the value given, and no other words of the sentence."""
    start, end = marked.index("["), marked.index("]") - 1
    found = _tag(marked.replace("[", "").replace("]", ""), language)
    assert [(one.value, one.start < end and start < one.end) for one in found] == [(value, True)]


@pytest.mark.parametrize("language", PACK_LANGUAGES)
def test_without_a_day_of_publication_relative_days_stay_open(language: str) -> None:
    """A day that is counted from publication has no value where that is unknown."""
    pack = load_pack(language)
    assert pack
    words = {
        "de": "gestern", "fr": "hier", "es": "ayer", "uk": "учора", "ru": "вчера", "ko": "어제", "ja": "昨日",
        "zh": "昨天", "ar": "أمس", "it": "ieri", "pt": "ontem", "pl": "wczoraj", "tr": "dün",
    }  # fmt: skip
    assert [one.value for one in _tag(words[language], language, None)] == ["XXXX-XX-XX"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Kreis zählte 14.500 Patienten und 2:18:04 Stunden."),
        ("fr", "Le budget est de 14 500 euros."),
        ("ko", "주택 43채를 짓는다."),
        ("uk", "Роботи коштували 18 млн грн."),
    ],
)
def test_other_numbers_are_no_dates(language: str, text: str) -> None:
    """Amounts of money, people and houses are not dated."""
    assert not [one for one in _tag(text, language) if one.kind is not TimeKind.DURATION]


def test_spans_are_code_points_of_the_text() -> None:
    """Digits of other scripts keep their place."""
    text = "افتتح في ٣ مارس ١٩٧٤."
    (found,) = _tag(text, "ar")
    assert (text[found.start : found.end], found.value) == ("٣ مارس ١٩٧٤", "1974-03-03")


def test_a_weekday_follows_the_tense_around_it() -> None:
    """A weekday beside a word of the future is the next one, else the last one."""
    assert [one.value for one in _tag("Er kam am Montag.", "de")] == ["2024-06-17"]
    assert [one.value for one in _tag("Er soll am Montag kommen.", "de")] == ["2024-06-24"]
