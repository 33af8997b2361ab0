"""What was shown is kept, found by its key, by the id at its foot and by who asked; and goes after a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.books import Books, open_books
from bot.books.shown import KEPT, Shown, find_proof
from bot.errors import LedgerError
from bot.findings import Asked
from briefings.model import Briefing, Point, Request
from briefings.proof import Proof, vouch
from briefings.proof.making import identify
from corpus.model import Citation, Confidence, Passage, Query, Sentence

NOW = datetime(2024, 6, 21, 3, 0, tzinfo=UTC)
MEL, ADA, CHANNEL = 7, 8, 70


def proof(words: str, key: str = "rates") -> Proof:
    """Give the proof of one sentence."""
    citation = Citation(key, 1, "A title", None, "2024-06-20", Confidence.STATED, "https://news.example/1")
    points = (Point(Passage(Sentence(key, 3, 3 + len(words), words), citation)),)
    told = Briefing(identify(4, Request(Query()), points), Request(Query()), points, 4)
    return vouch(told, {(key, 1): "ab" * 32})


def shown(words: str = "Rates rose.", **more: object) -> Shown:
    """Give a reply to /brief that quotes *words*."""
    asked = Asked("brief", {"topic": "rates", "length": 3, "quotes": True}, "9", date(2024, 6, 21))
    told = Shown(asked, "9", CHANNEL, MEL, private=False, message="{}", at=NOW, proof=proof(words))
    return replace(told, **more)  # type: ignore[arg-type]


@pytest.fixture
def books(url: str) -> Iterator[Books]:
    """Open the books."""
    with closing(open_books(url)) as opened:
        yield opened


def test_what_was_shown_comes_back_after_a_restart(url: str) -> None:
    """All of it: what was asked, where, by whom, and every sentence."""
    with closing(open_books(url)) as books:
        kept = books.shown.keep(shown(page=2, pages=3, before="b"))
    with closing(open_books(url)) as books:
        assert books.shown.find(kept.key) == kept
        assert books.shown.find("another") is None


def test_keys_are_not_guessed(books: Books) -> None:
    """Two replies with the same words have different keys, of twelve characters."""
    first, second = books.shown.keep(shown()), books.shown.keep(shown())
    assert first.key != second.key
    assert len(first.key) == 12


def test_a_reply_is_found_by_the_id_at_its_foot(books: Books, url: str) -> None:
    """By the command line: the same sentences, and whose articles they are."""
    kept = books.shown.keep(shown())
    assert kept.proof is not None
    assert find_proof(url, kept.proof.id) == (kept.proof, "9")
    assert find_proof(url, "aaaaaaaaaa") is None


def test_a_reply_that_quotes_nothing_is_not_found_by_no_id(books: Books, url: str) -> None:
    """An empty id is nobody's."""
    books.shown.keep(shown(proof=None))
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


def test_what_was_told_in_a_chain_of_replies_is_gathered(books: Books) -> None:
    """From the last reply back to the first, whatever else was shown between."""
    first = books.shown.keep(shown("Rates rose."))
    books.shown.keep(shown("Rain fell."))
    second = books.shown.keep(shown("Rates fell.", before=first.key))
    third = books.shown.keep(shown("Rates stood.", before=second.key))
    told = [one.exhibits[0].text for one in books.shown.told(third.key)]
    assert told == ["Rates stood.", "Rates fell.", "Rates rose."]


def test_a_chain_that_bites_its_tail_ends(books: Books) -> None:
    """A damaged row does not hold the bot up for ever."""
    books.shown.keep(shown("Rates rose.", key="a", before="b"))
    books.shown.keep(shown("Rates fell.", key="b", before="a"))
    assert {one.exhibits[0].text for one in books.shown.told("a")} == {"Rates rose.", "Rates fell."}


def test_the_last_reply_is_the_members_own_in_that_channel(books: Books) -> None:
    """Neither another's, nor another channel's, nor one without a sentence."""
    wanted = books.shown.keep(shown())
    later = NOW + timedelta(minutes=1)
    books.shown.keep(shown(member=ADA, at=later))
    books.shown.keep(shown(channel=CHANNEL + 1, at=later))
    books.shown.keep(shown(proof=None, at=later))
    assert books.shown.last(MEL, CHANNEL) == wanted
    assert books.shown.last(ADA, CHANNEL + 1) is None


def test_what_all_could_read_is_known_of_an_article(books: Books) -> None:
    """Spans quoted in private, to another server, or of another article are not told."""
    books.shown.keep(shown("Rates rose."))
    books.shown.keep(shown("Rates fell again.", private=True))
    books.shown.keep(shown("Rain fell on rates.", proof=proof("Rain fell on rates.", "rain")))
    assert books.shown.quoted("rates", "9") == ((3, 14),)
    assert books.shown.quoted("rates", "") == ()


def test_old_replies_go(books: Books) -> None:
    """After ninety days, at the next day's first reply; younger ones stay."""
    old = books.shown.keep(shown(at=NOW - KEPT - timedelta(days=1)))
    young = books.shown.keep(shown(at=NOW - KEPT + timedelta(days=1)))
    books.shown.keep(shown(at=NOW))
    assert books.shown.find(old.key) is None
    assert books.shown.find(young.key) == young


def test_the_same_key_is_kept_once(books: Books, url: str) -> None:
    """A digest that is written again after a crash stands in its own place."""
    books.shown.keep(shown("Rates rose.", key="digest"))
    books.shown.keep(shown("Rates fell.", key="digest"))
    assert find_proof(url, "digest") == (proof("Rates fell."), "9")


def test_a_damaged_row_is_a_ledger_error(books: Books, url: str) -> None:
    """It is told, not shown."""
    kept = books.shown.keep(shown())
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE shown SET record = '{}'")
        connection.commit()
    with pytest.raises(LedgerError, match="can't be read again"):
        books.shown.find(kept.key)
