"""What stops an advert: the words that tell who the child is (example 51)."""

from __future__ import annotations

from datetime import date

import pytest

from portal.needs.anonymity import Secret, revealing

SECRET = Secret(
    names=frozenset({"Jonatan Vik Solli", "Mette Solli"}),
    initials="J.S.",
    born_on=date(2016, 5, 4),
    today=date(2026, 11, 22),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jonatan liker vann.", ("Jonatan",)),
        ("Ta med jonatans hund.", ("jonatans",)),
        ("Mor heter Mette.", ("Mor heter Mette", "Mette")),
        ("J.S. er blid.", ("J.S.",)),
        ("Født 4.5.2016.", ("4.5.2016", "2016")),
        ("Født 2016-05-04.", ("2016-05-04", "2016")),
        ("Har bursdag 4. mai 2016.", ("4. mai 2016", "2016")),
        ("Et barn på 10 år.", ("10 år",)),
        ("Et barn på ti år.", ("ti år",)),
        ("En blid 10-åring.", ("10-åring",)),
        ("En åtteåring, ni år gammel.", ("åtteåring", "ni år gammel")),
        ("Går på Solvik skole.", ("Solvik skole",)),
        ("Går på Nordre Vang barneskole.", ("Nordre Vang barneskole",)),
        ("Møt opp ved Solvikskolen.", ("Solvikskolen",)),
        ("Går i Trollhaugen barnehage.", ("Trollhaugen barnehage",)),
        ("Bor i Storgata 5.", ("Storgata 5", "Storgata")),
        ("Bor i solbakken 12 b.", ("solbakken 12 b",)),
        ("Bor i Kongens gate.", ("Kongens gate",)),
        ("Har ADHD og autisme.", ("ADHD", "autisme")),
        ("Har CP.", ("CP",)),
        ("Har Downs syndrom.", ("Downs", "syndrom")),
        ("Er utviklingshemmet.", ("utviklingshemmet",)),
        ("Hun sitter i rullestol.", ("rullestol",)),
        ("Har lammelser i beina.", ("lammelser",)),
        ("Gutt med cp.", ("cp",)),
        ("For multifunksjonshemmede barn.", ("multifunksjonshemmede",)),
        ("Har utfordrende atferd.", ("utfordrende atferd",)),
        ("Bor i Øvre Bakkegate.", ("Øvre Bakkegate", "Bakkegate")),
        ("Bor i Bakkegate.", ("Bakkegate",)),
        ("Går på SFO på Lianes.", ("SFO på Lianes",)),
        ("Du henter på Lianes SFO.", ("Lianes SFO",)),
        ("Går på skole på Lianes.", ("skole på Lianes",)),
        ("Går i 3. klasse på Åsen.", ("3. klasse", "klasse på Åsen")),
        ("En blid tredjeklassing.", ("tredjeklassing",)),
        ("Blir 9 i mai.", ("Blir 9 i mai",)),
        ("Fyller snart ti.", ("Fyller snart ti",)),
        ("Har bursdag 4. mai.", ("bursdag 4. mai",)),
        ("Leker med broren Jonas.", ("broren Jonas",)),
        ("Lillesøster heter Ida.", ("Lillesøster heter Ida",)),
        ("Ring 412 34 567.", ("412 34 567",)),
        ("Skriv til mor@eksempel.example.", ("mor@eksempel.example",)),
    ],
)
def test_example_51_what_tells_who_the_child_is_is_found(text, words):
    assert set(revealing([text], SECRET)) == set(words)


@pytest.mark.parametrize(
    "text",
    [
        "Gutt, 10–12 år. Liker vann, kart og lange turer med buss.",
        "Ettermiddager etter skolen, i skoletida er det stille.",
        "Du vil være med i minst ett år, gjerne i to år.",
        "Onsdager kl. 16.30–19.30, 3 timer i uka, 12 timer i måneden.",
        "Svømmeskolen er gøy. Barneskolen ligger ikke langt unna.",
        "Dere går turer på stien og spiser på gata.",
        "Fredag kl. 16 til søndag kl. 17, hver fjerde uke.",
        "En ungdom på 13–15 år trenger noen.",
        "Gutt 6–10 år. Liker å gå tur i gata.",
        "Barn i 1.–4. klasse.",
        "Du må kunne løfte. Gjerne bil, og førerkort klasse B.",
        "Annenhver helg. Det blir 3 timer i uka, av og til 4 i mai.",
        "Etter SFO vil hun gjerne ut. SFO slutter kl. 16.",
        "Har en bror og en søster. Mor eller far er hjemme. Du får nøkkel.",
        "Søskenene er med i gatefest. Dere tar en omvei og leker på en lekeplass.",
        "Du tar det andre barnet med. Første gang er i april.",
        "Sykkelvei helt fram. Parkeringsplass ved huset.",
        "Bor på Åsen, nær sentrum i Lianes.",
        "Spiller i band. Pads og trommer, cpu og spill.",
    ],
)
def test_ordinary_words_pass(text):
    assert revealing([text], SECRET) == ()


def test_a_word_is_named_once():
    assert revealing(["Jonatan og Jonatan", "Jonatan"], SECRET) == ("Jonatan",)
