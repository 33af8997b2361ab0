"""Whether values that somebody else wrote down are what they are declared to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import pairwise
from math import isfinite
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from corpus.characters import is_whole
from corpus.intervals import days
from corpus.model import Document

#: SQLite counts in 64 bits.
_MOST = 2**63


def check(value: Any, declared: Any) -> None:  # noqa: ANN401 - of any type: that is what is asked
    """
    Check a value, and all that it holds, against its declared type.

    Args:
        value: Whatever it is.
        declared: A dataclass, an enumeration, a tuple of these, a text, a number, or a union.

    Raises:
        ValueError: If it is something else, a number is out of bounds, or a text holds half a character.
    """
    if not _is(value, declared):
        raise ValueError(f"{value!r:.60} is no {declared}")
    if isinstance(declared, type) and is_dataclass(declared):
        for name, hint in _hints(declared):
            check(getattr(value, name), hint)
    elif get_origin(declared) is tuple:
        for one, hint in _parts(value, get_args(declared)):
            check(one, hint)
    elif get_origin(declared) is UnionType:
        check(value, next(hint for hint in get_args(declared) if _is(value, hint)))


def fits(document: Document) -> None:
    """
    Check that the marks on a document are those of its text: each span inside, in order, and each actor known.

    Raises:
        ValueError: If one is not.
    """
    size = len(document.article.text)
    zones = [(one.start, one.end) for one in document.article.zones]
    sentences = [(one.start, one.end) for one in document.sentences]
    dates = [(one.start, one.end) for one in document.dates]
    nested = [(one.start, one.end) for one in document.mentions]
    nested += [(one.start, one.end) for one in document.quotations]
    aside = [span for one in document.quotations for span in (one.cue, one.source) if span]
    for spans in (zones, sentences, dates):
        if any(end > start for (_, end), (start, _) in pairwise(spans)):
            raise ValueError("spans overlap")
    if not all(0 <= start < end <= size for start, end in (*zones, *sentences, *dates, *nested, *aside)):
        raise ValueError("a span lies outside the text")
    known = {actor.id for actor in document.actors}
    named = (*(one.actor for one in document.mentions), *(one.speaker for one in document.quotations))
    if len(known) < len(document.actors) or not known.issuperset(actor for actor in named if actor is not None):
        raise ValueError("actors are told twice, or not at all")
    published = document.article.provenance.published.value
    if published is not None and not days(published):
        raise ValueError("the day of publication is none")


@cache
def _hints(declared: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(declared)
    return tuple((field.name, hints[field.name]) for field in fields(declared))


def _parts(value: tuple[Any, ...], hints: tuple[Any, ...]) -> Iterable[tuple[Any, Any]]:
    if hints[1:] == (...,):
        return ((one, hints[0]) for one in value)
    return zip(value, hints, strict=True)


def _is(value: Any, declared: Any) -> bool:  # noqa: ANN401
    if get_origin(declared) is UnionType:
        return any(_is(value, hint) for hint in get_args(declared))
    if get_origin(declared) is tuple:
        return isinstance(value, tuple)
    if declared is str:
        return isinstance(value, str) and is_whole(value)
    if declared in {int, float}:
        number = isinstance(value, int if declared is int else (int, float)) and not isinstance(value, bool)
        return number and isfinite(value) and abs(value) < _MOST
    return value is None if declared is NoneType else isinstance(value, declared)
