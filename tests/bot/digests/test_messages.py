"""Digests as they read: whole sentences within the limits, marked, counted, and printed as their editors chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LedgerError
from bot.layouts import layout
from bot.locales import ENGLISH, Words
from bot.messages import (
    MOST_CHARACTERS,
    MOST_COMPONENTS,
    Accent,
    Button,
    Choice,
    File,
    Kind,
    Menu,
    Message,
    Style,
    size,
)
from bot.messages.editions import (
    Choices,
    Desk,
    Masthead,
    as_record,
    choices_as_record,
    choices_from_record,
    draft,
    from_record,
    numbers_printed,
    printed,
    set_copy,
)
from bot.messages.handles import Offer, handles
from bot.messages.payloads import as_payload, from_payload, named_files, sha256
from briefings.charts import Chart
from briefings.editions import Edition, Prospect, Saying
from briefings.model import Briefing, Point, Request
from briefings.proof import prove
from corpus.model import Citation, Confidence, Passage, Query, Quotation, QuotationKind, Sentence
from tests.briefings.passages import BANK, MAYOR

DAY, DUE = date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC)
HEAD = Masthead("d1234", "", DAY, DUE)


def point(words: str, number: int = 0, **more: object) -> Point:
    """Make a point of *words*."""
    cited = Citation(f"a{number}", 1, "A title", "Sample Wire", "2024-06-20", Confidence.STATED, "https://a.example/1")
    made = Point(Passage(Sentence(f"a{number}", 0, len(words), words), cited))
    return replace(made, **more)  # type: ignore[arg-type]


def edition(*points: Point, **more: object) -> Edition:
    """Make an edition of *points*."""
    briefing = Briefing("b", Request(Query()), points, 9, 5, 3)
    return replace(Edition(briefing, days=12), **more)  # type: ignore[arg-type]


def saying(words: str) -> Saying:
    """Let the mayor say *words*."""
    told = point(f"“{words}” she said.").passage
    return Saying(Quotation(1, 1 + len(words), words, QuotationKind.DIRECT, MAYOR.id), MAYOR, told)


def text(made: Edition, head: Masthead = HEAD, words: Words = ENGLISH) -> str:
    """Print an edition."""
    return printed(set_copy(made, head, words), words=words).text


def test_a_digest_is_found_again_by_its_id() -> None:
    """With news and without; a preview names the store's number instead."""
    assert "digest d1234" in text(edition(point("Rates rose.")))
    assert "digest d1234" in text(edition())
    assert "preview of store sequence 9" in text(edition(point("Rates rose.")), replace(HEAD, id=""))


def test_the_foot_counts_what_was_read() -> None:
    """Reports, origins, days; and who is busiest."""
    made = text(edition(point("Rates rose."), actors=((BANK, 7), (MAYOR, 2))))
    assert "5 reports, 3 origins, 12 days covered · digest d1234" in made
    assert "Central Bank (7), Ana Ruiz (2)" in made


def test_a_late_digest_says_so() -> None:
    """With the time it was due, on the reader's clock; a draft is never late, it waits."""
    late = replace(HEAD, late=True)
    assert "Posted late: it was due <t:1718924400:f>." in text(edition(), late)
    assert "Posted late" not in text(edition(), replace(late, drafted=True))


@pytest.mark.parametrize(("since", "words"), [(True, "Nothing new since"), (False, "Nothing found in the corpus")])
def test_an_empty_digest_says_which_emptiness_it_is(since: bool, words: str) -> None:
    """Nothing new is another thing than nothing at all; nobody is pinged for either."""
    message = printed(set_copy(edition(), replace(HEAD, since=since, role=5)))
    assert words in message.text
    assert (message.accent, message.roles) == (Accent.NOTHING, ())


def test_developments_are_marked() -> None:
    """With the sentence told before, whole, or without it where it is long."""
    made = text(edition(point("Rates fell.", develops="Rates rose."), point("Rain fell.", 1, develops="x" * 400)))
    assert "-# Development; told before: “Rates rose.”" in made
    assert "-# Development of a story told before" in made
    assert "xxx" not in made


def test_what_lies_ahead_and_the_quotation_stand_below() -> None:
    """By day, with their sources."""
    ahead = (Prospect(date(2024, 6, 23), point("The council votes on Sunday.", 2)),)
    said = saying("We will rebuild it, stone by stone, before winter comes.")
    made = text(edition(point("Rates rose."), ahead=ahead, saying=said))
    assert "**The days ahead**\n> The council votes on Sunday.\n-# **Sunday 23 June 2024** · [Sample Wire" in made
    quoted = "“We will rebuild it, stone by stone, before winter comes.”"
    assert f"**Quote of the day**\n> {quoted}\n-# **Ana Ruiz** · [Sample Wire" in made
    assert "> “We will.” she said.\n" in text(edition(saying=saying("We will.")))


def test_a_compact_digest_takes_less_room() -> None:
    """One block of sentences with outlet and day, and nothing else."""
    made = edition(point("Rates rose."), point("Rain fell.", 1), saying=saying("We will rebuild it."))
    full, compact = (printed(set_copy(made, replace(HEAD, compact=value))) for value in (False, True))
    assert len(compact.blocks) == 3
    assert size(compact.text) < size(full.text)
    assert "A title" not in compact.text
    assert "rebuild" not in compact.text


