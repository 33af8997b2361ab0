"""A whole message as JSON and back, so that it can be sent again after a restart, byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import LedgerError
from bot.messages.model import Accent, Button, Choice, File, Kind, Menu, Message, Style
from bot.phrases import phrase


def as_payload(message: Message) -> str:
    """Write *message* as one line of JSON, the same for the same; of its files the name, the words and the SHA-256."""
    value: dict[str, object] = {"accent": int(message.accent), "blocks": list(message.blocks)}
    if message.controls:
        value["controls"] = [[_written(control) for control in row] for row in message.controls]
    if message.files:
        value["files"] = files_as_record(message.files)
    if message.roles:
        value["roles"] = list(message.roles)
    return json.dumps(value, ensure_ascii=False)


def from_payload(payload: str, files: Mapping[str, bytes]) -> Message:
    """
    Read what `as_payload` wrote.

    Args:
        payload: One line of JSON.
        files: SHA-256 → the bytes of the files.

    Raises:
        LedgerError: If it is something else, or a file is missing.
    """
    try:
        value = json.loads(payload)
        return Message(
            tuple(map(str, value["blocks"])),
            Accent(value["accent"]),
            tuple(tuple(_read(control) for control in row) for row in value.get("controls", ())),
            files_from_record(value.get("files", ()), files),
            tuple(map(int, value.get("roles", ()))),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(phrase("a recorded message"), phrase("can't be read again")) from error


def named_files(record: str) -> tuple[str, ...]:
    """
    List the SHA-256 of the files that a written message, or a written digest, goes with.

    Raises:
        LedgerError: If it is something else.
    """
    try:
        return tuple(str(one["sha256"]) for one in json.loads(record).get("files", ()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError(phrase("a recorded message"), phrase("can't be read again")) from error


def sha256(data: bytes) -> str:
    """Give the SHA-256 of a file, in hex."""
    return hashlib.sha256(data).hexdigest()


def files_as_record(files: Sequence[File]) -> list[dict[str, str]]:
    """Write what is known of *files* but their bytes."""
    return [{"name": file.name, "alt": file.alt, "sha256": sha256(file.data)} for file in files]


def files_from_record(record: Sequence[Mapping[str, str]], data: Mapping[str, bytes]) -> tuple[File, ...]:
    """
    Read what `files_as_record` wrote.

    Raises:
        KeyError: If the bytes of one are missing.
    """
    return tuple(File(one["name"], data[one["sha256"]], one["alt"]) for one in record)


def _written(control: Button | Menu) -> dict[str, Any]:
    if isinstance(control, Button):
        return {"id": control.id, "label": control.label, "style": int(control.style), "disabled": control.disabled}
    choices = [[one.value, one.label, one.description, one.chosen] for one in control.choices]
    limits = {"least": control.least, "most": control.most}
    return {
        "id": control.id,
        "placeholder": control.placeholder,
        "kind": int(control.kind),
        "choices": choices,
    } | limits


def _read(value: Mapping[str, Any]) -> Button | Menu:
    if "label" in value:
        return Button(value["id"], value["label"], Style(value["style"]), value["disabled"])
    choices = tuple(Choice(*one) for one in value["choices"])
    return Menu(value["id"], value["placeholder"], choices, Kind(value["kind"]), value["least"], value["most"])
