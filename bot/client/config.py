"""Configuration from environment variables and .env, validated at startup."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import time
from difflib import get_close_matches
from io import StringIO
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream
from platformdirs import user_data_path

from bot.client.shards import ShardRange
from bot.errors import ConfigError, ScheduleError
from bot.models.reply_limits import DEFAULT_REPLY_LIMITS
from bot.models.schedule_parser import parse_times
from bot.models.zones import find_zone, parse_zone
from bot.services.model_folder import MODEL_SETTING, check_model_folder

T = TypeVar("T")

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_LOG_FORMATS = ("text", "json")
_SWITCH_VALUES = {
    "on": True,
    "yes": True,
    "true": True,
    "1": True,
    "off": False,
    "no": False,
    "false": False,
    "0": False,
}
_MAX_WORKERS = 32
#: Where applications and their tokens are managed.
DEVELOPER_PORTAL_URL = "https://discord.com/developers/applications"
#: The setting that names the database.
DATABASE_SETTING = "DATELINE_DATABASE_URL"
#: The setting that names the address of the server for health and metrics.
METRICS_SETTING = "DATELINE_METRICS"
#: The setting that names the folder of the pages of public digests.
SITE_SETTING = "DATELINE_SITE"
#: The setting that names the shards of this process.
SHARDS_SETTING = "DATELINE_SHARDS"
#: Fewer stored replies would let buttons fail that a member still sees.
_REPLY_LIMIT_RANGE = (10, 10_000_000)
#: Maximum length of a free-text value.
_MAX_VALUE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """
    Where a server listens.

    Attributes:
        host: An IP address.
        port: 0 for any free port.
    """

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether only programs of this machine can connect."""
        return ip_address(self.host).is_loopback


