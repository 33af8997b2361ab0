"""Claims about the files in deploy/, as far as they can be tried without Docker and without a running systemd."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.cli.parser import build_parser
from bot.client.client import _SENDING_TIMEOUT_SECONDS, _SHUTDOWN_TIMEOUT_SECONDS
from bot.client.config import SETTING_NAMES, ListenAddress, build_config
from bot.client.shards import ShardRange
from bot.client.status_server import StatusServer

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
COMPOSE_FILES = ("compose.yaml", "compose-postgresql.yaml", "compose-shards.yaml")
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))


def read(name: str) -> str:
    """Return the text of a file of the folder, without comments."""
    lines = (DEPLOY / name).read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("name", sorted(path.name for path in DEPLOY.iterdir()))
def test_every_setting_that_is_named_exists_and_is_valid(name: str) -> None:
    """A setting that was renamed would be ignored without a word."""
    pairs = re.findall(r"\b(DATELINE_\w+|DISCORD_\w+)(?:=|: )([^\s\\]+)", read(name))
    assert {setting for setting, _ in pairs} <= set(SETTING_NAMES)
    build_config(dict(pairs))


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name)
def test_the_commands_of_services_are_commands(path: Path) -> None:
    """Their arguments are those that `dateline` takes."""
    (command,) = re.findall(r"^ExecStart=(.+)$", read(path.name), re.MULTILINE)
    program, *arguments = shlex.split(command)
    assert program.endswith("/bin/dateline")
    assert build_parser().parse_args(arguments).command == arguments[0]


def test_the_command_of_the_image_is_a_command() -> None:
    """And the program is the one that the installation makes."""
    dockerfile = read("Dockerfile")
    program = json.loads(re.findall(r"^ENTRYPOINT (\[.+\])$", dockerfile, re.MULTILINE)[0])
    arguments = json.loads(re.findall(r"^CMD (\[.+\])$", dockerfile, re.MULTILINE)[0])
    scripts = re.search(r"\[project.scripts\]\n(\w+) = ", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert scripts
    assert program == [scripts[1]]
    assert build_parser().parse_args(arguments).command == "run"


def test_the_image_gets_all_that_is_installed_and_nothing_else() -> None:
    """What is copied exists, is not kept out, and holds no settings or database."""
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", read("Dockerfile"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == {name.removeprefix("!") for name in read("Dockerfile.dockerignore").splitlines() if name[0] == "!"}
    assert all((ROOT / name).exists() for name in names)
    assert read("Dockerfile.dockerignore").splitlines()[0] == "*"


async def test_the_health_check_of_the_image_distinguishes_a_bot_from_none() -> None:
    """It needs nothing but Python, which the slim image has."""
    command = json.loads(re.findall(r"^\s+CMD (\[.+\])$", read("Dockerfile"), re.MULTILINE)[0])
    assert command[0] == "python"
    address = build_config(dict(re.findall(r"(DATELINE_METRICS)=(\S+)", read("Dockerfile")))).metrics
    assert f"http://{address}/healthz" in command[2]
    async with StatusServer(ListenAddress("127.0.0.1", 0), lambda: None, "sqlite:///:memory:") as server:
        code = command[2].replace(str(address), str(server.address))
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
        assert await process.wait() == 0
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stderr=asyncio.subprocess.DEVNULL)
    assert await process.wait() == 1


def test_a_digest_that_is_being_sent_is_not_cut_off() -> None:
    """Whoever stops the bot waits longer than the bot itself does."""
    longest = _SHUTDOWN_TIMEOUT_SECONDS + _SENDING_TIMEOUT_SECONDS
    texts = [read(name) for name in ("dateline.service", *COMPOSE_FILES)]
    waits = [wait for text in texts for wait in re.findall(r"(?:TimeoutStopSec=|stop_grace_period: )(\d+)", text)]
    assert len(waits) == 6
    assert all(int(wait) > longest for wait in waits)


@pytest.mark.parametrize("name", COMPOSE_FILES)
def test_files_of_compose_lie_where_it_says(name: str) -> None:
    """Seen from the folder of the file."""
    (context,) = re.findall(r"context: (\S+)", read(name))
    (dockerfile,) = re.findall(r"dockerfile: (\S+)", read(name))
    assert (DEPLOY / context / dockerfile).samefile(DEPLOY / "Dockerfile")
    (settings,) = re.findall(r"env_file: (\S+)", read(name))
    assert (DEPLOY / f"{settings}.example").is_file()


@pytest.mark.parametrize("name", COMPOSE_FILES[1:])
def test_the_bot_beside_a_server_finds_it_and_can_speak_to_it(name: str) -> None:
    """Its address names the service, the user and the database that the server makes; the extra is one of ours."""
    text = read(name)
    (address,) = re.findall(r"DATELINE_DATABASE_URL: (\S+)", text)
    parts = urlsplit(build_config({"DATELINE_DATABASE_URL": address}).database_url)
    assert f"\n  {parts.hostname}:\n" in text
    assert f"POSTGRES_USER: {parts.username}\n" in text
    assert f"POSTGRES_DB: {parts.path[1:]}\n" in text
    assert parts.password is None
    (extra,) = re.findall(r'EXTRAS: "\[(\w+)\]"', text)
    assert re.search(rf"^{extra} = \[", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert "ports:" not in text


def test_the_bots_of_compose_serve_every_shard_once_and_workers_poll() -> None:
    """A server of a shard that nobody serves would get no answer."""
    text = read("compose-shards.yaml")
    ranges = [ShardRange.parse(found) for found in re.findall(r"DATELINE_SHARDS: (\S+)", text)]
    assert len({one.count for one in ranges}) == 1
    assert sorted(shard for one in ranges for shard in one.ids) == list(range(ranges[0].count))
    (command,) = re.findall(r"command: (\[.+\])$", text, re.MULTILINE)
    assert build_parser().parse_args(json.loads(command)).command == "worker"
    assert not build_config(dict(re.findall(r'(DATELINE_POLL_FEEDS): "(\w+)"', text))).polls_feeds


@pytest.mark.parametrize("name", ["Dockerfile", *COMPOSE_FILES, "dateline.service"])
def test_the_bot_has_no_more_rights_than_it_needs(name: str) -> None:
    """No root, nothing to write but its data, no new privileges."""
    needed = {
        "Dockerfile": ("USER dateline",),
        **dict.fromkeys(COMPOSE_FILES, ("read_only: true", "- ALL", "no-new-privileges:true")),
        "dateline.service": (
            "User=dateline",
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=\n",
        ),
    }
    assert [one for one in needed[name] if one not in read(name)] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """Every line of them; the program need only exist where they are installed."""
    program = tmp_path / "dateline"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    copies = []
    for unit in UNITS:
        copies.append(tmp_path / unit.name)
        copies[-1].write_text(unit.read_text("utf-8").replace("/opt/dateline/bin/dateline", str(program)), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *map(str, copies)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "dateline" in line]
    assert (ours, done.returncode) == ([], 0)
