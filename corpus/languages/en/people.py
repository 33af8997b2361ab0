"""English titles, roles, forms of address and first names."""

from __future__ import annotations

import re

#: Words that are capitalized before a name but are no name themselves.
NAME_PREFIXES = frozenset(
    "president prime minister foreign mr mrs ms dr sir king queen pope general secretary chancellor".split()
)

ROLE_PATTERN = (
    r"(?:president|premier|prime minister|minister|secretary[- ]general|secretary of (?:state|defen[cs]e|the treasury)"
    r"|secretary|chancellor|king|queen|prince|princess|emperor|pope|leader"
    r"|ruler|dictator|chief|head|director|chair|chair(?:man|woman|person)|commander|general|admiral|colonel|ambassador"
    r"|envoy|diplomat|spokes(?:man|woman|person)|adviser|advisor|official|governor|mayor|senator|lawmaker|candidate"
    r"|judge|lawyer|attorney|prosecutor|professor|researcher|analyst|expert|scholar|fellow|economist|historian|author"
    r"|writer|editor|journalist|founder|owner|executive|manager|coach|captain|player|singer|actor|actress|activist"
    r"|defector|sister|brother|daughter|son|wife|husband|father|mother)"
)
#: Words before a role that belong to it.
ROLE_MODIFIER = (
    r"(?:former|deputy|vice|senior|top|chief|acting|late|longtime|powerful|influential|younger|elder|older|first|main"
    r"|leading|general|prime|national|security|foreign|defen[cs]e|interior|finance|economic|trade|unification|justice"
    r"|health|intelligence|military|naval|army|navy|police|state|party|opposition|presidential|government|political"
    r"|policy|press|central|bank|union|company|club|team|research)"
)
#: Capitalized words that belong to the sentence and not to the role after them.
SENTENCE_OPENER = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|On|In|At|As|But|And|When|While|After|Before|That|Its|His"
    r"|Her|Earlier|Later|Meanwhile|However|Also|Then|Now|Yet|So|Still|Once|Today|Yesterday|For|With|From|By|To|Of|Even"
    r"|Both|Only|Like|Since|Until|Because|Though|Although|If|Under|Through|Among|Despite)"
)
#: A role before a name: "North Korean leader", "the port's director,", "National Security Adviser".
ROLE_BEFORE_NAME = re.compile(
    rf"(?:(?<=\s)|^)((?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?!{SENTENCE_OPENER}\b)[A-Z][\w.’'-]*\s+|[a-z]+[’']s\s+|{ROLE_MODIFIER}\s+){{0,5}}"
    rf"(?i:{ROLE_PATTERN})),?\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?$"
)
#: A role after a name: ", the North Korean leader,", ", director of the office".
APPOSITION_AFTER_NAME = re.compile(
    rf",\s+((?:(?:the|a|an)\s+(?=[^,.;:]*\b[a-z]{{3,}})|(?:(?:former|deputy|vice|senior|chief)\s+)*(?={ROLE_PATTERN}\b))"
    r"[^,.;:()\[\]\"“”—–]{3,})(?=[,.;—–])"
)
CLAUSE_WORD = re.compile(r"\b(?:and|said|says|told|was|were|is|are|has|had|will|would|added)\b")

OFFICE_NOUNS = (
    r"(?:president|leader|minister|advis[eo]r|secretary|chief|director|spokes\w+|ambassador"
    r"|premier|chancellor|king|queen|general|head|official|envoy|commander|governor|mayor)"
)
#: Words for offices that one person holds at a time, if it is said whose they are.
SOLE_OFFICES = frozenset(
    "president premier minister chancellor king queen pope emperor governor mayor leader chairman chairwoman chair"
    " chief head executive ceo secretary commissioner speaker captain coach sheriff".split()
)
#: Words that make an office one of several: "vice president", "deputy mayor", "assistant coach".
SHARED_OFFICES = frozenset("vice deputy assistant associate junior senior honorary regional local opposition".split())
#: Words of an introduction that say nothing of the office: "the newly elected mayor".
OFFICE_STATUS = frozenset(
    "new newly current present acting interim elect elected named appointed designate incoming next".split()
)
TITLE_BETWEEN = re.compile(rf"(?:['’]s)?(?:\s+[a-z][\w-]*){{0,3}}\s+{OFFICE_NOUNS}\s*,?\s+", re.IGNORECASE)
TITLE_BEFORE = re.compile(
    rf"\b(?:the\s+)?(?:(?:vice|deputy|prime|foreign|defen[cs]e|interior|finance)[ -])*{OFFICE_NOUNS}\s+$"
    r"|\b(?:mr|mrs|ms|dr)\.?\s+$",
    re.IGNORECASE,
)
#: Spokespeople and officials after a state or organization, who are not part of what is asked.
SPOKESPERSON_SUFFIX = re.compile(
    r"(?:(?:['’]s?)?\s+(?:governments?|spokes(?:man|woman|person|people)|officials?|sources?|authorities)\b)+",
    re.IGNORECASE,
)

