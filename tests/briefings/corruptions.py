"""Exports corrupted at random: for the tests, and for benchmarks/proof.py."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from briefings import exports
from briefings.proof import Exhibit, Proof, verify
from corpus.model import Article

KINDS = ("text", "span", "id", "order", "citation", "letter")


def corrupt(rng: Random, proof: Proof, form: str, kind: str) -> str:
    """Give an export of *proof* in the format *form* with one corruption of *kind*; never one that changes nothing."""
    if kind == "letter":
        return _scar(rng, exports.write(proof, form), proof)
    while True:
        changed = _change(rng, proof, kind)
        if changed != proof:
            return exports.write(changed, form)


def found(text: str, stored: Mapping[str, Sequence[Article]]) -> bool:
    """Tell whether verification raises an alarm at an export."""
    try:
        export = exports.read(text)
    except exports.ExportError:
        return True
    return not (export.intact and verify(export.proof, stored).holds)


def _change(rng: Random, proof: Proof, kind: str) -> Proof:
    exhibits = list(proof.exhibits)
    at = rng.randrange(len(exhibits))
    if kind == "id":
        return replace(proof, id=_damage(rng, proof.id))
    if kind == "order":
        _disorder(rng, exhibits, at)
    else:
        change = {"text": _requote, "span": _move, "citation": _recite}[kind]
        exhibits[at] = change(rng, exhibits[at])
    return replace(proof, exhibits=tuple(exhibits))


def _disorder(rng: Random, exhibits: list[Exhibit], at: int) -> None:
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


def _requote(rng: Random, exhibit: Exhibit) -> Exhibit:
    return replace(exhibit, text=_damage(rng, exhibit.text))


def _move(rng: Random, exhibit: Exhibit) -> Exhibit:
    by, to = rng.randint(-40, 40), rng.randint(-40, 40)
    if rng.random() < 0.5:
        return replace(exhibit, start=exhibit.start + by, end=exhibit.end + by)
    return replace(exhibit, start=exhibit.start + by, end=exhibit.end + to)


def _recite(rng: Random, exhibit: Exhibit) -> Exhibit:
    name = rng.choice(("key", "title", "outlet", "published", "confidence", "address", "sha256", "revision", "also"))
    if name == "revision":
        return replace(exhibit, revision=exhibit.revision + rng.choice((-1, 1, 7)))
    if name == "also":
        others = exhibit.also[1:] if exhibit.also else ((exhibit.key, exhibit.revision, exhibit.outlet),)
        return replace(exhibit, also=others)
    value: str | None = getattr(exhibit, name)
    return replace(exhibit, **{name: _damage(rng, value or "A Made-up Source")})


def _damage(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    letter = rng.choice(string.ascii_letters + string.digits + " .,'\"“”<&=")
    ways = (
        text[:at] + letter + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + letter + text[at:],
        text[at:] + text[:at],
    )
    return rng.choice(ways)


def _scar(rng: Random, text: str, proof: Proof) -> str:
    """Change one letter of *text* inside a word of a quotation, a citation, the id or a hash."""
    exhibit = rng.choice(proof.exhibits)
    shown = (exhibit.text, exhibit.text, exhibit.title, exhibit.outlet, exhibit.address, exhibit.sha256, proof.id)
    while True:
        words = [word for word in (rng.choice(shown) or "").split() if word.isascii() and word.isalnum()]
        word = rng.choice(words) if words else ""
        places = [at for at in range(len(text)) if text.startswith(word, at)] if word else []
        if places:
            at = rng.choice(places) + rng.randrange(len(word))
            others = [letter for letter in string.ascii_lowercase if letter != text[at].lower()]
            return text[:at] + rng.choice(others) + text[at + 1 :]
