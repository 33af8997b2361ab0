"""Ministries and presidential offices: bodies of a state that are named by what they do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.actors.model import Label, Name
from corpus.actors.scene import Scene
from corpus.model import Actor, ActorKind, MentionKind
from corpus.registry import Known, slug

_FIELD = (
    r"(?:foreign(?: affairs)?|defen[cs]e|unification|interior|finance|justice|trade|economy|health|education|energy"
    r"|transport|labou?r|agriculture|culture|environment|home|security|intelligence|information)"
)
#: A body: a ministry in either order of words, or a president's office.
_BODY = (
    rf"(?:(?i:presidential)\s+)?(?:(?i:{_FIELD})(?:\s+(?:and\s+)?(?i:{_FIELD}))?\s+(?i:ministry)"
    rf"|(?i:ministry)\s+(?i:of|for)\s+(?:National\s+|the\s+)?(?i:{_FIELD})(?:\s+(?:and|,)\s+(?i:{_FIELD}))?(?:\s+Affairs)?"
    r"|National\s+Security\s+(?:Office|Council)|Joint\s+Chiefs\s+of\s+Staff"
    r"|(?i:presidential|president['’]s|prime minister['’]s)\s+(?i:office))"
)
_FIND = re.compile(rf"\b{_BODY}(?![\w-])")
_OFFICE_OF = re.compile(r"\bthe\s+office\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_PRESIDENT = re.compile(r"\s+president\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:['’]s)?\s+(?:own\s+)?$")
_IN = re.compile(r"\s+(?:in|of)\s+(?:the\s+)?$")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_PRESIDENTIAL = re.compile(r"presiden", re.IGNORECASE)
_AFFAIRS = re.compile(r"ministry (?:of|for) (?:the |national )?(.+?)(?: affairs)?$")


def institutions(scene: Scene) -> None:
    """Find the bodies of states, and add them to *scene* with the state that they belong to."""
    for stretch in scene.stretches:
        for match in _FIND.finditer(scene.text, stretch.start, stretch.end):
            if any(
                n.start < match.start() < n.end or match.end() < n.end
                for n in scene.within(stretch.start, stretch.end)
                if n.start < match.end() and match.start() < n.end
            ):
                continue  # a longer name holds it
            before = _owner_before(scene, match.start(), stretch.start)
            after = _owner_after(scene, match.end(), stretch.end)
            owner = scene.actor((before or after or _None).actor or _home(scene, match[0]))
            end = after.end if after and not before else match.end()
            start = before.start if before else match.start()
            body = institution(match[0], owner, scene.registry.by_id)
            scene.names = [n for n in scene.names if not (match.start() <= n.start and n.end <= match.end())]
            if after and before is None and (the := _THE.search(scene.text, stretch.start, match.start())):
                start = the.start()
            kind = MentionKind.NAME if match[0][-6].isupper() or match[0][0].isupper() else MentionKind.NOMINAL
            scene.add(match.start(), match.end(), body, kind)
            if (start, end) != (match.start(), match.end()):
                scene.add(start, end, body)
        _offices_of(scene, stretch.start, stretch.end)


def _home(scene: Scene, body: str) -> str | None:
    """Give the state of an unowned body; of a security council only where the article says where it was written."""
    return scene.home if scene.sited or "ouncil" not in body else None


_None = Name(0, 0, "", Label.OTHER)


def institution(body: str, state: Actor | None, known: Mapping[str, Known] | None = None) -> Actor:
    """Make the actor for *body* ("foreign ministry") of *state*."""
    usual = _usual(body)
    if state is None or state.kind is not ActorKind.STATE:
        return Actor(slug(usual), usual, ActorKind.ORGANISATION)
    demonyms = known[state.id].demonyms if known and state.id in known else ()
    aliases = [f"{state.name}'s {usual}", *(f"{demonym} {usual}" for demonym in demonyms[:1])]
    name = f"{usual} of {state.name}"
    return Actor(f"{state.id}-{slug(usual)}", name, ActorKind.ORGANISATION, tuple(aliases), part_of=state.id)


def _usual(body: str) -> str:
    """Give the usual name of a body: ``Ministry of Foreign Affairs`` → ``Foreign Ministry``."""
    small = " ".join(body.lower().replace("’", "'").split())
    if small.endswith("office") and "security" not in small:
        return "Prime Minister's Office" if "prime" in small else "presidential office"
    if affairs := _AFFAIRS.fullmatch(small):
        return f"{affairs[1].title()} Ministry".replace(" And ", " and ").replace("Defense", "Defence")
    words = " ".join(body.title().replace("Presidential ", "").split())
    return words.replace("Defense", "Defence").replace(" Of ", " of ").replace("'S ", "'s ")


def _owner_before(scene: Scene, start: int, floor: int) -> Name | None:
    """Find the state right before a body: "China's", "South Korean"."""
    for name in scene.within(max(floor, start - 40), start):
        if scene.kind(name) is ActorKind.STATE and _OWNED.fullmatch(scene.text, name.end, start):
            return name
    return None


def _owner_after(scene: Scene, end: int, ceiling: int) -> Name | None:
    """Find the state or capital right after a body: "in Seoul", "of Japan"."""
    for name in scene.within(end, min(ceiling, end + 40)):
        if _IN.fullmatch(scene.text, end, name.start):
            state = name.actor if scene.kind(name) is ActorKind.STATE else None
            return name if state else None
    return None


def _offices_of(scene: Scene, start: int, end: int) -> None:
    """Find "the office of South Korean president Yoon"."""
    for name in list(scene.within(start, end)):
        of = _OFFICE_OF.search(scene.text, start, name.start)
        president = _PRESIDENT.match(scene.text, name.end, end)
        if of and president and (state := scene.actor(name.actor)):
            scene.add(of.start(), president.end(), institution("presidential office", state, scene.registry.by_id))
