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

from bot.client.config import SETTING_NAMES, Config, load_config
from bot.errors import ConfigError
from tests.fuzz.invariants import check_error_message
from tests.fuzz.mutations import encode_texts, mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.text_pieces import ODD_CHARACTERS, ODD_PIECES, load_saved_inputs

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
    *(f"\n{name}={value}\n" for name in SETTING_NAMES for value in _VALUES),
    *_VALUES,
    *(f"\n{name}=" for name in SETTING_NAMES),
    *(name for name in SETTING_NAMES),
    *("\nDATELINE_TIME_ZONE=x\n", "export ", "\nexport", " = ", "=", "'", '"', "\\", "\n"),
)


@st.composite
def draw_settings(draw: st.DrawFn) -> str:
    """Make lines that set the settings to odd values."""
    values = st.one_of(
        st.sampled_from(_VALUES), st.sampled_from(ODD_PIECES), st.sampled_from(ODD_CHARACTERS), st.text(max_size=12)
    )
    quotes = st.sampled_from(("", "", '"', "'"))
    lines = draw(st.lists(st.tuples(st.sampled_from(SETTING_NAMES), quotes, values), max_size=8))
    return "\n".join(f"{name}={quote}{value}{quote}" for name, quote, value in lines)


INPUTS = encode_texts(st.one_of(mutate_texts((_EXAMPLE, _FULL, _FULL), WORDS), draw_settings()))


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Yield a folder for the file, and an environment that sets nothing."""
    unset = {name: value for name, value in os.environ.items() if name not in SETTING_NAMES}
    with TemporaryDirectory(prefix="dateline-settings-") as folder, patch.dict(os.environ, unset, clear=True):

        def enter(given: bytes) -> None:
            (Path(folder) / ".env").write_bytes(given)
            try:
                config = load_config(Path(folder))
            except ConfigError as error:
                check_error_message(error, way_out=True)
                _check_token_hidden(str(error), given)
                return
            _check_config(config)

        yield enter


def _check_token_hidden(message: str, given: bytes) -> None:
    assert "\n" not in message
    assert len(message) < 1_000
    # Who writes the token behind another name, too, has shown it themselves.
    once = given.count(_SECRET.encode()) == given.count(f"\nDISCORD_TOKEN={_SECRET}\n".encode())
    assert _SECRET not in message or not once or b"${DISCORD_TOKEN" in given


def _check_config(config: Config) -> None:
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


TARGET = FuzzTarget(
    "settings",
    INPUTS,
    load_saved_inputs("settings"),
    open_target,
    time_limit=(1.0, 0.02),
    max_examples=80,
)
