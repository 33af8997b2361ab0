"""Quotations in articles in other languages."""

from __future__ import annotations

import pytest

from corpus.languages.pack import load_pack
from corpus.models import Mention, MentionKind, QuotationKind, Sentence
from corpus.quotes.pack_reader import extract_pack_quotations


def _read(language: str, text: str, *names: str) -> list[tuple[str, str | None]]:
    mentions = [Mention(text.index(name), text.index(name) + len(name), name, name, MentionKind.NAME) for name in names]
    sentence = Sentence("a", 0, len(text), text)
    found = extract_pack_quotations(text, [sentence], mentions, load_pack(language))
    return [(one.text, one.speaker) for one in found]


@pytest.mark.parametrize(
    ("language", "text", "quote", "name"),
    [
        ("de", "»Wir bleiben hier«, sagte Jana Kolbe.", "Wir bleiben hier", "Jana Kolbe"),
        ("de", "Jana Kolbe sagte: „Wir bleiben hier.“", "Wir bleiben hier.", "Jana Kolbe"),
        ("fr", "« Nous restons ici », a déclaré Odile Ferrand.", "Nous restons ici", "Odile Ferrand"),
        ("es", "«Nos quedamos aquí», dijo Ana Robles.", "Nos quedamos aquí", "Ana Robles"),
        ("uk", "«Ми залишаємося тут», – сказала Оксана Дорош.", "Ми залишаємося тут", "Оксана Дорош"),
        ("ko", "최윤아 시장은 “우리는 남는다”고 말했다.", "우리는 남는다", "최윤아"),
        ("ja", "鈴木春香市長は「私たちはここに残ります」と述べた。", "私たちはここに残ります", "鈴木春香"),
        ("zh", "镇长赵敏说：“我们留在这里。”", "我们留在这里。", "赵敏"),
    ],
)
def test_the_speaker_stands_beside_the_verb_of_saying(language: str, text: str, quote: str, name: str) -> None:
    """Before or behind the quotation, with the marks of each language."""
    assert _read(language, text, name) == [(quote, name)]


def test_without_a_verb_of_saying_nobody_speaks() -> None:
    """A name near a quotation is not enough."""
    assert _read("de", "Jana Kolbe mag das Lied „Wir bleiben hier“.", "Jana Kolbe") == [("Wir bleiben hier", None)]


def test_a_language_without_a_pack_has_quotations_without_speakers() -> None:
    """The words are found by their marks; a fragment is a partial quotation."""
    text = "Hij noemde het “een wonder”."
    (found,) = extract_pack_quotations(text, [Sentence("a", 0, len(text), text)], [], None)
    assert (found.text, found.kind, found.speaker) == ("een wonder", QuotationKind.PARTIAL, None)
