"""Exception tree of the bot: every error has a subject, a reason and a remedy."""

from __future__ import annotations

from corpus.models.text import LocalizableText, explain


class DatelineError(Exception):
    """
    Base class of the errors that this package raises on purpose: *subject* failed for *reason*.

    Messages for members are translatable (`bot.locales.messages`), and `bot.rendering.replies.render_error` renders
    them in the member's language. Messages that only the operator reads are plain English.

    Attributes:
        subject: What failed: a setting, a channel, a file; never a secret.
        reason: Why, in words that continue "subject: ".
        remedy: What to do about it, as a sentence; ``""`` if nothing helps.
    """

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        super().__init__(subject, reason, remedy)  # all three, so that the error can be pickled
        self.subject, self.reason, self.remedy = subject, reason, remedy

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> LocalizableText:
        """Subject, reason and remedy as one translatable text."""
        return explain(self.subject, self.reason, self.remedy)


class ConfigError(DatelineError):
    """The setting *subject* is missing or malformed."""


class InputError(DatelineError):
    """The input *subject*, typed or uploaded, can't be used."""


class ScheduleError(DatelineError):
    """*subject* is no valid time, time zone, date or weekday."""


class SubscriptionError(DatelineError):
    """A digest can't be set up or found as requested."""


class LedgerError(DatelineError):
    """The bot's database can't be opened, read or written."""


class PostRefused(DatelineError):
    """Discord permanently refuses the message for the channel *subject*."""


class ChannelClosed(PostRefused):
    """The channel *subject* no longer exists, or the bot has no access to it."""


class PostUncertain(DatelineError):
    """It is unknown whether Discord accepted the message for the channel *subject*."""


class WorkerError(DatelineError):
    """A worker process returned no result."""


class ConnectError(DatelineError):
    """Discord can't be reached or refuses the bot."""


class DiscordUnreachable(ConnectError):
    """Discord can't be reached at the moment; trying again may help."""
