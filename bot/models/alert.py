"""Alerts: which stories are posted as soon as they are known, and the stories that were found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the database needs the rule alone
    from briefings.models import Briefing
    from briefings.verification import Proof

#: Largest values of an alert rule.
MAX_ALERT_ORIGINS, MAX_ALERTS_PER_DAY = 20, 10
#: Values of an alert rule that does not state them; one that watches for something needs no second origin.
DEFAULT_ALERT_ORIGINS, DEFAULT_ALERTS_PER_DAY = 3, 3


@dataclass(frozen=True, slots=True)
class AlertRule:
    """
    Which stories are posted as soon as they are known, and how many.

    Attributes:
        origins: Minimum number of independent origins of a story.
        watch: A name, a word or a phrase that an article of the story must have near its top; ``""`` for any story.
        per_day: Maximum number of stories posted on one local day.
    """

    origins: int = DEFAULT_ALERT_ORIGINS
    watch: str = ""
    per_day: int = DEFAULT_ALERTS_PER_DAY


@dataclass(frozen=True, slots=True)
class AlertStory:
    """
    A story to post at once.

    Attributes:
        id: Its id.
        articles: Keys of its articles.
        briefing: Its best sentences; None if there are more stories than may be posted.
        proof: The proof of these sentences, or None.
    """

    id: str
    articles: tuple[str, ...]
    briefing: Briefing | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class AlertScan:
    """
    What an alert found among new articles.

    Attributes:
        sequence: The store's sequence number up to which articles were looked at.
        stories: Stories to post, those with most origins first.
        joined: Story of each article, by key, that joined a story which needs no alert any more.
    """

    sequence: int
    stories: tuple[AlertStory, ...] = ()
    joined: Mapping[str, str] = field(default_factory=dict)


#: Begins the slot of an alert.
_STORY_SLOT = "story "


def build_story_slot(story: str) -> str:
    """Return the slot of the alert on the story with the id *story*."""
    return f"{_STORY_SLOT}{story}"


def is_story_slot(slot: str) -> bool:
    """Return whether *slot* is that of an alert."""
    return slot.startswith(_STORY_SLOT)
