"""What `dateline doctor` finds, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingState(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    The result of one check; it never holds a secret.

    Attributes:
        subject: What was checked.
        state: How the check ended.
        text: What was found, as a sentence.
        remedy: What to do about it, as a sentence; ``""`` if nothing need be done.
    """

    subject: str
    state: FindingState
    text: str
    remedy: str = ""
