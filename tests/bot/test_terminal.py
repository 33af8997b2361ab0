"""Claims about the ``dateline`` command line."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.terminal import arguments
from briefings import exports, timelines
from tests.paths import SAMPLE

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs a command on a store of its own and returns exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "DATELINE_DATABASE_URL", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"

    def command(*words: object) -> tuple[int, str, str]:
        try:
            code = main(["--database", url, *map(str, words)], clock=lambda: datetime(2024, 6, 24, 9, tzinfo=UTC))
        except SystemExit as ended:  # argparse ends this way
            code = int(str(ended.code))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def filled(run: Run) -> Run:
    """Give the same with the sample corpus in the store."""
    assert run("add", SAMPLE)[0] == 0
    return run


def test_adding_twice_changes_nothing_and_says_so(filled: Run) -> None:
    """The second time, every article is unchanged."""
    code, out, _ = filled("add", SAMPLE)
    assert code == 0
    assert f"{len(list(SAMPLE.glob('*.txt')))} unchanged" in out
    assert "added" not in out


def test_a_briefing_cites_every_sentence(filled: Run) -> None:
    """As JSON, a briefing gives spans with outlet, title and date; it exits 0."""
    code, out, _ = filled("brief", "--limit", "6", "--json")
    sentences = json.loads(out)["sentences"]
    assert code == 0
    assert len(sentences) == 6
    assert len({sentence["outlet"] for sentence in sentences}) >= 3
    for sentence in sentences:
        text = (SAMPLE / f"{sentence['doc']}.txt").read_bytes().decode()
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        assert sentence["title"]
        assert sentence["published"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("brief",), id="a briefing"),
        pytest.param(("brief", "--request", "balloons", "--ranker", "lexrank"), id="a briefing on request by sumy"),
        pytest.param(("who", "Kim", "Yo-jong"), id="who"),
        pytest.param(("when", "20", "June", "2024"), id="when"),
        pytest.param(("ask", "what did Putin say about arming Ukraine?"), id="a question"),
    ],
)
def test_a_reply_is_laid_out_with_its_source(filled: Run, words: tuple[str, ...]) -> None:
    """For people, each sentence stands above its outlet and file, and the exit code is 0."""
    code, out, err = filled(*words)
    assert (code, err) == (0, "")
    assert "Sample " in out
    assert ".txt" in out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        pytest.param(("who", "Kim", "Yo-jonk"), "Kim Yo-jong", id="a misspelt actor is understood"),
        pytest.param(
            ("ask", "What", "happened", "on", "3", "May", "2019?"), "2024", id="a day without news names the days"
        ),
    ],
)
def test_near_misses_are_helped(filled: Run, words: tuple[str, ...], hint: str) -> None:
    """What is not there is answered with what is near."""
    _, out, _ = filled(*words)
    assert hint in out


def test_a_day_tells_what_happened_apart_from_what_was_published(filled: Run) -> None:
    """Both parts have their heading, and no sentence stands in both."""
    told = json.loads(filled("when", "20", "June", "2024", "--json")[1])
    happened, published = ({s["text"] for s in part["sentences"]} for part in (told, told["published"]))
    assert (bool(happened), bool(published), happened & published) == (True, True, set())
    assert {s["published"][:10] for s in told["published"]["sentences"]} == {"2024-06-20"}
    assert told["published"]["articles"] >= told["published"]["origins"] >= 2
    out = filled("when", "20", "June", "2024")[1]
    assert out.index("Happened") < out.index("Published")


def test_a_profile_tells_what_somebody_said_and_what_was_said_of_them(filled: Run) -> None:
    """Who it is, its names, when it was seen, its words and others' words on it, with whom: all is there."""
    profile = json.loads(filled("who", "Putin", "--json")[1])["profile"]
    assert profile["names"]["Putin"] > 1
    assert profile["first"] < profile["last"]
    assert all(profile[part] for part in ("introductions", "said", "said_about", "seen_with", "busiest"))
    out = filled("who", "Putin")[1]
    assert out.index("In its own words") < out.index("What others said of it")


