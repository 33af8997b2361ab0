"""One inverted table of the hashes that near copies share."""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.store.connection import Database


def near(db: Database, sketch: Sequence[int], scope: str) -> tuple[tuple[str, str, int, int], ...]:
    """List (scope, key, hashes shared, size of its sketch) of the articles that *scope* sees and share a hash."""
    found = db.rows(
        "SELECT s.name, a.key, count(*), length(a.sketch) / 4 FROM json_each(?) AS wanted"
        " JOIN sketches k ON k.hash = wanted.value JOIN articles a ON a.id = k.article"
        " JOIN scopes s ON s.id = a.scope WHERE s.name IN ('', ?) GROUP BY a.id ORDER BY s.name, a.key",
        (json.dumps(sorted(set(sketch))), scope),
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in found)
