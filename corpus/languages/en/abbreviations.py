"""English abbreviations and acronyms, and how they affect tokens and sentence ends."""

from __future__ import annotations

import re

from corpus.languages.en.calendar import MONTH_AND_WEEKDAY_NAMES

#: Soft hyphens and zero-width characters, which may stand inside a word.
INVISIBLE_CHARACTERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
#: Initials and dotted acronyms ("U.S."), words with inner hyphens or apostrophes ("Jae-in", "O'Neill"), a possessive
#: ending, numbers, and single signs. A possessive 's is a separate token, because it is not part of a name.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:[^\W\d_]|St|ST|Mt|MT|Ft|FT|Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|Gov|Lt|Sgt|Capt|Maj|Prof|Rev|Sr|Jr|Barr|Engr|Smt)\.(?=\s)|"
    r"['’]s\b|\d+(?:[.,:/-]\d+)*\w*"
    rf"|\w+(?:(?:-|['’](?!s\b)|[{INVISIBLE_CHARACTERS}]+)\w+)*|[^\w\s{INVISIBLE_CHARACTERS}]"
)

#: Abbreviations and short forms that name no actor: things, ranks, regions and measures.
NON_NAMES = frozenset(
    """
    ad adhd ag ai aids aka am app asap asia-pacific atm balkans bc bn caucasus cctv cd ceo cfo covid covid-19
    diy dj dmz dna dvd eps er eur eurasia faq gbp gdp gmt gps h1 h2 hiv icbm icbms icu id ii iii indo-pacific
    ipo ipos it iv kg km lcd led lgbt lgbtq mdl mn mp mph mps mri ngo ngos nyse ok pc phd pm pow pows q1 q2 q3
    q4 rov rovs rpg slbm sms suv suvs tv tvs uav uavs url usb usd utc vat vi vii viii vip vs wmd
    """.split()
)

ELISION = re.compile(r"['’‘](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b|round\b)", re.IGNORECASE)

ACRONYMS = frozenset({"US", "IT", "WHO"})

#: Abbreviations that never end a sentence before a capital letter: a name or another title follows.
TITLE_ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Rev Fr Hon Gen Lt Col Maj Brig Capt Cpt Cmdr Cdr Comdr Adm Sgt Cpl "
    "Pvt Pfc Supt Det Insp Sen Sens Rep Reps Gov Govs Pres Amb Atty Asst Assoc Dep Msgr Mt Ft Sra Srta Herr vs v "
    "e.g i.e cf viz Vice-Adm Lt.-Gen Lt.-Col Maj.-Gen Brig.-Gen Lieut Ald Barr Engr Smt Det.-Insp Ste Sgts Gens Cols "
    "Profs".split()
)

#: Abbreviations that don't end a sentence before a capital letter, unless the next word is a sentence opener.
AMBIGUOUS_ABBREVIATIONS = frozenset(
    "Inc Corp Co Cos Ltd Bros Jr Sr Esq St Ave Blvd Rd Sq Dept Univ Assn Natl Intl Govt Bldg Jan Feb Apr Aug Sept "
    "Oct Nov Dec Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev "
    "Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que approx ca esp incl Op".split()
)

#: Abbreviations that don't end a sentence before a number.
ABBREVIATIONS_BEFORE_NUMBERS = frozenset(
    "no nos vol vols p pp art arts para paras fig figs ch chap sec sect ser pt ed eds eq ex app approx ca c tel "
    "ext rs jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri".split()
)

#: Clock times end a sentence before a capital letter, except before WORDS_AFTER_CLOCK_TIMES.
CLOCK_ABBREVIATIONS = frozenset({"a.m", "p.m", "A.M", "P.M"})
WORDS_AFTER_CLOCK_TIMES = frozenset(name.capitalize() for name in MONTH_AND_WEEKDAY_NAMES) | frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tues Wed Thurs Fri "
    "Sat Sun Eastern Central Pacific Mountain Greenwich Moscow Beijing GMT UTC ET EST EDT PT PST PDT CT CST CDT "
    "MT MST MDT BST CET CEST JST KST IST AEST Local".split()
)

#: Words that begin sentences and are rarely the second part of a name.
SENTENCE_OPENERS = frozenset(
    "A After All Although Among An And Another Any Are Around As At Because Before Being Both But By Can Could "
    "Despite Did Do Does During Each Early Earlier Either Even Every Everyone Few Following For From Further "
    "Given Had Has Have Having He Hence Her Here His How However I If In Indeed Instead Is It Its Just Last Later "
    "Less Many Maybe Meanwhile More Moreover Most Much My Neither Never Nevertheless No Nobody None Nor Not "
    "Nothing Now Of Often On Once One Only Or Other Others Our Over Perhaps Several She Should Since So Some "
    "Someone Soon Still Such That The Their Then There Therefore These They This Those Though Three Through "
    "Throughout Thus To Today Tomorrow Two Under Unless Until Upon Was We Were What When Whenever Where Whereas "
    "Whether Which While Who Whoever Whose Why With Within Without Would Yesterday Yet You Your".split()
)

#: Sentence openers that are also surnames or Korean and Chinese names: after an initial ("K. So") they begin none.
OPENERS_ALSO_NAMES = frozenset(
    {"An", "Do", "Can", "Early", "He", "Her", "Just", "So", "Such", "No", "A", "I", "Over", "You"}
)

#: Names that end in an exclamation mark, which ends no sentence before another part of the name.
NAMES_WITH_EXCLAMATION_MARK = frozenset({"Yahoo", "Yum", "Jeopardy", "Joomla", "Wham", "Hello", "OK"})
#: Words of a company's name after such a mark ("Yahoo! Inc.").
CAPITALIZED_COMPANY_SUFFIXES = frozenset(
    {"Inc", "Corp", "Corporation", "Co", "Ltd", "Limited", "LLC", "PLC", "Group", "Holdings"}
)
