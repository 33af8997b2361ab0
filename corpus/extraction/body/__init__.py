"""Find the article's body among the lines of a rendered page."""

from corpus.extraction.body.alignment import locate_extract
from corpus.extraction.body.finder import BodyModel, find_body, load_body_model, measure_page

__all__ = ["BodyModel", "find_body", "load_body_model", "locate_extract", "measure_page"]
