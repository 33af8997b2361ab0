"""English stop words, common words, synonyms and phrases that depend on their context."""

from __future__ import annotations

import re

from corpus.languages.en.calendar import MONTHS, TIME_WORDS, WEEKDAY_WORDS, WEEKDAYS
from corpus.languages.en.cue_verbs import PRONOUN_SPEECH_VERBS
from corpus.languages.en.nouns import ANAPHORIC_NOUNS

#: Function words that change the meaning of a statement.
MEANINGFUL_FUNCTION_WORDS = frozenset(
    "not never no none nothing very all some only must may might cannot neither nor".split()
)

#: Words after one of ANAPHORIC_NOUNS that specify it: "the decision to send arms", "the summit in Hanoi".
SPECIFYING_WORDS = (
    "about|against|among|at|between|by|for|from|in|into|of|on|over|said to|signed|reached|that|to|under|which|who|whose"
    "|where|with|between|calling|allowing|banning|saying|held|announced|made"
)
_CAPITALIZED_WORD = rf"(?!(?:{'|'.join(map(str.title, (*WEEKDAYS, *MONTHS)))}|I)\b)[A-Z][\w.’'-]*"
#: A name after one of ANAPHORIC_NOUNS names it: "the minister Ana Ruiz", "the company, Blue Ferries, had".
_FOLLOWING_NAME = rf"(?-i:\s+{_CAPITALIZED_WORD}|,\s+{_CAPITALIZED_WORD}(?:\s+{_CAPITALIZED_WORD})*\s*(?:[,.]|$))"
DEPENDENT_OPENING = re.compile(
    rf"""
    (?:he|she|they|his|her|their|theirs|hers|him|them)\b
    | its?\b(?!\s+(?:is|was|has\s+been|remains|remained|seems|seemed|would\s+be|will\s+be)
        \s+(?:not\s+|still\s+|also\s+)*
        (?:(?:un|im)?(?:clear|likely|possible|important|necessary|known|usual|certain)|hoped|thought|believed|understood
           |reported|expected|feared|hard|difficult|too\s+(?:early|late|soon)|the\s+(?:first|second|third|last)\b)
        |\s+(?:is|was)\s+\w+\s+(?:that|to|for)\b|\s+(?:rained|snowed|emerged|appears?|appeared|turned\s+out|took\s+(?:the|a|an|\d)))
    | (?:this|these)\b
        (?!\s+(?:week|weekend|month|year|summer|autumn|winter|spring|season|century|morning|afternoon|evening)\b)
    | that\b(?!\s+(?:(?:the|an?)\b|[A-Z]))
    | those\b(?!\s+(?:who|whose|which|that|of|in|on|with|without|from|under|near)\b|\s+\w+ing\b)
    | such\b(?!\s+(?:as|an?\s+\w+\s+as)\b)
    | the\s+(?:former|latter|other|others|rest|same|trio|duo)\b
    | the\s+(?:two|three|four|first|second|third)
        (?:\s+(?:men|women|sides|countries|leaders|nations|neighbours|allies|officials))?
        \s+(?:also|then|had|have|has|were|was|are|is|will|would|agreed|signed|met|said|pledged|discussed)\b
    | the\s+(?:(?:[\w-]+-based|[a-z]+)\s+)?(?:{ANAPHORIC_NOUNS})(?:['’]s?)?\b
        (?!\s+(?:{SPECIFYING_WORDS})\b|-|,\s+(?:signed|held|reached)\b|{_FOLLOWING_NAME})
    | the\s+\d+-year-old(?:['’]s\b|,|\s+(?:who|was|is|has|had|will|would|also|said|told|pleaded|[a-z]+ed)\b)
    | the\s+(?:mother|father|parents?|grand(?:mother|father|parents?))\s+of\s+(?:one|two|three|four|five|six|\d+)\b
        (?!,?\s+[A-Z])
    | (?:both|neither|either)\s+(?:sides?|countr(?:y|ies)|nations?|leaders?|men|women|parties|governments?|of\s+them
        |were|was|are|have|had|way)\b
    | (?:others|some\s+of\s+(?:them|these|those)|many\s+of\s+(?:them|these|those)|most\s+of\s+(?:them|these|those)
        |(?:one|none|all|each|two)\s+of\s+(?:them|these|those)|another\s+(?:said|was|is|had|told|added))\b
    """,
    re.VERBOSE,
)
#: Openings of sentences about their own article instead of the news: "A look back at the week", "Here's what we know".
SELF_DESCRIPTION = re.compile(
    r"\W*(?:an? (?:quick |closer |brief )?(?:look|glance|review|round-?up|recap) (?:back|at|ahead|of|on)\b"
    r"|here(?:['’]s| (?:is|are)) (?:what|how|why|everything|(?:a|our|your) |(?:\w+ )?(?:things|facts|questions"
    r"|takeaways)\b)"
    r"|in this (?:episode|article|report|story|week['’]s)\b|welcome (?:back )?to\b"
    r"|(?:read|see|hear|find out) more\b|(?:what|all) (?:you|we) need to know\b|follow (?:our|us)\b"
    r"|this (?:article|story|page) (?:is|will|looks?|explains?)\b|this is (?:a|the) live )",
    re.IGNORECASE,
)
CONNECTIVE_OPENING = re.compile(
    r"""
    (?:but|and|or|nor|however|moreover|furthermore|nevertheless|nonetheless|meanwhile|therefore|thus|hence|likewise
        |similarly|consequently|accordingly|afterwards?|thereafter|also|too)\b(?!-)
    | (?:so|still|then|yet|instead|otherwise|besides|finally|indeed|rather|again|later|earlier|elsewhere|separately),
    | (?:so|then|yet|still)\s+(?:he|she|it|they|the|there|that|this|came)\b
    | (?:in\s+(?:response|addition|turn|return|contrast|exchange|comparison|reply)|as\s+a\s+result|by\s+contrast
        |on\s+the\s+contrary|as\s+well)\b(?!\s+(?:to|of|with|for)\b)
    | (?:in\s+(?:particular|fact|short|other\s+words|that\s+case|doing\s+so)|for\s+(?:example|instance|this|that)
        |on\s+the\s+other\s+hand|at\s+the\s+(?:same\s+)?time
        |(?:after|before|despite|because\s+of|in|under|at|by|with|on|to|from|of)
            \s+(?:this|that|which|these|those|it|them|him|such|both\s+cases)
        |(?:earlier|later)\s+(?:in\s+the\s+day|that\s+\w+|on)|(?:the\s+same|that)\s+(?:day|week|month|year)
        |the\s+(?:next|following|previous)\s+(?:day|morning|night|week|month|year)(?!\s+of\b)
        |(?:\w+\s+)?(?:minutes|hours|days|weeks|months|years)\s+(?:later|earlier))\b(?!\s+(?:week|month|year|morning|summer)\b)
    | (?:the|an?|one)\s+(?:hour|day|night|week|month|year)\s+(?:before|after|earlier|later)\s*,
    | (?:in|under|at|during|after|before|following|despite|as\s+part\s+of)
        \s+the\s+(?:deal|agreement|pact|treaty|accord|plan|meeting|talks|summit|statement|letter|call|interview|visit|trip
            |attack|ruling|report|document|proposal|law|incident)\s*,
    """,
    re.VERBOSE,
)
UNNAMED_SPEAKER = re.compile(
    rf"[\s,.…]*(?:(?:he|she|they|it|the\s+(?:\w+\s+)?(?:{ANAPHORIC_NOUNS}))\s+(?:also\s+|then\s+|later\s+)?(?:{PRONOUN_SPEECH_VERBS})\b"
    rf"|(?:{PRONOUN_SPEECH_VERBS})\s+(?:he|she|they|it|the\s+(?:\w+\s+)?(?:{ANAPHORIC_NOUNS})\b(?!{_FOLLOWING_NAME}))\b)",
    re.IGNORECASE,
)
#: A pronoun as subject after a lead-in: "In Hanoi, he", "Speaking to reporters on Monday, she".
PRONOUN_SUBJECT = re.compile(
    r"(?:(?:in|on|at|after|during|since|by|last|next|for|with|speaking|asked|earlier|early|late)\b"
    r"(?:(?!\b(?:Mr|Mrs|Ms|Dr|President|Minister)\b)[^,“\"]){0,60},|(?:on|last|yesterday|today)\s*\w*)\s+(?:he|she|they)\s+\w",
)
NAMED_PERSON = re.compile(r"['’]s\b|\b(?:by|between|with|and)\s+(?:[A-Z]|Mr|Ms)|\b[A-Z][\w-]+\s+[A-Z]")

