"""
Learn when the best sentence answers a question, and write it to ``briefings/answering/weights.json``.

Data, given as ``--data DIR`` with the files in it: those of ``train_answers.py`` and

- ``dev-v2.0.json`` of ``chrischute/squad`` (half of SQuAD 2.0's development part, MIT): questions that their article
  does not answer.

``--topics DIR``, by default ``topics`` in that folder, has ``questions-TOPIC.json`` and ``texts/TOPIC``, news of other
topics with questions written by hand, a third of which the articles do not answer: ``shared/gold/topics`` beside the
checkout. The folder above it may have ``questions.json``, and the one above that ``seeds``: an eleventh topic.
``--more DIR`` may have further files of that form. Nothing of them is committed but the rounded weights.

A logistic regression over what ``briefings.answering.gate`` measures of the best sentence. It learns from questions
asked of a few articles on one subject, of these without the article that answers, and of a store of some six hundred
articles; and from the questions on the topics, each asked in a store of its topic and in one of all topics. Printed:
how each topic is judged by the weights that the other topics and the public sets give, by the threshold that these
topics give, beside the weights that are replaced and plain BM25; and the whole curve of right against wrong "nothing".

Measuring takes some minutes. ``--cache DIR`` keeps what was measured, and uses it again as long as the code that
measures, the weights of the ranking and the data stay the same.

Usage: python benchmarks/train_gate.py --data DIR [--topics DIR] [--more DIR] [--cache DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from scipy.optimize import minimize
from train_answers import (
    SQUAD_POOL,
    WEIGHTS_FILE,
    Asked,
    Floats,
    QuestionPool,
    read_selqa,
    read_squad,
)

from bot.services.engine import QueryEngine
from bot.services.retrieval import count_words, search_evidence
from briefings.answering import (
    FEATURE_NAMES,
    GATE_FEATURE_NAMES,
    AnswerModel,
    Pool,
    Question,
    analyze_question,
    load_model,
    measure_gate,
)
from briefings.answering.gate import FORM_FEATURES
from briefings.answering.model import has_required_form, holds_too_little
from briefings.answers import Ranking, choose_points, rank_pool
from briefings.models import QuestionIntent, Request
from briefings.queries import is_briefing_request
from briefings.queries.parser import extract_terms
from briefings.queries.question_forms import normalize_question
from corpus.entities import load_bundled_registry
from corpus.models import CorpusStats, Passage, Query
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store

#: What the topic in the folder above is called.
SEEDS = "seeds"
FILES = ("selqa-ass-dev.json", "selqa-ass-test.json", "xquad.en.json", "dev-v2.0.json")
#: Questions taken of each pool: of their articles, of these without the one that answers, and those without answer.
MAX_ASKED, MAX_MISPLACED, MAX_UNANSWERABLE = 15, 4, 30
#: Questions asked of all articles together: with an answer, without, and without their article.
MAX_ASKED_OF_ALL, MAX_UNANSWERABLE_OF_ALL, MAX_MISPLACED_OF_ALL = 220, 160, 120
#: Sentences that a search in all articles returns, and the sentences around them that come along.
MAX_FOUND, DISTANCE = 100, 2
#: Share of the articles that lose their title: most news has one, but not a word of the subject in it.
UNTITLED_SHARE = 0.6
#: What each set of questions weighs; the unanswerable ones of SQuAD, whose articles are near, most.
SET_WEIGHTS = {"few": 1.0, "near": 1.0, "squad": 3.0, "all": 1.0, "all squad": 3.0, "all near": 1.0}
#: Weight of the public questions with an answer, and of those without; the same of the questions on the topics.
PUBLIC_WEIGHT, TOPIC_WEIGHT = 1_000.0, 3_000.0
PENALTY = 60.0
#: Number of questions of a kind, with or without an answer, from which they are balanced by more than half.
BALANCING_COUNT = 5
#: The features that are 1 for a question of their kind.
KIND_FEATURES = tuple(name for name in GATE_FEATURE_NAMES if name.startswith("asks "))
#: Highest weight of missing words of the speaker: without a bound it is 6, learned on some twenty questions that are
#: asked of few speakers, and what is only reported never answers.
MAX_SPEECH_WEIGHT = 3.0
#: Bounds of the weights whose sign is known: what is held speaks for an answer, and what is missing against it.
_SIGNS = {
    **dict.fromkeys(("share held", "share in the sentence", "share of other words"), (0, None)),
    **dict.fromkeys(("other words held", "other words in the sentence", *FORM_FEATURES), (0, None)),
    **dict.fromkeys(("largest word missing", "name missing", "largest other word missing"), (None, 0)),
    "words of the speaker missing": (-MAX_SPEECH_WEIGHT, 0),
}
#: Share of the questions with an answer on the topics that may be called unanswerable.
MAX_WRONG_NOTHING = 0.07
#: How much less sure than an answer a sentence may be that is offered as a possible one.
POSSIBLE_DISTANCE = 3.0
#: The code by which questions are read and measured.
MEASURING_CODE = (
    *(f"briefings/{name}" for name in ("answers.py", "text.py", "models.py", "profiles.py", "queries")),
    *(
        f"briefings/answering/{name}.py"
        for name in ("features", "forms", "gate", "model", "offices", "pool", "questions")
    ),
    *("corpus", "bot/services/retrieval.py"),
)
#: Distances from the threshold for which right and wrong "nothing" are printed.
CURVE = (-2.0, -1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5)


@dataclass(frozen=True)
class Example:
    """
    A question that was asked.

    Attributes:
        group: The set or topic that it is of.
        text: The question.
        features: What the gate measures of the best sentence; None if there is no sentence.
        answerable: Whether the articles answer it.
        complete: Whether the best sentence has the number or time that is asked for.
        holds_enough: Whether it holds enough of the question to be shown.
        store: "own" for a store of its topic alone, else "all".
        is_certain: Whether the best sentence is an answer whatever the gate says: it names the holder of an office.
        right: Whether the first sentence answers, and whether one of the first three does.
        right_by_bm25: The same of the order by BM25 alone.
    """

    group: str
    text: str
    features: Floats | None
    answerable: bool
    complete: bool = True
    holds_enough: bool = True
    store: str = "own"
    is_certain: bool = False
    right: tuple[bool, bool] = (False, False)
    right_by_bm25: tuple[bool, bool] = (False, False)


def build_request(text: str) -> Request:
    """Return a question without known actors."""
    return Request(Query(), text, QuestionIntent.FACT, terms=extract_terms(normalize_question(text)))


def measure(group: str, request: Request, pool: Pool, stats: CorpusStats, answerable: bool) -> Example:
    """Return *request* as an example; without features if no sentence may answer it."""
    ranking = rank_pool(request, pool, stats)
    if ranking is None or ranking.measured is None:
        return Example(group, request.text, None, answerable)
    features = measure_gate(ranking.question, ranking.pool, ranking.measured, ranking.order, ranking.speech)
    return Example(
        group,
        request.text,
        features,
        answerable,
        has_required_form(ranking.measured, ranking.order[0]),
        not holds_too_little(features, ranking.question),
        is_certain=ranking.names_holder,
    )


def drop_titles(pools: Iterable[QuestionPool], rng: random.Random) -> list[QuestionPool]:
    """Return *pools* with some articles that have no title."""
    changed = []
    for one in pools:
        keys = sorted({passage.citation.key for passage in one.passages})
        untitled = {key for key in keys if rng.random() < UNTITLED_SHARE}
        passages = tuple(
            replace(passage, citation=replace(passage.citation, title=None))
            if passage.citation.key in untitled
            else passage
            for passage in one.passages
        )
        changed.append(QuestionPool(passages, one.questions))
    return changed


def sample(questions: Iterable[Asked], most: int, rng: random.Random) -> list[Asked]:
    """Return at most *most* of *questions*."""
    listed = list(questions)
    return rng.sample(listed, min(most, len(listed)))


def collect_few(pools: Iterable[QuestionPool], group: str, rng: random.Random) -> Iterator[Example]:
    """Yield questions asked of a few articles, and of these without the one that answers."""
    for one in pools:
        pool, stats = Pool(one.passages), CorpusStats(sentences=len(one.passages))
        asked = sample((question for question in one.questions if question.right), MAX_ASKED, rng)
        asked += sample((question for question in one.questions if not question.right), MAX_UNANSWERABLE, rng)
        for question in asked:
            yield measure(group, build_request(question.text), pool, stats, bool(question.right))
        for article in sorted({question.article for question in asked}):
            misplaced = [question for question in asked if question.article == article and question.right]
            if not misplaced or not (rest := one.without(article).passages):
                continue
            others, stats_of_others = Pool(rest), CorpusStats(sentences=len(rest))
            for question in misplaced[:MAX_MISPLACED]:
                yield measure("near", build_request(question.text), others, stats_of_others, False)


class WholeStore:
    """All sentences of some pools, to be searched by the words of a question as a store is."""

    def __init__(self, pools: Iterable[QuestionPool]) -> None:
        places = {(one.citation.key, one.position): one for pool in pools for one in pool.passages}
        self.pool = Pool(tuple(places.values()))
        self._numbers = {(one.citation.key, one.position): at for at, one in enumerate(self.pool.passages)}
        self._holders: dict[int, list[int]] = defaultdict(list)
        for number, stems in enumerate(self.pool.stems):
            for one in set(stems):
                self._holders[one].append(number)

    def search(self, question: Question) -> tuple[tuple[Passage, ...], CorpusStats]:
        """Return the best sentences by BM25 with those around them, and how many hold each word."""
        scores, counts = np.zeros(len(self.pool)), {}
        for unit in question.units:
            matches = self.pool.match_stems(unit)
            stems = np.flatnonzero((matches.own | matches.related)[:-1])
            holders = np.unique([number for one in stems for number in self._holders[int(one)]]).astype(int)
            counts[unit.word] = len(holders)
            length = self.pool.lengths[holders] / self.pool.lengths.mean()
            rarity = np.log(1 + (len(self.pool) - len(holders) + 0.5) / (len(holders) + 0.5))
            scores[holders] += rarity * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length))
        found = [int(number) for number in np.argsort(-scores, kind="stable")[:MAX_FOUND] if scores[number] > 0]
        places = [(self.pool.passages[number].citation.key, self.pool.passages[number].position) for number in found]
        around = {(key, at + step) for key, at in places for step in range(-DISTANCE, DISTANCE + 1)}
        numbers = sorted(self._numbers[place] for place in around if place in self._numbers)
        passages = tuple(self.pool.passages[number] for number in numbers)
        return passages, CorpusStats(sentences=len(self.pool), terms=counts)


def collect_all(
    store: WholeStore, answerable: Sequence[Asked], unanswerable: Sequence[Asked], rng: random.Random
) -> Iterator[Example]:
    """Yield questions asked of all articles together, and of these without the one that answers."""
    others = [(question, "all", False) for question in sample(answerable, MAX_ASKED_OF_ALL, rng)]
    others += [(question, "all squad", False) for question in sample(unanswerable, MAX_UNANSWERABLE_OF_ALL, rng)]
    others += [(question, "all near", True) for question in sample(answerable, MAX_MISPLACED_OF_ALL, rng)]
    for asked, group, misplaced in others:
        request = build_request(asked.text)
        passages, stats = store.search(analyze_question(request))
        if misplaced:
            passages = tuple(one for one in passages if one.citation.key != asked.article)
        if passages:
            yield measure(group, request, Pool(passages), stats, bool(asked.right) and not misplaced)


def collect_public(folder: Path, rng: random.Random) -> list[Example]:
    """Return the questions of the public sets."""
    few = drop_titles([*read_selqa(folder, rng), *read_squad(folder / "xquad.en.json", rng, SQUAD_POOL)], rng)
    squad = drop_titles(read_squad(folder / "dev-v2.0.json", rng, 1), rng)
    asked = [question for pool in (*few, *squad) for question in pool.questions]
    right, wrong = [one for one in asked if one.right], [one for one in asked if not one.right]
    examples = [*collect_few(few, "few", rng), *collect_few(squad, "squad", rng)]
    return [*examples, *collect_all(WholeStore((*few, *squad)), right, wrong, rng)]


def ask_topic(engine: QueryEngine, topic: str, entry: Mapping[str, Any], store: str) -> Example | None:
    """Return a question on a topic as an example; None if it needs no gate: briefings and days alone."""
    asked_on = date.fromisoformat(entry["asked_on"]) if entry.get("asked_on") else None
    request = engine.parse_question(entry["question"], "", asked_on)
    if is_briefing_request(request) or not analyze_question(request).units:
        return None
    passages, stats = search_evidence(engine.store, request), count_words(engine.store, request)
    answers = entry["answers"]
    example = Example(topic, request.text, None, bool(answers), store=store)
    if not passages:
        return example
    pool = Pool(passages)
    example = replace(measure(topic, request, pool, stats, bool(answers)), store=store)
    if example.features is None or not answers or (ranking := rank_pool(request, pool, stats)) is None:
        return example
    shown = [_is_answer(point.passage, answers) for point in choose_points(ranking, 3)]
    by_words = [_is_answer(pool.passages[number], answers) for number in _rank_by_bm25(ranking)]
    return replace(example, right=(any(shown[:1]), any(shown)), right_by_bm25=(any(by_words[:1]), any(by_words)))


def _rank_by_bm25(ranking: Ranking) -> list[int]:
    if ranking.measured is None:
        return []
    column = ranking.measured.features[:, FEATURE_NAMES.index("bm25")]
    return [int(number) for number in np.argsort(-column, kind="stable")[:3]]


def _is_answer(passage: Passage, answers: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether a sentence shares half of the shorter of two spans with one that answers."""
    start, end = passage.sentence.start, passage.sentence.end
    return any(
        str(passage.citation.key).startswith(str(one["doc"]))
        and 2 * (min(end, one["end"]) - max(start, one["start"])) >= min(end - start, one["end"] - one["start"])
        for one in answers
    )


