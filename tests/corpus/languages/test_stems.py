"""Stems in other languages, and the language of a question."""

from __future__ import annotations

import pytest

from corpus.languages import stems
from corpus.languages.identification import identify_question_language
from corpus.languages.stems import list_stems


@pytest.mark.parametrize(
    ("language", "question", "sentence"),
    [
        ("de", "Wer lehnte den Antrag ab?", "Der Antrag wurde abgelehnt."),
        ("fr", "Qui a fermé l’école ?", "L’école fermée rouvrira."),
        ("es", "¿Quién cerró la escuela?", "La escuela cerrada abrirá."),
        ("uk", "Хто закрив школу?", "Школа закрита."),
        ("ru", "Кто закрыл школу?", "Школа закрыта."),
        ("ko", "학교는 누가 닫았나?", "시장이 학교를 닫았다."),
        ("ja", "学校を閉鎖したのは誰か", "市は学校を閉鎖した。"),
        ("zh", "谁关闭了学校？", "市政府关闭学校。"),
        ("ar", "من أغلق المدرسة؟", "أغلقت البلدية المدرسة."),
    ],
)
def test_a_question_shares_stems_with_its_answer(language: str, question: str, sentence: str) -> None:
    """The language of a question is identified, and its words are found in other forms."""
    assert identify_question_language(question) == language
    assert set(list_stems(question, language)) & set(list_stems(sentence, language))


@pytest.mark.parametrize(
    "question",
    [
        "What did Putin say in Hanoi?",
        "who was Le Pen",
        "W25 2024",
        "Kim",
        "Kim Jong-un",
        "UN Security Council",
        "treaty",
        "3 May",
        "what did El País say of Los Angeles",
    ],
)
def test_an_english_question_is_english(question: str) -> None:
    """Names from other languages do not make a question foreign."""
    assert identify_question_language(question) == "en"


@pytest.mark.parametrize(
    ("day", "language"),
    [("19. Juni 2024", "de"), ("gestern", "de"), ("13 березня 2025", "uk"), ("지난 수요일", "ko"), ("先週", "ja")],
)
def test_a_day_alone_has_a_language(day: str, language: str) -> None:
    """A day that is asked about is recognized by the names of months, weekdays and days."""
    assert identify_question_language(day) == language


def test_function_words_have_no_stem() -> None:
    """Articles and question words are no content."""
    assert list_stems("Was ist das?", "de") == ()
    assert list_stems("anything", "xx") == ()


def test_a_stemmer_that_is_not_installed_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older PyStemmer has no Polish: the words of a text are then compared by their endings alone."""
    for cache in (stems._load_stemmer, stems._stem, stems.list_stems):
        cache.cache_clear()
    monkeypatch.setattr("Stemmer.algorithms", lambda: ["english"])
    try:
        assert len(stems.list_stems("Port zamknięto", "pl")) == 2
    finally:
        for cache in (stems._load_stemmer, stems._stem, stems.list_stems):
            cache.cache_clear()
