"""
ROUGE of Dateline's briefings beside sumy's rankers, on the same word budgets.

Data, under the folder given with ``--data`` (each part that is there is measured):

``bbc/BBC News Summary``
    from the public repository ``Miguel-G-Soares/PRI_proj1``: single articles with extractive summaries; 40 of each of
    the five categories, drawn by one ``Random(0)``; 150 words.
``opinosis/OpinosisDataset1.0_0.zip``
    from ``kavgan/opinosis-summarization``: 51 topics of review sentences; 25 words.
``t17/Dataset/T17`` and ``timelines/gold-timelines``
    from ``DaivikSojitra/Timeline-Summarization-in-the-Era-of-LLMs`` and ``julmaxi/Abstractive-Timeline-Summarization``;
    for the BP oil spill ``bp/dataset/Timeline17`` from ``Haruhi07/news-tls-best``. Documents published on d and d+1
    against the human daily summaries of d, days with three documents and more, shuffled by ``Random(0)``, the first
    100; 60 words.

F1 of ROUGE-1 and ROUGE-2 with stemming (rouge-score), averaged over the references of an instance, then over instances.
The first system is compared with each other one: mean difference over the same instances, with the 95 % interval of a
paired bootstrap (10,000 resamples of the instances, seeded).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from _report import print_rows
from _rows import Figures
from _table.selection import OTHER_SYSTEMS
from nltk.stem.porter import PorterStemmer
from rouge_score.rouge_scorer import RougeScorer

from briefings.ranking import Candidates, SelectionBudget, Vector, get_ranker, select_submodular
from briefings.text import content_words
from corpus.models import Zone, ZoneSpan
from corpus.segmentation import split_sentences


@dataclass(frozen=True, slots=True)
class Instance:
    """Sentences with their document and their place in it, and what people wrote of them."""

    texts: tuple[str, ...]
    documents: tuple[str, ...]
    positions: tuple[int, ...]
    references: tuple[str, ...]


Selector = Callable[[Instance, int], Sequence[int]]
#: Those of the table, ours first.
SYSTEMS = ",".join(("dateline", *OTHER_SYSTEMS))


def run_benchmark() -> int:
    """Print a row for each system; exit 2 where there is no data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--systems", default=SYSTEMS, help=f"dateline, centroid and sumy's names; {SYSTEMS}")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sets = {name: (load(given.data), words) for name, (load, words) in DATA_SETS.items()}
    present = {name: (instances, words) for name, (instances, words) in sets.items() if instances}
    if not present:
        sys.stderr.write(f"{given.data}: holds none of bbc, opinosis, t17; see the head of {__file__}\n")
        return 2
    measured = [found for system in given.systems.split(",") for found in _measure_system(system, present)]
    differences = list(_compare_systems(measured))
    if given.json:
        print(json.dumps({"systems": [one.to_dict() for one in measured], "differences": differences}))
        return 0
    if given.systems == SYSTEMS:
        return print_rows("choosing.py", _build_figures(measured, differences))
    for one in measured:
        print("{system:10} {set:9} n={n:<4} R1 {r1:5.2f}  R2 {r2:5.2f}  {cpu:.2f} CPU-s".format(**one.to_dict()))
    for row in differences:
        print("{system} - {other:10} {set:9} {measure} {mean:+.2f} [{low:+.2f}, {high:+.2f}]".format(**row))
    return 0


@dataclass(frozen=True, slots=True)
class SystemScores:
    """What one system reached on one set: scores of shape (n, 2), ROUGE-1 and ROUGE-2 F1 in per cent."""

    system: str
    set: str
    scores: Vector
    cpu: float

    def to_dict(self) -> dict[str, Any]:
        """Return the figures to print."""
        r1, r2 = self.scores.mean(axis=0)
        return {
            "system": self.system,
            "set": self.set,
            "n": len(self.scores),
            "r1": float(r1),
            "r2": float(r2),
            "cpu": self.cpu,
        }