#: A pronoun or "there" at the beginning, which only another sentence explains.
PRONOUN_OPENING = re.compile(
    r"(?:he|she|they|it|its|his|her|their|that|those|there|him|them|both|neither|here"
    r"|(?:this|these)(?!\s+(?:week|weekend|month|year|summer|autumn|winter|spring|season|morning|afternoon|evening)\b))"
    r"(?:['’]\w+)?\b",
    re.IGNORECASE,
)

#: Words that count or pick some of what another sentence names: "six hundred of them", "the worst of it".
#: Words before the subject that name nothing: "In effect the clause …".
LEAD_IN = re.compile(
    r"^(?:in (?:effect|practice|fact|theory|addition|return|response|reply|turn|short|other words)|as a result|for now"
    r"|so far|instead|still|meanwhile|however|overall|later|again|then|now),? (?=the\b)",
    re.IGNORECASE,
)
#: "There" for a place, not for that something exists ("there is"), and what may name the place before it.
PLACE_ADVERB = re.compile(
    r"(?<!over )(?<!out )(?<!up )\bthere\b(?!['’])"
    r"(?!\s+(?:(?:has|have|had)\s+(?:\w+\s+)?been|is|are|was|were|be|being|been|will|would|could|can|may|might|must|should|shall|seems?|seemed|appears?|appeared|remains?|remained|exists?"
    r"|existed|came|comes|to\s+be)\b)",
    re.IGNORECASE,
)
PLACE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Tt]o|[Nn]ear|[Ff]rom|of|into|on|for|across|through|around|left|reached|visited|entered)\s+[\w-]+|\S\s+[A-Z]\w"
)
BACKWARD_REFERENCE = re.compile(
    r"^\W*(?:the\s+)?[\w-]+(?:\s+[\w-]+){0,2}\s+of\s+(?:them|it|these|those|this)\b|\bthe\s+other\s+ones?\b|\b(?:the\s+)?latter\b"
    r"|^\W*(?:[\w-]+\s+){1,3}of\s+the\s+(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)"
    r"\s+(?:is|was|are|were|has|have|had|will|would|did|could|may)\b"
    r"|^\W*the\s+(?:first|second|third|fourth|fifth|last|next|other|others|rest)\s+"
    r"(?:left|came|went|fell|took|began|ran|rose|got|died|arrived|happened|occurred|opened|closed|struck|hit|followed"
    r"|started|ended|reached|showed|is|was|were|are|has|had|will)\b(?!-)"
    r"|^\W*(?:(?:[\w-]+\s+){0,3}(?:hours?|days?|weeks?|months?|years?|time)(?:\s+(?:ago|later|earlier|before))?"
    r"|(?:by|until|since)\s+(?:then|now)|now|today|yesterday|at\s+first|soon),?\s+(?:it|they|he|she|there)\b"
    r"|^\W*(?:since|by|on|in|at|after|before|until|during|for)\b[^,.;“”\"]{0,50},?\s(?:it|they)"
    r"\s+(?:is|was|were|are|has|had|have|will|would|could|may|can|did|does)\b",
    re.IGNORECASE,
)
#: Openings with some of what another sentence names: "The new ones show", "On Monday, those fears".
DEMONSTRATIVE_OPENING = re.compile(
    r"\W*(?:the|these|those)\s+(?:[\w-]+\s+){1,2}ones\b"
    r"|\W*(?:[\w'’-]+,?\s+){1,5}?(?:these|those)\s+(?!who\b|which\b|whose\b|that\b|of\b|in\b|on\b|with\b|without\b|from\b"
    r"|under\b|near\b|days\b|\w+ing\b|\w+ed\b|\w+\s+(?:who|which|whose|that|of)\b)[a-z]",
    re.IGNORECASE,
)
#: "It" or "they" as subject after a lead-in that names nothing: "Over the weekend it became", "On Monday they left".
PRONOUN_AFTER_LEAD_IN = re.compile(
    r"\W*(?:On|In|At|Over|Last|Earlier|After|Since|By|During|For|Until)\b[^,.;“”\"A-Z]{0,40}"
    rf"(?:\b(?:{'|'.join(map(str.title, (*WEEKDAYS, *MONTHS)))})\b[^,.;“”\"A-Z]{{0,20}})?,?\s"
    r"(?:they|it\s+(?!rain|snow|emerge|appear|turn|seem|took\s+(?:the|a|an|\d|\w+\s+(?:hours|days|years))|(?:is|was|has|had|will|would)\b))\s*\w"
)
#: A time of day, or the day before, which needs a day that the reader knows.
CLOCK_OPENING = re.compile(
    r"\W*(?:(?:shortly|just)\s+)?(?:at|by|around|about|before|after)\s+(?:about\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b|o['’]clock\b)",
    re.IGNORECASE,
)
DAY_BEFORE = re.compile(r"\bthe\s+(?:day|night|week|month|year)\s+(?:before|earlier)(?=\s*[,.;])", re.IGNORECASE)
#: Words that name a day besides the names of months and weekdays.
DAY_WORDS = frozenset("today tonight yesterday tomorrow".split())
#: Words behind a noun that say which one is meant: "the road to Ardal".
NOUN_SPECIFIERS = frozenset(
    "of in at for to from that who which whose where with between by on about against under over into near behind"
    " inside outside around".split()
)
#: Words before a noun that introduce it: "a road", "three roads"; and those that take it for known: "the road".
INTRODUCING_WORDS = frozenset(
    "a an another one two three four five six seven eight nine ten several some many dozens hundreds thousands".split()
)
KNOWN_THING_WORDS = frozenset("the this that these those his her its their our my your such same".split())
#: Verbs in front of which a noun phrase ends.
AUXILIARY_VERBS = frozenset(
    "is was were are has had have will would could may might can did does do said says also".split()
)
#: The pronouns of a writer who speaks of himself.
WRITER_PRONOUN = re.compile(r"(?<![\w.])(?:I(?:['’](?:m|ve|d|ll))?|[Ww]e|[Mm]y|[Oo]ur)\b(?!\.)")
#: What somebody is: "Ruiz is a fellow at the Institute of Law".
BIOGRAPHY = re.compile(
    r"^\W*[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3},? (?:is|was) (?:an?|the) [^,]{0,60}\b(?:at|of|with|for|in|and)\b"
)