def collect_topics(folder: Path, more: Path | None) -> list[Example]:
    """Return the questions on all topics, each asked in the store of its topic and in one of all topics."""
    topics = sorted(path.stem.removeprefix("questions-") for path in folder.glob("questions-*.json"))
    texts = {topic: folder / "texts" / topic for topic in topics}
    if (folder.parent / "questions.json").is_file():
        topics.append(SEEDS)
        texts[SEEDS] = folder.parent.parent / "seeds"
    examples: list[Example | None] = []
    for store, pairs in (("own", [((topic,), (topic,)) for topic in topics]), ("all", [(topics, topics)])):
        for asked, held in pairs:
            with TemporaryDirectory() as place:
                url = f"sqlite:///{place}/topics.sqlite3"
                with open_store(url) as target:
                    for topic in held:
                        add_sources(target, load_sources(texts[topic]).sources, load_bundled_registry())
                with QueryEngine.open(url) as engine:
                    examples += [
                        ask_topic(engine, topic, entry, store)
                        for topic in asked
                        for entry in _read_questions(topic, folder, more)
                        if store == "own" or not entry.get("needs_topic")
                    ]
    return [one for one in examples if one]


def _read_questions(topic: str, *folders: Path | None) -> list[Mapping[str, Any]]:
    names = [folder / f"questions-{topic}.json" for folder in folders if folder]
    paths = [folder.parent / "questions.json" for folder in folders[:1] if folder] if topic == SEEDS else names
    return [entry for path in paths if path.is_file() for entry in json.loads(path.read_text("utf-8"))["questions"]]


