"""Odd inputs for every fuzz target, the same each time; ``make fuzz`` tries new ones for as long as you like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import main
from tests.fuzz.runner import FuzzResult, FuzzRun
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.targets import TARGETS, load_target
from tests.fuzz.text_pieces import load_saved_inputs

# What a page's or a feed's parser warns of is no matter of ours, nor how long strategies are when they are printed.
pytestmark = pytest.mark.filterwarnings("default", "ignore::hypothesis.errors.HypothesisWarning")


@pytest.mark.parametrize("name", TARGETS)
def test_no_odd_input_breaks_a_promise(name: str) -> None:
    """Each is taken in with all that is promised of it, or refused with one error that says why."""
    found = load_target(name)
    with found.open() as enter:

        @settings(
            max_examples=found.max_examples,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(found.inputs)
        def try_input(value: object) -> None:
            enter(value)

        try_input()


@pytest.mark.parametrize("name", TARGETS)
def test_no_saved_input_breaks_a_promise(name: str) -> None:
    """What broke something once, or breaks other programs, breaks nothing now."""
    found = load_target(name)
    assert {which for which, _ in load_saved_inputs(name)} <= {which for which, _ in found.saved_inputs}
    with found.open() as enter:
        for which, value in found.saved_inputs:
            try:
                enter(value)
            except Exception as error:
                error.add_note(f"the saved input {which}")
                raise


def _run_fuzzing(enter: RunInput, into: Path, inputs: st.SearchStrategy[str]) -> FuzzResult:
    @contextmanager
    def opened() -> Iterator[RunInput]:
        yield enter

    planted = FuzzTarget("planted", inputs, (("saved", "saved"),), opened, time_limit=(0.2, 0.0))
    return FuzzRun(planted, 1.0, into, lambda _seconds, _result: None).run(Random(7))


def _raise_error(given: str) -> None:
    if "q" in given:
        raise KeyError(given)


def _loop_forever(given: str) -> None:
    while given == "saved":
        pass


def _break_promise(given: str) -> None:
    assert given != "saved"


@pytest.mark.parametrize(
    ("enter", "reported"),
    [
        pytest.param(_raise_error, ("KeyError", "_raise_error", "'q'"), id="an error that is none of ours, made small"),
        pytest.param(_loop_forever, ("TimeoutError", "CPU time", "'saved'"), id="an input that takes for ever"),
        pytest.param(
            _break_promise, ("AssertionError", "_break_promise", "'saved'"), id="a broken promise on a saved input"
        ),
    ],
)
def test_each_fault_is_found_once_and_written_down(
    enter: Callable[[str], None], reported: tuple[str, ...], tmp_path: Path
) -> None:
    """A planted fault is one finding, however many inputs show it, with the input and where it broke."""
    result = _run_fuzzing(enter, tmp_path, st.text(alphabet="pqrs", max_size=9))
    assert len(result.findings) == 1
    (written,) = tmp_path.iterdir()
    assert all(words in written.read_text("utf-8") for words in reported)


def test_a_run_prints_the_result_of_each_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Executions, seconds and findings stand in a table, and nothing found is exit code 0."""
    assert main(["--seconds", "0.2", "--seed", "3", "--into", str(tmp_path), "settings", "opml"]) == 0
    printed = capsys.readouterr().out
    assert "seed 3" in printed
    assert all(words in printed for words in ("settings", "opml", "executions", "seconds", "findings", "all"))
    assert list(tmp_path.iterdir()) == []
