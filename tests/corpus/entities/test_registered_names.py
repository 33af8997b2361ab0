"""Registered actors in other languages."""

from __future__ import annotations

import pytest

from corpus.entities import Lexicon, load_bundled_registry
from corpus.entities.registered_names import load_foreign_names

_REGISTRY = load_bundled_registry()


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Südkorea und Deutschlands Kanzler warnen die Nato.", ["south-korea", "germany", "nato"]),
        ("fr", "La Corée du Nord et les États-Unis se parlent.", ["north-korea", "united-states"]),
        ("es", "España y EE. UU. firmaron.", ["spain", "united-states"]),
        ("ru", "В Германии и во Франции ждут Путина.", ["germany", "france", "vladimir-putin"]),
        ("uk", "У Польщі та Німеччині говорять про Росію.", ["poland", "germany", "russia"]),
        ("ko", "미국은 북한과 러시아를 비판했다.", ["united-states", "north-korea", "russia"]),
        ("ja", "米国と韓国は北朝鮮を批判した。", ["united-states", "south-korea", "north-korea"]),
        ("zh", "美国和韩国批评朝鲜。", ["united-states", "south-korea", "north-korea"]),
        ("ar", "روسيا وفرنسا تتفاوضان.", ["russia", "france"]),
        ("it", "La Germania e la Francia parlano.", ["germany", "france"]),
    ],
)
def test_a_registered_actor_is_one_in_all_languages(language: str, text: str, wanted: list[str]) -> None:
    """States, organizations and people have the id of the registry whatever the language and the case."""
    found = load_foreign_names(_REGISTRY, language).find(text)
    assert [one.actor for one in found] == wanted
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("name", ["Putin", "Путин", "Путін", "푸틴", "Poutine", "プーチン", "普京", "بوتين"])
def test_a_question_names_an_actor_in_any_language(name: str) -> None:
    """The president of Russia is found by his name in Russian, Ukrainian, Korean, French, Japanese, Chinese, Arabic."""
    mentions = Lexicon(_REGISTRY).find_mentions(name)
    assert [one.actor for one in mentions] == ["vladimir-putin"]


def test_a_name_inside_another_word_is_none() -> None:
    """A state's name is not found inside a longer word."""
    assert load_foreign_names(_REGISTRY, "de").find("Die Iranistik und der Malifahrer") == []