def fit(public: Sequence[Example], topics: Sequence[Example]) -> Floats:
    """Return the constant and the weight of each feature (logistic regression)."""
    examples = [one for one in (*public, *topics) if one.features is not None]
    features = np.array([one.features for one in examples])
    right = np.array([float(one.answerable) for one in examples])
    weights = np.concatenate([_weigh_public(public), _weigh_topics(topics)])
    scale = features.std(axis=0) + 1e-9

    def loss(values: Floats) -> tuple[float, Floats]:
        odds = values[0] + features @ values[1:]
        wrong = weights * (1 / (1 + np.exp(-odds)) - right)
        shrunk = PENALTY * values[1:] * scale**2
        value = float((weights * (np.logaddexp(0, odds) - right * odds)).sum() + values[1:] @ shrunk / 2)
        return value, np.concatenate([[wrong.sum()], features.T @ wrong + shrunk])

    bounds = [(None, None), *(_SIGNS.get(name, (None, None)) for name in GATE_FEATURE_NAMES)]
    start = np.zeros(features.shape[1] + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def _weigh_public(examples: Sequence[Example]) -> Floats:
    """Return weights by which the questions with an answer weigh as much as those without, and sets as given."""
    used = [one for one in examples if one.features is not None]
    sizes: dict[tuple[str, bool], int] = defaultdict(int)
    for one in used:
        sizes[one.group, one.answerable] += 1
    weights = np.array([SET_WEIGHTS[one.group] / sizes[one.group, one.answerable] for one in used])
    answerable = np.array([one.answerable for one in used])
    for kind in (answerable, ~answerable):
        weights[kind] *= PUBLIC_WEIGHT / weights[kind].sum()
    return weights


def _weigh_topics(examples: Sequence[Example]) -> Floats:
    """
    Return weights by which, of each kind of question, those with an answer weigh about as much as those without.

    Else it is learned of which kind the questions without an answer were that somebody happened to write. Kinds with
    few of either are balanced less, so that one question does not weigh as much as twenty.
    """
    used = [one for one in examples if one.features is not None]
    answerable = np.array([one.answerable for one in used])
    asked = np.array([one.features for one in used])[:, [GATE_FEATURE_NAMES.index(name) for name in KIND_FEATURES]]
    weights = np.where(answerable, TOPIC_WEIGHT / answerable.sum(), TOPIC_WEIGHT / (~answerable).sum())
    for of_kind in (asked > 0).T:
        fewer = min((of_kind & flags).sum() for flags in (answerable, ~answerable))
        sums = [weights[of_kind & flags].sum() for flags in (answerable, ~answerable)]
        for flags, own in zip((answerable, ~answerable), sums, strict=True):
            if fewer:
                weights[of_kind & flags] *= (sum(sums) / 2 / own) ** (fewer / (fewer + BALANCING_COUNT))
    return weights


def rate(model: Floats, examples: Sequence[Example]) -> Floats:
    """Return the value of each example; infinite where the gate decides nothing, minus infinity for nothing to show."""
    return np.array([_rate_example(model, one) for one in examples])


def _rate_example(model: Floats, example: Example) -> float:
    if example.features is None or not example.holds_enough:
        return -np.inf
    return np.inf if example.is_certain else float(model[0] + example.features @ model[1:])


def drop_incomplete(values: Floats, examples: Sequence[Example]) -> Floats:
    """Return *values*, minus infinity for a sentence that lacks what is asked for, which is no answer."""
    return np.array([value if one.complete else -np.inf for value, one in zip(values, examples, strict=True)])


def choose_threshold(values: Floats, examples: Sequence[Example]) -> float:
    """Return the highest value at which at most `MAX_WRONG_NOTHING` of the questions with an answer are silenced."""
    right = np.sort(drop_incomplete(values, examples)[[one.answerable for one in examples]])
    return float(right[int(MAX_WRONG_NOTHING * len(right))])


def leave_topics_out(public: Sequence[Example], topics: Sequence[Example], former: AnswerModel) -> None:
    """Print how every topic is judged by what the others give, beside the *former* weights and BM25, and the curve."""
    groups = sorted({one.group for one in topics})
    weights = np.array([former.constant, *former.gate])
    own, shifted, by_former = list[Floats](), list[Floats](), list[Floats]()
    print("a store for each topic, in per cent: success @1 / @3, reach @1 / @3, right / wrong nothing")
    for group in groups:
        others, mine = [one for one in topics if one.group != group], [one for one in topics if one.group == group]
        model = fit(public, others)
        shifted.append(rate(model, mine) - choose_threshold(rate(model, others), others))
        by_former.append(rate(weights, mine) - former.min_answer)
        rows = [score(mine, values, "own") for values in (shifted[-1], by_former[-1])]
        own.append(np.concatenate([*rows, score_bm25(mine)]))
        print_row(group, own[-1])
    print_row("mean", np.nanmean(own, axis=0))
    ordered = [one for group in groups for one in topics if one.group == group]
    distances = np.concatenate(shifted)
    rows = [score(ordered, values, "all") for values in (distances, np.concatenate(by_former))]
    print_row("one store", np.concatenate([*rows, [np.nan, np.nan]]))
    print("the curve, all questions and both stores: distance from the threshold, right / wrong nothing")
    for distance in CURVE:
        silence = score(ordered, distances - distance, "")[4:]
        print(f"  {distance:+.2f} {silence[0]:5.1f} {silence[1]:5.1f}")


def score(examples: Sequence[Example], values: Floats, store: str) -> Floats:
    """Return success and reach at one and at three, right and wrong "nothing"; a value below 0 is no answer."""
    chosen = np.array([one.store == store or not store for one in examples])
    answerable = np.array([one.answerable for one in examples])
    found, offered = drop_incomplete(values, examples) >= 0, values >= -POSSIBLE_DISTANCE
    right = np.array([one.right for one in examples])
    asked, others = chosen & answerable, chosen & ~answerable
    shares = [(right[asked] & flags[asked, None]).mean(axis=0) for flags in (found, offered)]
    return 100 * np.array([*shares[0], *shares[1], (~found[others]).mean(), (~found[asked]).mean()])


def score_bm25(examples: Sequence[Example]) -> Floats:
    """Return how often the first sentence by BM25 answers, and one of the first three."""
    asked = [one for one in examples if one.answerable and one.store == "own"]
    return np.array([100 * np.mean([one.right_by_bm25[at] for one in asked]) for at in (0, 1)])


def print_row(name: str, figures: Floats) -> None:
    """Print what the left-out topics give, then the former weights, then BM25."""
    parts = (figures[:6], figures[6:12], figures[12:])
    print(f"{name:12} " + " | ".join(" ".join(f"{one:5.1f}" for one in part) for part in parts), flush=True)


def use_cache(
    folder: Path | None, name: str, given: Sequence[Path], collect: Callable[[], list[Example]]
) -> list[Example]:
    """Return what *collect* returns, from *folder* if it is there and neither code nor the *given* data has changed."""
    if folder is None:
        return collect()
    home = WEIGHTS_FILE.parent.parent.parent
    measuring = [home / part for part in MEASURING_CODE]
    sources = [*measuring, Path(__file__), *given]
    digest = hashlib.sha256(json.dumps(json.loads(WEIGHTS_FILE.read_text("utf-8"))["ranking"]).encode())
    for path in (path for one in sources for path in _list_files(one) if path.suffix != ".pyc"):
        digest.update(path.read_bytes())
    kept = folder / f"{name}-{digest.hexdigest()[:16]}.json"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps([asdict(one) for one in collect()], default=list), encoding="utf-8")
    return [_read_example(one) for one in json.loads(kept.read_text("utf-8"))]


