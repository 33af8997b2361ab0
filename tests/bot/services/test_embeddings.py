"""Claims about the optional model that compares by meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from bot.errors import ConfigError
from bot.services import model_folder
from bot.services.embeddings import EmbeddingModel
from bot.services.model_folder import check_model_folder

WORDS = {"[PAD]": 0, "[UNK]": 1, "storm": 2, "hurricane": 3, "cabbage": 4, "the": 5}
#: A vector for each word; those of "storm" and "hurricane" are near each other.
VECTORS = np.array([[0, 0, 0], [0, 0, 1], [1, 0.1, 0], [1, 0, 0], [0, 1, 0], [0.1, 0.1, 0.1]], dtype=np.float32)


@dataclass
class FakeInput:
    """Has the name of an input."""

    name: str


class FakeSession:
    """Looks up a vector for each token, as a model without pooling does."""

    def __init__(self, names: Sequence[str] = ("input_ids", "attention_mask"), *, pooled: bool = False) -> None:
        self.names, self.pooled = names, pooled

    def get_inputs(self) -> list[FakeInput]:
        """Return its inputs."""
        return [FakeInput(name) for name in self.names]

    def run(self, _names: None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
        """Return a vector for each token, or the sum of them where it pools itself."""
        assert set(given) == set(self.names)
        tokens = VECTORS[given["input_ids"]]
        return [tokens, tokens.sum(axis=1)] if self.pooled else [tokens]


@dataclass
class FakeEncoding:
    """Has what the tokenizer returns of a text."""

    ids: list[int]
    attention_mask: list[int]
    type_ids: list[int]


class FakeTokenizer:
    """Knows a handful of words, and pads to the longest text."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode_batch(self, texts: list[str]) -> list[FakeEncoding]:
        """Return the numbers of the words."""
        self.seen += texts
        rows = [[WORDS.get(word, 1) for word in text.split()] for text in texts]
        longest = max(map(len, rows))
        return [
            FakeEncoding(row + [0] * (longest - len(row)), [1] * len(row) + [0] * (longest - len(row)), [0] * longest)
            for row in rows
        ]


@pytest.mark.parametrize("pooled", [False, True], ids=["the mean of the tokens", "what the model pools"])
def test_what_means_nearly_the_same_is_nearer(pooled: bool) -> None:
    """Another word for the same thing is nearer than a word for another thing; padding does not count."""
    model = EmbeddingModel(FakeSession(pooled=pooled), FakeTokenizer())
    near, far = model.compare("storm", ["the hurricane", "cabbage"])
    assert near > 0.9 > far
    assert model.compare("storm", ["storm"])[0] == pytest.approx(1.0)


def test_nothing_to_compare_gives_nothing() -> None:
    """Without sentences the model is not run."""
    tokenizer = FakeTokenizer()
    assert EmbeddingModel(FakeSession(), tokenizer).compare("storm", []).shape == (0,)
    assert tokenizer.seen == []


def test_a_model_of_the_e5_family_gets_its_prefixes() -> None:
    """What the model was trained with stands before questions and sentences."""
    tokenizer = FakeTokenizer()
    EmbeddingModel(FakeSession(), tokenizer, ("query: ", "passage: ")).compare("storm", ["cabbage"])
    assert tokenizer.seen == ["query: storm", "passage: cabbage"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The message says which file is not there, and what to do."""
    (tmp_path / "model.onnx").touch()
    with pytest.raises(ConfigError, match=r"DATELINE_EMBEDDING_MODEL.*tokenizer\.json, which doesn't exist"):
        check_model_folder(tmp_path)


def test_a_missing_package_is_named_with_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets the folder without the extra reads how to install it."""
    for name in model_folder.MODEL_FILES:
        (tmp_path / name).touch()
    monkeypatch.setattr(model_folder, "PACKAGES", ("no_such_package",))
    with pytest.raises(ConfigError, match=r"no_such_package, which isn't installed.*dateline-bot\[semantic\]"):
        check_model_folder(tmp_path)


def _field(number: int, value: int | bytes | str) -> bytes:
    """Return a field of a protocol buffer."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def _value_info(name: str, element: int, dimensions: Sequence[str]) -> bytes:
    shape = b"".join(_field(1, _field(2, one)) for one in dimensions)
    return _field(1, name) + _field(2, _field(1, _field(1, element) + _field(2, shape)))


def write_model(folder: Path) -> None:
    """Write an ONNX model that looks up a vector for each token, and its tokenizer."""
    table = b"".join(_field(1, size) for size in VECTORS.shape) + _field(2, 1) + _field(8, "table")
    table += _field(9, VECTORS.tobytes())
    node = _field(1, "table") + _field(1, "input_ids") + _field(2, "vectors") + _field(4, "Gather")
    graph = _field(1, node) + _field(2, "tiny") + _field(5, table)
    graph += _field(11, _value_info("input_ids", 7, ("batch", "tokens")))
    graph += _field(12, _value_info("vectors", 1, ("batch", "tokens", "size")))
    model = _field(1, 8) + _field(7, graph) + _field(8, _field(2, 13))
    (folder / "model.onnx").write_bytes(model)
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": WORDS, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")


def test_a_folder_as_hubs_publish_it_is_read(tmp_path: Path) -> None:
    """A real model in ONNX form, with its tokenizer, compares."""
    pytest.importorskip("onnxruntime", reason="the extra “semantic” is not installed")
    pytest.importorskip("tokenizers", reason="the extra “semantic” is not installed")
    write_model(tmp_path)
    near, far = EmbeddingModel.load(tmp_path).compare("Storm", ["the hurricane", "cabbage"])
    assert near > 0.9 > far


def test_a_broken_file_is_an_error_of_the_setting(tmp_path: Path) -> None:
    """What the packages can't read is reported with the folder."""
    pytest.importorskip("onnxruntime", reason="the extra “semantic” is not installed")
    pytest.importorskip("tokenizers", reason="the extra “semantic” is not installed")
    write_model(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ConfigError, match=r"can't read"):
        EmbeddingModel.load(tmp_path)


def test_texts_keep_their_order_though_they_are_embedded_by_length() -> None:
    """Of many texts, in batches of like length, each gets its own cosine, times the spread of the model."""
    texts = ["cabbage the the the", "storm", "the the cabbage", "hurricane", "cabbage", "storm the", "the cabbage"]
    one_by_one = [EmbeddingModel(FakeSession(), FakeTokenizer()).compare("storm", [text])[0] for text in texts]
    spread = EmbeddingModel(FakeSession(), FakeTokenizer(), spread=4.0).compare("storm", texts)
    assert spread.tolist() == pytest.approx([4 * value for value in one_by_one])
