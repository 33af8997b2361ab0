"""Claims about the dates of the seed articles, against the hand-made gold beside them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.dates import day_range
from corpus.dates.tagger import tag
from corpus.models import Sentence, TimeExpression, Zone
from tests.support.paths import SHARED, list_seeds

_MARKED = frozenset(["headline", "headline_repeat", "standfirst", "subheading", "caption", "byline"])


def _tag_article(document: dict[str, Any], text: str) -> tuple[TimeExpression, ...]:
    """Tag a gold document by its own sentences, zones and true date."""
    spans = [(start, end, "body") for start, end in document["sentences"]]
    spans += [(start, end, zone) for start, end, zone in document["zones"] if zone in _MARKED]
    sentences = [Sentence("a", start, end, text[start:end], Zone(zone)) for start, end, zone in sorted(spans)]
    return tag(sentences, document["publication_date"]["value"])


def _match_values(value: str, gold: dict[str, Any]) -> bool:
    wanted = {gold["value"], gold.get("alt")}
    return value in wanted or (day_range(value) is not None and day_range(value) in [day_range(one) for one in wanted])


@pytest.mark.seeds
def test_the_dates_of_the_seeds_are_found_with_their_values() -> None:
    """Given true publication dates, at least 95 % are found, each by itself, and 97 % of these have the right value."""
    found = wanted = overlapping = right = 0
    texts = {path.name: path.read_bytes().decode("utf-8") for path in list_seeds()}
    for document in json.loads((SHARED / "gold" / "seeds.json").read_text(encoding="utf-8"))["documents"]:
        ones = _tag_article(document, texts[document["file"]])
        gold = document["timexes"]
        free = [
            one
            for one in ones
            if not any(_overlap(one, each) for each in gold if each.get("optional") or each.get("trap"))
        ]
        must = [each for each in gold if not each.get("optional") and not each.get("trap")]
        mates = [(each, next((one for one in free if _overlap(one, each)), None)) for each in must]
        found, wanted = found + len(free), wanted + len(must)
        overlapping += sum(one is not None for _, one in mates)
        right += sum(one is not None and _match_values(one.value, each) for each, one in mates)
    assert 2 * overlapping / (found + wanted) >= 0.95
    assert right / overlapping >= 0.97


def _overlap(one: TimeExpression, gold: dict[str, Any]) -> bool:
    return bool(one.start < gold["doc_end"] and gold["doc_start"] < one.end)
