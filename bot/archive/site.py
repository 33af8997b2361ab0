"""Build the site of all public channels from the store and the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.content import collect_digests
from bot.archive.folder import SiteChange, check_site_folder, write_site
from bot.models.digest import PublishedDigest

if TYPE_CHECKING:
    from bot.services.store_holder import StoreHolder
    from corpus.store import Store


@dataclass(frozen=True, slots=True)
class SitePlace:
    """
    Where a site is built.

    Attributes:
        folder: Its folder.
        url: The address at which the folder is served, with a slash at its end; ``""`` if it is not known.
        server: Id of the one server that it is of; ``""`` for all, each in a folder named by its id.
    """

    folder: Path
    url: str = ""
    server: str = ""


def build_site(store: Store, published: Sequence[PublishedDigest], place: SitePlace) -> SiteChange:
    """
    Write the pages of *published* digests, and remove those of digests that are not among them.

    Args:
        store: The articles, for context.
        published: The digests, of one server if *place* is of one.
        place: Where to.

    Raises:
        ConfigError: If the folder holds files that are not ours, or can't be written.
    """
    from bot.archive.pages import render_archive, render_servers  # noqa: PLC0415  # templates; the bot's process needs none

    check_site_folder(place.folder)  # before the work
    if place.server:
        return write_site(place.folder, render_archive(collect_digests(store, published), place.url, place.server))
    files: dict[str, bytes] = {}
    servers: list[tuple[str, str, int]] = []
    for guild in sorted({one.guild for one in published}, key=int):
        own = collect_digests(store, [one for one in published if one.guild == guild])
        base_url = f"{place.url}{guild}/" if place.url else ""
        files |= {f"{guild}/{path}": data for path, data in render_archive(own, base_url, guild).items()}
        servers.append((own[-1].server_name, f"{guild}/index.html", len(own)))
    files |= render_servers(servers)
    return write_site(place.folder, files)


def build_site_in_worker(engine: StoreHolder, *, published: Sequence[PublishedDigest], place: SitePlace) -> SiteChange:
    """Do the same as `build_site`, as a task of a worker pool."""
    return build_site(engine.store, published, place)
