"""English phrases of bylines, captions, paywalls, outlets' names and other boilerplate."""

from __future__ import annotations

import re

from corpus.languages.en.calendar import MONTH_NAME_PATTERN, MONTHS, WEEKDAY_PATTERN, WEEKDAYS
from corpus.languages.en.organizations import ORGANIZATION_HEADS

#: Words that begin a credit, which extends to the end of the sentence.
CREDIT_START = re.compile(
    r"(?:Photographs?|Photos?|Pictures?|Images?|Credits?|Video|Illustration|Graphic)\s*(?:credit\s*)?(?::|by\b|courtesy\b)"
    r"|PHOTO\s*:|©|\(c\)|/\s*(?:AFP|AP|Reuters|Getty|EPA|Bloomberg|Yonhap|Shutterstock|TASS|Sputnik)\b",
    re.IGNORECASE,
)
#: A byline of a news agency: "Reporting by A B; Editing by C D".
REPORTING_BYLINE = re.compile(
    r"^\W*(?:\(?(?:additional )?(?:reporting|writing|editing)(?: and \w+)? by\b|by [A-Z])", re.IGNORECASE
)

# Words in an element's class or id that mark boilerplate, as whole parts of it ("post-tags", "newsletter_signup").
BOILERPLATE_NAME = re.compile(
    r"(?:^|[-_\s])(?:related|newsletter|promo|promotion|cta|share|sharing|social|tags?|comments?|authors?|byline|gallery"
    r"|credits?|caption|subscrib\w*|subscription|sign-?up|advert\w*|footer|recirc\w*|read-?(?:more|next|also)"
    r"|breadcrumbs?|trending|popular|most-?read|sponsor\w*|disqus|toolbar|pagination|post-?info|dateline|timestamp"
    r"|meta)(?=$|[-_\s])",
    re.IGNORECASE,
)

# Names of the parts of a page that readers write, and of the head of a site.
COMMENT_AREA_NAME = re.compile(
    r"(?:^|[-_\s])(?:comments?|commentlist|comment-?(?:list|body|section|area|content)|kommentare?|commentaires?"
    r"|disqus(?:_thread)?|discussion|repl(?:y|ies)|respond)(?=$|[-_\s])",
    re.IGNORECASE,
)
#: Classes and ids that only such parts have; "comments-open" may stand at an article.
COMMENT_TOKENS = frozenset(
    "comments comment commentlist comment-list comments-area disqus_thread respond kommentare".split()
)
MASTHEAD_NAME = re.compile(
    r"(?:^|[-_\s])(?:masthead|top-?(?:bar|line|nav|header)|header-?(?:top|date|bar)|site-?header|page-?header"
    r"|(?:current|today|todays)(?:-?date)?|date-?(?:today|now|bar)|weather|wetter|clock|ticker|dateline-?top)(?=$|[-_\s])",
    re.IGNORECASE,
)

BYLINE_PREFIX = re.compile(
    r"^\s*(?:(?:story|article|report|text|words) by|by|von|par|por|di|door|oleh|av|af|yazan)[:\s]+", re.IGNORECASE
)


def compile_any(*phrases: str) -> re.Pattern[str]:
    """Return a pattern that finds any of *phrases*, with either form of the apostrophe and whatever the case."""
    return re.compile("|".join(phrases).replace("'", "['’]"), re.IGNORECASE)


