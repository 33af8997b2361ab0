"""
Measure, and with ``--write`` train, how the outlet of a pasted page is found (`corpus.extraction.outlets.candidates`).

Data, below ``--data DIR``: ``trafilatura/tests`` (public repository ``adbar/trafilatura``, Apache 2.0), of whose 990
pages some 690 state to machines what their site is called (``og:site_name``, the publisher in JSON-LD); for the labels
of menus also ``htmldate/tests`` (``adbar/htmldate``, Apache 2.0) and ``article-extraction-benchmark``
(``scrapinghub/article-extraction-benchmark``, MIT). Needs the extra ``bench``.

Each page is read as a reader might paste it: its text with the page's title, its text without, and the part around the
article with three lines above its headline and four below its end. A name counts as right if it is the site's, or the
one in its address, or one of them holds the other ("Süddeutsche.de", "Süddeutsche Zeitung" at sueddeutsche.de).

All figures are by folds of sites: no page is judged by weights, or by counts of labels, that its site had a part in.
The zones come from the line classifier that is shipped, which has seen these pages. ``--write`` writes the weights of
all pages to ``corpus/extraction/outlets/weights.json``, and the labels to ``corpus/segmentation/menu_labels.txt``.

Usage: python benchmarks/outlets.py --data DIR [--write]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import numpy as np
from _report import print_rows
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.extraction.charset import decode_page
from corpus.extraction.outlets.candidates import (
    FEATURE_NAMES,
    MIN_PROBABILITY,
    measure_outlet_candidates,
    normalize_label,
)
from corpus.languages.identification import identify_language
from corpus.languages.pack import load_pack
from corpus.models import Hints, Zone, ZoneSpan
from corpus.segmentation.zones import label_zones

_PACKAGE = Path(__file__).parent.parent / "corpus"
WEIGHTS_FILE = _PACKAGE / "extraction" / "outlets" / "weights.json"
LABELS_FILE = _PACKAGE / "segmentation" / "menu_labels.txt"
FOLDS, PENALTY, PROCESSES = 5, 1.0, 2
#: Sites that must have a label in their menus, its longest form, and the shortest page that is used.
MIN_SITES, MAX_LABEL_WORDS, MAX_LABEL_CHARACTERS, MIN_PAGE_CHARACTERS = 5, 5, 40, 800
_LINES_ABOVE, _LINES_BELOW = 3, 4
_SHARED_DOMAINS = frozenset({"co", "com", "org", "net", "gov", "ac"})
_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^{}]*?"name"\s*:\s*"([^"]{2,60})"')
_ENDING = re.compile(r"\.(?:com|de|fr|es|org|net|co\.uk|at|ch|it|info|eu|uk)$")
_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|el) ")
_MIN_PART = 4

Labels = Mapping[str, frozenset[str]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SitePage:
    """A saved page: its file, its site, its host, and what its site is called; no names if it does not say."""

    file: Path
    site: str
    host: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a page: how it was pasted, its site, and the features and rightness of its candidates."""

    kind: str
    site: str
    features: Floats
    right: NDArray[np.bool_]


def run_benchmark() -> int:
    """Measure by folds, and train on all pages if asked; exit 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the weights and the labels")
    options = parser.parse_args()
    if not (options.data / "trafilatura" / "tests" / "evaldata.json").is_file():
        print(f"no data in {options.data}: see the head of this file", file=sys.stderr)
        return 2
    pages = list(chain(list_trafilatura(options.data), list_others(options.data)))
    with ProcessPoolExecutor(PROCESSES) as pool:
        labels = count_labels(zip(pages, pool.map(list_labels, pages, chunksize=16), strict=True))
        named = [page for page in pages if page.names]
        forms = list(chain.from_iterable(pool.map(partial(measure_page, labels=labels), named, chunksize=8)))
    counts = judge_by_folds(forms)
    for kind, (right, wrong, silent) in counts.items():
        print(f"{kind}: {right} right, {wrong} wrong, {silent} unknown")
    if options.write:
        write_labels(labels)
        write_weights(fit(forms))
    figures = {}
    for kind, key in (("with title", "titled"), ("without title", "untitled"), ("around the article", "cut")):
        right, wrong, silent = counts[kind]
        total = right + wrong + silent
        figures[f"outlet {key}"] = (100 * right / total, 100 * wrong / total)
    return print_rows("outlets.py", figures)


def list_trafilatura(data: Path) -> Iterator[SitePage]:
    """Yield trafilatura's pages, with what their sites are called."""
    folder = data / "trafilatura" / "tests"
    for url, about in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).items():
        if file := _find_file(folder, ("eval", "cache"), about["file"]):
            yield SitePage(
                file, _get_site(url), _get_host(url), read_site_names(decode_page(file.read_bytes(), file.name))
            )


