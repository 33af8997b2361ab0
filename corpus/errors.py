"""Exception tree of the corpus package."""

from __future__ import annotations

from corpus.models.text import _


class CorpusError(Exception):
    """
    Base class of this package's exceptions: *subject* failed for *reason*.

    Attributes:
        subject: What failed: an address, a file, a key.
        reason: Why, as a clause ("it isn't a feed"); of RegistryError and NotStored, a sentence.
    """

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(subject, reason)  # both, so that it pickles
        self.subject, self.reason = subject, reason

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> str:
        """Subject and reason as one translatable sentence."""
        return _("I can't read {subject}: {reason}.", subject=self.subject, reason=self.reason)


class SourceError(CorpusError):
    """The input *subject*, such as a URL or a file name, can't be read."""


class EmptySource(SourceError):
    """*subject* contains no text or no article."""


class SourceTooLarge(SourceError):
    """*subject* exceeds a size limit."""


class UndecodableSource(SourceError):
    """The bytes of *subject* can't be decoded as text."""


class UnreadableSource(SourceError):
    """Reading *subject* took too long, or ended its process."""


class ArticleNotFoundOnPage(SourceError):
    """The page *subject* doesn't contain its article; *reason* states what it shows instead."""


class FetchError(CorpusError):
    """The URL *subject* can't be fetched or may not be fetched."""

    @property
    def text(self) -> str:
        """Subject and reason as one translatable sentence."""
        return _("I can't fetch {subject}: {reason}.", subject=self.subject, reason=self.reason)


class ResourceGone(FetchError):
    """The resource at *subject* has been removed permanently (HTTP 410)."""


class TemporaryFetchError(FetchError):
    """
    *subject* can't be fetched at the moment.

    Attributes:
        wait: Seconds for which its host asks not to be contacted, or None.
    """

    def __init__(self, subject: str, reason: str, wait: int | None = None) -> None:
        super().__init__(subject, reason)
        self.wait = wait


class FeedError(CorpusError):
    """The bytes of *subject*, a URL or file name, are not a valid feed or OPML list."""


class RegistryError(CorpusError):
    """The registry is invalid or contradicts itself at *subject*, or a curation of *subject* can't be applied."""

    @property
    def text(self) -> str:
        """The reason, which is a sentence."""
        return self.reason


class StoreError(CorpusError):
    """The database *subject* can't be opened, read or written."""

    @property
    def text(self) -> str:
        """Subject and reason as one translatable sentence."""
        return _("I can't use {subject}: {reason}.", subject=self.subject, reason=self.reason)


class StoreLocked(StoreError):
    """Another process holds a lock on the database *subject*."""


class StoreReadOnly(StoreError):
    """The database *subject* is read-only."""


class NotStored(StoreError):
    """The store contains nothing under the key or name *subject*."""

    @property
    def text(self) -> str:
        """The reason, which is a sentence."""
        return self.reason
