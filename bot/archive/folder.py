"""Write the files of a site into a folder: only those that changed, each at once, and remove those that are gone."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.errors import ConfigError

#: The file that marks a folder as ours; it lists the files that were written.
MARKER_NAME = ".dateline-site"
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class SiteChange:
    """
    What writing a site changed.

    Attributes:
        written: Number of files that are new or different.
        removed: Number of files that are gone.
        unchanged: Number of files that were left alone.
    """

    written: int = 0
    removed: int = 0
    unchanged: int = 0


def write_site(folder: Path, files: Mapping[str, bytes]) -> SiteChange:
    """
    Write *files*, by path, into *folder*, and remove those that an earlier call wrote and that are gone.

    Another process that builds a site in *folder* is waited for.

    Args:
        folder: A folder of an earlier call, or an empty or a missing one.
        files: The bytes of each file, by its path with slashes.

    Raises:
        ConfigError: If the folder holds files that are not ours, or can't be written.
    """
    check_site_folder(folder)
    with _translate_os_errors(folder, "written"):
        folder.mkdir(parents=True, exist_ok=True)
        with _lock_folder(folder):
            former = _list_former_files(folder)
            # First: what is no longer public must go, even if the disk is full.
            removed = sum(_remove(folder, path) for path in sorted(former - files.keys()))
            # If this is interrupted, the next call still knows all files that may be there.
            _write_marker(folder, {*former, *files})
            written = sum(_write_if_changed(folder / path, data) for path, data in files.items())
            _write_marker(folder, files.keys())
    return SiteChange(written, removed, len(files) - written)


def check_site_folder(folder: Path) -> frozenset[str]:
    """
    Return the paths of the files of an earlier site in *folder*; empty for an empty or a missing folder.

    Raises:
        ConfigError: If the folder holds files that are not ours, or can't be read.
    """
    with _translate_os_errors(folder, "read"):
        if folder.is_dir():
            with _lock_folder(folder):  # a build writes its files meanwhile, and replaces the marker
                return _list_former_files(folder)
        if folder.exists() and not folder.is_dir():  # it may have been created meanwhile
            raise _build_foreign_error(folder)
        return frozenset()


def _list_former_files(folder: Path) -> frozenset[str]:
    marker = folder / MARKER_NAME
    if marker.is_file():
        return _read_marker(marker)
    own = {MARKER_NAME, _name_draft(marker).name}
    if any(path.name not in own for path in folder.iterdir()):
        raise _build_foreign_error(folder)
    return frozenset()


def _build_foreign_error(folder: Path) -> ConfigError:
    return ConfigError(str(folder), "holds files that aren't Dateline's", "Name a new or an empty folder.")


def _read_marker(marker: Path) -> frozenset[str]:
    try:
        listed = json.loads(marker.read_text("utf-8"))["files"]
        return frozenset(path for path in listed if _is_inside(path))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "Delete the folder; its pages are made anew."
        raise ConfigError(str(marker), "is damaged", remedy) from error


def _is_inside(path: str) -> bool:
    """Return whether *path* leads to a file below its folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and path != MARKER_NAME


@contextmanager
def _translate_os_errors(folder: Path, attempt: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "Free some disk space." if error.errno in _NO_SPACE else "Check its permissions."
        raise ConfigError(str(error.filename or folder), f"can't be {attempt} ({error.strerror})", remedy) from error


@contextmanager
def _lock_folder(folder: Path) -> Iterator[None]:
    """Wait until no other process holds *folder*, and hold it; Windows and some network drives have no such locks."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  # not on Windows

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write_marker(folder: Path, paths: Collection[str]) -> None:
    data = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0) + "\n"
    _write_if_changed(folder / MARKER_NAME, data.encode())


def _write_if_changed(path: Path, data: bytes) -> bool:
    """Replace a file at once if its content differs; return whether it did."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _name_draft(path)
    try:
        draft.write_bytes(data)
        os.replace(draft, path)  # noqa: PTH105  # at once, whatever stands there
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return True


def _name_draft(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _remove(folder: Path, path: str) -> bool:
    """Remove a file and the folders that are empty then; return whether it was there."""
    _name_draft(folder / path).unlink(missing_ok=True)  # of a build that was killed
    try:
        (folder / path).unlink()
    except FileNotFoundError:
        return False
    for parent in (folder / path).parents:
        if parent == folder:
            break
        with suppress(OSError):  # it holds other files
            parent.rmdir()
    return True
