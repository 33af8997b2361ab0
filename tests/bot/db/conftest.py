"""The databases on which the claims about the bot's tables hold."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def url(any_url: str) -> str:
    """Return the address of a database of each kind in turn."""
    return any_url


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """Return the address of a file that does not exist yet, in a folder that doesn't either."""
    return f"sqlite:///{tmp_path / 'new' / 'news.sqlite3'}"