#: A status of HTTP. As a number of something else, as of "500 people", it is no error.
_STATUS = r"(?:404|410|500|502|503|504)"
ERROR_PHRASES = compile_any(
    rf"\b(?:error|http|status|code):? {_STATUS}\b",
    rf"\b{_STATUS}[ :–—-]{{1,3}}(?:error|not found|page not found)\b",
    rf"(?m:^\W*{_STATUS}\s*(?:$|[:|–—]|- )|[:|–—-]\s*{_STATUS}\W*$|^\W*410 gone\W*$)",  # a line or title of its own
    r"(?:page|article|story) (?:was |is |could )?not (?:be )?found",
    r"we (?:can't|cannot|couldn't|could not|were unable to) (?:find|locate)",
    r"(?:page|article|story)(?: \w+){0,6} (?:can't|cannot|couldn't|could not) be found",
    r"(?:page|article|story|link)(?: \w+){0,5} (?:does not|doesn't|no longer) exists?",
    r"no longer (?:available|exists)",
    r"internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out",
    r"something went wrong|an error (?:has )?occurred",
    r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|pagina non trovata",
)
ACCESS_DENIED_PHRASES = compile_any(
    r"access (?:is |has been )?denied|access to this page has been denied|permission to access",
    r"403 forbidden|\bforbidden\b|request (?:was )?blocked|you (?:have been|are) blocked",
    r"are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|\bcaptcha\b",
    r"unusual (?:traffic|activity)|checking your browser|just a moment|attention required|pardon our interruption",
    r"not available in your (?:country|region)|unavailable (?:for legal reasons|in your)",
)
JAVASCRIPT_PHRASES = compile_any(
    r"(?:enable|activate|turn on|requires?|needs?) javascript",
    r"javascript (?:is|must be|to be|seems to be|has been) (?:disabled|required|enabled|turned off|not enabled)",
    r"please enable (?:js|cookies)|browser is not supported|unsupported browser",
)
CONSENT_PHRASES = compile_any(
    r"before you continue|we value your privacy|your privacy (?:choices|matters|is important)",
    r"we and our (?:\w+ ){0,2}partners|(?:accept|reject|agree to|manage) (?:all )?(?:cookies|and continue)",
    r"consent (?:preferences|management)|cookie (?:policy|settings|consent)|datenschutzeinstellungen|mit werbung",
)
PAYWALL_PHRASES = compile_any(
    r"(?:continue|keep|finish|unlock)(?: \w+){0,3} (?:reading|this article|this story)",
    r"to (?:read|continue|view|access) (?:reading )?(?:on|more|the rest)",
    r"to (?:read|continue|view|access) (?:the |this )?(?:full|whole|entire|article|story)",
    r"already (?:a )?(?:subscribed|subscriber|member)\b",
    r"(?:subscribers?|members)[- ]only|only for (?:subscribers|members)",
    r"(?:exclusive|reserved|available)(?: \w+){0,2} (?:to|for) (?:\w+ )?(?:subscribers|members)",
    r"(?:log|sign) in to (?:read|continue|view)|register (?:for free )?to (?:read|continue)",
    r"free articles? (?:left|remaining|this month)|nur für abonnenten|réservé aux abonnés|solo para suscriptores",
)
#: The end of a teaser that leads to its article, in several languages.
READ_ON = re.compile(
    r"\b(?:read|continue|more|full story|weiterlesen|mehr|lire la suite|leer más|leggi|lees)\b[\w ]{0,20}\W{0,3}$",
    re.IGNORECASE,
)
# What a paywall asks for beside what it promises (PAYWALL_PHRASES); a promise alone may lead to another story.
SUBSCRIPTION_PHRASES = compile_any(
    r"subscri|abonn|\babo\b|suscri|assin(?:e|ante|atura)|premium|membership|(?:free )?trial|unlimited access",
    r"(?:log|sign)[ -]?(?:in|up)|regist(?:er|rier)|anmelden",
)

#: A trade before a name in a byline: "By court reporter Ann Lind".
BYLINE_TRADE = (
    r"(?:(?:[a-z]{1,30} ){0,3}(?:correspondent|reporter|editor|writer|journalist|columnist|critic|analyst|producer) )?"
)
BYLINE_NAME = re.compile(rf"\b(?:[Bb]y|BY)\b:? +{BYLINE_TRADE}(?P<name>[A-Z][^|\d]{{2,80}})")

