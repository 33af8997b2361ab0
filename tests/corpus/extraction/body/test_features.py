"""Claims about the features of a page's lines."""

from __future__ import annotations

import numpy as np

from corpus.extraction.body import load_body_model, measure_page
from corpus.extraction.body.features import LIKELIHOOD_COLUMN
from corpus.extraction.dom import parse_html
from corpus.extraction.render import render_tree
from tests.support.corpus.pages import PAGE_URL, SENTENCE, build_page


def test_each_line_has_the_columns_of_the_model() -> None:
    """One row a line, one column a weight, and no number that is none."""
    html = build_page(f"<nav><a href=/>Home</a></nav><article><h1>Bridge</h1><p>{SENTENCE * 3}</p></article>").decode()
    rendering = render_tree(parse_html(html, PAGE_URL))
    columns = measure_page(html, rendering, "Bridge")
    assert columns.shape == (len(rendering.lines), len(load_body_model().weights))
    assert np.isfinite(columns).all()


def test_the_line_classifier_is_one_of_the_columns() -> None:
    """What it says of a paragraph and of a menu is found where the fallback looks for it."""
    html = build_page(f"<nav><a href=/>Home</a></nav><article><h1>Bridge</h1><p>{SENTENCE * 3}</p></article>").decode()
    rendering = render_tree(parse_html(html, PAGE_URL))
    likelihoods = measure_page(html, rendering, "Bridge")[:, LIKELIHOOD_COLUMN]
    assert likelihoods[-1] > likelihoods[0]