def _build_figures(
    measured: Sequence[SystemScores], differences: Sequence[Mapping[str, Any]]
) -> dict[str, Figures | None]:
    """Return the figures of the table's rows; None for a set whose data is absent."""
    gains: defaultdict[str, list[float]] = defaultdict(list)
    for row in differences:  # R1, then R2
        gains[f"{row['set']} - {row['other']}"] += [row["mean"], row["low"], row["high"]]
    scores = {f"{one.set} {one.system}": one.scores.mean(axis=0).tolist() for one in measured}
    names = [
        f"{name} {one}" for name in DATA_SETS for one in (*SYSTEMS.split(","), *(f"- {one}" for one in OTHER_SYSTEMS))
    ]
    return {name: scores.get(name) or gains.get(name) for name in names}


def _compare_systems(measured: Sequence[SystemScores]) -> Iterator[dict[str, Any]]:
    """Yield the mean difference of the first system to each other one, by set and measure."""
    ours = {one.set: one for one in measured if one.system == measured[0].system}
    for other in measured:
        if other.system == measured[0].system:
            continue
        apart = ours[other.set].scores - other.scores
        for number, measure in enumerate(("R1", "R2")):
            low, high = compute_interval(apart[:, number])
            yield {
                "system": measured[0].system,
                "other": other.system,
                "set": other.set,
                "measure": measure,
                "mean": float(apart[:, number].mean()),
                "low": low,
                "high": high,
            }


