"""
Train the model of ``corpus.segmentation.zones`` and write ``corpus/segmentation/line_weights.json``.

Data: the public repository ``scrapinghub/article-extraction-benchmark`` (MIT): 181 pages with their gold bodies, given
as ``--data DIR``. Each page is read in several forms, as a reader might paste it: its text with and without the page's
title, only the part around the article, and that part with boxes between its paragraphs: lines of the page that are no
body, or a newsletter box and the like. Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import lxml.html
import numpy as np

from corpus.segmentation.line_classifier import LineClassifier, combine_networks
from corpus.segmentation.line_features import Float32Array, measure_lines, measure_positions
from corpus.segmentation.line_patterns import line_flags
from corpus.segmentation.lines import TextLine, split_lines

WEIGHTS_FILE = Path(__file__).parent.parent / "corpus" / "segmentation" / "line_weights.json"
NETWORKS, HIDDEN, EPOCHS, SAMPLE_SIZE = 6, 32, 10, 60_000
FOLDS = 5
#: Forms of each page with boxes between its paragraphs.
BOXED_FORMS = 2
BOXES = (
    ("Subscribe to our newsletter", "Your email address", "Sign up"),
    ("The Morning Briefing", "The day's main stories in your inbox at seven.", "Email", "Subscribe"),
    ("Advertisement",),
    ("ADVERTISEMENT", "Story continues below"),
    ("Related", "Ferry strike ends after nine days", "Why the old mill burned down"),
    ("Read more: Ferry strike ends after nine days",),
    ("You may also like",),
    ("Recommended for you", "The best beaches of the north", "Ferry strike ends", "Why gulls steal chips"),
    ("Support our work", "Our reporting is paid for by readers. Give what you can from one crown.", "Donate now"),
    ("Share", "Facebook", "Twitter", "Email"),
    ("Share this article", "Copy link"),
    ("Your browser does not support the video element.",),
    ("The lamp is lit! pic.twitter.com/Ab12Cd34Ef", "— Ann Lind (@annlind) May 3, 2021"),
    ("More news: Ferry strike ends", "More news: Choir wins the prize", "More news: Old mill burns"),
)
_TOKEN = re.compile(r"\w+")
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary"
    " table tbody td tfoot th thead tr ul video audio iframe".split()
)
_INVISIBLE_TAGS = frozenset("script style noscript template svg head object canvas title".split())


@dataclass(frozen=True)
class BenchmarkPage:
    """A page of the benchmark: its name, its HTML, its gold body."""

    name: str
    html: str
    gold: str


@dataclass(frozen=True)
class LabelledText:
    """One form of a page: its text, what is known of it, and how much of each line is body."""

    page: BenchmarkPage
    text: str
    lines: list[TextLine]
    columns: Float32Array
    words: np.ndarray
    share: np.ndarray


def load_pages(data: Path) -> list[BenchmarkPage]:
    """Read the benchmark; exit with status 2 where it is absent."""
    if not (data / "ground-truth.json").is_file():
        print(f"{data}: no ground-truth.json; get scrapinghub/article-extraction-benchmark", file=sys.stderr)
        raise SystemExit(2)
    gold = json.loads((data / "ground-truth.json").read_text("utf-8"))
    return [
        BenchmarkPage(name, gzip.open(data / "html" / f"{name}.html.gz").read().decode(), gold[name]["articleBody"])
        for name in sorted(gold)
    ]


def render_html(html: str) -> str:
    """Return the visible text of *html*, a line for each block."""
    root = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    parts: list[str] = []
    _write_element(root, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _write_element(element: lxml.html.HtmlElement, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _INVISIBLE_TAGS or element.get("hidden") is not None:
        return
    edge = "\n" if element.tag in _BLOCK_TAGS else ""
    parts += [edge, re.sub(r"\s+", " ", element.text or "")]
    for child in element:
        _write_element(child, parts)
        parts.append(re.sub(r"\s+", " ", child.tail or ""))
    parts.append(edge)


def extract_title(html: str) -> str:
    """Return the title in the head of *html*."""
    match = re.search(r"<title[^>]*>(.*?)</title>", html, re.DOTALL | re.IGNORECASE)
    return (
        " ".join(lxml.html.fromstring(f"<p>{match[1]}</p>").text_content().split())
        if match and match[1].strip()
        else ""
    )


def compute_body_share(lines: Sequence[TextLine], body: str) -> np.ndarray:
    """Return shape (n,), the share of each line's words that an alignment with *body* takes."""
    words = [(word, at) for at, line in enumerate(lines) for word in _TOKEN.findall(line.text)]
    total = np.bincount([at for _, at in words], minlength=len(lines))
    taken = np.zeros(len(lines))
    blocks = SequenceMatcher(None, [word for word, _ in words], _TOKEN.findall(body), autojunk=False)
    for block in blocks.get_matching_blocks():
        for _, at in words[block.a : block.a + block.size]:
            taken[at] += block.size >= 3 or total[at] <= 2  # a stray word proves nothing
    return taken / np.maximum(total, 1)


def build_sample(page: BenchmarkPage, text: str, title: str | None = None) -> LabelledText:
    """Measure one form of *page*."""
    lines = split_lines(text)
    gold = compute_body_share(lines, page.gold)
    marks = [line_flags(line.words) for line in lines]
    own = measure_lines(text, lines, marks, title)
    words = np.array([len(_TOKEN.findall(line.text)) for line in lines])
    return LabelledText(page, text, lines, np.concatenate((own, measure_positions(own)), axis=1), words, gold)


