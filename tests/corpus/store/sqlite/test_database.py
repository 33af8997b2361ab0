"""Claims about the file of a store: what is opened, what is refused, and how damage is found."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.testserver.storage import StateFile
from corpus.entities import Registry
from corpus.errors import StoreError, StoreLocked
from corpus.models import Query
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import Database, FeatureKind, Feed, open_store
from corpus.store.sqlite import store as store_module
from corpus.store.sqlite.store import STORE_PROFILE
from tests.support.corpus.documents import build_document, build_record
from tests.support.corpus.search import add_documents

#: What undoes the migrations after the third.
_TO_THIRD_VERSION = """
INSERT INTO features SELECT 1, hash, article FROM copy_hashes;
DROP TABLE copy_hashes; DROP TABLE standing_hashes; DROP TABLE copy_links; DROP TABLE copy_queue;
DROP INDEX articles_by_origin; ALTER TABLE articles DROP COLUMN publisher; ALTER TABLE articles DROP COLUMN picture;
DROP TABLE facet_counts; DELETE FROM counters WHERE name = 'deleted scope';
DROP INDEX actors_by_change; ALTER TABLE actors DROP COLUMN changed; ALTER TABLE revisions DROP COLUMN added;
INSERT INTO features SELECT DISTINCT 4, hash, article FROM full_names;
DROP TABLE full_names; ALTER TABLE articles DROP COLUMN horizons;
PRAGMA user_version = 3;
"""


def test_origins_of_an_older_version_stay_and_new_copies_join_them(tmp_path: Path) -> None:
    """The hashes of an older store are found, and standing text in it stands."""
    path = tmp_path / "old.sqlite3"
    hashes = {
        "a": range(9),
        "b": range(9),
        **{f"c{n}": (*range(50, 55), *range(100 * n + 100, 100 * n + 105)) for n in range(8)},
    }
    with open_store(f"sqlite:///{path}") as store:
        for key, values in hashes.items():
            store.add_article(build_record(build_document(key), {FeatureKind.COPY: tuple(values)}))
        while store.update_origins():
            pass
        before = [one.citation.origin for one in store.list_articles()]
        features = store.get_features("b")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_TO_THIRD_VERSION)
    with open_store(f"sqlite:///{path}") as store:
        assert [one.citation.origin for one in store.list_articles()] == before == ["a", "a", *list(hashes)[2:]]
        assert store.get_features("b") == features
        store.add_article(build_record(build_document("d"), {FeatureKind.COPY: (*range(5), 77)}))
        while store.update_origins():
            pass
        assert [one.citation.origin for one in store.list_articles()] == [*before, "a"]
        assert store.check_integrity() == ()


def test_full_names_of_an_older_version_still_explain_surnames(tmp_path: Path) -> None:
    """They get an index of their own, which has what it would have for articles that are added now."""
    path = tmp_path / "old.sqlite3"
    with open_store(f"sqlite:///{path}") as store:
        text = "Title\n\nAda M. Quenby of the Harbour Levy Office closed the bridge on Friday.\n"
        add_sources(store, [build_source(text.encode(), "b", "-")], Registry())
        before = store.find_full_names(("quenby", "person ada quenby", "organisation hlo"))
        assert before["quenby"] == {"ada-m-quenby"}
        assert len(before) == 3
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT * FROM full_names").fetchall()
        connection.executescript(_TO_THIRD_VERSION)
    with open_store(f"sqlite:///{path}") as store:
        assert store.find_full_names(("quenby", "person ada quenby", "organisation hlo")) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM full_names").fetchall() == rows
        assert connection.execute("SELECT count(*) FROM features WHERE kind = 4").fetchone() == (0,)


def test_a_database_of_the_first_version_is_migrated(tmp_path: Path) -> None:
    """What an older program wrote is kept and counted, and has room for topics afterwards."""
    path = tmp_path / "old.sqlite3"
    with open_store(f"sqlite:///{path}") as store:
        text = "Ada Quenby closed the bridge on 20 June 2024.\n"
        add_sources(store, [build_source(text.encode(), "b", "-")], Registry())
        add_documents(store, build_document("a"))
        stats = store.compute_stats(Query())
        assert stats.actors
        assert stats.days
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"{_TO_THIRD_VERSION} ALTER TABLE articles DROP COLUMN language; DROP TABLE topics; PRAGMA user_version = 1"
        )
    connection.close()
    with open_store(f"sqlite:///{path}") as store:
        assert store.list_topics() == ()
        assert [one.citation.picture for one in store.list_articles()] == ["", ""]
        assert store.compute_stats(Query()) == stats


def test_a_second_writer_gets_an_error_that_says_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that another process writes to for too long is an error with a way out."""
    monkeypatch.setattr(store_module, "STORE_PROFILE", replace(STORE_PROFILE, busy_timeout_seconds=0.05))
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with (
        open_store(url) as one,
        open_store(url) as two,
        one.transaction(),
        pytest.raises(StoreLocked, match="another process"),
    ):
        two.add_article(build_record(build_document("a")))


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    """A foreign database file is as it was, to the byte, after it was refused."""
    path = tmp_path / "foreign.db"
    _execute(path, "CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_file_of_the_test_server_is_another_programs(tmp_path: Path) -> None:
    """It has a version too, but of other tables."""
    path = tmp_path / "world.db"
    StateFile(path).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda path: path.mkdir(), "folder", id="a folder"),
        pytest.param(
            lambda path: path.write_text("no database at all, merely text"),
            "isn't a Dateline database",
            id="a text file",
        ),
        pytest.param(
            lambda path: _execute(path, "CREATE TABLE t (x)"), "belongs to another program", id="another's database"
        ),
        pytest.param(lambda path: _execute(path, "PRAGMA user_version = 999"), "newer Dateline", id="a newer one"),
    ],
)
def test_what_can_not_be_opened_is_named_with_the_reason(tmp_path: Path, make: object, reason: str) -> None:
    """Each kind of wrong file gives one clear sentence, and stays as it is."""
    path = tmp_path / "store.db"
    make(path)
    with pytest.raises(StoreError, match=reason):
        open_store(f"sqlite:///{path}")


