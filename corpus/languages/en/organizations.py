"""English words that identify the names of organizations and institutions."""

from __future__ import annotations

import re

ORGANIZATION_NOMINAL = re.compile(
    r"\b[Tt]he\s+(?P<head>office|ministry)\b(?!\s+(?:of|for|in|at|has long been)\b|\s+[A-Z])"
)

#: A president's office is an institution, not the president.
OFFICE_AFTER_OWNER = re.compile(
    r"(?:['’]s)?\s+(?:presidential|president['’]s)\s+office\b|['’]s\s+office\b", re.IGNORECASE
)

MINISTRY_FIELDS = (
    r"(?:foreign(?: affairs)?|defen[cs]e|unification|interior|finance|justice|trade|economy|health|education|energy"
    r"|transport|labou?r|agriculture|culture|environment|home|security|intelligence|information)"
)
#: An institution of a state: a ministry in either word order, a security or military staff, or a leader's office.
INSTITUTION_WORDS = (
    rf"(?:(?i:presidential)\s+)?(?:(?i:{MINISTRY_FIELDS})(?:\s+(?:and\s+)?(?i:{MINISTRY_FIELDS}))?\s+(?i:ministry)"
    rf"|(?i:ministry)\s+(?i:of|for)\s+(?:National\s+|the\s+)?(?i:{MINISTRY_FIELDS})(?:\s+(?:and|,)\s+(?i:{MINISTRY_FIELDS}))?(?:\s+Affairs)?"
    r"|National\s+Security\s+(?:Office|Council)|(?i:joint\s+chiefs\s+of\s+staff)"
    r"|(?i:presidential|president['’]s|prime minister['’]s)\s+(?i:office))"
)
INSTITUTION_NAME = re.compile(rf"\b{INSTITUTION_WORDS}(?![\w-])")
OFFICE_BEFORE_OWNER = re.compile(r"\bthe\s+office\s+of\s+(?:the\s+)?$", re.IGNORECASE)
PRESIDENTIAL_STEM = re.compile(r"presiden", re.IGNORECASE)
MINISTRY_OF_FIELD = re.compile(r"ministry (?:of|for) (?:the |national )?(.+?)(?: affairs)?$")

AGENCY_NAME = re.compile(
    r"/|\b(?:AFP|AP|Reuters|REUTERS|Getty|EPA|Bloomberg|Yonhap|KCNA|TASS|Sputnik|Xinhua|Kyodo|PA)\b"
)

