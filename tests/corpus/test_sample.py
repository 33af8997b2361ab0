"""The bundled articles: enough of them, in our own words, and as unlike each other as real reports are."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import pytest

from tests.support.paths import HURRICANE, SAMPLE, list_seeds

FILES = sorted(SAMPLE.glob("*.txt"))
STORM_FILES = sorted(HURRICANE.glob("*.txt"))
FIELDS = ("title", "outlet", "published", "place", "facts_from")
#: The one article whose day the reader has to work out.
UNDATED = "gazette-those-who-stayed"
EACH_ARTICLE = pytest.mark.parametrize("file", [*FILES, *STORM_FILES], ids=lambda file: file.stem)


def _read(file: Path) -> tuple[dict[str, str], str]:
    head, _, body = file.read_bytes().decode().partition("\n\n")
    return dict(line.split(": ", 1) for line in head.split("\n")), body


def _list_word_runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_there_are_enough_articles_of_enough_outlets() -> None:
    """A first briefing has a score of articles and at least six outlets to choose from."""
    assert len(FILES) >= 18
    assert len(STORM_FILES) >= 14
    for files in (FILES, STORM_FILES):
        assert len({_read(file)[0]["outlet"] for file in files}) >= 6


@EACH_ARTICLE
def test_an_article_has_the_length_of_a_news_report(file: Path) -> None:
    """Between 250 and 600 words."""
    assert 250 <= len(_read(file)[1].split()) <= 600


@EACH_ARTICLE
def test_an_article_says_where_it_is_from(file: Path) -> None:
    """The header names all fields in order, and an outlet that nobody can take for a real one."""
    header, _ = _read(file)
    assert tuple(header) == tuple(field for field in FIELDS if field != "published" or file.stem != UNDATED)
    assert all(value.strip() for value in header.values())
    assert header["outlet"].startswith("Sample ")


@pytest.mark.parametrize(
    ("files", "first", "last"),
    [
        pytest.param(FILES, date(2024, 6, 18), date(2024, 6, 24), id="treaty"),
        pytest.param(STORM_FILES, date(2018, 10, 7), date(2018, 10, 13), id="hurricane"),
    ],
)
def test_the_articles_of_a_topic_are_of_one_week(files: list[Path], first: date, last: date) -> None:
    """The days of publication lie within the week of the story; one article names none."""
    days = [datetime.fromisoformat(_read(file)[0]["published"]).date() for file in files if file.stem != UNDATED]
    assert first <= min(days) < max(days) <= last


@EACH_ARTICLE
def test_the_facts_are_credited(file: Path) -> None:
    """Every report that facts are taken from is named with outlet, title and date."""
    for report in _read(file)[0]["facts_from"].split(" ; "):
        assert re.fullmatch(r'[\w ]+, ".+", (\d\d? )?(June 2024|February 2000|October 2018)', report), report


@EACH_ARTICLE
def test_the_file_is_plain(file: Path) -> None:
    """UTF-8 without a mark, line feeds alone, one at the end, no trailing blanks."""
    data = file.read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    assert not re.search(r"[ \t]$", data.decode(), re.MULTILINE)


@pytest.mark.parametrize(
    ("files", "wire", "reprints"),
    [
        pytest.param(FILES, "wire-treaty-signed", ["courier-treaty-reprint"], id="treaty"),
        pytest.param(
            STORM_FILES, "wire-landfall", ["courier-landfall-reprint", "tribune-landfall-reprint"], id="hurricane"
        ),
    ],
)
def test_reprints_are_near_copies_of_a_wire_story_and_the_rest_are_not(
    files: list[Path], wire: str, reprints: list[str]
) -> None:
    """A wire story and its reprints share most of their words in the same order; no other pair does."""
    runs = {file.stem: _list_word_runs(_read(file)[1], 4) for file in files}
    shared = {
        frozenset((one, other)): len(runs[one] & runs[other]) / min(len(runs[one]), len(runs[other]))
        for one, other in combinations(runs, 2)
    }
    copies = {pair for pair, share in shared.items() if share > 0.2}
    assert copies == {frozenset(pair) for pair in combinations([wire, *reprints], 2)}
    assert all(0.8 < shared[frozenset((wire, reprint))] < 1.0 for reprint in reprints)


def test_the_reports_disagree_as_the_real_ones_did() -> None:
    """Outlets differ on how many deals were signed, and on how big the mistake is."""
    bodies = {file.stem: _read(file)[1] for file in FILES}
    assert "several deals" in bodies["courier-hanoi-deals"]
    assert "at least a dozen deals" in bodies["post-hanoi-dozen"]
    assert '"very big mistake"' in bodies["wire-putin-warning"]
    assert "'a big mistake'" in _read(SAMPLE / "courier-big-mistake.txt")[0]["title"]


def test_the_toll_rises_and_one_count_lags_behind() -> None:
    """The second topic holds a series of death tolls, and a lower count of the same day as a higher one."""
    bodies = {file.stem: _read(file)[1] for file in STORM_FILES}
    assert "At least two people are dead" in bodies["chronicle-first-deaths"]
    assert "rose to at least six" in bodies["wire-toll-six"]
    assert "at least 12" in bodies["wire-toll-twelve"]
    assert "the toll of the storm to 11" in bodies["courier-eleven"]
    assert "stood at 16" in bodies["chronicle-mexico-beach"]


def test_no_dozen_words_are_other_peoples() -> None:
    """No run of twelve words of the reports that the facts come from stands in any article."""
    theirs = set[tuple[str, ...]]().union(
        *(_list_word_runs(seed.read_text(encoding="utf-8"), 12) for seed in list_seeds())
    )
    for file in FILES:
        assert not _list_word_runs(file.read_text(encoding="utf-8"), 12) & theirs, file.name


@EACH_ARTICLE
def test_direct_quotations_are_short(file: Path) -> None:
    """No quotation holds twelve words or more."""
    for quoted in re.findall(r'["“]([^"“”]+)["”]', _read(file)[1]):
        assert len(quoted.split()) < 12, quoted
