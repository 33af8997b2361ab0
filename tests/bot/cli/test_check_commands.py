"""Claims about `dateline zones`, `dateline settings` and `dateline check`."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from bot.client.config import SETTING_NAMES
from tests.bot.cli import RunCommand

ARTICLE = """
Council buys the old mill

Friday, 7 March 2025

The council bought the old mill for 3.4 million pounds on Thursday. “We shall open the yard to every child,” mayor Ines
Holm said. She thanked the twelve volunteers who had kept the roof dry.
"""


def test_a_zone_is_printed_with_what_its_clocks_show(run: RunCommand) -> None:
    """The name, the offset of today and the time."""
    code, out, _ = run("zones", "Mumbai")
    assert (code, out.strip()) == (0, "Asia/Kolkata (UTC+05:30), where it is 14:30")


@pytest.mark.parametrize(
    ("words", "name", "offset", "code"),
    [
        (["Asia/Seoul"], "Asia/Seoul", "+09:00", 0),
        (["New", "York"], "America/New_York", "-04:00", 0),
        (["GMT+9"], None, "+09:00", 0),
        (["-03:30"], None, "-03:30", 0),
        (["IST"], None, None, 1),
        (["Grumblewick"], None, None, 1),
    ],
)
def test_a_zone_is_given_to_programs(
    run: RunCommand, words: list[str], name: str | None, offset: str, code: int
) -> None:
    """An offset has no name; what is refused has neither, and a reason."""
    ended, out, _ = run("zones", *words, "--json")
    told = json.loads(out)
    assert (ended, told["name"], told["offset"]) == (code, name, offset)
    assert (told["reason"] is None) == (code == 0)
    assert set(told) == {"name", "offset", "warning", "suggestions", "reason"}


@pytest.mark.parametrize(
    ("words", "hint"),
    [("+25", "such as Asia/Seoul"), ("Grumblewick", "such as Asia/Seoul"), ("Berlim", "Did you mean")],
)
def test_a_zone_that_is_not_taken_is_answered_with_the_way_out(run: RunCommand, words: str, hint: str) -> None:
    """What to write instead, or the nearest zones."""
    code, out, _ = run("zones", words)
    assert (code, hint in out) == (1, True)


def test_an_ambiguous_abbreviation_is_answered_with_its_meanings(run: RunCommand) -> None:
    """In words, too."""
    code, out, _ = run("zones", "CST")
    assert code == 1
    assert "can mean several time zones" in out
    assert "Asia/Shanghai" in out


def test_the_settings_are_printed_with_their_problems(run: RunCommand) -> None:
    """No malformed setting keeps the command from running; its exit code says that the bot would not."""
    Path(".env").write_text("DATELINE_WORKERS=0\nDISCORD_TOKEN=s3cretive\n")
    code, out, _ = run("settings")
    assert code == 2
    assert "DATELINE_WORKERS is “0”" in out
    assert "set, 9 characters" in out
    assert "s3cret" not in out


def test_an_empty_database_option_is_a_problem(run: RunCommand) -> None:
    """No other command would take it."""
    code, out, _ = run("--database", "", "settings")
    assert (code, "--database isn't the address" in out) == (2, True)


def test_the_settings_are_given_to_programs(run: RunCommand) -> None:
    """Every one of them; null if it is not set."""
    code, out, _ = run("settings", "--json")
    told = json.loads(out)
    assert (code, told["problems"]) == (0, [])
    assert list(told["settings"]) == list(SETTING_NAMES)
    assert told["settings"]["DISCORD_TOKEN"] is None


@pytest.fixture
def check(run: RunCommand) -> RunCommand:
    """Return a function that checks a text against a store of one article."""
    Path("mill.txt").write_text(ARTICLE, encoding="utf-8")
    assert run("add", "mill.txt")[0] == 0

    def command(*words: object) -> tuple[int, str, str]:
        Path("draft.txt").write_text(str(words[0]), encoding="utf-8")
        return run("check", "draft.txt", *words[1:])

    return command


@pytest.mark.parametrize(
    ("draft", "state"),
    [
        ("“The council bought the old mill for 3.4 million pounds”", "holds"),
        ("“we shall open the yard …”", "holds"),
        ("“The council bought the old mill for 4.3 million pounds”", "nearest"),
        ("“We shall close the yard to every child.”", "nearest"),
        ("“The mill of the gods grinds slowly”", "not found"),
        ("“Thursday”", "holds"),
        ("“Sunday”", "not found"),
    ],
)
def test_a_quotation_is_looked_up(check: RunCommand, draft: str, state: str) -> None:
    """Word for word, changed, or not there; only the changed one has a nearest sentence."""
    code, out, _ = check(draft, "--json")
    (quote,) = json.loads(out)["quotes"]
    assert quote["state"] == state
    assert (quote["nearest"] is not None) == (state == "nearest")
    assert code == (0 if state == "holds" else 1)


def test_the_result_is_printed(check: RunCommand) -> None:
    """Each quotation with its state, and the sentence it was found in."""
    code, out, _ = check("“open the yard to every child” and “a yard of gold for all of us”")
    assert code == 1
    assert out.startswith("holds")
    assert "not found" in out


def test_a_text_without_quotations_says_so(check: RunCommand) -> None:
    """So that a draft with the wrong marks is not taken for a checked one."""
    code, out, _ = check("Nothing is quoted here.")
    assert (code, "Nothing found" in out) == (1, True)


def test_a_file_that_is_not_there_is_named(run: RunCommand) -> None:
    """In one line."""
    code, _, err = run("check", "gone.txt")
    assert code == 2
    assert "gone.txt" in err
    assert "Name a text file" in err


def test_the_invite_link_is_that_of_the_tokens_application(run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The link is printed in one line; without a token the refusal says where to get one."""
    part = base64.urlsafe_b64encode(b"1253484527616000000").decode().rstrip("=")
    monkeypatch.setenv("DISCORD_TOKEN", f"{part}.Gabcde.{'x' * 38}")
    code, out, _ = run("invite")
    assert (code, len(out.splitlines())) == (0, 1)
    assert out.startswith("https://discord.com/oauth2/authorize?client_id=1253484527616000000&scope=bot")
    monkeypatch.setenv("DISCORD_TOKEN", "")
    code, _, err = run("invite")
    assert code == 2
    assert "DISCORD_TOKEN" in err
