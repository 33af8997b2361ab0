"""Many at once: whoever asks is acknowledged, while digests are posted and articles read. No times are claimed here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "interactions.py"


def test_everybody_is_acknowledged_and_answered_under_load() -> None:
    """The measuring script, on a small crowd: each command answered, each digest posted, all articles read."""
    words = ["--interactions", "40", "--servers", "10", "--articles", "20", "--json"]
    done = subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, text=True, check=False)
    figures = json.loads(done.stdout)
    told = {name: figures[name] for name in ("sent", "acknowledged", "answered", "failed", "digests", "articles")}
    assert told == {
        "sent": 40,
        "acknowledged": 40,
        "answered": 40,
        "failed": 0,
        "digests": 10,
        "articles": 20,
    }, done.stderr[-2000:]
