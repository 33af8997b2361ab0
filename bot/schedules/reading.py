"""Times and zones as people write them."""

from __future__ import annotations

import difflib
import re
from datetime import time
from zoneinfo import available_timezones

from bot.errors import ScheduleError
from bot.phrases import phrase
from bot.schedules.zones import fold

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_HALVES = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5]\d))?\s*([ap])\.?\s?m\.?", re.IGNORECASE)


def read_times(text: str) -> tuple[time, ...]:
    """
    Read local times as people write them: ``8:30``, ``08.30``, ``9pm``, ``8:00, 6 pm``, ``noon``.

    Raises:
        ScheduleError: If *text* holds something else.
    """
    parts = [part.strip() for part in re.split(r",|;|\band\b", text) if part.strip()]
    if not parts:
        raise ScheduleError(phrase("the time"), phrase("is empty"), phrase("Write it like 8:30 or 9pm."))
    return tuple(sorted({_read_time(part) for part in parts}))


def _read_time(text: str) -> time:
    if text.lower() in _NAMED:
        return _NAMED[text.lower()]
    if match := _HALVES.fullmatch(text):
        return time(int(match[1]) % 12 + 12 * (match[3].lower() == "p"), int(match[2] or 0))
    if match := _CLOCK.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    raise ScheduleError(
        phrase("the time “{time}”", time=text), phrase("can't be read"), phrase("Write it like 8:30, 20:15 or 9pm.")
    )


_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def read_zone(text: str) -> str:
    """
    Read a zone's IANA name, or the city in it, with or without accents (``são paulo`` → ``America/Sao_Paulo``).

    Raises:
        ScheduleError: If no zone is called so; the nearest names are in the remedy.
    """
    known = {fold(name): name for name in available_timezones()}
    asked = fold(text)
    if asked in known:
        return known[asked]
    by_city = {name.rpartition("/")[2]: known[name] for name in sorted(known) if "/" in name}
    if asked in by_city:
        return by_city[asked]
    near = [known.get(name) or by_city[name] for name in difflib.get_close_matches(asked, [*known, *by_city], 3, 0.7)]
    hint = phrase("Write it like Asia/Seoul or Europe/Kyiv.")
    if near:
        hint = phrase("Did you mean {names}?", names=", ".join(dict.fromkeys(near)))
    raise ScheduleError(phrase("the time zone “{zone}”", zone=text.strip()), phrase("is not known"), hint)
