"""The curators' words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpus.model import Passage
from corpus.registry import Verb
from corpus.store import writing
from corpus.store.connection import Database
from corpus.store.records import Curation


def curations(db: Database, scope: str) -> tuple[Curation, ...]:
    """List the words that hold for *scope*, everybody's before its own."""
    found = db.rows(
        "SELECT action, actor, value, s.name FROM curations c JOIN scopes s ON s.id = c.scope WHERE s.name IN ('', ?)"
        " ORDER BY s.name, c.id",
        (scope,),
    )
    return tuple(Curation(*row) for row in found)


def curate(db: Database, word: Curation) -> None:
    """Keep a word; saying it again changes nothing."""
    before = len(curations(db, word.scope))
    db.run(
        "INSERT OR IGNORE INTO curations (scope, action, actor, value) VALUES (?, ?, ?, ?)",
        (writing.scope_number(db, word.scope), word.action, word.actor, word.value),
    )
    if len(curations(db, word.scope)) > before:
        writing.step(db)


def uncurate(db: Database, word: Curation) -> None:
    """Take a word back."""
    if word in curations(db, word.scope):
        scope = writing.scope_number(db, word.scope)
        db.run(
            "DELETE FROM curations WHERE (scope, action, actor, value) = (?, ?, ?, ?)",
            (scope, word.action, word.actor, word.value),
        )
        writing.step(db)


def merged(db: Database, scope: str) -> Mapping[str, str]:
    """Give each id that a merger made go, for *scope*, and the id that stays: articles of others still have the old."""
    pairs = {word.actor: word.value for word in curations(db, scope) if word.action == Verb.MERGE.value}
    found = {}
    for gone, into in pairs.items():
        seen = {gone}
        while into in pairs and into not in seen:
            seen.add(into)
            into = pairs[into]  # noqa: PLW2901 - the chain of mergers is followed to its end
        found[gone] = into
    return found


def recast(passages: Iterable[Passage], into: Mapping[str, str]) -> tuple[Passage, ...]:
    """Give *passages* with the ids that mergers made go replaced by those that stay."""
    return tuple(
        replace(
            one,
            mentions=tuple(replace(m, actor=into.get(m.actor or "", m.actor)) for m in one.mentions),
            quotations=tuple(replace(q, speaker=into.get(q.speaker or "", q.speaker)) for q in one.quotations),
        )
        for one in passages
    )