def list_others(data: Path) -> Iterator[SitePage]:
    """Yield the pages of the other two sets, of which only the labels of their menus are counted."""
    folder = data / "htmldate" / "tests"
    for name in ("eval_default.json", "eval_mediacloud_2020.json"):
        if (folder / name).is_file():
            for url, about in json.loads((folder / name).read_text(encoding="utf-8")).items():
                if file := _find_file(folder, ("cache", "eval", "test_set"), about["file"]):
                    yield SitePage(file, _get_site(url), _get_host(url))
    folder = data / "article-extraction-benchmark"
    if (folder / "ground-truth.json").is_file():
        for key, about in json.loads((folder / "ground-truth.json").read_text(encoding="utf-8")).items():
            if file := _find_file(folder, ("html",), f"{key}.html.gz"):
                yield SitePage(file, _get_site(about.get("url", "")), _get_host(about.get("url", "")))


def _find_file(folder: Path, inside: Sequence[str], name: str) -> Path | None:
    return next((file for part in inside if (file := folder / part / name).is_file()), None)


def _get_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _get_site(url: str) -> str:
    parts = _get_host(url).split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and parts[-2] in _SHARED_DOMAINS else parts[-2:])


def read_site_names(source: str) -> tuple[str, ...]:
    """Return what a page says to machines that its site is called."""
    try:
        tree = lxml.html.fromstring(source.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml.etree.ParserError):
        return ()
    stated = tree.xpath('//meta[@property="og:site_name" or @name="og:site_name"]/@content')
    return tuple(name for each in (*stated, *_PUBLISHER.findall(source)) if (name := each.strip()))


def read_text(page: SitePage) -> str:
    """Return the text of *page* as a reader would copy it, ``""`` if it can't be rendered."""
    import html_text  # of the extra `bench`; without data it is not needed

    data = page.file.read_bytes()
    plain = gzip.decompress(data) if page.file.suffix == ".gz" else data
    try:
        return str(html_text.extract_text(decode_page(plain, page.file.name)))
    except (ValueError, lxml.etree.LxmlError):
        return ""


def list_labels(page: SitePage) -> frozenset[str]:
    """Return the short lines of *page*, of which menus consist."""
    short = (
        normalize_label(line)
        for line in read_text(page).splitlines()
        if 0 < len(line.split()) <= MAX_LABEL_WORDS and len(line) <= MAX_LABEL_CHARACTERS
    )
    return frozenset(label for label in short if re.search(r"[^\W\d_]{2}", label) and not re.search(r"\d", label))


def count_labels(pages: Iterator[tuple[SitePage, frozenset[str]]]) -> Labels:
    """Return the sites that have each label, of those that enough sites have."""
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for page, labels in pages:
        for label in labels:
            sites[label].add(page.site)
    return {label: frozenset(found) for label, found in sorted(sites.items()) if len(found) >= MIN_SITES}


def measure_page(page: SitePage, labels: Labels) -> list[Form]:
    """Return the forms of *page*, measured with the labels of other sites."""
    text = read_text(page)
    if len(text) < MIN_PAGE_CHARACTERS:
        return []
    counts = {label: len(sites - {page.site}) for label, sites in labels.items()}
    forms = []
    for kind, (shown, zones) in _list_forms(text):
        candidates, rows = measure_outlet_candidates(shown, zones, counts)
        right = [is_right(one.name, page) for one in candidates]
        features = np.array(rows, dtype=float).reshape(len(rows), len(FEATURE_NAMES))
        forms.append(Form(kind, page.site, features, np.array(right, dtype=bool)))
    return forms


def _list_forms(text: str) -> Iterator[tuple[str, tuple[str, Sequence[ZoneSpan]]]]:
    zones = _label(text)
    yield "with title", (text, zones)
    _, _, rest = text.partition("\n")
    yield "without title", (rest.lstrip(), _label(rest.lstrip()))
    bodies = [at for at, span in enumerate(zones) if span.zone is Zone.BODY]
    if bodies:
        headline = next((at for at, span in enumerate(zones) if span.zone is Zone.HEADLINE), bodies[0])
        first, last = max(min(headline, bodies[0]) - _LINES_ABOVE, 0), min(bodies[-1] + _LINES_BELOW + 1, len(zones))
        start, end = zones[first].start, zones[last - 1].end
        cut = [ZoneSpan(span.start - start, span.end - start, span.zone) for span in zones[first:last]]
        yield "around the article", (text[start:end], cut)


