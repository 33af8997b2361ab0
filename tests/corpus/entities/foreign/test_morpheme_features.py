"""Words of Japanese sentences and their features."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.entities.foreign.morpheme_features import MorphemeFeatureExtractor, find_script, split_into_morphemes
from corpus.entities.foreign.name_model import load_name_model


@dataclass(frozen=True)
class _Word:
    """A word of a fixed sentence."""

    start: int
    text: str
    part: tuple[str, ...]

    def begin(self) -> int:
        return self.start

    def end(self) -> int:
        return self.start + len(self.text)

    def surface(self) -> str:
        return self.text

    def part_of_speech(self) -> tuple[str, ...]:
        return self.part


class _Splitter:
    """Splits a text into its signs, each of which is a noun."""

    def tokenize(self, text: str) -> list[_Word]:
        return [_Word(at, sign, ("名詞", "普通名詞", "*", "*", "*", "*")) for at, sign in enumerate(text)]


def test_words_have_their_part_of_speech_and_place() -> None:
    """White space is no word; a long text is split in parts, whose words have their places in the whole."""
    assert split_into_morphemes("森 橋", _Splitter) == [(0, 1, "森\t名詞/普通名詞"), (2, 3, "橋\t名詞/普通名詞")]
    tokens = split_into_morphemes("橋" * 20_000, _Splitter)
    assert [token.start for token in tokens] == list(range(20_000))


def test_without_the_extra_there_are_no_words_and_no_model() -> None:
    """A Japanese sentence is not split where Sudachi is not installed."""
    assert split_into_morphemes("森町の橋", lambda: None) == []


def test_features_depend_on_the_compound() -> None:
    """A place alone and the same place before another noun have other features."""
    place, noun, particle = "森\t名詞/固有名詞/地名", "工場\t名詞/普通名詞", "は\t助詞"
    alone, joined = (MorphemeFeatureExtractor().extract_rows(words)[0] for words in ([place, particle], [place, noun]))
    assert set(alone) & set(joined)
    assert set(alone) != set(joined)


@pytest.mark.parametrize(
    ("word", "script"), [("森町", "漢"), ("ペンキ", "カ"), ("お茶", "あ漢"), ("JR", "A"), ("12", "9")]
)
def test_scripts_are_told_apart(word: str, script: str) -> None:
    """Runs of letters of one script are one."""
    assert find_script(word) == script


def test_the_model_finds_japanese_names() -> None:
    """With the extra, people, places and organizations are found without a title beside them."""
    pytest.importorskip("sudachipy", reason="the extra “ja” is not installed")
    pytest.importorskip("sudachidict_small", reason="the extra “ja” is not installed")
    model = load_name_model("ja")
    assert model is not None
    text = "釧路市の高橋健一は東京大学で話した。"
    found = {text[one.start : one.end]: one.label for one in model.find_names(text, model.start_article())}
    assert found == {"釧路市": "LOC", "高橋健一": "PER", "東京大学": "ORG"}
