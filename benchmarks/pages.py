"""
Measure the reading of pages: bodies by article-extraction-benchmark, dates by the saved pages of htmldate.

Usage: ``python benchmarks/pages.py --data DIR [--errors]``

Data: below DIR, ``article-extraction-benchmark`` (public repository ``scrapinghub/article-extraction-benchmark``, MIT:
181 pages, their bodies and ``evaluate.py``) and ``htmldate/tests`` (public repository ``adbar/htmldate``: 1,000 saved
pages and their dates, in ``eval_default.json`` and ``eval_mediacloud_2020.json``). Measured, never committed.

Measures bodies by the benchmark's own 4-gram F1: trafilatura alone, at its default and at its precision setting; the
body that `corpus.pages` hints at; the zones that `corpus.zones` labels with that hint, by models of which none
has seen the page that it labels (the extra ``bench``); and names the pages that are refused.
For dates: the share of right days among all pages with a known one, among those that state it, to machines or to
readers (beside the headline or in the address), and among those that show it to readers; htmldate alone beside it; and
how many sites these are.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import htmldate
import trafilatura
import train_zones
from _report import report

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
from corpus.zones.model import Net

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page: its address, its bytes, what people say is in it, and the name that its collection gives it."""

    url: str
    data: bytes
    truth: str
    name: str = ""


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
    return report("pages.py", {**_measure_bodies(articles), **_measure_dates(dated, errors=options.errors)})


def _measure_bodies(folder: Path) -> dict[str, float]:
    scorer = _scorer(folder / "evaluate.py")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {
        key: Saved(
            each["url"], gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), each["articleBody"], key
        )
        for key, each in truth.items()
    }
    print(f"bodies of {len(pages)} pages         F1     precision  recall  pages per CPU-second")
    reached: dict[str, float] = {}
    for name, reader in _readers(train_zones.unseen(train_zones.pages(folder))).items():
        start = time.process_time()
        found = {key: {"articleBody": reader(page)} for key, page in pages.items()}
        speed = len(pages) / (time.process_time() - start)
        score = scorer.evaluate(truth, found, 2)
        reached[name] = float(score["f1"])
        print(f"{name:<28} {score['f1']:.4f}  {score['precision']:.4f}     {score['recall']:.4f}  {speed:.0f}")
    for page in pages.values():
        if why := _refusal(page):
            print(f"refused ({len(page.truth.split())} words of body known): {page.url[:80]}: {why}")
    return reached


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


def _zoned(page: Saved, net: Net) -> str:
    text, spans = _drawn(page)
    tree = parse(decode(page.data, page.url), page.url)
    stated = metadata.metas(tree)
    node = linked_data.article(tree, frozenset((page.url,)), stated.get("og:title", ""))
    title = metadata.title(tree, node, stated, text)
    zones = label(text, Hints(title=title, body=tuple(spans)), net)
    return "\n".join(text[zone.start : zone.end] for zone in zones if zone.zone in {Zone.BODY, Zone.SUBHEADING})


def _readers(nets: Mapping[str, Net]) -> dict[str, Callable[[Saved], str]]:
    return {
        "trafilatura": _trafilatura,
        "precise": _trafilatura_precise,
        "hinted": _hinted,
        "zoned": lambda page: _zoned(page, nets[page.name]),
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


def _measure_dates(folder: Path, *, errors: bool) -> dict[str, float | tuple[float, float]]:
    counts, sites = Counter[str](), set[str]()
    for page in _dated(folder):
        try:
            found = render(page.data, page.url)
        except CorpusError:
            counts["refused"] += 1
            continue
        alone = htmldate.find_date(decode(page.data, page.url), original_date=True)
        shown = _shows(page, found.text, found.hints.body)
        states = shown or _states(page)
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


def _states(page: Saved) -> bool:
    """Tell whether the page states its known date to machines."""
    tree = parse(decode(page.data, page.url), page.url)
    node = linked_data.article(tree, frozenset((page.url,)), "")
    return any(statement.day == date.fromisoformat(page.truth) for statement in statements(tree, node))


def _shows(page: Saved, text: str, spans: Spans) -> bool:
    """Tell whether the page shows its known date to readers, above the text or in its address."""
    day = date.fromisoformat(page.truth)
    language = parse(decode(page.data, page.url), page.url).get("lang", "")
    shown = text[max(0, spans[0][0] - 3_000) : spans[0][0] + 300] if spans else text[:3_000]
    return any(day in each for each in days_shown(shown, language)) or day_in(page.url) == day


if __name__ == "__main__":
    sys.exit(main())
