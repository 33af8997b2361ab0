"""
How surely verification finds corruptions: ``python benchmarks/proof.py [--corruptions 10000]``.

The articles are those of the first sample topic that comes with the project; ``--articles`` names a folder of others.
No data is needed; ``--data`` may be left out and is taken so that it runs like the other scripts. Briefings of
several lengths are exported in every format and corrupted at random: five in six by changing what is told and writing
the export anew, as a forger would who leaves the id; one in six by changing one letter of the file inside a word of a
quotation, a citation, the id or a hash. Prints how many were found, and how many alarms whole exports gave, with their
blanks and blank lines changed, too.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))  # for what the tests corrupt exports with

from _report import print_rows

from briefings.export import write_export
from briefings.export.formats import FORMATS
from tests.support.briefings.corruptions import CORRUPTION_KINDS, corrupt_export, is_corruption_found

PROJECT_FOLDER = Path(__file__).parents[1]
SAMPLE_FOLDER = PROJECT_FOLDER / "corpus" / "sample" / "treaty"


def run_benchmark() -> int:
    """Corrupt, verify, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--articles", type=Path, default=SAMPLE_FOLDER)
    parser.add_argument("--corruptions", type=int, default=10_000)
    given = parser.parse_args()
    if not any(given.articles.glob("*.txt")):
        print(f"proof: {given.articles} holds no articles (*.txt)", file=sys.stderr)
        return 2
    from bot.services.engine import QueryEngine
    from corpus.entities.registry import load_bundled_registry
    from corpus.pipeline import ingest
    from corpus.sources import files
    from corpus.store.factory import open_store

    with open_store("sqlite:///:memory:") as store:
        ingest.add_sources(store, files.load_sources(given.articles).sources, load_bundled_registry())
        desk = QueryEngine(store, load_bundled_registry())
        proofs = [desk.prove(desk.summarize(limit=limit)) for limit in (1, 3, 6, 12, 40)]
        stored = {document.article.key: (document.article,) for document in store.stream_documents()}
    alarms = sum(
        is_corruption_found(text.replace(*layout), stored)
        for proof in proofs
        for form in FORMATS
        for text in (write_export(proof, form),)
        for layout in (("", "", 0), ("\n\n", "\n \n\n", -1), ("> ", ">  ", 1))
        if form != "csv" or not layout[0]
    )
    rng, missed, began = Random(0), Counter[tuple[str, str]](), process_time()
    for number in range(given.corruptions):
        form, kind = tuple(FORMATS)[number % 6], CORRUPTION_KINDS[number // 6 % 6]
        if not is_corruption_found(corrupt_export(rng, rng.choice(proofs), form, kind), stored):
            missed[form, kind] += 1
    seconds = process_time() - began
    print(f"missed: {dict(missed) or 'none'}")
    found_of_them = 100 * (1 - missed.total() / given.corruptions)
    speed = 1_000 * seconds / given.corruptions
    return print_rows("proof.py", {"found": (found_of_them, given.corruptions), "alarms": alarms, "speed": speed})


if __name__ == "__main__":
    sys.exit(run_benchmark())
