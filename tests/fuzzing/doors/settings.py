"""The operator's ``.env``: bytes → Config, or one ConfigError that keeps the token to itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.config import SETTINGS, Config, load
from bot.errors import ConfigError
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.mutation import encoded, mutated
from tests.fuzzing.odd import PIECES, SIGNS, kept
from tests.fuzzing.promises import tells_why

_EXAMPLE = (Path(__file__).parents[3] / ".env.example").read_text("utf-8")
_SECRET = "mTk4NjIy.Secret.PartOfAToken"
_FULL = f"""
DISCORD_TOKEN={_SECRET}
DATELINE_TEST_GUILD=123456789012345678
DATELINE_DATABASE_URL="sqlite:////srv/dateline.sqlite3"
DATELINE_TIMEZONE='Asia/Seoul'
export DATELINE_DIGEST_CHANNEL=123456789012345679
DATELINE_DIGEST_TIME=8:00, 18:30 # twice
DATELINE_DIGEST_TOPIC=balloons
DATELINE_LOG_LEVEL=info
DATELINE_WORKERS=2
DATELINE_CONTACT=news@example.org
PATH=/usr/bin
"""
_VALUES = (
    *(
        "8",
        "24:00",
        "-1:00",
        "8:00,8:00",
        "noon",
        "8 am, 6 pm",
        "25",
        "٨:٠٠",
        "Europe/Berlin",
        "../../etc/passwd",
        "UTC+25",
        "localtime",
        "Asia/",
        "/",
    ),
    *(
        "0",
        "-5",
        "²",
        "9" * 30,
        "1e3",
        "0x10",
        "sqlite://",
        "sqlite:///",
        "sqlite:////tmp/a\0b",
        "postgres://x",
        "Bot x",
        "${DISCORD_TOKEN}",
        "${X:-y}",
    ),
    *(
        "NOTSET",
        "WARN",
        "20",
        "\\n",
        "\\x41",
        "\\N{DASH}",
        "'",
        '"',
        '"a\\"',
        "a # b",
        "#",
        "$",
        "${",
        "}",
        "=",
        "\ud800",
    ),
)
WORDS = (
    *(f"\n{name}={value}\n" for name in SETTINGS for value in _VALUES),
    *_VALUES,
    *(f"\n{name}=" for name in SETTINGS),
    *(name for name in SETTINGS),
    *("\nDATELINE_TIME_ZONE=x\n", "export ", "\nexport", " = ", "=", "'", '"', "\\", "\n"),
)


@st.composite
def made(draw: st.DrawFn) -> str:
    """Make lines that set the settings to odd values."""
    values = st.one_of(st.sampled_from(_VALUES), st.sampled_from(PIECES), st.sampled_from(SIGNS), st.text(max_size=12))
    quotes = st.sampled_from(("", "", '"', "'"))
    lines = draw(st.lists(st.tuples(st.sampled_from(SETTINGS), quotes, values), max_size=8))
    return "\n".join(f"{name}={quote}{value}{quote}" for name, quote, value in lines)


INPUTS = encoded(st.one_of(mutated((_EXAMPLE, _FULL, _FULL), WORDS), made()))


@contextmanager
def opened() -> Iterator[Enter]:
    """Give a folder for the file, and an environment that sets nothing."""
    unset = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    with TemporaryDirectory(prefix="dateline-settings-") as folder, patch.dict(os.environ, unset, clear=True):

        def enter(given: bytes) -> None:
            (Path(folder) / ".env").write_bytes(given)
            try:
                config = load(Path(folder))
            except ConfigError as error:
                tells_why(error, way_out=True)
                _keeps_secret(str(error), given)
                return
            _keeps(config)

        yield enter


def _keeps_secret(told: str, given: bytes) -> None:
    assert "\n" not in told
    assert len(told) < 1_000
    # Who writes the token behind another name, too, has told it himself.
    once = given.count(_SECRET.encode()) == given.count(f"\nDISCORD_TOKEN={_SECRET}\n".encode())
    assert _SECRET not in told or not once or b"${DISCORD_TOKEN" in given


def _keeps(config: Config) -> None:
    assert config.database_url.startswith("sqlite:///")
    assert "\0" not in config.database_url
    assert config.token is None or (config.token.isascii() and config.token.isprintable())
    assert "token" not in repr(config).replace(config.digest_topic, "")
    assert ZoneInfo(config.timezone)
    assert config.digest_times
    assert len(set(config.digest_times)) == len(config.digest_times)
    assert len(config.digest_topic) <= 200
    assert 1 <= config.workers <= 32
    assert config.log_level in {"DEBUG", "INFO", "WARNING", "ERROR"}
    for snowflake in (config.test_guild, config.digest_channel):
        assert snowflake is None or 0 < snowflake < 2**63


DOOR = Door(
    "settings",
    INPUTS,
    kept("settings"),
    opened,
    pace=(1.0, 0.02),
    quick=80,
)