UPDATE_LABEL = re.compile(r"\b(?:updated?|modified|edited)\b[^.|]{0,20}$", re.IGNORECASE)
#: Labels of a page's own stamp, which need not be the day of the article: "Date:2024-06-20 08:25:21".
DATE_LABEL = re.compile(
    r"(?:date ?: ?\d{4}[-/.]\d|(?:time|views?)\b ?:"
    r"|(?:(?:last |date )?(?:accessed|downloaded|retrieved|captured|visited|viewed|saved|cached)"
    r"|(?:web ?page )?(?:archived|printed)(?: from [^|]{0,80})?)"
    r"(?: on| at)?\b ?:? ?(?:\w+day,? )?(?=\d|[A-Z][a-z]{2,8}\.? \d))",
    re.IGNORECASE,
)
# Labels of a date, before it. Pages in other languages are read, too.
UPDATE_WORD = re.compile(
    r"\b(?:(?:last |zuletzt )?(?:updated?|modified|edited|revised|amended|changed)|aktualisiert|geändert|stand"
    r"|mis(?:e)? à jour|modifié|actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|zaktualizowano|обновлено)\b",
    re.IGNORECASE,
)
PUBLICATION_LABEL = re.compile(
    r"\b(?:(?:first )?published|posted|issued|released|veröffentlicht|erstellt|erschienen|publié|paru|publicad[oa]"
    r"|pubblicat[oa]|gepubliceerd|opublikowano|опубликовано)\b|\b(?:date|datum|fecha|data)\s?:\s*$",
    re.IGNORECASE,
)
#: German has the participle after the date: "am 19. Mai 2010 um 23:03 Uhr veröffentlicht".
PUBLISHED_PARTICIPLE = re.compile(
    r",?(?: (?:um )?\d{1,2}[:.]\d\d(?: Uhr)?,?)? (?:veröffentlicht|gepostet|publiziert|erschienen|online gestellt)\b",
    re.IGNORECASE,
)
#: A preposition of time before a date, which opens a sentence. Pages in other languages are read, too.
DATE_PREPOSITION = re.compile(
    r"\W*(?:(?:on|in|since|until|till|by|from|before|after|between)\s(?:the\s)?"
    rf"(?:(?:{WEEKDAY_PATTERN}|{MONTH_NAME_PATTERN}),?\s){{0,2}}"
    r"|(?:am|im|seit|vom|ab|bis|le|depuis|el|desde|il|dal|op|sinds)\s(?:den\s|dem\s)?(?:[^\W\d_]+,?\s)?)\d",
    re.IGNORECASE,
)
MANUSCRIPT_LABEL = re.compile(
    r"\b(?:received|accepted|revised|submitted|resubmitted|eingegangen|angenommen|reçu|accepté|recibido|aceptado"
    r"|expires?|valid (?:until|through|to)|deadline|copyright|accessed|retrieved)\b",
    re.IGNORECASE,
)

PERSON_PATTERN = r"[A-Z][\w.'’-]*(?: (?:[a-z]{1,3} |de la |van der |[A-Z]\. ?)?[A-Z][\w.'’-]*){1,3}"
CONTRIBUTOR_NOTE = re.compile(r"\bcontributed to this (?:report|story|article)\b")
OCCUPATION_TRIGGER = re.compile(r" (?:is|was|has|covers|writes|reports|joined|contribute[sd]|works|leads) ")
BIO_OPENING = re.compile(
    rf"(?:[Tt]he (?:author|writer)|{PERSON_PATTERN}(?:,? [^\s.]+){{0,4}}"
    r"|[A-Z]\w+(?= covers| writes about| reports on)|He|She),? "
    r"(?:is|was|has|covers|writes|reports|joined|contributed|contributes|works|leads)\b"
)
BYLINE_PATTERN = re.compile(
    rf"(?:by|By|BY|Written by|Story by|Words by):? (?:the )?{BYLINE_TRADE}(?:{PERSON_PATTERN}|[A-Z][\w.-]+)"
)

