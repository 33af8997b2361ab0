"""
Measure ``corpus.segmentation.zones`` on pasted text: is the body found, and how quickly.

Data: below ``--data DIR``, ``article-extraction-benchmark`` (public repository
``scrapinghub/article-extraction-benchmark``, MIT: 181 pages with gold bodies), and what ``train_zones.py`` needs. A
page's full text is taken as the pasted text (by html_text, where that is installed, and by our own
plain rendering), zones body and subheading as the answer, scored by the benchmark's own rule: 4-gram shingles,
precision and recall averaged over pages. Cross-validated by page: no page is labelled by a model that has seen it.
Trafilatura's pages, rendered as text, are scored by their phrases, each by a model that has seen no page of its site.
The speed is the best of five rounds. Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import trafilatura
from _report import print_rows
from train_body import score_phrases
from train_zones import (
    AEB_FOLDER,
    NETWORKS,
    BenchmarkPage,
    compute_body_share,
    cross_validate,
    extract_title,
    load_inferred_pages,
    load_pages,
    render_html,
)

from corpus.models import Hints, Zone
from corpus.segmentation import label_zones
from corpus.segmentation.line_classifier import LineClassifier
from corpus.segmentation.lines import split_lines

_TOKEN = re.compile(r"\w+")
#: The ways whose rows have a bar, or stand for them.
HTML_TEXT, PLAIN_TEXT = "text by html_text", "plain text"
_BODY_ZONES = {Zone.BODY, Zone.SUBHEADING}
Renderer = Callable[[BenchmarkPage], tuple[str, Hints]]


def score_pairs(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of pairs of gold and answer."""
    precision, recall = [], []
    for gold, answer in pairs:
        true, found = count_shingles(gold), count_shingles(answer)
        both = sum((true & found).values())
        if found:
            precision.append(both / found.total())
        if true:
            recall.append(both / true.total())
    p, r = statistics.mean(precision), statistics.mean(recall)
    return p, r, 2 * p * r / (p + r)


def count_shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of *text*; of a shorter text the whole."""
    words = _TOKEN.findall(text)
    runs = (tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
    return Counter(run for run in runs if run)


def extract_body(text: str, hints: Hints, net: LineClassifier | None = None) -> str:
    """Return what ``zones.label`` takes for body."""
    spans = label_zones(text, hints, net)
    return "\n".join(text[span.start : span.end] for span in spans if span.zone in _BODY_ZONES)


def extract_best_body(page: BenchmarkPage, text: str) -> str:
    """Return the best that whole lines can reach."""
    lines = split_lines(text)
    share = compute_body_share(lines, page.gold)
    return "\n".join(line.text for line, part in zip(lines, share, strict=True) if part >= 0.5)


def build_renderers() -> dict[str, Renderer]:
    """Return the ways in which a page becomes pasted text."""
    ways: dict[str, Renderer] = {}
    try:
        import html_text
    except ImportError:
        print("html_text is not installed: its rows are left out")
    else:
        ways[HTML_TEXT] = lambda page: (html_text.extract_text(page.html), Hints())
    ways[PLAIN_TEXT] = lambda page: (render_html(page.html), Hints())
    ways["plain text, title known"] = lambda page: (
        render_html(page.html),
        Hints(title=extract_title(page.html) or None),
    )
    ways["plain text, trafilatura's body as hint"] = render_with_hint
    return ways


def render_with_hint(page: BenchmarkPage) -> tuple[str, Hints]:
    """Render *page* and align on its text what trafilatura takes for the body."""
    text = render_html(page.html)
    lines = split_lines(text)
    share = compute_body_share(lines, trafilatura.extract(page.html, include_comments=False) or "")
    body = tuple((line.start, line.end) for line, part in zip(lines, share, strict=True) if part >= 0.5)
    return text, Hints(title=extract_title(page.html) or None, body=body)


def run_benchmark() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--networks", type=int, default=NETWORKS, help="networks of each cross-validated model")
    options = parser.parse_args()
    pages = load_pages(options.data / AEB_FOLDER)
    inferred = load_inferred_pages(options.data)
    nets = cross_validate(pages, inferred, options.networks)
    reached: dict[str, float] = {}
    print(f"{'body of ' + str(len(pages)) + ' pages':<42}precision  recall     F1")
    for name, way in build_renderers().items():
        texts = [way(page) for page in pages]
        answers = [extract_body(text, hints, nets[page.name]) for page, (text, hints) in zip(pages, texts, strict=True)]
        reached[name] = print_score(name, [(page.gold, answer) for page, answer in zip(pages, answers, strict=True)])
        if "hint" in name:
            print_score("trafilatura alone", [(page.gold, trafilatura.extract(page.html) or "") for page in pages])
        else:
            best = [extract_best_body(page, text) for page, (text, _) in zip(pages, texts, strict=True)]
            print_score(
                "  best that whole lines can reach",
                [(page.gold, answer) for page, answer in zip(pages, best, strict=True)],
            )
    rendered = score_rendered(inferred, nets)
    texts = [(render_html(page.html), Hints()) for page in pages]
    speed = len(pages) / min(measure_seconds(texts) for _ in range(5))
    figures = {"found": reached.get(HTML_TEXT), "plain": reached[PLAIN_TEXT], "rendered": rendered, "speed": speed}
    return print_rows("zones.py", figures)


def score_rendered(pages: Sequence[BenchmarkPage], nets: Mapping[str, LineClassifier]) -> float:
    """Return trafilatura's F1 of phrases, of pages that are rendered as text."""
    return score_phrases(pages, [extract_body(render_html(page.html), Hints(), nets[page.name]) for page in pages])


def measure_seconds(texts: Sequence[tuple[str, Hints]]) -> float:
    """Return the CPU time that labelling *texts* takes."""
    begin = time.process_time()
    for text, hints in texts:
        label_zones(text, hints)
    return time.process_time() - begin


def print_score(name: str, pairs: Sequence[tuple[str, str]]) -> float:
    """Print how one way does, and give its F1."""
    precision, recall, f1 = score_pairs(pairs)
    print(f"{name:<42}{precision:9.4f}{recall:8.4f}{f1:7.4f}", flush=True)
    return f1


if __name__ == "__main__":
    sys.exit(run_benchmark())