def _label(text: str) -> Sequence[ZoneSpan]:
    return label_zones(text, Hints(), pack=load_pack(identify_language(text, "")))


def is_right(name: str, page: SitePage) -> bool:
    """Return whether *name* is what the site of *page* is called, by itself or by its address."""
    labels = page.host.split(".")
    site = labels[-3] if len(labels) > 2 and labels[-2] in {"co", "com"} else labels[-2] if len(labels) > 1 else ""
    own = _simplify(name)
    others = [_simplify(each) for each in (*page.names, site, page.host.rpartition(".")[0])]
    return any(
        own == other or (len(own) >= _MIN_PART and own in other) or (len(other) >= _MIN_PART and other in own)
        for other in others
        if other
    )


def _simplify(name: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)).lower()
    return re.sub(r"[^a-z0-9]+", "", _ARTICLE.sub("", _ENDING.sub("", plain.strip())))


def judge_by_folds(forms: Sequence[Form]) -> dict[str, tuple[int, int, int]]:
    """Return how many pages of each kind are right, wrong and left open, by weights that other sites gave."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        weights = fit([form for form in forms if _get_fold(form.site) != fold])
        for form in forms:
            if _get_fold(form.site) == fold:
                counts[form.kind][_judge(form, weights)] += 1
    return {kind: (right, wrong, silent) for kind, (right, wrong, silent) in counts.items()}


def _get_fold(site: str) -> int:
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def _judge(form: Form, weights: Floats) -> int:
    """Return 0 if the name that is chosen is right, 1 if it is wrong, 2 if none is."""
    if not len(form.right):
        return 2
    probabilities = _compute_probabilities(form.features @ weights[1:] + weights[0])
    best = int(probabilities[1:].argmax())
    if probabilities[1 + best] < MIN_PROBABILITY:
        return 2
    return 0 if form.right[best] else 1


def _compute_probabilities(scores: Floats) -> Floats:
    """Return the probability of "none", whose score is 0, and of each candidate."""
    shifted = np.concatenate([[0.0], scores])
    powers = np.exp(shifted - shifted.max())
    return np.asarray(powers / powers.sum())


def fit(forms: Sequence[Form]) -> Floats:
    """Return the constant and the weights that make the right names of *forms* likeliest, with a ridge penalty."""

    def compute_loss(weights: Floats) -> tuple[float, Floats]:
        loss, gradient = PENALTY * float(weights[1:] @ weights[1:]) / 2, PENALTY * np.r_[0.0, weights[1:]]
        for form in forms:
            if not len(form.right):
                continue
            chances = _compute_probabilities(form.features @ weights[1:] + weights[0])
            wanted = np.where(form.right, chances[1:], 0.0) if form.right.any() else np.zeros(len(form.right))
            total = float(wanted.sum()) if form.right.any() else float(chances[0])
            loss -= float(np.log(total + 1e-12))
            change = chances[1:] - wanted / (wanted.sum() + 1e-12)
            gradient += np.r_[change.sum(), form.features.T @ change]
        return loss, gradient

    start = np.zeros(len(FEATURE_NAMES) + 1)
    return np.asarray(minimize(compute_loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def write_weights(weights: Floats) -> None:
    """Write the rounded weights."""
    stored = {
        "about": "Trained by benchmarks/outlets.py on pages of adbar/trafilatura (Apache 2.0)",
        "constant": round(float(weights[0]), 2),
        "weights": {name: round(float(one), 2) for name, one in zip(FEATURE_NAMES, weights[1:], strict=True)},
    }
    WEIGHTS_FILE.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_labels(labels: Labels) -> None:
    """Write the labels and on how many sites each was seen, the most common first."""
    rows = sorted(((len(sites), label) for label, sites in labels.items()), key=lambda row: (-row[0], row[1]))
    head = (
        "# Labels of menus and on how many sites each was seen; counted by benchmarks/outlets.py on saved pages of\n"
        "# adbar/trafilatura and adbar/htmldate (Apache 2.0) and scrapinghub/article-extraction-benchmark (MIT).\n"
    )
    LABELS_FILE.write_text(head + "".join(f"{label}\t{count}\n" for count, label in rows), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(run_benchmark())
