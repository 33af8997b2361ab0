"""Quotation extraction and speaker attribution."""

from corpus.quotes.extractor import extract_quotations

__all__ = [
    "extract_quotations",
]
