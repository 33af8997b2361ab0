"""
Learn the weights of `briefings.ranking.salience` and report every topic by the weights that the other topics give.

Data: a folder with ``topics`` (``briefing-TOPIC.json``, hand-made key facts with their evidence, and ``texts/TOPIC``,
the articles), ``briefing.json`` and ``../seeds``, an eleventh topic: ``shared/gold`` beside the checkout. The articles
are those of others; nothing of them is committed but the eleven rounded weights.

Ridge regression of the share of the topic's heaviest sentence that a sentence holds. Printed: for each topic the weight
of the key facts that six sentences hold, then the weights of all topics together, to be copied into the module.

Usage: python benchmarks/train_salience.py --data DIR
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bot.services.engine import QueryEngine
from briefings import summarizer
from briefings.models import Briefing, Request
from briefings.ranking import SalienceModel, Vector
from briefings.ranking.salience import measure_features
from corpus.entities import load_bundled_registry
from corpus.models import Passage, Query
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store

#: Strength of the ridge, in examples; of the values tried (.1, .3, 1, 3) the strongest left the left-out topics best.
RIDGE_SHARE = 0.3
SENTENCES = 6


@dataclass(frozen=True, slots=True)
class SalienceTopic:
    """The passages of a topic, the features and the worth of its candidates, and its key facts."""

    passages: tuple[Passage, ...]
    features: Vector
    worth: Vector
    facts: Sequence[Mapping[str, Any]]


def run_training() -> int:
    """Print the figures and the weights; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    home = parser.parse_args().data
    if not sorted((home / "topics").glob("briefing-*.json")):
        print(f"{home}: no topics/briefing-*.json (see the docstring)", file=sys.stderr)
        return 2
    topics = {
        path.stem.removeprefix("briefing-"): _load_topic(path, home / "topics" / "texts" / path.stem[9:])
        for path in sorted((home / "topics").glob("briefing-*.json"))
    }
    if (home / "briefing.json").is_file():
        topics["seeds"] = _load_topic(home / "briefing.json", home.parent / "seeds")
    reached = []
    for name, topic in topics.items():
        model = _fit_model([other for key, other in topics.items() if key != name])
        briefing = summarizer.summarize(topic.passages, Request(Query(), limit=SENTENCES), model=model)
        reached.append(_measure_coverage(topic, briefing))
        print(f"{name:12} {reached[-1]:5.1f} % of the facts' weight", flush=True)
    print(f"{'mean':12} {np.mean(reached):5.1f} %")
    print(_fit_model(list(topics.values())))
    return 0


def _load_topic(facts_path: Path, folder: Path) -> SalienceTopic:
    facts = json.loads(facts_path.read_text("utf-8"))["facts"]
    with TemporaryDirectory() as place:
        url = f"sqlite:///{place}/topic.sqlite3"
        with open_store(url) as store:
            add_sources(store, load_sources(folder).sources, load_bundled_registry())
        with QueryEngine.open(url) as engine:
            passages = engine.store.search(Query(limit=2_000))
    candidates = summarizer.list_quotable_passages(passages)
    worth = np.array([_weigh_facts(facts, [one]) for one in candidates])
    features = measure_features(summarizer.build_salience_candidates(candidates))
    return SalienceTopic(passages, features, worth / (worth.max() or 1.0), facts)


def _weigh_facts(facts: Sequence[Mapping[str, Any]], passages: Sequence[Passage]) -> float:
    """Return the weight of the facts of which a passage holds evidence."""
    return float(sum(fact["weight"] for fact in facts if any(_is_evidence(fact, one) for one in passages)))


def _is_evidence(fact: Mapping[str, Any], passage: Passage) -> bool:
    """Return whether the sentence shares half of the shorter of the two spans with some evidence of the fact."""
    start, end = passage.sentence.start, passage.sentence.end
    return any(
        str(passage.citation.key).startswith(str(one["doc"]))
        and 2 * (min(end, one["end"]) - max(start, one["start"])) >= min(end - start, one["end"] - one["start"])
        for one in fact["evidence"]
    )


def _measure_coverage(topic: SalienceTopic, briefing: Briefing) -> float:
    reached = _weigh_facts(topic.facts, [point.passage for point in briefing.points])
    return 100 * reached / float(sum(fact["weight"] for fact in topic.facts))


def _fit_model(topics: Sequence[SalienceTopic]) -> SalienceModel:
    """Return the constant and the weight of each feature, by ridge regression on standardized features."""
    features, worth = np.vstack([one.features for one in topics]), np.concatenate([one.worth for one in topics])
    means, scales = features.mean(axis=0), features.std(axis=0) + 1e-9
    standard = (features - means) / scales
    ridge = RIDGE_SHARE * len(worth) * np.eye(features.shape[1])
    weights = np.linalg.solve(standard.T @ standard + ridge, standard.T @ (worth - worth.mean())) / scales
    constant = round(float(worth.mean() - weights @ means), 3)
    return SalienceModel(constant, tuple(round(float(one), 3) for one in weights))


if __name__ == "__main__":
    sys.exit(run_training())
