"""Words with a capital that name nobody: of things, events, days, and at the start of a sentence."""

from __future__ import annotations

#: Abbreviations of things, ranks and measures.
NO_ACTORS = frozenset(
    """
    ad adhd ai aids aka am app asap asia-pacific atm balkans bc bn caucasus cctv cd ceo cfo covid covid-19 diy dj
    dmz dna dvd eps er eur eurasia faq gbp gdp gmt gps h1 h2 hiv icbm icbms icu id ii iii indo-pacific ipo ipos it
    iv kg km lcd led lgbt lgbtq mdl mn mp mph mps mri ngo ngos nyse ok pc phd pm pow pows q1 q2 q3 q4 rpg slbm sms
    suv suvs tv tvs uav uavs url usb usd utc vat vi vii viii vip vs wmd
    """.split()
)
#: Second parts of compound adjectives ("Soviet-era").
COMPOUNDS = frozenset(
    """
    aligned allied area backed based born bound brokered built class controlled day designed educated era friendly
    funded held imposed inspired language led level like linked listed made mediated occupied old owned produced
    raised registered run speaking sponsored style supplied supported term themed time trained type wide wing wise
    year
    """.split()
)
#: Those heads of places that are hardly ever surnames or parts of bodies' names.
SITES = frozenset(
    """
    airport archipelago avenue boulevard bridge building canal canyon cathedral cemetery guesthouse gulf hospital
    hotel island islands mountains museum ocean palace peninsula prison province reservoir resort river sea square
    stadium strait street terminal theater theatre
    """.split()
)
#: Nouns after the name of a thing ("Shahed drones").
THINGS = frozenset(
    """
    accord affair aircraft album app batteries battery bomber bombers browser car cars drone drones effect fighter
    fighters film handset helicopter helicopters howitzer howitzers index jet jets launcher launchers method
    missile missiles movie novel phone phones process rifle rifles rocket rockets scandal shells single software
    submarine submarines system systems tank tanks torpedo torpedoes vaccine vaccines vehicle vehicles virus
    """.split()
)
#: Days and months, and other words that English writes with a capital and that name nobody.
CALENDAR = frozenset(
    """
    am apr april aug august bst cet christmas dec december easter edt est feb february friday fridays gmt jan
    january jul july jun june kst mar march may monday mondays nov november oct october pm ramadan saturday
    saturdays sep sept september sunday sundays thursday thursdays tuesday tuesdays utc wednesday wednesdays
    """.split()
)
#: Common words that start sentences; no name alone.
COMMON = frozenset(
    """
    a about above absolutely accept according across actually adding additionally addressing after afterwards
    again against ago ahead albeit all allegedly almost along already also although always amid among amongst an
    analysis and another any anyone anything apart are around as aside ask asked at away back backed backing based
    be because been before behind being below beneath besides between beyond both breaking britons but by call
    called calling campaign can cannot cases chief children citing clearly close commenting compared concern
    consequently consider considering continue contrary could countries crucially currently day days deep defence
    defending defense describing despite did do does doing don't down due during each earlier early echoing editor
    either elsewhere email emerging enough especially essentially even eventually ever every everybody everyone
    everything everywhere except exclusive experts explainer families far fears few fewer fifth fifty final
    finally first firstly five following for forced foreign former fortunately forty four fourth free from full
    further furthermore general generally get give given giving go going good government governments great growing
    had half has have having he hello help hence her here hers herself high him himself his historically home
    hours house how however human hundreds i i'd i'll i'm i've if in include included including indeed initially
    inside instead interestingly international into investors is it it's its itself jobs judge just keep key know
    last lastly late later latest lawmakers leader leaders leading least less let let's life like likewise little
    live local long look looking lots made mainly major make making many marking may maybe me meantime meanwhile
    media meet men might military millions mine minister ministers minutes moments money more moreover most mostly
    much must my myself names nations near nearby nearly neither never nevertheless new news next nine no nobody
    none nonetheless nor normally north not notably note nothing noting now nowhere nuclear obviously of off
    office officials often oh oil ok okay old on once one ones only onto open opening opinion opposition or other
    others otherwise our ours out outside over overall own parents part partly past peace people perhaps person
    photo place plan players please points police political power presidents presumably previous previously prime
    prior privately probably provided public questions quite quoting rather read reading really recent recently
    regarding regardless regional related relations released report reportedly reporters reports responding
    revealed review right rising same sanctions scores second secondly see seeing seemingly senior seven several
    shall shares she short shortly should showing similarly simply since six sixth slowly so some somebody someone
    something sometimes somewhere soon sources south speaking special specifically state states still stressing
    students subsequently such suddenly support sure surely take taking talks teams tell ten tens than thank
    thanks that that's the their theirs them themselves then there there's thereafter therefore these they they're
    thing things third thirty this those though thousands three through throughout thus till time to today
    together told tomorrow tonight too top toward towards trade traditionally treaty troops trust try twelve
    twenty two typically uk-based ultimately under undoubtedly unfortunately unless unlike until up upon us
    usually very via victims video view voters want war was watch watching we we'll we're we've weapons weeks
    welcome well were west western what what's whatever when whenever where whereas whether which while who
    whoever whole whom whose why widely will with within without women won't workers world would writing wrong
    year years yes yesterday yet you you're young your yours yourself
    """.split()
)
#: Last nouns of events, prizes, laws and things: names of no actor.
OTHER_HEADS = frozenset(
    """
    accord accords act agreement article award awards championship championships chapter charter convention cup
    day declaration drone festival games initiative-act jet missile missiles olympics open pact patriot plan prix
    prize protocol resolution revolution rocket summit talks tank treaty war wars week world-cup year
    """.split()
)