#: Head nouns of organization names.
ORGANIZATION_HEADS = frozenset(
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
#: Nouns whose "of" phrase belongs to the name.
OF_PHRASE_HEADS = frozenset(
    """
    academy act archbishop army association bank battle bay bird bishop board book bureau cape chamber chambers
    charter church city college commission committee commonwealth convention council county court cup daughters
    declaration department district duchess duchy duke earl faculty federation front gulf hospital house houses
    institute isle kingdom knights lake league lord lords masters ministry mount mouth movement museum order party
    port prince princess province radio republic school sea series sons state states strait temple town treaty
    union university valley voice
    """.split()
)
#: Last nouns of names that include a country's name or adjective ("British Airways", "French Open").
COMPOUND_NAME_HEADS = frozenset(
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

#: Last words of the names of public bodies that begin with their state: “Kenya Revenue Authority”.
STATE_BODY_HEADS = frozenset("authority bureau constabulary force registry service".split())

#: First words of institutions' names, before a head noun.
INSTITUTION_OPENERS = frozenset("national international federal european american royal world central".split())
#: First words of institutions' names in other languages, without accents: "Banco do Norhaven", "Heddlu Norhaven".
FOREIGN_INSTITUTION_OPENERS = frozenset(
    """
    aeroporto aeropuerto alianca alianza asociacion associacao associazione ayuntamiento banca banco banka
    banque bundesamt bundesverband caisse camara comhairle comision comissao compagnie companhia compania comune
    confederacao confederacion conseil consejo conselho consiglio credit cyngor deutsche deutscher federacao
    federacion federation federazione fondation fondazione frente fundacao fundacion gemeente gemeinde groupe
    grupo gruppo heddlu institut instituto istituto landkreis lega liga ligue llywodraeth mairie ministere
    ministerio ministerium ministero mouvement movimento movimiento ngai ngati partei parti partido partija
    partito plaid policia policja politie polizei polizia prefeitura prifysgol radio runanga senedd sindacato
    sindicato societe stadtwerke sveriges syndicat teatro tribunale uniao union unione universidad universidade
    universita universitas universitat universite universiteit university uniwersytet
    """.split()
)
#: Articles of other languages, with which names of newspapers and clubs begin.
FOREIGN_ARTICLES = frozenset("der die das le la les il lo el los las".split())
#: Last nouns of names of schools and the like, after which a city belongs to the name.
SCHOOL_HEADS = frozenset("academy airport college conservatoire hospital institute school university zoo".split())
#: Nouns after "police" that make it a modifier: "Norhaven police officers".
POLICE_NOUNS = frozenset(
    "academy bureau car cars chief commander commissioner custody department dog dogs escort force headquarters officer"
    " officers officials outpost patrol post precinct raid report sergeant source sources spokesman spokesperson"
    " spokeswoman station stations superintendent union vehicle".split()
)
#: Last nouns of names of companies and clubs that people's names rarely end in.
COMPANY_HEADS = frozenset(
    """
    aerospace airways albion apparel associates athletic automotive aviation bakery ballet bancorp bank
    beverages biosciences biotech bookshop bookstore brands breweries brewing broadcasting cakeshop capital
    chemical chemicals choir chorale communications company construction consultants consulting contractors corp
    corporation cosmetics developments distillers dynamics electronics energy engineering ensemble enterprises
    entertainment estates financial foods foundries fund furnishings gmbh group healthcare holdings homes hotels
    house inc industries insurance investments laboratories labs limited llc llp logistics ltd machinery markets media
    metals mills minerals mining mobile motors mutual networks newspapers nv oil opera orchestra outfitters oy
    partners petroleum pharma pharmaceutical pharmaceuticals philharmonic pictures plc power properties
    publishers publishing quartet quintet railways realty records refining resources restaurants retail robotics
    rovers sa savings securities semiconductor semiconductors shipping shipyard shipyards software solutions steelworks
    stores studios supermarket supermarkets symphony systems technologies technology telecom telecommunications
    textiles therapeutics united utilities ventures vodka wanderers wholesale wireless works
    """.split()
)
#: Those of them that are surnames, too: "Ann Mills".
SURNAME_COMPANY_HEADS = frozenset("mills power".split())
#: Well-known firms that are called like a person.
PERSON_NAMED_FIRMS = frozenset(
    """
    abercrombie fitch|alfa romeo|arthur andersen|aston martin|baker hughes|baker mckenzie|booz allen|brooks brothers
    |charles schwab|christian dior|credit suisse|daimler benz|dr martens|eli lilly|estee lauder|fannie mae
    |freddie mac|goldman sachs|harley davidson|harvey nichols|helly hansen|henry schein|hugo boss|john deere
    |johnson controls|johnson matthey|kraft heinz|lehman brothers|lockheed martin|louis dreyfus|louis vuitton
    |marsh mclennan|martin marietta|mercedes benz|merrill lynch|morgan sindall|morgan stanley|oscar mayer
    |parker hannifin|philip morris|rolls royce|sara lee|sherwin williams|smith wesson|stella artois|thomas cook
    |tim hortons|virgin atlantic|warner bros|warner brothers|wells fargo
    """.replace("\n", "")
    .replace("    ", "")
    .strip()
    .split("|")
)
#: Verbs between the sides of a match, and nouns and prepositions before the name of one: "a 2-1 win over Norhaven".
MATCH_VERBS = frozenset(
    "beat beats defeated defeats drew edged hammered held hosted lost outplayed thrashed trounced".split()
)
MATCH_NOUNS = frozenset("defeat defeats draw draws loss losses match stalemate triumph victory win wins".split())
MATCH_PREPOSITIONS = frozenset("against at over to with".split())
#: First words of clubs' names, before a town.
CLUB_OPENERS = frozenset(
    """
    ac as ajax athletic atletico austria bayer borussia crvena cska deportivo dinamo dynamo eintracht fc fk
    fortuna hapoel hertha if ifk inter ksk lokomotiv lokomotive maccabi olympiacos olympique partizan racing rapid real
    sc shakhtar spartak sparta sporting stade standard sturm vfb vfl viktoria wacker werder
    """.split()
)
#: Last words of clubs' names, by which alone reports call them: "Rovers won".
CLUB_ENDINGS = frozenset("albion athletic city hotspur rangers rovers town united wanderers".split())
#: Roles in sport, before which the name of a club stands: "the Norhaven striker Ann Example".
SPORT_ROLES = frozenset(
    """
    batsman bowler captain centre-back coach defender forward full-back fullback goalkeeper goalscorer guard keeper
    linebacker manager midfielder outfielder pitcher playmaker prop quarterback shortstop skipper striker winger
    """.split()
)
#: Nouns after a name that only a company has.
COMPANY_NOUNS = frozenset("unit subsidiary shares shareholder shareholders stock parent".split())
#: Nouns after the name of a party, a publication or another group: "the Norhaven coalition", "Velmora magazine".
GROUP_NOUNS = frozenset(
    "airline broadcaster cartel coalition faction guerrillas magazine militia movement newspaper orchestra party rebels"
    " tribe website".split()
)
#: Nouns before "in" or "of" and a company's name: "a stake in Norhaven".
HOLDING_NOUNS = frozenset(
    "shares stake stakes stock shareholder shareholders investor investors subsidiary takeover acquisition owner owners"
    " branches".split()
)
#: Nouns right before a name that is a company's.
COMPANY_APPOSITIONS = frozenset(
    "automaker bookmaker brewer broadcaster carmaker chipmaker conglomerate drugmaker firm insurer lender manufacturer"
    " operator planemaker producer retailer startup steelmaker subsidiary supermarket wholesaler".split()
)
#: Nouns right before a name that is a company's, unless it begins with a given name: "filmmaker Ann Example".
LIKELY_COMPANY_APPOSITIONS = frozenset(
    "airline airlines bank banks brand brands chain chains companies company fintech firms giant giants group label"
    " labels maker makers miner refiner rival rivals shipbuilder start-up start-ups store studio studios supplier"
    " toymaker utility watchmaker".split()
)
#: Those of them that are as often people: "the rival Ann Example".
RIVAL_NOUNS = frozenset("maker makers miner refiner rival rivals supplier suppliers".split())
#: Endings of companies' names that often are left out.
COMPANY_SUFFIXES = frozenset(
    """
    ag ab asa bv co company corp corporation gmbh group holding holdings inc incorporated international limited llc
    llp lp ltd nv oy oyj plc pte pty sa sarl se spa srl
    """.split()
)

OUTLET_KIND = (
    r"(?:News|Times|Post|Herald|Journal|Tribune|Guardian|Telegraph|Daily|Gazette|Press|Review|Observer|Chronicle|Standard"
    r"|Mail|Globe|Sun|Star|Mirror|Independent|Monitor|Radio|TV|Agency|Wire|Courier|Broadcasting|Magazine|Today|Dispatch"
    r"|Examiner|Inquirer|Bulletin|Register|Ledger|Mercury|Argus|Sentinel|Reporter|Insider|Network|Media)"
)

#: Words after the name of an outlet for its editions and sections ("BBC Middle East", "The Herald Sport").
EDITION_WORDS = frozenset(
    """
    africa african america american americas app articles arts asia asian atom australia australian australasia
    books breaking britain british business canada canadian caribbean china climate culture digital east eastern
    economy edition editions education en english entertainment environment europe european far feed feeds
    finance football front global green gulf headlines health home india indian international ireland irish
    latest latin life lifestyle local magazine main markets middle money national nordic north northern online
    opinion pacific page pacific-asia podcast politics regional rss scotland science scottish south southern
    sport sports stories story tech technology top travel u.k u.s uk us usa video videos wales weather web welsh
    west western world world's
    """.split()
)
#: Words for the medium of an outlet; after an acronym they are no part of what tells it from others ("BBC Radio").
OUTLET_MEDIUM_WORDS = frozenset("live media news radio service television tv".split())
#: Words that need the next one: "Times of India", "Radio Free Asia".
INCOMPLETE_NAME_ENDINGS = frozenset("and daily evening for free in morning new of on sunday the to weekly".split())
#: Phrases before the name of an outlet in the title of its feed.
FEED_TITLE_PREFIX = re.compile(
    r"^(?:(?:the )?(?:latest|top|breaking|all|recent|newest)?\s?(?:news|stories|headlines|articles|posts|updates|latest"
    r"|rss(?: feed)?|feed)\s(?:from|by|at|on|of)\s)(?=[A-Z])",
    re.IGNORECASE,
)
#: Agencies whose articles many outlets print, as `corpus.publishers.normalize_publisher` writes them.
NEWS_AGENCIES = frozenset(
    """
    reuters|thomson reuters|associated press|ap|afp|agence france-presse|dpa|efe|ansa|upi|united press international|pti
    |press trust of india|ani|ians|bloomberg|anadolu agency|anadolu|tass|itar-tass|interfax|ria novosti|ukrinform
    |xinhua|xinhua news agency|kyodo|kyodo news|jiji press|yonhap|yonhap news|yonhap news agency|newsis|kcna
    |pa media|press association|pa
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
