"""English words and phrases of questions and requests."""

from __future__ import annotations

import re

COUNT_QUESTION = re.compile(r"\bhow (?:many|much)\s+((?:[\w'’-]+\s*){1,5})", re.IGNORECASE)

#: Things whose number is an amount of money: "how much money did they get".
MONEY_WORD = re.compile(r"money|cash|compensation|damages?", re.IGNORECASE)
#: People of whom nothing else is said.
PEOPLE_WORDS = frozenset({"people", "persons", "men", "women", "children", "kids", "others"})
#: Verbs before the verb that says which people are counted: "how many people have died".
AUXILIARIES = frozenset("have has had are is were was been got".split())
#: An ordinal that is no day of the month unless a preposition says so: "who was the first to leave".
PLAIN_ORDINAL = re.compile(r"the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)", re.IGNORECASE)
DAY_PREPOSITION = re.compile(r"\b(?:on|since|until|till|by|before|after|from|to|between|and)\s+$", re.IGNORECASE)
#: What a question is about: "what did they say *about* the mayor".
ABOUT_PREPOSITION = re.compile(
    r"\b(?:about|regarding|concerning|on|over|against|to|with)\s+(?:the\s+)?$", re.IGNORECASE
)
#: "Tell me about" a person asks who that is, not what they said.
INTRODUCTION_QUESTION = re.compile(r"^\W*(?:tell me (?:about|of)|who(?:['’]?s| (?:is|was|are|were)))\b", re.IGNORECASE)
#: Words between a name that opens a question and its topic: "Kirby on the deal".
TOPIC_PREPOSITION = re.compile(r"['’]?s?\s+(?:on|about|over|regarding)\s+(?=\w)", re.IGNORECASE)

