"""Extract text, outlet, title and publication date from web pages."""

from corpus.extraction.charset import MAX_PAGE_BYTES, decode_page
from corpus.extraction.dom import parse_html
from corpus.extraction.html_metadata import find_feeds
from corpus.extraction.page import extract_page
from corpus.extraction.provenance import infer_provenance
from corpus.extraction.publication_date import DateClues, find_clues, narrow_date_range

__all__ = [
    "MAX_PAGE_BYTES",
    "DateClues",
    "decode_page",
    "extract_page",
    "find_clues",
    "find_feeds",
    "infer_provenance",
    "narrow_date_range",
    "parse_html",
]
