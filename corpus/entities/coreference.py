"""Resolve pronouns and descriptions without a name, such as "the spokesperson", to actors named before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence

from corpus.entities.models import ContentSpan
from corpus.entities.nominals import ArticleContext
from corpus.languages.en.nouns import PERSON_NOMINAL, THIRD_PERSON_PRONOUN, UNNAMED_SUBJECT
from corpus.languages.en.organizations import ORGANIZATION_NOMINAL
from corpus.languages.en.people import FEMALE_NOUN
from corpus.languages.en.vocabulary import NOUN_PREPOSITION
from corpus.models import ActorKind, Mention, MentionKind

#: A verb between a name and a pronoun ("Ann Example said she"): no other antecedent is nearer.
_VERB_GAP = re.compile(r"\s+[a-z]+\s+(?:that\s+)?")
_QUOTED_SPAN = re.compile(r"“[^“”]*(?:”|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)")
#: Number of sentences before a description in which its antecedent is searched.
_MAX_ANTECEDENT_SENTENCES = 4

#: Number of people named in one sentence before a pronoun; after more, it is not resolved.
_MAX_PEOPLE_PER_SENTENCE = 50

#: Number of mentions before a description, such as "the ministry", in which its antecedent is searched.
_MAX_MENTIONS_BACK = 200


def resolve_coreferences(context: ArticleContext) -> None:
    """
    Add mentions to *context* for pronouns and descriptions whose antecedent is unambiguous.

    The time is linear in the length of the text: each looks back at no more than `_MAX_PEOPLE_PER_SENTENCE` people of
    three sentences, or at `_MAX_MENTIONS_BACK` mentions.
    """
    quoted = [match.span() for match in _QUOTED_SPAN.finditer(context.text)]
    _resolve_descriptions(context)
    people = _group_by_sentence(context, quoted)
    for number, span in enumerate(context.spans):
        for match in THIRD_PERSON_PRONOUN.finditer(context.text, span.start, span.end):
            if not _is_within_any(quoted, match.start()):
                _resolve_pronoun(context, match, people, number)


def _resolve_descriptions(context: ArticleContext) -> None:
    people = sorted(_find_person_mentions(context), key=lambda mention: mention.start)
    organizations = sorted(_find_organization_mentions(context), key=lambda mention: mention.start)
    for number, span in enumerate(context.spans):
        for match in PERSON_NOMINAL.finditer(context.text, span.start, span.end):
            _resolve_description(context, match, people, number)
        for match in ORGANIZATION_NOMINAL.finditer(context.text, span.start, span.end):
            _resolve_organization(context, match, organizations)


def _find_person_mentions(context: ArticleContext) -> Iterator[Mention]:
    for name in context.names:
        if context.get_kind(name) is ActorKind.PERSON:
            yield Mention(name.start, name.end, name.text, name.actor, name.kind)
    for mention in context.mentions:
        actor = context.get_actor(mention.actor)
        if actor and actor.kind in {ActorKind.PERSON, ActorKind.ANONYMOUS}:
            yield mention


def _find_organization_mentions(context: ArticleContext) -> Iterator[Mention]:
    for mention in context.mentions:
        actor = context.get_actor(mention.actor)
        if actor and actor.kind is ActorKind.ORGANISATION:
            yield mention


def _group_by_sentence(context: ArticleContext, quoted: Sequence[tuple[int, int]]) -> list[list[Mention]]:
    """Return the people named in each sentence outside quotations, in order."""
    starts = [span.start for span in context.spans]
    found: list[list[Mention]] = [[] for _ in starts]
    for mention in sorted(_find_person_mentions(context), key=lambda mention: mention.start):
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and not _is_within_any(quoted, mention.start):
            found[number].append(mention)
    return found


def _is_within_any(spans: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return number >= 0 and at < spans[number][1]


def _resolve_pronoun(context: ArticleContext, match: re.Match[str], people: list[list[Mention]], number: int) -> None:
    """Link a pronoun to the only person named before it in its sentence, else in the nearest of the two before."""
    end = match.start()
    for at in _list_recent_sentences(context.spans, number):
        span = context.spans[at]
        last = bisect_left(people[at], end, key=lambda mention: mention.start)
        if last > _MAX_PEOPLE_PER_SENTENCE:
            return
        named = people[at][:last]
        if _has_unnamed_subject(context, span, end, named):
            return  # "The minister met Ann Example. She …": ambiguous
        ids = {mention.actor for mention in named}
        if ids:
            actor = context.get_actor(named[0].actor)
            if len(ids) == 1 and actor and _is_gender_compatible(context, match[0], actor.id):
                context.add_mention(match.start(), match.end(), actor, MentionKind.PRONOUN)
                insort(people[number], context.mentions[-1], key=lambda mention: mention.start)
            return
        end = span.start


def _has_unnamed_subject(context: ArticleContext, span: ContentSpan, end: int, named: Sequence[Mention]) -> bool:
    """
    Return whether an unnamed person opens a sentence as its subject, and so competes with the named people.

    In a sentence that names nobody, only a newly introduced subject counts ("a spokeswoman").
    """
    subject = UNNAMED_SUBJECT.match(context.text, span.start, end)
    if subject is None or any(mention.start < subject.end() for mention in named):
        return False
    if not named:
        return subject["new"] is not None
    apposed = context.text.endswith(", ", 0, named[0].start)
    return not apposed and _VERB_GAP.fullmatch(context.text, named[-1].end, end) is None


def _list_recent_sentences(spans: Sequence[ContentSpan], number: int) -> Iterator[int]:
    """Yield the number of a sentence and of up to two before it in the same zone, latest first."""
    for at in range(number, max(number - 3, -1), -1):
        if spans[at].zone is not spans[number].zone:
            return
        yield at


def _is_gender_compatible(context: ArticleContext, pronoun: str, identity: str) -> bool:
    """Return whether a person's description is compatible with *pronoun*; a woman is not "he"."""
    found = context.found.get(identity)
    woman = found is not None and FEMALE_NOUN.search(found.actor.description) is not None
    return pronoun.lower() == "she" or not woman


def _resolve_description(context: ArticleContext, match: re.Match[str], people: Sequence[Mention], number: int) -> None:
    """Link a description such as "the spokesperson" to the last person so described in an earlier sentence."""
    head = match["head"].lower()
    first = bisect_left(
        people, context.spans[max(0, number - _MAX_ANTECEDENT_SENTENCES)].start, key=lambda mention: mention.start
    )
    last = bisect_left(people, context.spans[number].start, key=lambda mention: mention.start)
    for mention in reversed(people[max(first, last - _MAX_MENTIONS_BACK) : last]):
        found = context.found.get(mention.actor or "")
        if found and re.search(rf"\b{head}\b", NOUN_PREPOSITION.split(found.actor.description.lower())[0]):
            context.add_mention(match.start(), match.end(), found.actor)
            return


def _resolve_organization(context: ArticleContext, match: re.Match[str], organizations: Sequence[Mention]) -> None:
    """Link "the office" or "the ministry" to the last organization before it whose name contains that word."""
    last = bisect_left(organizations, match.start(), key=lambda mention: mention.start)
    for mention in reversed(organizations[max(0, last - _MAX_MENTIONS_BACK) : last]):
        actor = context.get_actor(mention.actor)
        if actor and match["head"] in actor.name.lower():
            context.add_mention(match.start(), match.end(), actor)
            return
