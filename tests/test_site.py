"""Claims about the pages of the documentation site that are made from the program; `make docs` builds them strictly."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from bot.cli.parser import COMMANDS
from bot.commands.server import COMMAND_EXAMPLES

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "docs"))

from site_hooks import PACKAGES, build_pages, escape, move_links  # noqa: E402


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Return all pages that are made from the program, by their paths."""
    return build_pages()


@pytest.mark.parametrize("name", COMMAND_EXAMPLES)
def test_every_slash_command_is_on_a_page(name: str, pages: dict[str, str]) -> None:
    """Its page has a heading with its name, and its example."""
    page = pages[f"slash/{name.split(maxsplit=1)[0]}.md"]
    assert re.search(rf"^##? /{name}$", page, re.MULTILINE)
    assert f"Example: `{COMMAND_EXAMPLES[name]}`" in page


@pytest.mark.parametrize("name", [name for name in COMMANDS if " " in name])
def test_every_terminal_command_is_on_a_page(name: str, pages: dict[str, str]) -> None:
    """Its page has a heading with its name, and its example unless it only has sub-commands."""
    page = pages[f"terminal/{name.split()[1]}.md"]
    assert re.search(rf"^##? {name}$", page, re.MULTILINE)
    handler, example = COMMANDS[name]
    assert not handler or f"Example: `{example}`" in page


def test_a_page_explains_each_option(pages: dict[str, str]) -> None:
    """Options, required ones marked, with what can be chosen."""
    assert re.search(r"^\| `question` \| required \| \S", pages["slash/ask.md"], re.MULTILINE)
    assert re.search(r"^\| `kind` \| required \| .*“Articles per day”.* or “", pages["slash/chart.md"], re.MULTILINE)
    assert re.search(r"^\| `--limit N` \| .*default: 6", pages["terminal/brief.md"], re.MULTILINE)
    assert "%(" not in "".join(pages[path] for path in pages if path.startswith("terminal/"))


def test_a_page_says_who_may_use_a_command(pages: dict[str, str]) -> None:
    """Commands of managers say so, others do not."""
    assert "may manage the server" in pages["slash/digest.md"]
    assert "may manage the server" not in pages["slash/brief.md"]
    assert "direct messages" in pages["slash/brief.md"]


def test_every_package_has_a_page_with_its_modules(pages: dict[str, str]) -> None:
    """No folder with modules is left out."""
    for name in PACKAGES:
        for file in (ROOT / name).rglob("__init__.py"):
            package = ".".join(file.parent.relative_to(ROOT).parts)
            modules = [path.stem for path in file.parent.glob("[!_]*.py")]
            assert [one for one in modules if f"::: {package}.{one}\n" not in pages[f"api/{package}.md"]] == []


@pytest.mark.parametrize(
    ("page", "written", "moved"),
    [
        ("index.md", "[x](docs/cli.md#as-of-a-day)", "[x](cli.md#as-of-a-day)"),
        ("index.md", "![x](docs/images/brief.png)", "![x](images/brief.png)"),
        ("index.md", "[x](CONTRIBUTING.md)", "[x](contributing.md)"),
        ("operator.md", "[x](../.env.example)", "[x](settings.md)"),
        ("operator.md", "[x](../README.md#try-it)", "[x](index.md#try-it)"),
        ("cli.md", "[x](archive.md)", "[x](archive.md)"),
        ("cli.md", "[x](#y) [z](https://example.org/docs/a.md)", "[x](#y) [z](https://example.org/docs/a.md)"),
    ],
)
def test_links_lead_to_the_pages_of_the_site(page: str, written: str, moved: str) -> None:
    """Links of documents are written for their places in the repository."""
    assert move_links(written, page) == moved


def test_words_are_shown_as_they_are() -> None:
    """Nothing in a description becomes markup or ends a cell of a table."""
    assert escape("a | b <c> *d* [e]") == r"a \| b \<c> \*d\* \[e\]"
