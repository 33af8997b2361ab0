"""
The whole table of docs/benchmarks.md: every row with its bar, by section; figures are put in by the scripts.

Bars stand in this package and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping

from _rows import Row

from _table.choosing import ANSWERING, CHOOSING_ROWS, NEW, OTHERS, TIMELINE_ROWS, TOPIC_ROWS
from _table.reading import READING, WHO_WHEN_SAID
from _table.serving import ITSELF, PROVED, SPEED, TELLING

__all__ = ["OTHERS", "ROWS", "RUNS", "SECTIONS"]

#: By the headings of docs/benchmarks.md, in its order.
SECTIONS: Mapping[str, tuple[Row, ...]] = {
    "Reading": READING,
    "Who, when, said": WHO_WHEN_SAID,
    "Choosing": CHOOSING_ROWS,
    "Timelines": TIMELINE_ROWS,
    "Speed and size": SPEED,
    "Telling": TELLING,
    "Answering": ANSWERING,
    "Topics": TOPIC_ROWS,
    "What is new, and where outlets differ": NEW,
    "Proof": PROVED,
    "The house": ITSELF,
}
ROWS = tuple(row for rows in SECTIONS.values() for row in rows)
RUNS = {row.run.command: row.run for row in ROWS}
