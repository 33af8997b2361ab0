"""
What is read in five articles that were annotated by hand, summarized in briefings, and answered out of them.

Data: a folder with ``gold`` (the annotations, and ``score.py``, ``score_briefing.py`` and ``score_answers.py``, which
score by them) and ``seeds``, the articles: ``shared`` beside the checkout. ``--data`` may name it or the folder of it.
The annotations of three of the articles are there, and questions and key facts of all five. Measured only, never
committed.

Everything goes through the command line, as a user's would; only to read with a registry that holds no person, the
reader is called itself. What the scorers say is printed whole.

Usage: python benchmarks/seeds.py --data DIR
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from _report import get_data_folder, print_rows

from bot.cli.json_output import dump_documents
from corpus.entities import load_bundled_registry
from corpus.pipeline import annotate_sources
from corpus.sources.files import load_sources

Scores = Mapping[str, Any]


def run_benchmark() -> int:
    """Measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    home = get_data_folder("seeds.py", parser.parse_args().data)
    if not (home / "gold" / "score.py").is_file() or not (home / "seeds").is_dir():
        print(f"{home}: no gold/score.py and seeds (see the docstring)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        scored = _SeedScorer(home, Path(folder))
        return print_rows(
            "seeds.py", {**scored.score_annotations(), **scored.score_briefings(), **scored.score_answers()}
        )


class _SeedScorer:
    """The articles of *home* in a store of their own, and what the scorers say of what comes out."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self._run_dateline("add", str(home / "seeds"))

    def score_annotations(self) -> dict[str, float | tuple[float, ...]]:
        """Score what is read, with the registry as it is and with one that holds no person."""
        files = sorted((self.home / "seeds").glob("*.txt"))
        seen = self._run_scorer("score.py", "seeds.json", self._run_dateline("read", *map(str, files), "--json"))
        documents = annotate_sources(
            load_sources(self.home / "seeds").sources, load_bundled_registry().exclude_people()
        )
        unknown = self._run_scorer("score.py", "seeds.json", json.dumps(dump_documents(documents)))
        twice = ("actor_line_f1", "mention_linked_f1", "split_actors", "noise_mentions")
        actor_line, linked, split, noise = ((unknown[name], seen[name]) for name in twice)
        return {
            "body": seen["body_f1"],
            "sentences": seen["sentence_f1"],
            "one_zone": seen["sentences_one_zone"],
            "published": seen["published_accuracy"],
            "misleading": seen["misleading_accepted"],
            "outlets": seen["outlet_accuracy"],
            "date_value": seen["date_value_accuracy"],
            "date_spans": seen["date_relaxed_f1"],
            "actor_line": actor_line,
            "linked": linked,
            "split": split,
            "noise": noise,
            "quotes": seen["quote_f1"],
            "speakers": (seen["speaker_precision"], seen["speaker_recall"]),
            "wrong": seen["wrong_speakers"],
        }

    def score_briefings(self) -> dict[str, float | tuple[float, ...]]:
        """Score briefings of six and of eight sentences."""
        briefings = [json.loads(self._run_dateline("brief", "--json", "--limit", limit)) for limit in ("6", "8")]
        six, eight = (self._run_scorer("score_briefing.py", "briefing.json", json.dumps(one)) for one in briefings)
        return {
            "six": six["coverage"],
            "eight": eight["coverage"],
            "redundant": (six["redundant"], eight["redundant"]),
            "off": (six["off_fact"], eight["off_fact"]),
            "shown_noise": (six["noise"], eight["noise"]),
            "outlet_count": len({one["outlet"] for one in briefings[0]["sentences"]}),
            "origins": briefings[0]["origins"],
        }

    def score_answers(self) -> dict[str, float | tuple[float, ...]]:
        """Score the answers to the questions."""
        answers = self._run_dateline("ask", "--batch", str(self.home / "gold" / "questions.json"), "--json")
        every = self._run_scorer("score_answers.py", "questions.json", answers)["all"]
        return {name: every[name] for name in ("success@1", "success@3", "right_nothing", "wrong_nothing", "must_not")}

    def _run_dateline(self, *words: str) -> str:
        command = [sys.executable, "-m", "bot", "--database", f"sqlite:///{self.folder / 'news.sqlite3'}", *words]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def _run_scorer(self, script: str, gold: str, given: str) -> Scores:
        path, scorer = self.folder / "given.json", self.home / "gold" / script
        path.write_text(given, "utf-8")
        command = [
            sys.executable,
            str(scorer),
            str(scorer.parent / gold),
            str(path),
            "--seeds",
            str(self.home / "seeds"),
        ]
        output = subprocess.run([*command, "--json"], check=True, stdout=subprocess.PIPE, text=True).stdout
        print(f"{script}: {output}")
        scores: Scores = json.loads(output)
        return scores


if __name__ == "__main__":
    sys.exit(run_benchmark())
