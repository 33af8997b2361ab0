"""Words that lean on a name before them: "he", "the spokesperson", "the ministry", where that is safe."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence

from corpus.actors.reading import Stretch
from corpus.actors.scene import Scene
from corpus.model import ActorKind, Mention, MentionKind

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b(?!['’-]\w{3})")
_HEADS = (
    r"spokes(?:person|man|woman)|minister|president|premier|prime minister|chancellor|leader|ambassador|envoy|diplomat"
    r"|advis[eo]r|secretary|director|chairman|chairwoman|governor|mayor|general|commander|senator|lawmaker|professor"
    r"|researcher|analyst|expert|judge|prosecutor|lawyer|coach|author|singer|actor|actress"
)
_NOMINAL = re.compile(
    rf"\b[Tt]he\s+(?P<head>{_HEADS})\b(?!['’-]\w{{2,}}|\s+(?:of|for|to|at|in|general|[A-Z])\b|\s+[A-Z])"
)
_BODY = re.compile(r"\b[Tt]he\s+(?P<head>office|ministry)\b(?!\s+(?:of|for|in|at|has long been)\b|\s+[A-Z])")
#: A subject whom nobody names: "the minister met …", "On Friday, a spokeswoman …"; not "the minister, Ann Example".
_STRANGER = re.compile(
    r"(?:(?:On|In|At|After|Before|During|Earlier|Later|Last|Yesterday)\b[^,“”\"]{0,60},\s+)?"
    r"(?:[Tt]he|(?P<new>[Aa]n?|[Oo]ne|[Aa]nother)|[Hh]is|[Hh]er|[\w ]{1,30}['’]s?)\s+(?:[\w-]+\s+){0,3}?"
    rf"(?:{_HEADS}|official|officer|aide|chief|man|woman|boy|girl|son|daughter|brother|sister|wife|husband|father|mother"
    r"|candidate|suspect|soldier|driver|doctor|priest|student|teacher|resident|witness|player|boss|king|queen)\b"
    r"(?=\s+(?:[a-z]+ed|[a-z]+s|met|said|told|who|of|for|from|at|in|had|saw|spoke|took|gave|made|sent|went|left|shot|hit"
    r"|won|beat|wrote|will|would|could|may|might|also)\b)"
)
#: "Ann Example said she": nobody else is nearer.
_NEXT_TO = re.compile(r"\s+[a-z]+\s+(?:that\s+)?")
_OF = re.compile(r"\b(?:of|for|to)\b")
_QUOTED = re.compile(r"“[^“”]*(?:”|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)")
_WOMAN = re.compile(
    r"\b(?:sister|wife|widow|daughter|mother|woman|spokeswoman|chairwoman|actress|queen|princess|duchess|Mrs|Ms|Miss)\b"
)
#: A description leans on a person described so many sentences before it at most.
_REACH = 4


def anaphora(scene: Scene) -> None:
    """Find pronouns and bare descriptions whose person or body is plain, and add them to *scene*."""
    quoted = [match.span() for match in _QUOTED.finditer(scene.text)]
    people = sorted(_people(scene), key=lambda mention: mention.start)
    for number, stretch in enumerate(scene.stretches):
        for match in _NOMINAL.finditer(scene.text, stretch.start, stretch.end):
            _described(scene, match, people, number)
        for match in _BODY.finditer(scene.text, stretch.start, stretch.end):
            _body(scene, match)
    people = sorted(_people(scene), key=lambda mention: mention.start)
    for number, stretch in enumerate(scene.stretches):
        for match in _PRONOUN.finditer(scene.text, stretch.start, stretch.end):
            if not _within(quoted, match.start()):
                _pronoun(scene, match, people, quoted, number)


def _people(scene: Scene) -> Iterator[Mention]:
    for name in scene.names:
        if scene.kind(name) is ActorKind.PERSON:
            yield Mention(name.start, name.end, name.text, name.actor, name.kind)
    for mention in scene.mentions:
        actor = scene.actor(mention.actor)
        if actor and actor.kind in {ActorKind.PERSON, ActorKind.ANONYMOUS}:
            yield mention


def _between(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    first = bisect_right(mentions, start - 1, key=lambda mention: mention.start)
    last = bisect_right(mentions, end - 1, key=lambda mention: mention.start)
    return list(mentions[first:last])


def _within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return number >= 0 and at < spans[number][1]


def _pronoun(
    scene: Scene, match: re.Match[str], people: list[Mention], quoted: Sequence[tuple[int, int]], number: int
) -> None:
    """Link a pronoun to the one person named before it in its sentence, else in the one before, else before that."""
    end = match.start()
    for stretch in _back(scene.stretches, number):
        named = [m for m in _between(people, stretch.start, end) if not _within(quoted, m.start)]
        if _stranger(scene, stretch, end, named):
            return  # "The minister met Ann Example. She …": it may be either
        ids = {mention.actor for mention in named}
        if ids:
            actor = scene.actor(named[0].actor)
            if len(ids) == 1 and actor and _agrees(scene, match[0], actor.id):
                scene.add(match.start(), match.end(), actor, MentionKind.PRONOUN)
                insort(people, scene.mentions[-1], key=lambda mention: mention.start)
            return
        end = stretch.start


def _stranger(scene: Scene, stretch: Stretch, end: int, named: Sequence[Mention]) -> bool:
    """Tell whether a subject whom nobody names opens a sentence: a new one, or beside the one who is named."""
    subject = _STRANGER.match(scene.text, stretch.start, end)
    if subject is None or any(mention.start < subject.end() for mention in named):
        return False
    if not named:
        return subject["new"] is not None
    apposed = scene.text.endswith(", ", 0, named[0].start)
    return not apposed and _NEXT_TO.fullmatch(scene.text, named[-1].end, end) is None


def _back(stretches: Sequence[Stretch], number: int) -> Iterator[Stretch]:
    """Give a sentence and the two before it, as far as they are of one zone."""
    for at in range(number, max(number - 3, -1), -1):
        if stretches[at].zone is not stretches[number].zone:
            return
        yield stretches[at]


def _agrees(scene: Scene, pronoun: str, identity: str) -> bool:
    """Tell whether nothing said of a person speaks against the pronoun."""
    found = scene.found.get(identity)
    woman = found is not None and _WOMAN.search(found.actor.description) is not None
    return pronoun.lower() == "she" or not woman


def _described(scene: Scene, match: re.Match[str], people: Sequence[Mention], number: int) -> None:
    """Link "the spokesperson" to the last person whom an earlier sentence called so."""
    head = match["head"].lower()
    start = scene.stretches[max(0, number - _REACH)].start
    for mention in reversed(_between(people, start, scene.stretches[number].start)):
        found = scene.found.get(mention.actor or "")
        if found and re.search(rf"\b{head}\b", _OF.split(found.actor.description.lower())[0]):
            scene.add(match.start(), match.end(), found.actor)
            return


def _body(scene: Scene, match: re.Match[str]) -> None:
    """Link "the office" to the body of that sort which was named last."""
    before = [m for m in scene.mentions if m.start < match.start()]
    for mention in sorted(before, key=lambda mention: -mention.start):
        actor = scene.actor(mention.actor)
        if actor and actor.kind is ActorKind.ORGANISATION and match["head"] in actor.name.lower():
            scene.add(match.start(), match.end(), actor)
            return
