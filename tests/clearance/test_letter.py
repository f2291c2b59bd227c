"""The letter to the police holds every legal part, or is not made: example 17."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from portal.clearance import letters
from portal.clearance.letters import FILE_NAME, TITLE, IncompleteLetterError, Parts
from portal.clearance.models import PurposeLetter

WHOLE = Parts(
    recipient="Politiet", legal_basis="hol § 5-4", offer="Tilbudt oppdrag som støttekontakt",
    name="Lea Strand", born_on=date(1998, 3, 2), tasks="Være sammen med barnet",
    place="Prøvevik kommune, Kontor sør", written_on=date(2026, 11, 22), signed_by="Kari Moen",
)  # fmt: skip


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ({"recipient": ""}, "recipient"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"legal_basis": "loven"}, "legal_basis"),  # a vague one is sent back
        ({"offer": ""}, "offer"),
        ({"name": " "}, "name"),
        ({"born_on": None}, "born_on"),
        ({"tasks": ""}, "tasks"),
        ({"place": ""}, "place"),
        ({"written_on": None}, "date"),
        ({"signed_by": ""}, "signature"),
        ({"born_on": date(2008, 11, 23)}, "guardian"),  # eighteen tomorrow
    ],
)
def test_each_part_is_missed_on_its_own(without, part):
    assert letters.missing(WHOLE) == ()
    assert letters.missing(replace(WHOLE, **without)) == (part,)


def test_who_is_eighteen_today_needs_no_guardian():
    assert letters.missing(replace(WHOLE, born_on=date(2008, 11, 22))) == ()
    minor = replace(WHOLE, born_on=date(2008, 11, 23), guardian_name="Ingrid Strand")
    assert letters.missing(minor) == ()


def made(page, engagement, coordinator, **typed):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/formalsbekreftelse")
    page.submit(form="formalsbekreftelse", **{"legal_basis": "hol § 5-4", **typed}).follow()
    return next(a.get("href") for a in page.all("a") if (a.get("href") or "").endswith(".pdf"))


def document(page, address):
    """The letter, its text on one line, since it is wrapped where the paper ends."""
    answer = page._client.get(address)  # noqa: SLF001 - no page, a file
    assert answer.status_code == 200
    reader = PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(it.extract_text() for it in reader.pages).split())
    return answer, reader, text


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        ("hol § 5-4", "helse- og omsorgstjenesteloven (hol) § 5-4, jf. politiregisterloven § 39"),
        ("barnevernsloven § 12-11", "barnevernsloven § 12-11, jf. politiregisterloven § 39"),
    ],
)
def test_example_17_the_letter_cites_the_childs_law_and_holds_all_parts(
    page, engagement, coordinator, basis, cited
):
    address = made(page, engagement, coordinator, legal_basis=basis)
    answer, reader, text = document(page, address)
    worker = engagement.worker
    for part in (
        cited, letters.POLICE, worker.name, "2. mars 1998", "Tilbudt oppdrag som bpa-assistent",
        letters.TASKS["bpa_assistant"], "22. november 2026", coordinator.name, "Underskrift",
    ):  # fmt: skip
        assert part in text, part
    assert f'filename="{FILE_NAME}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    child = engagement.ordning.child
    for secret in (child.name, child.initials, worker.name.split()[-1]):
        assert secret not in f"{FILE_NAME} {TITLE} {address}"
    assert child.name not in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"legal_basis": None}, "Brevet mangler hvilken lov attesten kreves etter."),
        ({"legal_basis": "straffeloven"}, "Brevet mangler hvilken lov attesten kreves etter."),
        ({"recipient": ""}, "Brevet mangler hvem brevet er til."),
        ({"tasks": " "}, "Brevet mangler oppgavene."),
        ({"place": ""}, "Brevet mangler stedet."),
        ({"tasks": "x" * 10_000}, "Skriv høyst 500 tegn."),
    ],
)
def test_example_17_it_cannot_be_made_while_a_part_is_missing(
    page, session, engagement, coordinator, typed, sentence
):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/formalsbekreftelse")
    page.submit(422, form="formalsbekreftelse", **{"legal_basis": "hol § 5-4", **typed})
    assert page.errors == [sentence]
    assert session.scalars(select(PurposeLetter)).all() == []


def test_the_birth_date_is_asked_for_once(page, session, engagement, coordinator):
    engagement.worker.born_on = None
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/formalsbekreftelse")
    page.submit(422, form="formalsbekreftelse", legal_basis="hol § 5-4", born_on="")
    assert page.errors == ["Brevet mangler fødselsdatoen."]
    page.submit(form="formalsbekreftelse", legal_basis="hol § 5-4", born_on="2.3.1998").follow()
    assert engagement.worker.born_on == date(1998, 3, 2)
    assert not [field for field in page.all("input") if field.get("name") == "born_on"]


def test_under_eighteen_a_guardian_confirms(page, engagement, coordinator):
    engagement.worker.born_on = date(2010, 5, 1)
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/formalsbekreftelse")
    page.submit(422, form="formalsbekreftelse", legal_basis="hol § 5-4")
    assert page.errors == ["Brevet mangler navnet på en foresatt, siden personen er under 18 år."]
    address = made(page, engagement, coordinator, guardian_name="Ingrid Foresatt")
    _answer, _reader, text = document(page, address)
    assert "Søkeren er under 18 år" in text
    assert "Ingrid Foresatt" in text


def test_what_is_over_is_no_offer(make, session, engagement, coordinator):
    engagement.valid_to = date(2026, 11, 1)
    letter = make.purpose_letter(engagement=engagement, written_by_id=coordinator.id)
    session.flush()
    session.refresh(letter)
    with pytest.raises(IncompleteLetterError, match="offer"):
        letters.document(engagement, letter)


def test_what_somebody_is_called_is_only_ever_text(page, engagement, coordinator):
    engagement.worker.user.name = '#read("/etc/passwd") Strand'
    _answer, _reader, text = document(page, made(page, engagement, coordinator))
    assert '#read("/etc/passwd") Strand' in text
