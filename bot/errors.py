"""Exception tree of the bot: every error has a subject, a reason and a remedy."""

from __future__ import annotations

from corpus.models.text import LocalizableText, _, join_texts, shorten_values


class DatelineError(Exception):
    """
    Base class of the errors that this package raises on purpose: *subject* failed for *reason*.

    Messages for members are translatable (`bot.locales.messages`), and `bot.rendering.replies.render_error` renders
    them in the member's language. Messages that only the operator reads are plain English.

    Attributes:
        subject: What failed: a setting, a channel, a file; never a secret.
        reason: What went wrong, as a sentence that names the subject; some subclasses take less than a sentence.
        remedy: What to do about it, as a sentence; ``""`` if nothing helps.
    """

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        super().__init__(subject, reason, remedy)  # all three, so that the error can be pickled
        self.subject, self.reason, self.remedy = subject, reason, remedy

    def __str__(self) -> str:
        return str(self.text)

    @property
    def sentence(self) -> str:
        """What went wrong, as one translatable sentence."""
        return self.reason

    @property
    def text(self) -> LocalizableText:
        """What went wrong and the remedy, as one translatable text."""
        return join_texts([part for part in (self.sentence, self.remedy) if part], " ")


class _PredicateError(DatelineError):
    """An error for the operator, whose *reason* continues *subject* to a sentence: "DISCORD_TOKEN isn't set"."""

    @property
    def sentence(self) -> str:
        """Subject and reason as one sentence."""
        return f"{self.subject} {self.reason}".removesuffix(".") + "."


class ConfigError(_PredicateError):
    """The setting *subject* is missing or malformed; *reason* continues it."""


#: Characters of an input that an error quotes at most.
_MAX_QUOTED_CHARACTERS = 200


class InputError(DatelineError):
    """The input *subject*, typed or uploaded, can't be used; the reason quotes it in one line, shortened if need be."""

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        super().__init__(subject, shorten_values(reason, _MAX_QUOTED_CHARACTERS), remedy)


class ScheduleError(DatelineError):
    """*subject* is no valid time, time zone, date or weekday."""


class SubscriptionError(DatelineError):
    """A digest or an alert can't be set up or found as requested."""


class LedgerError(DatelineError):
    """The database *subject* can't be opened, read or written; *reason* is a clause: "the disk is full"."""

    @property
    def sentence(self) -> str:
        """Subject and reason as one translatable sentence."""
        return _("I can't use {subject}: {reason}.", subject=self.subject, reason=self.reason)


class PostRefused(DatelineError):
    """Discord permanently refuses the message for the channel *subject*."""


class ChannelClosed(PostRefused):
    """The channel *subject* no longer exists, or the bot has no access to it."""


class PostUncertain(DatelineError):
    """It is unknown whether Discord accepted the message for the channel *subject*."""


class WorkerError(DatelineError):
    """A worker process returned no result."""


class ConnectError(_PredicateError):
    """Discord can't be reached or refuses the bot; *reason* continues *subject*."""


class DiscordUnreachable(ConnectError):
    """Discord can't be reached at the moment; trying again may help."""
