"""An optional model, read from a folder of the operator, that compares a question with sentences by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.errors import ConfigError
from bot.services.model_folder import MODEL_FILES, MODEL_SETTING, check_model_folder

#: Tokens of a text that are read; news sentences seldom have as many.
MAX_TOKENS = 128
#: What models of the e5 family expect before a question and before a sentence.
_E5_PREFIXES = ("query: ", "passage: ")
#: How much further apart the cosines of other models are than those of this family, which lie within .7 and 1.
_E5_SPREAD = 4.0
#: Texts that are embedded at once, ordered by length: each is padded to the longest of them.
_BATCH_SIZE = 4

Floats = NDArray[np.float64]


class EmbeddingModel:
    """
    A sentence encoder in ONNX form, run on one core; nothing is ever downloaded.

    Args:
        session: An ``onnxruntime.InferenceSession``.
        tokenizer: A ``tokenizers.Tokenizer``.
        prefixes: What is put before a question and before a sentence.
        spread: Factor for the cosines, by which those of different models are as far apart.
    """

    def __init__(
        self,
        session: Any,  # noqa: ANN401
        tokenizer: Any,  # noqa: ANN401
        prefixes: tuple[str, str] = ("", ""),
        spread: float = 1.0,
    ) -> None:
        self._session, self._tokenizer, self._prefixes, self._spread = session, tokenizer, prefixes, spread
        self._inputs = frozenset(one.name for one in session.get_inputs())

    @classmethod
    def load(cls, folder: Path) -> Self:
        """
        Load the model in *folder*; one whose path names e5 gets the prefixes that this family expects.

        Raises:
            ConfigError: If it can't be read, or the packages that read it are not installed.
        """
        check_model_folder(folder)
        import onnxruntime  # noqa: PLC0415  # an optional extra
        import tokenizers  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(
                str(folder / MODEL_FILES[0]), options, providers=["CPUExecutionProvider"]
            )
            tokenizer = tokenizers.Tokenizer.from_file(str(folder / MODEL_FILES[1]))
        except Exception as error:  # both packages raise types of their own, or plain Exception
            first_line = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            raise ConfigError(
                MODEL_SETTING,
                f"names {folder}, which I can't read ({first_line})",
                "Download the model again, or leave it empty.",
            ) from error
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.enable_padding()
        if "e5" in folder.resolve().name.lower():
            return cls(session, tokenizer, _E5_PREFIXES, _E5_SPREAD)
        return cls(session, tokenizer)

    def compare(self, question: str, texts: Sequence[str]) -> Floats:
        """Return the cosine of *question* with each of *texts*, times the spread of the model; shape (n,)."""
        if not texts:
            return np.zeros(0)
        before_question, before_text = self._prefixes
        vectors = self._embed([before_question + question, *(before_text + text for text in texts)])
        return np.asarray(self._spread * (vectors[1:] @ vectors[0]))

    def _embed(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each of *texts*, embedded in batches of about the same length."""
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        batches = [order[at : at + _BATCH_SIZE] for at in range(0, len(order), _BATCH_SIZE)]
        embedded = np.concatenate([self._embed_batch([texts[number] for number in batch]) for batch in batches])
        return np.asarray(embedded[np.argsort(order)])

    def _embed_batch(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each of *texts*: what the model pools, or else the mean of the tokens."""
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        outputs = self._session.run(None, {name: values for name, values in given.items() if name in self._inputs})
        pooled = next((one for one in outputs if one.ndim == 2), None)
        if pooled is None:
            weights = mask[:, :, None].astype(np.float64)
            pooled = (outputs[0] * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        vectors = np.asarray(pooled, dtype=np.float64)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12))