#: Pronouns for one person.
PERSON_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b")
#: Nouns for a person without an ending that shows it, which a pronoun behind them may stand for.
PERSON_WORDS = frozenset(
    "man woman boy girl child baby king queen emir sheikh mother father son daughter wife husband widow brother sister"
    " victim person people nobody somebody anybody everybody anyone someone everyone student pupil friend pilot chief"
    " coach judge guard nurse thief prince princess pope rabbi imam priest monk nun uncle aunt guest host".split()
)

INTRODUCTION_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)

OPENING_ARTICLE = re.compile(r"\W*(?:the\s+)?", re.IGNORECASE)

#: Synonyms, one sense per line; a word may have several senses. Compiled by hand for news reports.
SYNONYM_GROUPS = """
    treaty pact agreement deal accord
    weapon weapons arms weaponry munitions armaments
    supply supplying send sending provide deliver delivery ship shipment give
    sanction sanctions embargo penalty restriction
    sign signed ink conclude
    talk talks summit meeting negotiation met meet
    warn warning threat threaten caution
    condemn denounce criticise criticize slam decry blast
    old older earlier previous former past
    revive revival restore bring reinstate resume
    new latest fresh
    stop halt end cease suspend pause
    begin start launch open
    kill killed dead death die died
    injure injured wound wounded hurt
    attack strike raid assault invade invasion
    ally allies partner friend
    leader president premier chief head ruler
    minister ministry secretary
    admit deny denied denial acknowledge reject
    trade trading sell selling sale buy buying purchase
    visit trip tour travel
    envoy ambassador diplomat
    summon summons protest complaint
    army military troops soldiers forces
    border frontier boundary demarcation
    rubbish trash garbage waste
    promise pledge vow commit commitment support
    plan planning intend consider considering mull
    price cost
    vote ballot election poll
    protest protester demonstration rally
    arrest detain detention jail imprison
    court judge trial tribunal verdict
    law bill legislation act
    border crossing cross crossed
    rise increase grow climb jump surge
    fall drop decline decrease slump
    big large huge major massive
    mutual joint common
    fire shoot shot shooting
    down downed intercept destroy
    aid help assistance
    build building construct construction
    nuclear atomic
    drone drones uav
    missile missiles rocket rockets
    shell shells artillery
    flee fled escape refugee
    win won victory defeat beat
    quit resign resignation
    name appoint nominate pick
    company firm business corporation
    oil petroleum crude fuel
    lead head run chair direct director leader
    damage destroy wreck ruin hit
    money fund funding cash dollar
"""

