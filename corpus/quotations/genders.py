"""What an article's words tell of a person's pronoun: titles, first names, and posts."""

from __future__ import annotations

import re

SHE = frozenset(
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
HE = frozenset(
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
_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Lord|Lady|Queen|King|Prince|Princess|Madame|Mme)\.?\s$")
_SHE_TITLES = frozenset({"Mrs", "Ms", "Miss", "Lady", "Queen", "Princess", "Madame", "Mme"})
_POST = re.compile(
    r"\b(?:spokes|chair|congress|business|states|vice chair)(wo)?m[ae]n\b|\b(mother|actress|wife|widow)\b"
)


def titled(text: str, start: int) -> str | None:
    """Give the pronoun, "he" or "she", that a title before the name at *start* tells, or None."""
    match = _TITLE.search(text, max(0, start - 12), start)
    return None if match is None else "she" if match[1] in _SHE_TITLES else "he"


def named(name: str, description: str) -> str | None:
    """Give the pronoun that a post, or else a first name, tells, or None."""
    post = _POST.search(description.casefold())
    if post:
        return "she" if post[1] or post[2] else "he"
    first = name.split(maxsplit=1)[0].casefold() if " " in name else ""
    return "she" if first in SHE else "he" if first in HE else None
