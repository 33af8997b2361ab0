"""The command line on a PostgreSQL database: the same answers as on a file, and clear words where it can't be used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.db import open_database
from bot.models.digest import DigestKey, DigestOptions
from bot.models.schedule import Schedule
from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.pipeline.backup import export_store, import_lines
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.paths import HURRICANE, SAMPLE
from tests.support.postgres import PostgresServer

NOW = datetime(2024, 6, 30, tzinfo=UTC)
Run = Callable[..., str]

_COMMANDS = {
    SAMPLE: [
        ("ask", "Who signed the treaty?"),
        ("ask", "When did Putin visit North Korea?"),
        ("ask", "What did Kim Jong Un say about the treaty?"),
        ("ask", "How many whales were counted?"),
        ("who", "Vladimir Putin"),
        ("when", "June 19"),
        ("brief",),
        ("brief", "--request", "what happened on June 19", "--format", "json"),
        ("timeline", "treaty"),
        ("compare",),
        ("articles",),
    ],
    HURRICANE: [
        ("ask", "How many people died?"),
        ("ask", "Where did the hurricane make landfall?"),
        ("who", "Rick Scott"),
        ("when", "October 10"),
        ("brief", "--request", "Hurricane Michael", "--format", "json"),
        ("timeline", "Hurricane Michael"),
        ("compare", "Hurricane Michael"),
    ],
}


@pytest.fixture(scope="module", params=[SAMPLE, HURRICANE], ids=lambda folder: folder.name)
def databases(
    request: pytest.FixtureRequest, postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, str]:
    """Return a folder of articles and the URLs of a database of each kind that hold them."""
    folder: Path = request.param
    urls = f"sqlite:///{tmp_path_factory.mktemp('news') / 'news.sqlite3'}", postgres.create_database()
    with open_store(urls[0]) as store:
        add_sources(store, load_sources(folder).sources, load_bundled_registry())
        lines = list(export_store(store))
    with open_store(urls[1]) as store:
        import_lines(store, lines)
    return folder, *urls


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command on a database and returns its exit code and all that it writes."""
    monkeypatch.chdir(tmp_path)

    def command(url: str, *words: str) -> str:
        code = main(["--database", url, *words], clock=lambda: NOW)
        done = capsys.readouterr()
        return f"{code}\n{done.out}{done.err}"

    return command


@pytest.mark.postgres
def test_every_command_answers_the_same(databases: tuple[Path, str, str], run: Run) -> None:
    """Word for word, whatever the database is."""
    folder, file, server = databases
    for words in _COMMANDS[folder]:
        answer = run(file, *words)
        assert run(server, *words) == answer, words
        assert "Traceback" not in answer


@pytest.mark.postgres
def test_articles_move_between_databases(databases: tuple[Path, str, str], run: Run, tmp_path: Path) -> None:
    """`export` of one and `import` into the other keep everything."""
    _, file, server = databases
    assert run(server, "export") == run(file, "export")
    run(server, "export", str(tmp_path / "news.jsonl"))
    copy = f"sqlite:///{tmp_path / 'copy.sqlite3'}"
    assert run(copy, "import", str(tmp_path / "news.jsonl")).startswith("0\n")
    assert run(copy, "export") == run(file, "export")


@pytest.mark.postgres
def test_the_ledger_is_the_same(databases: tuple[Path, str, str], run: Run) -> None:
    """Its rows are shown alike."""
    _, file, server = databases
    for url in (file, server):
        with closing(open_database(url)) as database:
            if not database.subscriptions.list_all():
                digest = database.subscriptions.add(DigestOptions("7", 42, Schedule((time(8),))), NOW)
                database.ledger.skip(digest, DigestKey(digest.id, NOW.date(), "08:00"), NOW, NOW, "it was missed")
    shown = [
        [line for line in run(url, "ledger").splitlines() if "it was missed" in line or line in {"0", "1"}]
        for url in (file, server)
    ]
    assert shown[0][0] == "0"
    assert [line.split()[:5] for line in shown[0]] == [line.split()[:5] for line in shown[1]]


@pytest.mark.parametrize("words", ["backup b.sqlite3", "restore b.sqlite3"])
def test_backups_of_a_server_are_made_there(run: Run, words: str) -> None:
    """In one sentence, with what to do, and without the password."""
    answer = run("postgresql://ada:hunter2@localhost:1/news", *words.split())
    assert answer.startswith("2\n")
    assert "pg_dump and pg_restore" in " ".join(answer.split())
    assert "hunter2" not in answer


@pytest.mark.parametrize("words", ["ledger", "doctor --offline"])
def test_the_bots_own_data_on_a_server_that_does_not_answer(run: Run, words: str) -> None:
    """It is said so, without the password."""
    answer = run("postgresql://ada:hunter2@127.0.0.1:1/news", *words.split())
    assert answer.startswith("2\n")
    assert "I can't reach its server" in " ".join(answer.split())
    assert "hunter2" not in answer


def test_a_bot_without_psycopg_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it asks for anything else."""
    monkeypatch.setitem(sys.modules, "bot.db.backends.postgres.database", None)
    monkeypatch.delattr("bot.db.backends.postgres.database", raising=False)
    answer = run("postgresql://ada:hunter2@localhost:1/news", "run")
    assert answer.startswith("2\n")
    assert "pip install 'dateline-bot[postgres]'" in " ".join(answer.split())
    assert "hunter2" not in answer


def test_a_server_that_does_not_answer_is_explained(run: Run) -> None:
    """Without the password."""
    answer = run("postgresql://ada:hunter2@127.0.0.1:1/news", "articles")
    assert answer.startswith("2\n")
    assert "I can't reach the server" in " ".join(answer.split())
    assert "hunter2" not in answer
