"""Rank sentences with the summarizers of the sumy library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from briefings.ranking.similarity import Vector
from briefings.text import tokenize
from corpus.languages.en.vocabulary import FUNCTION_WORDS

Ranker = Callable[[Sequence[str]], Vector]

#: Module and class of each of sumy's rankers, by name.
SUMY_RANKERS = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
}


def get_sumy_ranker(name: str) -> Ranker:
    """
    Return sumy's ranker called *name*.

    Raises:
        KeyError: If *name* is not in :data:`SUMY_RANKERS`.
    """
    module_name, class_name = SUMY_RANKERS[name]

    def rank(texts: Sequence[str]) -> Vector:
        if not texts:
            return np.zeros(0)
        ranker = _build_rating_summarizer(getattr(import_module(f"sumy.summarizers.{module_name}"), class_name))
        if name == "edmundson":
            ranker.bonus_words, ranker.stigma_words, ranker.null_words = _build_cue_words(texts)
        elif hasattr(ranker, "stop_words"):
            ranker.stop_words = FUNCTION_WORDS
        return np.asarray(ranker(_build_document(texts), len(texts)), dtype=np.float64)

    return rank


def _build_cue_words(texts: Sequence[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return Edmundson's bonus, stigma and null words: the first text serves as the title, hedges are stigma words."""
    return (
        frozenset(tokenize(texts[0])) - FUNCTION_WORDS or frozenset({"important"}),
        frozenset({"perhaps", "hardly", "unclear", "reportedly", "allegedly"}),
        FUNCTION_WORDS,
    )


def _build_rating_summarizer(summarizer: type) -> Any:  # noqa: ANN401
    """Return an instance of a sumy *summarizer* that rates every sentence instead of choosing some."""

    def ratings(_self: object, sentences: Sequence[object], _count: int, rating: object, *args: object) -> list[float]:
        rate = rating.__getitem__ if isinstance(rating, dict) else rating
        return [float(rate(sentence, *args)) for sentence in sentences]  # type: ignore[operator]

    return type("Rating", (summarizer,), {"_get_best_sentences": ratings})()


def _build_document(texts: Sequence[str]) -> object:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415

    class Placed(Sentence):  # type: ignore[misc]
        """A sentence that equals only itself: sumy compares sentences by their text."""

        __eq__ = object.__eq__
        __ne__ = object.__ne__
        __hash__ = object.__hash__

    return ObjectDocumentModel([Paragraph([Placed(text, _WordTokenizer) for text in texts])])


class _WordTokenizer:
    """Tokenizer that sumy calls for words; it receives the sentences already split."""

    to_words = staticmethod(tokenize)