def _read_example(values: Mapping[str, Any]) -> Example:
    features = None if values["features"] is None else np.array(values["features"])
    places = {name: (bool(values[name][0]), bool(values[name][1])) for name in ("right", "right_by_bm25")}
    return Example(**{**values, "features": features, **places})


def _list_files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())


def main() -> int:
    """Train and write the gate; return 2 if data is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--topics", type=Path, metavar="DIR")
    parser.add_argument("--more", type=Path, metavar="DIR")
    parser.add_argument("--cache", type=Path, metavar="DIR")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FILE, metavar="FILE")
    given = parser.parse_args()
    if missing := [name for name in FILES if not (given.data / name).is_file()]:
        print(f"{given.data / missing[0]} is not there; see the head of this file", file=sys.stderr)
        return 2
    folder = given.topics or given.data / "topics"
    if not (folder / "texts").is_dir():
        print(f"{folder / 'texts'} is not there; see the head of this file", file=sys.stderr)
        return 2
    files = [given.data / name for name in FILES]
    public = use_cache(given.cache, "public", files, lambda: collect_public(given.data, random.Random(7)))
    asked = [folder, *([given.more] if given.more else [])]
    topics = use_cache(given.cache, "topics", asked, lambda: collect_topics(folder, given.more))
    print(f"{len(public)} public questions, {len(topics)} on topics", flush=True)
    leave_topics_out(public, topics, load_model())
    model = fit(public, topics)
    threshold = choose_threshold(rate(model, topics), topics)
    written = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    written["gate"] = {name: round(float(one), 4) for name, one in zip(GATE_FEATURE_NAMES, model[1:], strict=True)}
    written["verdicts"] = {
        "constant": round(float(model[0]), 4),
        "answer": floor(10_000 * threshold) / 10_000,  # rounded down, so that the last one is still an answer
        "possible": floor(10_000 * (threshold - POSSIBLE_DISTANCE)) / 10_000,
    }
    written.pop("kinds", None)
    given.output.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    print(f"written to {given.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
