"""Pages made of little, and where those in files lie."""

from __future__ import annotations

from pathlib import Path

PAGES_FOLDER = Path(__file__).parents[2] / "data" / "pages"
PAGE_URL = "https://www.example.org/news/2024/06/21/harbour-bridge?utm_source=feed#top"
SENTENCE = "The council met on Friday and agreed on a new bridge over the harbour, the mayor said. "


def build_page(body: str, head: str = "") -> bytes:
    """Make a page of the markup in its body and in its head."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
