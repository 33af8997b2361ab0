"""Words beside a city's name by which it is a place, or its government."""

from __future__ import annotations

#: Nouns after a city's possessive or the bare city that make it a place.
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
#: Nouns of events and papers: a bare city before them is where they were held or signed.
CITY_EVENTS = frozenset(
    """
    summit talks convention agreement protocol memorandum communique accord meeting declaration treaty
    conference
    """.split()
)
#: Past and plain forms of verbs that show no ending of one.
PAST_FORMS = frozenset(
    """
    agree angry ask became began bid bought broke brought built call came chose cool cut dealt defiant deny drew
    fear fell felt firm forbade forgave fought found froze furious gave got grew happy heard held hid hit hurt
    keen kept knew laid led left lent let lost made meant met mum open overthrew paid plan put quiet quit ran read
    ready rose said saw say see seek sent set shook shot showed shut sign silent sold sought spent split spread
    stood struck swore taught thought threw told took understood unhappy unmoved urge vow want warn wary went
    withdrew won wrote
    """.split()
)
#: Prepositions of mere place.
AT_PLACES = frozenset(
    """
    in at near outside inside around across throughout within into through over above beyond surrounding via
    """.split()
)
#: Verbs and nouns of going somewhere: what follows with or without "to" is a place.
GOING = frozenset(
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