QUESTION_WORDS = frozenset(
    """
    anything dated describe due fact happen happened happens happening news occur report reported reports start started
    tell thing things today what when where who why how comment comments commented announce announced kind latest update
    updates question answer going go described mention mentioned mentions call called everything something information
    respond responded responds response react reacted reacts reaction speak spoke quote quotes quoted according
    scheduled planned expected whats whos wheres hows what's who's when's where's how's happenings developments details
    summarize summarise summary know reply replied replies vs versus wot abt what’s who’s when’s where’s how’s
    yesterday tomorrow anybody anyone somebody someone
    """.split()
)
#: Words that ask for a briefing if nothing else is named: "what's new", "summarize today", "everything yesterday".
BRIEFING_WORDS = re.compile(
    r"\b(?:new|news|latest|updates?|headlines|summar(?:y|i[sz]e)|brief(?:ing)?|everything|happening|going on"
    r"|catch me up)\b",
    re.IGNORECASE,
)
#: Verbs that say little of what is asked about: "why do they *want* the mayor to go".
LIGHT_VERBS = frozenset(
    """
    ask become became belong belongs belonged call come came do get give gave go went got happen keep know let
    look make made manage need plan put say seem suppose supposed take tell think took try use want
    """.split()
)
#: Words that ask and name nothing.
PURE_QUESTION_WORDS = frozenset(
    """
    anything anyone everything fact facts news today yesterday tomorrow what when where who why how kind latest update
    updates question answer something information whats whos wheres hows what's who's when's where's how's what’s who’s
    when’s where’s how’s wot abt time day date thing things please tell show give find list name know summary summarize
    summarise dated due happen happened happens happening occur
    """.split()
)
#: Question phrases whose words have content elsewhere ("new", "day", "city").
QUESTION_FRAMES = re.compile(
    r"^\W*(?:show|give|list|name|find)\b"
    r"|\bwhat(?:['’]?s| is| was) (?:new|up|going on)\b|\b(?:what|which) (?:day|date|time|city|country|place|town)\b"
    r"|\bhow (?:long|large|big|high|old|far|often|strong|fast|tall|deep|wide"
    r"|heavy|hot|cold|warm|powerful|come)\b|\btake place\b|\btook place\b"
    r"|\bwhat(?:['’]?s| is| are| will)?(?: be)?(?: the)? next\b|\b(?:happens?|comes) (?:next|now)\b|\bnext steps?\b"
    r"|\bwhat now\b|\b(?:gonna|about to) (?:happen|become)\b",
    re.IGNORECASE,
)
#: Courtesies: their "could" and "would" don't refer to the future.
COURTESY_PHRASES = re.compile(
    r"\b(?:(?:tell|show|give) (?:me|us)(?: please)?(?!\s+(?:about|of)\b)"
    r"|(?:can|could|would|will) (?:you|u|anyone|somebody|someone)(?: please)?|please|pls|thanks(?: a lot)?"
    r"|thank you|(?:i(?:['’]d| would) like|i want(?:ed)?|i need) to know"
    r"|(?:do|does) (?:you|we|they|anyone|anybody) know"
    r"|is it known|(?:have you (?:got )?|is there )?any (?:idea|clue|word)(?: (?:about|on|of))?|remind me"
    r"|i (?:just )?wonder(?:ed)?|i(?:['’]m| am| was)? (?:just )?(?:wondering|curious)|(?:just )?(?:wondering|curious)"
    r"|hey|hi|hello there|dear bot)\b|^\W*(?:so|ok|okay|well)\b,?(?=\s+\w)|\b(?:then|exactly|btw|by the way)(?=\W*$)",
    re.IGNORECASE,
)
#: Question words as they are often misspelt; read so among the first words of a question only.
MISSPELT_QUESTION_WORDS = {
    **dict.fromkeys(("wat", "waht", "wath", "whta", "wht"), "what"),
    **dict.fromkeys(("wen", "wehn", "whne", "whn"), "when"),
    **dict.fromkeys(("wher", "whre", "whare", "wheer"), "where"),
    **dict.fromkeys(("whi", "hwy", "whyy"), "why"),
    **dict.fromkeys(("wich", "whitch", "whcih", "whic"), "which"),
    **dict.fromkeys(("woh", "whoo"), "who"),
    **dict.fromkeys(("hwo", "hou", "hw"), "how"),
    **dict.fromkeys(("mutch", "moch", "muhc", "mcuh"), "much"),
    **dict.fromkeys(("meny", "manny", "mnay", "mny"), "many"),
}
_QUESTION_OPENING = (
    r"(?:what|when|where|why|who|whom|whose|which|how|is|are|was|were|do|does|did|has|have|had|can|will|would)"
)
#: A question after what it is about: "the tower - when was it built?".
TOPIC_BEFORE_QUESTION = re.compile(
    rf"^\s*(?P<topic>[^?!.:\n]{{2,80}}?)(?:\s+[-–—]|\s*(?P<mark>[:,?]))\s+"
    rf"(?P<question>{_QUESTION_OPENING}\b[^?\n]{{1,200}}\??)\s*$",
    re.IGNORECASE,
)
#: Question words at the end: "families evacuated how many".
QUESTION_WORD_AT_END = re.compile(
    r"^\s*(?P<rest>[^?!.,:\n]{3,200}?)\s+(?P<words>how (?:many|much|old|long|far|often)|when|where|who|why)"
    r"\s*[?!.]*\s*$",
    re.IGNORECASE,
)
#: Opening words of a question.
OPENING_QUESTION_WORD = re.compile(
    rf"^\W*(?:(?:and|so|but|for|in|at|on|by|to|with|from|since|until)\s+)?{_QUESTION_OPENING}(?:['’]?s|n['’]?t)?\b",
    re.IGNORECASE,
)
_NOUN_OPENING = r"^\W*(?:what(?:['’]?s| is| was| are| were)\s+)?(?:the\s+)?(?:(?:exact|main|total|current|real)\s+)?"
#: Questions made of a noun, and the question words that ask the same: "number of rooms", "age of the bridge".
NOUN_QUESTIONS = tuple(
    (re.compile(rf"{_NOUN_OPENING}(?:{nouns})\s+(?:{prepositions})\s+(?=\w)", re.IGNORECASE), words)
    for nouns, prepositions, words in (
        ("numbers?", "of", "how many"),
        ("amount", "of", "how much"),
        ("age", "of", "how old is"),
        ("length", "of", "how long is"),
        ("height", "of", "how high is"),
        ("depth", "of", "how deep is"),
        ("distance", "of|to|from|between", "how far"),
        ("(?:date|day)", "of|for", "when"),
        ("(?:place|location|venue)", "of|for", "where"),
        ("reasons?", "for|of|behind", "why"),
        ("causes?|motives?", "for|of|behind", "why"),
    )
)
#: A second question of what is asked: "… and why?", "…, and if so when?".
SECOND_QUESTION = re.compile(
    r"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*\?\s+(?:and\s+)?)(?:if (?:so|yes|not),?\s+)?"
    r"(?P<question>(?:since when|how (?:many|much|old|long|far|often|come)|when|where|why|who|what|which|how)\b"
    r"[^?\n]{0,160})\s*[?!.]*\s*$",
    re.IGNORECASE,
)
#: What stands for somebody or something of the question before: "who is she and where does *she* live".
REFERRING_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|that|this|these|those|there|ones?)\b", re.IGNORECASE
)
#: Questions about what is to come.
OUTLOOK_QUESTION = re.compile(
    r"\bwhat(?:['’]?s| is| are| will| are the)?(?: be)?(?: the)? next\b|\bwhat now\b|\bnext steps?\b"
    r"|\bwhat(?:['’]?s| is| are)? (?:going to|gonna|about to|will) (?:happen|become)\b|\bwhat (?:becomes|comes of)\b"
    r"|\bwhat happens(?: to| with|\b(?=\W*$))|\bwhat (?:comes|happens) (?:now|next|then|after)\b"
    r"|\bwhere (?:will|do|does|are|is) [^?]{1,40}\b(?:go|going|move|moving|stay)\b",
    re.IGNORECASE,
)
#: Words of such a question that no answer need have.
OUTLOOK_WORDS = frozenset("next now then after happen happens happened become becomes".split())
#: What follows a question's first word if that word is a name: "Merkel on the euro".
NAME_CONTINUATION = re.compile(r"['’]s\b|\s*[?!.,:]*\s*$|\s+(?:on|about|and|said|says|did|has|was|is)\b", re.IGNORECASE)
