"""The log has colours on a terminal alone."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from bot.cli.runner import get_plain_formatter

PROGRAM = """
import discord.utils, logging
discord.utils.is_docker = lambda: True
from bot.cli.runner import configure_logging
configure_logging("INFO")
logging.getLogger("bot").warning("a word")
"""


class Terminal(io.StringIO):
    """Text that is shown on a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "plain"),
    [
        pytest.param(Terminal(), {}, False, id="a terminal"),
        pytest.param(Terminal(), {"NO_COLOR": ""}, False, id="a terminal with an empty NO_COLOR"),
        pytest.param(Terminal(), {"NO_COLOR": "1"}, True, id="a terminal with NO_COLOR"),
        pytest.param(io.StringIO(), {}, True, id="a file"),
    ],
)
def test_only_a_terminal_gets_colours(stream: io.StringIO, environment: dict[str, str], plain: bool) -> None:
    """A file and a terminal of somebody who wants none get plain lines."""
    assert (get_plain_formatter(stream, environment) is not None) is plain


def test_a_log_that_goes_into_a_file_has_no_codes() -> None:
    """Not even in a container, which discord.py takes for a terminal."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=os.environ | {"NO_COLOR": ""}
    )
    assert "WARNING" in done.stderr
    assert "a word" in done.stderr
    assert "\x1b" not in done.stderr