def test_nothing_found_is_an_answer(filled: Run) -> None:
    """An unknown actor gives exit code 1, says so, and names actors that the corpus knows."""
    code, out, _ = filled("who", "Zorro", "Vega")
    assert code == 1
    assert "Nothing found" in out
    assert "Putin" in out


def test_a_batch_answers_every_question(filled: Run, tmp_path: Path) -> None:
    """A file of questions gives an answer each, found or not, and exits 0."""
    questions = [{"id": "a", "question": "who is Kim Yo-jong?"}, {"id": "b", "question": "what happened in 1805?"}]
    (tmp_path / "q.json").write_text(json.dumps({"questions": questions}), "utf-8")
    code, out, _ = filled("ask", "--batch", tmp_path / "q.json", "--json")
    answers = json.loads(out)["answers"]
    assert code == 0
    assert [(answer["id"], answer["found"]) for answer in answers] == [("a", True), ("b", False)]


def test_standard_input_is_an_article(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text piped in is read like a file, under the name that it is given."""
    text = (SAMPLE / "wire-treaty-signed.txt").read_bytes()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text)))
    code, out, _ = run("add", "-", "--name", "piped")
    assert (code, "piped" in out) == (0, True)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda p: p.write_bytes(b""), "no word", id="an empty file"),
        pytest.param(lambda p: p.write_bytes(bytes(range(256)) * 40), "text", id="a binary file"),
        pytest.param(lambda p: p.write_bytes(b"word " * 4_200_000), "large", id="a file of 20 MB"),
        pytest.param(lambda p: p.mkdir(), "article", id="a folder without articles"),
        pytest.param(lambda _: None, "no such", id="a missing file"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    """Bad input is named with the reason, exits 2, and the good file beside it is kept."""
    bad = tmp_path / "bad.txt"
    make(bad)
    code, out, err = run("add", bad, SAMPLE / "wire-treaty-signed.txt")
    assert code == 2
    assert said in " ".join(err.lower().split())
    assert "bad.txt" in "".join(err.split())
    assert "1 added" in out


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


def test_a_locked_database_is_named(filled: Run, tmp_path: Path) -> None:
    """While another program holds the store, adding says so in one line and loses nothing."""
    holder = sqlite3.connect(tmp_path / "store.sqlite3")
    holder.execute("BEGIN EXCLUSIVE")
    (tmp_path / "new.txt").write_text("A new thing happened.\n\nThe council met on Monday to discuss it.\n", "utf-8")
    code, _, err = filled("add", tmp_path / "new.txt")
    holder.close()
    assert code == 2
    assert "store.sqlite3" in "".join(err.split())
    assert filled("add", tmp_path / "new.txt")[0] == 0


def test_what_is_exported_can_be_imported(filled: Run, tmp_path: Path) -> None:
    """A store written out and taken in elsewhere lists the same articles, and is sound."""
    code, out, _ = filled("export", tmp_path / "all.jsonl")
    assert code == 0
    elsewhere = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert filled("--database", elsewhere, "import", tmp_path / "all.jsonl")[0] == 0
    assert filled("--database", elsewhere, "articles")[1] == filled("articles")[1]
    code, out, _ = filled("--database", elsewhere, "doctor")
    assert (code, "all is well" in out) == (0, True)


def test_a_removed_article_is_told_no_more(filled: Run) -> None:
    """After remove, no list and no briefing has the article; removing it again says that it is not there."""
    assert filled("remove", "wire-treaty-signed")[0] == 0
    assert "wire-treaty-signed" not in filled("articles")[1]
    told = json.loads(filled("brief", "--limit", "40", "--json")[1])["sentences"]
    assert "wire-treaty-signed" not in {sentence["doc"] for sentence in told}
    code, _, err = filled("remove", "wire-treaty-signed")
    assert (code, "wire-treaty-signed" in err) == (2, True)


def test_a_curators_alias_is_understood_in_questions(filled: Run) -> None:
    """A name that the curator gave to an actor finds it, and survives re-reading."""
    assert filled("who", "the Wolf of Sinuiju")[0] == 1
    assert filled("actors", "alias", "Kim Yo-jong", "Wolf of Sinuiju")[0] == 0
    assert filled("who", "the Wolf of Sinuiju")[0] == 0
    assert "up to date" in filled("reread")[1]
    assert filled("who", "the Wolf of Sinuiju")[0] == 0


def test_an_alias_that_belongs_to_two_is_refused_with_both(filled: Run) -> None:
    """A name that another actor bears is refused, both are named, and nothing is kept."""
    code, _, err = filled("actors", "alias", "Kim Yo-jong", "Vladimir Putin")
    assert code == 2
    assert "putin" in err.lower()
    assert "kim" in err.lower()
    assert "curator" not in filled("actors", "list")[1]


def test_an_article_is_inspected_as_a_page_that_loads_nothing(run: Run, tmp_path: Path) -> None:
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
def test_nothing_in_an_article_takes_effect_in_the_terminal(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Escape sequences, control characters and bidirectional overrides are shown, never sent."""
    (tmp_path / "evil.txt").write_text(HOSTILE, "utf-8")
    assert run("add", "evil.txt")[0] == 0
    code, out, err = run(*words)
    assert code in {0, 2}
    assert out + err
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err)


