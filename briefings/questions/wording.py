"""The words of asking, and what is left of a question without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from briefings.words import FUNCTION_WORDS, tokens
from corpus.model import Actor, ActorKind, Mention

_ASKING = frozenset(
    """
    anything dated describe due fact happen happened happens happening news occur report reported reports start started
    tell thing things today what when where who why how comment comments commented announce announced kind latest update
    updates question answer going go described mention mentioned mentions call called everything something information
    respond responded responds response react reacted reacts reaction speak spoke quote quotes quoted according
    scheduled planned expected whats whos wheres hows what's who's when's where's how's happenings developments details
    summarize summarise summary know reply replied replies vs versus wot abt what’s who’s when’s where’s how’s
    yesterday tomorrow
    """.split()
)
#: Turns of asking whose words mean something elsewhere ("new", "day", "city").
_FRAMES = re.compile(
    r"^\W*(?:show|give|list|name|find)\b"
    r"|\bwhat(?:['’]?s| is| was) (?:new|up|going on)\b|\b(?:what|which) (?:day|date|time|city|country|place|town)\b"
    r"|\bhow (?:long|large|big|high|old|far|often)\b|\btake place\b|\btook place\b",
    re.IGNORECASE,
)
#: Courtesies: their "could" and "would" say nothing of the future.
_COURTESY = re.compile(
    r"\b(?:(?:tell|show|give) (?:me|us)(?: please)?(?!\s+(?:about|of)\b)"
    r"|(?:can|could|would|will) (?:you|u|anyone|somebody|someone)(?: please)?|please|pls|thanks(?: a lot)?"
    r"|thank you|(?:i(?:['’]d| would) like|i want(?:ed)?|i need) to know|do you know|hey|hi|hello there|dear bot)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)*")
_OFFICE = (
    r"(?:president|leader|minister|advis[eo]r|secretary|chief|director|spokes\w+|ambassador"
    r"|premier|chancellor|king|queen|general|head|official|envoy|commander|governor|mayor)"
)
_TITLE = re.compile(rf"(?:['’]s)?(?:\s+[a-z][\w-]*){{0,3}}\s+{_OFFICE}\s*,?\s+", re.IGNORECASE)
_TITLE_BEFORE = re.compile(
    rf"\b(?:the\s+)?(?:(?:vice|deputy|prime|foreign|defen[cs]e|interior|finance)[ -])*{_OFFICE}\s+$"
    r"|\b(?:mr|mrs|ms|dr)\.?\s+$",
    re.IGNORECASE,
)
#: Between a question's first word and the rest, where that word is a name: "Merkel on the euro".
_NAMED_FIRST = re.compile(r"['’]s\b|\s*[?!.,:]*\s*$|\s+(?:on|about|and|said|says|did|has|was|is)\b", re.IGNORECASE)
#: Who speaks for a state or an organisation is no part of what is asked.
_VOICE = re.compile(
    r"(?:(?:['’]s?)?\s+(?:governments?|spokes(?:man|woman|person|people)|officials?|sources?|authorities)\b)+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’](?:s\b)?", re.IGNORECASE)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"([^\W\d_][\w'’-]*)\s+$"), re.compile(r"\s+([^\W\d_][\w'’-]*)")
#: A word is a misspelt part of a name where at least this share of their letters agrees.
_ALIKE = 0.75


def is_title(between: str) -> bool:
    """Tell whether the words between a state and a person are that person's office: "Chinese *spokesman* Lin"."""
    return bool(_TITLE.fullmatch(between))


def without_courtesy(text: str) -> str:
    """Blank the courtesies of *text*; every other character keeps its place."""
    return _COURTESY.sub(lambda match: " " * len(match[0]), text)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Blank *spans* of *text*."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def terms_of(rest: str) -> tuple[str, ...]:
    """List the content words of *rest*, lower case, each once, without the words of asking."""
    words = tokens(without(rest, [match.span() for match in _FRAMES.finditer(rest)]))
    return tuple(dict.fromkeys(word for word in words if word not in FUNCTION_WORDS and word not in _ASKING))


def names_in(rest: str) -> Iterator[tuple[int, int]]:
    """
    Find the capitalised names of *rest*, which is what no known actor was found in.

    A question's first word is capitalised anyway, and in a question all in capitals nothing can be told by them.
    """
    if rest.upper() == rest:
        return
    for match in _NAME.finditer(rest):
        start, end = match.span()
        words = list(re.finditer(r"\S+", rest[start:end]))
        while words and _asks(words[0][0]):
            words.pop(0)
        alone = len(words) == 1 and not rest[: start + words[0].start()].strip() and not _NAMED_FIRST.match(rest, end)
        if words and not alone:
            yield start + words[0].start(), end


def grown(text: str, mention: Mention, actor: Actor | None) -> tuple[int, int]:
    """Give the span of *mention* with its possessive, a person's title and misspelt names, and a body's spokesman."""
    start, end = mention.start, mention.end
    if actor and actor.kind is ActorKind.PERSON:
        if title := _TITLE_BEFORE.search(text, 0, start):
            start = title.start()
        before, after = _WORD_BEFORE.search(text, 0, start), _WORD_AFTER.match(text, end)
        start = before.start(1) if before and _part_of(before[1], actor) else start
        end = after.end(1) if after and _part_of(after[1], actor) else end
    elif actor and (voice := _VOICE.match(text, end)):
        end = voice.end()
    possessive = _POSSESSIVE.match(text, end)
    return start, possessive.end() if possessive else end


def _part_of(word: str, actor: Actor) -> bool:
    word = word.casefold()
    if len(word) < 3 or word in FUNCTION_WORDS or word in _ASKING:
        return False
    return any(SequenceMatcher(None, word, part).ratio() >= _ALIKE for part in actor.name.casefold().split())


def _asks(word: str) -> bool:
    plain = word.lower()
    return plain in FUNCTION_WORDS or plain in _ASKING
