"""Claims about tasks of which one may fail."""

from __future__ import annotations

import pytest

from bot.digests.concurrency import gather_successes


async def _return(value: int, error: BaseException | None = None) -> int:
    if error is not None:
        raise error
    return value


async def test_a_failure_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    """The results keep their order."""
    tasks = [_return(1), _return(2, ValueError("broken")), _return(3)]
    assert await gather_successes(tasks, "One failed") == (1, 3)
    (record,) = caplog.records
    assert record.message == "One failed"
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "broken"


async def test_the_end_of_the_process_is_no_failure() -> None:
    """It is raised."""
    with pytest.raises(GeneratorExit):
        await gather_successes([_return(1, GeneratorExit())], "One failed")
