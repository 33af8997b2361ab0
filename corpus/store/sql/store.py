"""The store protocol on the tables that SQLite and PostgreSQL share."""

from __future__ import annotations

from corpus.store.sql.copies.groups import OriginMixin
from corpus.store.sql.curations import CurationMixin, FeedMixin, TopicMixin
from corpus.store.sql.entity_index import EntityMixin
from corpus.store.sql.fingerprint_index import FingerprintMixin
from corpus.store.sql.full_names import FullNameMixin
from corpus.store.sql.maintenance import MaintenanceMixin
from corpus.store.sql.search import SearchMixin
from corpus.store.sql.statistics import StatisticsMixin


class TableStore(
    SearchMixin,
    StatisticsMixin,
    FeedMixin,
    TopicMixin,
    CurationMixin,
    FingerprintMixin,
    FullNameMixin,
    OriginMixin,
    EntityMixin,
    MaintenanceMixin,
):
    """
    `corpus.store.protocol.Store` on a `corpus.store.sql.connection.StoreDatabase`.

    The protocol describes the methods. Each subject has a class with the SQL of its tables; they share one database.
    """
