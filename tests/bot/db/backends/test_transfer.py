"""Claims about moving everything stored to another database, of the same kind or another, with the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.db import export_tables, open_database
from bot.db.backends.factory import fetch_existing, open_tables
from bot.db.backends.transfer import TABLES
from bot.models.digest import DigestOptions
from bot.models.schedule import Schedule
from corpus.entities import Registry
from corpus.pipeline import add_sources, export_store
from corpus.sources.files import build_source
from corpus.store import CurationRecord, open_store
from tests.support.postgres import PostgresServer

NOW = datetime(2024, 6, 24, 9, tzinfo=UTC)
ROWS = 2
Run = Callable[..., tuple[int, str]]
_REFERENCES = {"id", "subscription", "class", "quiz"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command on a database and returns its exit code and all that it writes."""
    monkeypatch.chdir(tmp_path)

    def command(url: str, *words: str) -> tuple[int, str]:
        code = main(["--database", url, *words], clock=lambda: NOW)
        printed = capsys.readouterr()
        return code, " ".join(f"{printed.out} {printed.err}".split())

    return command


def fill_database(url: str) -> None:
    """Store articles, of which some were removed, a word, and rows in each of the bot's tables."""
    with open_store(url) as store:
        for number, day in enumerate(("Monday", "Tuesday", "Wednesday")):
            text = f"Rates rose on {day}\n\nRates rose by {number} points on {day}, the bank said.\n"
            add_sources(store, [build_source(text.encode(), f"z{9 - number}", "-", "")], Registry())
        store.delete_article("z9")
        store.add_curation(CurationRecord("alias", "the-bank", "The Bank", ""))
    db, _lock = open_tables(url, writable=True)
    with closing(db):
        for table in TABLES:
            columns = db.list_columns(table)
            for number in range(1, ROWS + 1):
                values = tuple(_make_value(name, kind, number) for name, kind in columns.items())
                marks = ", ".join("?" * len(values))
                db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)  # noqa: S608


def _make_value(column: str, kind: type, number: int) -> object:
    if column == "state":
        return "sent" if number == 1 else "skipped"
    if column == "reason":
        return ""
    if column == "paused" and number == 1:
        return None
    if kind is int:
        return number if column in _REFERENCES else 2**31 - number
    return b"\x00\xff" * number if kind is bytes else f"{column} {number}: “Ünïcode”\u2028\t{{}}"


def read_all(url: str) -> list[str]:
    """Return everything stored, as it is exported."""
    with open_store(url) as store:
        return [*export_store(store), *export_tables(url)]


