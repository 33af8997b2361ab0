"""
Measure ``corpus.zones`` on pasted text: is the body found, and how quickly.

Data: the public repository ``scrapinghub/article-extraction-benchmark`` (MIT), 181 pages with gold bodies, as
``--data DIR``. A page's full text is taken as the pasted text (by html_text, where that is installed, and by our own
plain rendering), zones body and subheading as the answer, scored by the benchmark's own rule: 4-gram shingles,
precision and recall averaged over pages. Cross-validated by page: no page is labelled by a model that has seen it.
The speed is the best of five rounds. Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura
import train_zones
from _report import below, report

from corpus import zones
from corpus.model import Hints, Zone
from corpus.zones import model
from corpus.zones.lines import split

_TOKEN = re.compile(r"\w+")
#: The ways whose rows have a bar, or stand for them.
PASTED, PLAIN = "text by html_text", "plain text"
_TOLD = {Zone.BODY, Zone.SUBHEADING}
Render = Callable[[train_zones.Page], tuple[str, Hints]]


def score(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of pairs of gold and answer."""
    precision, recall = [], []
    for gold, answer in pairs:
        true, told = shingles(gold), shingles(answer)
        both = sum((true & told).values())
        if told:
            precision.append(both / told.total())
        if true:
            recall.append(both / true.total())
    p, r = statistics.mean(precision), statistics.mean(recall)
    return p, r, 2 * p * r / (p + r)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of *text*; of a shorter text the whole."""
    words = _TOKEN.findall(text)
    runs = (tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
    return Counter(run for run in runs if run)


def told(text: str, hints: Hints, net: model.Net | None = None) -> str:
    """Give what ``zones.label`` takes for body."""
    spans = zones.label(text, hints, net)
    return "\n".join(text[span.start : span.end] for span in spans if span.zone in _TOLD)


def oracle(page: train_zones.Page, text: str) -> str:
    """Give the best that whole lines can reach."""
    lines = split(text)
    share = train_zones.share(lines, page.gold)
    return "\n".join(line.text for line, part in zip(lines, share, strict=True) if part >= 0.5)


def renderings() -> dict[str, Render]:
    """Give the ways in which a page becomes pasted text."""
    ways: dict[str, Render] = {}
    try:
        import html_text
    except ImportError:
        print("html_text is not installed: its rows are left out")
    else:
        ways[PASTED] = lambda page: (html_text.extract_text(page.html), Hints())
    ways[PLAIN] = lambda page: (train_zones.render(page.html), Hints())
    ways["plain text, title known"] = lambda page: (
        train_zones.render(page.html),
        Hints(title=train_zones.title(page.html) or None),
    )
    ways["plain text, trafilatura's body as hint"] = hinted
    return ways


def hinted(page: train_zones.Page) -> tuple[str, Hints]:
    """Render *page* and align on its text what trafilatura takes for the body."""
    text = train_zones.render(page.html)
    lines = split(text)
    share = train_zones.share(lines, trafilatura.extract(page.html, include_comments=False) or "")
    body = tuple((line.start, line.end) for line, part in zip(lines, share, strict=True) if part >= 0.5)
    return text, Hints(title=train_zones.title(page.html) or None, body=body)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--networks", type=int, default=train_zones.NETWORKS, help="networks of each cross-validated model"
    )
    options = parser.parse_args()
    pages = train_zones.pages(below("zones.py", options.data))
    nets = train_zones.unseen(pages, options.networks)
    reached: dict[str, float] = {}
    print(f"{'body of ' + str(len(pages)) + ' pages':<42}precision  recall     F1")
    for name, way in renderings().items():
        texts = [way(page) for page in pages]
        answers = [told(text, hints, nets[page.name]) for page, (text, hints) in zip(pages, texts, strict=True)]
        reached[name] = show(name, [(page.gold, answer) for page, answer in zip(pages, answers, strict=True)])
        if "hint" in name:
            show("trafilatura alone", [(page.gold, trafilatura.extract(page.html) or "") for page in pages])
        else:
            best = [oracle(page, text) for page, (text, _) in zip(pages, texts, strict=True)]
            show(
                "  best that whole lines can reach",
                [(page.gold, answer) for page, answer in zip(pages, best, strict=True)],
            )
    texts = [(train_zones.render(page.html), Hints()) for page in pages]
    speed = len(pages) / min(seconds(texts) for _ in range(5))
    return report("zones.py", {"told": reached.get(PASTED), "plain": reached[PLAIN], "speed": speed})


def seconds(texts: Sequence[tuple[str, Hints]]) -> float:
    """Give the CPU time that labelling *texts* takes."""
    begin = time.process_time()
    for text, hints in texts:
        zones.label(text, hints)
    return time.process_time() - begin


def show(name: str, pairs: Sequence[tuple[str, str]]) -> float:
    """Print how one way does, and give its F1."""
    precision, recall, f1 = score(pairs)
    print(f"{name:<42}{precision:9.4f}{recall:8.4f}{f1:7.4f}", flush=True)
    return f1


if __name__ == "__main__":
    sys.exit(main())
