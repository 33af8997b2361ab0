"""Which of Discord's shards a process serves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

#: More shards than any bot has.
_MAX_SHARDS = 10_000
_RANGE_PATTERN = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?/([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class ShardRange:
    """
    Some consecutive shards; other processes serve the others.

    Attributes:
        first: Number of the first one, from 0.
        last: Number of the last one.
        count: How many there are in all processes.
    """

    first: int
    last: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Return the range written as ``0-3/16``, or as ``2/16`` for one.

        Raises:
            ValueError: If *text* is none.
        """
        parts = _RANGE_PATTERN.fullmatch(text.replace(" ", "").replace("–", "-"))
        if parts is None:
            raise ValueError(text)
        first, last, count = int(parts[1]), int(parts[2] or parts[1]), int(parts[3])
        if not first <= last < count <= _MAX_SHARDS:
            raise ValueError(text)
        return cls(first, last, count)

    def __str__(self) -> str:
        shards = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{shards}/{self.count}"

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of the shards."""
        return tuple(range(self.first, self.last + 1))

    @property
    def is_whole(self) -> bool:
        """Whether no shard is left for another process."""
        return len(self.ids) == self.count

    def covers(self, guild: int) -> bool:
        """
        Return whether Discord sends events of *guild* to one of these shards.

        References:
            https://discord.com/developers/docs/events/gateway#sharding-sharding-formula
        """
        return self.first <= (guild >> 22) % self.count <= self.last
