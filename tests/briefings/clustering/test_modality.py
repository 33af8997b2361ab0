"""Claims about plans and deeds: what would happen is no report of what happened."""

from __future__ import annotations

import pytest

from briefings.clustering.modality import are_opposed, find_event_states


@pytest.mark.parametrize(
    ("plan", "deed"),
    [
        ("The quarry would close on Monday, its owner said.", "The quarry closed on Monday, its owner said."),
        ("The quarry will soon be shut.", "The quarry was closed on Monday."),
        ("The town plans to sell and rebuild the hall.", "The hall was sold and rebuilt."),
        ("Parliament could approve the levy next week.", "Parliament approved the levy."),
        ("The court may have quashed the ruling.", "The court quashed the ruling."),
        ("The dam has not collapsed.", "The dam collapsed overnight."),
        ("They didn’t sign the pact.", "They signed the pact."),
        ("The quarry, opened in 1901, will close.", "The quarry, opened in 1901, was closed."),
        ("The damaged bridge will be rebuilt at a cost of 4m.", "The damaged bridge was rebuilt at a cost of 4m."),
        ("Rebels threatened to seize the port.", "Rebels seized the port."),
    ],
)
def test_a_plan_and_a_deed_are_opposed(plan: str, deed: str) -> None:
    """Whichever comes first, and whatever the verb of saying."""
    assert are_opposed(plan, deed)
    assert are_opposed(deed, plan)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The quarry would close on Monday.", "On Monday the quarry would close, its owner said."),
        ("The quarry closed on Monday.", "The quarry has been closed since Monday."),
        ("The quarry had to close.", "The quarry closed at noon."),
        ("He was caught, arrested and will appear in court.", "He appeared in court, caught and arrested on Monday."),
        ("Rates rose by half a point.", "Rates have risen to 5 per cent."),
        ("The strike could last for weeks.", "Five people died in the flood."),
    ],
)
def test_sentences_that_agree_are_not_opposed(one: str, other: str) -> None:
    """Two plans, two deeds, what was forced to happen, and more shared events than a planned one."""
    assert not are_opposed(one, other)
    assert not are_opposed(other, one)


def test_a_cue_reaches_its_verb_alone() -> None:
    """Words beyond the verb keep their own state."""
    states = find_event_states("The ministry will not reopen the road that the flood destroyed.")
    assert (states.unrealized, states.realized) == (frozenset({"reopen"}), frozenset({"destroy"}))