#: A line with an author in another language: "di Ann Lind", "Door Ann Lind".
FOREIGN_BYLINE = re.compile(rf"(?:[Dd]i|[Pp]or|[Pp]ar|[Vv]on|[Dd]oor|[Oo]leh|[Aa]v|[Aa]f|[Yy]azan:?) {PERSON_PATTERN}")

#: Nouns of institutions and companies that are no outlets.
INSTITUTION_HEADS = ORGANIZATION_HEADS - frozenset(
    """
    bbc broadcasting daily gazette group guard herald house independent international journal kcna magazine media
    mission monitor movement network networks news newspaper post press publishing register review service services
    standard sun telegraph television times tribune trust tv union united watch
    """.split()
)

#: Nouns that end an outlet's name ("The Springfield Gazette"), and those that end many other names as well.
OUTLET_NOUNS = frozenset(
    """
    advertiser allgemeine anzeiger argus bulletin chronicle courier dispatch echo enquirer examiner gazette globe
    herald ilbo inquirer journal ledger mail monitor morgenpost nachrichten news newspaper newspapers newswire
    observer post posten press radio rundschau sentinel shimbun star-tribune tageblatt tagblatt telegram telegraph
    tidende tidning times tribune tv weekly wire zeitung
    """.split()
)
WEAK_OUTLET_NOUNS = frozenset(
    """
    agency age beacon bee broadcasting budget call channel citizen daily democrat digest express eye guardian
    independent insider leader magazine mercury messenger mirror nation network record reflector register reporter
    republic republican report review service sketch spectator standard star sun today transcript union united view
    voice vindicator visitor week world
    """.split()
)
#: Words that open an outlet's name ("Radio Free Europe", "Daily Nation").
OUTLET_OPENERS = frozenset(
    """
    canal channel corriere correio courrier dépêche diario gazeta gazzetta giornale heraldo jornal kurier periódico
    radio tv télé vestnik voice
    """.split()
)
OUTLET_PERIODS = frozenset("daily weekly evening morning sunday saturday".split())
#: One-word names of outlets that are common words; without "The" they are weak evidence.
AMBIGUOUS_OUTLETS = frozenset(
    """
    age bild citizen deadline dawn delo express focus fortune guardian hill hina independent journal local metro
    mirror nation nature observer people petra post print punch quartz reason salon slate spectator star stern stuff
    sun telegraph time times today variety vogue vox week wire wired
    """.split()
)
#: Words for an edition behind an outlet's name ("Mail Online").
EDITION_SUFFIXES = frozenset(
    "online digital international english uk us usa europe asia africa corporation service".split()
)
#: Small words inside an outlet's name.
OUTLET_LINKS = frozenset(
    "of the and for in on de del della di do da du la le les el y e et und der die das & to".split()
)
#: Trades that stand behind a reporter's name as a role and not as an outlet ("Ada Lund, Culture Correspondent").
STAFF_NOUNS = frozenset(
    """
    analyst anchor author bureau blogger cartoonist chief columnist commentator contributor correspondent
    correspondents critic desk director editor editors fellow freelance freelancer intern journalist journalists
    leader manager photographer photojournalist presenter president producer professor publisher reporter reporters
    researcher secretary specialist spokesman spokeswoman staff trainee writer writers
    """.split()
)
#: Headings of a site's sections, which name no outlet.
SECTION_WORDS = frozenset(
    """
    africa america americas arts asia australia books breaking britain business celebrity china climate comment
    culture defence defense economy editorial education election elections england entertainment environment europe
    exclusive explainer fashion features film finance food football foreign global headlines health home india
    international interview ireland jobs kingdom latest latin law letters life lifestyle live local london market
    markets media middle money music national nation news north obituaries obituary opinion pacific people politics
    property regional report review russia scotland science society south sport sports stories story style tech
    technology television theatre top travel uk ukraine united us usa video wales weather west world
    """.split()
)
#: Words that put the outlet's name behind them, at the start of a line.
OUTLET_LABEL = re.compile(
    r"(?:(?:©|\(c\)|copyright)(?: ©)?(?: \d{4}(?: ?[-–] ?\d{4})?)?,?(?: by)?"
    r"|(?:source|publisher|publication|outlet|newspaper|news(?:paper)? source|credit|via|from the)\s*(?::|[-–—]\s)"
    r"|(?:(?:this|the) (?:article|story|report|piece|text) (?:was |has been |is |)?)?"
    r"(?:(?:re)?published|first published|(?:first|originally) (?:published|appeared|ran|printed|posted)|appeared"
    r"|reprinted|reposted|republished|reproduced|courtesy|provided|taken|copied|syndicated|distributed|posted)"
    r"(?: (?:here )?(?:with|by) (?:kind )?permission)?,?"
    r" (?:originally |first )?(?:by|in|on|at|from|of|via|through)\s*:?"
    r"|(?:story|article|report|text) (?:from|courtesy of)\s*:?"
    r"|read (?:the |this )?(?:full |original )?(?:article|story|report) (?:on|at|in)\s*:?"
    r"|(?:link|url|address)\s*:)\s+(?=\S)",
    re.IGNORECASE,
)

