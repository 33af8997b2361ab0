"""Implementation of the store protocol on one SQLite file."""

from __future__ import annotations

from corpus.store.sqlite.copies.groups import OriginMixin
from corpus.store.sqlite.curations import CurationMixin, FeedMixin, TopicMixin
from corpus.store.sqlite.entity_index import SurnameMixin
from corpus.store.sqlite.fingerprint_index import FingerprintMixin
from corpus.store.sqlite.maintenance import MaintenanceMixin
from corpus.store.sqlite.search import SearchMixin


class SqliteStore(
    SearchMixin, FeedMixin, TopicMixin, CurationMixin, FingerprintMixin, OriginMixin, SurnameMixin, MaintenanceMixin
):
    """
    `corpus.store.protocol.Store` on SQLite; threads may share it.

    The protocol describes the methods. Each subject has a class with the SQL of its tables; they share one database.
    """
