"""English common nouns, above all those that describe actors, and pronouns."""

from __future__ import annotations

import re

#: Plurals without an s, and nouns counted in the singular.
IRREGULAR_PLURALS = frozenset(
    """
    people men women children kroner kronor yen won yuan baht rand aircraft police staff fishermen seamen lawmen
    servicemen policemen firemen salesmen spokesmen businessmen sheep cattle
    """.split()
)
#: Words that end in s but are not plurals.
NON_PLURALS_IN_S = frozenset(
    "was is has its this as us plus minus across against towards previous various his less".split()
)

#: News nouns that refer back to an earlier sentence after "the", if nothing specifies them.
ANAPHORIC_NOUNS = (
    "accord|agenc(?:y|ies)|agreement|aide|announcement|arrangement|attack|ban|bill|call|case|claims?|comments?"
    "|compan(?:y|ies)"
    "|contract|conversation|countr(?:y|ies)|court|criticism|deal|decision|declaration|delegation|development|document"
    "|exchange|figures?|firms?|gathering|group|incidents?|initiative|investigation|kingdom|law|leaders?|letter|measures?|meeting|men"
    "|message|ministers?|ministry|move|nations?|news|offer|officials?|operation|order|pact|pair|parties|plans?|policy"
    "|process|project|proposals?|question|reaction|remarks?|report|request|result|ruling|sides?|shift|situation|source"
    "|spokes\\w+|statement|step|strikes?|suggestion|summit|suspects?|talks|threats?|treaty|trio|trip|victims?|visit"
    "|vote|warning|woman|women|man"
)

PERSON_NOUNS = (
    r"spokes(?:person|man|woman)|minister|president|premier|prime minister|chancellor|leader|ambassador|envoy|diplomat"
    r"|advis[eo]r|secretary|director|chairman|chairwoman|governor|mayor|general|commander|senator|lawmaker|professor"
    r"|researcher|analyst|expert|judge|prosecutor|lawyer|coach|author|singer|actor|actress"
)
PERSON_NOMINAL = re.compile(
    rf"\b[Tt]he\s+(?P<head>{PERSON_NOUNS})\b(?!['’-]\w{{2,}}|\s+(?:of|for|to|at|in|general|[A-Z])\b|\s+[A-Z])"
)
#: An unnamed person as subject: "the minister met …", "On Friday, a spokeswoman …"; not "the minister, Ann Example".
UNNAMED_SUBJECT = re.compile(
    r"(?:(?:On|In|At|After|Before|During|Earlier|Later|Last|Yesterday)\b[^,“”\"]{0,60},\s+)?"
    r"(?:[Tt]he|(?P<new>[Aa]n?|[Oo]ne|[Aa]nother)|[Hh]is|[Hh]er|[\w ]{1,30}['’]s?)\s+(?:[\w-]+\s+){0,3}?"
    rf"(?:{PERSON_NOUNS}|official|officer|aide|chief|man|woman|boy|girl|son|daughter|brother|sister|wife|husband|father|mother"
    r"|candidate|suspect|soldier|driver|doctor|priest|student|teacher|resident|witness|player|boss|king|queen)\b"
    r"(?=\s+(?:[a-z]+ed|[a-z]+s|met|said|told|who|of|for|from|at|in|had|saw|spoke|took|gave|made|sent|went|left|shot|hit"
    r"|won|beat|wrote|will|would|could|may|might|also)\b)"
)

PAIR_NOMINAL = re.compile(
    r"\b(?:(?:[Tt]he|[Tt]hese|[Tt]hose)\s+two|[Bb]oth|[Tt]wo)\s+"
    r"(?:countries|nations|states|allies|neighbours|neighbors)\b(?!['’]|\s+of\b)"
)
TREATY_MODIFIERS = (
    r"(?:(?:new|mutual|bilateral|joint|comprehensive|strategic|partnership|defen[cs]e|security|military|peace|friendship"
    r"|co-?operation|assistance|non-aggression|trade|landmark|breakthrough)(?:[ -]|,\s))"
)
#: A document that states sign, unless a year marks it as another one.
TREATY_NOMINAL = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]heir|[Aa]n?)\s+(?P<paper>{TREATY_MODIFIERS}{{0,6}}(?:treaty|pact|accord|partnership|agreement))\b"
    r"(?!\s+(?:of|from|in)\s+(?:\w+\s+)?\d{4}|['’-]\w{2,})"
)

