"""Wishes as columns of the database, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Protocol

from bot.schedules import Schedule
from bot.subscriptions.model import Empty, Layout, Place, Wish

#: The columns of a wish, in the table's order.
COLUMNS = (
    *("guild", "channel", "topic", "times", "zone", "weekdays", "length", "place", "publish", "layout", "language"),
    *("role", "empty", "chart", "editors", "member"),
)

Value = str | int


class Row(Protocol):
    """What gives a value by its column's name."""

    def __getitem__(self, column: str, /) -> Value:
        """Give it."""


def columns(wish: Wish) -> Mapping[str, Value]:
    """Write *wish*, a value for each of `COLUMNS`."""
    return {
        "guild": wish.guild,
        "channel": wish.channel,
        "topic": wish.topic,
        "times": ",".join(f"{at:%H:%M}" for at in wish.schedule.times),
        "zone": wish.schedule.zone,
        "weekdays": "".join(str(day) for day in sorted(wish.schedule.weekdays)),
        "length": wish.length,
        "place": wish.place.value,
        "publish": int(wish.publish),
        "layout": wish.layout.value,
        "language": wish.language,
        "role": wish.role,
        "empty": wish.empty.value,
        "chart": int(wish.chart),
        "editors": wish.editors,
        "member": wish.member,
    }


def wish_of(row: Row) -> Wish:
    """Read what `columns` wrote."""
    schedule = Schedule(
        tuple(time.fromisoformat(at) for at in str(row["times"]).split(",")),
        str(row["zone"]),
        frozenset(int(day) for day in str(row["weekdays"])),
    )
    return Wish(
        guild=str(row["guild"]),
        channel=int(row["channel"]),
        schedule=schedule,
        topic=str(row["topic"]),
        length=int(row["length"]),
        place=Place(str(row["place"])),
        publish=bool(row["publish"]),
        layout=Layout(str(row["layout"])),
        language=str(row["language"]),
        role=int(row["role"]),
        empty=Empty(str(row["empty"])),
        chart=bool(row["chart"]),
        editors=int(row["editors"]),
        member=int(row["member"]),
    )