TITLE_PATTERN = re.compile(
    r"(?:\b[^\W\d_][\w-]*\s+){0,3}\b(?:president|leader|minister|advis[eo]r|secretary|chief|director|spokes\w+|ambassador"
    r"|premier|chancellor|king|queen|general|head|sister|official|envoy|commander|governor|mayor)\s*,?\s*$",
    re.IGNORECASE,
)

FEMALE_NOUN = re.compile(
    r"\b(?:sister|wife|widow|daughter|mother|woman|spokeswoman|chairwoman|actress|queen|princess|duchess|Mrs|Ms|Miss)\b"
)

OFFICE_TITLES = (
    r"(?:vice |deputy |prime |first |foreign |defen[cs]e |interior |finance |unification |chief cabinet )*"
    r"(?:president|premier|prime minister|minister|chancellor|king|queen|leader|dictator|ruler|supreme leader|chief"
    r"|head|boss|secretary[ -]general|general secretary|secretary of state|secretary|national security advis[eo]r"
    r"|security advis[eo]r|envoy|ambassador)"
)
#: A title after a state or organization: "Russian president", "Russia's leader".
TITLE_AFTER_OWNER = re.compile(rf"(?:['’]s)?\s+(?P<title>{OFFICE_TITLES})\b(?!\s*-)", re.IGNORECASE)
#: A title before a state or organization: "president of Russia".
TITLE_BEFORE_OWNER = re.compile(rf"\b(?:the\s+)?(?P<title>{OFFICE_TITLES})\s+of\s+(?:the\s+)?$", re.IGNORECASE)

#: An office right before a name: "Secretary-General X".
OFFICE_TITLE_BEFORE_NAME = re.compile(rf"\b(?P<title>{OFFICE_TITLES}),?\s+(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?$", re.IGNORECASE)

PRESIDENT_AFTER_OWNER = re.compile(r"\s+president\b", re.IGNORECASE)

MALE_TITLE = re.compile(r"\bMr\.?\s$")
FEMALE_APPOSITION = re.compile(
    r",\s[\w'’ -]{0,40}?\b(?:sister|wife|widow|daughter|mother|woman|spokeswoman|chairwoman)\b"
)

#: Words right before a name, which may be titles: “Police chief | Ann Lee”.
WORDS_BEFORE_NAME = re.compile(r"((?:[\w’'-]+ ){0,3}[\w’'-]+),? $")
#: An age and a role after a name: “Ann Lee | , 25, a native”, “Ann Lee | , the club's manager”.
WORDS_AFTER_COMMA = re.compile(
    r",(?: (?P<age>\d{1,3})(?=[,.;]),?)?(?: (?:an?|the|its|his|her|their) (?P<role>(?:[\w’'-]+ ){0,4}[\w’'-]+)"
    r"(?=[,.;:]| (?:of|for|at|in|from|with|who)\b))?"
)

HONORIFIC_GAP = re.compile(r",?\s*(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?)?\s*")
#: A description right before a name: "national security adviser Chang".
DESCRIPTION_BEFORE_NAME = re.compile(
    r"((?:(?:[A-Z]?[a-z-]+|[A-Z]{2,})\s+){0,5}[A-Za-z-]+)(?:\s+in\s+[A-Z]\w+)?,?\s+(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen)\.?\s+)?$"
)