def test_markup_in_an_article_is_printed_as_it_stands(run: Run, tmp_path: Path) -> None:
    """What looks like a console's markup, or like Markdown, is quoted like any other words."""
    (tmp_path / "evil.txt").write_text(HOSTILE, "utf-8")
    assert run("add", "evil.txt")[0] == 0
    told = " ".join(run("brief")[1].split())
    assert "[bold red]treaty[/nope]" in told
    assert "**it**" in told


def test_json_gives_every_character_back(run: Run, tmp_path: Path) -> None:
    """What is escaped for the terminal's sake is the same value to a program."""
    (tmp_path / "evil.txt").write_text(HOSTILE, "utf-8")
    assert run("add", "evil.txt")[0] == 0
    sentences = json.loads(run("brief", "--json")[1])["sentences"]
    assert sentences
    for sentence in sentences:
        assert HOSTILE[sentence["start"] : sentence["end"]] == sentence["text"]
    assert any("\x9b" in sentence["text"] for sentence in sentences)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("brief",), id="brief"),
        pytest.param(("who", "Putin"), id="who"),
        pytest.param(("when", "20", "June", "2024"), id="when"),
        pytest.param(("ask", "what did Putin say?"), id="ask"),
        pytest.param(("articles",), id="articles"),
    ],
)
def test_an_empty_store_is_called_empty(run: Run, words: tuple[str, ...]) -> None:
    """Where nothing was added, the reply is how to add, and no name that no article holds; it exits 1."""
    code, out, err = run(*words)
    assert (code, err) == (1, "")
    assert out.strip() == "The store is empty: add articles with “dateline add”."


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        pytest.param({"id": "a", "question": 5}, "has no words", id="a number for a question"),
        pytest.param({"id": "a"}, "has no words", id="no question"),
        pytest.param({"id": "a", "question": "x", "asked_on": "tomorrow"}, "2024-06-21", id="a day that is none"),
        pytest.param({"id": "a", "question": "x", "asked_on": 5}, "2024-06-21", id="a number for a day"),
    ],
)
def test_a_bad_question_in_a_batch_is_named(run: Run, tmp_path: Path, entry: object, said: str) -> None:
    """The question's id and the way out are told, and nothing is printed for programs."""
    (tmp_path / "q.json").write_text(json.dumps({"questions": [entry]}), "utf-8")
    code, out, err = run("ask", "--batch", "q.json")
    assert (code, out) == (2, "")
    assert "question a" in err
    assert said in err


