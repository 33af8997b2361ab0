"""
Train the ranking of ``briefings.answering`` and write it to ``briefings/answering/weights.json``.

Data, given as ``--data DIR`` with the files in it:

- ``selqa-ass-dev.json`` and ``selqa-ass-test.json`` of the public repository ``emorynlp/selqa`` (Apache 2.0): 2,375
  questions on sections of 474 Wikipedia articles, with the sentences that answer;
- ``xquad.en.json`` of ``google-deepmind/xquad`` (CC BY-SA 4.0): 1,190 questions on 48 articles;

The ranking is a conditional logit over the sentences of a few articles on one subject. The gate, which says whether
the best sentence answers at all, is learned by ``train_gate.py``; its weights are kept.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from briefings.answering import FEATURE_NAMES, AnswerKind, Measurement, Pool, analyze_question, measure_candidates
from briefings.models import QuestionIntent, Request
from briefings.queries.parser import extract_terms
from briefings.queries.question_forms import normalize_question
from corpus.models import Citation, Confidence, Passage, Query, Sentence, Zone, ZoneSpan
from corpus.segmentation.sentences import split_sentences

WEIGHTS_FILE = Path(__file__).parent.parent / "briefings" / "answering" / "weights.json"
FILES = ("selqa-ass-dev.json", "selqa-ass-test.json", "xquad.en.json")
#: Articles in one pool, and the share of the pools that is held out to be measured.
SELQA_POOL, SQUAD_POOL, HELD_OUT_SHARE = 4, 3, 0.2
#: Best sentences by words that take part in the training, besides the right ones.
MAX_TRAINING_CANDIDATES = 40
RANKING_PENALTY = 3.0
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question of a data set: its text, the article that it is about, the right sentences of the pool, if any."""

    text: str
    article: str
    right: frozenset[tuple[str, int]]


@dataclass(frozen=True)
class QuestionPool:
    """Sentences of a few articles and the questions about them."""

    passages: tuple[Passage, ...]
    questions: tuple[Asked, ...]

    def without(self, article: str) -> QuestionPool:
        """Return it without the sentences of *article*, so that no question about it has an answer."""
        return QuestionPool(tuple(one for one in self.passages if one.citation.key != article), self.questions)


def build_passages(article: str, title: str, texts: Iterable[str], first: int = 0) -> list[Passage]:
    """Return sentences as passages of an article without annotations, at positions from *first* on."""
    citation = Citation(article, 1, title, None, None, Confidence.UNKNOWN, article)
    return [
        Passage(Sentence(article, 0, len(text), text), citation, position=position)
        for position, text in enumerate(texts, first)
    ]


def read_selqa(folder: Path, rng: random.Random) -> list[QuestionPool]:
    """Return SelQA's articles in pools of one topic each."""
    entries = [
        e for part in ("dev", "test") for e in json.loads((folder / f"selqa-ass-{part}.json").read_text("utf-8"))
    ]
    sections: dict[str, dict[str, list[str]]] = defaultdict(dict)
    topics: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        sections[entry["article"]].setdefault(entry["section"], entry["candidates"])
        topics[entry["topic"]][entry["article"]] = None
    pools = []
    for names in (list(names) for names in topics.values()):
        rng.shuffle(names)
        starts = range(0, len(names), SELQA_POOL)
        pools += [_pool_selqa(names[at : at + SELQA_POOL], sections, entries) for at in starts]
    rng.shuffle(pools)
    return pools


def _pool_selqa(
    names: Sequence[str], sections: Mapping[str, Mapping[str, list[str]]], entries: Sequence[Mapping[str, object]]
) -> QuestionPool:
    passages: list[Passage] = []
    starts: dict[tuple[str, str], int] = {}
    for name in names:
        position = 0
        for section, texts in sections[name].items():
            starts[name, section] = position
            passages += build_passages(name, name, texts, position)
            position += len(texts)
    questions = [
        Asked(
            str(entry["question"]),
            str(entry["article"]),
            frozenset(
                (str(entry["article"]), starts[entry["article"], entry["section"]] + n) for n in entry["answers"]
            ),  # type: ignore[index,attr-defined]
        )
        for entry in entries
        if entry["article"] in names and sections[entry["article"]][entry["section"]] == entry["candidates"]  # type: ignore[index]
    ]
    return QuestionPool(tuple(passages), tuple(questions))


