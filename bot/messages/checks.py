"""A sentence in its paragraph; the people of a message; quotation marks looked up: what members check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.findings import Examined, Sought
from bot.locales import ENGLISH, Words
from bot.messages.leaves import Frame, Item, Leaf, turn
from bot.messages.markup import cut, escape
from bot.messages.model import Accent, Message, size
from bot.messages.wording import source
from bot.phrases import Phrase, phrase, plural
from briefings.model import Point, Request
from briefings.proof import Exhibit, State
from corpus.model import Actor, ActorKind, Citation, Confidence, Query

#: UTF-16 units of a paragraph that are shown on either side of its sentence, and of the sentence.
_CONTEXT, _SENTENCE = 700, 1_600
_REASONS = 3


def of_examined(examined: Examined, now: datetime, words: Words = ENGLISH) -> Message:
    """Show a sentence in its paragraph, and say where it stands and whether it holds."""
    check = examined.check
    exhibit, holds = check.exhibit, check.state in {State.HOLDS, State.REVISED}
    verdict = words.say(_verdict(check.state))
    head = f"### {'✓' if holds else '✗'} {verdict}"
    reasons = [f"-# {escape(cut(words.recall(reason), 300))}" for reason in check.reasons[:_REASONS]]
    paragraph = _paragraph(examined)
    stamp = f"<t:{int(now.timestamp())}:f>"
    place = [
        source(cited(exhibit), words),
        words.say(
            phrase(
                "characters {start} to {end} of article {key}, revision {revision}",
                start=f"`{exhibit.start}`",
                end=f"`{exhibit.end}`",
                key=escape(cut(exhibit.key, 80)),
                revision=exhibit.revision,
            )
        ),
        words.say(phrase("SHA-256 of its text: {digest}", digest=f"`{exhibit.sha256}`")),
        words.say(phrase("Read from the store {time}.", time=stamp)),
    ]
    if examined.digest and examined.digest != exhibit.sha256:
        place.insert(3, words.say(phrase("SHA-256 of the stored text: {digest}", digest=f"`{examined.digest}`")))
    blocks = ("\n".join([head, *reasons]), paragraph, "\n".join(f"-# {line}" for line in place))
    return Message(blocks, Accent.DIGEST if holds else Accent.ERROR)


def _verdict(state: State) -> Phrase:
    match state:
        case State.HOLDS:
            return phrase("This sentence stands word for word in its article")
        case State.REVISED:
            return phrase("It stood word for word in its article, which was revised since")
        case State.CHANGED:
            return phrase("The stored article is another than the one that was quoted")
        case State.DELETED:
            return phrase("The article is not kept any more, so this can't be checked")
        case State.ALTERED:
            return phrase("These words do not stand there")


def _paragraph(examined: Examined) -> str:
    exhibit = examined.check.exhibit
    sentence = escape(exhibit.text)
    if size(sentence) > _SENTENCE:
        sentence = escape(cut(exhibit.text, _SENTENCE // 4))
    before, after = (escape(text) for text in (examined.before, examined.after))
    before = before if size(before) <= _CONTEXT else "…"
    after = after if size(after) <= _CONTEXT else "…"
    return "> " + " ".join(part for part in (before, f"**{sentence}**", after) if part)


def cited(exhibit: Exhibit) -> Citation:
    """Give where a sentence that was shown stands."""
    return Citation(
        exhibit.key,
        exhibit.revision,
        exhibit.title,
        exhibit.outlet,
        exhibit.published,
        Confidence(exhibit.confidence),
        exhibit.address,
    )


def of_people(people: Sequence[tuple[Actor, int]], words: Words = ENGLISH) -> Message:
    """Say who is named in a message, as far as the articles know them."""
    if not people:
        nobody = phrase("**Nobody found**. This message names no one whom the articles kept here mention.")
        return Message((words.say(nobody),), Accent.NOTHING)
    title = f"### {words.say(phrase('Named in this message'))}"
    return Message((title, *(_person(actor, number, words) for actor, number in people)))


def _person(actor: Actor, number: int, words: Words) -> str:
    counted = words.say(plural("named in {number} sentence here", "named in {number} sentences here", number))
    described = escape(cut(actor.description, 200)) or words.say(_kind(actor.kind))
    return f"**{escape(cut(actor.name, 80))}** · {described}\n-# {counted}"


def _kind(kind: ActorKind) -> Phrase:
    match kind:
        case ActorKind.PERSON:
            return phrase("a person")
        case ActorKind.STATE:
            return phrase("a state")
        case ActorKind.ORGANISATION:
            return phrase("an organisation")
        case ActorKind.GROUP:
            return phrase("a group")
        case ActorKind.DOCUMENT:
            return phrase("a document")
        case ActorKind.ANONYMOUS:
            return phrase("an unnamed source")


def of_sought(sought: Sequence[Sought], sequence: int, words: Words = ENGLISH) -> Leaf:
    """Say of each quotation in a message whether it stands in the articles, or what comes near it."""
    request = Request(Query(), text=" / ".join(cut(one.words, 100) for one in sought))
    if not sought:
        none = phrase(
            "**No quotation found**. This message holds no three words or more in quotation marks, "
            "nor anything set off as a quotation."
        )
        return turn([], Frame((words.say(none),), (), request, sequence, Accent.NOTHING), 1, words)
    title = f"### {words.say(phrase('Quotations in this message'))}"
    return turn([_looked_up(one, words) for one in sought], Frame((title,), (), request, sequence), 1, words)


def _looked_up(one: Sought, words: Words) -> Item:
    asked = escape(cut(one.words, 200))
    if not one.found:
        said = words.say(phrase("not found in the articles kept here"))
        return Item(f"✗ “{asked}”\n-# {said}")
    if one.exact:
        said = words.say(phrase("found word for word"))
        lines = [f"-# {source(point.passage.citation, words)}" for point in one.found]
        return Item("\n".join([f"✓ “{asked}”", f"-# {said}", *lines]), one.found)
    said = words.say(phrase("not found word for word; this comes nearest"))
    return Item("\n".join([f"≠ “{asked}”", f"-# {said}", *(_near(point, words) for point in one.found)]), one.found)


def _near(point: Point, words: Words) -> str:
    return f"> {escape(point.passage.sentence.text)}\n-# {source(point.passage.citation, words)}"
