"""The settings: environment and ``.env`` → Config, checked once, at the start."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import time
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from platformdirs import user_data_path

from bot.errors import ConfigError, ScheduleError
from bot.schedules import read_times, read_zone

T = TypeVar("T")

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_MOST_WORKERS = 32
#: Characters of the longest words that mean something.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Config:
    """
    How this bot is to run; every value was checked.

    Attributes:
        database_url: ``sqlite:///PATH``; the store, the subscriptions and the ledger are all there.
        token: The bot's token, never shown; None where only the command line is used.
        test_guild: Id of a server that gets the commands at once, or None.
        timezone: IANA zone in which "today" is meant and the digest's time is read.
        digest_channel: Id of the channel that gets a daily digest, or None.
        digest_times: Local times of that digest.
        digest_topic: What it is about; ``""`` for everything.
        log_level: DEBUG, INFO, WARNING or ERROR.
        workers: Processes that rank.
        contact: Where news sites can reach the operator, told them in the User-Agent; ``""`` for nowhere.
    """

    database_url: str
    token: str | None = field(default=None, repr=False)
    test_guild: int | None = None
    timezone: str = "UTC"
    digest_channel: int | None = None
    digest_times: tuple[time, ...] = (time(8),)
    digest_topic: str = ""
    log_level: str = "INFO"
    workers: int = 1
    contact: str = ""


def load(folder: Path | None = None, database_url: str | None = None) -> Config:
    """
    Read the environment, and the ``.env`` of *folder* (the working directory, where None) for what it leaves open.

    A *database_url* that is given goes before both.

    Raises:
        ConfigError: If a setting is malformed or ``.env`` can't be read.
    """
    path = (folder or Path()) / ".env"
    settings = {**(_written(path) if path.exists() else {}), **os.environ}
    for name in os.environ:
        if name.startswith("DATELINE_") and (meant := _mistyped(name)):
            raise ConfigError(name, "there is no setting of this name", f"Did you mean {meant}?")
    if database_url is not None:
        _read({"--database": database_url or "/"}, "--database", _database, "")
        settings["DATELINE_DATABASE_URL"] = database_url
    return configure(settings)


def configure(settings: Mapping[str, str]) -> Config:
    """
    Check *settings*, by name; an empty one counts as not given, unknown ones are other programs'.

    Raises:
        ConfigError: For the first malformed one. The message names the setting, never the token's value.
    """
    return Config(
        token=_read(settings, "DISCORD_TOKEN", _token, None),
        test_guild=_read(settings, "DATELINE_TEST_GUILD", _snowflake, None),
        database_url=_read(settings, "DATELINE_DATABASE_URL", _database, default_database_url()),
        timezone=_read(settings, "DATELINE_TIMEZONE", _scheduled(read_zone), "UTC"),
        digest_channel=_read(settings, "DATELINE_DIGEST_CHANNEL", _snowflake, None),
        digest_times=_read(settings, "DATELINE_DIGEST_TIME", _scheduled(read_times), (time(8),)),
        digest_topic=_read(settings, "DATELINE_DIGEST_TOPIC", _topic, ""),
        log_level=_read(settings, "DATELINE_LOG_LEVEL", _level, "INFO"),
        workers=_read(settings, "DATELINE_WORKERS", _workers, 1),
        contact=_read(settings, "DATELINE_CONTACT", _contact, ""),
    )


#: Every setting there is; ``.env.example`` explains each.
SETTINGS = (
    "DISCORD_TOKEN",
    "DATELINE_TEST_GUILD",
    "DATELINE_DATABASE_URL",
    "DATELINE_TIMEZONE",
    "DATELINE_DIGEST_CHANNEL",
    "DATELINE_DIGEST_TIME",
    "DATELINE_DIGEST_TOPIC",
    "DATELINE_LOG_LEVEL",
    "DATELINE_WORKERS",
    "DATELINE_CONTACT",
)


def _written(path: Path) -> dict[str, str]:
    """Read a ``.env``; a mistyped line or name there would else do nothing, and say nothing."""
    try:
        text = path.read_text("utf-8-sig")  # Windows' editors put a mark before the first name
    except (OSError, UnicodeDecodeError) as error:
        reason = f" ({error.strerror})" if isinstance(error, OSError) else ""
        raise ConfigError(str(path.absolute()), f"can't be read{reason}", "It must be a text file in UTF-8.") from error
    bindings = tuple(parse_stream(StringIO(text)))
    names = {binding.key for binding in bindings if binding.key}
    for binding in bindings:
        where = f"{path.absolute()}, line {binding.original.line}"
        if binding.error:
            raise ConfigError(where, "can't be read", "Write it as NAME=value, with no quote left open.")
        if binding.key in SETTINGS and binding.value is None:
            raise ConfigError(where, "can't be read", f"Write it as {binding.key}=value.")
        _check_name(binding.key or "", names, where)
    return {name: value for name, value in dotenv_values(stream=StringIO(text)).items() if value is not None}


def _check_name(name: str, among: AbstractSet[str], where: str) -> None:
    """Refuse a mistyped name; what isn't ours by its beginning may be another program's beside the true one."""
    meant = _mistyped(name)
    if name not in SETTINGS and (name.startswith("DATELINE_") or (meant and meant not in among)):
        remedy = f"Did you mean {meant}?" if meant else "The settings are in .env.example."
        raise ConfigError(where, f"there is no setting {name[:60]}", remedy)


def _mistyped(name: str) -> str:
    """Give the setting that *name*, which is none, may have been meant to be, or ``""``."""
    near = get_close_matches(name.upper().replace("-", "_"), SETTINGS, 1, cutoff=0.85)
    return near[0] if near and name not in SETTINGS else ""


def default_database_url() -> str:
    """Give the address of the database in the user's data folder."""
    return f"sqlite:///{user_data_path('dateline', appauthor=False) / 'dateline.sqlite3'}"