def test_a_role_is_pinged_where_there_is_news() -> None:
    """Only that role."""
    message = printed(set_copy(edition(point("Rates rose.")), replace(HEAD, role=5)))
    assert message.blocks[0].startswith("<@&5>\n### Digest")
    assert message.roles == (5,)


def test_the_bots_words_are_the_languages_and_the_quotations_are_not() -> None:
    """Days and counts as the language writes them."""
    made = text(edition(point("Rates rose.")), words=Words("de"))
    assert Words("de").day(date(2024, 6, 21)) in made
    assert "> Rates rose." in made


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=700).filter(str.strip)


@given(
    st.lists(st.tuples(HOSTILE, HOSTILE), max_size=12), st.lists(HOSTILE, max_size=3), HOSTILE, st.booleans(), HOSTILE
)
@settings(max_examples=60)
def test_a_hostile_digest_fits(
    sentences: list[tuple[str, str]], coming: list[str], topic: str, compact: bool, note: str
) -> None:
    """Within every limit, buttons, chart, draft and note included; each sentence whole or not there."""
    points = tuple(
        point(words, number, score=1 / (number + 1), develops=told) for number, (words, told) in enumerate(sentences)
    )
    ahead = tuple(Prospect(DAY, point(words, 20 + number)) for number, words in enumerate(coming))
    made = edition(*points, ahead=ahead, saying=saying(topic), chart=Chart(b"PNG", "One bar."), actors=((BANK, 2),))
    copy = set_copy(made, replace(HEAD, topic=topic, compact=compact, role=5, drafted=True, late=True))
    numbers = numbers_printed(copy)
    assert len(set(numbers)) == len(numbers)
    texts = {(one.passage.citation.key, 1): one.passage.sentence.text for one in made.quoted}
    proof = prove(replace(made.briefing, points=made.quoted), texts)
    controls = handles("d1234", [one for one in proof.exhibits if one.number in numbers], [Offer.MORE])
    choices = Choices(None, note, topic)
    for message in (
        replace(printed(copy, choices), controls=controls),
        draft(copy, choices, Desk("d1234", 1 << 63, DUE)),
    ):
        _check_limits(message)
    quoted = [line for block in copy.points for line in block.splitlines() if line.startswith("> ")]
    assert len(quoted) == len(copy.points)


def _check_limits(message: Message) -> None:
    view = layout(message)
    assert view.content_length() <= MOST_CHARACTERS
    assert view.total_children_count <= MOST_COMPONENTS


COPY = set_copy(edition(*(point(f"Sentence {number} stands here.", number) for number in range(3))), HEAD)


def test_editors_leave_points_out_and_move_them() -> None:
    """What is left out is not among the numbers that are told and proved."""
    choices = Choices((2, 0), "Mind *this*.", "Ada")
    message = printed(COPY, choices)
    assert [line for line in message.text.splitlines() if line.startswith("> ")] == [
        "> Sentence 2 stands here.",
        "> Sentence 0 stands here.",
    ]
    assert numbers_printed(COPY, choices) == (3, 1)
    assert "**Editor's note by Ada**\nMind \\*this\\*." in message.text


def test_a_draft_says_what_can_be_done_about_it() -> None:
    """Until when, for which channel; every point can be kept or put first."""
    message = draft(COPY, Choices((2, 0)), Desk("d1234", 42, DUE))
    assert "Draft for <#42>" in message.text
    assert "<t:1718924400:R>" in message.text
    buttons, (keep,), (first,) = message.controls
    assert [button.id for button in buttons] == [f"draft_{deed}:d1234" for deed in ("post", "note", "skip")]
    assert isinstance(keep, Menu)
    assert isinstance(first, Menu)
    assert [choice.chosen for choice in keep.choices] == [True, False, True]
    assert [choice.value for choice in first.choices] == ["2", "0"]


def test_copies_and_choices_survive_being_written_down() -> None:
    """Files by their hash; what is broken is an error."""
    copy = replace(COPY, files=(File("c.png", b"PNG", "A chart."),), role=5)
    record = as_record(copy)
    assert named_files(record) == (sha256(b"PNG"),)
    assert from_record(record, {sha256(b"PNG"): b"PNG"}) == copy
    choices = Choices((1, 0), "Mind.", "Ada")
    assert choices_from_record(choices_as_record(choices)) == choices
    assert choices_from_record("") == Choices()
    for broken in ("x", "{}", "[]"):
        with pytest.raises(LedgerError):
            from_record(broken, {})
        with pytest.raises(LedgerError):
            choices_from_record(broken)
    with pytest.raises(LedgerError):
        from_record(record, {})


def test_a_message_survives_being_written_down_whole() -> None:
    """Controls, files and pings too; the same gives the same bytes."""
    menu = Menu("check:1", "Check", (Choice("1", "one", "more", True),), Kind.CHOICES, 0, 1)
    buttons = (Button("more:1", "More", Style.PRIMARY, True), Button("less:1", "Less"))
    message = Message(("x",), Accent.DIGEST, (buttons, (menu,)), (File("c.png", b"PNG", "A chart."),), (5,))
    payload = as_payload(message)
    assert from_payload(payload, {sha256(b"PNG"): b"PNG"}) == message
    assert as_payload(from_payload(payload, {sha256(b"PNG"): b"PNG"})) == payload
    with pytest.raises(LedgerError):
        from_payload(payload, {})
