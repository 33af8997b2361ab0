"""State of a guided setup, stored as JSON between its steps."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.errors import LedgerError
from bot.locales.messages import _


class SetupStage(StrEnum):
    """Steps of a setup, in order."""

    PLACE = "place"
    TIME = "time"
    TOPIC = "topic"
    SOURCES = "sources"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class SetupSource:
    """
    A source added during a setup.

    Attributes:
        given: The address as entered.
        url: URL of the feed; ``""`` if there is none.
        title: Title of the feed.
        entries: Number of articles that it lists.
        reason: Why it can't be followed, or ``""``.
        listed: Whether it is from a bundled list; such a feed is followed even if it can't be read now.
    """

    given: str
    url: str = ""
    title: str = ""
    entries: int = 0
    reason: str = ""
    listed: bool = False

    @property
    def followed_url(self) -> str:
        """URL of the feed to follow, or ``""``."""
        if not self.reason:
            return self.url
        return self.given if self.listed else ""


@dataclass(frozen=True, slots=True)
class SetupState:
    """
    Choices made so far in a setup.

    Attributes:
        stage: Current step.
        channel: Id of the channel to post in, 0 until it is chosen.
        zone: IANA name of the time zone, ``""`` until it is chosen.
        times: Local times, ``08:00,18:30``; ``""`` until they are chosen.
        topic: Topic of the digest; ``""`` for everything.
        terms: Search terms of the topic, if it is a new one.
        leads: The sources entered, in order.
    """

    stage: SetupStage = SetupStage.PLACE
    channel: int = 0
    zone: str = ""
    times: str = ""
    topic: str = ""
    terms: tuple[str, ...] = ()
    leads: tuple[SetupSource, ...] = ()


def dump_setup(state: SetupState) -> str:
    """Return *state* as one line of JSON."""
    return json.dumps(asdict(state), ensure_ascii=False)


def load_setup(line: str) -> SetupState:
    """
    Load what `dump_setup` wrote.

    Raises:
        LedgerError: If *line* is malformed.
    """
    try:
        fields = json.loads(line)
        leads = tuple(SetupSource(**lead) for lead in fields.pop("leads"))
        return SetupState(
            **{**fields, "stage": SetupStage(fields["stage"]), "terms": tuple(fields["terms"]), "leads": leads}
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(_("the database"), _("a stored setup is damaged")) from error