#: An unnamed source after its institution or state: "the Unification Ministry source".
SOURCE_AFTER_OWNER = re.compile(r"\s+(?:source|official|diplomat)\b", re.IGNORECASE)

#: An apposition after a name: ", director of the National Security Office,".
APPOSITION_AFTER_NAME = re.compile(
    r",\s+(?!(?:and|or|but)\b)((?:an?\s+|the\s+|its\s+|his\s+|her\s+)?(?:[\w'’.-]+\s+){0,6}?"
    r"(?P<head>[a-z]+(?:-[a-z]+)*)(?:\s+(?:of|for|at|in|to|from|with|who)\s+[^,;:“”\"()]{2,90})?)"
    r"(?=[,.;:]|\s+(?:said|told|says)\b)"
)
PERSON_NOUN_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "person", "ant", "ent", "eer", "logue", "ary")

SOURCE_RANK = r"(?:senior|top|high-ranking|high-level|ranking|unnamed|unidentified|anonymous|another|former|key)"
#: "official" may be an adjective before a noun, so a verb, a preposition or a sign must follow.
SOURCE_ROLE = (
    r"(?P<role>official|source|diplomat|aide|insider|officer)(?=\s*[,.;:!?)”\"’–—-]|\s*$"
    r"|\s+(?:[a-z]+ed|[a-z]+s|said|told|who|speaking|familiar|close|from|at|in|with|on|also|had|and|or|did|would|could|may"
    r"|might|will|as|to|for|that|whose|when|saw|spoke|of|by|later|then|here|there)\b)"
)
SOURCE_BRANCH = (
    r"(?P<branch>presidential|government|ministry|military|defen[cs]e|intelligence|security|diplomatic|administration)"
)
INDEFINITE_SOURCE = re.compile(
    rf"\b(?P<lead>(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?:{SOURCE_RANK}\s+)*)"
    rf"(?P<owner>(?:[A-Z][\w.'’-]*\s+){{0,4}})(?:{SOURCE_RANK}\s+)*(?:{SOURCE_BRANCH}\s+)?{SOURCE_ROLE}\b"
    r"(?P<at>\s+(?:from|at|in|of|with|within)\s+(?:the\s+)?)?"
)
DEFINITE_SOURCE = re.compile(
    rf"\b[Tt]he\s+(?:{SOURCE_RANK}\s+)*(?P<owner>(?:[A-Z][\w.'’-]*\s+){{0,4}})(?:{SOURCE_BRANCH}\s+)?{SOURCE_ROLE}\b(?!s)"
)

