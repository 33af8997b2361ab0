"""Check quoted sentences against the stored texts, and look up quotes and actors in a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from bot.models.query import QuoteLookup, SentenceCheck
from bot.services.engine import QueryEngine
from briefings.models import Point
from briefings.text import stem_words, tokenize
from briefings.verification import CitedSentence, Proof
from corpus.errors import NotStored
from corpus.models import CONTENT_ZONES, Actor, Document, Passage, Query, replace_surrogates

#: Characters of the paragraph shown on either side of a sentence.
MAX_CONTEXT_CHARACTERS = 500
#: Actors listed, and quotations looked up, per message.
MAX_ACTORS, MAX_QUOTES = 10, 6
#: Maximum words of a text in quotation marks that is looked up as a quotation.
MAX_QUOTE_WORDS = 80
#: Sentences compared with each quotation, articles read in full for it, and articles shown for it.
_MAX_COMPARED_SENTENCES, _MAX_READ_ARTICLES, _MAX_SHOWN_ARTICLES = 200, 10, 3
#: Share of the quotation's content words, and their number, from which a sentence comes near.
_MIN_SIMILARITY, _MIN_SHARED_WORDS = 0.5, 2
#: The same of words of any kind: their share, and the length of a quotation that it can be said of.
_MIN_SIMILARITY_OF_ALL_WORDS, _MIN_WORDS = 0.6, 5

_QUOTED_TEXT = re.compile(
    r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」|『([^『』]+)』|(?<!\w)‘((?:[^‘’]|’(?=\w))+)’"
    r"|\"([^\"]+)\"|^>{1,3} ?(.+)$",
    re.MULTILINE,
)
_ESCAPED_CHARACTER = re.compile(r"\\([^0-9A-Za-z\s])")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
#: What a writer leaves out of a quotation, or puts into it.
_OMISSION = re.compile(r"…|\.\s?\.\s?\.|\[[^\[\]]{0,80}\]")


def check_sentence(engine: QueryEngine, proof: Proof, number: int, scope: str) -> SentenceCheck:
    """Check sentence *number*, from 1, of *proof* against the stored text, and return it with its paragraph."""
    check = engine.verify(proof, scope).checks[number - 1]
    cited = check.sentence
    try:
        document = engine.store.get_document(cited.key, scope, cited.revision)
    except NotStored:
        return SentenceCheck(check)
    digest = engine.hash_article(cited.key, cited.revision, scope)
    if document.article.text[cited.start : cited.end] != cited.text:
        return SentenceCheck(check, text_hash=digest)
    before, after = _get_context(document, cited)
    return SentenceCheck(check, before, after, digest)


def _get_context(document: Document, cited: CitedSentence) -> tuple[str, str]:
    """Return the text before and after a sentence in its paragraph; both empty if *document* has none there."""
    text, start, end = document.article.text, cited.start, cited.end
    paragraph = next((one.paragraph for one in document.sentences if one.start <= start < one.end), None)
    siblings = [one for one in document.sentences if one.paragraph == paragraph]
    first = min([start, *(one.start for one in siblings)])
    last = max([end, *(one.end for one in siblings)])
    before, after = text[first:start], text[end:last]
    return (
        before if len(before) <= MAX_CONTEXT_CHARACTERS else "… " + before[-MAX_CONTEXT_CHARACTERS:],
        after if len(after) <= MAX_CONTEXT_CHARACTERS else after[:MAX_CONTEXT_CHARACTERS] + " …",
    )


def find_mentioned_actors(engine: QueryEngine, text: str, scope: str) -> tuple[tuple[Actor, int], ...]:
    """Return the actors that *text* names, with their sentence counts in the corpus, most mentioned first."""
    census = engine.snapshot(scope).stats
    named = {
        mention.actor
        for mention in engine.snapshot(scope).lexicon.find_mentions(_strip_markdown_escapes(text))
        if mention.actor
    }
    counted_actors = [
        (census.actors_by_id[key], census.actors[key])
        for key in named
        if key in census.actors_by_id and key in census.actors
    ]
    return tuple(sorted(counted_actors, key=lambda pair: (-pair[1], pair[0].id)))[:MAX_ACTORS]


def look_up_quotes(engine: QueryEngine, text: str, scope: str, limit: int = MAX_QUOTES) -> tuple[QuoteLookup, ...]:
    """Look up the first *limit* quotations in *text*: the sentences that hold each word for word, or the nearest."""
    return tuple(_look_up_quote(engine, words, scope) for words in islice(extract_quotes(text), limit))


def extract_quotes(text: str) -> Iterator[str]:
    """Yield the texts in quotation marks or block quotes, without duplicates, in order."""
    seen: set[str] = set()
    for match in _QUOTED_TEXT.finditer(_strip_markdown_escapes(text)):
        words = next(group for group in match.groups() if group is not None).strip()
        inner = words.strip('“”"«»„')
        count = len(_WORD.findall(inner))
        if 0 < count <= MAX_QUOTE_WORDS and _normalize(inner) not in seen:
            seen.add(_normalize(inner))
            yield inner


def _look_up_quote(engine: QueryEngine, words: str, scope: str) -> QuoteLookup:
    terms = tuple(dict.fromkeys(_WORD.findall(words)))
    found = engine.store.search(Query(terms=terms, zones=CONTENT_ZONES, scope=scope, limit=_MAX_COMPARED_SENTENCES))
    parts = _split_at_omissions(words)
    exact = [
        p for p in found if _has_parts(p.sentence.text, parts) or _has_parts(f"{p.context} {p.sentence.text}", parts)
    ]
    if exact:
        return QuoteLookup(words, tuple(_deduplicate_by_article(exact)), exact=True)
    scored = sorted(((_compute_similarity(words, p), -n, p) for n, p in enumerate(found)), key=lambda one: one[:2])
    ranked = [passage for _, _, passage in reversed(scored)]
    if whole := [
        one for one in _deduplicate(ranked)[:_MAX_READ_ARTICLES] if _stands_in_article(engine, one, parts, scope)
    ]:
        return QuoteLookup(words, tuple(_deduplicate_by_article(whole)), exact=True)
    near = [passage for likeness, _, passage in reversed(scored) if likeness > 0]
    return QuoteLookup(words, tuple(_deduplicate_by_article(near[:1])), exact=False)


def _split_at_omissions(words: str) -> tuple[str, ...]:
    """Return the parts of a quotation between what its writer left out or put in: "We … will [not] go"."""
    return tuple(part for part in map(_normalize, _OMISSION.split(words)) if part)


def _has_parts(text: str, parts: Sequence[str]) -> bool:
    """Return whether *text* holds all parts word for word, in their order."""
    words, at = f" {_normalize(text)} ", 0
    for part in parts:
        at = words.find(f" {part} ", at)
        if at < 0:
            return False
        at += len(part)
    return bool(parts)


def _stands_in_article(engine: QueryEngine, passage: Passage, parts: Sequence[str], scope: str) -> bool:
    """Return whether the sentences of the article of *passage*, taken together, hold all parts."""
    if sum(map(len, parts)) <= len(passage.sentence.text) // 2:
        return False  # it would stand in one sentence or two, which were compared
    try:
        document = engine.store.get_document(passage.citation.key, scope, passage.citation.revision)
    except NotStored:
        return False
    return _has_parts(" ".join(one.text for one in document.sentences if one.zone in CONTENT_ZONES), parts)


def _compute_similarity(words: str, passage: Passage) -> float:
    """
    Return the share of the words of a quotation that the sentence holds in the same order, 0 below the floor.

    Content words alone count, of which two must be shared: one word in common is no sign of a common origin. Where most
    words of any kind are shared ("it would be a very grave mistake"), one is enough.
    """
    text, language = passage.sentence.text, passage.citation.language
    content = stem_words(words, language)
    shared = _count_shared(content, stem_words(text, language))
    share = shared / len(content) if content else 0.0
    if shared >= _MIN_SHARED_WORDS and share >= _MIN_SIMILARITY:
        return share
    every_word = tokenize(words)
    share = _count_shared(every_word, tokenize(text)) / (len(every_word) or 1)
    return share if shared and len(every_word) >= _MIN_WORDS and share >= _MIN_SIMILARITY_OF_ALL_WORDS else 0.0


def _count_shared(words: Sequence[str], others: Sequence[str]) -> int:
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _deduplicate(passages: Iterable[Passage]) -> list[Passage]:
    """Return the first passage of each article."""
    found: dict[str, Passage] = {}
    for passage in passages:
        found.setdefault(passage.citation.key, passage)
    return list(found.values())


def _deduplicate_by_article(passages: Iterable[Passage]) -> list[Point]:
    return [Point(one) for one in {p.citation.key: p for p in passages}.values()][:_MAX_SHOWN_ARTICLES]


def _normalize(text: str) -> str:
    """Return the words of *text* in lower case, without punctuation, one space between two."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


def _strip_markdown_escapes(text: str) -> str:
    """Remove backslashes that escape Markdown, and replace lone surrogates."""
    return replace_surrogates(_ESCAPED_CHARACTER.sub(r"\1", text))