def build_forms(page: BenchmarkPage) -> Iterable[LabelledText]:
    """Yield the forms in which *page* is learnt."""
    plain, head = render_html(page.html), extract_title(page.html)
    yield build_sample(page, f"{head}\n{plain}" if head else plain)
    yield build_sample(page, plain)
    yield build_sample(page, plain, head)
    chance = random.Random(page.name)
    lines = plain.split("\n")
    told = np.flatnonzero(compute_body_share(split_lines(plain), page.gold) >= 0.5)
    for _ in range(2 if len(told) else 0):
        first, last = max(told[0] - chance.randint(1, 6), 0), told[-1] + chance.randint(1, 25)
        part = lines[first : last + 1]
        yield build_sample(page, "\n".join([head, *part] if head and chance.random() < 0.5 else part))
    for _ in range(BOXED_FORMS if len(told) > 2 else 0):
        first, last = max(told[0] - chance.randint(1, 6), 0), told[-1] + chance.randint(1, 12)
        part = insert_boxes(lines[first : last + 1], [at - first for at in told], chance)
        yield build_sample(page, "\n".join([head, *part] if head and chance.random() < 0.5 else part))
    if len(told):
        part = [lines[at] for at in told[: chance.randint(3, 15)]]
        yield build_sample(page, "\n".join(part), head if chance.random() < 0.5 else None)


def insert_boxes(lines: Sequence[str], told: Sequence[int], chance: random.Random) -> list[str]:
    """Return *lines* with one to three boxes between the lines *told*, the body; often after its first or second."""
    others = [at for at in range(len(lines)) if at not in set(told)]
    result = list(lines)
    places = {chance.choice(told[1:4] if chance.random() < 0.4 else told[1:]) for _ in range(chance.randint(1, 3))}
    for at in sorted(places, reverse=True):
        if others and chance.random() < 0.5:
            first = chance.choice(others)
            box = [lines[each] for each in range(first, first + chance.randint(1, 5)) if each in set(others)]
        else:
            box = list(chance.choice(BOXES))
        result[at:at] = box
    return result


def fit_model(samples: Sequence[LabelledText], networks: int = NETWORKS) -> LineClassifier:
    """Train a model; lines count by their words, every page alike."""
    from sklearn.exceptions import ConvergenceWarning  # of the extra "bench", which measuring alone does not need
    from sklearn.neural_network import MLPClassifier

    columns = np.concatenate([each.columns for each in samples])
    truth = np.concatenate([each.share >= 0.5 for each in samples])
    weight = np.concatenate([(each.words + 1) / max((each.words * (each.share >= 0.5)).sum(), 50) for each in samples])
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-3
    scaled = np.clip((columns - mean) / spread, -5, 5)
    layers = []
    for seed in range(networks):
        drawn = np.random.RandomState(seed).choice(len(truth), SAMPLE_SIZE, p=weight / weight.sum())
        net = MLPClassifier(
            (HIDDEN,), alpha=0.3, batch_size=512, learning_rate_init=2e-3, max_iter=EPOCHS, random_state=seed
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early on purpose
            net.fit(scaled[drawn], truth[drawn])
        layers.append((net.coefs_[0], net.intercepts_[0], net.coefs_[1][:, 0], float(net.intercepts_[1][0])))
    return combine_networks(mean, spread, layers)


def cross_validate(pages: Sequence[BenchmarkPage], networks: int = NETWORKS) -> dict[str, LineClassifier]:
    """Return each page, by its name, a model that was trained on the other folds: cross-validation by page."""
    drawn = list(pages)
    random.Random(0).shuffle(drawn)
    samples = [list(build_forms(page)) for page in drawn]
    nets = [
        fit_model([sample for at, each in enumerate(samples) if at % FOLDS != fold for sample in each], networks)
        for fold in range(FOLDS)
    ]
    return {page.name: nets[at % FOLDS] for at, page in enumerate(drawn)}


def write_weights(net: LineClassifier, path: Path) -> None:
    """Write *net* as readable JSON, one row of numbers a line."""

    def numbers(row: np.ndarray) -> str:
        return "[" + ", ".join(f"{each:.4g}" for each in row) + "]"

    size = net.out.shape[0] // net.out.shape[1]
    networks = []
    for at in range(net.out.shape[1]):
        part = slice(at * size, (at + 1) * size)
        rows = ",\n   ".join(numbers(row) for row in net.hidden[:, part])
        networks.append(
            f'{{"hidden": [\n   {rows}],\n  "bias": {numbers(net.bias[part])},\n'
            f'  "out": {numbers(net.out[part, at])},\n'
            f'  "out_bias": {net.out_bias[at]:.4g}}}'
        )
    about = (
        "Trained by benchmarks/train_zones.py on scrapinghub/article-extraction-benchmark; see "
        "corpus/segmentation/line_classifier.py"
    )
    path.write_text(
        f'{{"about": "{about}",\n "mean": {numbers(net.mean)},\n "spread": {numbers(net.spread)},\n "networks": [\n '
        + ",\n ".join(networks)
        + "]}\n",
        "utf-8",
    )


def train() -> None:
    """Train on all pages and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    samples = [each for page in load_pages(parser.parse_args().data) for each in build_forms(page)]
    write_weights(fit_model(samples), WEIGHTS_FILE)
    print(
        f"{len(samples)} forms of {len({each.page.name for each in samples})} pages;"
        f" {WEIGHTS_FILE.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    train()
