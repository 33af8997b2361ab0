"""The promise, tested by breaking it: a sample of what ``make crash`` does by the hundred."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

import pytest

from tests.support.digests.crash_runner import CrashCase, build_cases, run_case
from tests.support.digests.crashing_bot import STEPS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

KILLS = 3
#: Of each step two: with ten digests of three kills it is thirty.
SAMPLE = [
    case for step in STEPS for case in random.Random(7).sample([one for one in build_cases() if one.step == step], 2)
]


@pytest.mark.parametrize("case", SAMPLE, ids=str)
async def test_a_killed_bot_neither_loses_nor_repeats_a_digest(tmp_path: Path, case: CrashCase) -> None:
    """After the last start there is one digest in the channel, and the ledger holds the truth about it."""
    assert await run_case(case, tmp_path, KILLS, random.Random(str(case)), asyncio.Lock()) == KILLS
