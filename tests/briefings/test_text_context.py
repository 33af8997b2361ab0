"""Claims about sentences that lean on the one before them."""

from __future__ import annotations

import pytest

from briefings.text import (
    depends_on_context,
    ends_as_sentence,
    find_dateline_end,
    find_known_thing,
    introduces,
    is_biography,
    is_half_quoted,
    opens_with_pronoun,
    refers_back,
    speaks_for_writer,
)

CONTEXT_DEPENDENT = [
    "He said the rate would rise.",
    "The Bergen-based company closed two yards.",
    "The firm will not appeal.",
    "The kingdom's oldest prince sent a letter.",
    "The 43-year-old was freed at noon.",
    "The father of three told the court that he was innocent.",
    "The day before, the harbour had been closed.",
    "A week later, the harbour was open again.",
    "The next morning the harbour was open again.",
    "“It is absurd,” the minister said.",
    "Their boats were never found.",
    "It was signed by both presidents at noon.",
    "Its exports fell by a tenth.",
    "This would end a quarrel of forty years.",
    "That angered the unions.",
    "Those remarks drew laughter.",
    "These talks had failed twice.",
    "Such attacks are rare in winter.",
    "The latter was signed in 1961.",
    "The two agreed to meet again in May.",
    "The two countries signed it at once.",
    "The move came a day after the vote.",
    "The decision surprised everyone in Oslo.",
    "The official declined to be named.",
    "The spokeswoman added that the road was closed.",
    "The new law takes effect in July.",
    "Both sides claimed victory.",
    "Neither country has confirmed the sale.",
    "Others fled over the hills.",
    "Some of them were children.",
    "But the bank did not yield.",
    "And the harbour stayed shut.",
    "However, Oslo rejected the plan.",
    "Moreover, the dam leaks.",
    "Instead, Ana Ruiz flew home.",
    "In response, Oslo closed its embassy.",
    "As a result, prices doubled in Lima.",
    "Hours later, Lima recalled its envoy.",
    "Earlier in the day, shells hit the port.",
    "Despite this, the ferry sails.",
    "Under the deal, Peru will buy ten aircraft.",
    "At the same time, wages fell in Peru.",
    "For example, Peru closed two ports.",
    "In Hanoi, he signed several contracts.",
    "Speaking to reporters on Monday, she denied it.",
    "On Monday he denied everything.",
    "“We will not leave,” he said.",
    "“We will not leave,” said the official.",
    "“Revealing it bit by bit will help.”",
    "The country, which sells ships, has signed a contract.",
    "which the council had refused twice.",
    "The minister Thursday denied the sale.",
    "The company, Ana Ruiz said, will close.",
    "The company's Peruvian ships were sold.",
    "“We will not leave,” said the minister on Monday.",
    "“We will not leave,” said the minister, who wept.",
]
SELF_CONTAINED = [
    "The bank raised its rate.",
    "Hereford voted on Monday.",
    "Theirry Land won the cup.",
    "It is unclear whether the port will open again.",
    "It is the first time that Peru has sold gas to Chile.",
    "“It is absurd that Peru sells gas,” Ana Ruiz said.",
    "It emerged on Friday that Ana Ruiz had resigned.",
    "This week, Peru will vote on a new constitution.",
    "Those who fled the flood may return on Sunday.",
    "That Peru would win was clear to everybody.",
    "The decision to close the port angered sailors in Lima.",
    "The agreement between Peru and Chile was signed in Lima.",
    "The summit in Hanoi ended without a statement.",
    "The Official Gazette printed the law on Monday.",
    "Both Peru and Chile claimed victory in the dispute.",
    "In response to the strike, Oslo closed its ports.",
    "Instead of oil, Peru will sell gas to Chile.",
    "So far, Peru has sold ten ships.",
    "Then-president Ana Ruiz signed it in 1961.",
    "There is growing evidence that Peru sold the ships.",
    "After his visit to Lima, Mayor Tom Lind praised the harbour.",
    "In a speech by Ana Ruiz to parliament, she denied the sale.",
    "“We will not leave,” Ana Ruiz told the council.",
    "Ana Ruiz said: “We will not leave.”",
    "iPhone sales in Peru doubled in May.",
    "Two years after the flood, Lima has a new dam.",
    "During the talks in Lima, Peru offered gas.",
    "The president of Peru flew to Lima.",
    "Some of the ships were sold to Chile.",
    "Such a flood as Lima saw in May comes once in a century.",
    "At least 12 sailors drowned off Lima on Monday.",
    "The minister Ana Ruiz said on Monday that the port would close.",
    "The minister, Ana Ruiz, said on Monday that the port would close.",
    "The foreign minister Ana Ruiz flew to Lima.",
    "The company Blue Ferries sold its ships.",
    "“We will not leave,” said the minister Ana Ruiz.",
    "“We will not leave,” said the minister, Ana Ruiz.",
    "The 43-year-old bridge will be pulled down.",
    "The father of three, Jon Berg, told the court that he was innocent.",
    "The day before the vote, the harbour was closed.",
    "The next day of the festival is a holiday.",
]


