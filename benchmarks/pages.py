"""
Measure the reading of pages: bodies by article-extraction-benchmark, dates by the saved pages of htmldate.

Usage: ``python benchmarks/pages.py --data DIR [--errors]``

Data: below DIR, ``article-extraction-benchmark`` (public repository ``scrapinghub/article-extraction-benchmark``, MIT:
181 pages, their bodies and ``evaluate.py``), ``trafilatura/tests`` (public repository ``adbar/trafilatura``, Apache
2.0: 990 pages with phrases that are and are not in their body) and ``htmldate/tests`` (public repository
``adbar/htmldate``: 1,000 saved pages and their dates, in ``eval_default.json`` and ``eval_mediacloud_2020.json``); and
``bodies.json``, which ``build_page_bodies.py`` writes. Measured, never committed.

Measures bodies by the benchmark's own 4-gram F1: trafilatura alone, at its default and at its precision setting; the
body that `corpus.extraction.body` finds; the zones that `corpus.segmentation.zones` labels with it, by models of which
none has seen a page of that site (the extra ``bench``); and names the pages that are refused. On trafilatura's pages it
counts the phrases, as trafilatura's own evaluation does.
For dates: the share of right days among all pages with a known one, among those that state it, to machines or to
readers (beside the headline or in the address), and among those that show it to readers; htmldate alone beside it; and
how many sites these are.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import htmldate
import trafilatura
from _report import print_rows
from train_body import (
    LabelledPage,
    cross_validate_hosts,
    extract_zones,
    join_body,
    load_samples,
    score_phrases,
)
from train_zones import load_pages

from corpus.errors import CorpusError
from corpus.extraction.charset import decode_page
from corpus.extraction.dom import parse_html
from corpus.extraction.json_ld import find_article_node
from corpus.extraction.page import extract_page
from corpus.extraction.page_dates import find_statements
from corpus.extraction.shown_dates import find_day_in_url, find_shown_days
from corpus.segmentation.line_features import Float32Array

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page: its address, its bytes, what people say is in it, and the name that its collection gives it."""

    url: str
    data: bytes
    truth: str
    name: str = ""


def run_benchmark() -> int:
    """Run both measurements; exit 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="list the pages whose date is wrong")
    options = parser.parse_args()
    dated = options.data / "htmldate" / "tests"
    phrases = options.data / "trafilatura" / "tests"
    for folder in (options.data / "article-extraction-benchmark" / "html", dated / "cache", phrases / "cache"):
        if not folder.is_dir():
            print(f"no data in {folder}: see the head of this file", file=sys.stderr)
            return 2
    return print_rows("pages.py", {**_measure_bodies(options.data), **_measure_dates(dated, errors=options.errors)})


def _measure_bodies(data: Path) -> dict[str, float]:
    folder = data / "article-extraction-benchmark"
    scorer = _load_scorer(folder / "evaluate.py")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = [
        SavedPage(truth[page.name]["url"], page.html.encode(), page.gold, page.name) for page in load_pages(folder)
    ]
    samples = load_samples(data)
    labelled = list(zip(samples, cross_validate_hosts(samples), strict=True))
    answers = {
        "trafilatura": [_extract_with_trafilatura(page) for page in pages],
        "precise": [_extract_precisely(page) for page in pages],
        "hinted": [join_body(*each) for each in labelled[: len(pages)]],
        "zoned": [extract_zones(*each) for each in labelled[: len(pages)]],
    }
    print(f"bodies of {len(pages)} pages         F1     precision  recall")
    reached: dict[str, float] = {}
    for name, bodies in answers.items():
        found = {page.name: {"articleBody": body} for page, body in zip(pages, bodies, strict=True)}
        score = scorer.evaluate(truth, found, 2)
        reached[name] = float(score["f1"])
        print(f"{name:<28} {score['f1']:.4f}  {score['precision']:.4f}     {score['recall']:.4f}")
    for page in pages:
        if why := _get_refusal(page):
            print(f"refused ({len(page.truth.split())} words of body known): {page.url[:80]}: {why}")
    return {**reached, **_measure_phrases(labelled)}


def _measure_phrases(labelled: Sequence[tuple[LabelledPage, Float32Array]]) -> dict[str, float]:
    """Return the F1 of trafilatura's own pages, and that of trafilatura."""
    known = [(sample.page, sample, likelihoods) for sample, likelihoods in labelled if sample.page]
    pages = [page for page, _, _ in known]
    alone = [_extract_with_trafilatura(SavedPage(page.url, page.data, "")) for page in pages]
    ours = [extract_zones(sample, likelihoods) for _, sample, likelihoods in known]
    reached = {"phrases": score_phrases(pages, ours), "phrases alone": score_phrases(pages, alone)}
    print(
        f"bodies of {len(pages)} pages of trafilatura's: {reached['phrases']:.4f}, alone {reached['phrases alone']:.4f}"
    )
    return reached


