"""A store with the bundled articles on the treaty, which a process reads once and each test copies."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.paths import SAMPLE


@cache
def _build_sample_store() -> Path:
    path = Path(mkdtemp(prefix="dateline-sample-")) / "sample.sqlite3"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    with open_store(f"sqlite:///{path}") as store:
        add_sources(store, load_sources(SAMPLE).sources, load_bundled_registry())
    return path


def copy_sample_store(folder: Path) -> str:
    """Return the address of a store in *folder*, ``news.sqlite3``, that holds the bundled articles."""
    path = folder / "news.sqlite3"
    shutil.copyfile(_build_sample_store(), path)
    return f"sqlite:///{path}"