@pytest.mark.parametrize("text", CONTEXT_DEPENDENT)
def test_what_points_back_leans(text: str) -> None:
    """A sentence that makes the reader ask "who?" or "which?" leans."""
    assert depends_on_context(text)


@pytest.mark.parametrize("text", SELF_CONTAINED)
def test_what_says_whom_it_means_stands(text: str) -> None:
    """A sentence that itself says of whom and what it says stands alone, however it opens."""
    assert not depends_on_context(text)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        pytest.param("“The road will open in May.", True, id="it ends inside"),
        pytest.param('There is no money left," the treasurer added.', True, id="it begins inside"),
        pytest.param("“The road will open in May,” said the mayor.", False, id="a whole quotation"),
        pytest.param('She called it "a dead end" and left.', False, id="some quoted words"),
        pytest.param("The mayor's road isn't open.", False, id="apostrophes"),
    ],
)
def test_a_sentence_cut_out_of_a_quotation_is_known(text: str, half: bool) -> None:
    """A sentence with one mark of a pair begins or ends inside a quotation."""
    assert is_half_quoted(text) is half


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("OSLO (AP) — The ferry sank off the coast.", "OSLO (AP) — "),
        ("PARIS, May 3 (Reuters) - Bread rose by a fifth.", "PARIS, May 3 (Reuters) - "),
        ("Lima, 3 June 2021 (AFP) — The mine was closed again.", "Lima, 3 June 2021 (AFP) — "),
        ("LISBON/MADRID, Nov 12 (Reuters) - The two banks agreed.", "LISBON/MADRID, Nov 12 (Reuters) - "),
        ("CAPE TOWN -- The harbour was shut on Monday.", "CAPE TOWN -- "),
        ("MARNES, Norway—The dam burst before dawn.", "MARNES, Norway—"),
        ("CARACAS –- The harbour was shut on Monday.", "CARACAS –- "),
        ("OTTAWA ―The harbour was shut on Monday.", "OTTAWA ―"),
        ("Buenos Aires – The harbour was shut on Monday.", "Buenos Aires – "),
        ("Oslo, Norway, May 3 — The harbour was shut.", "Oslo, Norway, May 3 — "),
        ("Toledo — The city that nobody left — voted on Monday.", ""),
        ("Ana Ruiz — The minister voted on Monday.", ""),
        ("(CNN) The senate voted on Monday night.", "(CNN) "),
        ("The ferry — the oldest of three — sank.", ""),
        ("NATO said on Monday that it would meet.", ""),
        ("Senator Ana Ruiz (D) - who voted no - resigned.", ""),
        ("The U.N. (founded in 1945) meets in spring.", ""),
        ("OSLO — Shut.", ""),
    ],
)
def test_a_dateline_ends_before_the_first_words_of_the_report(text: str, dateline: str) -> None:
    """Place, date and agency before a dash are distinguished from a sentence that merely has a dash or brackets."""
    assert text[: find_dateline_end(text)] == dateline


@pytest.mark.parametrize(
    "text", ["There was no wind.", "“They left,” said Ana Ruiz.", "It's late.", "This came as news."]
)
def test_a_pronoun_opens_a_sentence(text: str) -> None:
    """A pronoun and "there" are recognized at the beginning, also of a quotation."""
    assert opens_with_pronoun(text)


@pytest.mark.parametrize("text", ["This week the bank raised its rate.", "Therefore is a word.", "Theresa Ruiz left."])
def test_other_words_are_no_pronouns(text: str) -> None:
    """A period and words that merely begin like a pronoun are none."""
    assert not opens_with_pronoun(text)


