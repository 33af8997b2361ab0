"""The promise, tested by breaking it: a sample of what ``make crash`` does by the hundred."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

import pytest

from tests.support.digests.crash_runner import PLACES, CrashCase, build_cases, run_case
from tests.support.digests.crashing_bot import STEPS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

KILLS = 3
_CHANCE = random.Random(7)
#: Of each step one in each place: with fifteen digests of three kills it is forty-five.
SAMPLE = [
    _CHANCE.choice([one for one in build_cases() if (one.step, one.place) == (step, place)])
    for step in STEPS
    for place in PLACES
]


@pytest.mark.parametrize("case", SAMPLE, ids=str)
async def test_a_killed_bot_neither_loses_nor_repeats_a_digest(tmp_path: Path, case: CrashCase) -> None:
    """After the last start there is one digest in the channel, and the ledger holds the truth about it."""
    assert await run_case(case, tmp_path, KILLS, random.Random(str(case)), asyncio.Lock()) == KILLS
