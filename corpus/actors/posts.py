"""Who holds which office, as the article tells it, and the descriptions that rest on it."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.actors.descriptions import AFTER, OFFICE_OF, folded_title, holder_of
from corpus.actors.model import Label, Name
from corpus.actors.scene import Scene
from corpus.actors.words import TITLE_WORDS
from corpus.model import ActorKind

_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_GAP = re.compile(r",?\s*(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?)?\s*")
#: Words right before a name that say what its bearer is: "national security adviser Chang".
_BEFORE = re.compile(
    r"((?:(?:[A-Z]?[a-z-]+|[A-Z]{2,})\s+){0,5}[A-Za-z-]+)(?:\s+in\s+[A-Z]\w+)?,?\s+(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen)\.?\s+)?$"
)
#: Words after a name, between commas: ", director of the National Security Office,".
_APPOSED = re.compile(
    r",\s+((?:an?\s+|the\s+|its\s+|his\s+|her\s+)?(?:[\w'’.-]+\s+){0,6}?"
    r"(?P<head>[a-z]+(?:-[a-z]+)*)(?:\s+(?:of|for|at|in|to|from|with|who)\s+[^,;:“”\"()]{2,90})?)"
    r"(?=[,.;:]|\s+(?:said|told|says)\b)"
)
_RELATIVE = re.compile(r"\s(?:who|that|which|whose)\s")
_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "person", "ant", "ent", "eer", "logue", "ary")


def posts(scene: Scene) -> None:
    """Learn who holds which office, describe the people found, and find descriptions that name a holder."""
    bare: list[tuple[Name, re.Match[str]]] = []
    for at, name in enumerate(scene.names):
        if scene.kind(name) is ActorKind.PERSON:
            _describe(scene, name)
        if scene.kind(name) not in {ActorKind.STATE, ActorKind.ORGANISATION} or name.label is Label.PLACE:
            continue
        end = scene.stretches[name.sentence].end
        if OFFICE_OF.match(scene.text, name.end, end):
            continue
        if title := AFTER.match(scene.text, name.end, end):
            person = scene.names[at + 1] if at + 1 < len(scene.names) else None
            if (
                person
                and scene.kind(person) is ActorKind.PERSON
                and _GAP.fullmatch(scene.text, title.end(), person.start)
            ):
                owner, holder = str(name.actor), str(person.actor)
                scene.posts.setdefault((owner, folded_title(title["title"])), set()).add(holder)
            else:
                bare.append((name, title))
    for name, title in bare:
        _nominal(scene, name, title)


def _nominal(scene: Scene, name: Name, title: re.Match[str]) -> None:
    """Resolve "the Russian president" by the article's own words, else by the registry on the day of publication."""
    assert name.actor  # noqa: S101 - bare titles belong to an actor
    folded = folded_title(title["title"])
    told = scene.posts.get((name.actor, folded), set())
    if not told and folded in {"leader", "ruler", "dictator", "chief"}:
        told = scene.posts.get((name.actor, "president"), set()) | scene.posts.get((name.actor, "leader"), set())
    holder = next(iter(told)) if len(told) == 1 else None
    if not told:
        holder = holder_of(name.actor, folded, scene.registry.known, scene.day)
    actor = scene.actor(holder)
    if actor is None:
        return
    floor = max(scene.stretches[name.sentence].start, name.start - 9)
    the = _THE.search(scene.text, floor, name.start)
    scene.add(the.start() if the else name.start, title.end(), actor)


def _describe(scene: Scene, name: Name) -> None:
    """Take a description from the words around a name, the first that there is."""
    found = scene.found.get(name.actor or "")
    if found is None or found.actor.description or " " not in name.text:
        return
    stretch = scene.stretches[name.sentence]
    if words := _apposed(scene, name, stretch.end) or _preceding(scene, name, stretch.start):
        found.actor = replace(found.actor, description=words)


def _apposed(scene: Scene, name: Name, end: int) -> str | None:
    match = _APPOSED.match(scene.text, name.end, end)
    if not match:
        return None
    head = match["head"]
    if match[1].startswith("who ") or not (head in TITLE_WORDS or head.endswith(_ENDINGS)):
        return None
    return _RELATIVE.split(match[1])[0]


def _preceding(scene: Scene, name: Name, start: int) -> str | None:
    match = _BEFORE.search(scene.text, max(start, name.start - 80), name.start)
    if not match:
        return None
    words = match[1].split()
    at = len(words)
    while at and words[at - 1].lower() in TITLE_WORDS:
        at -= 1
    if at == len(words) or (words[-1].lower() in {"mr", "mrs", "ms", "dr"}):
        return None
    begin = match.start(1) + len(match[1]) - len(" ".join(words[at:]))
    owner = next((n for n in scene.within(max(start, begin - 80), begin) if begin - n.end < 4), None)
    return " ".join(scene.text[owner.start if owner else begin : match.end(1)].split())
