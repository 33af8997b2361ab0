"""The tagger of names in other languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.entities.foreign.extra_words import EXTRA_WORDS
from corpus.entities.foreign.name_features import FeatureExtractor
from corpus.entities.foreign.name_model import (
    MODEL_LANGUAGES,
    TAGS,
    build_kind_table,
    find_best_tags,
    forbid_steps,
    load_name_model,
    pack_model,
    unpack_model,
)


def _find(language: str, text: str) -> list[tuple[str, str]]:
    model = load_name_model(language)
    assert model is not None
    return [(text[one.start : one.end], one.label) for one in model.find_names(text, model.start_article())]


def test_the_inside_of_a_name_follows_its_beginning() -> None:
    """The best sequence never begins inside a name, however high that scores."""
    steps = forbid_steps(np.zeros((len(TAGS), len(TAGS)), np.float32))
    scores = np.zeros((3, len(TAGS)), np.float32)
    scores[:, TAGS.index("I-PER")] = 5
    scores[0, TAGS.index("B-PER")] = 1
    assert [TAGS[tag] for tag in find_best_tags(scores, steps)] == ["B-PER", "I-PER", "I-PER"]


def test_a_model_survives_packing() -> None:
    """What is packed is read again, and finds the name that its only features stand for."""
    row = FeatureExtractor(lambda _: "").extract_rows(["Moor"])[0]
    keys = np.unique(np.array(row, np.uint32))
    weights = np.zeros((len(keys), len(TAGS)), np.int8)
    weights[:, TAGS.index("B-LOC")] = 3
    packed = pack_model(keys, weights, forbid_steps(np.zeros((7, 7), np.float32)), build_kind_table({"moor": "n"}))
    model = unpack_model(packed, "de")
    assert [(one.start, one.end, one.label) for one in model.find_names("Moor", model.start_article())] == [
        (0, 4, "LOC")
    ]


@pytest.mark.parametrize("language", MODEL_LANGUAGES)
def test_a_text_in_small_letters_has_no_names(language: str) -> None:
    """Without a capital there is nothing to find, and an empty sentence is none."""
    assert _find(language, "12 x, y.") == []
    assert _find(language, "") == []


def test_other_languages_have_no_model() -> None:
    """Only the languages with weights have a model."""
    assert load_name_model("fi") is None


def test_lists_of_names_do_not_mix_with_kinds_of_words() -> None:
    """A word may be in a list of names and have a kind."""
    table = build_kind_table({"moor": "c", "@moor": "b"})
    assert (table.get_kind("moor"), table.get_listing("moor"), table.get_listing("heide")) == ("c", "b", "")


@pytest.mark.parametrize("language", ["ja", "ko", "zh"])
def test_without_its_extra_a_language_has_no_model(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is loaded where the words can't be told apart."""
    monkeypatch.setitem(EXTRA_WORDS, language, replace(EXTRA_WORDS[language], load=lambda: None))
    load_name_model.cache_clear()
    assert load_name_model(language) is None
    load_name_model.cache_clear()
