"""Claims about lines and title endings that name an outlet; unknown outlets here are made up."""

from __future__ import annotations

import pytest

from corpus.segmentation.mastheads import parse_outlet_line, split_title


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        pytest.param("The Nordhaven Gazette", "The Nordhaven Gazette", id="alone"),
        pytest.param("The Nordhaven Gazette, 4 May 2021", "The Nordhaven Gazette", id="with its day"),
        pytest.param("May 4, 2021 | Nordhaven Echo", "Nordhaven Echo", id="behind its day"),
        pytest.param("Ada Lund | Nordhaven Echo | 4 May 2021", "Nordhaven Echo", id="between author and day"),
        pytest.param("Source: Nordlys", "Nordlys", id="source"),
        pytest.param("Published by Nordhaven Echo on May 4, 2021", "Nordhaven Echo", id="published by"),
        pytest.param("This article first appeared in the Harbour Weekly.", "Harbour Weekly", id="first appeared"),
        pytest.param("Courtesy of WXNH", "WXNH", id="acronym behind a label"),
        pytest.param("© 2021 Channel 9 News", "Channel 9 News", id="rights"),
        pytest.param("By Ada Lund, Nordhaven Echo", "Nordhaven Echo", id="byline"),
        pytest.param("By Ada Lund for the Nordhaven Echo", "Nordhaven Echo", id="byline with for"),
        pytest.param("By Nordhaven Echo crime reporter", "Nordhaven Echo", id="byline of the staff"),
        pytest.param("By ADA LUND Associated Press", "The Associated Press", id="agency behind the name"),
        pytest.param("https://www.irishtimes.com/world/pier-1", "The Irish Times", id="address"),
        pytest.param("https://www.nordhaven-echo.example/1", "nordhaven-echo.example", id="address of an unknown site"),
        pytest.param("(Reuters)", "Reuters", id="in brackets"),
    ],
)
def test_a_line_names_its_outlet(line: str, outlet: str) -> None:
    """A label, an address, a byline, or a name alone with the day gives the outlet."""
    found = parse_outlet_line(line)
    assert found is not None
    assert found.name == outlet


@pytest.mark.parametrize(
    "line",
    [
        "By ADA LUND, Culture Correspondent",
        "By Ada Lund, Night Editor",
        "By Ada Lund in Nordhaven",
        "Ada Lund",
        "NORDHAVEN",
        "World News",
        "4 May 2021",
        "3 min read",
        "Posted by admin on May 5, 2020",
        "Published in Nordhaven",
        "Source: Ministry of Fisheries",
        "Harbour board approves the pier, the Nordhaven Echo reports",
        "",
        "The Times " * 40,
    ],
)
def test_other_lines_name_none(line: str) -> None:
    """Trades, places, persons, sections, dates and sentences name no outlet."""
    assert parse_outlet_line(line) is None


def test_a_name_that_returns_counts_more() -> None:
    """An acronym alone above the title is an outlet's where the text names it again."""
    assert parse_outlet_line("NHKV") is None
    assert parse_outlet_line("NHKV", "NHKV\n\nPier opens\n\nThe mayor told NHKV that the pier was safe.") is not None


@pytest.mark.parametrize(
    ("title", "rest", "outlet"),
    [
        pytest.param("Pier opens again | Nordhaven Local", "Pier opens again", "Nordhaven Local", id="bar"),
        pytest.param("Pier opens again - Live Updates", "Pier opens again - Live Updates", None, id="weak name, dash"),
        pytest.param(
            "Pier opens again – The Nordhaven Gazette", "Pier opens again", "The Nordhaven Gazette", id="dash"
        ),
        pytest.param("Pier opens again | Politics | The Guardian", "Pier opens again", "The Guardian", id="section"),
        pytest.param("Pier opens | Ada Lund | The Guardian", "Pier opens", "The Guardian", id="author"),
        pytest.param("Nordhaven Echo | Pier opens at last", "Pier opens at last", "Nordhaven Echo", id="in front"),
        pytest.param("Pier opens again - at last", "Pier opens again - at last", None, id="a dash in a sentence"),
        pytest.param("Pier | Why it took so long", "Pier | Why it took so long", None, id="a bar in a sentence"),
        pytest.param("Nadal - Federer", "Nadal - Federer", None, id="two names"),
        pytest.param("Pier opens again", "Pier opens again", None, id="nothing"),
    ],
)
def test_an_outlet_is_split_off_the_title(title: str, rest: str, outlet: str | None) -> None:
    """Behind a bar or a dash, or before a bar, the outlet is no part of the title."""
    found = split_title(title)
    assert (found[0], found[1].name if found[1] else None) == (rest, outlet)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("BBC News, Swansea", "BBC News"),
        ("BBC Wales News, Swansea", "BBC Wales News"),
        ("Ada Lund, Sky News, in Stoke on Trent", "Sky News"),
        ("Special to the Nordhaven Echo", "Nordhaven Echo"),
        ("This story was first published by the Nordhaven Echo and is printed here with thanks.", "Nordhaven Echo"),
    ],
)
def test_a_town_or_a_note_may_follow_the_outlet(line: str, outlet: str) -> None:
    """Behind a known outlet its reporter's town may stand, and behind a label a licence."""
    found = parse_outlet_line(line)
    assert found is not None
    assert found.name == outlet


def test_a_town_follows_no_unknown_outlet() -> None:
    """Two names in a line are no outlet and its town if nobody knows the outlet."""
    assert parse_outlet_line("Marrow Works, Swansea") is None
