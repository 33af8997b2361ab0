"""
What the bot raises on purpose.

    DatelineError          subject failed for reason; remedy is the way out
    ├── ConfigError        the setting *subject* is missing or malformed
    ├── InputError         what was typed or handed over can't be used
    ├── ScheduleError      the words *subject* are no time, zone or weekday
    ├── SubscriptionError  a digest can't be set up or found as asked
    ├── LedgerError        the ledger of digests can't be opened, read or written
    ├── PostRefused        Discord will never take this message
    │   └── ChannelClosed  nor any other, there
    ├── PostUncertain      nobody can say whether Discord took the message
    ├── WorkerError        the process that ranks gave no answer
    └── ConnectError       Discord can't be reached, or refuses the bot
"""

from __future__ import annotations


class DatelineError(Exception):
    """
    Base of all this package raises on purpose: *subject* failed for *reason*.

    What is told to members is made of phrases (`bot.phrases`): `bot.messages.of_error` says it in their language. What
    only the operator reads is plain English.

    Attributes:
        subject: What failed: a setting, a channel, a file; never a secret.
        reason: Why, in words that continue "subject: ".
        remedy: What to do about it, a sentence; ``""`` where nothing helps.
    """

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        super().__init__(subject, reason, remedy)  # all, so that it pickles
        self.subject, self.reason, self.remedy = subject, reason, remedy

    def __str__(self) -> str:
        said = f"{self.subject}: {self.reason}"
        return f"{said}. {self.remedy}" if self.remedy else said


class ConfigError(DatelineError):
    """The setting *subject* is missing or malformed."""


class InputError(DatelineError):
    """What was typed or handed over, *subject*, can't be used."""


class ScheduleError(DatelineError):
    """The words *subject* name no time, zone or weekday."""


class SubscriptionError(DatelineError):
    """A digest can't be set up or found as asked."""


class LedgerError(DatelineError):
    """The ledger of digests can't be opened, read or written."""


class PostRefused(DatelineError):
    """Discord will never take this message in the channel *subject*."""


class ChannelClosed(PostRefused):
    """The channel *subject* is gone, or closed to the bot."""


class PostUncertain(DatelineError):
    """Nobody can say whether Discord took the message for the channel *subject*."""


class WorkerError(DatelineError):
    """The process that ranks gave no answer."""


class ConnectError(DatelineError):
    """Discord can't be reached, or refuses the bot."""
