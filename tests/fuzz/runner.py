"""Run a fuzz target for some seconds on new inputs, and record each failure once."""

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
#: Inputs that are tried even if the time is over, because the machine may be busy.
_MIN_EXECUTIONS = 50
#: Seconds after which an input that uses no CPU time is assumed to wait for ever; the machine may be busy.
_MAX_WAIT_SECONDS = 180.0
_PROJECT_FOLDERS = ("/corpus/", "/briefings/", "/bot/", "/tests/fuzz/")


class InputTimeout(BaseException):
    """An input took longer than its time limit."""


@dataclass
class FuzzResult:
    """
    The result of running one target.

    Attributes:
        target: Its name.
        executions: Inputs that were tried.
        seconds: Wall time from the first to the last.
        findings: The traceback of each failure, by its location.
    """

    target: str
    executions: int = 0
    seconds: float = 0.0
    findings: dict[str, str] = field(default_factory=dict)


class FuzzRun:
    """
    One run of one target.

    Args:
        target: The target.
        seconds: Wall time of the run.
        into: Folder for the findings, and for the input that is being tried, which a crash would leave there.
        on_input: Called after each input with the seconds since the start and the result so far.
    """

    def __init__(
        self, target: FuzzTarget, seconds: float, into: Path, on_input: Callable[[float, FuzzResult], object]
    ) -> None:
        self._target, self._seconds, self._into, self._on_input = target, seconds, into, on_input
        self._start, self._last, self._trying = 0.0, None, into / f"{target.name}.trying"
        self._failure: tuple[Exception, object] | None = None
        self.result = FuzzResult(target.name)

    def run(self, rng: Random) -> FuzzResult:
        """Try the saved inputs of the target, then new ones until the time is over."""
        self._into.mkdir(parents=True, exist_ok=True)
        with self._target.open() as enter:
            self._start = time.monotonic()
            for _name, saved in self._target.saved_inputs:
                self._run_guarded(enter, saved, raising=False)
            while not self._is_over():
                self._run_batch(enter, rng.getrandbits(64))
        self.result.seconds = time.monotonic() - self._start
        self._trying.unlink(missing_ok=True)
        return self.result

    def _is_over(self) -> bool:
        return self.result.executions >= _MIN_EXECUTIONS and time.monotonic() - self._start >= self._seconds

    def _run_batch(self, enter: RunInput, number: int) -> None:
        @seed(number)
        @settings(
            max_examples=_BATCH_SIZE,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink) if self._target.is_deterministic else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
            report_multiple_bugs=False,
        )
        @given(self._target.inputs)
        def try_input(value: object) -> None:
            # A failing input is shrunk before the run ends.
            if self._failure or not self._is_over():
                self._run_guarded(enter, value, raising=True)

        self._failure = None
        try:
            try_input()
        except Exception as error:  # noqa: BLE001
            # A failure that does not happen again is recorded as it was.
            self._record_finding(*(self._failure or (error, self._last)))

    def _run_guarded(self, enter: RunInput, value: object, *, raising: bool) -> None:
        self._last = value
        self._trying.write_text(repr(value), "utf-8", "backslashreplace")
        self.result.executions += 1
        try:
            self._run_timed(enter, value)
        except InputTimeout:
            # A shorter input would be quick, so it is not shrunk.
            self._record_finding(
                TimeoutError(f"more than {self._target.get_time_limit(value):.2f} s of CPU time"), value
            )
        except Exception as error:
            if not raising:
                self._record_finding(error, value)
            elif describe_location(error) not in self.result.findings:
                self._failure = error, value
                raise
        self._on_input(time.monotonic() - self._start, self.result)

    def _run_timed(self, enter: RunInput, value: object) -> None:
        """Try *value*; a second time if it took too long, because the machine may have been busy."""
        try:
            with _limit_time(self._target.get_time_limit(value)):
                enter(value)
        except InputTimeout:
            with _limit_time(self._target.get_time_limit(value)):
                enter(value)

    def _record_finding(self, error: Exception, value: object) -> None:
        where = describe_location(error)
        if where in self.result.findings:
            return
        report = "".join(traceback.format_exception(error))
        self.result.findings[where] = report
        name = f"{self._target.name}-{sha256(where.encode()).hexdigest()[:8]}"
        (self._into / f"{name}.txt").write_text(f"{where}\n\n{value!r}\n\n{report}", "utf-8", "backslashreplace")


@contextmanager
def _limit_time(seconds: float) -> Iterator[None]:
    def over(*_signal: object) -> None:
        raise InputTimeout

    signal.signal(signal.SIGVTALRM, over)
    signal.signal(signal.SIGALRM, over)
    # The first signal may come where Python can't be interrupted; so it is sent repeatedly.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    signal.setitimer(signal.ITIMER_REAL, _MAX_WAIT_SECONDS, 10.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def describe_location(error: BaseException) -> str:
    """Return where an error comes from: its type and the innermost frames in the project."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if any(one in frame.filename for one in _PROJECT_FOLDERS)
    ]
    ours = [frame for frame in frames if not frame.filename.endswith("fuzz/runner.py")]
    return f"{type(error).__name__} " + " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(ours[-3:])
    )
