"""
How good timelines are: days and daily summaries against Timeline17's 19 human timelines of 9 topics.

Data, laid out in DIR as checkouts of public repositories; measured only, never committed:
    t17/        ``DaivikSojitra/Timeline-Summarization-in-the-Era-of-LLMs``: the articles, ``Dataset/T17/*/*.csv``
    bp/         ``Haruhi07/news-tls-best``: those of the topic bpoil, ``dataset/Timeline17``, which are empty in t17
    timelines/  ``julmaxi/Abstractive-Timeline-Summarization``: the human timelines, ``gold-timelines/tl17-*``

The protocol is that of Ghalandari & Ifrim (2020): for each human timeline the articles of its days, as many days as it
has, and as many sentences a day as it has on average, rounded. Precision and recall are averaged over the timelines,
and F1 is of the averages. Nothing is trained.

The metrics are those of tilse (Martschat & Markert 2017; the extra ``bench``, or ``pip install --no-deps tilse``: only
its scorer is used, which needs nltk, numpy and scipy). ROUGE is tilse's own (``reimpl``) or, with ``--perl``, ROUGE
1.5.5, which tilse brings along; Perl needs XML::Parser, and ``pyrouge/tools/ROUGE-1.5.5/ROUGE-1.5.5.pl`` beside tilse
must be made executable once.

Days are read from the articles by `corpus.dates`; the tokenised lines are put in the shape of print for that, and
scored as they stand. The yardstick takes the days that most sentences name, and of each those nearest to the centroid.

Usage: python benchmarks/timelines.py --data DIR [--perl] [--topic NAME]
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from _report import print_rows

from briefings.ranking.graph import score_centroid
from briefings.timelines import build_timeline
from corpus.dates import day_range
from corpus.dates.tagger import tag
from corpus.models import Citation, Confidence, DateRange, Passage, Sentence

DailySummaries = dict[date, list[str]]
#: Precision and recall of each measure, by its name.
Scores = dict[str, tuple[float, float]]

METRICS = {
    "align+ m:1": "evaluate_align_date_content_costs_many_to_one",
    "agreement": "evaluate_agreement",
    "concat": "evaluate_concat",
}
MEASURES = {"R1": "rouge_1", "R2": "rouge_2"}
SHOWN_MEASURES = ("align+ m:1 R1", "align+ m:1 R2", "days")
#: Draws of the bootstrap.
BOOTSTRAP_DRAWS = 10_000

#: From the tokens of the Penn Treebank to print.
_DETOKENIZING_RULES = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"-LRB- ?", "("),
        (r" ?-RRB-", ")"),
        (r"`` ?", "“"),
        (r" ?''", "”"),
        (r"(?<!\S)` ", "‘"),
        (r" (n't|'s|'m|'re|'ve|'ll|'d|')(?!\w)", r"\1"),
        (r" ([,.;:!?%])(?=\s|$|[”)’])", r"\1"),
        (r"([$£€]) (?=\d)", r"\1"),
    )
)


@dataclass(frozen=True)
class TopicArticles:
    """The articles of a topic: their sentences, read, and the tokens of each by article and place."""

    passages: list[Passage]
    lines: dict[tuple[str, int], str]


@dataclass(frozen=True)
class TimelineTask:
    """A human timeline to be matched: its topic, its file's stem, its days and their sentences."""

    topic: str
    name: str
    gold: DailySummaries

    @property
    def window(self) -> DateRange:
        """From its first day to its last."""
        return DateRange(min(self.gold), max(self.gold))

    @property
    def sentences(self) -> int:
        """How many it has a day."""
        return round(sum(map(len, self.gold.values())) / len(self.gold))


