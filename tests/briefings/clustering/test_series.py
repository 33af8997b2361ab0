"""Claims about counts that grow from report to report."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.clustering import find_contradictions, find_series
from briefings.clustering.contradictions import MAX_SENTENCE_CHARACTERS
from briefings.clustering.series import MIN_STEPS
from corpus.models import Zone
from tests.support.briefings.annotated_passages import annotate_texts

Report = tuple[str, tuple[str, str]]
FIRST, THIRD = ("First Wire", "2023-05-08"), ("Third Mail", "2023-05-10")


def list_figures(*reports: Report) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Return what is counted and the figures of each series of *reports*, with whether they are outliers."""
    found = find_series(annotate_texts(list(reports)))
    return [(one.about, [(figure.text, figure.outlier) for figure in one.figures]) for one in found]


DAM = (
    ("The burst dam at Ostby killed 12 people, the district said on Monday.", ("First Wire", "2023-05-08")),
    ("The burst dam at Ostby has killed 19 people, the district said on Tuesday.", ("Second Post", "2023-05-09")),
    ("The burst dam at Ostby has now killed 26 people, the district said on Wednesday.", ("Third Mail", "2023-05-10")),
)


def test_a_toll_that_rises_is_a_series_and_no_contrast() -> None:
    """Figures of later days that are higher are shown in their order."""
    assert list_figures(*DAM) == [("dead", [("12", False), ("19", False), ("26", False)])]
    assert find_contradictions(annotate_texts(list(DAM))) == ()


def test_the_order_of_the_reports_does_not_matter() -> None:
    """The days decide, not the order in which the articles come."""
    assert list_figures(*reversed(DAM)) == list_figures(*DAM)


def test_a_figure_off_the_line_is_an_outlier() -> None:
    """A figure that later ones contradict stays in the series, marked."""
    wild = ("The burst dam at Ostby killed 41 people, a nurse said on Tuesday.", ("Fourth Star", "2023-05-09"))
    ((_, figures),) = list_figures(*DAM, wild)
    assert figures == [("12", False), ("19", False), ("41", True), ("26", False)]


@pytest.mark.parametrize(
    ("about", "reports"),
    [
        (
            "people",
            (
                ("The fire near Santoval drove 2,000 people from their homes, officials said.", ("A", "2017-08-01")),
                ("The fire near Santoval drove 5,000 people from their homes, officials said.", ("B", "2017-08-02")),
                ("The fire near Santoval drove 9,000 people from their homes, officials said.", ("C", "2017-08-03")),
            ),
        ),
        (
            "injured",
            (
                ("A blast in the mill of Harl injured 4 people.", ("A", "2017-08-01")),
                ("The blast in the mill of Harl injured 7 people.", ("B", "2017-08-02")),
            ),
        ),
        (
            "infected",
            (
                ("The health office in Brenn counted 31 cases of measles in the city.", ("A", "2019-02-01")),
                ("Brenn has 48 cases of measles in the city, the health office said.", ("B", "2019-02-05")),
                ("The health office counted 90 cases of measles in the city of Brenn.", ("C", "2019-02-09")),
            ),
        ),
    ],
)
def test_other_counts_grow_too(about: str, reports: tuple[Report, ...]) -> None:
    """Whatever is counted may grow."""
    ((name, figures),) = list_figures(*reports)
    assert name == about
    assert not any(outlier for _, outlier in figures)


@pytest.mark.parametrize(
    "reports",
    [
        (
            ("A blast at the Corvin mine killed 29 miners, the company said.", ("A", "2019-09-09")),
            ("The blast at the Corvin mine killed 21 miners, the company said.", ("B", "2019-09-10")),
        ),
        (
            ("A blast at the Corvin mine killed 9 miners, the company said.", ("A", "2019-09-09")),
            ("An avalanche above Sorel killed 17 climbers, rescuers said.", ("B", "2019-09-10")),
        ),
        (
            ("The new Kessel bridge will cost £48m, the council said.", ("A", "2019-09-09")),
            ("The new Kessel bridge will cost £61m, the council said.", ("B", "2019-09-10")),
        ),
        (
            ("The burst dam at Ostby killed 12 people.", ("A", "2023-05-08")),
            ("The burst dam at Ostby killed 19 people.", ("B", "2023-05-08")),
        ),
    ],
    ids=["a count that falls", "two events", "a sum", "one day"],
)
def test_what_does_not_grow_is_no_series(reports: tuple[Report, ...]) -> None:
    """A corrected figure, those of two events, a price, and figures of one day are no growth."""
    assert list_figures(*reports) == []


def test_articles_that_agree_are_one_step() -> None:
    """Two outlets with one figure for one day stand on one line."""
    again = ("The burst dam at Ostby killed 12 people, police said on Monday.", ("Fifth Sun", "2023-05-08"))
    (series,) = find_series(annotate_texts([*DAM, again]))
    assert [len(one.point.also) for one in series.figures] == [1, 0, 0]


