"""What a database's URL names: a file or a server."""

from __future__ import annotations

from bot.errors import LedgerError

_SERVER_PREFIXES = ("postgresql://", "postgres://")


def is_server_url(url: str) -> bool:
    """Return whether *url* names a PostgreSQL database, not a file."""
    return url.startswith(_SERVER_PREFIXES)


def parse_database_path(url: str) -> str:
    """
    Return the file that ``sqlite:///PATH`` names, or ``:memory:``.

    Raises:
        LedgerError: If *url* has another form.
    """
    if is_server_url(url):  # not quoted: it may hold a password
        raise LedgerError("the PostgreSQL database", "this needs a file", "Use an address like sqlite:///PATH.")
    form, mark, path = url.partition(":///")
    if form != "sqlite" or not mark or not path:
        raise LedgerError(
            f"the database “{url}”", "its address must have the form sqlite:///PATH or postgresql://HOST/DATABASE"
        )
    return path
