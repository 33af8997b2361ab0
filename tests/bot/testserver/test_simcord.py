"""Claims about the bot on a server that is not ours: SimCord, another simulated Discord."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.digests.alert_articles import FERRY_NEWS
from tests.support.testserver.other_clients import ClientLibrary, install_library

pytestmark = pytest.mark.clients
_SIMCORD = ClientLibrary("SimCord", "simcord_bot.py", ("simcord==3.2.1",))
_PROJECT = Path(__file__).parents[3]
_TIMEOUT = 180


def test_simcord_drives_the_bot_as_it_is(tmp_path: Path) -> None:
    """It answers a command, checks a sentence, and posts a digest and an alert; neither side is changed."""
    folder, data = tmp_path / "library", tmp_path / "data"
    data.mkdir()
    command = install_library(_SIMCORD, folder)
    environment = os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{_PROJECT}"}
    done = subprocess.run(
        [*command, str(data)], env=environment, capture_output=True, text=True, check=False, timeout=_TIMEOUT
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert "ninety passengers" in seen["briefing"]
    assert any(sentence in seen["check"] for _, body in FERRY_NEWS.values() for sentence in body.split("\n\n"))
    assert seen["digest"].startswith("### Digest · Friday 21 June 2024")
    assert seen["alert"].startswith("-# Alert · rudder\n### [Rudder of the ferry Halden failed, captain says](")
