"""Claims about the scripts in benchmarks/: they run from anywhere, say what they need, and fill one table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from runpy import run_path

import pytest

HOME = Path(__file__).parents[1] / "benchmarks"
sys.path.append(str(HOME))  # as for its scripts

from _report import print_rows  # noqa: E402
from _rows import BELOW_BAR, COLUMNS, Bar, Command, Row, at_least, at_most, parse_cells, parse_name  # noqa: E402
from _table import ROWS, RUNS, SECTIONS  # noqa: E402

SCRIPTS = sorted(path for path in HOME.glob("*.py") if not path.name.startswith("_"))
#: Scripts that need no data: they measure the project itself, or make what they need.
DATALESS = {run.command.partition(".")[0] for run in RUNS.values() if not run.source}
DOCUMENT = HOME.parent / "docs" / "benchmarks.md"

Name = tuple[str, str, str]


def _run(script: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *words], capture_output=True, text=True, check=False, timeout=300
    )


def _read_cells(lines: Sequence[str]) -> dict[Name, str]:
    """Return the cells of the figures, by the names of the rows; the heads of tables are none."""
    found = ((parse_name(line), parse_cells(line)) for line in lines)
    return {name: cells[2] for name, cells in found if name and cells and cells[0] not in {COLUMNS[0], "---"}}


def _get_rows(command: str) -> dict[Name, Row]:
    return {row.name: row for row in ROWS if row.run.command == command}


@pytest.mark.parametrize("script", [one for one in SCRIPTS if one.stem not in DATALESS], ids=lambda path: path.stem)
def test_without_data_a_script_says_what_it_needs(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without the data gives exit code 2 and one line that names the folder, no traceback."""
    monkeypatch.setattr(sys, "argv", [str(script), "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as stopped:
        run_path(str(script), run_name="__main__")
    printed = capsys.readouterr()
    assert stopped.value.code == 2
    assert str(tmp_path) in printed.err + printed.out
    assert len(printed.err.strip().splitlines()) <= 2


def _build_text(start: int, count: int) -> str:
    return " ".join(f"word{(start * 7 + number) % 50}" for number in range(count))


def _write_summaries(home: Path) -> None:
    for number in range(3):
        for folder in ("News Articles", "Summaries"):
            (home / "bbc" / "BBC News Summary" / folder / "made").mkdir(parents=True, exist_ok=True)
        sentences = [f"The {_build_text(number + line, 12)} happened." for line in range(20)]
        name = f"{number:03}.txt"
        text = "A headline\n\n" + "\n\n".join(sentences)
        (home / "bbc" / "BBC News Summary" / "News Articles" / "made" / name).write_text(text, "utf-8")
        (home / "bbc" / "BBC News Summary" / "Summaries" / "made" / name).write_text(" ".join(sentences[:4]), "utf-8")


def test_choosing_is_measured_on_made_data(tmp_path: Path) -> None:
    """The script that measures briefings gives a figure in (0, 100] for each system on data made here."""
    _write_summaries(tmp_path)
    done = _run(HOME / "choosing.py", "--data", str(tmp_path), "--systems", "dateline,textrank", "--json")
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    rows = measured["systems"]
    assert [row["system"] for row in rows] == ["dateline", "textrank"]
    assert all(0 < row["r1"] <= 100 and row["n"] == 3 for row in rows)
    assert all(one["low"] <= one["mean"] <= one["high"] for one in measured["differences"])


def _write_sentences(home: Path) -> None:
    folder = home / "bbc100" / "corpus" / "article" / "made"
    folder.mkdir(parents=True)
    (folder / "1.txt").write_text("The river rose.\nNobody was hurt.\n\nRates rose, too.\n", "utf-8")


def _write_times(home: Path) -> None:
    for part in ("TimeBank", "AQUAINT"):
        folder = home / "tempeval3" / "data" / "TBAQ-cleaned" / part
        folder.mkdir(parents=True)
        date = '<TIMEX3 tid="t0" type="DATE" value="2024-06-20">20 June 2024</TIMEX3>'
        said = '<TIMEX3 tid="t1" type="DATE" value="2024-06-19">on Wednesday</TIMEX3>'
        text = f"<TimeML><DCT>{date}</DCT><TEXT>They met {said} in Hanoi.</TEXT></TimeML>"
        (folder / "made.tml").write_text(text, "utf-8")


def _write_names(home: Path) -> None:
    folder = home / "conll2003" / "corpus" / "CoNLL-2003"
    folder.mkdir(parents=True)
    words = ["-DOCSTART- -X- O O", "", "Ana NNP I-NP I-PER", "Ruiz NNP I-NP I-PER", "sang VBD I-VP O", ". . O O", ""]
    (folder / "eng.testa").write_text("\n".join(words), "utf-8")


def _write_foreign_names(home: Path) -> None:
    folder = home / "foreign_names"
    folder.mkdir()
    rows = ["0\tAna\tB-PER", "1\tRuiz\tI-PER", "2\tllegó\tO", "3\ta\tO", "4\tLima\tB-LOC", "5\t.\tO", "", ""]
    (folder / "conll_es_val.conllu").write_text("\n".join(rows), "utf-8")


def _write_quotations(home: Path) -> None:
    text, part = "“The river rose,” Mayor Ana Ruiz said on Monday.\n", home / "polnear" / "data" / "dev"
    at = text.index("Mayor")
    for folder in ("text", "attributions"):
        (part / folder).mkdir(parents=True)
    (part / "text" / "made.txt").write_text(text, "utf-8")
    marks = (
        f"T1\tContent 0 17\t“The river rose,”\nT2\tSource {at} {at + 14}\tMayor Ana Ruiz\nE1\tContent:T1 Source:T2\n"
    )
    (part / "attributions" / "made_one.ann").write_text(marks, "utf-8")


def _write_articles(home: Path) -> None:
    for category in ("business", "entertainment", "politics", "sport", "tech"):
        folder = home / "bbc" / "BBC News Summary" / "News Articles" / category
        folder.mkdir(parents=True)
        for number in range(4):
            lines = [
                f"The {category} of town {number} was in the news for {_build_text(line, 9)}." for line in range(12)
            ]
            (folder / f"{number}.txt").write_text("A headline\n\n" + "\n\n".join(lines), "utf-8")


@pytest.mark.parametrize(
    ("script", "make", "words"),
    [
        pytest.param("sentences.py", _write_sentences, (), id="ends of sentences"),
        pytest.param("dates.py", _write_times, (), id="times"),
        pytest.param("names.py", _write_names, (), id="names, of the development part alone"),
        pytest.param("foreign_names.py", _write_foreign_names, (), id="names in one other language"),
        pytest.param("quotations.py", _write_quotations, (), id="quotations, of the development part alone"),
        pytest.param("origins.py", _write_articles, (), id="near copies"),
        pytest.param("topics.py", _write_articles, (), id="topics"),
        pytest.param("ingest.py", _write_articles, ("--articles", "40"), id="adding"),
        pytest.param("choosing.py", _write_summaries, (), id="choosing, of one set alone"),
    ],
)
def test_a_script_fills_all_of_its_rows(
    script: str, make: Callable[[Path], None], words: Sequence[str], tmp_path: Path
) -> None:
    """Every row of a script has its figures, or says what data it lacks; nothing short of its bar passes unmarked."""
    make(tmp_path)
    done = _run(HOME / script, "--data", str(tmp_path), *words)
    assert done.returncode in {0, 1}, done.stderr
    cells = _read_cells(done.stdout.splitlines())
    assert cells.keys() == _get_rows(script).keys()
    read = {row: row.parse_figures(cells[name]) for name, row in _get_rows(script).items()}
    assert all(figures or cells[row.name] == row.run.missing_data_note for row, figures in read.items())
    assert any(read.values())
    assert done.returncode == any(BELOW_BAR in cell for cell in cells.values())


def test_the_structure_keeps_its_measures() -> None:
    """Sizes, imports, docstrings and tests stay within their bounds."""
    done = _run(HOME / "structure.py")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("who", ["--channels", "--servers"])
def test_a_digest_fans_out_to_every_channel_once(who: str) -> None:
    """Sixty channels or servers have one digest each, while every command is answered; times are not judged."""
    done = _run(HOME / "fanout.py", who, "60", "--json")
    figures = json.loads(done.stdout)
    assert (figures["posted"], figures["repeated"]) == (60, 0), done.stderr
    assert figures["answered"] == figures["acknowledged"] == figures["asked"]


def test_all_together_fill_one_table_and_the_document(tmp_path: Path) -> None:
    """Rows stand under their headings: measured, without data and from where it is had, or left out as too long."""
    _write_sentences(tmp_path)
    document = tmp_path / "table.md"
    before = [row.format_line("an older figure") for row in ROWS if row.run.command in {"sentences.py", "names.py"}]
    document.write_text("\n".join(["# Benchmarks", *before, "The end."]), "utf-8")
    words = ["--data", str(tmp_path), "--only", "sentences", "names", "scale", "--write", str(document)]
    done = subprocess.run([sys.executable, str(HOME), *words], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    cells = _read_cells(done.stdout.splitlines())
    assert (
        cells.keys() == _get_rows("sentences.py").keys() | _get_rows("names.py").keys() | _get_rows("scale.py").keys()
    )
    assert all(row.parse_figures(cells[name]) for name, row in _get_rows("sentences.py").items())
    assert {cells[name] for name in _get_rows("names.py")} == {RUNS["names.py"].missing_data_note}
    assert {cells[name] for name in _get_rows("scale.py")} == {"not run: it needs --long"}
    assert "## Reading" in done.stdout
    measured = {row.format_line(cells[name]) for name, row in _get_rows("sentences.py").items()}
    older = {row.format_line("an older figure") for row in _get_rows("names.py").values()}
    assert set(document.read_text("utf-8").split("\n")) == {"# Benchmarks", "The end."} | measured | older


def test_all_together_say_that_nothing_could_run(tmp_path: Path) -> None:
    """Without any data the exit code is 2."""
    done = subprocess.run(
        [sys.executable, str(HOME), "--data", str(tmp_path), "--only", "dates", "stories"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 2


def test_every_script_that_measures_has_its_rows() -> None:
    """No script is left out of the table, and no row names a script that is not there."""
    told = {command.split()[0] for command in RUNS}
    assert told == {script.name for script in SCRIPTS if not script.stem.startswith(("train_", "build_"))}


def test_a_row_is_known_by_its_words() -> None:
    """No two rows of the table are named alike, and no two of a command have one key."""
    assert len({row.name for row in ROWS}) == len({(row.run.command, row.key) for row in ROWS}) == len(ROWS)


def _read_documented_rows() -> Iterator[tuple[str, str]]:
    """Yield each row of the document with the heading that it stands under."""
    heading = ""
    for line in DOCUMENT.read_text("utf-8").splitlines():
        heading = line.removeprefix("## ") if line.startswith("## ") else heading
        if line.startswith("|") and line not in {f"| {' | '.join(COLUMNS)} |", "| --- | --- | --- | --- | --- |"}:
            yield heading, line


def test_the_document_holds_the_rows_that_are_measured() -> None:
    """Under each heading stand its rows in the words of the scripts, with their bars, and no other row anywhere."""
    written = [
        (heading, cells[:2] + cells[3:]) for heading, line in _read_documented_rows() if (cells := parse_cells(line))
    ]
    assert written == [
        (heading, (row.what, row.data, str(row.bar or ""), f"`{row.run.command}`"))
        for heading, rows in SECTIONS.items()
        for row in rows
    ]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.run.command} {row.key}") for row in ROWS])
def test_the_document_says_of_each_figure_whether_it_falls_short(row: Row) -> None:
    """What is written are figures of the row's form, and they are marked if, and only if, they miss the bar."""
    (cell,) = {
        cells[2] for _, line in _read_documented_rows() if parse_name(line) == row.name and (cells := parse_cells(line))
    }
    figures = row.parse_figures(cell)
    assert figures is not None, cell
    assert (BELOW_BAR in cell) == row.is_below_bar(figures)


@pytest.mark.parametrize(
    ("bar", "figures", "kept"),
    [
        pytest.param(at_least(0.997), (0.997,), True, id="reached"),
        pytest.param(at_least(0.997), (0.9969,), False, id="not reached"),
        pytest.param(at_most(30, 150), (12.0, 151.0), False, id="the second one passed"),
        pytest.param(at_most(100), (98.0, 911.0), True, id="a further figure has no bound"),
    ],
)
def test_a_bar_holds_for_each_figure_that_it_names(bar: Bar, figures: tuple[float, ...], kept: bool) -> None:
    """Every figure with a bound has to keep it."""
    assert bar.is_met(figures) == kept


@pytest.mark.parametrize(
    ("form", "figures", "cell"),
    [
        pytest.param("{:.4f}", (0.99864,), ".9986", id="no nought before the point"),
        pytest.param("{:.0f} bytes for {:,.0f}", (622.4, 1_028_909.0), "622 bytes for 1,028,909", id="thousands"),
        pytest.param("{:+.1f} [{:+.1f}, {:+.1f}]", (2.63, -0.04, 4.55), "+2.6 [-.0, +4.5]", id="signs"),
        pytest.param("{:.1f} % of {:.0f}", (97.585, 911.0), "97.6 % of 911 (short of the bar)", id="short of the bar"),
    ],
)
def test_figures_are_read_back_as_they_were_written(form: str, figures: tuple[float, ...], cell: str) -> None:
    """A row's cell gives its figures again, rounded as its form says, marked or not."""
    row = Row(Command("made.py"), "key", "what", "data", form, at_least(98) if "%" in form else None)
    assert row.format_figures(figures) == cell
    assert row.parse_figures(cell) == pytest.approx(figures, abs=0.5)
    assert row.parse_figures("") is None


def test_a_script_with_other_figures_than_its_rows_is_an_error() -> None:
    """A figure without a row, or a row without a figure, is an error of the script."""
    with pytest.raises(ValueError, match="false"):
        print_rows("origins.py", {"worst": 1.0})
