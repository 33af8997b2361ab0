"""
Sentence → whether it leans on the one before it: "He said", "The latter", "Under the deal, both sides …".

By rules on its opening words, without a parser: what a reader meets first decides whether he asks "who?" or "which?". A
doubtful case is taken to stand, for a sentence that leans is only worth less, and a good one lost is worth nothing.
"""

from __future__ import annotations

import re

_MARKS = "\"“”‘’'"
#: Nouns of news that, with "the" and nothing to say which, point back.
_POINTING = (
    "accord|agenc(?:y|ies)|agreement|aide|announcement|arrangement|attack|ban|bill|call|case|claims?|comments?"
    "|compan(?:y|ies)"
    "|contract|conversation|countr(?:y|ies)|court|criticism|deal|decision|declaration|delegation|development|document"
    "|exchange|figures?|gathering|group|incidents?|initiative|investigation|law|leaders?|letter|measures?|meeting|men"
    "|message|ministers?|ministry|move|nations?|news|offer|officials?|operation|order|pact|pair|parties|plans?|policy"
    "|process|project|proposals?|question|reaction|remarks?|report|request|result|ruling|sides?|shift|situation|source"
    "|spokes\\w+|statement|step|strikes?|suggestion|summit|suspects?|talks|threats?|treaty|trio|trip|victims?|visit"
    "|vote|warning|woman|women|man"
)
#: What after such a noun says which one is meant: "the decision to send arms", "the summit in Hanoi".
_TELLING = (
    "about|against|among|at|between|by|for|from|in|into|of|on|over|said to|signed|reached|that|to|under|which|who|whose"
    "|where|with|between|calling|allowing|banning|saying|held|announced|made"
)
_OPENINGS = re.compile(
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
    | the\s+(?:[a-z]+\s+)?(?:{_POINTING})(?:['’]s?)?\b
        (?!\s+(?:{_TELLING})\b|-|,\s+(?:signed|held|reached)\b)
    | (?:both|neither|either)\s+(?:sides?|countr(?:y|ies)|nations?|leaders?|men|women|parties|governments?|of\s+them
        |were|was|are|have|had|way)\b
    | (?:others|some\s+of\s+(?:them|these|those)|many\s+of\s+(?:them|these|those)|most\s+of\s+(?:them|these|those)
        |(?:one|none|all|each|two)\s+of\s+(?:them|these|those)|another\s+(?:said|was|is|had|told|added))\b
    """,
    re.VERBOSE,
)
_CONNECTIVES = re.compile(
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
        |(?:\w+\s+)?(?:minutes|hours|days|weeks|months|years)\s+(?:later|earlier))\b(?!\s+(?:week|month|year|morning|summer)\b)
    | (?:in|under|at|during|after|before|following|despite|as\s+part\s+of)
        \s+the\s+(?:deal|agreement|pact|treaty|accord|plan|meeting|talks|summit|statement|letter|call|interview|visit|trip
            |attack|ruling|report|document|proposal|law|incident)\s*,
    """,
    re.VERBOSE,
)
_SPEECH = (
    "said|says|added|adds|told|wrote|noted|stressed|warned|continued|explained|claimed|insisted|argued|asked|replied"
    "|declared|stated|reads?"
)
_BARE_SPEAKER = re.compile(
    rf"[\s,.…]*(?:(?:he|she|they|it|the\s+(?:\w+\s+)?(?:{_POINTING}))\s+(?:also\s+|then\s+|later\s+)?(?:{_SPEECH})\b"
    rf"|(?:{_SPEECH})\s+(?:he|she|they|it|the\s+(?:\w+\s+)?(?:{_POINTING}))\b)",
    re.IGNORECASE,
)
#: "In Hanoi, he", "Speaking to reporters on Monday, she": a pronoun for subject, and nobody before it.
_NOBODY_YET = re.compile(
    r"(?:(?:in|on|at|after|during|since|by|last|next|for|with|speaking|asked|earlier|early|late)\b"
    r"(?:(?!\b(?:Mr|Mrs|Ms|Dr|President|Minister)\b)[^,“\"]){0,60},|(?:on|last|yesterday|today)\s*\w*)\s+(?:he|she|they)\s+\w",
)
_SOMEBODY = re.compile(r"['’]s\b|\b(?:by|between|with|and)\s+(?:[A-Z]|Mr|Ms)|\b[A-Z][\w-]+\s+[A-Z]")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^’]*(?:’(?!\w)|$)")
_LETTER = re.compile(r"[^\W\d_]")


def leans(text: str) -> bool:
    """Tell whether *text*, a sentence, needs the one before it to be understood."""
    opening = text.lstrip(f" \n\t{_MARKS}…[(")
    small = opening[:1].lower() + opening[1:]  # what is still written large is a name
    outside = _QUOTED.sub(" ", text)
    return bool(
        _OPENINGS.match(small)
        or _CONNECTIVES.match(small)
        or _starts_amid(opening)
        or not _LETTER.search(outside)
        or _BARE_SPEAKER.match(outside)
        or ((subject := _NOBODY_YET.match(small)) and not _SOMEBODY.search(subject[0]))
    )


def _starts_amid(opening: str) -> bool:
    """Tell whether the first word is written small, as in no whole sentence; "iPhone" and "eBay" are names."""
    first = opening.split(maxsplit=1)[0] if opening else ""
    return first[:1].islower() and first == first.lower()
