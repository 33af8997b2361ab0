"""Word lists of the finder of actors, written for it; all in small letters but the given names."""

from corpus.actors.words.names import (
    BEGINNINGS,
    FORMS_OF_ADDRESS,
    GIVEN_NAMES,
    JOINING_HEADS,
    LINKS,
    MODIFIERS,
    OF_HEADS,
    ORGANISATION_HEADS,
    PARTICLES,
    PARTISANS,
    PLACE_HEADS,
    SURNAMES,
    TITLE_WORDS,
    TITLES,
)
from corpus.actors.words.nobody import CALENDAR, COMMON, COMPOUNDS, NO_ACTORS, OTHER_HEADS, SITES, THINGS
from corpus.actors.words.places import AT_PLACES, CITY_EVENTS, CITY_NOUNS, GOING, PAST_FORMS

__all__ = [
    "AT_PLACES",
    "BEGINNINGS",
    "CALENDAR",
    "CITY_EVENTS",
    "CITY_NOUNS",
    "COMMON",
    "COMPOUNDS",
    "FORMS_OF_ADDRESS",
    "GIVEN_NAMES",
    "GOING",
    "JOINING_HEADS",
    "LINKS",
    "MODIFIERS",
    "NO_ACTORS",
    "OF_HEADS",
    "ORGANISATION_HEADS",
    "OTHER_HEADS",
    "PARTICLES",
    "PARTISANS",
    "PAST_FORMS",
    "PLACE_HEADS",
    "SITES",
    "SURNAMES",
    "THINGS",
    "TITLES",
    "TITLE_WORDS",
]