def run_benchmark() -> int:
    """Measure and print; 2 where the data or the scorer are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--perl", action="store_true", help="score Dateline's alone, by align+ m:1, with ROUGE 1.5.5")
    parser.add_argument("--topic", default="*", help="this topic alone")
    given = parser.parse_args()
    csv.field_size_limit(10**9)
    tasks = list(_read_tasks(given.data / "timelines" / "gold-timelines", given.topic))
    if not tasks or not (given.data / "t17").is_dir() or find_spec("tilse") is None:
        print(f"{given.data}: no Timeline17, or no tilse (see the docstring)", file=sys.stderr)
        return 2
    score = _build_scorer("original" if given.perl else "reimpl")
    systems = (
        {"Dateline": _build_dateline_timeline}
        if given.perl
        else {"Dateline": _build_dateline_timeline, "most named": _build_baseline_timeline}
    )
    rows: dict[str, list[Scores]] = {name: [] for name in systems}
    for topic in sorted({task.topic for task in tasks}):
        corpus = _read_topic(given.data, topic)
        for task in (task for task in tasks if task.topic == topic):
            for name, choose in systems.items():
                rows[name].append(score(choose(corpus, task), task.gold))
            figures = "  ".join(f"{_compute_f1(*rows['Dateline'][-1][which]):.3f}" for which in SHOWN_MEASURES)
            print(f"{topic:8}{task.name:45}{len(task.gold):4} days x {task.sentences}   {figures}", flush=True)
    _compare_systems(rows)
    ours = _build_figures(rows["Dateline"])
    if given.perl:
        return print_rows("timelines.py --perl", {"perl": ours["align"]})
    theirs = _build_figures(rows["most named"])
    named = {"named": theirs["days"], "named align": theirs["align"]}
    return print_rows("timelines.py", {**ours, **named})


def _build_figures(scores: list[Scores]) -> dict[str, float | tuple[float, float]]:
    pairs = {metric: (f"{metric} R1", f"{metric} R2") for metric in METRICS if f"{metric} R1" in scores[0]}
    both = {
        metric.split()[0].rstrip("+"): (_compute_mean(scores, one), _compute_mean(scores, two))
        for metric, (one, two) in pairs.items()
    }
    return {**both, "days": _compute_mean(scores, "days")}


def _compare_systems(rows: dict[str, list[Scores]]) -> None:
    for name, scores in rows.items():
        print(f"{name:12}", "  ".join(f"{which} {_compute_mean(scores, which):.4f}" for which in scores[0]))
    draw = Random(0)
    for which in SHOWN_MEASURES if len(rows) > 1 else ():
        better = 0
        for _ in range(BOOTSTRAP_DRAWS):
            picked = draw.choices(range(len(rows["Dateline"])), k=len(rows["Dateline"]))
            ours, theirs = (_compute_mean([scores[place] for place in picked], which) for scores in rows.values())
            better += ours > theirs
        print(
            f"{which}: better than the most named in {better / BOOTSTRAP_DRAWS:.1%} of {BOOTSTRAP_DRAWS} draws"
            " of timelines"
        )


def _compute_mean(scores: list[Scores], which: str) -> float:
    precisions, recalls = zip(*(one[which] for one in scores), strict=True)
    return _compute_f1(sum(precisions) / len(scores), sum(recalls) / len(scores))


def _compute_f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _build_scorer(computed_by: str) -> Callable[[DailySummaries, DailySummaries], Scores]:
    scorer: Any = import_module("tilse.evaluation.rouge")
    dates: Any = import_module("tilse.evaluation.dates")
    shapes: Any = import_module("tilse.data.timelines")
    evaluator = scorer.TimelineRougeEvaluator(measures=set(MEASURES.values()), rouge_computation=computed_by)

    metrics = METRICS if computed_by == "reimpl" else dict(list(METRICS.items())[:1])

    def score(timeline: DailySummaries, gold: DailySummaries) -> Scores:
        pair = shapes.Timeline(timeline), shapes.GroundTruth([shapes.Timeline(gold)])
        found: Scores = {}
        for metric, method in metrics.items():
            result = getattr(evaluator, method)(*pair)
            for short, measure in MEASURES.items():
                found[f"{metric} {short}"] = (result[measure]["precision"], result[measure]["recall"])
        matched = dates.evaluate_dates(*pair)
        return {**found, "days": (matched["precision"], matched["recall"])}

    return score


def _build_dateline_timeline(corpus: TopicArticles, task: TimelineTask) -> DailySummaries:
    moments = build_timeline(_filter_passages(corpus, task.window), task.window, len(task.gold), task.sentences)
    return {moment.day: [_get_line(corpus, point.passage) for point in moment.points] for moment in moments}


def _build_baseline_timeline(corpus: TopicArticles, task: TimelineTask) -> DailySummaries:
    named: defaultdict[date, list[Passage]] = defaultdict(list)
    for passage in _filter_passages(corpus, task.window):
        for covered in {day_range(expression.value) for expression in passage.dates}:
            if covered and covered[0] == covered[1] and task.window.contains(covered[0]):
                named[covered[0]].append(passage)
    most = sorted(named, key=lambda day: (-len(named[day]), day))[: len(task.gold)]
    chosen: DailySummaries = {}
    for day in most:
        scores = score_centroid([passage.sentence.text for passage in named[day]])
        best = sorted(range(len(scores)), key=lambda place: -scores[place])[: task.sentences]
        chosen[day] = [_get_line(corpus, named[day][place]) for place in best]
    return chosen


def _filter_passages(corpus: TopicArticles, window: DateRange) -> list[Passage]:
    first, last = str(window.first), str(window.last)
    return [passage for passage in corpus.passages if first <= (passage.citation.published or "") <= last]


def _get_line(corpus: TopicArticles, passage: Passage) -> str:
    return corpus.lines[passage.sentence.article, passage.sentence.start]


def _read_topic(data: Path, topic: str) -> TopicArticles:
    passages: list[Passage] = []
    lines: dict[tuple[str, int], str] = {}
    for number, (published, text) in enumerate(_read_articles(data, topic)):
        key, at, sentences = f"{topic}-{number}", 0, []
        for line in filter(None, map(str.strip, text.split("\n"))):
            plain = line
            for pattern, put in _DETOKENIZING_RULES:
                plain = pattern.sub(put, plain)
            sentences.append(Sentence(key, at, at + len(plain), plain))
            lines[key, at] = line
            at += len(plain) + 1
        dates = tag(sentences, published)
        citation = Citation(key, 1, None, None, published, Confidence.STATED, "-", key)
        for place, sentence in enumerate(sentences):
            inside = tuple(one for one in dates if sentence.start <= one.start < sentence.end)
            passages.append(Passage(sentence, citation, inside, position=place))
    return TopicArticles(passages, lines)


def _read_articles(data: Path, topic: str) -> Iterator[tuple[str, str]]:
    """Yield the day and the text of each article; those of bpoil lie in several folders, and each counts once."""
    if topic != "bpoil":
        with (data / "t17" / "Dataset" / "T17" / topic / "outputwithpub.csv").open(encoding="utf-8") as rows:
            yield from ((row["date"][:10], row["text"]) for row in csv.DictReader(rows))
        return
    seen: set[str] = set()
    for path in sorted((data / "bp" / "dataset" / "Timeline17").glob("bpoil_*/InputDocs/*/*.txt"), key=str):
        text = path.read_text("utf-8", errors="replace")
        if text not in seen:
            seen.add(text)
            yield path.parent.name, text


def _read_tasks(folder: Path, topic: str) -> Iterator[TimelineTask]:
    for path in sorted(folder.glob(f"tl17-{topic}/*.txt")):
        gold: DailySummaries = {}
        for block in re.split(r"^-{5,}\s*$", path.read_text("utf-8"), flags=re.MULTILINE):
            day, _, text = block.strip().partition("\n")
            if text:
                gold[date.fromisoformat(day)] = text.strip().split("\n")
        yield TimelineTask(path.parent.name.removeprefix("tl17-"), path.stem, gold)


if __name__ == "__main__":
    sys.exit(run_benchmark())
