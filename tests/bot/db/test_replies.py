"""What was shown is kept, found by its key, by the id at its foot and by who asked; and goes after a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.db import ReplyRecord, Repositories, find_proof, open_database
from bot.db.replies import _DELETE_OLDEST, REPLY_LIFETIME
from bot.errors import LedgerError
from bot.models.query import QueryRequest
from bot.models.reply_limits import ReplyLimits
from briefings.models import Briefing, Point, Request
from briefings.verification import Proof, briefing_id, prove_from_digests
from corpus.models import Citation, Confidence, Passage, Query, Sentence
from tests.support.bot.any_database import run_statement

NOW = datetime(2024, 6, 21, 3, 0, tzinfo=UTC)
MEL, ADA, CHANNEL = 7, 8, 70


def build_proof(words: str, key: str = "rates") -> Proof:
    """Return the proof of one sentence."""
    citation = Citation(key, 1, "A title", None, "2024-06-20", Confidence.STATED, "https://news.example/1")
    points = (Point(Passage(Sentence(key, 3, 3 + len(words), words), citation)),)
    told = Briefing(briefing_id(4, Request(Query()), points), Request(Query()), points, 4)
    return prove_from_digests(told, {(key, 1): "ab" * 32})


def build_reply_record(words: str = "Rates rose.", **more: object) -> ReplyRecord:
    """Return a reply to /brief that quotes *words*."""
    asked = QueryRequest("brief", {"topic": "rates", "length": 3, "quotes": True}, "9", date(2024, 6, 21))
    told = ReplyRecord(asked, "9", CHANNEL, MEL, private=False, message="{}", at=NOW, proof=build_proof(words))
    return replace(told, **more)  # type: ignore[arg-type]


@pytest.fixture
def repositories(url: str) -> Iterator[Repositories]:
    """Open the repositories."""
    with closing(open_database(url)) as opened:
        yield opened


def test_what_was_shown_comes_back_after_a_restart(url: str) -> None:
    """All of it: what was asked, where, by whom, and every sentence."""
    with closing(open_database(url)) as database:
        kept = database.replies.save(build_reply_record(page=2, pages=3, before="b"))
    with closing(open_database(url)) as database:
        assert database.replies.find(kept.key) == kept
        assert database.replies.find("another") is None


def test_keys_are_not_guessed(repositories: Repositories) -> None:
    """Two replies with the same words have different keys, of twelve characters."""
    first, second = repositories.replies.save(build_reply_record()), repositories.replies.save(build_reply_record())
    assert first.key != second.key
    assert len(first.key) == 12


def test_a_reply_is_found_by_the_id_at_its_foot(repositories: Repositories, url: str) -> None:
    """By the command line: the same sentences, and whose articles they are."""
    kept = repositories.replies.save(build_reply_record())
    assert kept.proof is not None
    assert find_proof(url, kept.proof.id) == (kept.proof, "9")
    assert find_proof(url, "aaaaaaaaaa") is None


def test_a_reply_that_quotes_nothing_is_not_found_by_no_id(repositories: Repositories, url: str) -> None:
    """An empty id is nobody's."""
    repositories.replies.save(build_reply_record(proof=None))
    assert find_proof(url, "") is None


def test_the_command_line_reads_a_database_that_no_bot_used(tmp_path: Path) -> None:
    """It neither makes a file nor writes to one."""
    path = tmp_path / "other.sqlite3"
    assert find_proof(f"sqlite:///{path}", "aaaaaaaaaa") is None
    assert not path.exists()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (x)")
        connection.commit()
    before = path.read_bytes()
    assert find_proof(f"sqlite:///{path}", "aaaaaaaaaa") is None
    assert path.read_bytes() == before


def test_what_a_chain_of_replies_quoted_is_collected(repositories: Repositories) -> None:
    """From the last reply back to the first, whatever else was shown between."""
    first = repositories.replies.save(build_reply_record("Rates rose."))
    repositories.replies.save(build_reply_record("Rain fell."))
    second = repositories.replies.save(build_reply_record("Rates fell.", before=first.key))
    third = repositories.replies.save(build_reply_record("Rates stood.", before=second.key))
    told = [one.sentences[0].text for one in repositories.replies.list_prior_proofs(third.key)]
    assert told == ["Rates stood.", "Rates fell.", "Rates rose."]


def test_a_chain_that_bites_its_tail_ends(repositories: Repositories) -> None:
    """A damaged row does not hold the bot up for ever."""
    repositories.replies.save(build_reply_record("Rates rose.", key="a", before="b"))
    repositories.replies.save(build_reply_record("Rates fell.", key="b", before="a"))
    assert {one.sentences[0].text for one in repositories.replies.list_prior_proofs("a")} == {
        "Rates rose.",
        "Rates fell.",
    }


def test_the_last_reply_is_the_members_own_in_that_channel(repositories: Repositories) -> None:
    """Neither another's, nor another channel's, nor one without a sentence."""
    wanted = repositories.replies.save(build_reply_record())
    later = NOW + timedelta(minutes=1)
    repositories.replies.save(build_reply_record(member=ADA, at=later))
    repositories.replies.save(build_reply_record(channel=CHANNEL + 1, at=later))
    repositories.replies.save(build_reply_record(proof=None, at=later))
    assert repositories.replies.get_last(MEL, CHANNEL) == wanted
    assert repositories.replies.get_last(ADA, CHANNEL + 1) is None


