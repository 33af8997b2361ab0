"""Parse a question into a Request with its actors, dates, intent and search terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest
from types import MappingProxyType

from briefings.models import QuestionIntent, Request
from briefings.queries.question_forms import normalize_question
from briefings.text import find_synonyms, stem, stem_words, tokenize
from corpus.dates import (
    EventReference,
    QueryDate,
    exact_day,
    find_event_references,
    list_days_of_unknown_year,
    move_to_covered_year,
    parse_query_dates,
    resolve_query_date,
)
from corpus.entities import Lexicon
from corpus.entities.wordlists import is_ordinary_word
from corpus.languages.en.answer_forms import OFFICE_NAMES
from corpus.languages.en.cue_verbs import QUESTION_SPEECH_VERBS, SPEECH_VERB_PATTERN
from corpus.languages.en.people import SPOKESPERSON_SUFFIX, TITLE_BEFORE, TITLE_BETWEEN
from corpus.languages.en.places import PLACE_PREPOSITION
from corpus.languages.en.question_words import (
    BRIEFING_WORDS,
    DAY_PREPOSITION,
    INTRODUCTION_QUESTION,
    NAME_CONTINUATION,
    PLAIN_ORDINAL,
    QUESTION_FRAMES,
    QUESTION_WORDS,
    TOPIC_PREPOSITION,
)
from corpus.languages.en.vocabulary import FUNCTION_WORDS, OPENING_ARTICLE
from corpus.languages.identification import identify_question_language
from corpus.languages.pack import LanguagePack, load_pack
from corpus.languages.stems import is_function_word, list_stems
from corpus.models import (
    Actor,
    ActorKind,
    DateRange,
    Mention,
    MentionKind,
    Passage,
    Query,
    replace_surrogates,
)
from corpus.models.text import _

_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_CAPITALIZED_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)*")
_POSSESSIVE = re.compile(r"['’](?:s\b)?", re.IGNORECASE)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"([^\W\d_][\w'’-]*)\s+$"), re.compile(r"\s+([^\W\d_][\w'’-]*)")
#: Minimum similarity ratio at which a word counts as a misspelt part of a name.
_MIN_SPELLING_SIMILARITY = 0.75


def is_title(between: str) -> bool:
    """Return whether the words between a state and a person are the person's title: "Chinese *spokesman* Lin"."""
    return bool(TITLE_BETWEEN.fullmatch(between))


def mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace *spans* of *text* with spaces."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def extract_terms(rest: str) -> tuple[str, ...]:
    """Return the content words of *rest*, lower case, each once, without question words."""
    words = tokenize(mask_spans(rest, [match.span() for match in QUESTION_FRAMES.finditer(rest)]))
    return tuple(dict.fromkeys(word for word in words if word not in FUNCTION_WORDS and word not in QUESTION_WORDS))


def extract_foreign_terms(rest: str, pack: LanguagePack) -> tuple[str, ...]:
    """Return the content words of *rest* in another language, each once; pairs of characters without spaces."""
    if not pack.is_spaced:
        return tuple(dict.fromkeys(list_stems(rest, pack.code)))
    words = (word for word in tokenize(_mask_phrases(rest, pack)) if not is_function_word(word, pack))
    return tuple(dict.fromkeys(word for word in words if list_stems(word, pack.code)))


def _mask_phrases(rest: str, pack: LanguagePack) -> str:
    """Return *rest* without the question words of several words: "wie lange"."""
    for phrase in _list_phrases(pack):
        rest = phrase.sub(lambda match: " " * len(match[0]), rest)
    return rest


@cache
def _list_phrases(pack: LanguagePack) -> tuple[re.Pattern[str], ...]:
    phrases = sorted((word for words in pack.question_words.values() for word in words if "_" in word), key=len)
    return tuple(
        re.compile(rf"\b{re.escape(phrase).replace('_', ' ')}\b", re.IGNORECASE) for phrase in reversed(phrases)
    )


#: The intent of each kind of question words.
_INTENTS_OF_WORDS = {
    "number": QuestionIntent.HOW_MANY,
    "where": QuestionIntent.WHERE,
    "when": QuestionIntent.WHEN,
    "who": QuestionIntent.WHO,
}


def classify_foreign_intent(text: str, pack: LanguagePack) -> QuestionIntent:
    """Return the kind of answer that a question in another language asks for, by its question words."""
    kind = find_question_kind(text, pack)
    return _INTENTS_OF_WORDS.get(kind, QuestionIntent.FACT)