#: Verbs by which a report names the day on which something was said.
REPORTING_VERB = re.compile(
    r"\b(?:sa(?:id|ys)|t(?:old|ells)|wr(?:ote|ites)|report(?:ed|s)|announce[ds]|added|adds|confirm(?:ed|s)|stated)\b"
)

#: Words on the labels of buttons and fields, and those of which one makes a label ("Enter your email", "Not now").
BUTTON_ANCHORS = frozenset(
    """
    accept account allow app cancel continue contribute donate download e-mail email enter join later login next
    notifications now ok okay once monthly password postcode register reject settings submit subscribe supporter thanks
    unsubscribe username yes
    """.split()
)
BUTTON_WORDS = BUTTON_ANCHORS | frozenset(
    """
    a address agree alerts all allow and apple as become choose close cookies count create dismiss email emails first
    for free get give go google guest have here i in it last learn left let like log lose manage maybe me member more my
    name no not number of offers on one options or our out password phone play please preferences receive remind see
    send sign skip store subscriber tap tell terms thank the this to try type up us view want weekly with year yearly
    you your
    """.split()
)
#: Who is addressed, and who speaks, in what a page asks of its reader.
PERSON_ADDRESSED = re.compile(r"\b(?:you|your|yours|you['’](?:re|ve|ll))\b")
SELF_REFERENCE = re.compile(r"\b(?:we|our|us|we['’](?:re|ve|ll))\b")
FIRST_PERSON = re.compile(r"\bI(?:['’](?:m|ve|d|ll))?\b|\bmy\b")
#: How such a line opens: by asking for something.
BOX_OPENING = re.compile(
    r"\W*(?:please|get|join|start|keep|read|write|tell|try|discover|explore|listen|watch|follow|meet|find|choose|pick|leave"
    r"|send|sign|subscribe|register|download|donate|support|give|help|become|stay|never|don['’]t|want|enjoy\w*|share|see"
    r"|buy|book|enter|create|unlock|save|wake|make)\b"
)
#: What it promises: how often, what, and on which terms.
BOX_WORDS = (
    frozenset(
        "each every once twice daily weekly weekday weekdays weekend mornings evenings morning evening fortnight"
        " monthly breakfast week".split()
    )
    | {f"{weekday}s" for weekday in WEEKDAYS},
    frozenset(
        "newsletter newsletters bulletin briefing briefings inbox digest alert alerts updates stories headlines reads"
        " edition podcast podcasts app email emails e-mail round-up roundup letter note notes picks tips recipes"
        " puzzles scores guide offers deals events".split()
    ),
    frozenset(
        "free spam unsubscribe subscribers subscriber cancel members member supporters readers reader editor editors"
        " newsdesk newsroom journalism hand-picked handpicked exclusive jargon".split()
    ),
)
#: Verbs that make a line a sentence instead of an item of a list; how a sentence of a report opens; a day or month that
#: it names ("May" is left out: it is a verb, too).
FINITE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|must|should|does|do|did|can|says|wants|plans|goes)\b"
)
REPORT_OPENING = re.compile(r"\W*(?:the|an?|it|its|he|she|they|his|her|their|but|in|on|at|after|before|when|one|two)\b")
CALENDAR_MENTION = re.compile(
    r"(?<!each )(?<!every )(?<!Every )(?<!Each )"
    rf"\b(?:{'|'.join(name.capitalize() for name in (*WEEKDAYS, *MONTHS) if name != 'may')}|(?:19|20)\d\d)\b"
)
#: A line that says nothing but that an advertisement stands there.
ADVERTISEMENT_LABEL = re.compile(
    r"\W*(?:advertisements?|adverts?|ads?|anzeige|publicité|publicidad|werbung)\W*", re.IGNORECASE
)
#: A line about a picture: its credit, its rights or its caption.
PICTURE_CREDIT = re.compile(
    r"^(?:image|photo|picture|video|file|illustration|graphic|credit)s?\b[^.]{0,40}?(?:\bcopyright\b|\bcaption\b|\bcredit\b|:|\bby\b)"
    r"|\b(?:image|picture|photo) (?:copyright|caption|credit)\b|©|\bgetty images\b|\(published \w+day\b",
    re.IGNORECASE,
)

