"""
The whole table of docs/benchmarks.md: every row with its bar, by section; figures are put in by the scripts.

Bars stand in this package and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping

from _rows import Row

from _table.annotation import ACTOR_DATE_AND_QUOTE_ROWS, ANNOTATION_ROWS
from _table.operation import DELIVERY_ROWS, PROOF_ROWS, SPEED_ROWS, STRUCTURE_ROWS
from _table.selection import ANSWER_ROWS, NOVELTY_ROWS, OTHER_SYSTEMS, SUMMARY_ROWS, TIMELINE_ROWS, TOPIC_ROWS

__all__ = ["OTHER_SYSTEMS", "ROWS", "RUNS", "SECTIONS"]

#: By the headings of docs/benchmarks.md, in its order.
SECTIONS: Mapping[str, tuple[Row, ...]] = {
    "Reading": ANNOTATION_ROWS,
    "Who, when, said": ACTOR_DATE_AND_QUOTE_ROWS,
    "Choosing": SUMMARY_ROWS,
    "Timelines": TIMELINE_ROWS,
    "Speed and size": SPEED_ROWS,
    "Delivering": DELIVERY_ROWS,
    "Answering": ANSWER_ROWS,
    "Topics": TOPIC_ROWS,
    "What is new, and where outlets differ": NOVELTY_ROWS,
    "Proof": PROOF_ROWS,
    "Project structure": STRUCTURE_ROWS,
}
ROWS = tuple(row for rows in SECTIONS.values() for row in rows)
RUNS = {row.run.command: row.run for row in ROWS}