def find_question_kind(text: str, pack: LanguagePack) -> str:
    """Return the kind of the question words in *text* ("who", "when", "why" …), or ``""``."""
    lowered = text.lower()
    words = set(tokenize(lowered))
    for kind in ("number", "when", "where", "why", "who"):
        known = pack.question_words.get(kind, frozenset())
        if words & known or (not pack.is_spaced and any(word in lowered for word in known)):
            return kind
        if any("_" in word and word.replace("_", " ") in lowered for word in known):
            return kind
    return ""


def _is_title_cased(rest: str) -> bool:
    """Return whether all longer words have a capital, and a word that is never a name has one, too."""
    first, *words = [match[0] for match in _PLAIN_WORD.finditer(rest)] or [""]
    has_plain = any(word[0].isupper() and word.lower() in FUNCTION_WORDS for word in words)
    return has_plain and first[:1].isupper() and all(word[0].isupper() for word in words if len(word) > 3)


def find_names(rest: str) -> Iterator[tuple[int, int]]:
    """
    Yield the spans of capitalized names in *rest*, the part of a question that names no known actor.

    The first word of a question is capitalized anyway, so it is no name by itself; a question all in capitals or in
    title case ("Which Roads Are Shut?") yields no names.
    """
    if rest.upper() == rest or _is_title_cased(rest):
        return
    for match in _CAPITALIZED_NAME.finditer(rest):
        start, end = match.span()
        words = list(re.finditer(r"\S+", rest[start:end]))
        while words and (_is_question_word(words[0][0]) or is_office_acronym(words[0][0])):
            words.pop(0)
        alone = (
            len(words) == 1 and not rest[: start + words[0].start()].strip() and not NAME_CONTINUATION.match(rest, end)
        )
        if words and not alone:
            yield start + words[0].start(), end


def expand_mention(text: str, mention: Mention, actor: Actor | None) -> tuple[int, int]:
    """Return the span of *mention* with its possessive, a person's title and misspelt names, a body's spokesperson."""
    start, end = mention.start, mention.end
    if actor and actor.kind is ActorKind.PERSON:
        if title := TITLE_BEFORE.search(text, 0, start):
            start = title.start()
        before, after = _WORD_BEFORE.search(text, 0, start), _WORD_AFTER.match(text, end)
        start = before.start(1) if before and _is_part_of_name(before[1], actor) else start
        end = after.end(1) if after and _is_part_of_name(after[1], actor) else end
    elif actor and (suffix := SPOKESPERSON_SUFFIX.match(text, end)):
        end = suffix.end()
    possessive = _POSSESSIVE.match(text, end)
    return start, possessive.end() if possessive else end


def _is_part_of_name(word: str, actor: Actor) -> bool:
    word = word.casefold()
    if len(word) < 3 or word in FUNCTION_WORDS or word in QUESTION_WORDS:
        return False
    return any(
        SequenceMatcher(None, word, part).ratio() >= _MIN_SPELLING_SIMILARITY for part in actor.name.casefold().split()
    )


def is_office_acronym(word: str) -> bool:
    """Return whether *word* is an acronym of an office, which is no name: "CEO"."""
    return word.isupper() and len(word) > 1 and word.lower() in OFFICE_NAMES


def _is_question_word(word: str) -> bool:
    plain = word.lower()
    return plain in FUNCTION_WORDS or plain in QUESTION_WORDS


_INTENT_PATTERNS = (
    (QuestionIntent.HOW_MANY, re.compile(r"\bhow (?:many|much|large|big|long|high|old|far|often)\b", re.IGNORECASE)),
    (QuestionIntent.WHERE,
     re.compile(r"^\W*(?:where|(?:in|at|to) (?:which|what) (?:\w+ )?(?:city|country|place|town))\b", re.IGNORECASE)),
    (QuestionIntent.WHEN,
     re.compile(r"^\W*(?:since |until )?(?:when|(?:(?:on|at) )?(?:what|which) (?:day|date|time))\b", re.IGNORECASE)),
    (QuestionIntent.SAID, re.compile(rf"\b(?:{QUESTION_SPEECH_VERBS})\b", re.IGNORECASE)),
    (QuestionIntent.WHO, re.compile(r"^\W*(?:who(?:['’]?s|m)?|tell me (?:about|of))\b", re.IGNORECASE)),
)  # fmt: skip


