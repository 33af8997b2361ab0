"""
What the corpus raises on purpose.

    CorpusError            subject failed for reason
    ├── SourceError        the thing at the door can't be read (file, page, text)
    │   ├── EmptySource
    │   ├── TooLarge
    │   ├── NotText
    │   └── Refused        a page without the article: a paywall's stub, a consent wall, an error page
    ├── FetchError         an address can't be, or may not be, fetched
    │   ├── Gone           the server says that it is gone and won't come back (410)
    │   └── Unanswered     not now: a time-out, a broken connection, a server in trouble
    ├── FeedError          the bytes are no feed we can read
    ├── RegistryError      the known actors contradict themselves
    └── StoreError         the database can't be opened, read or written
        ├── StoreLocked
        ├── StoreReadOnly
        └── NotStored      no such article, revision or sentence
"""

from __future__ import annotations


class CorpusError(Exception):
    """Base of all this package raises on purpose: *subject* failed for *reason*."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(subject, reason)  # both, so that it pickles
        self.subject, self.reason = subject, reason

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"


class SourceError(CorpusError):
    """The thing at the door, *subject*, can't be read."""


class EmptySource(SourceError):
    """There is no word in *subject*."""


class TooLarge(SourceError):
    """*subject* is larger than the reader takes."""


class NotText(SourceError):
    """The bytes of *subject* are no text we can decode."""


class Refused(SourceError):
    """The page *subject* does not hold the article it stands for; *reason* says what it shows instead."""


class FetchError(CorpusError):
    """The address *subject* can't be, or may not be, fetched."""


class Gone(FetchError):
    """What was at *subject* is gone for good."""


class Unanswered(FetchError):
    """
    *subject* could not be had now.

    Attributes:
        wait: Seconds for which its host asks to be left alone, or None.
    """

    def __init__(self, subject: str, reason: str, wait: int | None = None) -> None:
        super().__init__(subject, reason)
        self.wait = wait


class FeedError(CorpusError):
    """The bytes at *subject*, a URL, are no feed we can read."""


class RegistryError(CorpusError):
    """The known actors contradict themselves at *subject*."""


class StoreError(CorpusError):
    """The database *subject* can't be opened, read or written."""


class StoreLocked(StoreError):
    """Another process holds the database *subject*."""


class StoreReadOnly(StoreError):
    """The database *subject* may not be written."""


class NotStored(StoreError):
    """The store holds nothing under *subject*."""
