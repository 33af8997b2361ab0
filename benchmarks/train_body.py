"""
Train the model of ``corpus.extraction.body`` and write its ``weights.json``; or measure it by cross-validation.

Usage: ``python benchmarks/train_body.py --data DIR [--languages FILE]`` (the extra ``bench``)

Data: below DIR, ``article-extraction-benchmark`` (public repository ``scrapinghub/article-extraction-benchmark``, MIT:
181 pages and their bodies) and ``trafilatura/tests`` (public repository ``adbar/trafilatura``, Apache 2.0: 990 saved
pages in ``cache`` and ``eval``, with phrases that the body must and must not hold in ``evaldata.json``), and
``bodies.json``, which ``build_page_bodies.py`` writes. FILE gives the language of each of the 990, one
``file<TAB>language`` a line; German, English and the others are then shown apart.

The line classifier that the features hold has not seen any page that it labels: it is trained again without them by
fifths (`train_zones.cross_validate`). Each page's lines are labelled by a model that was trained on other sites: five
folds by host. What was chosen on these pages is in docs/benchmarks.md; `PAGE_WEIGHT` was compared with the former line
classifier: at 3 the 181 pages reach .970, at 12 .972, and trafilatura's .944 and .942.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from train_zones import (
    AEB_FOLDER,
    BenchmarkPage,
    compute_body_share,
    cross_validate,
    get_host,
    load_inferred_pages,
    load_pages,
)

from corpus.extraction.body import BodyModel, measure_page
from corpus.extraction.charset import decode_page
from corpus.extraction.dom import parse_html
from corpus.extraction.html_metadata import collect_metas, find_title
from corpus.extraction.json_ld import find_article_node
from corpus.extraction.render import Rendering, render_tree
from corpus.models import Hints, Zone
from corpus.segmentation import label_zones
from corpus.segmentation.line_classifier import LineClassifier
from corpus.segmentation.line_features import Float32Array
from corpus.segmentation.lines import TextLine

WEIGHTS_FILE = Path(__file__).parent.parent / "corpus" / "extraction" / "body" / "weights.json"
FOLDS, PAGE_WEIGHT, REGULARIZATION = 5, 12, 0.1
MIN_LIKELIHOOD = 0.5
PHRASE_FOLDER = Path("trafilatura") / "tests"


@dataclass(frozen=True)
class PhrasePage:
    """A page of trafilatura's: its file, its address, its bytes, and phrases inside and outside its body."""

    name: str
    url: str
    data: bytes
    inside: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True)
class LabelledPage:
    """A page as the model sees it: its text and title, its lines' columns, their truth and weight (0 if unknown)."""

    page: PhrasePage | None
    host: str
    text: str
    title: str | None
    spans: tuple[tuple[int, int], ...]
    columns: Float32Array
    truth: np.ndarray
    weight: np.ndarray


def load_phrase_pages(folder: Path) -> Iterator[PhrasePage]:
    """Yield trafilatura's pages."""
    for url, each in sorted(json.loads((folder / "evaldata.json").read_text("utf-8")).items()):
        path = next(path for part in ("cache", "eval") if (path := folder / part / each["file"]).is_file())
        yield PhrasePage(each["file"], url, path.read_bytes(), tuple(each["with"]), tuple(each["without"]))


def _render(html: str, url: str) -> tuple[Rendering, str | None]:
    tree = parse_html(html, url)
    rendering, metas = render_tree(tree), collect_metas(tree)
    node = find_article_node(tree, frozenset((url,)), metas.get("og:title", ""))
    return rendering, find_title(tree, node, metas, rendering.text)


def build_phrase_sample(page: PhrasePage, classifier: LineClassifier) -> LabelledPage:
    """Measure a page, and label the lines that hold its phrases."""
    html = decode_page(page.data, page.url)
    rendering, title = _render(html, page.url)
    columns = measure_page(html, rendering, title, classifier)
    truth = np.full(len(rendering.lines), -1.0)
    for phrase in page.outside:
        for places in _find_phrase(rendering, phrase):
            truth[places] = 0
    for phrase in page.inside:  # once is enough: the place that extractor and classifier think most of
        found = _find_phrase(rendering, phrase)
        if found:
            truth[max(found, key=lambda places: float(columns[places][:, :2].mean()))] = 1
    spans = tuple((line.start, line.end) for line in rendering.lines)
    weight = (truth >= 0).astype(float)
    return LabelledPage(page, get_host(page.url), rendering.text, title, spans, columns, truth, weight)


def _find_phrase(rendering: Rendering, phrase: str) -> list[list[int]]:
    pattern = re.compile(r"\s+".join(map(re.escape, phrase.split())))
    starts = np.array([line.start for line in rendering.lines])
    return [
        list(range(*(np.searchsorted(starts, (match.start(), match.end() - 1), side="right") - (1, 0))))
        for match in pattern.finditer(rendering.text)
        if phrase.strip()
    ]


def build_body_sample(html: str, url: str, gold: str, classifier: LineClassifier) -> LabelledPage:
    """Measure a page of which the whole body is known; its lines count by their words."""
    rendering, title = _render(html, url)
    columns = measure_page(html, rendering, title, classifier)
    lines = [TextLine(line.start, line.end, rendering.text[line.start : line.end], 0) for line in rendering.lines]
    share = compute_body_share(lines, gold)
    words = np.array([line.words for line in rendering.lines], dtype=float)
    weight = (words + 1) / max(float((words * (share >= MIN_LIKELIHOOD)).sum()), 50) * PAGE_WEIGHT
    spans = tuple((line.start, line.end) for line in rendering.lines)
    return LabelledPage(
        None, get_host(url), rendering.text, title, spans, columns, (share >= MIN_LIKELIHOOD).astype(float), weight
    )


