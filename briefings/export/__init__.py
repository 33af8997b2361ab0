"""Export briefings as Markdown, HTML, JSON, CSV, BibTeX and TimelineJS, and draw charts."""

from briefings.export.charts import ENGLISH_CHART, Chart, ChartLanguage, draw_co_mentions, draw_coverage, draw_mentions
from briefings.export.formats import write_export
from briefings.export.json import ExportError, from_record, parse_json, to_record

__all__ = [
    "ENGLISH_CHART",
    "Chart",
    "ChartLanguage",
    "ExportError",
    "draw_co_mentions",
    "draw_coverage",
    "draw_mentions",
    "from_record",
    "parse_json",
    "to_record",
    "write_export",
]