#: Everyday words of questions and the words of news for the same; used to find answers alone.
EVERYDAY_GROUPS = """
    child student pupil youngster teenager teen
    boss chief manager executive head leader ceo
    cop police officer
    mum mom mother
    dad father
    doctor physician
    company maker manufacturer
    robber thief burglar looter
    money award payout damages compensation
    give award hand present
    get receive obtain win
    cut lower reduce trim slash
    watch viewer audience
    watch see view
    job work employ employee staff worker
    fix repair
    build construct erect
    find discover detect spot
    hide conceal
    house home
    car vehicle automobile
    ill sick unwell
    rich wealthy
    afraid scared fear worry concern
    angry furious outrage
    happy glad pleased delighted
    ban prohibit outlaw forbid
    let allow permit
    save rescue prevent
    early premature
    crash collision collide accident
    murder homicide killing
    steal theft rob robbery
    sue lawsuit court legal judicial
    leave depart exit quit
    leave evict oust expel
    harm harmful hurt damage adverse bad
    risk danger dangerous
    takeover merger acquisition acquire merge buy
    cost pay spend price worth
    salary wage pay earn
    close shut closure
    reopen reopening shut close
    affect affected hit strike struck
    pay buy purchase acquire
    strong strength powerful magnitude
    delay postpone
    small little tiny
    fast quick rapid
    grow expand growth expansion
    prize award honour
    film movie
    game match
    goal score
    boat ship vessel
    plane jet flight
    road highway street
    burn fire blaze
    gun firearm weapon
    prison jail inmate prisoner
    town city
    illness disease
    drug medicine
    pick choose select
    choose vote
    vanish disappear missing
    okay ok fine safe unharmed
    dangerous unsafe hazardous
    guilty convict conviction
    sack fire dismiss layoff oust
    hire employ recruit
    make create produce
    make cook prepare
    work function operate
    think believe
    spectator fan supporter crowd audience attendance
    resident inhabitant villager
    injure hurt wound
    victim casualty
    flee evacuate displace
    quake tremor
    rain rainfall downpour
    politician lawmaker legislator
    election poll ballot
    win victory triumph beat
    lose defeat
    resign quit
    talk negotiation
    protest demonstration rally protester demonstrator
    strike walkout
    fee charge fare
    fine penalty
    school classroom
    trial hearing
    arrest detain custody
    accuse allege
    study research survey
    scientist researcher
    plan scheme proposal
    approve back endorse
    reject refuse
    begin launch
    end finish conclude
    rise increase climb
    fall drop decline decrease
    owner proprietor
    passenger traveller
    driver motorist
    train railway
    holiday vacation
    shop store
    factory plant
    power electricity
    rubbish garbage trash waste
    soldier troop
    author writer novelist
    painting picture artwork
    song track
    hold host stage play
    baby newborn infant
    lorry truck
    lack shortage
    reward prize
    rule ruling verdict
    vote referendum
    want seek aim hope
    want wish
    stop prevent block
    keep retain maintain
    owner own belong
    run operate manage
    help assist assistance
    happen occur
    begin start
    talk discuss discussion speak
    go travel visit head move
    hurt injure injured injury wound wounded
    live reside inhabit stay
    jail lock imprison prison
    go leave
    come arrive return
    trial hearing
    power electricity
    storm hurricane typhoon
    worth value
    amount sum
    popular favourite
    study research survey
    scientist researcher author
    coach manager trainer
    girl daughter
    boy son
    wife husband spouse
    dad parent
    mum parent
    quit leave resign resignation
    buy purchase acquire
    end finish conclude stop
    lose defeat loss
    refuse reject decline
    blame fault accuse
    say comment remark
    tell inform
    show reveal disclose
    get bring fetch
    break violate breach
    worry alarm concern
    raise increase lift hike
    rise climb jump soar
    fall drop decline slide
    cause reason lead
    doctor hospital medical
    sign autograph
    plan intend propose proposal
    try attempt seek
    ask request urge call demand
    order command instruct
    claim allege allegation accuse
    lie false untrue
    cheat fraud
    spy espionage
    tax duty levy
    kid baby infant toddler
    lady woman
    guy man
    cop officer detective
    lawyer attorney counsel solicitor barrister
    politician lawmaker legislator congressman senator representative mp
    soldier troop serviceman
    bomb explosive blast explosion
    shake quake earthquake
    flat apartment
    shop store retailer supermarket
    phone mobile handset
    web internet online site website
    tv television broadcast
    paper newspaper
    song single track
    singer musician band star
    actor actress star
    player footballer
    team side squad club
    cup trophy title
    champion winner
    record best
    flop failure
    popular hit
    row dispute quarrel
    fight battle clash
    split divide break
    join enter
    trip tour journey
    airport airline
    sea ocean
    dead body corpse
    bury funeral
    church chapel cathedral
    school college university
    teacher tutor professor
    test exam trial
    virus infection infect
    cure treat treatment
    jab vaccine vaccination
    fat obese obesity
    weather rain snow
    hot heat warm
    cold freeze
    dry drought
    trash litter waste
    cut slash axe
    job post role position
    apologise apologize apology sorry
    thank grateful
    admit confess acknowledge
    agree accept approve
    disagree oppose object
    back support
    secret confidential
    illegal unlawful
    legal lawful
    real genuine
    fake forge counterfeit
    broke bankrupt insolvent insolvency
    debt owe
    profit earnings
    sales revenue turnover
    boss director chairman president
"""

