"""Words of names: what they end in, what stands before them and inside them."""

from __future__ import annotations

#: Nouns that an organisation's name ends in or is headed by.
ORGANISATION_HEADS = frozenset(
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
    """.split()
)
#: Nouns that a place's name ends in or is headed by.
PLACE_HEADS = frozenset(
    """
    airport archipelago area avenue basin bay beach border boulevard bridge building camp canal canyon cape castle
    cathedral cemetery channel city coast complex county creek crossing dam delta desert district dmz estate
    forest gate gulf hall harbor harbour heights hill hills hospital hotel island islands isle isles jail lake
    lane mansion memorial mount mountain mountains museum ocean opera palace park pass peninsula plain plains
    plant plateau plaza port prison province quarter range region reservoir resort ridge river road sea shore
    shrine square stadium state station steppe strait straits street temple terminal territory theater theatre
    tower town township tunnel valley village volcano waterway zone
    """.split()
)
#: Forms of address and of rank that stand before a person's name and are no part of it.
TITLES = frozenset(
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
    """.split()
)
#: Words before a title that belong to it, and are nothing alone.
MODIFIERS = frozenset(
    """
    acting affairs agriculture assistant associate cabinet commerce communications culture defence defense deputy
    economic economy education energy environment ex executive finance financial first foreign former health home
    industry intelligence interim interior junior justice labor labour managing military national opposition party
    permanent political presidential press prime religious security senior shadow spiritual state supreme then
    trade transport treasury unification union vice
    """.split()
)
#: All words of titles.
TITLE_WORDS = TITLES | MODIFIERS
#: Forms of address: what follows is a person.
FORMS_OF_ADDRESS = frozenset(
    """
    adm adviser advisor ambassador capt capt. chairman chancellor col col. dame dr dr. gen gen. gov gov. lt lt.
    maj maj. minister miss mr mr. mrs mrs. ms ms. premier president prof prof. rep rep. secretary sen sen. senator
    sgt sgt. sir spokesman spokesperson spokeswoman
    """.split()
)
#: Words of titles that are people's surnames as well.
SURNAMES = frozenset(
    """
    king pope judge major marshal prince bishop baron count fellow lord private brother counsel coach
    """.split()
)
#: What somebody is in politics, before a name.
PARTISANS = frozenset(
    """
    democrat republican independent conservative libertarian tory socialist communist liberal rival
    """.split()
)
#: Small words inside names.
LINKS = frozenset(
    """
    of and the for de la le del della der den di da dos do du van von bin ibn al el ul y e ten ter to on in at
    &
    """.split()
)
#: Small words inside the names of people.
PARTICLES = frozenset("de la le del della der den di da dos do du van von bin ibn al el ul ten ter abu".split())
#: Words that begin a name when another capital follows, though they are common words.
BEGINNINGS = frozenset(
    """
    air american bank big black blue cape central democratic east eastern el federal first fort general golden
    grand great greater green high house international la lake las le little long los lower mount national new
    north northern old port red republican royal saint san santa second silver sir social south southern st
    supreme united university upper west western white world
    """.split()
)
#: Names of states, cities and peoples that are given names as well, as they are written.
GIVEN_NAMES = frozenset("Chad Jordan Georgia Israel Kenya Cuba Paris London Malta Dane Finn Sofia Vienna Scot".split())
#: Nouns before "of" that keep it inside the name.
OF_HEADS = frozenset(
    """
    academy act archbishop army association bank battle bay bird bishop board book bureau cape chamber chambers
    charter church city college commission committee commonwealth convention council county court cup daughters
    declaration department district duchess duchy duke earl faculty federation front gulf hospital house houses
    institute isle kingdom knights lake league lord lords masters ministry mount mouth movement museum order party
    port prince princess province radio republic school sea series sons state states strait temple town treaty
    union university valley voice
    """.split()
)
#: Last nouns of names that take a country's name or adjective into them ("British Airways", "French Open").
JOINING_HEADS = frozenset(
    """
    academy accord agency agreement air airline airlines airways association bank board center centre championship
    championships charter church classic club co coast committee company conference congress corp corporation
    council cup derby electric exchange federation festival football foundation fund games gas group gulf herald
    holdings hospital house inc industries institute islands journal league limited ltd masters motors museum
    network news newspaper ocean oil olympics open opera orthodox pact party peninsula petroleum plc post prix
    railway railways revolution river sea series society stakes steel strait studies telecom telecommunications
    telegraph theater theatre times tour treaty tribune trophy trust union university war wars
    """.split()
)
