"""sumy's rankers. Handed our sentences, they only rate them: no tokenizer data is needed, equal sentences stay two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from briefings.similarity import Vector
from briefings.words import FUNCTION_WORDS, tokens

Ranker = Callable[[Sequence[str]], Vector]

#: Name → module and class of sumy's rankers.
SUMY = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
}


def by_sumy(name: str) -> Ranker:
    """
    Give sumy's ranker called *name*.

    Raises:
        KeyError: If it is none of :data:`SUMY`.
    """
    module_name, class_name = SUMY[name]

    def rank(texts: Sequence[str]) -> Vector:
        if not texts:
            return np.zeros(0)
        ranker = _rating(getattr(import_module(f"sumy.summarizers.{module_name}"), class_name))
        if name == "edmundson":
            ranker.bonus_words, ranker.stigma_words, ranker.null_words = _cues(texts)
        elif hasattr(ranker, "stop_words"):
            ranker.stop_words = FUNCTION_WORDS
        return np.asarray(ranker(_document(texts), len(texts)), dtype=np.float64)

    return rank


def _cues(texts: Sequence[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give Edmundson his bonus, stigma and null words: the first text stands for the title, hedges are stigma."""
    return (
        frozenset(tokens(texts[0])) - FUNCTION_WORDS or frozenset({"important"}),
        frozenset({"perhaps", "hardly", "unclear", "reportedly", "allegedly"}),
        FUNCTION_WORDS,
    )


def _rating(summarizer: type) -> Any:  # noqa: ANN401 - sumy has no types
    """Make a sumy *summarizer* that gives the rating of every sentence instead of choosing some."""

    def ratings(_self: object, sentences: Sequence[object], _count: int, rating: object, *args: object) -> list[float]:
        rate = rating.__getitem__ if isinstance(rating, dict) else rating
        return [float(rate(sentence, *args)) for sentence in sentences]  # type: ignore[operator]

    return type("Rating", (summarizer,), {"_get_best_sentences": ratings})()


def _document(texts: Sequence[str]) -> object:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415 - it takes a second to import

    class Placed(Sentence):  # type: ignore[misc]
        """A sentence that equals itself alone: sumy's are equal by their text."""

        __eq__ = object.__eq__
        __ne__ = object.__ne__
        __hash__ = object.__hash__

    return ObjectDocumentModel([Paragraph([Placed(text, _Words) for text in texts])])


class _Words:
    """The tokenizer that sumy asks for words; sentences it gets ready-made."""

    to_words = staticmethod(tokens)