def is_speech_verb(word: str) -> bool:
    """Return whether *word* is a verb of speech, which a quotation need not contain to be an answer."""
    return bool(SPEECH_VERB_PATTERN.fullmatch(word))


def is_briefing_request(request: Request) -> bool:
    """Return whether a request asks for what is new and names no subject: "what's new", "everything yesterday"."""
    named = request.terms or request.actors or request.unknown or request.unreadable
    return not named and bool(BRIEFING_WORDS.search(request.text))


def classify_intent(text: str, names: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]) -> QuestionIntent:
    """
    Return the kind of answer that *text* asks for.

    Args:
        text: The question.
        names: Spans of the names in it, known or not.
        dates: Spans of the dates: "Putin on 19 June" does not ask for statements.
    """
    if INTRODUCTION_QUESTION.match(text):
        return QuestionIntent.WHO
    form = next((intent for intent, pattern in _INTENT_PATTERNS if pattern.search(text)), None)
    return form or (QuestionIntent.SAID if _is_name_with_topic(text, names, dates) else QuestionIntent.FACT)


def _is_name_with_topic(text: str, names: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]) -> bool:
    opening = OPENING_ARTICLE.match(text)
    for start, end in names:
        topic = TOPIC_PREPOSITION.match(text, end)
        if topic and opening and start <= opening.end():
            return not any(first <= topic.end() < last for first, last in dates)
    return False


#: Default number of sentences in an answer.
DEFAULT_ANSWER_SENTENCES = 5

_YEARLESS_DATE = re.compile(r"XXXX-\d")
_FOLLOWING_SURNAME = re.compile(r" ([A-Z][\w'’-]+)")

#: Maximum number of characters of a question that are read; no field of Discord's is longer.
_MAX_QUESTION_CHARACTERS = 6_000

#: A date range without limits.
ALL_DAYS = DateRange()
_NO_DAYS: Mapping[date, int] = MappingProxyType({})


def _ignore_event(_event: str) -> DateRange | None:
    return None


def parse_question(
    text: str,
    lexicon: Lexicon,
    today: date | None,
    scope: str = "",
    covered: DateRange = ALL_DAYS,
    find_event: Callable[[str], DateRange | None] = _ignore_event,
    counts: Mapping[date, int] = _NO_DAYS,
) -> Request:
    """
    Parse a question as typed.

    Args:
        text: The question, including misspellings; only the first 6,000 characters are read.
        lexicon: Actors that the question may mention.
        today: The current day of the member who asks, for "on Wednesday"; None if it is irrelevant or unknown.
        scope: Scope whose articles are searched.
        covered: Days that the corpus covers; a date without a year is resolved within them if *today* is None.
        find_event: Returns the day of an event that is named ("since the pact"), or None if it is unknown; the words
            of the event are then search terms.
        counts: How many sentences are about each day; a day without a year is one of these, or near them.

    Returns:
        The request; its ``read_as`` says how each part was understood.
    """
    text = replace_surrogates(text)
    plain = normalize_question(text[:_MAX_QUESTION_CHARACTERS])
    readings = tuple(
        move_to_covered_year(_resolve_open_date(reading, covered), counts)
        for reading in parse_query_dates(plain, today)
        if not _is_plain_ordinal(plain, reading)
    )
    found_mentions = _drop_common_words(lexicon.find_mentions(plain, _get_reference_day(readings)), lexicon)
    places = [(m.start, m.end) for m in found_mentions if _is_place_mention(plain, m)]
    mentions = tuple(m for m in found_mentions if (m.start, m.end) not in places)
    readings += tuple(_resolve_events(plain, mentions, lexicon, find_event))
    mentions = tuple(
        m
        for m in mentions
        if not any(r.start <= m.start < r.end for r in readings) and not _is_unknown_person(plain, m, lexicon)
    )
    titles, mentions = _separate_titles(plain, mentions, lexicon)
    actors = tuple(dict.fromkeys(actor for m in mentions if m.actor and (actor := lexicon.get_actor(m.actor))))
    dates = [(r.start, r.end) for r in readings]
    names = [expand_mention(plain, m, lexicon.get_actor(m.actor or "")) for m in mentions]
    # A day without a year that no article places in one is looked for as it is written.
    rest = mask_spans(plain, [(r.start, r.end) for r in readings if not _is_open_day(r)] + names + titles)
    pack = load_pack(identify_question_language(plain))
    # Capitals say little in other languages, and a question of which nothing is known finds nothing anyway.
    unknown = [] if pack else list(find_names(mask_spans(rest, places)))
    terms = extract_foreign_terms(rest, pack) if pack else extract_terms(rest)
    intent = classify_foreign_intent(plain, pack) if pack else classify_intent(plain, names + unknown, dates)
    return Request(
        query=Query(
            terms=terms,
            actors=tuple(actor.id for actor in actors),
            days=tuple(r.window for r in readings if r.window),
            month_days=tuple(day for r in readings for day in list_days_of_unknown_year(r, counts)),
            scope=scope,
            language=pack.code if pack else "",
        ),
        text=text,
        intent=intent,
        read_as=_describe_interpretation(readings, actors),
        limit=DEFAULT_ANSWER_SENTENCES,
        actors=actors,
        named=tuple((m.actor, m.text) for m in mentions if m.actor and lexicon.get_actor(m.actor)),
        terms=terms,
        unknown=tuple(rest[start:end] for start, end in unknown),
        unreadable=tuple(
            _("I can't read the date “{text}”: {problem}.", text=r.text, problem=r.problem)
            for r in readings
            if r.problem
        ),
    )