_READ_AS_NOBODY = """
import os, sys, urllib.parse
from corpus.errors import StoreReadOnly
from corpus.models import Query, Topic
from corpus.store import open_store
open_store("sqlite:///:memory:").close()  # all that has to be imported is: nobody may not look into every Python
if os.getuid() == 0:
    os.setuid(65534)  # root may write everywhere
with open_store(sys.argv[1]) as store:
    assert store.list_keys() == ("a",) and store.search(Query()) and store.compute_stats(Query()).articles == 1
    assert store.check_integrity() == ()
    try:
        store.save_topic(Topic("Cocoa", ("cocoa",)))
    except StoreReadOnly as error:
        print(error.reason)
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions of files are another thing on this system")
@pytest.mark.parametrize("folder", [0o755, 0o555], ids=["in a folder", "in a folder that may not be written"])
@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_file_that_may_not_be_written_can_be_read(journal: str, folder: int) -> None:
    """Questions are answered from a protected file; whoever would change it learns why it can't be."""
    with TemporaryDirectory() as home:  # others may not look into the folders that pytest makes
        path = Path(home, "store.db")
        with open_store(f"sqlite:///{path}") as store:
            add_documents(store, build_document("a"))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA journal_mode = {journal}")
        path.chmod(0o444)
        Path(home).chmod(folder)
        command = [sys.executable, "-c", _READ_AS_NOBODY, f"sqlite:///{path}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        Path(home).chmod(0o755)
    assert (done.stderr, done.returncode) == ("", 0)
    assert "give yourself write permission" in done.stdout


def test_a_folder_that_can_not_be_created_is_reported(tmp_path: Path) -> None:
    """A file lies where the folder should."""
    (tmp_path / "news").write_text("a file")
    with pytest.raises(StoreError, match="I can't create its folder"):
        open_store(f"sqlite:///{tmp_path / 'news' / 'store.db'}")


def test_an_old_database_that_may_not_be_written_is_left_old(tmp_path: Path) -> None:
    """It is not migrated by half, and the error names the remedy."""
    path = tmp_path / "old.db"
    _execute(path, "PRAGMA user_version = 1")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="open it once with write access"):
        Database(str(path), STORE_PROFILE, read_only=True)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    """A database that claims to be older than it is stays as it was, wholly."""
    path = tmp_path / "store.db"
    open_store(f"sqlite:///{path}").close()
    _execute(path, "PRAGMA user_version = 1")
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
        with pytest.raises(StoreError):
            open_store(f"sqlite:///{path}")
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("a\0b", "no file can have this name", id="a name that ends before its end"),
        pytest.param("a\ud800", "no file can have this name", id="half a character"),
        pytest.param("a" * 5_000, "name too long", id="a name without end"),
        pytest.param("a" * 5_000 + "/b", "name too long", id="a folder without end"),
    ],
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    """What the system says to it is reported as an error of the store's."""
    with pytest.raises(StoreError, match=f"(?i){reason}"):
        open_store(f"sqlite:///{tmp_path}/{name}")


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///", "store.db"])
def test_an_address_of_another_form_is_refused(url: str) -> None:
    """Whoever gets an address wrong sees its form."""
    with pytest.raises(StoreError, match="sqlite:///PATH"):
        open_store(url)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE sentences SET body = 'Other words.', start = 0 WHERE body IS NOT NULL", id="other words"),
        pytest.param("UPDATE articles SET digest = x'00'", id="another text"),
        pytest.param("UPDATE revisions SET digest = x'00'", id="an older text that is another"),
        pytest.param("UPDATE revisions SET text = x'00'", id="an unreadable text"),
        pytest.param("UPDATE revisions SET marks = x'00'", id="unreadable marks"),
        pytest.param("INSERT INTO words (words) VALUES ('delete-all')", id="an empty index"),
        pytest.param("PRAGMA foreign_keys = OFF; DELETE FROM articles", id="sentences of nothing"),
    ],
)
def test_the_check_finds_damage(tmp_path: Path, damage: str) -> None:
    """Each kind of damage gives a sentence; a sound store gives none."""
    path = tmp_path / "store.db"
    with open_store(f"sqlite:///{path}") as store:
        add_documents(store, build_document("a"))
        assert store.check_integrity() == ()
    _execute(path, damage)
    with open_store(f"sqlite:///{path}") as store:
        assert store.check_integrity()


