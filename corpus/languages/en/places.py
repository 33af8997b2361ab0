"""English words for places, directions and origins."""

from __future__ import annotations

import re

PLACE_PREPOSITION = re.compile(r"\b(?:in|at|near|outside|around|across)\s+(?:the\s+)?$", re.IGNORECASE)

PREPOSITION_GAP = re.compile(r"\s+(?:in|of)\s+(?:the\s+)?$")
OPENING_PREPOSITION = re.compile(r"(?:[.!?”\"]\s+|^|\n)(?:In|From|At)\s+$")

CAPITAL_APPOSITION = re.compile(r"\b(?:capital|city)(?:\s+city)?,\s+$")
DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest".split())
#: Words before a state or a city that name a part of it.
DIRECTION_WORDS = DIRECTIONS | frozenset(
    "northern southern eastern western central greater upper lower inner outer northeastern northwestern southeastern"
    " southwestern".split()
)
PLACE_LIST = re.compile(r"\b(?:in|at|from|near|of)\s+(?:[A-Z][\w.'’-]+(?:\s[A-Z][\w'’-]+)?,\s+)+(?:and\s+)?$")
COMPLEMENT_AFTER_LEFT = re.compile(r"\s+(?:with|without|isolated|alone)\b")
PLACE_CONTINUATION = re.compile(
    r"-(?:based|born|bound|area)\b|,\s+where\b|,\s+(?:the\s+)?(?:capital|[A-Z]\w+\s*(?:,|\.|$))"
)

#: Head nouns of place names.
PLACE_HEADS = frozenset(
    """
    airport archipelago area ave avenue basin bay beach blvd border boulevard bridge building camp canal canyon
    cape castle cathedral cemetery channel city coast complex county creek crossing dam delta desert district
    dmz estate forest gate gulf hall harbor harbour heights hill hills hospital hotel island islands isle isles
    jail lake lane mansion memorial mount mountain mountains museum ocean opera palace park pass peninsula plain
    plains plant plateau plaza port prison province quarter range rd region reservoir resort ridge river road
    sea shore shrine square stadium state station steppe strait straits street temple terminal territory theater
    theatre tower town township tunnel valley village volcano waterway zone
    """.split()
)
#: Common words that begin a name if another capitalized word follows.
NAME_FIRST_WORDS = frozenset(
    """
    air american bank big black blue cape central democratic east eastern el federal first fort general golden
    grand great greater green high house international la lake las le little long los lower mount national new
    north northern old port red republican royal saint san santa second silver sir social south southern st
    supreme united university upper west western white world
    """.split()
)

#: Head nouns of places that are rarely surnames or parts of organization names.
SITE_HEADS = frozenset(
    """
    airport archipelago avenue boulevard bridge building canal canyon cathedral cemetery guesthouse gulf hospital
    hotel island islands mountains museum ocean palace peninsula prison province reservoir resort river sea square
    stadium strait street terminal theater theatre
    """.split()
)

#: Last nouns of the names of districts, which a county or a town of the same name has.
DISTRICT_HEADS = frozenset("borough city county district parish province region shire township".split())

#: Nouns after a city, with or without a possessive, that show that the city is meant as a place.
CITY_NOUNS = frozenset(
    """
    airport airports apartment apartments area bars bureau bus buses cafe cafes cathedral center centre city
    cityscape club commuters correspondent court district districts downtown embassy fashion festival hospital
    hotel hotels house houses landmarks marathon mayor metro museum neighborhood neighborhoods neighbourhood
    neighbourhoods nightlife opera outskirts palace park port railway residents restaurant restaurants road roads
    school schools skyline skyscrapers square stadium station street streets suburb suburbs subway taxi time tower
    traffic tube university urban weather zoo
    """.split()
)
#: Nouns before "of" and the name of a place: "the valley of Senn".
PLACES_WITH_OF = frozenset(
    "bay borough canton city commune district gulf hamlet harbour island isle municipality outskirts peninsula port"
    " region shores spa state streets strait suburb town township valley village".split()
)
#: Nouns of events and documents: a city before them, without a possessive, is where they were held or signed.
CITY_EVENT_NOUNS = frozenset(
    """
    summit talks convention agreement protocol memorandum communique accord meeting declaration treaty
    conference
    """.split()
)
#: Prepositions after which a city is meant as a place.
PLACE_PREPOSITIONS = frozenset(
    """
    in at near outside inside around across throughout within into through over above beyond surrounding via
    """.split()
)
#: Verbs and nouns of movement and place: a city after them, with or without "to", is meant as a place.
MOTION_WORDS = frozenset(
    """
    airport arrival arrive arrived arrives arriving bombarded bombed born bring brought came capital city come
    comes coming commute commuted depart departed departing departs departure district drive drives driving drove
    embassy enter entered entering escaped fled flee fleeing flew flies flight flights fly flying go goes going
    gone headed heading heads hosted hosts invited journey kilometers kilometres km leave leaves leaving left live
    lived lives marched mayor miles move moved moves moving outskirts province ran reach reached reaching region
    return returned returning returns road sailed shelled stay stayed stormed streets suburb suburbs summoned tour
    toured touring tours train trains travel traveled traveling travelled travelling travels trip trips university
    visit visited visiting visits walked welcomed went
    """.split()
)

#: “of” before a person's home (“Ann Lee of Norway”), but not in “the Government of Norway”.
HOME_PREPOSITION = re.compile(r"(?<!Government)(?<!Kingdom)(?<!Republic)(?<!State)(?<!Federation) of (?:the )?$")

#: The states of the United States, in lower case.
US_STATES = frozenset(
    (
        "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois"
        " indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri"
        " montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington"
        " wisconsin wyoming"
    ).split()
) | {
    *("new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "puerto rico"),
    *("rhode island", "south carolina", "south dakota", "west virginia"),
}
#: Abbreviations of the states of the United States after a city.
STATE_ABBREVIATIONS = frozenset(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa"
    " Tenn Tex Va Vt Wash Wis Wyo Ont Que N.C. S.C. N.D. S.D. N.H. N.J. N.M. N.Y. R.I. W.Va. D.C. B.C. NC SC ND SD NH"
    " NJ NM NY RI WV AL AZ CA CO CT FL GA IL KS KY MA MD MI MN MO MT NE NV OH PA TN TX UT VA VT WA WI WY".split()
)
#: Endings of demonyms that stand for a people rather than one of it: “the French”, “the Chinese”, “the Germans”.
PLURAL_DEMONYM_ENDINGS = ("ese", "ish", "nch", "tch", "lsh", "iss", "men", "women", "s")
