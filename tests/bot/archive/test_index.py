"""Claims about the index of an archive: what is found under a story, an actor, a day and an outlet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.archive.content import ArchivedStory
from bot.archive.index import SubjectKind, build_index
from tests.support.bot.archived_digests import build_archived_digest, build_archived_sentence

OLD = build_archived_digest()
NEW = build_archived_digest(
    id="ffffffffff",
    day=date(2024, 6, 22),
    posted=datetime(2024, 6, 22, 8, tzinfo=UTC),
    stories=(
        ArchivedStory("other", "", (build_archived_sentence("Snow fell.", outlet=None, event=None),)),
        ArchivedStory("story1", "Rates are high", (build_archived_sentence("Rates stayed.", event="2024-06"),)),
        ArchivedStory("", "", (build_archived_sentence("Rain is due.", event="2024-06-30"),)),
    ),
)
INDEX = build_index([OLD, NEW])


def test_a_story_has_its_newest_title_and_all_its_sentences() -> None:
    """The newest digest first; one without a title is named by its first sentence."""
    rates, snow = sorted(INDEX.list_subjects(SubjectKind.STORY), key=lambda subject: subject.id, reverse=True)
    assert rates.name == "Rates are high"
    assert [(one.digest.id, one.number) for one in rates.quoted] == [("ffffffffff", 2), ("a1b2c3d4e5", 1)]
    assert snow.name == "Snow fell."


def test_an_actor_has_every_sentence_that_names_it() -> None:
    """From all digests, under its name."""
    (bank,) = INDEX.list_subjects(SubjectKind.ACTOR)
    assert bank.name == "Central Bank"
    assert len(bank.quoted) == 4


def test_a_day_has_what_is_about_it_and_what_was_published_on_it() -> None:
    """A month is no day; digests are under their own."""
    days = {subject.id: subject for subject in INDEX.list_subjects(SubjectKind.DAY)}
    assert list(days) == ["2024-06-30", "2024-06-22", "2024-06-21", "2024-06-20", "2024-06-19"]
    assert [one.sentence.cited.text for one in days["2024-06-30"].quoted] == ["Rain is due."]
    assert len(days["2024-06-20"].published) == 4
    assert days["2024-06-22"].digests == (NEW,)
    assert days["2024-06-19"].digests == ()


def test_an_outlet_has_its_sentences() -> None:
    """An article without one is under none."""
    (post,) = INDEX.list_subjects(SubjectKind.OUTLET)
    assert (post.name, len(post.quoted)) == ("Osel Post", 3)


def test_a_sentence_that_two_digests_quote_is_listed_once() -> None:
    """With the newest of them; another sentence in the same words is another."""
    copy = replace(OLD, id="eeeeeeeeee", posted=NEW.posted)
    other = build_archived_digest(build_archived_sentence(key="copy"), id="dddddddddd")
    (post,) = build_index([OLD, copy, other]).list_subjects(SubjectKind.OUTLET)
    assert [one.digest.id for one in post.quoted] == ["eeeeeeeeee", "dddddddddd"]


def test_a_story_keeps_its_page_when_its_sentences_are_in_another() -> None:
    """Every address that was ever linked stays."""
    renamed = replace(OLD, id="eeeeeeeeee", posted=NEW.posted, stories=(replace(OLD.stories[0], id="story2"),))
    stories = build_index([OLD, renamed]).list_subjects(SubjectKind.STORY)
    assert {story.id for story in stories} == {"story1", "story2"}


def test_digests_are_listed_newest_first() -> None:
    """Whatever their order was."""
    assert build_index([NEW, OLD]).digests == INDEX.digests == (NEW, OLD)