def compute_interval(differences: Vector, resamples: int = 10_000) -> tuple[float, float]:
    """
    Return the 95 % interval of the mean of *differences*, shape (n,), by resampling the instances.

    References:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 13.3 (percentile interval).
    """
    drawn = np.random.default_rng(0).integers(0, len(differences), (resamples, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def _measure_system(system: str, sets: dict[str, tuple[list[Instance], int]]) -> Iterator[SystemScores]:
    choose = _select_with_dateline if system == "dateline" else _build_ranking_selector(system)
    for name, (instances, words) in sets.items():
        start = time.process_time()
        texts = [" ".join(instance.texts[i] for i in choose(instance, words)) for instance in instances]
        spent = time.process_time() - start
        scores = np.array(
            [_score_rouge(text, instance.references) for text, instance in zip(texts, instances, strict=True)]
        )
        yield SystemScores(system, name, 100 * scores, spent)


def _select_with_dateline(instance: Instance, words: int) -> Sequence[int]:
    texts = instance.texts
    candidates = Candidates(
        texts,
        [content_words(text) for text in texts],
        instance.documents,
        np.array(instance.positions, dtype=float),
        np.ones(len(texts)),
    )
    return select_submodular(candidates, SelectionBudget(words=words))


def _build_ranking_selector(name: str) -> Selector:
    rank = get_ranker(name)

    def choose(instance: Instance, words: int) -> Sequence[int]:
        chosen, room = [], words
        for index in np.argsort(-rank(instance.texts), kind="stable"):
            length = len(instance.texts[index].split())
            if length <= room:
                chosen.append(int(index))
                room -= length
        return chosen

    return choose


class _StemmingTokenizer:
    """rouge-score's own tokens, each stemmed once: its tokenizer stems every word anew."""

    def tokenize(self, text: str) -> list[str]:
        return [_stem(word) for word in re.sub(r"[^a-z0-9]+", " ", text.lower()).split()]


_STEMMER = PorterStemmer()
_SCORER = RougeScorer(["rouge1", "rouge2"], tokenizer=_StemmingTokenizer())


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stem(word)) if len(word) > 3 else word


def _score_rouge(text: str, references: Sequence[str]) -> tuple[float, float]:
    scores = [_SCORER.score(reference, text) for reference in references]
    return (
        float(np.mean([score["rouge1"].fmeasure for score in scores])),
        float(np.mean([score["rouge2"].fmeasure for score in scores])),
    )


def _split_sentences(text: str) -> list[str]:
    zones = [ZoneSpan(m.start(), m.end(), Zone.BODY) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    return [sentence.text for sentence in split_sentences(text, zones, "a")]


def _load_bbc(data: Path) -> list[Instance]:
    home = data / "bbc" / "BBC News Summary"
    random, instances = Random(0), []
    for folder in sorted((home / "News Articles").glob("*")):
        names = sorted(path.name for path in folder.iterdir())
        random.shuffle(names)
        for name in names[:40]:
            text = (folder / name).read_text("utf-8", errors="replace")
            summary = (home / "Summaries" / folder.name / name).read_text("utf-8", errors="replace")
            body = text.split("\n", 1)[1]  # its first line is the headline
            texts = tuple(_split_sentences(body))
            instances.append(Instance(texts, ("a",) * len(texts), tuple(range(len(texts))), (summary,)))
    return instances


def _load_opinosis(data: Path) -> list[Instance]:
    path = data / "opinosis" / "OpinosisDataset1.0_0.zip"
    if not path.exists():
        return []
    gold: dict[str, list[str]] = defaultdict(list)
    topics: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".gold") and "__MACOSX" not in name:
                gold[name.split("/")[-2]].append(archive.read(name).decode("utf-8", "replace"))
            elif name.startswith("topics/") and name.endswith(".data"):
                topics[Path(name).name.replace(".txt.data", "")] = archive.read(name).decode("utf-8", "replace")
    instances = []
    for topic in sorted(topics):
        texts = tuple(line.strip() for line in topics[topic].split("\n") if line.strip())
        documents = tuple(str(number) for number in range(len(texts)))
        instances.append(Instance(texts, documents, (0,) * len(texts), tuple(gold[topic])))
    return instances


def _load_timeline17(data: Path) -> list[Instance]:
    home = data / "t17" / "Dataset" / "T17"
    days = []
    for folder in sorted(home.glob("*")):
        documents = _load_bp(data) if folder.name == "bpoil" else _load_published(folder / "outputwithpub.csv")
        references = _load_timelines(data / "timelines" / "gold-timelines" / f"tl17-{folder.name}")
        for day in sorted(references):
            after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
            texts = documents.get(day, []) + documents.get(after, [])
            if len(texts) >= 3:
                days.append(_build_day(texts, references[day]))
    Random(0).shuffle(days)
    return days[:100]


def _build_day(documents: list[list[str]], references: list[str]) -> Instance:
    rows = [(text, str(number), place) for number, texts in enumerate(documents) for place, text in enumerate(texts)]
    texts, names, places = zip(*rows, strict=True)
    return Instance(texts, names, places, tuple(references))


def _load_published(path: Path) -> dict[str, list[list[str]]]:
    documents: dict[str, list[list[str]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            texts = [re.sub(r"^.{0,60}-LRB- \w+ -RRB- -+ ", "", line.strip()) for line in row["text"].split("\n")]
            documents[row["date"][:10]].append([text for text in texts if text])
    return documents


def _load_bp(data: Path) -> dict[str, list[list[str]]]:
    documents: dict[str, list[list[str]]] = defaultdict(list)
    seen: set[str] = set()
    for path in sorted((data / "bp" / "dataset" / "Timeline17").glob("bpoil_*/InputDocs/*/*.txt"), key=str):
        text = path.read_text("utf-8", errors="replace")
        if text not in seen:
            seen.add(text)
            documents[path.parent.name].append([line.strip() for line in text.split("\n") if line.strip()])
    return documents


def _load_timelines(folder: Path) -> dict[str, list[str]]:
    references: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"^-{5,}\s*$", path.read_text("utf-8"), flags=re.MULTILINE):
            day, _, text = block.strip().partition("\n")
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and text:
                references[day].append(" ".join(text.split("\n")))
    return references


DATA_SETS: dict[str, tuple[Callable[[Path], list[Instance]], int]] = {
    "t17": (_load_timeline17, 60),
    "bbc": (_load_bbc, 150),
    "opinosis": (_load_opinosis, 25),
}

if __name__ == "__main__":
    csv.field_size_limit(10**9)
    sys.exit(run_benchmark())