def build_body_samples(data: Path, nets: Mapping[str, LineClassifier]) -> list[LabelledPage]:
    """Measure the 181 pages, each by its own classifier."""
    folder = data / AEB_FOLDER
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        build_body_sample(page.html, truth[page.name]["url"], page.gold, nets[page.name]) for page in load_pages(folder)
    ]


def load_samples(data: Path) -> list[LabelledPage]:
    """Measure the pages of both sets, each by a line classifier that has not seen it."""
    nets = cross_validate(load_pages(data / AEB_FOLDER), load_inferred_pages(data))
    return build_body_samples(data, nets) + [
        build_phrase_sample(page, nets[page.name]) for page in load_phrase_pages(data / PHRASE_FOLDER)
    ]


def fit_model(samples: Sequence[LabelledPage]) -> BodyModel:
    """Train the logistic regression."""
    from sklearn.linear_model import LogisticRegression  # of the extra "bench"

    known = [each.weight > 0 for each in samples]
    columns = np.concatenate([each.columns[here] for each, here in zip(samples, known, strict=True)])
    truth = np.concatenate([each.truth[here] for each, here in zip(samples, known, strict=True)])
    weight = np.concatenate([each.weight[here] for each, here in zip(samples, known, strict=True)])
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-3
    scaled = np.clip((columns - mean) / spread, -5, 5)
    model = LogisticRegression(C=REGULARIZATION, max_iter=300).fit(scaled, truth, sample_weight=weight)
    return BodyModel(mean, spread, model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def cross_validate_hosts(samples: Sequence[LabelledPage]) -> list[Float32Array]:
    """Return for each page how likely its lines are body, by a model that was trained on other hosts."""
    hosts = sorted({each.host for each in samples})
    random.Random(0).shuffle(hosts)
    folds = {host: at % FOLDS for at, host in enumerate(hosts)}
    models = [fit_model([each for each in samples if folds[each.host] != fold]) for fold in range(FOLDS)]
    return [models[folds[each.host]].predict(each.columns) for each in samples]


def join_body(sample: LabelledPage, likelihoods: Float32Array) -> str:
    """Return the lines that the model takes for body."""
    spans = zip(sample.spans, likelihoods, strict=True)
    return "\n".join(sample.text[start:end] for (start, end), each in spans if each >= MIN_LIKELIHOOD)


def extract_zones(sample: LabelledPage, likelihoods: Float32Array) -> str:
    """Return what the zones take for body where the model found it."""
    body = tuple(span for span, each in zip(sample.spans, likelihoods, strict=True) if each >= MIN_LIKELIHOOD)
    zones = label_zones(sample.text, Hints(title=sample.title, body=body))
    return "\n".join(sample.text[each.start : each.end] for each in zones if each.zone in {Zone.BODY, Zone.SUBHEADING})


def score_phrases(pages: Sequence[PhrasePage | BenchmarkPage], answers: Sequence[str]) -> float:
    """Return trafilatura's own F1: of the phrases that are and are not in the answers, white space aside."""
    right = wrong = missed = 0
    for page, answer in zip(pages, answers, strict=True):
        text = " ".join(answer.split())
        held = sum(" ".join(phrase.split()) in text for phrase in page.inside)
        right, missed = right + held, missed + len(page.inside) - held
        wrong += sum(" ".join(phrase.split()) in text for phrase in page.outside)
    return 2 * right / max(2 * right + wrong + missed, 1)


def print_scores(samples: Sequence[LabelledPage], languages: Mapping[str, str]) -> None:
    """Print the F1 of trafilatura's pages beside that of trafilatura, cross-validated by host."""
    import trafilatura

    groups = defaultdict[str, list[tuple[PhrasePage, str, str]]](list)
    for sample, likelihoods in zip(samples, cross_validate_hosts(samples), strict=True):
        if page := sample.page:
            alone = trafilatura.extract(decode_page(page.data, page.url), include_comments=False) or ""
            language = languages.get(page.name, "")
            for group in ("all", language if language in {"de", "en"} else "others"):
                groups[group].append((page, extract_zones(sample, likelihoods), alone))
    print("body of trafilatura's pages, F1      ours    trafilatura")
    for group, rows in groups.items():
        pages, ours, alone = zip(*rows, strict=True)
        scores = score_phrases(pages, ours), score_phrases(pages, alone)
        print(f"{group:<8} {len(rows):4} pages           {scores[0]:.4f}  {scores[1]:.4f}")


def write_weights(model: BodyModel, path: Path) -> None:
    """Write *model* as JSON."""

    def join(row: np.ndarray) -> str:
        return "[" + ", ".join(f"{float(each):.4g}" for each in row) + "]"

    about = (
        "Trained by benchmarks/train_body.py on scrapinghub/article-extraction-benchmark and the pages of "
        "adbar/trafilatura; see corpus/extraction/body/finder.py"
    )
    path.write_text(
        f'{{"about": "{about}",\n "mean": {join(model.mean)},\n "spread": {join(model.spread)},\n'
        f' "weights": {join(model.weights)},\n "bias": {model.bias:.4g}}}\n',
        "utf-8",
    )


def train() -> None:
    """Print the cross-validated scores, train on all pages and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--languages", type=Path)
    options = parser.parse_args()
    rows = options.languages.read_text("utf-8").splitlines() if options.languages else []
    samples = load_samples(options.data)
    print_scores(samples, dict(row.split("\t")[:2] for row in rows))
    write_weights(fit_model(samples), WEIGHTS_FILE)


if __name__ == "__main__":
    train()
