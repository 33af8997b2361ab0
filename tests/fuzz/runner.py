"""A door under fire for some seconds: fresh inputs, time measured, each finding kept once."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from tests.fuzz.target import FuzzTarget, RunInput

_BATCH_SIZE = 200
#: Seconds after which an input that uses no CPU time is taken to wait for ever; the machine may be busy.
_MAX_WAIT_SECONDS = 180.0
_PROJECT_FOLDERS = ("/corpus/", "/briefings/", "/bot/", "/tests/fuzz/")


class InputTimeout(BaseException):
    """An input took more than it may."""


@dataclass
class FuzzResult:
    """
    What became of a target.

    Attributes:
        target: Its name.
        executions: Inputs that were brought.
        seconds: Wall time from the first to the last.
        findings: Where it broke → what is told of it.
    """

    target: str
    executions: int = 0
    seconds: float = 0.0
    findings: dict[str, str] = field(default_factory=dict)


class FuzzRun:
    """
    One run at one door.

    Args:
        door: The door.
        seconds: How long.
        into: Folder for what is found, and for the input that is being tried, which a crash would leave.
        on_input: Called after each input with the seconds since the start.
    """

    def __init__(
        self, door: FuzzTarget, seconds: float, into: Path, on_input: Callable[[float, FuzzResult], object]
    ) -> None:
        self._door, self._seconds, self._into, self._on_input = door, seconds, into, on_input
        self._start, self._last, self._trying = 0.0, None, into / f"{door.name}.trying"
        self._broke: tuple[Exception, object] | None = None
        self.tally = FuzzResult(door.name)

    def run(self, rng: Random) -> FuzzResult:
        """Bring what is kept of the door, then fresh inputs until the time is over."""
        self._into.mkdir(parents=True, exist_ok=True)
        with self._door.open() as enter:
            self._start = time.monotonic()
            for _name, kept in self._door.saved_inputs:
                self._run_guarded(enter, kept, raising=False)
            while not self._is_over():
                self._run_batch(enter, rng.getrandbits(64))
        self.tally.seconds = time.monotonic() - self._start
        self._trying.unlink(missing_ok=True)
        return self.tally

    def _is_over(self) -> bool:
        return time.monotonic() - self._start >= self._seconds

    def _run_batch(self, enter: RunInput, number: int) -> None:
        @seed(number)
        @settings(
            max_examples=_BATCH_SIZE,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink) if self._door.is_deterministic else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
            report_multiple_bugs=False,
        )
        @given(self._door.inputs)
        def bring(value: object) -> None:
            # Once something broke, it is made small before the run ends.
            if self._broke or not self._is_over():
                self._run_guarded(enter, value, raising=True)

        self._broke = None
        try:
            bring()
        except Exception as error:  # noqa: BLE001
            # What did not fail again is told as it was when it did.
            self._record_finding(*(self._broke or (error, self._last)))

    def _run_guarded(self, enter: RunInput, value: object, *, raising: bool) -> None:
        self._last = value
        self._trying.write_text(repr(value), "utf-8", "backslashreplace")
        self.tally.executions += 1
        try:
            self._run_timed(enter, value)
        except InputTimeout:
            # A shorter one would be quick: nothing to be gained by making it smaller.
            self._record_finding(TimeoutError(f"more than {self._door.get_time_limit(value):.2f} s of CPU time"), value)
        except Exception as error:
            if not raising:
                self._record_finding(error, value)
            elif describe_location(error) not in self.tally.findings:
                self._broke = error, value
                raise
        self._on_input(time.monotonic() - self._start, self.tally)

    def _run_timed(self, enter: RunInput, value: object) -> None:
        """Enter; a second time where it took too long, as a machine may hesitate once."""
        try:
            with _limit_time(self._door.get_time_limit(value)):
                enter(value)
        except InputTimeout:
            with _limit_time(self._door.get_time_limit(value)):
                enter(value)

    def _record_finding(self, error: Exception, value: object) -> None:
        where = describe_location(error)
        if where in self.tally.findings:
            return
        told = "".join(traceback.format_exception(error))
        self.tally.findings[where] = told
        name = f"{self._door.name}-{sha256(where.encode()).hexdigest()[:8]}"
        (self._into / f"{name}.txt").write_text(f"{where}\n\n{value!r}\n\n{told}", "utf-8", "backslashreplace")


@contextmanager
def _limit_time(seconds: float) -> Iterator[None]:
    def over(*_signal: object) -> None:
        raise InputTimeout

    signal.signal(signal.SIGVTALRM, over)
    signal.signal(signal.SIGALRM, over)
    # The first signal may come where Python can't be interrupted; what hangs is told again and again.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    signal.setitimer(signal.ITIMER_REAL, _MAX_WAIT_SECONDS, 10.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def describe_location(error: BaseException) -> str:
    """Return where an error comes from: its type and the last lines of the project that it passed."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if any(one in frame.filename for one in _PROJECT_FOLDERS)
    ]
    ours = [frame for frame in frames if not frame.filename.endswith("fuzz/runner.py")]
    return f"{type(error).__name__} " + " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(ours[-3:])
    )
