"""Claims about charts."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from briefings.export import ENGLISH_CHART, Chart, ChartLanguage, draw_co_mentions, draw_coverage, draw_mentions
from briefings.export.charts import (
    FIGURE_SIZE_INCHES,
    LABEL_POINTS,
    MAX_SINGLE_BARS,
    MAX_TITLE_LINE_WIDTH,
    NAME_POINTS,
    TITLE_POINTS,
    wrap_title,
)

DAYS = {date(2024, 6, 18): 2, date(2024, 6, 20): 7}
PAIRS = {("Ana Ruiz", "Central Bank"): 4, ("Central Bank", "Dockers"): 1}

DRAWN: dict[str, Callable[[bool], Chart]] = {
    "coverage": lambda dark: draw_coverage(DAYS, DAYS, [date(2024, 6, 20)], dark=dark),
    "mentions": lambda dark: draw_mentions("Ana Ruiz", DAYS, dark=dark),
    "together": lambda dark: draw_co_mentions(PAIRS, dark=dark),
}


def _measure_brightness(chart: Chart) -> float:
    return float(imread(io.BytesIO(chart.png), format="png")[12, 40, :3].mean())


@pytest.mark.parametrize("kind", DRAWN)
def test_a_chart_is_drawn_for_light_and_dark(kind: str) -> None:
    """Both are PNGs that say the same, on a light and on a dark ground; drawing twice gives the same bytes."""
    light, dark = DRAWN[kind](False), DRAWN[kind](True)
    assert light.alternative == dark.alternative
    assert _measure_brightness(light) > 0.9
    assert _measure_brightness(dark) < 0.2
    assert DRAWN[kind](False).png == light.png


@pytest.mark.parametrize("kind", DRAWN)
def test_a_chart_is_a_card(kind: str) -> None:
    """Its corners are transparent, so that it stands well on any ground; its title says what it shows."""
    chart = DRAWN[kind](False)
    assert imread(io.BytesIO(chart.png), format="png")[0, 0, 3] == 0
    assert chart.title in {"Articles per day", "Mentions of Ana Ruiz per day", "Who is named together"}


def test_a_chart_can_be_read_on_a_phone() -> None:
    """Where it is 340 pixels wide, no letter is smaller than 9.8 pixels."""
    pixels_per_point = 340 / FIGURE_SIZE_INCHES[0] / 72
    assert min(LABEL_POINTS, TITLE_POINTS, NAME_POINTS) * pixels_per_point > 9.8


class UppercaseLanguage:
    """A language of capital letters that writes days as 20/6; *letter* stands for every text if it is given."""

    def __init__(self, letter: str = "") -> None:
        self.letter = letter

    def translate(self, words: str) -> str:
        """Return *words* in capital letters, or the letter."""
        return self.letter or words.upper()

    def format_short_day(self, day: date) -> str:
        """Return day and month, or the letter."""
        return self.letter or f"{day.day}/{day.month}"


DRAWN_IN: dict[str, Callable[[ChartLanguage], Chart]] = {
    "coverage": lambda language: draw_coverage(DAYS, DAYS, [date(2024, 6, 20)], language=language),
    "mentions": lambda language: draw_mentions("ANA", DAYS, language=language),
    "together": lambda language: draw_co_mentions({("ANA", "BANK"): 4}, language=language),
}


def _list_drawn_texts(monkeypatch: pytest.MonkeyPatch, draw: Callable[[], Chart]) -> list[str]:
    figures: list[Figure] = []
    savefig = Figure.savefig

    def save(figure: Figure, out: io.BytesIO, **options: object) -> None:
        figures.append(figure)
        savefig(figure, out, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Figure, "savefig", save)
        draw()
    texts = (one for one in figures[0].findobj(Text) if isinstance(one, Text) and one.get_visible())
    return [text for one in texts if (text := one.get_text())]


@pytest.mark.parametrize("kind", DRAWN_IN)
def test_the_words_in_a_picture_are_translated(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No word of title, axes or legend stays in English, and days are written as the language does."""
    texts = _list_drawn_texts(monkeypatch, lambda: DRAWN_IN[kind](UppercaseLanguage()))
    assert any(text.isupper() for text in texts)
    assert [text for text in texts if text != text.upper()] == []
    assert kind == "together" or "18/6\n2024" in texts


