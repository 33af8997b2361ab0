"""Uploads as attachments, and ``attachment://`` addresses as real ones."""

from __future__ import annotations

import mimetypes
import re
import struct

from bot.testserver.rest.calls import Upload
from bot.testserver.world import payloads
from bot.testserver.world.model import Attachment, Channel, Json
from bot.testserver.world.refusals import Refusal, invalid_form
from bot.testserver.world.state import World

UPLOAD_LIMIT = 10 * 1024 * 1024  # See docs/reference#uploading-files
_UNSAFE = re.compile(r"[^\w.\-]+")


def attach(
    world: World, place: Channel, described: list[Json] | None, uploads: dict[int, Upload], kept: list[Attachment]
) -> list[Attachment]:
    """
    Make the attachments of a message.

    Args:
        world: Gives the ids.
        place: Where the message goes.
        described: The ``attachments`` of the body: ids of uploads (their number) or of files kept; None for all.
        uploads: The new files by number.
        kept: The message's files so far.

    Raises:
        Refusal: 40005 for a file too large; 50035 for an id that is neither.
    """
    if any(len(upload.data) > UPLOAD_LIMIT for upload in uploads.values()):
        raise Refusal(413, 40005, "Request entity too large")
    if described is None:
        return kept + [_make(world, place, upload, {}) for _, upload in sorted(uploads.items())]
    old = {file.id: file for file in kept}
    made: list[Attachment] = []
    for number, one in enumerate(described):
        identity = int(one["id"])
        if identity in uploads:
            made.append(_make(world, place, uploads[identity], one))
        elif identity in old:
            made.append(old[identity])
        else:
            path = f"attachments.{number}.id"
            raise invalid_form([(path, "ATTACHMENT_NOT_FOUND", f"Attachment {identity} not found")])
    return made


def _make(world: World, place: Channel, upload: Upload, described: Json) -> Attachment:
    name = _UNSAFE.sub("_", described.get("filename") or upload.filename)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    width, height = _png_size(upload.data)
    description = described.get("description")
    return Attachment(world.snowflake(), place.id, name, kind, upload.data, description, width, height)


def _png_size(data: bytes) -> tuple[int | None, int | None]:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        return None, None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def media(world: World, address: str, files: list[Attachment]) -> Json:
    """Unfurl the address of a picture or file (docs/components/reference#unfurled-media-item)."""
    unfurled: Json = {"id": str(world.snowflake()), "url": address, "proxy_url": address}
    named = address.removeprefix("attachment://")
    for file in files:
        if address.startswith("attachment://") and file.filename == named:
            written = payloads.attachment(world, file)
            unfurled |= {key: written[key] for key in ("url", "proxy_url", "content_type") if key in written}
            unfurled |= {"attachment_id": str(file.id), "width": file.width, "height": file.height}
    return unfurled
