"""Locate the article's body among the lines of a rendered page."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.extraction.body.alignment import locate_extract
from corpus.extraction.body.features import LIKELIHOOD_COLUMN, Float32Array, measure_page_lines
from corpus.extraction.dom import list_ancestor_names
from corpus.extraction.render import RenderedLine, Rendering
from corpus.languages.en.page_phrases import BOILERPLATE_NAME, COMMENT_TOKENS, CONSENT_PHRASES
from corpus.segmentation import estimate_body
from corpus.segmentation.line_classifier import LineClassifier
from corpus.segmentation.lines import TextLine

if TYPE_CHECKING:
    from lxml.html import HtmlElement


# No article has this many characters, and extraction takes time in proportion. A live blog with comments has 200,000.
_MAX_TEXT_CHARS = 500_000
# A line counts as extracted if at least this share of it was: the rest may be an inline note or a link.
_MIN_EXTRACTED_SHARE = 0.3
# Lines are similar if tags and classes of their element and its parents agree, this many levels up. At least this
# many similar lines must be chosen before others are added; those must be as long as a sentence and not mostly links.
_SIGNATURE_LEVELS = 4
_MIN_SIMILAR_LINES = 3
_MIN_PARAGRAPH_WORDS = 8
_MAX_SIMILAR_LINKED_SHARE = 0.3
# A line is body from this likelihood on; features count up to so many standard deviations.
_MIN_LIKELIHOOD, _MAX_DEVIATION = 0.5, 5
# Other posts on the page are dropped if the post around them has this many words of its own; a body has as many.
_MIN_OWN_WORDS = 30

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BodyModel:
    """
    A logistic regression over the features of a page's lines (`corpus.extraction.body.features`).

    Attributes:
        mean: Shape (m,), subtracted from each column.
        spread: Shape (m,), by which each column is then divided.
        weights: Shape (m,).
        bias: The intercept.
    """

    mean: Float32Array
    spread: Float32Array
    weights: Float32Array
    bias: float

    def predict(self, columns: Float32Array) -> Float32Array:
        """Return shape (n,): how likely each line of *columns*, shape (n, m), is body, in [0, 1]."""
        scaled = np.clip((columns - self.mean) / self.spread, -_MAX_DEVIATION, _MAX_DEVIATION)
        logits = np.clip(scaled @ self.weights + self.bias, -30, 30)
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


@cache
def load_body_model() -> BodyModel:
    """Load the bundled weights, which ``benchmarks/train_body.py`` writes."""
    stored: dict[str, Any] = json.loads(files("corpus.extraction.body").joinpath("weights.json").read_text("utf-8"))
    mean, spread, weights = (np.array(stored[name], dtype=np.float32) for name in ("mean", "spread", "weights"))
    return BodyModel(mean, spread, weights, float(stored["bias"]))


def find_body(html: str, rendering: Rendering, title: str | None = None) -> tuple[Span, ...]:
    """
    Find the body of the article.

    Args:
        html: The page.
        rendering: Its visible text.
        title: Its headline, or None if unknown.

    Returns:
        Spans of the rendered text, in order, each of whole lines; adjacent ones are merged. Empty if there is no body,
        or more text than any article has.
    """
    if len(rendering.text) > _MAX_TEXT_CHARS or not rendering.lines:
        return ()
    columns = measure_page(html, rendering, title)
    is_body: list[bool] = (load_body_model().predict(columns) >= _MIN_LIKELIHOOD).tolist()
    if _count_words(rendering.lines, is_body) < _MIN_OWN_WORDS:
        # No extractor looks into an ``<aside>``, and some pages hold their article there: the lines' shape decides.
        is_likely: list[bool] = (columns[:, LIKELIHOOD_COLUMN] >= _MIN_LIKELIHOOD).tolist()
        is_body = [
            here and line.element.tag != "h1" and not CONSENT_PHRASES.search(rendering.text[line.start : line.end])
            for here, line in zip(is_likely, rendering.lines, strict=True)
        ]
    _drop_other_posts(rendering.lines, is_body)
    _drop_comments(rendering.lines, is_body)
    return tuple(_merge_lines(rendering.lines, is_body))


def _count_words(lines: Sequence[RenderedLine], chosen: Sequence[bool]) -> int:
    return sum(line.words for line, here in zip(lines, chosen, strict=True) if here)


def measure_page(
    html: str, rendering: Rendering, title: str | None, classifier: LineClassifier | None = None
) -> Float32Array:
    """
    Measure the lines of a page: what a content extractor, the line classifier and the page's elements say of each.

    Args:
        html: The page.
        rendering: Its visible text, of n lines.
        title: Its headline, or None if unknown.
        classifier: The line classifier; the bundled one by default.

    Returns:
        Shape (n, m), the columns of `BodyModel`.
    """
    import trafilatura  # noqa: PLC0415

    lines = rendering.lines
    extract = trafilatura.extract(html, include_comments=False) or ""
    shares = _measure_coverage(lines, locate_extract(rendering.text, extract))
    is_chosen = [share > _MIN_EXTRACTED_SHARE for share in shares]
    _add_similar_paragraphs(lines, is_chosen)
    _drop_other_posts(lines, is_chosen)
    is_boilerplate = [_is_boilerplate(line) for line in lines]
    text_lines, flags, likelihoods = estimate_body(rendering.text, title, classifier)
    places = _align_lines(lines, text_lines)
    features = measure_page_lines(
        rendering.text,
        lines,
        [list_ancestor_names(line.element) for line in lines],
        shares,
        likelihoods[places],
        [flags[at] for at in places],
        title or "",
    )
    choices = np.array(
        [is_chosen, is_boilerplate, [a and not b for a, b in zip(is_chosen, is_boilerplate, strict=True)]]
    )
    return np.concatenate((features, choices.T.astype(np.float32)), axis=1)


def _align_lines(lines: Sequence[RenderedLine], text_lines: Sequence[TextLine]) -> list[int]:
    """Return for each line of the page the index of the line of the text that holds its beginning."""
    starts = [line.start for line in text_lines]
    return [max(bisect_right(starts, line.start) - 1, 0) for line in lines]


def _measure_coverage(lines: Sequence[RenderedLine], found: Sequence[Span]) -> list[float]:
    """Return for each line the share of it that the spans *found* cover."""
    shares: list[float] = []
    at = 0
    for line in lines:
        while at < len(found) and found[at][1] <= line.start:
            at += 1
        covered, ahead = 0, at
        while ahead < len(found) and found[ahead][0] < line.end:
            covered += min(found[ahead][1], line.end) - max(found[ahead][0], line.start)
            ahead += 1
        shares.append(min(covered / max(line.end - line.start, 1), 1.0))
    return shares


def _add_similar_paragraphs(lines: Sequence[RenderedLine], chosen: list[bool]) -> None:
    """Choose the paragraphs after the first chosen line that are marked up like those already chosen."""
    names = [_build_signature(line.element) for line in lines]
    long = [line.words >= _MIN_PARAGRAPH_WORDS for line in lines]
    counts = Counter(name for name, here, enough in zip(names, chosen, long, strict=True) if here and enough)
    first = chosen.index(True) if True in chosen else len(chosen)
    for at in range(first, len(lines)):
        line = lines[at]
        if (
            long[at]
            and counts[names[at]] >= _MIN_SIMILAR_LINES
            and line.linked < _MAX_SIMILAR_LINKED_SHARE * (line.end - line.start)
        ):
            chosen[at] = True


def _build_signature(element: HtmlElement) -> tuple[str, ...]:
    """Return tags and classes of an element and its parents, without numbers, which belong to one element alone."""
    chain = islice(_list_ancestors(element), _SIGNATURE_LEVELS)
    return tuple(f"{each.tag} {re.sub(r'[0-9]+', '0', each.get('class', ''))}" for each in chain)


def _list_ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _drop_other_posts(lines: Sequence[RenderedLine], chosen: list[bool]) -> None:
    """Drop articles nested in the article (HTML 4.3.2: "comments or other posts") if the outer one has a body."""
    inside = [
        tuple(line.element.iterancestors("article")) if here else () for line, here in zip(lines, chosen, strict=True)
    ]
    depths = [len(articles) for articles, here in zip(inside, chosen, strict=True) if here]
    outer = min(depths, default=0)
    own = sum(
        line.words
        for line, articles, here in zip(lines, inside, chosen, strict=True)
        if here and len(articles) == outer
    )
    if outer and own >= _MIN_OWN_WORDS:
        chosen[:] = [here and len(articles) == outer for here, articles in zip(chosen, inside, strict=True)]


def _drop_comments(lines: Sequence[RenderedLine], chosen: list[bool]) -> None:
    """Drop what readers wrote below the article, if that has a body of its own."""
    outside = [
        here
        and COMMENT_TOKENS.isdisjoint(name for _, names in list_ancestor_names(line.element) for name in names.split())
        for line, here in zip(lines, chosen, strict=True)
    ]
    if _count_words(lines, outside) >= _MIN_OWN_WORDS:
        chosen[:] = outside


def _is_boilerplate(line: RenderedLine) -> bool:
    """Return whether a line is the page's heading, mostly links, or named as a part other than the body."""
    element = line.element
    if element.tag == "h1" or line.is_mostly_linked:
        return True
    if element.tag in {"body", "main", "article"}:
        return False
    return bool(BOILERPLATE_NAME.search(element.get("class", "")) or BOILERPLATE_NAME.search(element.get("id", "")))


def _merge_lines(lines: Sequence[RenderedLine], chosen: Sequence[bool]) -> Iterator[Span]:
    start = None
    for at, line in enumerate(lines):
        if chosen[at] and start is None:
            start = line.start
        if start is not None and (at + 1 == len(lines) or not chosen[at + 1]):
            yield start, line.end
            start = None
