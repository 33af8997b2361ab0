"""
Infer the bodies of trafilatura's 990 pages, of which only phrases are known, so that ``train_zones.py`` can learn them.

Usage: ``python benchmarks/build_page_bodies.py --data DIR`` (the extra ``bench``)

Data: as for ``train_body.py``. ``DIR/bodies.json`` is written: for each page its name, host, HTML, phrases, and its
body as found by a model of the page (`corpus.extraction.body`) that was trained on other sites, with a line classifier
that was trained on the 181 pages alone.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from train_body import (
    PHRASE_FOLDER,
    build_body_samples,
    build_phrase_sample,
    cross_validate_hosts,
    join_body,
    load_phrase_pages,
)
from train_zones import (
    AEB_FOLDER,
    BODIES_FILE,
    BenchmarkPage,
    build_forms,
    cross_validate,
    fit_model,
    get_host,
    load_pages,
)

from corpus.extraction.charset import decode_page


def infer_bodies(data: Path) -> list[BenchmarkPage]:
    """Return trafilatura's pages with their bodies as found by models that have not seen their sites."""
    pages = load_pages(data / AEB_FOLDER)
    classifier = fit_model([each for page in pages for each in build_forms(page)])
    known = build_body_samples(data, cross_validate(pages))
    asked = list(load_phrase_pages(data / PHRASE_FOLDER))
    samples = [build_phrase_sample(page, classifier) for page in asked]
    likelihoods = cross_validate_hosts([*known, *samples])[len(known) :]
    return [
        BenchmarkPage(
            page.name,
            decode_page(page.data, page.url),
            join_body(sample, found),
            get_host(page.url),
            page.inside,
            page.outside,
        )
        for page, sample, found in zip(asked, samples, likelihoods, strict=True)
    ]


def run() -> None:
    """Write the labelled pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    pages = infer_bodies(data)
    (data / BODIES_FILE).write_text(json.dumps([asdict(page) for page in pages]), "utf-8")
    print(f"{len(pages)} pages; {(data / BODIES_FILE).stat().st_size:,} bytes")


if __name__ == "__main__":
    run()
