"""Claims about the words of the command line itself."""

from __future__ import annotations

import pytest

from bot.terminal import arguments
from briefings import exports, timelines
from tests.bot.terminal import Run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("when", "31", "June"), "June has 30 days", id="a day that is none"),
        pytest.param(("when", "soonish"), "Understood are", id="words that name no day"),
        pytest.param(("ask",), "--batch", id="no question"),
        pytest.param(("ask", "--batch", "missing.json"), "missing.json", id="a missing batch"),
        pytest.param(("brief", "--limit", "0"), "1 to 100", id="a limit of none"),
        pytest.param(("brief", "--ranker", "magic"), "lexrank", id="an unknown ranker"),
        pytest.param(("ask", "x", "--asked-on", "tomorrow"), "2024-06-21", id="an unreadable day of asking"),
    ],
)
def test_bad_words_exit_2_and_say_the_way_out(filled: Run, words: tuple[str, ...], said: str) -> None:
    """What can't be understood is told from "nothing found", with what would be understood."""
    code, _, err = filled(*words)
    assert code == 2
    assert said in " ".join(err.split())


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none_is_refused(run: Run, port: str) -> None:
    """What no page can be at is told before anything starts."""
    code, _, err = run("demo", "--port", port)
    assert (code, "is no port" in err) == (2, True)


def test_help_names_what_is_loaded_late() -> None:
    """The formats and the usual number of days that the help states are those that the briefings have."""
    assert tuple(exports.FORMATS) == arguments.FORMATS
    assert arguments.USUAL_DAYS == timelines.USUAL_DAYS
