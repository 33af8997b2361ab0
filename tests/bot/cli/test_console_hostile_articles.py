"""Claims about articles that want more of a terminal, or of a browser, than to be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.bot.cli import RunCommand
from tests.support.paths import SAMPLE


def test_an_article_is_inspected_as_a_page_that_loads_nothing(run: RunCommand, tmp_path: Path) -> None:
    """The page holds the text with its marks, and names no address to load from."""
    page = tmp_path / "page.html"
    assert run("inspect", SAMPLE / "wire-treaty-signed.txt", "--html", page)[0] == 0
    html = page.read_text("utf-8")
    assert "Vladimir Putin" in html
    assert '<time title="2024-06-19' in html
    assert "default-src 'none'" in html
    assert "<script" not in html
    code, out, _ = run("inspect", SAMPLE / "wire-treaty-signed.txt")
    assert (code, "2024-06-19" in out) == (0, True)


#: An article by somebody who wants the reader's terminal.
HOSTILE = """title: Minister \x1b[31mwarns [/red] of floods
outlet: The \x1b[2J[red]Paper[/red]
published: 2024-06-20

The minister Vladimir Putin said on Thursday that \x1b]0;owned\x1b\\ the [bold red]treaty[/nope] \u202ewould be signed.

“We \x9b7m counted **it** \u2066twice”, a clerk of the city library in Oslo told visitors on Monday, and left.
"""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("read", "evil.txt"), id="read"),
        pytest.param(("read", "--json", "evil.txt"), id="read as JSON"),
        pytest.param(("inspect", "evil.txt"), id="inspect"),
        pytest.param(("brief",), id="brief"),
        pytest.param(("brief", "--json"), id="brief as JSON"),
        pytest.param(("who", "Putin"), id="who"),
        pytest.param(("articles",), id="articles"),
        pytest.param(("actors", "list"), id="actors"),
        pytest.param(("export",), id="export"),
        pytest.param(("remove", "\x1b[31m[/nope]"), id="an error that repeats what was typed"),
    ],
)
def test_nothing_in_an_article_takes_effect_in_the_terminal(
    run: RunCommand, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Escape sequences, control characters and bidirectional overrides are shown, never sent."""
    (tmp_path / "evil.txt").write_text(HOSTILE, "utf-8")
    assert run("add", "evil.txt")[0] == 0
    code, out, err = run(*words)
    assert code in {0, 2}
    assert out + err
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err)


def test_markup_in_an_article_is_printed_as_it_stands(run: RunCommand, tmp_path: Path) -> None:
    """What looks like a console's markup, or like Markdown, is quoted like any other words."""
    (tmp_path / "evil.txt").write_text(HOSTILE, "utf-8")
    assert run("add", "evil.txt")[0] == 0
    told = " ".join(run("brief")[1].split())
    assert "[bold red]treaty[/nope]" in told
    assert "**it**" in told


def test_json_gives_every_character_back(run: RunCommand, tmp_path: Path) -> None:
    """What is escaped for the terminal's sake is the same value to a program."""
    (tmp_path / "evil.txt").write_text(HOSTILE, "utf-8")
    assert run("add", "evil.txt")[0] == 0
    sentences = json.loads(run("brief", "--json")[1])["sentences"]
    assert sentences
    for sentence in sentences:
        assert HOSTILE[sentence["start"] : sentence["end"]] == sentence["text"]
    assert any("\x9b" in sentence["text"] for sentence in sentences)