#: Surnames of China, Korea and Vietnam, which stand before the given name, in Latin letters; those that are English
#: words are left out.
EAST_ASIAN_SURNAMES = frozenset(
    """
    bai bui cai cao chae chang chau chen cheng cheung chiang chiu cho choe choi chu chung cui dai dang deng dinh
    doan du duan duong fang feng fu gao geng gu guo gwak hao hoang hou hsieh hsu hu huang huynh hwang jeon jeong
    jia jiang jiao jin jung kang kao kim kong kuo kwak kwon lei leung li liang liao lim lin liu lu luo luu meng
    ngo nguyen nie niu peng pham phan phung qian qiao qin qiu ren seo shao shen sheng shi shih shin su tang tao
    thai tian tran trinh truong tsai tse vo vu wang wei wen weng wong woo wu xia xiang xiao xie xiong xu xue yan
    yao yi yoo yoon yu yuan yun zeng zhai zhan zhang zhao zheng zhong zhou zhu zhuang zou
    """.split()
)

#: Forms of address in the English of other countries: “Alhaji”, “Barr.”, “Shri”, “Datuk”.
REGIONAL_HONORIFICS = frozenset(
    """
    alhaja alhaji barr begum chaudhry dato datin datuk engr hajia kumari maulana mwalimu otunba pandit puan shri
    shrimati smt sri syed tengku tuan ustaz
    """.split()
)
#: Titles, ranks and roles before a person's name that are not part of it.
PERSON_TITLES = REGIONAL_HONORIFICS | frozenset(
    """
    activist actor actress adm administrator admiral adviser advisor aide airman ald alderman ambassador analyst
    archbishop assemblyman assemblymember assemblywoman attorney author ayatollah bailiff baron baroness
    barrister boss brig brigadier brother bshp caliph candidate capt captain cardinal ceo cfo chair chairman
    chairperson chairwoman chancellor chaplain chief cllr cmdr cmdre co-founder coach col colonel columnist
    comedian commandant commander commissar commissioner commodore comptroller congressman congresswoman
    constable coo coroner corporal correspondent councillor councilman councilmember councilor councilwoman
    counsel counsellor count counterpart cpl cpo cto curator cwo dame daughter dci deacon defender dep deputy
    det detective director dissident dr dsgt duchess economist editor emeritus emir emperor ens ensign envoy evp
    examiner expert father fellow firefighter founder gen general goalkeeper gov governor head headmaster
    headmistress headteacher historian hon husband imam insp inspector judge justice kc king lady lance-corporal
    lawmaker lawyer lcpl leader legislator lieutenant lord lt maharaja maj major manager marquess marshal mayor
    mep midfielder minister miss mla monsignor mother mp mr mrs ms msgt msp mullah mx negotiator nominee officer
    official ombudsman owner paramedic patriarch pfc physician pilot pope predecessor premier president prince
    princess principal private prof professor provost pvt qc queen rabbi registrar rep reporter representative
    researcher rev reverend scientist seaman secretary sen senator sergeant sgt shaikh sheik sheika sheikh
    sheikha sheriff singer sir sister skipper solicitor son spc speaker specialist spokesman spokesperson
    spokeswoman striker successor sultan superintendent supt svp teacher treasurer trooper tsar undersecretary
    vicar viscount vp wife wo writer
    """.split()
)
#: Relatives, after whom a given name stands: “her brother, | Dean”.
KINSHIP_NOUNS = frozenset(
    """
    aunt brother brother-in-law cousin dad daughter daughter-in-law father father-in-law fiance fiancee fiancé fiancée
    grandfather grandmother grandson granddaughter half-brother half-sister husband mother mother-in-law mum nephew
    niece partner sister sister-in-law son son-in-law stepbrother stepdaughter stepfather stepmother stepsister stepson
    twin uncle widow widower wife
    """.split()
)
#: Letters behind a person's name: "Ann Example KC".
POSTNOMINALS = frozenset("qc kc sc mp mep msp obe mbe cbe kbe phd md esq".split())
#: Ranks that are also other abbreviations, and are ranks only before a full name: “PC Ann Example”, not “PC World”.
AMBIGUOUS_RANKS = frozenset("pc wpc pcso dc".split())
#: Words before a title that belong to it and are no title alone.
TITLE_MODIFIERS = frozenset(
    """
    acting affairs agriculture assistant associate attorney cabinet city climate commerce communications
    competition county crown culture defence defense deputy digital district economic economy education
    energy environment ex executive federal field finance financial first foreign former grand green health
    home housing immigration incoming independent industry intelligence interim interior junior justice
    labor labour lance lead majority managing master medical military minority national nursing opposition
    outgoing parish party permanent petty political presidential press prime principal provincial regional
    religious retired science security senate senior shadow spiritual sport sports staff state supreme then
    tory tourism town trade transport treasury unification union veterans vice warrant women
    """.split()
)
#: All words that titles consist of.
TITLE_WORDS = PERSON_TITLES | TITLE_MODIFIERS
#: Titles and forms of address that only people have.
HONORIFICS = REGIONAL_HONORIFICS | frozenset(
    """
    adm adviser advisor ambassador capt capt. chairman chancellor col col. dame dr dr. gen gen. gov gov. lt lt.
    maj maj. minister miss mr mr. mrs mrs. ms ms. premier president prof prof. rep rep. secretary sen sen. senator
    sgt sgt. sir spokesman spokesperson spokeswoman
    """.split()
)
#: Trades before a person's name; a sentence's first word is one only if two more words of a name follow.
TRADES = frozenset(
    """
    accountant architect artist astronaut baker banker barber bartender biologist boxer brewer bricklayer
    broker builder businessman businesswoman butcher carpenter cashier chef chemist chocolatier cleaner
    composer contractor cook courier cyclist dancer dentist designer developer diver dramatist driver
    electrician engineer entrepreneur explorer farmer filmmaker fisherman florist footballer forester
    gardener geologist golfer grocer guitarist hairdresser inventor janitor jeweller jockey joiner lecturer
    landlady landlord librarian magician mechanic meteorologist midwife miner model musician novelist nurse nurseryman
    optician painter pastor pathologist pharmacist photographer physicist pianist playwright plumber poet
    postman potter preacher priest printer programmer psychiatrist psychologist publican publisher rapper
    referee retiree roofer rower sailor sculptor seamstress shopkeeper soldier soprano sprinter statistician
    stonemason student surfer surgeon swimmer tailor technician tenor therapist trader tradesman translator
    trucker umpire undertaker veterinarian violinist volunteer waiter waitress weaver welder winemaker
    zookeeper
    """.split()
)
#: Nouns of roles before a person's name that no ending tells: in sport, in service, of offices.
ROLE_NOUNS = frozenset(
    """
    abbess abbot advocate agent aide apprentice assistant associate attendant cadet canon captain caretaker
    champ champion chef chief clerk consultant cook curate custodian dean delegate executive finalist flautist
    forward friar fullback guard guide harbormaster harbourmaster head keeper keynote laureate magistrate master
    matron medalist medallist medic midshipman monk narrator nun nurse olympian paralympian pilot plaintiff
    postmaster rector rookie runner scout skipper star stationmaster steward student superstar teammate trainee verger
    victim warden webmaster whip winger witness
    """.split()
)
#: Titles before which a field stands rather than a town, a company or a club: "Fire Marshal", not "Springfield Mayor".
FIELD_ROLES = frozenset(
    "commissioner constable engineer examiner guard inspector instructor marshal master officer ranger registrar"
    " scientist specialist superintendent surveyor teacher warden worker".split()
)
#: Ranks before which the service stands: "Marine Safety Lt.", "Fire Marshal".
SERVICE_RANKS = frozenset(
    "captain capt commander cmdr constable corporal cpl detective inspector lieutenant lt marshal officer ranger"
    " sergeant sgt superintendent supt trooper warden".split()
)
#: Words for what a service does or where, which may be names elsewhere: "Marine Safety Lt.", "Harbor Patrol Sgt.".
SERVICE_BRANCHES = frozenset(
    "air airport aviation beach border bridge campus canine canyon coast coastal environmental forensic forest harbor"
    " harbour health highway homicide marine maritime metro mounted narcotics park patrol port rail river school ski"
    " tactical tourist traffic transit vice wildlife".split()
)
#: Endings of nouns for people who do something: "Surveyor", "Hydrologist", "Beekeeper", "Groundsman".
AGENT_NOUN_ENDINGS = (
    "ologist",
    "ographer",
    "onomer",
    "keeper",
    "maker",
    "master",
    "worker",
    "woman",
    "smith",
    "wright",
    "guard",
    "er",
    "or",
    "ist",
    "ian",
    "eer",
    "ant",
    "ent",
)
#: Words before a role that grade it: whatever stands between them and the role is of it ("Deputy Lighthouse Keeper").
RANK_MODIFIERS = frozenset(
    "assistant associate chief deputy executive first head joint junior lead managing principal second senior trainee"
    " under vice".split()
)
#: Forms of address that are never part of another name.
SHORT_HONORIFICS = frozenset("mr mrs ms mx dr sen rep gov sgt lt col gen cllr rev prof capt cpl".split())
#: Words of titles that are also surnames.
TITLE_SURNAMES = frozenset(
    """
    king pope judge major marshal prince bishop baron count fellow lord private brother counsel coach
    """.split()
)
#: Political affiliations before a name.
PARTY_AFFILIATIONS = frozenset(
    """
    democrat republican independent conservative libertarian tory socialist communist liberal rival
    """.split()
)
#: Words before a hyphen in a title: "ex-Minister", "Vice-President".
TITLE_PREFIXES = frozenset("ex then vice co former deputy acting sub under pro arch non".split())
#: Members of a party after their home or chamber: "Ohio Republican".
PARTY_MEMBERS = frozenset("democrat democrats republican republicans".split())
#: Parties before a title: "Labour MP".
PARTY_WORDS = PARTY_AFFILIATIONS | frozenset(
    "labour democratic green lib dem liberal-democrat nationalist unionist".split()
)
#: Lower-case words inside names.
NAME_CONNECTORS = frozenset(
    """
    of and the for de la le del della der den di da dos do du van von bin ibn al el ul y e ten ter to on in at
    &
    """.split()
)
#: Lower-case words inside the names of people.
SURNAME_PARTICLES = frozenset("de la le del della der den di da dos do du van von bin ibn al el ul ten ter abu".split())
#: Names of states, cities and peoples that are also given names; case-sensitive.
PLACE_GIVEN_NAMES = frozenset(
    "Chad Jordan Georgia Israel Kenya Cuba Paris London Malta Dane Finn Sofia Vienna Scot".split()
)