def choose_urls(way: str, folder: Path, request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return the addresses of a database to move from and of one to move to."""
    file = f"sqlite:///{folder / 'news.sqlite3'}"
    if way == "file to file":
        return file, f"sqlite:///{folder / 'other.sqlite3'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.copy_database(request.getfixturevalue("prepared_server_url"))
    return (file, address) if way == "file to server" else (address, file)


@pytest.mark.parametrize(
    "way",
    [
        "file to file",
        pytest.param("file to server", marks=pytest.mark.postgres),
        pytest.param("server to file", marks=pytest.mark.postgres),
    ],
)
def test_everything_moves(way: str, run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Rows of every table and articles with the numbers that digests refer to; and new rows get new ids."""
    old, new = choose_urls(way, tmp_path, request)
    fill_database(old)
    exported = read_all(old)
    rows = [json.loads(line) for line in exported if json.loads(line)["kind"] == "row"]
    assert {row["table"] for row in rows} == set(TABLES)
    assert run(old, "export", "all.jsonl")[0] == 0
    code, said = run(new, "import", "all.jsonl")
    assert (code, "2 added" in said, f"{len(rows)} rows of digests" in said) == (0, True, True)
    assert read_all(new) == exported
    with closing(open_database(new)) as database:
        wish = DigestOptions("7", 42, Schedule((time(8),)))
        assert database.subscriptions.add(wish, NOW).id == ROWS + 1
    code, said = run(new, "import", "all.jsonl")
    assert (code, "a bot already has data there (rows: subscriptions 3, ledger 2" in said) == (2, True)


def test_all_tables_of_the_bot_are_moved(tmp_path: Path) -> None:
    """A new one has to be added to those that are."""
    url, query = f"sqlite:///{tmp_path / 'store.sqlite3'}", "SELECT name FROM sqlite_master WHERE type = 'table'"
    open_store(url).close()
    before = {row[0] for row in fetch_existing(url, {"articles": query}, {})}
    open_database(url).close()
    after = {row[0] for row in fetch_existing(url, {"articles": query}, {})}
    assert after - before - {"bot_migrations", "sqlite_sequence"} == set(TABLES)


@pytest.mark.postgres
def test_both_kinds_of_database_have_the_same_columns(tmp_path: Path, prepared_server_url: str) -> None:
    """Of the same types, or their rows could not move."""
    urls = f"sqlite:///{tmp_path / 'news.sqlite3'}", prepared_server_url
    found = []
    for url in urls:
        with closing(open_tables(url, writable=True)[0]) as db:
            found.append({table: dict(sorted(db.list_columns(table).items())) for table in TABLES})
    assert found[0] == found[1]


def test_a_database_that_a_bot_uses_is_left_alone(run: Run, any_url: str, tmp_path: Path) -> None:
    """The bot would go on with what it had read before."""
    old = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    fill_database(old)
    run(old, "export", "all.jsonl")
    with closing(open_database(any_url)) as bot:
        assert bot.delivery_lock.acquire()
        code, said = run(any_url, "import", "all.jsonl")
    assert (code, "a bot is using it. Stop every bot" in said) == (2, True)
    assert run(any_url, "import", "all.jsonl")[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"state": "skipped"', '"state": "eaten"', "I can't use"),
        ('"state": "skipped"', '"state": 7', "ledger.state: it can't hold 7"),
        ('"late": 2147483646', '"late": "no"', "ledger.late: it can't hold"),
        ('"late": 2147483646', '"flavour": 1', "ledger.flavour: this Dateline doesn't know it"),
        ('"subscription": 2', '"subscription": 77', "I can't use"),
        ('"table": "servers"', '"table": "articles"', "isn't a line of a Dateline export"),
        ('{"base64": "AP8="}', '{"base64": "…"}', "isn't a line of a Dateline export"),
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(
    run: Run, any_url: str, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    """Not even an article is imported, so that the corrected file can be."""
    source = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    fill_database(source)
    run(source, "export", "all.jsonl")
    file = tmp_path / "all.jsonl"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    code, said = run(any_url, "import", "all.jsonl")
    assert (code, reason in said) == (2, True), said
    with open_store(any_url) as store:
        assert store.list_articles(None) == ()
    assert list(export_tables(any_url)) == []
    file.write_text(text, "utf-8")
    assert run(any_url, "import", "all.jsonl")[0] == 0


def test_a_database_with_other_articles_is_left_alone(run: Run, tmp_path: Path) -> None:
    """Digests would refer to the wrong ones; those of an attempt that failed are no others."""
    old, new = (f"sqlite:///{tmp_path / name}.sqlite3" for name in ("old", "new"))
    fill_database(old)
    run(old, "export", "all.jsonl")
    file = tmp_path / "articles.jsonl"
    lines = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if '"kind": "row"' not in line), "utf-8")
    assert run(new, "import", str(file))[0] == 0
    with open_store(new) as store:
        add_sources(store, [build_source(b"Whales\n\nWhales were counted on Friday.\n", "whales", "-", "")], Registry())
    code, said = run(new, "import", "all.jsonl")
    assert (code, "it has other articles already" in said) == (2, True)
    assert list(export_tables(new)) == []
    assert run(new, "remove", "whales")[0] == 0
    assert run(new, "import", "all.jsonl")[0] == 0
    assert len(list(export_tables(new))) == ROWS * len(TABLES)


def test_a_store_without_a_bot_exports_no_rows_and_gets_no_tables(tmp_path: Path) -> None:
    """Reading creates nothing."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    open_store(url).close()
    size = (tmp_path / "news.sqlite3").stat().st_size
    assert list(export_tables(url)) == []
    assert (tmp_path / "news.sqlite3").stat().st_size == size
