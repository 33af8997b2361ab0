"""When a digest is due: wall-clock times in a zone, turned into instants; `bot.schedules.alarms` runs the clock."""

from bot.schedules.instants import EVERY_DAY, Schedule, Slot, due, following, slots
from bot.schedules.reading import read_times, read_zone

__all__ = ["EVERY_DAY", "Schedule", "Slot", "due", "following", "read_times", "read_zone", "slots"]
