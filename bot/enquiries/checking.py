"""Sentences and quotation marks held against the stored texts; people found in a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from bot.desk.desk import Desk
from bot.findings import Examined, Sought
from briefings.model import Point
from briefings.proof import Exhibit, Proof
from briefings.words import stems
from corpus.characters import whole
from corpus.errors import NotStored
from corpus.model import Actor, Document, Passage, Query
from corpus.model.zones import TOLD

#: Characters of a paragraph that are shown on either side of a sentence.
MOST_CONTEXT = 500
#: Actors that are told of one message; words in quotation marks that are looked up.
MOST_PEOPLE, MOST_SOUGHT = 10, 6
#: Fewest words in quotation marks that are taken for a quotation, most that are looked for.
FEWEST_WORDS, MOST_WORDS = 3, 80
#: Sentences that are compared with each, articles that are shown, likeness from which on one comes near.
_MOST_READ, _MOST_FOUND, _NEAR = 200, 3, 0.5

_QUOTED = re.compile(
    r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"|^>{1,3} ?(.+)$", re.MULTILINE
)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FORMS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


def examine(desk: Desk, proof: Proof, number: int, scope: str) -> Examined:
    """Hold one sentence of *proof*, by its number from 1, against the stored text, and give its paragraph."""
    check = desk.verify(proof, scope).checks[number - 1]
    exhibit = check.exhibit
    try:
        document = desk.store.document(exhibit.key, scope, exhibit.revision)
    except NotStored:
        return Examined(check)
    digest = desk.digest(exhibit.key, exhibit.revision, scope)
    if document.article.text[exhibit.start : exhibit.end] != exhibit.text:
        return Examined(check, digest=digest)
    before, after = _around(document, exhibit)
    return Examined(check, before, after, digest)


def _around(document: Document, exhibit: Exhibit) -> tuple[str, str]:
    """Give what stands before and after a sentence in its paragraph, or in its line where no sentence is marked."""
    text, start, end = document.article.text, exhibit.start, exhibit.end
    own = next((one.paragraph for one in document.sentences if one.start <= start < one.end), None)
    same = [one for one in document.sentences if one.paragraph == own]
    first = min([start, *(one.start for one in same)])
    last = max([end, *(one.end for one in same)])
    before, after = text[first:start], text[end:last]
    return (
        before if len(before) <= MOST_CONTEXT else "… " + before[-MOST_CONTEXT:],
        after if len(after) <= MOST_CONTEXT else after[:MOST_CONTEXT] + " …",
    )


def people(desk: Desk, text: str, scope: str) -> tuple[tuple[Actor, int], ...]:
    """List the actors that *text* names and the articles mention, most mentioned there first."""
    census = desk.know(scope).census
    named = {mention.actor for mention in desk.know(scope).lexicon.spot(_plain(text)) if mention.actor}
    known = [(census.cast[key], census.actors[key]) for key in named if key in census.cast and key in census.actors]
    return tuple(sorted(known, key=lambda pair: (-pair[1], pair[0].id)))[:MOST_PEOPLE]


def seek(desk: Desk, text: str, scope: str) -> tuple[Sought, ...]:
    """Look up every quotation in *text*: where it stands word for word, or else what comes near."""
    return tuple(_look_up(desk, words, scope) for words in list(quotations(text))[:MOST_SOUGHT])


def quotations(text: str) -> Iterator[str]:
    """Find what stands in quotation marks, or is set off as a quotation; each once, in order."""
    seen: set[str] = set()
    for match in _QUOTED.finditer(_plain(text)):
        words = next(group for group in match.groups() if group is not None).strip()
        inner = words.strip('“”"«»„')
        count = len(_WORD.findall(inner))
        if FEWEST_WORDS <= count <= MOST_WORDS and _folded(inner) not in seen:
            seen.add(_folded(inner))
            yield inner


def _look_up(desk: Desk, words: str, scope: str) -> Sought:
    terms = tuple(dict.fromkeys(_WORD.findall(words)))
    found = desk.store.search(Query(terms=terms, zones=TOLD, scope=scope, limit=_MOST_READ))
    wanted = _folded(words).rstrip(".,;")
    exact = [p for p in found if wanted in _folded(p.sentence.text) or _spans(wanted, p)]
    if exact:
        return Sought(words, tuple(_one_an_article(exact)), exact=True)
    scored = sorted(((_likeness(words, p.sentence.text), -n, p) for n, p in enumerate(found)), key=lambda s: s[:2])
    near = [passage for likeness, _, passage in reversed(scored) if likeness >= _NEAR]
    return Sought(words, tuple(_one_an_article(near[:1])), exact=False)


def _spans(wanted: str, passage: Passage) -> bool:
    """Tell whether the words begin in the sentence before and end in this one."""
    return bool(passage.context) and wanted in _folded(f"{passage.context} {passage.sentence.text}")


def _likeness(words: str, sentence: str) -> float:
    """Give the share of the content *words* that stand, in their order, in *sentence*."""
    ours, theirs = stems(words), stems(sentence)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / (len(ours) or 1)


def _one_an_article(passages: Iterable[Passage]) -> list[Point]:
    return [Point(one) for one in {p.citation.key: p for p in passages}.values()][:_MOST_FOUND]


def _folded(text: str) -> str:
    return " ".join(text.translate(_FORMS).casefold().split())


def _plain(text: str) -> str:
    """Take the backslashes away that keep Markdown from taking effect, and make half characters whole."""
    return whole(_ESCAPED.sub(r"\1", text))
