"""The bundled articles: enough of them, in our own words, and as unlike each other as real reports are."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import combinations

import pytest

from tests.support.paths import SAMPLE, list_seeds

FILES = sorted(SAMPLE.glob("*.txt"))
FIELDS = ("title", "outlet", "published", "place", "facts_from")
EACH_ARTICLE = pytest.mark.parametrize("stem", [file.stem for file in FILES])


def _read(stem: str) -> tuple[dict[str, str], str]:
    head, _, body = (SAMPLE / f"{stem}.txt").read_bytes().decode().partition("\n\n")
    return dict(line.split(": ", 1) for line in head.split("\n")), body


def _list_word_runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_there_are_enough_articles_of_enough_outlets() -> None:
    """A first briefing has a score of articles and at least six outlets to choose from."""
    assert len(FILES) >= 18
    assert len({_read(file.stem)[0]["outlet"] for file in FILES}) >= 6


@EACH_ARTICLE
def test_an_article_has_the_length_of_a_news_report(stem: str) -> None:
    """Between 250 and 600 words."""
    assert 250 <= len(_read(stem)[1].split()) <= 600


@EACH_ARTICLE
def test_an_article_says_where_it_is_from(stem: str) -> None:
    """The header names all fields in order, and an outlet that nobody can take for a real one."""
    header, _ = _read(stem)
    assert tuple(header) == FIELDS
    assert all(value.strip() for value in header.values())
    assert header["outlet"].startswith("Sample ")
    assert datetime.fromisoformat(header["published"]).strftime("%Y-%m") == "2024-06"
    assert 18 <= datetime.fromisoformat(header["published"]).day <= 24


@EACH_ARTICLE
def test_the_facts_are_credited(stem: str) -> None:
    """Every report that facts are taken from is named with outlet, title and date."""
    for report in _read(stem)[0]["facts_from"].split(" ; "):
        assert re.fullmatch(r'[\w ]+, ".+", (\d\d? )?(June 2024|February 2000)', report), report


@EACH_ARTICLE
def test_the_file_is_plain(stem: str) -> None:
    """UTF-8 without a mark, line feeds alone, one at the end, no trailing blanks."""
    data = (SAMPLE / f"{stem}.txt").read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    assert not re.search(r"[ \t]$", data.decode(), re.MULTILINE)


def test_one_report_is_a_near_copy_of_another_and_the_rest_are_not() -> None:
    """Exactly one pair shares most of its words in the same order, as a reprinted wire story does."""
    runs = {file.stem: _list_word_runs(_read(file.stem)[1], 4) for file in FILES}
    shared = {
        (one, other): len(runs[one] & runs[other]) / min(len(runs[one]), len(runs[other]))
        for one, other in combinations(runs, 2)
    }
    copies = [pair for pair, share in shared.items() if share > 0.2]
    assert copies == [("courier-treaty-reprint", "wire-treaty-signed")]
    assert 0.8 < shared[copies[0]] < 1.0


def test_the_reports_disagree_as_the_real_ones_did() -> None:
    """Outlets differ on how many deals were signed, and on how big the mistake is."""
    bodies = {file.stem: _read(file.stem)[1] for file in FILES}
    assert "several deals" in bodies["courier-hanoi-deals"]
    assert "at least a dozen deals" in bodies["post-hanoi-dozen"]
    assert '"very big mistake"' in bodies["wire-putin-warning"]
    assert "'a big mistake'" in _read("courier-big-mistake")[0]["title"]


def test_no_dozen_words_are_other_peoples() -> None:
    """No run of twelve words of the reports that the facts come from stands in any article."""
    theirs = set[tuple[str, ...]]().union(
        *(_list_word_runs(seed.read_text(encoding="utf-8"), 12) for seed in list_seeds())
    )
    for file in FILES:
        assert not _list_word_runs(file.read_text(encoding="utf-8"), 12) & theirs, file.name


@EACH_ARTICLE
def test_direct_quotations_are_short(stem: str) -> None:
    """No quotation holds twelve words or more."""
    for quoted in re.findall(r'["“]([^"“”]+)["”]', _read(stem)[1]):
        assert len(quoted.split()) < 12, quoted