@pytest.mark.parametrize("kind", DRAWN_IN)
def test_words_that_no_font_can_draw_stay_english(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture shows no empty boxes in the place of its labels."""
    unknown = UppercaseLanguage("\uf8fe")  # for private use: no font has it
    texts = _list_drawn_texts(monkeypatch, lambda: DRAWN_IN[kind](unknown))
    assert texts == _list_drawn_texts(monkeypatch, lambda: DRAWN_IN[kind](ENGLISH_CHART))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Named in the same sentence", ["Named in the same sentence"]),
        (
            "Articles published, and sentences about each day",
            ["Articles published, and sentences", "about each day"],
        ),
        ("公開された記事と、各日についての文の数とそのほか", ["公開された記事と、各日についての文の", "数とそのほか"]),
    ],
    ids=["short", "long", "letters twice as wide"],
)
def test_a_long_title_has_several_lines(title: str, lines: list[str]) -> None:
    """A line is never wider than the picture."""
    assert wrap_title(title).split("\n") == lines
    assert all(len(line) <= MAX_TITLE_LINE_WIDTH for line in lines)


def test_coverage_is_described_in_words() -> None:
    """The text alternative has every count and the timeline's days; days far from any publication are left out."""
    words = draw_coverage(DAYS, DAYS | {date(1950, 6, 25): 3}, [date(2024, 6, 20), date(1950, 6, 25)]).alternative
    assert "Articles published: 18 June 2024 (2), 20 June 2024 (7)." in words
    assert "Days of the timeline: 20 June 2024." in words
    assert "1950" not in words


def test_mentions_are_described_in_words() -> None:
    """The actor, the span and the counts stand in the text alternative."""
    words = draw_mentions("Ana Ruiz", DAYS).alternative
    assert "Ana Ruiz" in words
    assert "18 June 2024 to 20 June 2024: 18 June 2024 (2), 20 June 2024 (7)." in words


def test_of_many_days_the_fullest_are_described() -> None:
    """A year is not read out day by day: the days with most are, and how many more there are."""
    year = {date(2024, 1, 1) + timedelta(number): 1 + number % 50 for number in range(300)}
    assert "fewer on 288 other days" in draw_mentions("Ana Ruiz", year).alternative


def test_pairs_are_described_in_words() -> None:
    """Who is seen together stands with its count, most first."""
    assert "Ana Ruiz and Central Bank, 4; Central Bank and Dockers, 1." in draw_co_mentions(PAIRS).alternative


@pytest.mark.parametrize("name", ["$a$ & \\frac{", "김여정", "A" * 300], ids=["a formula", "another script", "long"])
def test_a_name_is_data(name: str) -> None:
    """Whatever an actor is called is drawn without a warning and described in full."""
    assert name in draw_mentions(name, DAYS).alternative
    assert name in draw_co_mentions({(name, "Ana Ruiz"): 1}).alternative


def test_nothing_is_not_drawn() -> None:
    """Without a count there is no chart."""
    for draw in (lambda: draw_coverage({}, {}), lambda: draw_mentions("Ana Ruiz", {}), lambda: draw_co_mentions({})):
        with pytest.raises(ValueError, match=r"names two people|no day|No day"):
            draw()


def test_nothing_waits_for_the_drawing_library() -> None:
    """Importing the module does not import matplotlib."""
    code = "import sys, briefings.export.charts; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_counts_of_nothing_start_at_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no sentence is about any day the lower axis is empty, and shows nothing below zero."""
    drawn: list[Figure] = []

    def kept(figure: Figure, _out: io.BytesIO, **_options: object) -> None:
        drawn.append(figure)

    monkeypatch.setattr(Figure, "savefig", kept)
    draw_coverage(DAYS, {}, [date(2024, 6, 20)])
    assert [axes.get_ylim()[0] for axes in drawn[0].axes] == [0, 0]


def _count_bar_pixels(days: int) -> tuple[int, int]:
    """Return how many pixels have the colour of bars, and the width of the picture that they cover."""
    counts = {date(2022, 1, 1) + timedelta(days=number): 1 + number % 7 for number in range(days)}
    picture = imread(io.BytesIO(draw_mentions("Ana Ruiz", counts).png), format="png")
    is_bar = (abs(picture[:, :, 0]) < 0.05) & (abs(picture[:, :, 2] - 0xB2 / 255) < 0.05)
    columns = is_bar.any(axis=0).nonzero()[0]
    return int(is_bar.sum()), int(columns[-1] - columns[0])


def test_more_days_than_pixels_are_drawn_like_few() -> None:
    """Bars that are drawn together cover the same width, and about the same area, as those drawn one by one."""
    (few, narrow), (many, wide) = _count_bar_pixels(MAX_SINGLE_BARS), _count_bar_pixels(MAX_SINGLE_BARS + 1)
    assert abs(wide - narrow) <= 3
    assert abs(many - few) < 0.05 * few


def test_a_matrix_has_no_empty_row() -> None:
    """A name that is only in pairs with names that have no place in the matrix is left out of it."""
    pairs = {("Hub", f"Person {number}"): 20 - number for number in range(6)}
    assert draw_co_mentions(pairs | {("Lone", f"Other {n}"): 3 for n in range(8)}).png == draw_co_mentions(pairs).png
