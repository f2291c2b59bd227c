"""The CV: put in, replaced, taken away; refused with plain words, and nothing else is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine

from portal.recruitment.models import Application, ApplicationEvent, ApplicationFile
from portal.retention.night import run
from portal.uploads.states import LARGEST
from tests.recruitment.answers import STEPS, fill
from tests.uploads.files import DOCX, JPEG, PDF, WHOLE

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = "/provevik/sok/cv"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def coordinator(make, office):
    return make.coordinator(office=office)


def one(page):
    return page.session.query(Application).one()


def send(page, data, name, status=303, url=HERE):
    return page.get(url).submit(status, form="last-opp", file=(BytesIO(data), name))


def send_large(page, data, status):
    """As ``send``, but with a body of our own: the test client leaves its temporary file open."""
    token = page.get(HERE).csrf_token()
    head = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}'
        '\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    answer = page._client.post(  # noqa: SLF001 - as said above
        HERE,
        data=head.encode() + data + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    return page._took(answer, HERE, status)  # noqa: SLF001 - as said above


def fetched(page, url):
    response = page._client.get(url)  # noqa: SLF001 - a file is no page
    return response.status_code, response.headers, response.get_data()


@pytest.mark.parametrize("name", WHOLE)
def test_a_cv_in_the_draft(page, office, name):
    fill(page, upto=3)
    page.get("/provevik/sok/4").submit(button="attach=1", interests="Sang", norwegian_level="")
    assert page.location == HERE
    assert one(page).interests == "Sang"  # what was written is kept first
    send(page, WHOLE[name], name)
    assert page.location == "/provevik/sok/4"
    kept = one(page).cv
    assert kept.content == WHOLE[name]
    assert kept.size_bytes == len(WHOLE[name])
    assert "lagt ved 22. november" in page.follow().text


def test_it_is_served_to_be_saved_and_can_do_nothing(page, office):
    fill(page, upto=2)
    send(page, PDF, "Nora Oppdiktet CV.pdf")
    status, headers, body = fetched(page, f"{HERE}/fil")
    assert (status, body) == (200, PDF)
    assert headers["Content-Disposition"] == 'attachment; filename="cv-kladd.pdf"'
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("", b"", "Velg en fil med noe i. Det kom ingen fil, eller en tom."),
        ("cv.pdf", b"", "Velg en fil med noe i. Det kom ingen fil, eller en tom."),
        ("cv.pdf", b"MZ\x90\0" + b"\0" * 60, "Vi kan bare ta imot"),
        ("cv.png", PDF, "Navnet på fila og innholdet stemmer ikke"),
        ("cv.pdf", PDF[:30], "Fila er ødelagt"),
        ("cv.jpg", JPEG + DOCX, "Fila er satt sammen"),
    ],
)
def test_what_is_not_taken_is_said_at_the_field_and_costs_nothing(page, office, name, data, words):
    fill(page, upto=4)
    send(page, PDF, "cv.pdf")
    send(page, data, name, status=422)
    assert len(page.errors) == 1
    assert page.errors[0].startswith(words)
    assert "#file" in page.links()
    kept = one(page)
    assert kept.cv.content == PDF
    assert kept.interests == STEPS[4]["interests"]


def test_a_file_that_is_too_large_is_a_413_at_the_field(page, office):
    fill(page, upto=2)
    send_large(page, PDF[:-6] + b"\n" * (LARGEST - len(PDF)) + b"%%EOF\n", 303)
    assert one(page).cv.size_bytes == LARGEST
    for size, status in ((LARGEST + 1, 422), (LARGEST + 200_000, 413)):
        send_large(page, PDF[:-6] + b"\n" * (size - len(PDF)) + b"%%EOF\n", status)
        assert page.errors == ["Fila er for stor. Den kan være på høyst 10 MB."]
        assert "#file" in page.links()
    assert one(page).cv.size_bytes == LARGEST


def test_elsewhere_the_limit_is_as_it_was(app, page, office):
    fill(page, upto=3)
    page.get("/provevik/sok/4").submit(413, interests="x" * 1_000_001, norwegian_level="b2")


def test_without_the_token_nothing_is_taken(page, office):
    fill(page, upto=2)
    page.get(HERE).submit(400, file=(BytesIO(PDF), "cv.pdf"), csrf_token="x")
    assert one(page).cv is None


def test_without_a_draft_there_is_nowhere_to_put_it(page, office):
    page.get(HERE, 303)
    assert page.location == "/provevik/sok/1"
    assert fetched(page, f"{HERE}/fil")[0] == 303
    page.post(HERE, {"file": (BytesIO(PDF), "cv.pdf")})
    assert page.session.query(ApplicationFile).count() == 0


def test_it_is_replaced_and_taken_away(page, office):
    fill(page, upto=2)
    send(page, PDF, "cv.pdf")
    send(page, DOCX, "cv.docx")
    assert [it.content for it in page.session.query(ApplicationFile)] == [DOCX]
    page.get(HERE).submit(form="/cv/fjern")
    assert page.session.query(ApplicationFile).count() == 0
    assert fetched(page, f"{HERE}/fil")[0] == 404


def test_it_follows_the_application_and_the_office_reads_it(page, office, coordinator):
    fill(page, upto=5)
    send(page, PDF, "cv.pdf")
    page.get("/provevik/sok/6").submit()
    sent = one(page)
    assert fetched(page, f"{HERE}/fil")[2] == PDF  # who has the link has the file
    send(page, DOCX, "cv.docx")
    assert {it.event for it in page.session.query(ApplicationEvent)} == {"submitted", "cv_added"}
    page.sign_in(coordinator)
    page.get(f"/rekruttering/{sent.id}")
    assert f"/rekruttering/{sent.id}/cv" in page.links()
    status, headers, body = fetched(page, f"/rekruttering/{sent.id}/cv")
    assert (status, body) == (200, DOCX)
    assert f'filename="cv-soknad-{sent.number}.docx"' in headers["Content-Disposition"]


@pytest.mark.parametrize("who", ["other_office", "other_town", "parent", "worker", "admin"])
def test_nobody_else_reads_it(page, make, office, who):
    sent = make.application(office=office)
    sent.cv = ApplicationFile(
        municipality_id=sent.municipality_id, kind="pdf", size_bytes=3, content=PDF
    )
    home = {"municipality": None, "municipality_id": office.municipality_id}
    people = {
        "other_office": lambda: make.coordinator(office=make.office(**home)),
        "other_town": make.coordinator,
        "parent": lambda: make.parent(**home),
        "worker": lambda: make.worker(office=office).user,
        "admin": lambda: make.admin(**home),
    }
    page.sign_in(people[who]())
    assert fetched(page, f"/rekruttering/{sent.id}/cv")[0] in {403, 404}
    assert fetched(page, f"/min-soknad/{sent.id}/cv/fil")[0] in {403, 404}


def test_signed_in_one_changes_ones_own(page, make, office):
    me = make.applicant(municipality=None, municipality_id=office.municipality_id)
    mine = make.application(office=office, user_id=me.id)
    page.sign_in(me).get(f"/min-soknad/{mine.id}")
    assert f"/min-soknad/{mine.id}/cv" in page.links()
    send(page, PDF, "cv.pdf", url=f"/min-soknad/{mine.id}/cv")
    assert page.location == f"/min-soknad/{mine.id}"
    assert fetched(page, f"/min-soknad/{mine.id}/cv/fil")[2] == PDF
    page.get(f"/min-soknad/{mine.id}/cv").submit(form="/cv/fjern")
    assert mine.cv is None


@pytest.mark.parametrize("stage", ["approved", "not_approved", "withdrawn"])
def test_when_all_is_decided_it_is_not_changed(page, make, office, stage):
    me = make.applicant(municipality=None, municipality_id=office.municipality_id)
    mine = make.application(office=office, user_id=me.id, stage=stage)
    page.sign_in(me).get(f"/min-soknad/{mine.id}/cv")
    assert "kan ikke endres" in page.text
    page.post(f"/min-soknad/{mine.id}/cv", {"file": (BytesIO(PDF), "cv.pdf")}, 409)
    page.post(f"/min-soknad/{mine.id}/cv/fjern", {}, 409)


@pytest.mark.parametrize("stage", ["not_approved", "withdrawn", "draft"])
def test_it_is_deleted_with_the_application(make, session, stage):
    old = make.application(
        stage=stage, stage_since_at=NOW - timedelta(days=200),
        draft_expires_at=NOW - timedelta(days=1),
    )  # fmt: skip
    old.cv = ApplicationFile(
        municipality_id=old.municipality_id, kind="pdf", size_bytes=3, content=PDF
    )
    session.flush()
    assert run(NOW).total == 1
    assert session.query(ApplicationFile).count() == 0


def test_the_list_never_reads_the_bytes(page, make, office, coordinator, statements):
    for _ in range(3):
        sent = make.application(office=office)
        sent.cv = ApplicationFile(
            municipality_id=sent.municipality_id, kind="pdf", size_bytes=3, content=PDF
        )
    page.sign_in(coordinator)
    statements.clear()
    page.get("/rekruttering")
    page.get("/rekruttering/liste")
    page.get(f"/rekruttering/{sent.id}")
    assert not [sql for sql in statements if "application_file.content" in sql]
