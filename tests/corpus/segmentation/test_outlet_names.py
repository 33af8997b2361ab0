"""Claims about what reads like the name of an outlet; unknown outlets here are made up."""

from __future__ import annotations

import pytest

from corpus.segmentation.outlet_names import get_host, get_site_label, name_host, normalize_outlet, score_outlet_name


@pytest.mark.parametrize(
    "name",
    [
        "Reuters",
        "the guardian",
        "The Springfield Gazette",
        "Springfield Evening Post",
        "Weekly Harbour Mirror",
        "Radio Nordhaven News",
        "Channel 9",
        "Le Courrier du Nord",
        "nordhaven-times.example",
        "Al Jazeera English",
    ],
)
def test_names_of_outlets_score_high(name: str) -> None:
    """A known name, or an unknown one with several signs of an outlet, reaches three by itself."""
    assert (score_outlet_name(name) or 0) >= 3


@pytest.mark.parametrize(
    "name",
    [
        "Culture Correspondent",
        "Night Editor",
        "World News",
        "Opinion",
        "at long last",
        "Herring returns to the bay",
        "Council approves budget.",
        "",
        "Of The",
    ],
)
def test_trades_sections_and_sentences_are_no_outlets(name: str) -> None:
    """A role, a heading of a section and a phrase cannot be an outlet."""
    assert score_outlet_name(name) is None


@pytest.mark.parametrize("name", ["Ada Lund", "Emily Post", "Ministry of Fisheries", "Nordhaven", "Live Updates"])
def test_persons_institutions_and_places_score_low(name: str) -> None:
    """The name of a person, an institution or a place needs more than standing alone in a line."""
    assert (score_outlet_name(name) or 0) < 2


@pytest.mark.parametrize(
    ("words", "host", "outlet"),
    [
        pytest.param(
            "https://www.irishtimes.com/world/a-1", "irishtimes.com", "The Irish Times", id="spelled as the name"
        ),
        pytest.param("www.bbc.co.uk/news", "bbc.co.uk", "BBC News", id="listed host"),
        pytest.param("https://edition.cnn.com/a", "edition.cnn.com", "CNN", id="below the site"),
        pytest.param("https://nordhaven-post.example/a", "nordhaven-post.example", None, id="unknown"),
        pytest.param("see example.com for more", None, None, id="words"),
    ],
)
def test_an_address_names_its_outlet(words: str, host: str | None, outlet: str | None) -> None:
    """The host of a known outlet's site gives its name."""
    assert get_host(words) == host
    assert (name_host(host) if host else None) == outlet


@pytest.mark.parametrize(
    ("host", "label"),
    [
        ("news.nordhaven-post.co.uk", "nordhavenpost"),
        ("www.nordhaven.example", "nordhaven"),
        ("localhost", "localhost"),
    ],
)
def test_a_site_is_registered_below_its_country(host: str, label: str) -> None:
    """The label of a site stands before its public suffix."""
    assert get_site_label(host) == label


def test_a_known_outlet_has_one_spelling() -> None:
    """Other spellings, an article and white space lead to the name in the table; an unknown name stays."""
    assert normalize_outlet(" associated  press ") == "The Associated Press"
    assert normalize_outlet("the harbour  Echo,") == "the harbour Echo"