#: Last parts of compound adjectives ("Soviet-era").
COMPOUND_ADJECTIVE_ENDINGS = frozenset(
    """
    aligned allied area backed based born bound brokered built class controlled day designed educated era friendly
    funded held imposed inspired language led level like linked listed made mediated occupied old owned produced
    raised registered run speaking sponsored style supplied supported term themed time trained type wide wing wise
    year
    """.split()
)
#: Nouns that mark the name before them as that of a thing ("Shahed drones").
THING_NOUNS = frozenset(
    """
    accord affair aircraft album app batteries battery bomber bombers browser car cars disease drone drones effect
    fighter fighters film handset helicopter helicopters howitzer howitzers index jet jets launcher launchers method
    missile missiles movie novel phone phones process rifle rifles rocket rockets scandal shells single software
    submarine submarines syndrome system systems tank tanks torpedo torpedoes vaccine vaccines vehicle vehicles virus
    """.split()
)
#: Words before the name of a storm or an operation.
EVENT_PREFIXES = frozenset("hurricane storm typhoon cyclone superstorm operation".split())
#: Last nouns of names of events.
EVENT_HEADS = frozenset(
    """
    anniversary biennale bowl carnival championship championships conference cup derby disaster earthquake election
    elections eurovision expo festival final finals games grand-prix hurricane marathon massacre olympiad olympics
    open paralympics prix referendum regatta revolution riots rising spring summit tournament trials uprising war
    wars world-cup
    """.split()
)
#: Last nouns of names of fires and the like after "the": "the Silver Creek Fire", but not "Norhaven Fire" alone.
DISASTER_HEADS = frozenset("blaze fire flood floods outbreak wildfire".split())
#: Last nouns of names of treaties, laws and other documents.
DOCUMENT_HEADS = frozenset(
    """
    accord accords act agreement agreements charter code constitution convention conventions covenant declaration
    directive memorandum pact protocol protocols resolution statute treaties treaty
    """.split()
)
#: Last nouns of names that a state or a city begins ("Lima Protocol", "Tokyo Olympics").
CONTINUING_HEADS = EVENT_HEADS | DOCUMENT_HEADS | frozenset("county township parish borough".split())
#: Nouns before a number that count or rank something: "Category 4", "No. 1", "Phase 2".
NUMBERED_NOUNS = frozenset(
    """
    act annex appendix article block category chapter class day division episode exhibit figure flight gate grade
    group highway interstate item lane level lot magnitude model no nos number page part phase platform point
    rank room round route row scale season section size stage step table terminal tier title type unit version
    volume week year zone
    """.split()
)
#: Peoples, religions, languages and currents, as adjectives or nouns: names of nobody.
PEOPLES = frozenset(
    """
    african african-american africans alawite alawites allied americas amish anglican anglicans anglo-american
    arab arabic arabs asian asian-american asians atlantic aztec balkan balkans baltic baptist baptists basque
    basques berber buddhist buddhists byzantine caribbean catalan catalans catholic catholics celtic celts
    chechen chechens christian christians communist communists confucian conservative conservatives coptic
    cossack creole democrat democratic democrats druze etruscan etruscans eurasian european europeans
    evangelical evangelicals fascist frisian gaelic gypsy hebrew hindu hindus hispanic hispanics inca incas
    indigenous inuit islamic islamist islamists jew jewish jews judaism kurd kurdish kurds latin latina latinas
    latino latinos latvian lutheran lutherans maoist maori marxist mayan methodist mormon mormons muslim muslims
    native nazi nazis nordic orthodox ottoman pashtun persian phoenician presbyterian protestant protestants
    puritan quaker republican republicans rohingya roma roman romani romans saxon scandinavian scandinavians
    semitic shia shiite shiites sikh sikhs slavic socialist socialists stalinist sunni sunnis tamil tamils tatar
    tatars tibetan tibetans uighur uighurs uyghur uyghurs victorian viking vikings western westerners yazidi
    yazidis yiddish zionist zulu
    """.split()
)
#: Last nouns in names of events, prizes, laws and things, which are not actors.
NON_ACTOR_HEADS = frozenset(
    """
    accord accords act agreement article award awards championship championships chapter charter convention cup
    day declaration drone festival games initiative-act jet missile missiles olympics open pact patriot plan prix
    prize protocol resolution revolution rocket summit talks tank treaty war wars week world-cup year
    amendment lander medal medals orbiter probe satellite scholarship spacecraft telescope trophy
    """.split()
)

#: Accounting words: near them "a year ago" is the same quarter of the previous year, not the year.
ACCOUNTING_WORDS = frozenset(
    "million billion cents share shares profit profits loss losses earnings earned net income revenue revenues sales "
    "dividend output".split()
)

#: Words after a weekday in names of newspapers: "The Sunday Times" is not a Sunday.
NEWSPAPER_WORDS = frozenset("times express telegraph mail mirror post herald world independent sport".split())