def test_what_all_could_read_is_known_of_an_article(repositories: Repositories) -> None:
    """Spans quoted in private, to another server, or of another article are not counted."""
    repositories.replies.save(build_reply_record("Rates rose."))
    repositories.replies.save(build_reply_record("Rates fell again.", private=True))
    repositories.replies.save(
        build_reply_record("Rain fell on rates.", proof=build_proof("Rain fell on rates.", "rain"))
    )
    assert repositories.replies.list_quoted_spans("rates", "9") == ((3, 14),)
    assert repositories.replies.list_quoted_spans("rates", "") == ()


def test_old_replies_go(repositories: Repositories) -> None:
    """After ninety days, at the next day's first reply; younger ones stay."""
    old = repositories.replies.save(build_reply_record(at=NOW - REPLY_LIFETIME - timedelta(days=1)))
    young = repositories.replies.save(build_reply_record(at=NOW - REPLY_LIFETIME + timedelta(days=1)))
    repositories.replies.save(build_reply_record(at=NOW))
    assert repositories.replies.find(old.key) is None
    assert repositories.replies.find(young.key) == young


def test_the_same_key_is_stored_once(repositories: Repositories, url: str) -> None:
    """A digest that is written again after a crash stands in its own place."""
    repositories.replies.save(build_reply_record("Rates rose.", key="digest"))
    repositories.replies.save(build_reply_record("Rates fell.", key="digest"))
    assert find_proof(url, "digest") == (build_proof("Rates fell."), "9")


def test_a_damaged_row_is_a_ledger_error(repositories: Repositories, url: str) -> None:
    """Its number is shown, its text is not."""
    kept = repositories.replies.save(build_reply_record())
    run_statement(url, "UPDATE shown SET record = '{}'")
    with pytest.raises(LedgerError, match="is damaged"):
        repositories.replies.find(kept.key)


@pytest.mark.parametrize(("limit", "column"), [("per_member", "member"), ("per_guild", "guild")])
def test_nobody_fills_the_disk(url: str, limit: str, column: str) -> None:
    """The oldest replies of a member, or in a server, make room for new ones; those of others stay."""
    limits = replace(ReplyLimits(), **{limit: 3})
    others = {"member": {"member": ADA}, "guild": {"guild": "10"}}[column]
    with closing(open_database(url, reply_limits=limits)) as database:
        keys = [
            database.replies.save(build_reply_record(at=NOW + timedelta(minutes=each), **more)).key
            for each in range(5)
            for more in ({}, others)
        ]
        kept = [database.replies.find(key) is not None for key in keys]
    assert kept == [False] * 4 + [True] * 6


def test_digests_are_no_member_s(url: str) -> None:
    """All of a server's digests share its limit, not that of one member; direct messages are no server's."""
    with closing(open_database(url, reply_limits=ReplyLimits(per_member=1, per_guild=2))) as database:
        digests = [database.replies.save(build_reply_record(member=0, at=NOW)).key for _ in range(2)]
        direct = [database.replies.save(build_reply_record(member=each, guild="", at=NOW)).key for each in (1, 2, 3)]
        assert all(database.replies.find(key) for key in (*digests, *direct))


def test_the_oldest_are_found_by_an_index(file_url: str) -> None:
    """A full table costs a reply no more than an empty one."""
    path = file_url.removeprefix("sqlite:///")
    open_database(file_url).close()
    with closing(sqlite3.connect(path)) as connection:
        for column in ("member", "guild"):
            statement = _DELETE_OLDEST.format(column=column)
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", ("1", 500)).fetchall()
            assert any(f"INDEX shown_by_{column}" in row[3] for row in plan)
            assert not any("TEMP B-TREE" in row[3] for row in plan)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE shown SET at = 'yesterday' WHERE key = ?",
        "UPDATE shown SET day = '31' WHERE key = ?",
        "UPDATE shown SET arguments = '[1]' WHERE key = ?",
        "UPDATE shown SET arguments = '{' WHERE key = ?",
        "UPDATE shown SET record = '{}' WHERE key = ?",
        "UPDATE shown SET record = 'x' WHERE key = ?",
    ],
)
def test_a_damaged_reply_keeps_nobody_from_the_others(
    repositories: Repositories, url: str, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    """Whoever asks for it is told so; what is gathered from many leaves it out, and the log names it once."""
    broken = repositories.replies.save(build_reply_record("Rates rose."))
    whole = repositories.replies.save(build_reply_record("Rates fell.", before=broken.key))
    run_statement(url, damage, (broken.key,))
    with pytest.raises(LedgerError, match="a stored reply is damaged"):
        repositories.replies.find(broken.key)
    for _ in range(2):
        told = [one.sentences[0].text for one in repositories.replies.list_prior_proofs(whole.key)]
        assert told == ["Rates fell."]
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"Row {broken.key} of the table “shown” is damaged and left out (")