JOURNALIST_ROLE = (
    r"(?:correspondent|reporter|journalist|anchor|producer|columnist|editor|bureau chief|contributor|analyst|staff)"
)

FEMALE_FIRST_NAMES = frozenset(
    "abby abigail adele alexandra alexandria alice alicia alison allison amanda amy ana andrea angela angie ann "
    "anna anne annie annette april ashley audrey barbara becky bella bernadette beth betty beverly bonnie brenda "
    "bridget brooke camilla carla carly carmen carol caroline carolyn carrie catherine cathy cecilia charlotte "
    "cheryl chloe christina christine cindy claire clara claudia colleen connie courtney crystal cynthia daisy "
    "dana danielle dawn debbie deborah debra denise diana diane dolores donna doris dorothy edith eileen elaine "
    "eleanor elena elise elizabeth ella ellen emily emma erica erin esther eva evelyn fatima felicia fiona "
    "florence frances gabrielle gail geraldine gina giorgia gladys gloria grace greta gretchen gwen hannah "
    "harriet hazel heather heidi helen hilary hillary holly huma ida ingrid irene irina isabel isabella ivanka "
    "jackie jacqueline jane janet janice jeanette jeanne jenna jennifer jenny jessica jill joan joanna joanne "
    "josephine joyce juanita judith judy julia julie juliet karen kate katherine kathleen kathryn kathy katie "
    "kayla kellyanne kimberly kirsten kristen kristin laura lauren leah leslie lillian lily linda lisa lois "
    "loretta lori lorraine louise lucia lucy lydia lynn madeleine maggie marcia margaret maria marian marie "
    "marilyn marina marine marion marjorie martha mary maureen megan megyn melania melanie melissa mercedes "
    "michele michelle mildred miriam molly monica nadia nancy naomi natalia natalie natasha nicola nicole nikki "
    "nina nora norma olga olivia pamela patricia paula pauline peggy penelope phyllis rachel rebecca regina renee "
    "rhonda rita roberta rosa rose rosemary ruth sabrina sally samantha sandra sandy sara sarah shannon sharon "
    "sheila shelley sherry shirley silvia simone sofia sonia sonya sophia sophie stacey stella stephanie sue "
    "susan suzanne sylvia tamara tammy tanya tara teresa theresa tiffany tina tracy tulsi ursula valerie vanessa "
    "vera veronica victoria viktoria violet virginia vivian wanda wendy whitney yolanda yvette yvonne zoe".split()
)
MALE_FIRST_NAMES = frozenset(
    "aaron abdul abraham adam adrian ahmed alan albert alejandro alex alexander alexei alfred ali allen alvin "
    "andre andrei andrew andy anthony antonio antony arnold arthur austin barack barry ben benjamin bernard "
    "bernie bill billy bob bobby boris brad bradley brandon brent brett brian bruce bryan caleb calvin carl "
    "carlos cesar chad charles charlie chris christian christopher chuck clarence clark claude clayton clifford "
    "colin corey craig curtis dale damien dan daniel danny darrell darren dave david dean dennis derek dick diego "
    "dmitri dmitry dominic don donald doug douglas duncan dustin dwight earl ed eddie edgar edmund eduardo edward "
    "edwin eli elliott emmanuel enrique eric erik ernest eugene evan felix fernando floyd francis francisco frank "
    "fred frederick gabriel gareth garrett gary gavin gene geoff geoffrey george gerald gerard gerry gilbert "
    "giovanni glen glenn gordon graham grant greg gregory guy hans harold harry harvey hassan hector henry "
    "herbert herman howard hugh hugo ian ibrahim igor isaac ivan jack jacob jake jamal james jamie jared jason "
    "javier jay jeb jeff jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joe joel johan john johnny jon "
    "jonathan jordan jorge jose josef joseph josh joshua juan julian julio justin karl keith ken kenneth kent "
    "kevin klaus kurt kyle lance larry lars lawrence lee leo leon leonard leroy lewis liam lindsey lloyd louis "
    "lucas luis luke luther manuel marc marco marcus mario mark marshall martin marvin mateo matt matthew maurice "
    "max melvin michael miguel mike mikhail milton mitch mitchell mitt mohamed mohammad mohammed morris moses "
    "muhammad nathan nathaniel neil nelson newt nicholas nick nicolas nigel nikolai noah norman oleg oliver omar "
    "oscar otto owen pablo pat patrick paul pedro perry pete peter phil philip phillip pierre ralph ramon rand "
    "randall randy raul ray raymond reince ricardo richard rick ricky rob robert roberto rodney roger roland ron "
    "ronald ronnie ross roy rudy rupert russell ryan salman sam samuel scott sean sebastian sergei sergey seth "
    "shane shaun sidney simon stan stanley stefan stephen steve steven stewart stuart ted terrence terry theodore "
    "thomas tim timothy toby todd tom tommy tony travis trevor troy tyler vernon victor viktor vincent vladimir "
    "vladislav volodymyr wade wallace walter warren wayne werner wesley william willie winston wolfgang xavier "
    "yuri zachary".split()
)
TITLE_BEFORE_NAME = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Lord|Lady|Queen|King|Prince|Princess|Madame|Mme)\.?\s$")
FEMALE_TITLES = frozenset({"Mrs", "Ms", "Miss", "Lady", "Queen", "Princess", "Madame", "Mme"})

#: Endings of demonyms that take no plural s ("British", "Chinese", "Swiss").
ENDINGS_WITHOUT_PLURAL = ("ese", "sh", "ch", "ss", "men", "man", "s", "z")

#: A relative right before a name: “his wife, | Ann Lee”, “the climber's younger brother | Tom Lee”.
RELATIVE_BEFORE_NAME = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[\w-]{{1,30}}['’]s?) (?:[a-z-]{{1,20}} ){{0,2}}"
    rf"(?:{'|'.join(sorted(KINSHIP_NOUNS))}),? $"
)
FEMALE_TITLE = re.compile(r"\b(?:Mrs|Ms|Miss)\.? $")