#: Units of measure and of a score, in the plural.
UNIT_NOUNS = frozenset(
    "acres calories degrees feet gallons goals hectares kilograms kilometers kilometres litres liters megawatts meters"
    " metres miles pages points runs tonnes tons volts watts yards".split()
)
#: Words after a number that make it a count, not a year.
COUNTED_NOUNS = frozenset(
    "people men women dollars pounds euros miles km kilometers kilometres metres meters tons tonnes troops soldiers "
    "jobs workers employees shares votes feet points barrels homes words yen francs marks percent times".split()
)

#: Nouns for an unnamed person to whom "he" or "she" may refer.
SPEAKER_NOUNS = frozenset(
    "minister president premier chancellor ambassador envoy diplomat adviser advisor aide secretary director chairman "
    "chairwoman governor mayor general commander senator lawmaker judge prosecutor lawyer coach official officer "
    "spokesman spokeswoman spokesperson deputy chief head leader man woman candidate".split()
)

GENDERED_NOUN = re.compile(
    r"\b(?:spokes|chair|congress|business|states|vice chair)(wo)?m[ae]n\b|\b(mother|actress|wife|widow)\b"
)

LISTENER_WORDS = frozenset("reporters journalists lawmakers parliament us me them him her".split())

DOCUMENT_NOUNS = frozenset(
    "statement statements report letter tweet tweets memo release communique communiqué email commentary "
    "editorial post dispatch announcement declaration readout transcript article speech remarks message".split()
)
ORGANIZATION_NOUNS = frozenset(
    "office ministry government administration agency department party campaign committee council company group "
    "embassy parliament court army military union organisation organization regime newspaper paper broadcaster "
    "network bloc alliance treaty pact agreement document charter resolution report".split()
)
#: Nouns that end like adverbs.
NOUNS_IN_LY = frozenset(
    "ally anomaly assembly bully daily family fly monopoly monthly rally reply supply weekly".split()
)

#: Nouns for things that bear words which nobody in the sentence need have written.
SIGN_NOUNS = frozenset(
    "ad ads advert adverts advertisement banner banners billboard billboards caption chyron flag flags flyer flyers "
    "graffiti hat hats headline headlines label labels leaflet leaflets notice notices placard placards plaque poster "
    "posters shirt shirts sign signs slogan slogans sticker stickers t-shirt t-shirts".split()
)

#: Nouns for words spoken or written.
SPEECH_NOUNS = frozenset(
    "words word message statement reply answer letter post tweet note comment comments remarks thoughts verdict speech "
    "address email advice warning appeal".split()
)

#: Nouns for a person whose name the sentence before gives: “Ann Lee won in three sets. The veteran said …”.
EPITHET_NOUNS = frozenset(
    "actor actress artist author batsman billionaire bowler captain champion defender democrat driver father forward "
    "goalkeeper goalscorer incumbent keeper man midfielder mother newcomer novelist pensioner pitcher playmaker player "
    "politician quarterback republican runner scorer singer skipper star striker swimmer teenager tycoon veteran "
    "widow widower winger winner woman writer youngster".split()
)
MALE_EPITHETS = frozenset("actor batsman father man widower".split())
FEMALE_EPITHETS = frozenset("actress mother widow woman".split())

TREATY_NOUNS = frozenset("treaty pact agreement accord deal".split())

QUOTE_OR_QUESTION = re.compile(r"[\"“”?]|``|''|\b(?:I|we|our|my|you|your)\b")

THIRD_PERSON_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b(?!['’-]\w{3})")

FIRST_PERSON_FORMS = frozenset({"i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll"})

RELATIVE_PRONOUN = re.compile(r"\s(?:who|that|which|whose)\s")

PLURAL_SUBJECTS = frozenset({"they", "we", "i", "you", "who"})

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "which"})

RELATIVE_WORDS = frozenset("who which whose whom that when where".split())

RELATIVE_PRONOUNS = frozenset({"who", "which"})

#: Words for a picture, and those after them with which its credit or caption begins: “Image copyright”.
PICTURE_NOUNS = frozenset("image images photo photos picture pictures media video".split())
PICTURE_LABEL_NOUNS = frozenset("copyright caption captions source credit credits".split())
