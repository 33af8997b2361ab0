"""Claims about the English of messages: sentences that a member understands, none in the words of older versions."""

from __future__ import annotations

import ast
import re

import pytest

from bot.errors import ConfigError, DatelineError, LedgerError
from corpus.errors import CorpusError, FeedError, FetchError, NotStored, RegistryError, SourceError, StoreError
from tests.support.bot.catalog_checks import BOT_FOLDER, list_source_messages

_LIST = BOT_FOLDER.parent / "tests" / "data" / "banned_phrases.txt"
_BANNED = tuple(line for line in _LIST.read_text("utf-8").splitlines() if line and not line.startswith("#"))
#: Errors whose reason is a sentence of its own.
_SENTENCE_ERRORS = frozenset(
    "DatelineError InputError ScheduleError SubscriptionError PostRefused ChannelClosed PostUncertain WorkerError"
    " RegistryError NotStored".split()
)


#: "Subject: predicate".
_OLD_SHAPE = re.compile(r"^[^.:]{1,60}: (?:can|is|are|has|have|does|do|may|must|was|were|needs?|holds?|wants?|took)\b")


def find_banned_phrases(messages: dict[str, str]) -> list[str]:
    """List the messages, text → file, that contain a phrase of the list."""
    return [
        f"{file}: {text!r} contains {phrase!r}"
        for text, file in messages.items()
        for phrase in _BANNED
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)
    ]


def find_predicate_errors(source: str) -> list[str]:
    """List the reasons and remedies, given to an error as literals, that are no sentences."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and _get_name(call.func) in _SENTENCE_ERRORS:
            found += [text for part in call.args[1:] if (text := _get_literal(part)) and not _is_sentence(text)]
    return found


def _get_name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _get_literal(part: ast.expr) -> str:
    if isinstance(part, ast.Call) and _get_name(part.func) in {"_", "ngettext_"} and part.args:
        return _get_literal(part.args[0])
    if isinstance(part, ast.JoinedStr):
        return "".join(one.value if isinstance(one, ast.Constant) else "X" for one in part.values)  # type: ignore[misc]
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def _is_sentence(text: str) -> bool:
    begins = re.match(r"[A-Z“{/'-]", text) is not None
    return begins and re.search(r"[.?}]$", text) is not None and not _OLD_SHAPE.search(text)


def list_message_texts() -> dict[str, str]:
    """Return each English text of all packages, and the file that it stands in."""
    return {
        text: file
        for (_, words), file in list_source_messages().items()
        for text in ([words] if isinstance(words, str) else words)
    }


def list_terminal_texts() -> dict[str, str]:
    """Return each text of the command line and the logs, and the file that it stands in."""
    paths = [
        path for folder in ("cli", "client", "digests", "db") for path in sorted((BOT_FOLDER / folder).rglob("*.py"))
    ]
    return {text: path.name for path in paths for text in _list_literals(ast.parse(path.read_text("utf-8")))}


def _list_literals(module: ast.Module) -> list[str]:
    """List the strings of several words that are no docstrings."""
    statements = {id(one.value) for one in ast.walk(module) if isinstance(one, ast.Expr)}
    strings = (one for one in ast.walk(module) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return [str(one.value) for one in strings if id(one) not in statements and " " in str(one.value).strip()]


def test_no_text_in_the_terminal_has_a_banned_phrase() -> None:
    """Help, results and log lines are in the same plain words as messages on Discord."""
    assert find_banned_phrases(list_terminal_texts()) == []


def test_no_message_has_a_banned_phrase() -> None:
    """The wordings that made people read twice don't come back."""
    assert find_banned_phrases(list_message_texts()) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{number} rows of the ledger of digests", id="the program's own word"),
        pytest.param("What is kept of you", id="an odd passive"),
        pytest.param("There is an actor of this name", id="a statement in the place of an action"),
        pytest.param("Read as: {readings}", id="an old label"),
        pytest.param("it is no feed", id="an unidiomatic negation"),
    ],
)
def test_a_banned_phrase_is_found(text: str) -> None:
    """So the test above can fail."""
    assert find_banned_phrases({text: "a.py"}) != []


def test_errors_are_sentences() -> None:
    """No error has the shape "Subject: predicate." or leaves its sentence to the reader."""
    paths = [
        path for root in ("bot", "corpus", "briefings") for path in sorted((BOT_FOLDER.parent / root).rglob("*.py"))
    ]
    found = {
        f"{path.relative_to(BOT_FOLDER.parent)}: {text}"
        for path in paths
        if "testserver" not in path.parts
        for text in find_predicate_errors(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        'InputError(name, _("is no feed of this server"))',
        'InputError(name, _("The time: can\'t be read."))',
        'ScheduleError(word, _("I can\'t read “{day}”."), _("write it like 1 July"))',
        'InputError(file, f"can\'t be read ({error})")',
        'WorkerError("search", ngettext_("took {number} second", "took {number} seconds", 2))',
    ],
    ids=["a predicate", "the old shape", "a remedy without a stop", "a plain string", "a plural"],
)
def test_an_error_that_is_no_sentence_is_found(source: str) -> None:
    """So the test above can fail; a sentence passes."""
    assert find_predicate_errors(source) != []
    assert find_predicate_errors('InputError(text, _("I can\'t read “{text}”."), _("Try 8:30 or 9pm."))') == []


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (DatelineError("time", "I can't read “25:00”.", "Try 8:30."), "I can't read “25:00”. Try 8:30."),
        (
            LedgerError("a.sqlite3", "it is damaged", "Restore a backup."),
            "I can't use a.sqlite3: it is damaged. Restore a backup.",
        ),
        (ConfigError("DISCORD_TOKEN", "isn't set", "Copy it."), "DISCORD_TOKEN isn't set. Copy it."),
        (SourceError("a.txt", "it isn't a text file"), "I can't read a.txt: it isn't a text file."),
        (FetchError("https://a.example", "it is cut off"), "I can't fetch https://a.example: it is cut off."),
        (FeedError("a.opml", "it isn't an OPML file"), "I can't read a.opml: it isn't an OPML file."),
        (StoreError("a.sqlite3", "the disk is full"), "I can't use a.sqlite3: the disk is full."),
        (NotStored("a", "I found no article with the key “a”."), "I found no article with the key “a”."),
        (RegistryError("kim", "A name needs a letter."), "A name needs a letter."),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_error_is_reported_in_sentences(error: DatelineError | CorpusError, text: str) -> None:
    """What failed, why, and the way out."""
    assert str(error) == text


def test_the_list_is_of_whole_phrases() -> None:
    """None has spaces around it, and none is there twice."""
    assert [phrase for phrase in _BANNED if phrase != phrase.strip()] == []
    assert len(set(_BANNED)) == len(_BANNED) > 30