def _process(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which ``dateline`` is the program, on the store of *folder*."""
    line = command.replace("dateline", f"'{sys.executable}' -m bot")
    url = f"sqlite:///{folder / 'store.sqlite3'}"
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_DATABASE_URL": url, **environment}
    return subprocess.run(  # noqa: S602  # the line is ours
        line, shell=True, env=settings, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("command", "encoding", "said"),
    [
        pytest.param("dateline brief", "ascii", "briefing", id="a briefing in ASCII"),
        pytest.param("dateline brief --json", "latin-1", "—", id="JSON is UTF-8 in a Latin-1 terminal"),
        pytest.param("dateline export", "ascii", "—", id="an export is UTF-8 in an ASCII terminal"),
        pytest.param("dateline brief --format md", "ascii", "—", id="a Markdown export is UTF-8 in an ASCII terminal"),
        pytest.param("dateline ask --help", "ascii", "--batch", id="help in ASCII"),
    ],
)
def test_any_encoding_of_the_terminal_will_do(
    filled: Run, tmp_path: Path, command: str, encoding: str, said: str
) -> None:
    """Where the terminal lacks a character, people see an escape, and programs get UTF-8 all the same."""
    assert filled("articles")[0] == 0
    done = _process(tmp_path, command, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device of a full disk")
@pytest.mark.parametrize("words", ["brief", "brief --json", "export"])
def test_a_full_disk_is_told_in_one_line(filled: Run, tmp_path: Path, words: str) -> None:
    """What can't be written ends with exit code 2 and the system's reason."""
    assert filled("articles")[0] == 0
    done = _process(tmp_path, f"dateline {words} > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "dateline: the output: No space left on device\n"


@pytest.mark.parametrize("words", ["brief", "export", "--help"])
def test_a_reader_that_goes_away_is_no_failure(filled: Run, tmp_path: Path, words: str) -> None:
    """Piped into a program that reads nothing, every command ends quietly with exit code 0."""
    assert filled("articles")[0] == 0
    done = _process(tmp_path, f"(dateline {words}; echo $? >&2) | true")
    assert done.stderr == "0\n"


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none_is_refused(run: Run, port: str) -> None:
    """What no page can be at is told before anything starts."""
    code, _, err = run("demo", "--port", port)
    assert (code, "is no port" in err) == (2, True)


def test_help_names_what_is_loaded_late() -> None:
    """The formats and the usual number of days that the help states are those that the briefings have."""
    assert tuple(exports.FORMATS) == arguments.FORMATS
    assert arguments.USUAL_DAYS == timelines.USUAL_DAYS


def test_help_loads_neither_numbers_nor_network() -> None:
    """Asking for help starts none of the libraries that take long."""
    program = "import bot.terminal.arguments as a, bot.__main__, sys; a.parser().format_help(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert not {"numpy", "scipy", "discord", "aiohttp", "lxml"} & set(done.stdout.split())


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # as every store is kept
        connection.execute("PRAGMA user_version = 999")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda path: path.mkdir(), "folder", id="a folder"),
        pytest.param(lambda path: path.write_bytes(bytes(range(256)) * 64), "no Dateline database", id="another file"),
        pytest.param(_newer, "update Dateline", id="a store of a newer Dateline"),
    ],
)
@pytest.mark.parametrize("words", [("brief",), ("articles",), ("add", SAMPLE / "wire-treaty-signed.txt")])
def test_what_is_no_store_is_named_and_left_alone(
    run: Run, tmp_path: Path, words: tuple[object, ...], make: Callable[[Path], object], said: str
) -> None:
    """One line tells what lies there and the way out, nothing is printed as done, and the file is not touched."""
    path = tmp_path / "store.sqlite3"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert (path.read_bytes() if path.is_file() else None) == before
