"""Word lists of the finder of actors, written for it; all in small letters."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Nouns that an organisation's name ends in or is headed by.
ORGANISATION_HEADS = _words(
    """
    administration administrations agencies agency airline airlines airways alliance army assembly association
    authority bank bbc board brigade broadcasting brothers bureau cabinet center centre chamber church club co
    coalition college command commission committee community company confederation conference congress consortium
    corp corporation corps council court daily department directorate division enterprise exchange executive
    faction fc federation feds fleet force forces foundation front fund gazette government group guard guards
    herald holdings house inc industries initiative institute institution intelligence international journal kcna
    labs league legislature limited ltd magazine mail media military ministry mission monitor motors movement navy
    network networks news newspaper observatory office organisation organization parliament partners partnership
    party patrol plc police politburo post presidium press programme prosecutors radio regiment register
    secretariat senate service services society solutions squadron staff standard studies sun systems task
    taskforce team technologies telegraph television times treasury tribunal tribune trust tv union united
    university watch
    """
)
#: Nouns that a place's name ends in or is headed by.
PLACE_HEADS = _words(
    """
    airport archipelago area avenue basin bay beach border boulevard bridge building camp canal canyon cape castle
    cathedral cemetery channel city coast complex county creek crossing dam delta desert district dmz estate
    forest gate gulf hall harbor harbour heights hill hills hospital hotel island islands isle isles jail lake
    lane mansion memorial mount mountain mountains museum ocean opera palace park pass peninsula plain plains
    plant plateau plaza port prison province quarter range region reservoir resort ridge river road sea shore
    shrine square stadium state station steppe strait straits street temple terminal territory theater theatre
    tower town township tunnel valley village volcano waterway zone
    """
)
#: Forms of address and of rank that stand before a person's name and are no part of it.
TITLES = _words(
    """
    activist actor actress adm admiral adviser advisor aide ambassador analyst attorney author ayatollah baron
    baroness boss brigadier brother candidate capt captain chair chairman chairperson chairwoman chancellor chief
    cmdr coach col colonel columnist commander commissioner congressman congresswoman corporal correspondent
    counsel counsellor count counterpart dame daughter defender deputy detective director dissident dr economist
    editor emir emperor envoy expert father fellow gen general goalkeeper gov governor head historian hon husband
    imam inspector judge justice king lady lawyer leader lieutenant lord lt maj major manager marshal mayor
    midfielder minister miss mother mr mrs ms mx negotiator nominee officer official pope predecessor premier
    president prince princess private prof professor queen rabbi rep reporter representative researcher rev
    reverend scientist secretary sen senator sergeant sgt sheikh sheriff singer sir sister solicitor son speaker
    spokesman spokesperson spokeswoman striker successor sultan superintendent wife writer
    """
)
#: Words before a title that belong to it, and are nothing alone.
MODIFIERS = _words(
    """
    acting affairs agriculture assistant associate cabinet commerce communications culture defence defense deputy
    economic economy education energy environment ex executive finance financial first foreign former health home
    industry intelligence interim interior junior justice labor labour managing military national opposition party
    permanent political presidential press prime religious security senior shadow spiritual state supreme then
    trade transport treasury unification union vice
    """
)
#: All words of titles.
TITLE_WORDS = TITLES | MODIFIERS
#: Forms of address: what follows is a person.
FORMS_OF_ADDRESS = _words(
    """
    adm adviser advisor ambassador capt capt. chairman chancellor col col. dame dr dr. gen gen. gov gov. lt lt.
    maj maj. minister miss mr mr. mrs mrs. ms ms. premier president prof prof. rep rep. secretary sen sen. senator
    sgt sgt. sir spokesman spokesperson spokeswoman
    """
)
#: Abbreviations of things, ranks and measures.
NO_ACTORS = _words(
    """
    ad adhd ai aids aka am app asap asia-pacific atm balkans bc bn caucasus cctv cd ceo cfo covid covid-19 diy dj
    dmz dna dvd eps er eur eurasia faq gbp gdp gmt gps h1 h2 hiv icbm icbms icu id ii iii indo-pacific ipo ipos it
    iv kg km lcd led lgbt lgbtq mdl mn mp mph mps mri ngo ngos nyse ok pc phd pm pow pows q1 q2 q3 q4 rpg slbm sms
    suv suvs tv tvs uav uavs url usb usd utc vat vi vii viii vip vs wmd
    """
)
#: Second parts of compound adjectives ("Soviet-era").
COMPOUNDS = _words(
    """
    aligned allied area backed based born bound brokered built class controlled day designed educated era friendly
    funded held imposed inspired language led level like linked listed made mediated occupied old owned produced
    raised registered run speaking sponsored style supplied supported term themed time trained type wide wing wise
    year
    """
)
#: Those heads of places that are hardly ever surnames or parts of bodies' names.
SITES = _words(
    """
    airport archipelago avenue boulevard bridge building canal canyon cathedral cemetery guesthouse gulf hospital
    hotel island islands mountains museum ocean palace peninsula prison province reservoir resort river sea square
    stadium strait street terminal theater theatre
    """
)
#: Nouns after the name of a thing ("Shahed drones").
THINGS = _words(
    """
    accord affair aircraft album app batteries battery bomber bombers browser car cars drone drones effect fighter
    fighters film handset helicopter helicopters howitzer howitzers index jet jets launcher launchers method
    missile missiles movie novel phone phones process rifle rifles rocket rockets scandal shells single software
    submarine submarines system systems tank tanks torpedo torpedoes vaccine vaccines vehicle vehicles virus
    """
)
#: Words of titles that are people's surnames as well.
SURNAMES = _words("king pope judge major marshal prince bishop baron count fellow lord private brother counsel coach")
#: What somebody is in politics, before a name.
PARTISANS = _words("democrat republican independent conservative libertarian tory socialist communist liberal rival")
#: Small words inside names.
LINKS = _words(
    "of and the for de la le del della der den di da dos do du van von bin ibn al el ul y e ten ter to on in at &"
)
#: Small words inside the names of people.
PARTICLES = _words("de la le del della der den di da dos do du van von bin ibn al el ul ten ter abu")
#: Days and months, and other words that English writes with a capital and that name nobody.
CALENDAR = _words(
    """
    am apr april aug august bst cet christmas dec december easter edt est feb february friday fridays gmt jan
    january jul july jun june kst mar march may monday mondays nov november oct october pm ramadan saturday
    saturdays sep sept september sunday sundays thursday thursdays tuesday tuesdays utc wednesday wednesdays
    """
)
#: Common words that start sentences; no name alone.
COMMON = _words(
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
    """
)
#: Nouns after a city's possessive or the bare city that make it a place.
CITY_NOUNS = _words(
    """
    airport airports apartment apartments area bars bureau bus buses cafe cafes cathedral center centre city
    cityscape club commuters correspondent court district districts downtown embassy fashion festival hospital
    hotel hotels house houses landmarks marathon mayor metro museum neighborhood neighborhoods neighbourhood
    neighbourhoods nightlife opera outskirts palace park port railway residents restaurant restaurants road roads
    school schools skyline skyscrapers square stadium station street streets suburb suburbs subway taxi time tower
    traffic tube university urban weather zoo
    """
)
#: Nouns of events and papers: a bare city before them is where they were held or signed.
CITY_EVENTS = _words(
    "summit talks convention agreement protocol memorandum communique accord meeting declaration treaty conference"
)
#: Past and plain forms of verbs that show no ending of one.
PAST_FORMS = _words(
    """
    agree angry ask became began bid bought broke brought built call came chose cool cut dealt defiant deny drew
    fear fell felt firm forbade forgave fought found froze furious gave got grew happy heard held hid hit hurt
    keen kept knew laid led left lent let lost made meant met mum open overthrew paid plan put quiet quit ran read
    ready rose said saw say see seek sent set shook shot showed shut sign silent sold sought spent split spread
    stood struck swore taught thought threw told took understood unhappy unmoved urge vow want warn wary went
    withdrew won wrote
    """
)
#: Prepositions of mere place.
AT_PLACES = _words(
    "in at near outside inside around across throughout within into through over above beyond surrounding via"
)
#: Verbs and nouns of going somewhere: what follows with or without "to" is a place.
GOING = _words(
    """
    airport arrival arrive arrived arrives arriving bombarded bombed born bring brought came capital city come
    comes coming commute commuted depart departed departing departs departure district drive drives driving drove
    embassy enter entered entering escaped fled flee fleeing flew flies flight flights fly flying go goes going
    gone headed heading heads hosted hosts invited journey kilometers kilometres km leave leaves leaving left live
    lived lives marched mayor miles move moved moves moving outskirts province ran reach reached reaching region
    return returned returning returns road sailed shelled stay stayed stormed streets suburb suburbs summoned tour
    toured touring tours train trains travel traveled traveling travelled travelling travels trip trips university
    visit visited visiting visits walked welcomed went
    """
)

