"""Morphemes of Korean sentences and their features."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.entities.foreign.korean_features import KoreanFeatureExtractor, split_korean
from corpus.entities.foreign.name_model import load_name_model


@dataclass(frozen=True)
class _Token:
    """A morpheme of a fixed sentence."""

    form: str
    tag: str
    start: int
    len: int


class _Splitter:
    """Splits a text into its syllables, each a noun; a syllable "했" is two morphemes."""

    def tokenize(self, text: str) -> list[_Token]:
        found = [_Token(sign, "NNG", at, 1) for at, sign in enumerate(text) if not sign.isspace()]
        return [
            part for one in found for part in ((one, _Token("었", "EP", one.start, 1)) if one.form == "했" else (one,))
        ]


def test_morphemes_have_their_part_of_speech_and_place() -> None:
    """The morpheme that opens a word is marked; of two in one syllable the first counts; long texts are split."""
    assert split_korean("강 물했", _Splitter) == [(0, 1, "_강\tNNG"), (2, 3, "_물\tNNG"), (3, 4, "했\tNNG")]
    assert [token.start for token in split_korean("강" * 9_000, _Splitter)] == list(range(9_000))


def test_without_the_extra_korean_is_not_split() -> None:
    """A Korean sentence has no morphemes where Kiwi is not installed."""
    assert split_korean("강물이 맑다", lambda: None) == []


def test_features_depend_on_the_nouns_written_together() -> None:
    """A noun alone and the same noun before another in one word have other features."""
    extractor = KoreanFeatureExtractor()
    alone = extractor.extract_rows(["_한빛\tNNP", "에\tJKB"])[0]
    joined = extractor.extract_rows(["_한빛\tNNP", "도서관\tNNG"])[0]
    assert set(alone) & set(joined)
    assert set(alone) != set(joined)
    assert extractor.extract_rows([]) == []


def test_the_model_finds_korean_names() -> None:
    """With the extra, people, places and organizations are found without a title beside them."""
    pytest.importorskip("kiwipiepy", reason="the extra “ko” is not installed")
    pytest.importorskip("kiwipiepy_model", reason="the extra “ko” is not installed")
    model = load_name_model("ko")
    assert model is not None
    text = "박서연은 지난주 광주에서 열린 한국전력공사 행사에 참석했다."
    found = {text[one.start : one.end]: one.label for one in model.find_names(text, model.start_article())}
    assert found == {"박서연": "PER", "광주": "LOC", "한국전력공사": "ORG"}
