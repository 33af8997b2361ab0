"""Install other Discord libraries beside the project, each in a folder of its own, and run their bots."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from bot.testserver import TestServer
from tests.support.paths import is_required

CLIENTS = Path(__file__).parent / "clients"
INSTALLATION_TIMEOUT = 120


@dataclass(frozen=True, slots=True)
class ClientLibrary:
    """
    A library and its bot.

    Attributes:
        name: Its name, as in `DATELINE_REQUIRE`.
        program: File of its bot.
        packages: What to install, with versions; dependencies are those of the tests, or named here.
    """

    name: str
    program: str
    packages: tuple[str, ...]

    @property
    def is_node(self) -> bool:
        """Whether its bot is a program for Node."""
        return self.program.endswith(".cjs")


LIBRARIES = (
    ClientLibrary("discord.js", "discord_js.cjs", ("discord.js@14.28.1",)),
    ClientLibrary("disnake", "disnake_bot.py", ("disnake==2.12.2",)),
    ClientLibrary("hikari", "hikari_bot.py", ("hikari==2.7.0", "colorlog==6.10.1")),
    ClientLibrary("nextcord", "nextcord_bot.py", ("nextcord==2.6.0",)),
    ClientLibrary("py-cord", "pycord_bot.py", ("py-cord==2.8.1",)),
)


def _leave_out(library: ClientLibrary, reason: str) -> NoReturn:
    """Skip the calling test, or fail it where the library is required."""
    if is_required("node" if library.is_node else "clients"):
        pytest.fail(f"{library.name} is required here: {reason}")
    pytest.skip(f"needs {library.name}: {reason}")


def install_library(library: ClientLibrary, folder: Path) -> list[str]:
    """Install *library* in *folder*; return the command that runs its bot, or skip the calling test."""
    program = "npm" if library.is_node else sys.executable
    if not (found := shutil.which(program)):
        _leave_out(library, f"there is no {program}")
    options = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error", "--fetch-retries=1"]
    options += ["--fetch-timeout=10000", "--prefix", str(folder)]
    if not library.is_node:
        options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile"]
        options += ["--retries", "1", "--timeout", "10", "--target", str(folder)]
    try:
        done = subprocess.run(
            [str(found), *options, *library.packages],
            capture_output=True,
            text=True,
            check=False,
            timeout=INSTALLATION_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        _leave_out(library, f"{program} took more than {INSTALLATION_TIMEOUT} s")
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if "error" in line.casefold()]
        _leave_out(library, lines[0][:200] if lines else f"{program} failed")
    return [shutil.which("node") or "node" if library.is_node else sys.executable, str(CLIENTS / library.program)]


@asynccontextmanager
async def run_client(command: list[str], folder: Path, server: TestServer) -> AsyncIterator[None]:
    """Run the bot of a library against *server*; what it wrote is shown where the test fails."""
    environment = os.environ | {
        "DISCORD_URL": server.url,
        "DISCORD_TOKEN": server.token,
        "NODE_PATH": str(folder / "node_modules"),
        "PYTHONPATH": str(folder),
        "PYTHONWARNINGS": "ignore",
    }
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        yield
    except (Exception, asyncio.CancelledError) as error:
        error.add_note(await _stop(process))
        raise
    else:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> str:
    """End the bot and return what it wrote."""
    if process.returncode is None:
        process.kill()
    output, _ = await process.communicate()
    return output.decode(errors="replace")
