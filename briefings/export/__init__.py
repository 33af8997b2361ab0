"""Export briefings as Markdown, HTML, JSON, CSV, BibTeX and TimelineJS, and draw charts."""

from briefings.export.charts import Chart, draw_co_mentions, draw_coverage, draw_mentions
from briefings.export.formats import write_export
from briefings.export.json import ExportError, from_record, parse_json, to_record

__all__ = [
    "Chart",
    "ExportError",
    "draw_co_mentions",
    "draw_coverage",
    "draw_mentions",
    "from_record",
    "parse_json",
    "to_record",
    "write_export",
]