#: Words that begin a name when another capital follows, though they are common words.
BEGINNINGS = _words(
    """
    air american bank big black blue cape central democratic east eastern el federal first fort general golden
    grand great greater green high house international la lake las le little long los lower mount national new
    north northern old port red republican royal saint san santa second silver sir social south southern st
    supreme united university upper west western white world
    """
)
#: Names of states, cities and peoples that are given names as well, as they are written.
GIVEN_NAMES = frozenset("Chad Jordan Georgia Israel Kenya Cuba Paris London Malta Dane Finn Sofia Vienna Scot".split())
#: Last nouns of events, prizes, laws and things: names of no actor.
OTHER_HEADS = _words(
    """
    accord accords act agreement article award awards championship championships chapter charter convention cup
    day declaration drone festival games initiative-act jet missile missiles olympics open pact patriot plan prix
    prize protocol resolution revolution rocket summit talks tank treaty war wars week world-cup year
    """
)
#: Nouns before "of" that keep it inside the name.
OF_HEADS = _words(
    """
    academy act archbishop army association bank battle bay bird bishop board book bureau cape chamber chambers
    charter church city college commission committee commonwealth convention council county court cup daughters
    declaration department district duchess duchy duke earl faculty federation front gulf hospital house houses
    institute isle kingdom knights lake league lord lords masters ministry mount mouth movement museum order party
    port prince princess province radio republic school sea series sons state states strait temple town treaty
    union university valley voice
    """
)
#: Last nouns of names that take a country's name or adjective into them ("British Airways", "French Open").
JOINING_HEADS = _words(
    """
    academy accord agency agreement air airline airlines airways association bank board center centre championship
    championships charter church classic club co coast committee company conference congress corp corporation
    council cup derby electric exchange federation festival football foundation fund games gas group gulf herald
    holdings hospital house inc industries institute islands journal league limited ltd masters motors museum
    network news newspaper ocean oil olympics open opera orthodox pact party peninsula petroleum plc post prix
    railway railways revolution river sea series society stakes steel strait studies telecom telecommunications
    telegraph theater theatre times tour treaty tribune trophy trust union university war wars
    """
)
