"""
Run every measurement whose data is there: ``python benchmarks --data DIR``.

DIR holds the data sets in the folders named below, each as the head of its script says; docs/benchmarks.md lists them
with what was measured. A
script whose data is absent says so and is passed over; the exit code is 2 where none could run, 1 where one failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent
#: Run by hand: it keeps the machine busy for four minutes.
BY_HAND = frozenset({"fanout"})
#: Scripts that measure; those that train are run by hand, too.
SCRIPTS = tuple(
    sorted(p for p in HOME.glob("*.py") if not p.name.startswith(("_", "train_")) and p.stem not in BY_HAND)
)

#: Where in DIR a script's data lies, if not in DIR itself: checkouts of the repositories that the scripts name.
FOLDERS = {
    "ingest": "bbc/BBC News Summary/News Articles",
    "interactions": "bbc/BBC News Summary/News Articles",
    "names": "conll2003/corpus/CoNLL-2003",
    "origins": "bbc/BBC News Summary/News Articles",
    "ranking": "bbc/BBC News Summary/News Articles",
    "quotations": "polnear/data",
    "scale": "bbc/BBC News Summary/News Articles",
    "sentences": "bbc100/corpus",
    "stories": "stories",
    "topics": "bbc/BBC News Summary/News Articles",
    "zones": "article-extraction-benchmark",
}

#: Scripts that measure the project itself, or what they make: they say nothing of whether data was there.
DATALESS = frozenset({"house"})


def main() -> int:
    """Run the scripts one after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    codes: dict[str, int] = {}
    for script in SCRIPTS:
        print(f"\n== {script.stem}", flush=True)
        data = given.data / FOLDERS.get(script.stem, ".")
        codes[script.stem] = subprocess.run([sys.executable, str(script), "--data", str(data)], check=False).returncode
    if any(code not in {0, 2} for code in codes.values()):
        return 1
    return 0 if any(code == 0 for name, code in codes.items() if name not in DATALESS) else 2


if __name__ == "__main__":
    sys.exit(main())
