"""What makes a reply checkable: its id, made from all that it says and rests on."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Sequence
from hashlib import sha256

from briefings.model import Point, Request


def identify(sequence: int, request: Request, points: Sequence[Point]) -> str:
    """
    Make the id of a briefing: ten letters and digits, the same for the same store state, request and points.

    The digest covers article keys, revisions, spans and the quoted words, in their order, so that an export whose
    sentences were changed or moved no longer fits its id.
    """
    digest = sha256(repr((sequence, request.text, request.limit, request.query)).encode())
    for point in points:
        sentence, citation = point.passage.sentence, point.passage.citation
        place = (citation.key, citation.revision, sentence.start, sentence.end, sentence.text)
        digest.update(repr(place).encode())
    return b32encode(digest.digest()).decode()[:10].lower()
