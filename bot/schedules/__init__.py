"""When a digest is due: wall-clock times in a zone, turned into instants; `bot.schedules.alarms` runs the clock."""

from bot.schedules.instants import EVERY_DAY, Schedule, Slot, due, following, slots
from bot.schedules.reading import read_times, read_zone
from bot.schedules.weekdays import read_day, read_weekdays
from bot.schedules.zones import zones_like

__all__ = [
    "EVERY_DAY",
    "Schedule",
    "Slot",
    "due",
    "following",
    "read_day",
    "read_times",
    "read_weekdays",
    "read_zone",
    "slots",
    "zones_like",
]
