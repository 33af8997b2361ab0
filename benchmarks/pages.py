"""
Measure the reading of pages: bodies by article-extraction-benchmark, dates by the saved pages of htmldate.

Usage: ``python benchmarks/pages.py --data DIR [--errors]``

Data: below DIR, ``article-extraction-benchmark`` (public repository ``scrapinghub/article-extraction-benchmark``, MIT:
181 pages, their bodies and ``evaluate.py``) and ``htmldate/tests`` (public repository ``adbar/htmldate``: 1,000 saved
pages and their dates, in ``eval_default.json`` and ``eval_mediacloud_2020.json``). Measured, never committed.

Prints for bodies, by the benchmark's own 4-gram F1: trafilatura alone, at its default and at its precision setting; the
body that `corpus.pages` hints at; the zones that `corpus.zones` labels with that hint (by a model that has seen these
pages, so too well: ``benchmarks/zones.py`` cross-validates it); then which pages are refused.
For dates: the share of right days among all pages with a known one, and among those that state it, to machines or to
readers (beside the headline or in the address); htmldate alone beside it; and how many sites these are.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import htmldate
import trafilatura

from corpus.errors import CorpusError
from corpus.model import Hints, Zone
from corpus.pages import linked_data, metadata, render
from corpus.pages.bodies import body
from corpus.pages.decoding import decode
from corpus.pages.parsing import parse
from corpus.pages.rendering import draw
from corpus.pages.statements import statements
from corpus.pages.witnesses import day_in, days_shown
from corpus.zones import label

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page: its address, its bytes, and what people say is in it."""

    url: str
    data: bytes
    truth: str


def main() -> int:
    """Run both measurements; exit 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="list the pages whose date is wrong")
    options = parser.parse_args()
    articles, dated = options.data / "article-extraction-benchmark", options.data / "htmldate" / "tests"
    for folder in (articles / "html", dated / "cache"):
        if not folder.is_dir():
            print(f"no data in {folder}: see the head of this file", file=sys.stderr)
            return 2
    _measure_bodies(articles)
    _measure_dates(dated, errors=options.errors)
    return 0


def _measure_bodies(folder: Path) -> None:
    scorer = _scorer(folder / "evaluate.py")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {
        key: Saved(each["url"], gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), each["articleBody"])
        for key, each in truth.items()
    }
    print(f"bodies of {len(pages)} pages         F1     precision  recall  pages per CPU-second")
    for name, reader in _READERS.items():
        start = time.process_time()
        found = {key: {"articleBody": reader(page)} for key, page in pages.items()}
        speed = len(pages) / (time.process_time() - start)
        score = scorer.evaluate(truth, found, 2)
        print(f"{name:<28} {score['f1']:.4f}  {score['precision']:.4f}     {score['recall']:.4f}  {speed:.0f}")
    for page in pages.values():
        if why := _refusal(page):
            print(f"refused ({len(page.truth.split())} words of body known): {page.url[:80]}: {why}")


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", path)
    if not spec or not spec.loader:
        raise ImportError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _refusal(page: Saved) -> str | None:
    try:
        render(page.data, page.url)
    except CorpusError as error:
        return error.reason
    return None


def _trafilatura(page: Saved) -> str:
    return trafilatura.extract(decode(page.data, page.url), include_comments=False) or ""


def _trafilatura_precise(page: Saved) -> str:
    return trafilatura.extract(decode(page.data, page.url), include_comments=False, favor_precision=True) or ""


def _drawn(page: Saved) -> tuple[str, Spans]:
    """Read a page as `render` does, but refuse none, so that every one counts."""
    html = decode(page.data, page.url)
    drawn = draw(parse(html, page.url))
    return drawn.text, body(html, drawn)


def _hinted(page: Saved) -> str:
    text, spans = _drawn(page)
    return "\n".join(text[start:end] for start, end in spans)


def _zoned(page: Saved) -> str:
    text, spans = _drawn(page)
    tree = parse(decode(page.data, page.url), page.url)
    stated = metadata.metas(tree)
    node = linked_data.article(tree, frozenset((page.url,)), stated.get("og:title", ""))
    title = metadata.title(tree, node, stated, text)
    zones = label(text, Hints(title=title, body=tuple(spans)))
    return "\n".join(text[zone.start : zone.end] for zone in zones if zone.zone in {Zone.BODY, Zone.SUBHEADING})


_READERS: dict[str, Callable[[Saved], str]] = {
    "trafilatura": _trafilatura,
    "trafilatura, for precision": _trafilatura_precise,
    "corpus.pages": _hinted,
    "corpus.pages + corpus.zones": _zoned,
}


def _dated(folder: Path) -> Iterator[Saved]:
    for name in ("eval_mediacloud_2020.json", "eval_default.json"):
        for url, each in json.loads((folder / name).read_text(encoding="utf-8")).items():
            places = [folder / part / each["file"] for part in ("test_set", "cache", "eval")]
            path = next((place for place in places if place.is_file()), None)
            if path and _is_day(each["date"]):
                yield Saved(url, path.read_bytes(), each["date"])


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _measure_dates(folder: Path, *, errors: bool) -> None:
    right = {"all": 0, "stated": 0, "htmldate, all": 0, "htmldate, stated": 0}
    pages, stating, refused = 0, 0, 0
    sites = set[str]()
    for page in _dated(folder):
        try:
            found = render(page.data, page.url)
        except CorpusError:
            refused += 1
            continue
        alone = htmldate.find_date(decode(page.data, page.url), original_date=True)
        states = _states(page, found.text, found.hints.body)
        pages, stating = pages + 1, stating + states
        sites |= {urlsplit(page.url).netloc} if states else set()
        good = (found.hints.published or "")[:10] == page.truth
        for name, hit in (("", good), ("htmldate, ", alone == page.truth)):
            right[f"{name}all"] += hit
            right[f"{name}stated"] += hit and states
        if errors and states and not good:
            print(f"  {page.truth} read as {found.hints.published} by {found.hints.published_by}: {page.url[:100]}")
    print(f"\ndates of {pages} pages ({refused} more refused), stated on {stating} of {len(sites)} sites")
    for name, hits in right.items():
        print(f"{name:<20} {hits / (stating if name.endswith('stated') else pages):.4f}")


def _states(page: Saved, text: str, spans: Spans) -> bool:
    """Tell whether the page states its known date, to machines or to readers."""
    day = date.fromisoformat(page.truth)
    tree = parse(decode(page.data, page.url), page.url)
    node = linked_data.article(tree, frozenset((page.url,)), "")
    shown = text[max(0, spans[0][0] - 3_000) : spans[0][0] + 300] if spans else text[:3_000]
    return (
        any(statement.day == day for statement in statements(tree, node))
        or any(day in each for each in days_shown(shown, tree.get("lang", "")))
        or day_in(page.url) == day
    )


if __name__ == "__main__":
    sys.exit(main())