#: The title of an article that explains, looks back or asks, and reports nothing new.
EXPLAINING_TITLE = re.compile(
    r"^\W*(?:how|why|what|who|where|when|is|are|was|were|did|does|do|can|will|could|should|explain(?:er|ed)|analysis|opinion|comment"
    r"|timeline|profile|factbox|fact ?check|q ?& ?a|in pictures|from \d{4})\b"
    r"|\?\W*$|\bexplained\b|\b(?:what|all|everything) (?:we|you) (?:need to )?know\b|\b(?:brief|short|long) history\b"
    r"|\b(?:a|the) (?:look|glance) back\b|\blooks? back\b|\bthe (?:long|hard|winding) (?:road|way|path)\b",
    re.IGNORECASE,
)

_PLACE_WORD = r"[A-Z][A-Z.'’-]+"
_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?)"
_AGENCY = r"\([A-Z][\w./&’' -]{1,30}(?:,? \d{1,2}(?:, \d{4})?(?:, [\d:]+ ?[AP]M(?: [A-Z]{2,4})?)?)?\)"
_DASH = r"(?:\s*(?:[—–―][—–―-]?|--)\s*|\s+-\s+)"
#: The place, the date and the agency before the first words of a report: "OSLO (AP) — ", "PARIS, May 3 (Reuters) - ",
#: "Lima, 3 June 2021 (AFP) — ", "(CNN) ".
AGENCY_DATELINE = re.compile(
    rf"{_PLACE_WORD}(?: {_PLACE_WORD}){{0,3}}(?:(?:,|/)\s?[A-Z][\w.]*(?: [A-Z][\w.]*){{0,2}}){{0,2}}"
    rf"(?:,? {_MONTH_DAY})?"
    rf"(?:\s*{_AGENCY})?{_DASH}(?=[A-Z\d“\"‘'])"
    rf"|(?:[A-Z][\w.’'-]*(?:,? [A-Z\d][\w.’'-]*){{0,6}},?\s*)?{_AGENCY}{_DASH}(?=[A-Z\d“\"‘'])"
    r"|\((?:[A-Z]{2,8}|Reuters|Xinhua|Yonhap|Bloomberg|Kyodo)\)\s+(?=[A-Z\d“\"‘'])"
)
#: The same without an agency and in mixed letters, "New York – ": a dateline if the place is a city.
PLACE_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,2}})(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?:,? {_MONTH_DAY})?"
    r"\s+[—–―][—–―-]?\s+(?=[A-Z\d“\"‘'])"
)