def _execute(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


_READ_ON_READ_ONLY_MOUNT = """
mount --make-rprivate / && mount -t tmpfs tmpfs "$2" && cp "$3" "$2/news.sqlite3" || exit
mount -o remount,ro "$2" && exec "$1" -c "$4" "$2"
"""
_LIST_FEEDS = """
import sys
from corpus.errors import StoreReadOnly
from corpus.store import Feed, open_store
with open_store(f"sqlite:///{sys.argv[1]}/news.sqlite3") as store:
    print(*[feed.url for feed in store.list_feeds()])
    try:
        store.save_feed(Feed("https://two.example/feed"))
    except StoreReadOnly:
        print("read-only")
"""


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", "--mount", "sh", "-c", "mount --make-rprivate / && mount -t tmpfs tmpfs /mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_store_on_a_read_only_file_system_is_read(tmp_path: Path) -> None:
    """SQLite can create no file beside it there, and does not say why; nothing can be changed."""
    if not _can_mount():
        pytest.skip("only root, on Linux, may mount a file system")
    path, mount = tmp_path / "news.sqlite3", tmp_path / "mount"
    mount.mkdir()
    with open_store(f"sqlite:///{path}") as store:
        store.save_feed(Feed("https://one.example/feed"))
    arguments = [sys.executable, str(mount), str(path), _LIST_FEEDS]
    command = ["unshare", "--mount", "sh", "-c", _READ_ON_READ_ONLY_MOUNT, "sh", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.splitlines(), done.stderr) == (["https://one.example/feed", "read-only"], "")
