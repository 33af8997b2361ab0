"""An office with one subscription."""

from __future__ import annotations

from contextlib import closing

import pytest

from bot.db import open_database
from bot.models.digest import DigestOptions, EmptyPolicy
from tests.support.digests.delivery_harness import (
    CHANNEL_ID,
    DUE_AT,
    EIGHT_OCLOCK,
    ONE_HOUR,
    DeliveryHarness,
    ListPoster,
)
from tests.support.digests.sentence_engine import SentenceEngine


@pytest.fixture
def url(any_url: str) -> str:
    """Return the address of a database of each kind in turn."""
    return any_url


@pytest.fixture
def harness(url: str) -> DeliveryHarness:
    """Return a delivery set-up with one subscription, made an hour before its first digest is due."""
    with closing(open_database(url)) as database:
        database.subscriptions.add(
            DigestOptions("7", CHANNEL_ID, EIGHT_OCLOCK, empty_policy=EmptyPolicy.SAY), DUE_AT - ONE_HOUR
        )
    return DeliveryHarness(url, ListPoster(), SentenceEngine(["Rates rose.", "Rain fell."]), DUE_AT)
