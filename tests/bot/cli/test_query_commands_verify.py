"""Claims about exporting, verifying and telling days at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings.export.formats import FORMATS
from tests.bot.cli import RunCommand

STORY = """title: Harbour strike ends after nine days
outlet: Sample Gazette
published: 2024-06-20

Dockers in Busan ended a nine-day strike on Wednesday after the port agreed to raise wages by 4 percent.

The port's director, Han Seo-yun, said the first ships would be unloaded on Thursday morning.
"""


@pytest.fixture(autouse=True)
def strike_article(run: RunCommand) -> None:
    """Keep one article in the store."""
    Path("strike.txt").write_text(STORY, "utf-8")
    assert run("add", "strike.txt")[0] == 0


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_holds(run: RunCommand, form: str) -> None:
    """In every format, what was written is verified against the store it came from."""
    assert run("brief", "--format", form, "-o", "out")[0] == 0
    code, out, _ = run("verify", "out")
    assert code == 0
    assert "2 of 2 sentences hold" in out


def test_an_export_is_found_by_its_id(run: RunCommand) -> None:
    """An id in place of a file names the export in this folder that has it; an id that none has is bad input."""
    run("brief", "-o", "out.md")
    known = json.loads(run("brief", "--json")[1])["id"]
    assert run("verify", known)[0] == 0
    assert run("verify", "a" * 10)[0] == 2


NEXT_DAY = """title: Harbour strike resumes
outlet: Sample Post
published: 2024-06-22

In Busan a nine-day strike of the dockers ended on Wednesday, after wages were raised by 4 percent.

On Saturday dockers in Busan resumed their strike because the port had raised wages by only 2 percent.

A museum of fishing boats with a restaurant opened on the old quay of Incheon.
"""


def test_a_briefing_leaves_out_what_an_export_quoted(run: RunCommand) -> None:
    """With the last export named, only what is new is quoted, and what developed in a story quoted before is marked."""
    run("brief", "-o", "first.json")
    assert run("brief", "--since-briefing", "first.json")[0] == 1
    Path("next.txt").write_text(NEXT_DAY, "utf-8")
    assert run("add", "next.txt")[0] == 0
    code, out, _ = run("brief", "--since-briefing", "first.json", "--json")
    told = {sentence["text"].split()[0]: sentence.get("develops", "") for sentence in json.loads(out)["sentences"]}
    assert code == 0
    assert told.keys() == {"On", "A"}
    assert told["On"].startswith("Dockers in Busan ended")
    assert told["A"] == ""
    run("brief", "--since-briefing", "first.json", "-o", "second.md")
    assert run("verify", "second.md")[0] == 0
    assert run("brief", "--since-briefing", "first.json", "--since-briefing", "second.md")[0] == 1
    assert "Develops: Dockers in Busan" in " ".join(run("brief", "--since-briefing", "first.json")[1].split())


def test_a_file_that_is_no_export_is_refused_as_history(run: RunCommand) -> None:
    """A file that holds no briefing is refused as bad input."""
    code, _, error = run("brief", "--since-briefing", "strike.txt")
    assert (code, "strike.txt" in error) == (2, True)


def test_the_extension_gives_the_format(run: RunCommand) -> None:
    """Without --format the file's ending decides; one without a format is refused, and the error names the remedy."""
    run("brief", "-o", "out.html")
    assert Path("out.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    code, _, err = run("brief", "-o", "out.doc")
    assert code == 2
    assert "--format" in err


def test_without_a_file_the_export_is_printed(run: RunCommand) -> None:
    """To standard output goes the export and nothing else."""
    assert json.loads(run("brief", "--format", "json")[1])["sentences"][0]["doc"] == "strike"


def test_a_changed_article_is_reported(run: RunCommand) -> None:
    """After the article was changed and added again, its sentences are not said to hold, and the exit code is 1."""
    run("brief", "-o", "out.md")
    Path("strike.txt").write_text(STORY.replace("4 percent", "5 percent"), "utf-8")
    run("add", "strike.txt")
    code, out, _ = run("verify", "out.md", "--json")
    verdict = json.loads(out)
    assert code == 1
    assert (verdict["holds"], verdict["id_fits"], verdict["intact"]) == (False, True, True)
    assert {sentence["state"] for sentence in verdict["sentences"]} == {"revised"}


def test_a_deleted_article_is_reported(run: RunCommand) -> None:
    """After the article was removed, verification says that the store holds none."""
    run("brief", "-o", "out.csv")
    run("remove", "strike")
    code, out, _ = run("verify", "out.csv")
    assert code == 1
    assert "The article “strike” is no longer stored" in out


def test_a_changed_word_is_reported(run: RunCommand) -> None:
    """A word changed in the file is found, and nothing is said to hold that does not."""
    run("brief", "-o", "out.json")
    Path("out.json").write_bytes(Path("out.json").read_bytes().replace(b"nine-day", b"five-day"))
    code, out, _ = run("verify", "out.json")
    assert code == 1
    assert "doesn't contain these words" in out
    assert "The id doesn't match" in out


@pytest.mark.parametrize("given", ["absent.md", "strike.txt"])
def test_what_is_no_export_is_bad_input(run: RunCommand, given: str) -> None:
    """A file that is not there or no export gives exit code 2 and one line."""
    code, _, err = run("verify", given)
    assert code == 2
    assert given in err
    assert len(err.strip().splitlines()) == 1


def test_a_timeline_lists_days_in_order(run: RunCommand) -> None:
    """As JSON, each day has its sentences, word for word, and counts of articles and origins."""
    code, out, _ = run("timeline", "--json")
    days = json.loads(out)["days"]
    assert code == 0
    assert [day["day"] for day in days] == ["2024-06-19", "2024-06-20"]
    assert (days[0]["articles"], days[0]["origins"]) == (1, 1)
    assert all(sentence["text"] in STORY for day in days for sentence in day["sentences"])


def test_a_timeline_is_bounded(run: RunCommand) -> None:
    """Outside the days nothing is quoted, and the exit code says so; days the wrong way round are bad input."""
    assert run("timeline", "--from", "2024-06-20", "--to", "2024-06-20")[0] == 0
    assert run("timeline", "--from", "2025-01-01")[0] == 1
    assert run("timeline", "--from", "2024-06-21", "--to", "2024-06-20")[0] == 2


def test_a_chart_is_written_and_described(run: RunCommand) -> None:
    """The PNG goes to the file, its text alternative to the terminal; an unknown actor is bad input."""
    code, out, _ = run("chart", "coverage", "-o", "days.png")
    assert code == 0
    assert Path("days.png").read_bytes().startswith(b"\x89PNG")
    assert "Articles published: 20 June 2024 (1)." in out
    assert run("chart", "actor", "Nobody", "-o", "none.png")[0] == 2
    assert not Path("none.png").exists()