def _load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", path)
    if not spec or not spec.loader:
        raise ImportError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _get_refusal(page: SavedPage) -> str | None:
    try:
        extract_page(page.data, page.url)
    except CorpusError as error:
        return error.reason
    return None


def _extract_with_trafilatura(page: SavedPage) -> str:
    return trafilatura.extract(decode_page(page.data, page.url), include_comments=False) or ""


def _extract_precisely(page: SavedPage) -> str:
    return trafilatura.extract(decode_page(page.data, page.url), include_comments=False, favor_precision=True) or ""


def _load_dated_pages(folder: Path) -> Iterator[SavedPage]:
    for name in ("eval_mediacloud_2020.json", "eval_default.json"):
        for url, each in json.loads((folder / name).read_text(encoding="utf-8")).items():
            places = [folder / part / each["file"] for part in ("test_set", "cache", "eval")]
            path = next((place for place in places if place.is_file()), None)
            if path and _is_day(each["date"]):
                yield SavedPage(url, path.read_bytes(), each["date"])


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _measure_dates(folder: Path, *, errors: bool) -> dict[str, float | tuple[float, float]]:
    counts, sites = Counter[str](), set[str]()
    for page in _load_dated_pages(folder):
        try:
            found = extract_page(page.data, page.url)
        except CorpusError:
            counts["refused"] += 1
            continue
        alone = htmldate.find_date(decode_page(page.data, page.url), original_date=True)
        shown = _has_visible_date(page, found.text, found.hints.body)
        states = shown or _has_stated_date(page)
        sites |= {urlsplit(page.url).netloc} if states else set()
        good = (found.hints.published or "")[:10] == page.truth
        for name, held in (("pages", True), ("stated", states), ("shown", shown)):
            counts.update(
                {name: held, f"{name} right": held and good, f"{name} htmldate": held and alone == page.truth}
            )
        if errors and states and not good:
            print(f"  {page.truth} read as {found.hints.published} by {found.hints.published_by}: {page.url[:100]}")
    print(f"\n{counts['pages']} pages ({counts['refused']} more refused); right, and right by htmldate alone:")
    shares: dict[str, tuple[float, float]] = {}
    for name in ("pages", "stated", "shown"):
        shares[name] = 100 * counts[f"{name} right"] / counts[name], counts[name]
        alone = 100 * counts[f"{name} htmldate"] / counts[name]
        print(f"{name:<8} {counts[name]:4} {shares[name][0]:6.2f} % {alone:6.2f} %")
    htmldate_alone = 100 * counts["stated htmldate"] / counts["stated"]
    return {"dates": shares["stated"], "shown": shares["shown"], "htmldate": htmldate_alone, "sites": len(sites)}


def _has_stated_date(page: SavedPage) -> bool:
    """Return whether the page states its known date to machines."""
    tree = parse_html(decode_page(page.data, page.url), page.url)
    node = find_article_node(tree, frozenset((page.url,)), "")
    return any(statement.day == date.fromisoformat(page.truth) for statement in find_statements(tree, node))


def _has_visible_date(page: SavedPage, text: str, spans: Spans) -> bool:
    """Return whether the page shows its known date to readers, above the text or in its address."""
    day = date.fromisoformat(page.truth)
    language = parse_html(decode_page(page.data, page.url), page.url).get("lang", "")
    shown = text[max(0, spans[0][0] - 3_000) : spans[0][0] + 300] if spans else text[:3_000]
    return any(day in each for each in find_shown_days(shown, language)) or find_day_in_url(page.url) == day


if __name__ == "__main__":
    sys.exit(run_benchmark())