@dataclass(frozen=True, slots=True)
class Config:
    """
    Validated settings of the bot.

    Attributes:
        database_url: ``sqlite:///PATH`` or ``postgresql://HOST/DATABASE``; holds articles, subscriptions and ledger.
        token: The bot's token, left out of the repr; None if only the command line is used.
        test_guild: Id of a test guild, where new commands appear at once, or None.
        timezone: IANA zone of "today" and of the digest times.
        digest_channel: Id of the channel that gets a daily digest, or None.
        digest_times: Local times of that digest.
        digest_topic: Topic of that digest; ``""`` for everything.
        log_level: DEBUG, INFO, WARNING or ERROR.
        log_format: ``text`` for people or ``json`` for programs.
        workers: Number of worker processes for queries and digests.
        contact: Address where news sites can reach the operator, sent in the User-Agent; ``""`` for none.
        replies_per_member: How many replies to one member are stored at most.
        replies_per_server: How many replies in one guild are stored at most, digests included.
        pictures: Whether digests and alerts show the picture of their first article.
        embedding_model: Folder of a model that compares questions and sentences by meaning, or None.
        metrics: Where health and metrics are served, or None.
        polls_feeds: Whether the bot polls feeds itself; False where workers do.
        shards: Which shards this process serves; None for all.
        site: Folder of the pages of public digests, or None if none are built.
        site_url: Address at which that folder is served, with a slash at its end; ``""`` if it is not known.
    """

    database_url: str
    token: str | None = field(default=None, repr=False)
    test_guild: int | None = None
    timezone: str = "UTC"
    digest_channel: int | None = None
    digest_times: tuple[time, ...] = (time(8),)
    digest_topic: str = ""
    log_level: str = "INFO"
    log_format: str = "text"
    workers: int = 1
    contact: str = ""
    replies_per_member: int = DEFAULT_REPLY_LIMITS.per_member
    replies_per_server: int = DEFAULT_REPLY_LIMITS.per_guild
    pictures: bool = True
    embedding_model: Path | None = None
    metrics: ListenAddress | None = None
    polls_feeds: bool = True
    shards: ShardRange | None = None
    site: Path | None = None
    site_url: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether other processes serve other servers from the same database."""
        return self.shards is not None and not self.shards.is_whole


def load_config(folder: Path | None = None, database_url: str | None = None) -> Config:
    """
    Load the settings from the environment and, where it has none, from ``.env`` in *folder*.

    *folder* defaults to the working directory. *database_url* overrides both sources.

    Raises:
        ConfigError: If a setting is malformed or misspelled, or ``.env`` can't be read.
    """
    path = (folder or Path()) / ".env"
    settings = {**(_read_env_file(path) if path.exists() else {}), **os.environ}
    for error in _find_misspelled_variables(os.environ):
        raise error
    if database_url is not None:
        _check_database_option(database_url)
        settings["DATELINE_DATABASE_URL"] = database_url
    return build_config(settings)


def _check_database_option(url: str) -> None:
    _parse_setting("--database", url.strip() or "/", _parse_database_url)


@dataclass(frozen=True, slots=True)
class SettingsReport:
    """
    The settings as they were read, without secrets.

    Attributes:
        values: The value of each setting as written; ``set, 70 characters`` for a secret; None if it is not set.
        problems: What is wrong or unexpected, each in one sentence that names the setting or the line.
        is_usable: Whether Dateline starts with them.
    """

    values: Mapping[str, str | None]
    problems: tuple[str, ...]
    is_usable: bool


def inspect_settings(folder: Path | None = None, database_url: str | None = None) -> SettingsReport:
    """Return the settings that `load_config` reads, with all that is wrong with them, instead of the first error."""
    path = (folder or Path()) / ".env"
    settings, errors = _inspect_env_file(path) if path.exists() else ({}, [])
    settings.update(os.environ)
    errors.extend(_find_misspelled_variables(os.environ))
    if database_url is not None:
        try:
            _check_database_option(database_url)
        except ConfigError as error:
            errors.append(error)
        else:
            settings["DATELINE_DATABASE_URL"] = database_url
    values: dict[str, str | None] = {}
    notes: list[str] = []
    for name in SETTING_NAMES:
        value = _strip_quotes(settings.get(name, "").strip())
        found = tuple(_find_value_errors(name, value))
        errors.extend(found)
        written = settings.get(name, "").strip()
        if not found:
            notes.extend(f"{name}: {note}" for note in _find_value_notes(name, written, value))
        values[name] = _mask_value(name, value) if value else None
    if exposed := find_exposed_env_file(folder):
        notes.append(exposed)
    return SettingsReport(values, (*map(str, errors), *notes), is_usable=not errors)


def find_exposed_env_file(folder: Path | None = None) -> str | None:
    """Return a sentence that says that others on this machine can read the token in ``.env``, or None."""
    path = (folder or Path()) / ".env"
    try:
        # Windows has no such permissions and reports that everybody may read every file.
        exposed = os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
        if not exposed or not _parse_env_values(_read_env_text(path)).get(_TOKEN_SETTING):
            return None
    except (OSError, ConfigError):  # there is none, or it can't be read, which `load_config` reports
        return None
    return f"{path.absolute()}: others on this machine can read it, and it holds the token. Run “chmod 600 .env”."


def _inspect_env_file(path: Path) -> tuple[dict[str, str], list[ConfigError]]:
    """Return the settings of a ``.env`` file, and all that is wrong with its lines."""
    try:
        text = _read_env_text(path)
    except ConfigError as error:
        return {}, [error]
    bindings = tuple(parse_stream(StringIO(text)))
    # Malformed lines are left out, which python-dotenv would report once more.
    values = _parse_env_values("".join(one.original.string for one in bindings if not one.error))
    return values, list(_find_line_errors(path, bindings))


#: What a token looks like: three parts, joined by dots.
_TOKEN_SHAPE = re.compile(r"[\w-]{18,40}\.[\w-]{4,10}\.[\w-]{20,80}")
#: The beginning of an address with a user's name and password.
_PASSWORD_SHAPE = re.compile(r"[\w+.-]{1,40}://[^/\s@]{1,200}@")
_POSTGRES_PREFIXES = ("postgresql://", "postgres://")
_TOKEN_SETTING = "DISCORD_TOKEN"  # noqa: S105  # the name of the setting, not its value


def _mask_value(name: str, value: str) -> str:
    """Return *value*, or only its length if it is a secret, whichever setting holds it."""
    has_login = value.startswith(_POSTGRES_PREFIXES) and ("@" in value or "password" in value)
    if name == _TOKEN_SETTING or has_login or _TOKEN_SHAPE.search(value) or _PASSWORD_SHAPE.search(value):
        return f"set, {len(value)} characters"
    return value


def _is_postgres_setting(name: str, value: str) -> bool:
    return name == DATABASE_SETTING and value.startswith(_POSTGRES_PREFIXES)


def _find_value_errors(name: str, value: str) -> Iterator[ConfigError]:
    if name != _TOKEN_SETTING and _TOKEN_SHAPE.search(value):
        remedy = f"Move it to {_TOKEN_SETTING}; get a new one if others may have seen it."
        yield ConfigError(name, "contains what looks like the bot's token", remedy)
        return
    if name != _TOKEN_SETTING and _PASSWORD_SHAPE.search(value) and not _is_postgres_setting(name, value):
        yield ConfigError(name, "contains an address with a password", "Write it without the password.")
        return
    try:
        if name == _TOKEN_SETTING:
            _check_placeholder(value)
        build_config({name: value})
    except ConfigError as error:
        yield error


def _find_value_notes(name: str, written: str, value: str) -> Iterator[str]:
    """Yield a note on what is odd about a value that is accepted."""
    if written != value:
        yield "I ignore the quotation marks around it."
    if name == _TOKEN_SETTING and value and not _TOKEN_SHAPE.fullmatch(value):
        yield f"it doesn't look like a token, which has three parts joined by dots. {_COPY_AGAIN}"
    if name == "DATELINE_TIMEZONE" and (warning := find_zone(value).warning if value else ""):
        yield warning
    if name == METRICS_SETTING and value and not _parse_listen_address(value).is_loopback:
        yield "others on the network can read the bot's metrics there; 127.0.0.1 is for this machine alone."


def list_changed_settings(old: Config, new: Config) -> tuple[str, ...]:
    """Return the names of the settings whose values differ."""
    return tuple(
        name for name, (attribute, _) in _SETTINGS.items() if getattr(old, attribute) != getattr(new, attribute)
    )


def keep_settings(old: Config, new: Config, names: Collection[str]) -> Config:
    """Return *new* with the values that *old* has for the settings *names*."""
    return replace(new, **{_SETTINGS[name][0]: getattr(old, _SETTINGS[name][0]) for name in names})


def build_config(settings: Mapping[str, str]) -> Config:
    """
    Validate *settings*, values by name; empty values count as unset, and unknown names are ignored.

    Raises:
        ConfigError: For the first malformed value. The message names the setting and never shows the token.
    """
    values: dict[str, Any] = {"database_url": get_default_database_url()}
    for name, (attribute, parse) in _SETTINGS.items():
        if text := _strip_quotes(settings.get(name, "").strip()):
            values[attribute] = _parse_setting(name, text, parse)
    return Config(**values)


def _read_env_file(path: Path) -> dict[str, str]:
    """Read a ``.env`` file; reject malformed lines and misspelled names, which would otherwise be ignored silently."""
    text = _read_env_text(path)
    for error in _find_line_errors(path, tuple(parse_stream(StringIO(text)))):
        raise error
    return _parse_env_values(text)


def _read_env_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # Windows editors write a byte order mark
    except (OSError, UnicodeDecodeError) as error:
        reason = f" ({error.strerror})" if isinstance(error, OSError) else ""
        raise ConfigError(
            str(path.absolute()), f"isn't readable{reason}", "It must be a text file in UTF-8."
        ) from error


def _parse_env_values(text: str) -> dict[str, str]:
    return {name: value for name, value in dotenv_values(stream=StringIO(text)).items() if value is not None}


def _find_line_errors(path: Path, bindings: Sequence[Binding]) -> Iterator[ConfigError]:
    names = {binding.key for binding in bindings if binding.key}
    for binding in bindings:
        where = f"{path.absolute()}, line {binding.original.line}"
        if binding.error:
            yield ConfigError(where, "isn't a valid setting", "Write it as NAME=value, with no quote left open.")
        elif binding.key in SETTING_NAMES and binding.value is None:
            yield ConfigError(where, "isn't a valid setting", f"Write it as {binding.key}=value.")
        else:
            yield from _find_name_errors(binding.key or "", names, where)


def _find_misspelled_variables(names: Iterable[str]) -> Iterator[ConfigError]:
    for name in names:
        if name.startswith("DATELINE_") and (suggestion := _suggest_setting(name)):
            yield ConfigError(name, "isn't a setting", f"Did you mean {suggestion}?")


def _find_name_errors(name: str, names: AbstractSet[str], where: str) -> Iterator[ConfigError]:
    """Yield an error for an unknown name; if the setting that it resembles is set, too, it may be another program's."""
    suggestion = _suggest_setting(name)
    if name not in SETTING_NAMES and (name.startswith("DATELINE_") or (suggestion and suggestion not in names)):
        remedy = f"Did you mean {suggestion}?" if suggestion else "See .env.example for all settings."
        yield ConfigError(where, f"sets {name[:60]}, which isn't a setting", remedy)


