"""What the word before a full stop, and the word after it, tell of the stop."""

from __future__ import annotations

#: Never end a sentence before a capital letter: a name or another title follows.
TITLES = frozenset(
    "Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Rev Fr Hon Gen Lt Col Maj Brig Capt Cpt Cmdr Cdr Comdr Adm Sgt Cpl "
    "Pvt Pfc Supt Det Insp Sen Sens Rep Reps Gov Govs Pres Amb Atty Asst Assoc Dep Msgr Mt Ft Sra Srta Herr vs v "
    "e.g i.e cf viz Vice-Adm Lt.-Gen Lt.-Col Maj.-Gen Brig.-Gen Lieut Ald Det.-Insp Ste Sgts Gens Cols Profs".split()
)

#: Go on before a capital letter, unless the word behind it opens sentences.
UNDECIDED = frozenset(
    "Inc Corp Co Cos Ltd Bros Jr Sr Esq St Ave Blvd Rd Sq Dept Univ Assn Natl Intl Govt Bldg Jan Feb Apr Aug Sept "
    "Oct Nov Dec Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev "
    "Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que approx ca esp incl Op".split()
)

#: Go on before a figure.
NUMBERED = frozenset(
    "no nos vol vols p pp art arts para paras fig figs ch chap sec sect ser pt ed eds eq ex app approx ca c tel "
    "ext rs jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri".split()
)

#: Clock times end before a capital letter, save before these.
HOURS = frozenset({"a.m", "p.m", "A.M", "P.M"})
AFTER_HOURS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tues Wed Thurs Fri "
    "Sat Sun Eastern Central Pacific Mountain Greenwich Moscow Beijing GMT UTC ET EST EDT PT PST PDT CT CST CDT "
    "MT MST MDT BST CET CEST JST KST IST AEST Local".split()
)

#: Words that open sentences and are hardly ever the second part of a name.
OPENERS = frozenset(
    "A After All Although Among An And Another Any Are Around As At Because Before Being Both But By Can Could "
    "Despite Did Do Does During Each Early Earlier Either Even Every Everyone Few Following For From Further "
    "Given Had Has Have Having He Hence Her Here His How However I If In Indeed Instead Is It Its Just Last Later "
    "Less Many Maybe Meanwhile More Moreover Most Much My Neither Never Nevertheless No Nobody None Nor Not "
    "Nothing Now Of Often On Once One Only Or Other Others Our Over Perhaps Several She Should Since So Some "
    "Someone Soon Still Such That The Their Then There Therefore These They This Those Though Three Through "
    "Throughout Thus To Today Tomorrow Two Under Unless Until Upon Was We Were What When Whenever Where Whereas "
    "Whether Which While Who Whoever Whose Why With Within Without Would Yesterday Yet You Your".split()
)

#: Openers that are surnames or Korean and Chinese names too: after an initial ("K. So") they go on.
NAMES_TOO = frozenset({"An", "Do", "Can", "Early", "He", "Her", "Just", "So", "Such", "No", "A", "I", "Over", "You"})

#: Verbs by which a name after a quoted question or cry goes on: “Why not?” Ito asked.
SAYING = frozenset(
    "said says asked asks added adds told tells wrote writes tweeted replied replies shouted cried wondered "
    "responded continued declared exclaimed yelled joked quipped demanded recalled screamed posted chanted "
    "answered concluded insisted argued explained noted remarked".split()
)
