"""Bots and workers as processes that are killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class SoakProcess:
    """
    A process of `tests.support.soak.program` and those that it starts.

    Attributes:
        name: Its name in the report.
        words: The sub-command.
        environment: Its environment.
        log: The file with what it writes.
        kills: How often it was killed.
        crashes: Its exit codes where it ended by itself.
    """

    name: str
    words: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    kills: int = 0
    crashes: list[int] = field(default_factory=list)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.soak.program", *self.words],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def check(self) -> None:
        """Start it again if it ended by itself, which is noted."""
        if self._process is not None and (code := self._process.poll()) is not None:
            self.crashes.append(code)
            self.start()

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to it alone."""
        if self._process is not None:
            self._process.send_signal(number)

    async def kill(self, *, with_children: bool) -> None:
        """Kill it, either alone, so that those it started have to notice, or all at once."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        self.kills += 1
        if with_children:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        await asyncio.to_thread(process.wait)

    async def stop(self, timeout_seconds: float) -> int | None:
        """Stop it in order; return its exit code, or None if it had to be killed."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            return await asyncio.to_thread(process.wait, timeout_seconds)
        os.killpg(process.pid, signal.SIGKILL)
        return None