DEPENDENT_TIMELINE_OPENING = re.compile(
    r"\W*(?:"
    r"(?:he|she|it|they|his|her|their|its|this|that|these|those|there|but|and|so|also|however|meanwhile)\b"
    r"|the (?:former|latter|two|pair|move|remarks?|comments?|measures?|announcement|statement|decision|country|official"
    r"|agreement|meeting|visit)\b"
    r"|(?:on|in|by|at|later|earlier|last|next) [^,]{1,25}?,? (?:he|she|it|they)\b"
    r"|(?:earlier|later) in the day\b"
    r"|(?:[a-z]+ )?the (?:day|night|week|month|year) (?:before|after|that followed)\b"
    r"|[^,]{0,25}\bthe same (?:day|night|week)\b)",
    re.IGNORECASE,
)

#: Words with a grammatical function and no content.
FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although am among an and another any are as at be because been before
    being below between both but by can cannot could did do does doing done down during each either else ever every few
    for from further had has have having he her here hers herself him himself his how however i if in into is it its
    itself just last least less let like made make many may me might more most much must my myself neither no nor not
    now of off on once one only onto or other others our ours out over own per quite rather same shall she should since
    so some still such than that the their theirs them themselves then there these they this those though through thus
    to too toward towards under until up upon us very was we were what when where whether which while who whom whose
    why will with within without would yet you your yours said say says saying told tell tells mr mrs ms
    """.split()
)

NOUN_PREPOSITION = re.compile(r"\b(?:of|for|to)\b")

ARTICLE_BEFORE_OWNER = re.compile(r"\bthe\s+$", re.IGNORECASE)
#: The form to which synonymous titles are normalized.
TITLE_SYNONYMS = {"premier": "prime minister", "ruler": "leader", "boss": "chief", "head": "chief", "king": "king"}

#: Short names that are common words in lower case, and so don't count as names in text in all capitals.
COMMON_WORD_NAMES = frozenset(
    {"us", "who", "is", "isis", "it", "ap", "ria", "tass", "pole", "poles", "male", "the states", "congress"}
)

POSSESSIVE_GAP = re.compile(r"(?:['’]s)?\s+(?:own\s+)?$")
OF_OWNER = re.compile(r"\s+of\s+(?:the\s+)?(.+)")
ARTICLE_BEFORE_INSTITUTION = re.compile(r"\bthe\s+$", re.IGNORECASE)

#: Separators between two names of a list: "in Washington and Kyiv", "Seoul, Tokyo and Washington".
LIST_SEPARATOR = re.compile(r"\s*(?:,|and|or|&|,\s*and)\s*")
PREDICATE_ENDINGS = ("ed", "s", "ly", "ing")

ARTICLE_BEFORE_TITLE = re.compile(r"\bthe\s+$", re.IGNORECASE)

#: Endings of ordinary words that few names have.
ORDINARY_WORD_ENDINGS = re.compile(
    r"\w{2,}(?:ing|ings|edly|ness|ment|ments|tion|tions|sion|sions|ity|ities|able|ible|ously|ally|ized|ised|less|ful|fully)$"
)

#: Common words that begin sentences; none is a name by itself.
COMMON_WORDS = frozenset(
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

#: Words that end the name of an event.
EVENT_STOP_WORDS = frozenset(
    "did do does was were is are has have had what who when where why how will would can could said say says that "
    "which and or but in on at by with from to of for about".split()
)

#: Prepositions before a companion, who is not the antecedent of a later pronoun: “in a call with Ann Lee, she …”.
COMPANION_PREPOSITIONS = frozenset("with against to between and from".split())

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my one another some several many most other both each "
    "two three four five no every any such few all".split()
)
CLAUSE_WORDS = frozenset(
    "that because as when while if after before since although though where whereas but which who whom whose how "
    "why whether what than so until once unless and or nor is was are were be been has had have did do does will "
    "would could can may might must should not he she they it i we you me him them us there here then yes no".split()
)
PREPOSITIONS = frozenset("of for from at in with by on to within near about against among under between".split())
#: Prepositions before the message or the occasion in which something is said: “in an address”, “on a call”.
MESSAGE_PREPOSITIONS = frozenset("in of with by on at during for from via through after before following".split())
LEADING_PREPOSITIONS = PREPOSITIONS | frozenset("during despite until through throughout after".split())
PHRASE_END_PREPOSITIONS = frozenset({"in", "on", "at", "during", "after", "to", "about", "by"})
#: Prepositions after a thing or a group that is not who stands there: “the crowd around Ann Lee”.
POSITION_PREPOSITIONS = frozenset(
    "above across alongside around before behind below beneath beside inside opposite outside over under".split()
)
#: Words that never continue a name: “said Ann Lee | around midnight”, “said Ann Lee | outside court”.
WORDS_AFTER_NAME = frozenset(
    "across afterwards afterward again ahead alongside amid amidst among around aboard above along atop before behind "
    "below beneath beside besides between beyond concerning despite down earlier early ever following here in inside "
    "into just last late later live minutes moments near next not now off on onto only out outside over past per "
    "publicly regarding right shortly since soon still then there this through throughout today together tomorrow "
    "tonight toward towards under underneath until up upon via when while with within without yesterday hours days "
    "weeks months years ago at after during to about by too instead back aloud online overnight".split()
)
COORDINATORS = frozenset({"and", "or"})

ADVERBIAL_OPENERS = (TIME_WORDS - {"the"}) | frozenset(
    "while when as after before also however although though since if during asked meanwhile".split()
)
CLAUSE_SEPARATORS = frozenset({",", ";", "and", "but", "while", "as"})

TITLE_BARRIER = re.compile(r"[,;:—–\"“”]|\b(?:of|for|from|at|in|with|by|on|to|and|that|is|was|has|had|will)\b")

CONJUNCTIONS = frozenset({"and", "or", "but", "then"})
CLAUSE_OPENERS = frozenset(
    "in on at after before during when while as since although though if despite by with for from under until "
    "because over among amid without about asked like unlike".split()
)

STOP_WORDS = WEEKDAY_WORDS | frozenset(
    "about after again against agreed already also among another around because been before being between both could"
    " during each earlier either every first following from have having here hours into it's just later last like made"
    " make many more most much must next only other over said same says several shall should since some such than that"
    " their them then there these they this those through told took under until upon very want were what when where"
    " which while whom whose will with within without would year years your".split()
)

LEADING_ARTICLE = re.compile(r"^(?:the|an?)\s+")