def read_squad(path: Path, rng: random.Random, size: int) -> list[QuestionPool]:
    """Return the articles of a file in SQuAD's form in pools of *size* articles."""
    articles = json.loads(path.read_text("utf-8"))["data"]
    rng.shuffle(articles)
    pools = []
    for at in range(0, len(articles), size):
        passages: list[Passage] = []
        questions: list[Asked] = []
        for article in articles[at : at + size]:
            key, position = article["title"], 0
            for paragraph in article["paragraphs"]:
                text = paragraph["context"]
                sentences = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], key)
                passages += build_passages(key, key.replace("_", " "), [one.text for one in sentences], position)
                questions += _read_squad_questions(paragraph, sentences, key, position)
                position += len(sentences)
        pools.append(QuestionPool(tuple(passages), tuple(questions)))
    return pools


def _read_squad_questions(
    paragraph: Mapping[str, object], sentences: Sequence[Sentence], key: str, position: int
) -> Iterator[Asked]:
    for entry in paragraph["qas"]:  # type: ignore[attr-defined]
        starts = [] if entry.get("is_impossible") else [answer["answer_start"] for answer in entry["answers"]]
        right = {(key, position + n) for n, one in enumerate(sentences) for at in starts if one.start <= at < one.end}
        if right or entry.get("is_impossible"):
            yield Asked(entry["question"], key, frozenset(right))


def measure(text: str, pool: Pool) -> tuple[AnswerKind, Measurement] | None:
    """Measure the sentences of *pool* for a question without known actors; None if it has no content words."""
    request = Request(Query(), text, QuestionIntent.FACT, terms=extract_terms(normalize_question(text)))
    question = analyze_question(request)
    if not question.units:
        return None
    # Without counts, each word is as frequent as it is in the pool.
    return question.kind, measure_candidates(question, pool, {}, len(pool))


def collect_choices(pools: Iterable[QuestionPool]) -> list[tuple[Floats, NDArray[np.bool_]]]:
    """Return the features of the candidates of each question that has an answer, and which of them are right."""
    choices = []
    for one in pools:
        pool = Pool(one.passages)
        places = [(p.citation.key, p.position) for p in pool.passages]
        for asked in one.questions:
            if not asked.right or (measured := measure(asked.text, pool)) is None:
                continue
            right = np.array([place in asked.right for place in places])
            rough = measured[1].features[:, :3] @ np.array([1.0, 0.8, 0.3])
            kept = np.union1d(np.argsort(-rough, kind="stable")[:MAX_TRAINING_CANDIDATES], np.flatnonzero(right))
            choices.append((measured[1].features[kept], right[kept]))
    return choices


def fit_ranking(choices: Sequence[tuple[Floats, NDArray[np.bool_]]]) -> Floats:
    """Return the weights under which the right sentences are most likely (conditional logit)."""
    features = np.concatenate([rows for rows, _ in choices])
    right = np.concatenate([flags for _, flags in choices])
    sizes = [len(flags) for _, flags in choices]
    offsets, group = np.cumsum([0, *sizes])[:-1], np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = features @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, offsets)[group])
        total, wanted = np.add.reduceat(odds, offsets), np.add.reduceat(np.where(right, odds, 0), offsets) + 1e-12
        gradient = features.T @ (odds / total[group] - np.where(right, odds, 0) / wanted[group])
        value = float((np.log(total) - np.log(wanted)).sum() + RANKING_PENALTY * weights @ weights / 2)
        return value, gradient + RANKING_PENALTY * weights

    return np.asarray(minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B").x)


def train(folder: Path) -> dict[str, float]:
    """Return the weight of each feature, learned from *folder*, and print how it does on what was held out."""
    rng = random.Random(7)
    selqa, xquad = read_selqa(folder, rng), read_squad(folder / "xquad.en.json", rng, SQUAD_POOL)
    held = int(HELD_OUT_SHARE * len(selqa))
    test, rest = collect_choices(selqa[:held]), collect_choices([*selqa[held:], *xquad])
    ranking = fit_ranking(rest)
    first = np.mean([flags[np.argmax(rows @ ranking)] for rows, flags in test])
    print(f"SelQA held out: {len(test)} questions, {100 * first:.1f} % right first")
    ranking = fit_ranking([*rest, *test])
    return {name: round(float(value), 4) for name, value in zip(FEATURE_NAMES, ranking, strict=True)}


def main() -> int:
    """Train and write the ranking; return 2 if data is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FILE, metavar="FILE")
    given = parser.parse_args()
    if missing := [name for name in FILES if not (given.data / name).is_file()]:
        print(f"{given.data / missing[0]} is not there; see the head of this file", file=sys.stderr)
        return 2
    model = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    model["ranking"] = train(given.data)
    given.output.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(f"written to {given.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
