"""Claims about lists of what is kept."""

from __future__ import annotations

from io import StringIO

import pytest

from bot.cli.console import SafeConsole, print_table

TITLES = ("key", "outlet", "origin")
ROWS = (("wire-treaty-signed", "Sample Wire", "as wire-first"), ("북한", "Sample Herald of Seoul", ""))


def print_table_lines(*, width: int, terminal: bool) -> list[str]:
    """Print the rows on a console of *width* columns and give its lines."""
    screen = SafeConsole()
    screen.file, screen.width, screen._force_terminal = StringIO(), width, terminal
    screen._color_system = None
    print_table(screen, TITLES, ROWS)
    return screen.file.getvalue().splitlines()


@pytest.mark.parametrize(("width", "terminal"), [(80, True), (40, False), (10, False)])
def test_a_list_is_one_line_a_row(width: int, terminal: bool) -> None:
    """Where it fits the terminal, and wherever a program reads it, however narrow the terminal may be called."""
    title, wire, herald = print_table_lines(width=width, terminal=terminal)
    assert title.split() == list(TITLES)
    assert wire.split("  ")[0] == "wire-treaty-signed"
    assert wire.rstrip().endswith("as wire-first")
    assert herald.index("Sample") == wire.index("Sample") - 2  # Korean letters are two columns wide


def test_a_list_too_wide_for_the_terminal_names_each_cell() -> None:
    """No row is squeezed to a letter a line; what is empty is not named."""
    assert [line.rstrip() for line in print_table_lines(width=40, terminal=True)] == [
        "wire-treaty-signed",
        "  outlet Sample Wire",
        "  origin as wire-first",
        "북한",
        "  outlet Sample Herald of Seoul",
    ]
