"""Check quoted sentences against the stored texts, and look up quotes and actors in a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from bot.models.query import QuoteLookup, SentenceCheck
from bot.services.engine import QueryEngine
from briefings.models import Point
from briefings.text import stem_words
from briefings.verification import CitedSentence, Proof
from corpus.errors import NotStored
from corpus.models import CONTENT_ZONES, Actor, Document, Passage, Query, replace_surrogates

#: Characters of the paragraph shown on either side of a sentence.
MAX_CONTEXT_CHARACTERS = 500
#: Actors listed, and quotations looked up, per message.
MAX_ACTORS, MAX_QUOTES = 10, 6
#: Minimum and maximum words of a text in quotation marks that is looked up as a quotation.
MIN_QUOTE_WORDS, MAX_QUOTE_WORDS = 3, 80
#: Sentences compared with each quotation, articles shown for it, and the similarity at which a sentence comes near.
_MAX_COMPARED_SENTENCES, _MAX_SHOWN_ARTICLES, _MIN_SIMILARITY = 200, 3, 0.5

_QUOTED_TEXT = re.compile(
    r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"|^>{1,3} ?(.+)$", re.MULTILINE
)
_ESCAPED_CHARACTER = re.compile(r"\\([^0-9A-Za-z\s])")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_PUNCTUATION_VARIANTS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}
)


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


def look_up_quotes(engine: QueryEngine, text: str, scope: str) -> tuple[QuoteLookup, ...]:
    """Look up each quotation in *text*: the sentences that contain it word for word, or else the nearest one."""
    return tuple(_look_up_quote(engine, words, scope) for words in list(extract_quotes(text))[:MAX_QUOTES])


def extract_quotes(text: str) -> Iterator[str]:
    """Yield the texts in quotation marks or block quotes, without duplicates, in order."""
    seen: set[str] = set()
    for match in _QUOTED_TEXT.finditer(_strip_markdown_escapes(text)):
        words = next(group for group in match.groups() if group is not None).strip()
        inner = words.strip('“”"«»„')
        count = len(_WORD.findall(inner))
        if MIN_QUOTE_WORDS <= count <= MAX_QUOTE_WORDS and _normalize(inner) not in seen:
            seen.add(_normalize(inner))
            yield inner


def _look_up_quote(engine: QueryEngine, words: str, scope: str) -> QuoteLookup:
    terms = tuple(dict.fromkeys(_WORD.findall(words)))
    found = engine.store.search(Query(terms=terms, zones=CONTENT_ZONES, scope=scope, limit=_MAX_COMPARED_SENTENCES))
    wanted = _normalize(words).rstrip(".,;")
    exact = [p for p in found if wanted in _normalize(p.sentence.text) or _is_split_across_sentences(wanted, p)]
    if exact:
        return QuoteLookup(words, tuple(_deduplicate_by_article(exact)), exact=True)
    scored = sorted(
        ((_compute_similarity(words, p.sentence.text), -n, p) for n, p in enumerate(found)), key=lambda s: s[:2]
    )
    near = [passage for likeness, _, passage in reversed(scored) if likeness >= _MIN_SIMILARITY]
    return QuoteLookup(words, tuple(_deduplicate_by_article(near[:1])), exact=False)


def _is_split_across_sentences(wanted: str, passage: Passage) -> bool:
    """Return whether *wanted* begins in the preceding sentence and ends in this one."""
    return bool(passage.context) and wanted in _normalize(f"{passage.context} {passage.sentence.text}")


def _compute_similarity(words: str, sentence: str) -> float:
    """Return the share of the content words of *words* that occur in *sentence* in the same order."""
    quote_stems, sentence_stems = stem_words(words), stem_words(sentence)
    blocks = SequenceMatcher(None, quote_stems, sentence_stems, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / (len(quote_stems) or 1)


def _deduplicate_by_article(passages: Iterable[Passage]) -> list[Point]:
    return [Point(one) for one in {p.citation.key: p for p in passages}.values()][:_MAX_SHOWN_ARTICLES]


def _normalize(text: str) -> str:
    return " ".join(text.translate(_PUNCTUATION_VARIANTS).casefold().split())


def _strip_markdown_escapes(text: str) -> str:
    """Remove backslashes that escape Markdown, and replace lone surrogates."""
    return replace_surrogates(_ESCAPED_CHARACTER.sub(r"\1", text))