def test_a_rise_needs_two_days() -> None:
    """Figures of days that overlap, of which one may be the other's day, are no growth; the next day is."""
    first = ("The burst dam at Ostby killed 12 people this week, officials said.", ("First Wire", "2023-05-12"))
    second = ("The burst dam at Ostby killed 19 people on Friday, officials said.", ("Second Post", "2023-05-12"))
    assert list_figures(first, second) == []
    later = ("The burst dam at Ostby killed 19 people, officials said.", ("Second Post", "2023-05-20"))
    assert list_figures(first, later) == [("dead", [("12", False), ("19", False)])]


@pytest.mark.parametrize(
    ("outlets", "outlier"), [(1, "41"), (3, "26")], ids=["one report of it", "three independent reports"]
)
def test_of_two_lines_the_one_of_more_reports_is_the_growth(outlets: int, outlier: str) -> None:
    """A high figure is an outlier if one outlet gives it, and makes the next one an outlier if three give it."""
    wild = [
        ("The burst dam at Ostby killed 41 people, a nurse said on Tuesday.", ("Fourth Star", "2023-05-09")),
        ("On Tuesday the burst dam at Ostby had killed 41 people.", ("Fifth Eye", "2023-05-09")),
        ("Officials counted 41 people killed by the burst dam at Ostby on Tuesday.", ("Sixth Day", "2023-05-09")),
    ]
    ((_, figures),) = list_figures(*DAM, *wild[:outlets])
    assert [text for text, is_outlier in figures if is_outlier] == [outlier]


def test_of_equal_lines_the_lower_end_is_the_growth() -> None:
    """Where two figures fit the first one and not each other, the higher is the outlier."""
    high = ("The burst dam at Ostby has killed 26 people, a nurse said on Tuesday.", ("Fourth Star", "2023-05-09"))
    low = ("The burst dam at Ostby has now killed 19 people, the town said.", ("Fifth Eye", "2023-05-10"))
    ((_, figures),) = list_figures(DAM[0], high, low)
    assert figures == [("12", False), ("26", True), ("19", False)]


def test_two_counts_of_one_event_are_two_series() -> None:
    """The dead and the injured of one accident grow apart from each other; the series with more figures comes first."""
    reports = [
        ("The burst dam at Ostby killed 12 people and injured 30.", ("A", "2023-05-08")),
        ("The burst dam at Ostby killed 19 people and injured 44.", ("B", "2023-05-09")),
        ("The burst dam at Ostby killed 26 people.", ("C", "2023-05-10")),
    ]
    assert [(name, [text for text, _ in figures]) for name, figures in list_figures(*reports)] == [
        ("dead", ["12", "19", "26"]),
        ("injured", ["30", "44"]),
    ]
    assert [one.about for one in find_series(annotate_texts(reports), 1)] == ["dead"]


@pytest.mark.parametrize(
    ("first", "second", "grows"),
    [
        ("killed 12 people", "killed 19 people", True),
        ("killed 12 people", "killed 12 people", False),
    ],
)
def test_a_series_has_two_different_figures(first: str, second: str, grows: bool) -> None:
    """The same figure on another day is no growth."""
    reports = [(f"The burst dam at Ostby {first}.", FIRST), (f"The burst dam at Ostby {second}.", THIRD)]
    assert bool(list_figures(*reports)) is grows


def test_a_long_sentence_and_a_caption_count_nothing() -> None:
    """Figures are read from sentences of the body that fit into a message."""
    passages = annotate_texts(list(DAM))
    long = replace(
        passages[2].sentence,
        text=passages[2].sentence.text.ljust(MAX_SENTENCE_CHARACTERS + 1),
        end=passages[2].sentence.start + MAX_SENTENCE_CHARACTERS + 1,
    )
    for sentence in (long, replace(passages[2].sentence, zone=Zone.CAPTION)):
        (series,) = find_series([*passages[:2], replace(passages[2], sentence=sentence)])
        assert [one.text for one in series.figures] == ["12", "19"]


@given(st.lists(st.integers(2, 90), min_size=2, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_a_line_of_growth_never_falls(counts: list[int], random: Random) -> None:
    """Whatever figures come day by day: those that are no outliers grow, and at least as many as any rising pair."""
    reports = [
        (f"The burst dam at Ostby killed {count} people.", (f"Paper {number}", f"2023-05-{8 + number:02}"))
        for number, count in enumerate(counts)
    ]
    passages = list(annotate_texts(reports))
    expected = find_series(passages)
    random.shuffle(passages)
    assert find_series(passages) == expected
    for series in expected:
        line = [one for one in series.figures if not one.outlier]
        assert [one.day for one in series.figures] == sorted(one.day for one in series.figures)
        assert [one.least for one in line] == sorted(one.least for one in line)
        assert len({one.least for one in line}) >= MIN_STEPS
