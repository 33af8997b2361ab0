"""
How long it takes to build the web pages of 60 digests on both bundled samples, and to find that nothing has changed.

Times are CPU time of this process; composing the digests is not counted, compiling the templates is. Then 15 and 60 are
built anew: the one time by the other is 4 where it is proportional to their number, and less where the rest is much.

    python benchmarks/archive.py
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from _report import print_rows

sys.path.append(str(Path(__file__).parents[1]))  # for the tests' digests

from bot.archive.site import SitePlace, build_site
from bot.models.digest import PublishedDigest
from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.bot.archived_digests import GUILD, compose_digests
from tests.support.paths import HURRICANE, SAMPLE

DIGEST_COUNT, SMALL_COUNT = 60, 15


def run_benchmark() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="taken, and not needed")
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'news.sqlite3'}"
        with open_store(url) as store:
            for sample in (SAMPLE, HURRICANE):
                add_sources(store, load_sources(sample).sources, load_bundled_registry())
        published = compose_digests(url, DIGEST_COUNT)
        first = _measure(url, published, Path(folder) / "site")
        again = _measure(url, published, Path(folder) / "site")
        small = _measure(url, published[:SMALL_COUNT], Path(folder) / "small")
        large = _measure(url, published, Path(folder) / "large")
    return print_rows("archive.py", {"built": first, "again": again, "growth": large / small})


def _measure(url: str, published: tuple[PublishedDigest, ...], folder: Path) -> float:
    """Return the CPU time of one build, in seconds."""
    start = time.process_time()
    with open_store(url) as store:
        build_site(store, published, SitePlace(folder, "https://news.example.org/", GUILD))
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(run_benchmark())
