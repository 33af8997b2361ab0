"""Claims about the names that live outside the code: they may be added to, never renamed, retyped or removed."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout
from datetime import UTC, datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.cli.console import EXIT_BAD_INPUT, EXIT_CONNECTION_FAILED, EXIT_NOTHING_FOUND, EXIT_OK
from bot.cli.main import main
from bot.cli.runner import build_client
from bot.client.config import SETTING_NAMES, Config
from bot.commands.components import _HANDLERS
from bot.db import open_database
from bot.services.engine import QueryEngine
from bot.services.worker_pool import WorkerPool
from corpus.pipeline.annotate import ANNOTATOR_VERSIONS
from corpus.store import open_store
from tests.support.paths import SAMPLE

#: The names as they are published. A new one is added by hand.
RECORD = Path(__file__).parent / "data" / "public_names.json"
_NOW = datetime(2024, 6, 24, 9, tzinfo=UTC)
_TOPIC = "The treaty"
_QUESTIONS = json.dumps({"questions": [{"id": "1", "question": "What did Putin say about arming Ukraine?"}]})
_JSON_COMMANDS: dict[str, tuple[object, ...]] = {
    "read": ("read", SAMPLE / "wire-treaty-signed.txt", "--json"),
    "brief": ("brief", "--json"),
    "who": ("who", "Vladimir Putin", "--json"),
    "who, not found": ("who", "Vlad Putnik", "--json"),
    "when": ("when", "20 June 2024", "--json"),
    "ask": ("ask", "What did Putin say about arming Ukraine?", "--json"),
    "ask --batch": ("ask", "--batch", "questions.json", "--json"),
    "timeline": ("timeline", "--json"),
    "compare": ("compare", "--json"),
    "changes": ("changes", "--since", "2024-06-19", "--json"),
    "brief --as-of": ("brief", "--as-of", "2024-06-20", "--json"),
    "topics show": ("topics", "show", _TOPIC, "--json"),
    "ledger": ("ledger", "--json"),
    "doctor": ("doctor", "--offline", "--json"),
    "verify": ("verify", "briefing.json", "--json"),
    "brief --format json": ("brief", "--format", "json"),
    "brief --format timelinejs": ("brief", "--format", "timelinejs"),
}


#: Objects whose keys are data: actors' ids, names.
_DATA_KEYED = ("actors", "busiest", "names", "seen_with")


def list_key_types(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """
    List the keys of a JSON value with their types.

    Returns:
        Pairs such as ``("sentences[].start", "int")``. Keys that are data (an actor's id, a name) are
        listed as ``*``.
    """
    if isinstance(value, dict):
        yield path, "object"
        for key, item in value.items():
            name = "*" if path.rpartition(".")[2] in _DATA_KEYED else key
            yield from list_key_types(item, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        yield path, "array"
        for item in value:
            yield from list_key_types(item, f"{path}[]")
    else:
        yield path, type(value).__name__


def list_tables(path: Path) -> Iterator[str]:
    """List the columns of a SQLite file as ``table.column type``."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")'):
                yield f"{table}.{column} {kind}".strip()


def list_options(command: dict[str, Any], parents: tuple[str, ...] = ()) -> Iterator[str]:
    """List a slash command's subcommands and options as ``digest add: channel``."""
    name = (*parents, command["name"])
    yield " ".join(name)
    for option in command.get("options", ()):
        if option["type"] in {1, 2}:
            yield from list_options(option, name)
        else:
            yield f"{' '.join(name)}: {option['name']}"


def _open_no_engine(url: str) -> QueryEngine:
    raise NotImplementedError(url)


async def _list_slash_commands(url: str) -> list[str]:
    workers = WorkerPool.with_thread(url, _open_no_engine)
    client = build_client(Config(url), workers, lambda: _NOW)
    try:
        return [name for one in client.tree.get_commands() for name in list_options(one.to_dict(client.tree))]
    finally:
        await client.database.close()
        workers.close()


async def collect_names(folder: Path, run: Callable[..., str]) -> dict[str, list[str]]:
    """Return every public name by kind; *run* takes the words of a command and returns what it prints."""
    url = f"sqlite:///{folder / 'store.sqlite3'}"
    run("add", SAMPLE)
    run("topics", "add", _TOPIC, "--term", "treaty", "--actor", "Vladimir Putin")
    run("brief", "--format", "json", "-o", "briefing.json")
    (folder / "questions.json").write_text(_QUESTIONS, encoding="utf-8")
    names = {
        f"json: {name}": sorted({f"{path} {kind}" for path, kind in list_key_types(json.loads(run(*words)))})
        for name, words in _JSON_COMMANDS.items()
    }
    lines = [json.loads(line) for line in run("export").splitlines()]
    names["export lines"] = sorted({f"{path} {kind}" for one in lines for path, kind in list_key_types(one)})
    names["slash commands"] = sorted(await _list_slash_commands(f"sqlite:///{folder / 'commands.sqlite3'}"))
    import_module("bot.cli.local_runner")  # it registers the buttons of the demo
    names["custom_id prefixes"] = sorted(map(str, _HANDLERS))
    names["settings"] = sorted(SETTING_NAMES)
    names["annotator versions"] = sorted(ANNOTATOR_VERSIONS)
    names["exit codes"] = [f"{code}" for code in (EXIT_OK, EXIT_NOTHING_FOUND, EXIT_BAD_INPUT, EXIT_CONNECTION_FAILED)]
    with open_store(url):
        names["store tables"] = sorted(list_tables(folder / "store.sqlite3"))
    open_database(f"sqlite:///{folder / 'bot.sqlite3'}").close()
    names["bot tables"] = sorted(list_tables(folder / "bot.sqlite3"))
    return names


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return every public name by kind, gathered from commands on a store of their own."""
    folder = tmp_path_factory.mktemp("names")
    url = f"sqlite:///{folder / 'store.sqlite3'}"

    def run(*words: object) -> str:
        printed = StringIO()
        with redirect_stdout(printed):
            main(["--database", url, *map(str, words)], clock=lambda: _NOW)
        return printed.getvalue()

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in (*SETTING_NAMES, "COLUMNS"):
            patch.delenv(name, raising=False)
        return asyncio.run(collect_names(folder, run))


def test_a_public_name_is_never_renamed_or_removed(present: dict[str, list[str]]) -> None:
    """Scripts, stored buttons and old databases go on working."""
    published = json.loads(RECORD.read_text(encoding="utf-8"))
    missing = {kind: sorted(set(names) - set(present.get(kind, ()))) for kind, names in published.items()}
    assert {kind: names for kind, names in missing.items() if names} == {}


def test_a_new_public_name_is_recorded(present: dict[str, list[str]]) -> None:
    """So that it, too, will not be renamed."""
    published = json.loads(RECORD.read_text(encoding="utf-8"))
    new = {kind: sorted(set(names) - set(published.get(kind, ()))) for kind, names in present.items()}
    assert {kind: names for kind, names in new.items() if names} == {}


def test_a_key_of_another_type_is_noticed() -> None:
    """A list that becomes a string, an integer that becomes a float."""
    assert set(list_key_types({"a": [{"b": 1}], "names": {"Ada": None}})) == {
        ("", "object"),
        ("a", "array"),
        ("a[]", "object"),
        ("a[].b", "int"),
        ("names", "object"),
        ("names.*", "NoneType"),
    }