@pytest.mark.parametrize(
    ("text", "half"), [("Ruiz said ‘we go’.", False), ("Ruiz said: ‘We go.", True), ("The boys' boat sank.", False)]
)
def test_a_quotation_in_single_marks_may_be_half_too(text: str, half: bool) -> None:
    """A single mark that opens and is never closed leaves the quotation half; an apostrophe does not open one."""
    assert is_half_quoted(text) is half


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("Two of the four were found in the harbour of Lima.", True),
        ("The first left at dawn, when the road was clear.", True),
        ("Two of the four ferries were found in the harbour of Lima.", False),
        ("The first left-wing mayor of Lima took office.", False),
    ],
)
def test_a_count_of_what_is_not_named_refers_back(text: str, refers: bool) -> None:
    """A number or "the first" without its noun needs the sentence that names it."""
    assert refers_back(text) is refers


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("At 7:45 a.m., the captain called the coastguard.", True),
        ("At 7:45 a.m. on Friday, the captain called the coastguard.", False),
        ("In a letter to the union the week before, Berg had asked for time.", True),
        ("In a letter to the union in March, the week before, Berg had asked for time.", False),
        ("The older ones show that the tax fell.", True),
        ("Guards who got there after dusk heard a cry.", True),
        ("Nobody there had seen the ship.", True),
        ("The mayor left for Lima and stayed there for a week.", False),
        ("In the harbour office, people there had seen the ship.", False),
        ("The captain says there is no wind.", False),
        ("On the quays, those doubts came back.", True),
        ("Among those killed was a judge.", False),
        ("In the villages, those who stayed had no water.", False),
        ("Over the winter it became the third yard to close.", True),
        ("On Monday they left the harbour.", True),
        ("On Monday it emerged that the harbour was sold.", False),
        ("After Berg closed its yard, it laid off 40 people.", False),
    ],
)
def test_what_only_another_sentence_explains_refers_back(text: str, leans: bool) -> None:
    """A time without its day, "those doubts" and "it" behind a lead-in need a sentence that explains them."""
    assert refers_back(text) is leans


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The ferries left at noon.", "ferri"),
        ("The new ferries sailed at noon.", "ferri"),
        ("In effect the ferries are free.", "ferri"),
        ("The ferry brings back the crates of Bergen.", "ferri"),
        ("The council houses stood empty.", "hous"),
        ("In Bergen the ferries are free.", ""),
        ("“The ferry's engine failed,” said Ana Ruiz.", "ferri"),
        ("The lists, printed in May, were wrong.", "list"),
        ("The ferry to Bergen left at noon.", ""),
        ("The minister Ana Ruiz left at noon.", ""),
        ("The 40 ferries left at noon.", ""),
        ("A ferry left at noon.", ""),
    ],
)
def test_a_definite_phrase_that_opens_a_sentence_takes_its_noun_for_known(text: str, noun: str) -> None:
    """The noun of "the ferries" is returned, unless a name, a number or words behind it say which ones."""
    assert find_known_thing(text) == noun


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two old ferries collided off Ardal.", True),
        ("The town bought a ferry.", True),
        ("The ferries collided off Ardal.", False),
        ("Its ferries collided with a barge.", False),
        ("The owner's ferry is for sale.", False),
    ],
)
def test_an_indefinite_phrase_introduces_its_noun(text: str, found: bool) -> None:
    """The words "two old ferries" introduce ferries, and "the ferries" does not."""
    assert introduces(text, "ferri") is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As my colleagues report, the yard was sold.", True),
        ("We asked the yard why it was sold.", True),
        ("“We sold the yard,” Berg said.", False),
        ("The F.B.I. searched the yard.", False),
        ("King Haakon I. sold the yard.", False),
    ],
)
def test_a_writer_who_speaks_of_himself_is_known(text: str, found: bool) -> None:
    """The first person outside of quotations is the writer; initials are no pronouns."""
    assert speaks_for_writer(text) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Berg is a fellow at the Institute of Shipping.", True),
        ("Ana Ruiz is the author of three books on harbours and ships.", True),
        ("Berg is a fellow of the Institute, which he left in 2019.", False),
        ("The harbour is closed.", False),
    ],
)
def test_a_sentence_that_says_only_what_somebody_is_is_known(text: str, found: bool) -> None:
    """A short sentence with "is a" behind a name is no news; one with a figure may be."""
    assert is_biography(text) is found


