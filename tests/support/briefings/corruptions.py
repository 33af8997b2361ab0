"""Exports corrupted at random: for the tests, and for benchmarks/proof.py."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from briefings.export import ExportError, write_export
from briefings.export.formats import read_export
from briefings.verification import CitedSentence, Proof, verify
from corpus.models import Article

CORRUPTION_KINDS = ("text", "span", "id", "order", "citation", "letter")


def corrupt_export(rng: Random, proof: Proof, form: str, kind: str) -> str:
    """Return an export of *proof* in the format *form* with one corruption of *kind* that changes something."""
    if kind == "letter":
        return _change_letter(rng, write_export(proof, form), proof)
    while True:
        changed = _change_proof(rng, proof, kind)
        if changed != proof:
            return write_export(changed, form)


def is_corruption_found(text: str, stored: Mapping[str, Sequence[Article]]) -> bool:
    """Return whether verification raises an alarm at an export."""
    try:
        export = read_export(text)
    except ExportError:
        return True
    return not (export.intact and verify(export.proof, stored).is_valid)


def _change_proof(rng: Random, proof: Proof, kind: str) -> Proof:
    exhibits = list(proof.sentences)
    at = rng.randrange(len(exhibits))
    if kind == "id":
        return replace(proof, id=_damage_text(rng, proof.id))
    if kind == "order":
        _reorder(rng, exhibits, at)
    else:
        change = {"text": _change_text, "span": _move_span, "citation": _change_citation}[kind]
        exhibits[at] = change(rng, exhibits[at])
    return replace(proof, sentences=tuple(exhibits))


def _reorder(rng: Random, exhibits: list[CitedSentence], at: int) -> None:
    way = rng.randrange(4)
    other = rng.randrange(len(exhibits))
    if way == 0:
        exhibits[at], exhibits[other] = exhibits[other], exhibits[at]
    elif way == 1:  # and numbered anew, so that only the id can tell
        first, second = exhibits[at], exhibits[other]
        exhibits[at], exhibits[other] = replace(second, number=first.number), replace(first, number=second.number)
    elif way == 2:
        exhibits.insert(other, exhibits[at])
    elif len(exhibits) > 1:
        del exhibits[at]


def _change_text(rng: Random, exhibit: CitedSentence) -> CitedSentence:
    return replace(exhibit, text=_damage_text(rng, exhibit.text))


def _move_span(rng: Random, exhibit: CitedSentence) -> CitedSentence:
    by, to = rng.randint(-40, 40), rng.randint(-40, 40)
    if rng.random() < 0.5:
        return replace(exhibit, start=exhibit.start + by, end=exhibit.end + by)
    return replace(exhibit, start=exhibit.start + by, end=exhibit.end + to)


def _change_citation(rng: Random, exhibit: CitedSentence) -> CitedSentence:
    name = rng.choice(("key", "title", "outlet", "published", "confidence", "address", "sha256", "revision", "also"))
    if name == "revision":
        return replace(exhibit, revision=exhibit.revision + rng.choice((-1, 1, 7)))
    if name == "also":
        others = exhibit.also[1:] if exhibit.also else ((exhibit.key, exhibit.revision, exhibit.outlet),)
        return replace(exhibit, also=others)
    value: str | None = getattr(exhibit, name)
    return replace(exhibit, **{name: _damage_text(rng, value or "A Made-up Source")})


def _damage_text(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    letter = rng.choice(string.ascii_letters + string.digits + " .,'\"“”<&=")
    ways = (
        text[:at] + letter + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + letter + text[at:],
        text[at:] + text[:at],
    )
    return rng.choice(ways)


def _change_letter(rng: Random, text: str, proof: Proof) -> str:
    """Change one letter of *text* inside a word of a quotation, a citation, the id or a hash."""
    exhibit = rng.choice(proof.sentences)
    shown = (exhibit.text, exhibit.text, exhibit.title, exhibit.outlet, exhibit.address, exhibit.sha256, proof.id)
    while True:
        words = [word for word in (rng.choice(shown) or "").split() if word.isascii() and word.isalnum()]
        word = rng.choice(words) if words else ""
        places = [at for at in range(len(text)) if text.startswith(word, at)] if word else []
        if places:
            at = rng.choice(places) + rng.randrange(len(word))
            others = [letter for letter in string.ascii_lowercase if letter != text[at].lower()]
            return text[:at] + rng.choice(others) + text[at + 1 :]
