"""Numeric features of a rendered page's lines, by which `corpus.extraction.body.finder` locates the body."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.extraction.dom import AncestorNames
from corpus.extraction.render import RenderedLine
from corpus.languages.en.page_phrases import BOILERPLATE_NAME, COMMENT_AREA_NAME
from corpus.segmentation.line_patterns import FLAG_COUNT

Float32Array = NDArray[np.float32]
FloatArray = NDArray[np.floating]

# A line of this many words can be classified by its words alone; shorter ones need their neighbours.
_LONG_LINE_WORDS = 8
# Distances to the extracted lines above or below are counted up to this many lines.
_MAX_DISTANCE = 12
_SIGNATURE_LEVELS, _CONTAINER_LEVELS = 4, 3
_DIGITS = re.compile(r"[0-9]+")
_WORD = re.compile(r"\w+")

#: The column that holds what the line classifier says of each line.
LIKELIHOOD_COLUMN = 1
#: Groups of tags that the line's own element may have, and others that may be around it.
_OWN_TAGS = (
    ("p",),
    ("li", "dd", "dt"),
    ("h1",),
    ("h2",),
    ("h3", "h4", "h5", "h6"),
    ("td", "th", "tr", "table", "caption"),
    ("div", "section"),
)
_OUTER_TAGS = (
    ("article",),
    ("main",),
    ("aside",),
    ("nav", "menu"),
    ("footer",),
    ("header", "hgroup"),
    ("form", "fieldset"),
    ("figure", "figcaption"),
    ("blockquote",),
    ("table",),
    ("ul", "ol", "dl"),
    ("address",),
)


def measure_page_lines(
    text: str,
    lines: Sequence[RenderedLine],
    ancestors: Sequence[AncestorNames],
    shares: Sequence[float],
    likelihoods: Float32Array,
    flags: Sequence[int],
    title: str,
) -> Float32Array:
    """
    Measure each line of a page.

    Args:
        text: The rendered text.
        lines: Its n lines.
        ancestors: The names of each line's element and of those around it, innermost first.
        shares: Shape (n,), the share of each that the content extractor took, in [0, 1].
        likelihoods: Shape (n,), how much each looks like body to the line classifier.
        flags: The flags of each (`corpus.segmentation.line_patterns`).
        title: The headline, or ``""``.

    Returns:
        Shape (n, m), one row per line: what the extractor and the line classifier say of it, of its neighbours and of
        the lines that are marked up alike; its size, tags, names, flags and position.
    """
    words = np.array([line.words for line in lines], dtype=np.float32)
    share = np.array(shares, dtype=np.float32)
    sizes = np.array([max(line.end - line.start, 1) for line in lines], dtype=np.float32)
    texts = [text[line.start : line.end] for line in lines]
    repeats = Counter(texts)
    bits = np.array(flags)[:, None] >> np.arange(FLAG_COUNT) & 1
    columns: list[FloatArray | list[float] | list[int] | list[bool]] = [
        share,
        likelihoods,
        share * likelihoods,
        np.log1p(words),
        np.array([line.linked for line in lines]) / sizes,
        [min(repeats[each] - 1, 3) for each in texts],
        _measure_title_overlap(texts, title),
        *bits.T,
        *_measure_agreement(share, likelihoods, words),
        *_measure_surroundings(share, words),
        *_measure_surroundings(likelihoods, words),
        *_measure_position(share >= 0.5, words),
        *_measure_position(likelihoods >= 0.5, words),
        *_measure_alike(ancestors, slice(0, _SIGNATURE_LEVELS), share, words),
        *_measure_alike(ancestors, slice(1, 1 + _CONTAINER_LEVELS), share, words),
        *_measure_alike(ancestors, slice(0, _SIGNATURE_LEVELS), likelihoods, words)[:1],
        *_find_tags(ancestors),
        *_find_names(ancestors),
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _measure_title_overlap(texts: Sequence[str], title: str) -> list[float]:
    wanted = set(_WORD.findall(title.lower()))
    found = [set(_WORD.findall(each[:300].lower())) for each in texts]
    return [len(wanted & each) / max(len(wanted | each), 1) for each in found]


def _measure_agreement(share: Float32Array, likelihoods: Float32Array, words: Float32Array) -> list[FloatArray]:
    """Return for the whole page how many words each source takes, and how far they agree; the same in every row."""
    taken, likely = share >= 0.5, likelihoods >= 0.5
    both, either = float(words[taken & likely].sum()), float(words[taken | likely].sum())
    totals = [np.log1p(words[taken].sum()), np.log1p(words[likely].sum()), both / max(either, 1), np.log1p(words.sum())]
    return [np.full(len(words), each) for each in totals]


def _measure_surroundings(values: Float32Array, words: Float32Array) -> list[FloatArray]:
    """Return the mean of *values* in the 1, 3 and 8 lines above and below, weighted by their words."""
    weights = words + 1
    totals = np.concatenate(([0.0], np.cumsum(values * weights)))
    counts = np.concatenate(([0.0], np.cumsum(weights)))
    index = np.arange(len(values))
    columns: list[FloatArray] = []
    for reach in (1, 3, 8):
        for begin, end in (
            (np.maximum(index - reach, 0), index),
            (index + 1, np.minimum(index + 1 + reach, len(values))),
        ):
            columns.append((totals[end] - totals[begin]) / np.maximum(counts[end] - counts[begin], 1))
    return columns


def _measure_position(chosen: NDArray[np.bool_], words: Float32Array) -> list[FloatArray]:
    """Return the place of each line among those *chosen*: distances, and the share of chosen words above it."""
    index = np.arange(len(chosen))
    long_enough = np.flatnonzero(chosen & (words >= _LONG_LINE_WORDS))
    first, last = (long_enough[0], long_enough[-1]) if len(long_enough) else (len(chosen), len(chosen))
    above = np.maximum.accumulate(np.where(chosen, index, -_MAX_DISTANCE))
    below = np.minimum.accumulate(np.where(chosen, index, len(chosen) + _MAX_DISTANCE)[::-1])[::-1]
    taken = np.cumsum(np.where(chosen, words, 0.0))
    return [
        np.clip(index - first, -_MAX_DISTANCE, _MAX_DISTANCE),
        np.clip(last - index, -_MAX_DISTANCE, _MAX_DISTANCE),
        ((index >= first) & (index <= last)).astype(float),
        np.minimum(index - above, _MAX_DISTANCE),
        np.minimum(below - index, _MAX_DISTANCE),
        taken / max(float(taken[-1]) if len(taken) else 0.0, 1.0),
    ]


def _measure_alike(
    ancestors: Sequence[AncestorNames], levels: slice, values: Float32Array, words: Float32Array
) -> list[FloatArray | list[float]]:
    """Return of the other lines with the same tags and names: the mean of *values*, and how many words they have."""
    keys = [_build_signature(each[levels]) for each in ancestors]
    totals, counts = defaultdict[str, float](float), defaultdict[str, float](float)
    weights = (words + 1).tolist()
    for key, value, weight in zip(keys, values.tolist(), weights, strict=True):
        totals[key] += value * weight
        counts[key] += weight
    means, sizes = [], []
    for key, value, weight in zip(keys, values.tolist(), weights, strict=True):
        others = counts[key] - weight
        means.append((totals[key] - value * weight + 0.3 * 10) / (others + 10))
        sizes.append(float(np.log1p(others)))
    return [means, sizes]


def _build_signature(names: AncestorNames) -> str:
    """Return tags and names as one string, without numbers, which belong to one element alone."""
    return _DIGITS.sub("0", "/".join(f"{tag} {name}" for tag, name in names))


def _find_tags(ancestors: Sequence[AncestorNames]) -> list[list[bool]]:
    own = [each[0][0] if each else "" for each in ancestors]
    around = [{tag for tag, _ in each} for each in ancestors]
    columns = [[tag in tags for tag in own] for tags in _OWN_TAGS]
    columns += [[not found.isdisjoint(tags) for found in around] for tags in _OUTER_TAGS]
    return columns


def _find_names(ancestors: Sequence[AncestorNames]) -> list[list[float]]:
    """Return whether a line's element, the next ones around it, or any other is named as a part beside the body."""
    cache: dict[str, tuple[bool, bool]] = {"": (False, False)}

    def classify(name: str) -> tuple[bool, bool]:
        if name not in cache:
            cache[name] = bool(BOILERPLATE_NAME.search(name)), bool(COMMENT_AREA_NAME.search(name))
        return cache[name]

    found = [[classify(name) for _, name in each] for each in ancestors]
    ranges = (slice(0, 1), slice(1, 3), slice(3, None))
    columns = [[float(any(one for one, _ in each[part])) for each in found] for part in ranges]
    columns.append([float(any(comment for _, comment in each)) for each in found])
    return columns
