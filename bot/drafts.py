"""How far a guided setup has come: a value that is kept between its steps."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.errors import LedgerError
from bot.phrases import phrase


class Stage(StrEnum):
    """What a setup asks for now, in order."""

    PLACE = "place"
    TIME = "time"
    TOPIC = "topic"
    SOURCES = "sources"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Lead:
    """
    A source that somebody gave.

    Attributes:
        given: The address as it was given.
        url: The feed's address; ``""`` where there is none.
        title: What the feed calls itself.
        entries: How many articles it lists.
        reason: Why it can't be followed, or ``""``.
    """

    given: str
    url: str = ""
    title: str = ""
    entries: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """
    What was chosen so far.

    Attributes:
        stage: What is asked for now.
        channel: Where to post, 0 while that is open.
        zone: IANA name, ``""`` while that is open.
        times: Local times, ``08:00,18:30``; ``""`` while that is open.
        topic: What about; ``""`` for everything.
        terms: What finds the topic's articles, where it is a new one.
        leads: The sources that were given, in order.
    """

    stage: Stage = Stage.PLACE
    channel: int = 0
    zone: str = ""
    times: str = ""
    topic: str = ""
    terms: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()


def dumps(draft: Draft) -> str:
    """Write a draft as one line of JSON."""
    return json.dumps(asdict(draft), ensure_ascii=False)


def loads(line: str) -> Draft:
    """
    Read what `dumps` wrote.

    Raises:
        LedgerError: If it is something else.
    """
    try:
        told = json.loads(line)
        leads = tuple(Lead(**lead) for lead in told.pop("leads"))
        return Draft(**{**told, "stage": Stage(told["stage"]), "terms": tuple(told["terms"]), "leads": leads})
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(phrase("a setup"), phrase("can't be read again")) from error