def required_token(config: Config) -> str:
    """
    Give the token that a real run needs.

    Raises:
        ConfigError: If there is none.
    """
    if config.token is None:
        raise ConfigError(
            "DISCORD_TOKEN",
            "is not set",
            "Copy the token from https://discord.com/developers/applications (your application, Bot, Reset Token) into"
            " .env; to try the bot without one, run “dateline demo”.",
        )
    return config.token


class _MalformedError(ValueError):
    """A value doesn't fit; holds (what is wrong, the way out)."""


def _read(settings: Mapping[str, str], name: str, reader: Callable[[str], T], default: T) -> T:
    text = settings.get(name, "").strip()
    if not text:
        return default
    try:
        return reader(text)
    except _MalformedError as error:
        reason, remedy = error.args
        raise ConfigError(name, reason, remedy) from error


def _scheduled(reader: Callable[[str], T]) -> Callable[[str], T]:
    def read(text: str) -> T:
        if len(text) > _LONGEST:
            raise _MalformedError(f"is longer than {_LONGEST} characters", "A few words are enough.")
        try:
            return reader(" ".join(text.split()))  # the error shows it, in one line
        except ScheduleError as error:
            raise _MalformedError(f"{error.subject} {error.reason}", error.remedy) from error

    return read


def _token(text: str) -> str:
    remedy = "Copy it again from https://discord.com/developers/applications (your application, Bot, Reset Token)."
    if text.casefold().startswith("bot "):
        raise _MalformedError("holds the word “Bot” before the token", "Leave that word out.")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise _MalformedError("holds a space or a character that no token has", remedy)
    if text.isdigit():
        raise _MalformedError("is a number, so an id and no token", remedy)
    return text


def _shown(text: str) -> str:
    """Quote the beginning of a value, in one line."""
    return f"“{' '.join(text.split())[:40]}”"


def _snowflake(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) < 2**63):
        raise _MalformedError(
            f"{_shown(text)} is no Discord id",
            "Turn on Developer Mode in Discord, right-click the thing, Copy ID: 17 to 20 digits.",
        )
    return int(text)


def _database(text: str) -> str:
    form, mark, path = text.partition(":///")
    if form != "sqlite" or not mark:
        raise _MalformedError("is no address of a SQLite file", "Write it like sqlite:////home/me/dateline.sqlite3.")
    if not path.isprintable():  # a quote that was left open takes in the lines behind it
        raise _MalformedError("holds a character that no file's name should", "Close its quote, or write it anew.")
    if not path or path.endswith("/"):
        raise _MalformedError("names no file", "Write it like sqlite:////home/me/dateline.sqlite3.")
    return text


def _topic(text: str) -> str:
    if len(text) > _LONGEST:
        raise _MalformedError(f"is longer than {_LONGEST} characters", "A few words are enough.")
    return text


def _contact(text: str) -> str:
    if len(text) > _LONGEST or not (text.isascii() and text.isprintable()):
        raise _MalformedError(
            "can't stand in a request's header",
            "Write an address, as in news@example.org.",
        )
    return text


def _level(text: str) -> str:
    if text.upper() not in _LEVELS or not isinstance(logging.getLevelName(text.upper()), int):
        raise _MalformedError(f"{_shown(text)} is no log level", f"Choose one of {', '.join(_LEVELS)}.")
    return text.upper()


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= _MOST_WORKERS):
        raise _MalformedError(f"{_shown(text)} is no number of processes", f"Choose one from 1 to {_MOST_WORKERS}.")
    return int(text)