#: Kinds of actors that many type without a capital letter: "what did putin tell Kim about korea".
_TYPED_SMALL = frozenset({ActorKind.PERSON, ActorKind.STATE, ActorKind.PLACE})


def _is_plain_ordinal(text: str, reading: QueryDate) -> bool:
    """Return whether *reading* is an ordinal that names no day: "the first to leave"."""
    return bool(PLAIN_ORDINAL.fullmatch(reading.text)) and not DAY_PREPOSITION.search(text, 0, reading.start)


def _drop_common_words(mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """
    Return *mentions* without small words that are a part of a name only: "game" is not the Spring Game.

    A question that writes other names with a capital letter would write this one so, too.
    """
    if not any(mention.text[:1].isupper() for mention in mentions):
        return tuple(mentions)
    return tuple(mention for mention in mentions if not _is_common_word(mention, lexicon))


def _is_common_word(mention: Mention, lexicon: Lexicon) -> bool:
    """Return whether *mention* is an ordinary word of the name of a body or an event, without a capital letter."""
    actor = lexicon.get_actor(mention.actor or "")
    if actor is None or actor.kind in _TYPED_SMALL or mention.kind is not MentionKind.NAME:
        return False
    word = mention.text
    return (
        word.islower()
        and is_ordinary_word(word)
        and any(word in name.casefold().split() for name in (actor.name, *actor.aliases) if " " in name)
    )


def _resolve_open_date(reading: QueryDate, covered: DateRange) -> QueryDate:
    """Resolve an open date within the days covered, or else within the 365 days after them."""
    resolved = resolve_query_date(reading, covered)
    is_open = resolved.window is None and not resolved.problem and _YEARLESS_DATE.match(resolved.value)
    if not is_open or covered.last is None:
        return resolved
    return resolve_query_date(reading, DateRange(covered.first, covered.last + timedelta(days=365)))


def _is_open_day(reading: QueryDate) -> bool:
    """Return whether *reading* is a day or month whose year is unknown."""
    return reading.window is None and not reading.problem and bool(_YEARLESS_DATE.match(reading.value))


def _get_reference_day(readings: Sequence[QueryDate]) -> str | None:
    """Return the last day of the only time range in the question, by which offices are resolved, or None."""
    windows = {reading.window for reading in readings if reading.window}
    last = windows.pop().last if len(windows) == 1 else None
    return last.isoformat() if last else None


def _is_place_mention(text: str, mention: Mention) -> bool:
    """Return whether a capital is meant as the city: "in Seoul"; elsewhere it stands for its government."""
    return mention.kind is MentionKind.METONYM and bool(PLACE_PREPOSITION.search(text, 0, mention.start))


def _is_unknown_person(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Return whether a fuzzily matched name is the first name of an unknown person: "Angela Merkel" is not Angola."""
    actor = lexicon.get_actor(mention.actor or "")
    if actor is None or mention.kind is not MentionKind.NAME or actor.kind is ActorKind.PERSON:
        return False
    known = {name.casefold() for name in (actor.name, *actor.aliases)}
    follows = _FOLLOWING_SURNAME.match(text, mention.end)
    if mention.text.casefold() in known or not follows or " " in mention.text:
        return False
    return not any(other.start == follows.start(1) for other in lexicon.find_mentions(text))


def _separate_titles(
    text: str, mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[list[tuple[int, int]], tuple[Mention, ...]]:
    """Separate titles from the mentions of actors asked about: "Chinese spokesman Lin" asks about Lin alone."""
    titles, others = [], []
    for mention, following in zip_longest(mentions, mentions[1:]):
        actor = lexicon.get_actor(following.actor or "") if following else None
        person = actor is not None and actor.kind is ActorKind.PERSON
        if following and person and is_title(text[mention.end : following.start]):
            titles.append((mention.start, following.start))
        else:
            others.append(mention)
    return titles, tuple(others)


def _resolve_events(
    text: str, mentions: Sequence[Mention], lexicon: Lexicon, find_event: Callable[[str], DateRange | None]
) -> list[QueryDate]:
    """Resolve the dates that are relative to an event whose day is known."""
    readings = []
    for reference in find_event_references(text):
        day = None if _is_actor_reference(reference, mentions, lexicon) else find_event(reference.event)
        if day is not None:
            description = f"{reference.text} ({_format_day(day)})"
            readings.append(
                QueryDate(reference.start, reference.end, reference.text, reference.resolve_window(day), description)
            )
    return readings


def _is_actor_reference(reference: EventReference, mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Return whether a presumed event is an actor: "before the Security Council"; a treaty may be either."""
    for mention in mentions:
        actor = lexicon.get_actor(mention.actor or "")
        covers_event = mention.end == reference.end and len(mention.text) >= len(reference.event)
        if covers_event and actor and actor.kind not in {ActorKind.DOCUMENT, ActorKind.EVENT}:
            return True
    return False


def _format_day(day: DateRange) -> str:
    return f"{day.first:%-d %B %Y}" if day.first else ""


def _describe_interpretation(readings: Sequence[QueryDate], actors: Sequence[Actor]) -> tuple[str, ...]:
    return (*(actor.name for actor in actors), *(r.description for r in readings if not r.problem))


#: Minimum share of the votes for a day to be the event's, and minimum votes if it is not the only day.
MIN_VOTE_SHARE, MIN_VOTES = 0.4, 2.0
#: Weight of a synonym relative to the word itself.
SYNONYM_WEIGHT = 0.5
#: Minimum share of an event's words that a sentence must contain to vote.
MIN_EVENT_WORD_SHARE = 0.7


def expand_event_terms(event: str) -> tuple[str, ...]:
    """Return the words to search for: those of *event*, and the stems of their synonyms."""
    words = tuple(word for word in tokenize(event) if word not in FUNCTION_WORDS)
    return tuple(dict.fromkeys((*words, *(other for word in words for other in sorted(find_synonyms(stem(word)))))))


def find_event_day(event: str, passages: Iterable[Passage]) -> DateRange | None:
    """
    Return the day of *event* according to *passages*.

    Each sentence that names the event votes for the days it is dated to; its vote is divided among them.

    Args:
        event: The words of a question that name it: "pact", "balloon launch".
        passages: Sentences that may report it.

    Returns:
        The day, or None if the articles name none or disagree.
    """
    votes: defaultdict[date, float] = defaultdict(float)
    for passage in passages:
        language = passage.citation.language
        own = set(stem_words(passage.sentence.text, language))
        share = _compute_event_share(set(stem_words(event, language)), own)
        days = {day for one in passage.dates if (day := exact_day(one.value))}
        for day in days if share else ():
            votes[day] += share / len(days)
    if not votes:
        return None
    best = min(votes, key=lambda day: (-votes[day], day))
    agreed = votes[best] >= MIN_VOTE_SHARE * sum(votes.values()) and (votes[best] >= MIN_VOTES or len(votes) == 1)
    return DateRange(best, best) if agreed else None


def _compute_event_share(event_stems: set[str], stems: set[str]) -> float:
    """Return how fully a sentence names the event, in [0, 1]: normally by all its words, or one by a synonym."""
    if not event_stems:
        return 0.0
    weight = sum(
        1.0 if word in stems else SYNONYM_WEIGHT if not stems.isdisjoint(find_synonyms(word)) else 0.0
        for word in event_stems
    )
    share = weight / len(event_stems)
    return share if share >= min(MIN_EVENT_WORD_SHARE, SYNONYM_WEIGHT if len(event_stems) == 1 else 1.0) else 0.0