def _suggest_setting(name: str) -> str:
    """Return the setting whose name is closest to the unknown *name*; ``""`` if none is close or *name* is known."""
    near = get_close_matches(name.upper().replace("-", "_"), SETTING_NAMES, 1, cutoff=0.85)
    return near[0] if near and name not in SETTING_NAMES else ""


def get_default_database_url() -> str:
    """Return the URL of the database in the user's data folder."""
    return f"sqlite:///{user_data_path('dateline', appauthor=False) / 'dateline.sqlite3'}"


def require_token(config: Config) -> str:
    """
    Return the bot's token, which connecting to Discord requires.

    Raises:
        ConfigError: If it is not set, or still the placeholder of an example.
    """
    if config.token is None:
        raise ConfigError(
            "DISCORD_TOKEN",
            "isn't set",
            f"Copy the token from {DEVELOPER_PORTAL_URL} (your application, Bot, Reset Token) into"
            " .env; to try the bot without one, run “dateline demo”.",
        )
    _check_placeholder(config.token)
    return config.token


class _MalformedSettingError(ValueError):
    """A setting has a malformed value; ``args`` are the reason and the remedy."""


def _parse_setting(name: str, text: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(text)
    except _MalformedSettingError as error:
        reason, remedy = error.args
        raise ConfigError(name, reason, remedy) from error


def _strip_quotes(text: str) -> str:
    """Return *text* without quotation marks around it, which ``docker --env-file`` keeps and a shell does not."""
    if len(text) > 2 and (text[0], text[-1]) in {('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’")}:
        return text[1:-1].strip()
    return text


def _wrap_schedule_parser(reader: Callable[[str], T]) -> Callable[[str], T]:
    def read(text: str) -> T:
        if len(text) > _MAX_VALUE_CHARACTERS:
            raise _MalformedSettingError(
                f"is longer than {_MAX_VALUE_CHARACTERS} characters", "A few words are enough."
            )
        try:
            return reader(" ".join(text.split()))  # the error message quotes it on one line
        except ScheduleError as error:
            raise _MalformedSettingError(f"isn't valid. {error.reason}", error.remedy) from error

    return read


#: What examples have in the token's place: "your-token-here", "<token>", "changeme", "xxxx".
_TOKEN_PLACEHOLDER = re.compile(
    r"[<\[{(].*[>\]})]|(?=.*(?:token|secret|key|here|bot))(?:(?:your|my|the|a|an|discord|bot|token|secret|key|here|insert|enter"
    r"|paste|put|add|goes|example|sample|replace|me|with|this|real|api)[\W_]*){1,10}|change[\W_]?me|replace[\W_]?me|placeholder|example"
    r"|todo|none|null|x{3,}|\*{3,}|\.{3,}|…+|tbd",
    re.IGNORECASE,
)


_COPY_AGAIN = f"Copy it again from {DEVELOPER_PORTAL_URL} (your application, Bot, Reset Token)."


def _check_placeholder(token: str) -> None:
    if len(token) <= _MAX_VALUE_CHARACTERS and _TOKEN_PLACEHOLDER.fullmatch(token):
        raise ConfigError("DISCORD_TOKEN", "is still the placeholder of an example", _COPY_AGAIN)


def _parse_token(text: str) -> str:
    if text.casefold().startswith("bot "):
        raise _MalformedSettingError("starts with the word “Bot”", "Leave out that word.")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise _MalformedSettingError("contains a space or a character that tokens never have", _COPY_AGAIN)
    if text.isdigit():
        raise _MalformedSettingError("is a number: an id, not a token", _COPY_AGAIN)
    return text


def _quote_value(text: str) -> str:
    """Return the beginning of a value in quotation marks, on one line."""
    return f"“{' '.join(text.split())[:40]}”"


def _parse_snowflake(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) < 2**63):
        raise _MalformedSettingError(
            f"is {_quote_value(text)}, which isn't a Discord id",
            "Turn on Developer Mode in Discord, right-click the server or channel, choose Copy ID (17 to 20 digits).",
        )
    return int(text)


def _parse_database_url(text: str) -> str:
    if text.startswith(_POSTGRES_PREFIXES):
        return text
    form, mark, path = text.partition(":///")
    if form != "sqlite" or not mark:
        raise _MalformedSettingError(
            "isn't the address of a SQLite file or a PostgreSQL database",
            "Write it like sqlite:////home/me/dateline.sqlite3 or postgresql://me@localhost/dateline.",
        )
    if not path.isprintable():  # an unclosed quotation mark takes in the following lines
        raise _MalformedSettingError(
            "contains a character that file names shouldn't have", "Close its quotation mark, or type it again."
        )
    if not path or path.endswith("/"):
        raise _MalformedSettingError("doesn't name a file", "Write it like sqlite:////home/me/dateline.sqlite3.")
    return text


def _parse_topic(text: str) -> str:
    if len(text) > _MAX_VALUE_CHARACTERS:
        raise _MalformedSettingError(f"is longer than {_MAX_VALUE_CHARACTERS} characters", "A few words are enough.")
    return text


def _parse_contact(text: str) -> str:
    if len(text) > _MAX_VALUE_CHARACTERS or not (text.isascii() and text.isprintable()):
        raise _MalformedSettingError(
            "contains characters that can't be sent in a request",
            "Write an address such as news@example.org.",
        )
    return text


def _parse_model_folder(text: str) -> Path:
    folder = Path(text).expanduser()
    check_model_folder(folder)
    return folder


def _parse_site_folder(text: str) -> Path:
    if not text.isprintable():
        raise _MalformedSettingError("contains a character that folder names shouldn't have", "Type it again.")
    return Path(text).expanduser()


#: An http or https address without user, query and fragment.
_SITE_URL = re.compile(r"https?://[^\s/?#@]{1,250}(?:/[^\s?#]{0,500})?", re.IGNORECASE)


def parse_base_url(text: str) -> str:
    """
    Return the value of ``--base-url`` with a slash at its end, or ``""`` for none.

    Raises:
        ConfigError: If it is no address of a site.
    """
    return _parse_setting("--base-url", text, _parse_site_url) if text else ""


def _parse_site_url(text: str) -> str:
    if not _SITE_URL.fullmatch(text):
        raise _MalformedSettingError(
            f"is {_quote_value(text)}, which isn't the address of a site", "Write it like https://news.example.org/."
        )
    return text if text.endswith("/") else f"{text}/"


def _parse_log_level(text: str) -> str:
    if text.upper() not in _LOG_LEVELS or not isinstance(logging.getLevelName(text.upper()), int):
        raise _MalformedSettingError(
            f"is {_quote_value(text)}, which isn't a log level", f"Choose one of {', '.join(_LOG_LEVELS)}."
        )
    return text.upper()


def _parse_log_format(text: str) -> str:
    if text.lower() not in _LOG_FORMATS:
        raise _MalformedSettingError(
            f"is {_quote_value(text)}, which isn't a log format", f"Choose one of {', '.join(_LOG_FORMATS)}."
        )
    return text.lower()


def _parse_switch(text: str) -> bool:
    if text.lower() not in _SWITCH_VALUES:
        raise _MalformedSettingError(f"is {_quote_value(text)}, which is neither on nor off", "Write on or off.")
    return _SWITCH_VALUES[text.lower()]


#: An address as it stands in front of a port, or none; an IPv6 address is in brackets.
_LISTEN_ADDRESS = re.compile(
    r"(?:(?:\[(?P<v6>[0-9a-fA-F:.]{2,45})\]|(?P<v4>[0-9.]{7,15}|localhost)):)?(?P<port>[0-9]{1,5})"
)


def _parse_listen_address(text: str) -> ListenAddress:
    parts = _LISTEN_ADDRESS.fullmatch(text)
    try:
        if parts and int(parts["port"]) < 2**16:
            host = parts["v6"] or (parts["v4"] or "localhost").replace("localhost", "127.0.0.1")
            return ListenAddress(str(ip_address(host)), int(parts["port"]))
    except ValueError:  # "999.0.0.1"
        pass
    raise _MalformedSettingError(
        f"is {_quote_value(text)}, which isn't an IP address and a port", "Write it like 127.0.0.1:9464."
    )


def _parse_shards(text: str) -> ShardRange:
    try:
        return ShardRange.parse(text)
    except ValueError as error:
        raise _MalformedSettingError(
            f"is {_quote_value(text)}, which isn't a range of shards",
            "Write it like 0-3/16 for the first four of sixteen shards; they are counted from 0.",
        ) from error


def replace_shards(config: Config, text: str) -> Config:
    """
    Return *config* with the value of ``--shards``; ``""`` leaves the setting as it is.

    Raises:
        ConfigError: If it names no shards.
    """
    return replace(config, shards=_parse_setting("--shards", text, _parse_shards)) if text else config


def check_shards(config: Config) -> None:
    """
    Check that several processes can use the database, if this is one of several.

    Raises:
        ConfigError: If the database is a file.
    """
    if config.is_shared and not config.database_url.startswith(_POSTGRES_PREFIXES):
        raise ConfigError(
            SHARDS_SETTING,
            f"is {config.shards}, which leaves other servers to other processes, but a SQLite file serves only one",
            "Use a PostgreSQL database (docs/operator.md), or let this process serve all shards.",
        )


def _parse_worker_count(text: str) -> int:
    return _parse_number(text, 1, _MAX_WORKERS, "processes")


def _parse_reply_count(text: str) -> int:
    return _parse_number(text, *_REPLY_LIMIT_RANGE, "replies")


def _parse_number(text: str, lowest: int, highest: int, noun: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest):
        raise _MalformedSettingError(
            f"is {_quote_value(text)}, which isn't a valid number of {noun}", f"Choose one from {lowest} to {highest}."
        )
    return int(text)


#: The attribute of `Config` and the parser of each setting; ``.env.example`` explains each.
_SETTINGS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "DISCORD_TOKEN": ("token", _parse_token),
    "DATELINE_TEST_GUILD": ("test_guild", _parse_snowflake),
    "DATELINE_DATABASE_URL": ("database_url", _parse_database_url),
    "DATELINE_TIMEZONE": ("timezone", _wrap_schedule_parser(parse_zone)),
    "DATELINE_DIGEST_CHANNEL": ("digest_channel", _parse_snowflake),
    "DATELINE_DIGEST_TIME": ("digest_times", _wrap_schedule_parser(parse_times)),
    "DATELINE_DIGEST_TOPIC": ("digest_topic", _parse_topic),
    "DATELINE_LOG_LEVEL": ("log_level", _parse_log_level),
    "DATELINE_LOG_FORMAT": ("log_format", _parse_log_format),
    "DATELINE_WORKERS": ("workers", _parse_worker_count),
    "DATELINE_CONTACT": ("contact", _parse_contact),
    "DATELINE_REPLIES_PER_MEMBER": ("replies_per_member", _parse_reply_count),
    "DATELINE_REPLIES_PER_SERVER": ("replies_per_server", _parse_reply_count),
    "DATELINE_PICTURES": ("pictures", _parse_switch),
    MODEL_SETTING: ("embedding_model", _parse_model_folder),
    METRICS_SETTING: ("metrics", _parse_listen_address),
    "DATELINE_POLL_FEEDS": ("polls_feeds", _parse_switch),
    SHARDS_SETTING: ("shards", _parse_shards),
    SITE_SETTING: ("site", _parse_site_folder),
    "DATELINE_SITE_URL": ("site_url", _parse_site_url),
}
#: All settings.
SETTING_NAMES = tuple(_SETTINGS)