LEANING_IN_OTHER_LANGUAGES = [
    ("de", "Er habe die Brücke selbst geprüft."),
    ("de", "Das sieht ein Plan der Stadt vor."),
    ("de", "Das teilte die Reederei mit."),
    ("de", "Zudem fehlen zwölf Fahrer."),
    ("de", "„Das ist ein Fehler“, sagte die Rektorin."),
    ("fr", "Elle a quitté la salle à midi."),
    ("fr", "C’est la troisième panne du mois."),
    ("fr", "Le lendemain, le pont a rouvert."),
    ("es", "Sin embargo, el puerto sigue cerrado."),
    ("es", "Añadió que el tren saldría a las nueve."),
    ("it", "Lei ha firmato il contratto ieri."),
    ("pt", "Além disso, faltam doze motoristas."),
    ("pl", "Jednak most pozostanie zamknięty."),
    ("ru", "Она подписала договор утром."),
    ("ru", "По его словам, мост закрыт."),
    ("uk", "Водночас міст залишається закритим."),
    ("uk", "Вони повернулися до порту ввечері."),
    ("tr", "Ancak köprü kapalı kaldı."),
    ("ar", "وأضاف أن الجسر مغلق."),
    ("ko", "그는 다리가 닫혔다고 말했다."),
    ("ko", "하지만 항구는 아직 닫혀 있다."),
    ("ja", "しかし橋はまだ閉鎖されている。"),
    ("ja", "「これは間違いだ」と学長は話した。"),
    ("zh", "但是桥仍然关闭。"),
]
STANDING_IN_OTHER_LANGUAGES = [
    ("de", "Die Brücke in Passau bleibt bis Mai gesperrt."),
    ("de", "Das neue Stadion in Lübeck öffnet im Mai."),
    ("de", "Das Gericht in Kiel hat den Bau gestoppt."),
    ("de", "Diese Woche tagt der Rat in Bern."),
    ("de", "Es gibt keinen Ersatz für die Fähre nach Föhr."),
    ("fr", "Il y a douze écoles fermées à Nantes."),
    ("fr", "Cette semaine, le conseil de Lyon vote le budget."),
    ("fr", "Les pompiers de Brest ont sauvé trois marins."),
    ("es", "Este lunes abre el nuevo mercado de Vigo."),
    ("es", "El puerto de Vigo sigue cerrado."),
    ("it", "Questa settimana riapre il teatro di Parma."),
    ("pt", "Depois de dois anos, o museu do Porto reabriu."),
    ("ru", "В этом году мост в Пскове закрыт."),
    ("uk", "Міст у Луцьку залишається закритим."),
    ("tr", "Bu hafta meclis İzmir'de toplanıyor."),
    ("ko", "부산항은 아직 닫혀 있다."),
    ("ja", "神戸の橋はまだ閉鎖されている。"),
    ("zh", "也门港口仍然关闭。"),
    ("nl", "Maar de brug blijft dicht."),  # a language without a pack
]


@pytest.mark.parametrize(("language", "text"), LEANING_IN_OTHER_LANGUAGES)
def test_what_leans_in_another_language_is_known(language: str, text: str) -> None:
    """Packs name the words that open a sentence which leans on the one before."""
    assert depends_on_context(text, language)
    assert opens_with_pronoun(text, language)


@pytest.mark.parametrize(("language", "text"), STANDING_IN_OTHER_LANGUAGES)
def test_what_stands_alone_in_another_language_is_known(language: str, text: str) -> None:
    """Impersonal phrases, "this week" and names that begin like a pronoun need no sentence before them."""
    assert not depends_on_context(text, language)
    assert not refers_back(text, language)
    assert not opens_with_pronoun(text, language)


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("en", "The bridge closed on Monday.", True),
        ("en", "Home News Sport", False),
        ("en", "The bridge closed。", False),
        ("ja", "橋は月曜日に閉鎖された。", True),
        ("ja", "学長は「間違いだ」", True),
        ("ja", "ホーム ニュース スポーツ", False),
        ("zh", "大桥周一关闭！", True),
        ("de", "Die Rektorin nannte es „einen Fehler“", True),
        ("fr", "Le maire parle d’une « erreur »", True),
        ("ar", "هل أغلق الجسر؟", True),
    ],
)
def test_a_whole_sentence_ends_as_its_language_does(language: str, text: str, whole: bool) -> None:
    """Each script has its own stops and closing marks."""
    assert ends_as_sentence(text, language) is whole
