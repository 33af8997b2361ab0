"""What a worker holds open, as its callers see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from bot.findings import Asked, Examined, Finding, Sought
    from briefings.editions import Edition
    from briefings.model import Told
    from briefings.proof import Proof
    from corpus.model import Actor
    from corpus.registry import Registry
    from corpus.store import Store


@runtime_checkable
class Closing(Protocol):
    """What holds something that has to be given back."""

    def close(self) -> None:
        """Give it back."""


@runtime_checkable
class Keeping(Protocol):
    """
    What holds a store open, as `bot.desk.desk.Desk` does.

    Attributes:
        store: Where the articles lie.
        registry: The known actors, before any curator's word.
    """

    store: Store
    registry: Registry


class Answering(Protocol):
    """What a worker holds open: the news desk, `bot.desk.desk.Desk`. Synchronous."""

    def edition(
        self, *, scope: str, text: str, limit: int, after: int, told: Sequence[Told], day: date, chart: bool
    ) -> Edition:
        """Put together the digest of *day* on *text*, with what arrived after the sequence number *after*."""

    def names(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors whose names begin like *typed*."""

    def days(self, *, scope: str) -> tuple[date, ...]:
        """List the days that sentences are dated to."""

    def enquire(self, asked: Asked, told: Sequence[Proof]) -> Finding:
        """Answer a command, without what was *told*."""

    def examine(self, *, scope: str, proof: Proof, number: int) -> Examined:
        """Hold sentence *number*, from 1, of what was shown against the stored text."""

    def people(self, *, scope: str, text: str) -> tuple[tuple[Actor, int], ...]:
        """List the actors that *text* names, each with the number of sentences that mention it."""

    def seek(self, *, scope: str, text: str) -> tuple[Sought, ...]:
        """Look up what stands in quotation marks in *text*."""

    def speakers(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors with quotations whose names begin like *typed*."""

    def titles(self, *, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """List title and key of the articles whose titles hold *typed*."""

    def dated(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors of whom something dated is told, whose names begin like *typed*."""

    def disputed(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List topics and actors on which outlets differ."""

    def subjects(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List topics and actors with articles whose names *typed* may be part of."""

    def published(self, *, scope: str) -> tuple[date, ...]:
        """List the days on which articles were published."""
