"""Claims about counts that grow from report to report."""

from __future__ import annotations

import pytest

from briefings.clustering import find_contradictions, find_series
from tests.support.briefings.annotated_passages import annotate_texts

Report = tuple[str, tuple[str, str]]


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
