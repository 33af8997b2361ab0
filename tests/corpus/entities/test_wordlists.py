"""Claims about the tables of names."""

import pytest

from corpus.entities.wordlists import (
    is_title_word,
    load_cities,
    load_given_names,
    load_regions,
    load_surnames,
)


def test_the_tables_hold_names_in_lower_case() -> None:
    """Each table has thousands of names, folded, and common ones are among them."""
    tables = load_cities(), load_regions(), load_given_names(), load_surnames()
    assert all(len(table) > 3000 and all(name == name.lower().strip() for name in table) for table in tables)
    assert "sao paulo" in load_cities()
    assert "ontario" in load_regions()
    assert "ingrid" in load_given_names()
    assert "schmidt" in load_surnames()


@pytest.mark.parametrize(
    ("word", "is_title"),
    [("senator", True), ("senators", True), ("ex-minister", True), ("state-owned", False), ("kings", False)],
)
def test_titles_in_the_plural_and_compounds_are_titles(word: str, is_title: bool) -> None:
    """A plural and a compound of titles are titles; a surname in the plural and an adjective are not."""
    assert is_title_word(word) is is_title
