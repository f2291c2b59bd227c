"""What each hat meets first: how things are, and what needs them now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(SUNDAY, tick=False):
        yield


@pytest.fixture
def job(make):
    return make.engagement()


@pytest.fixture
def parent(make, job):
    user = make.parent(municipality=None, municipality_id=job.municipality_id)
    make.leader(ordning=job.ordning, user=user)
    return user


@pytest.fixture
def coordinator(make, job):
    user = make.user(municipality=None, municipality_id=job.municipality_id)
    make.role(user=user, hat="coordinator", office_id=job.office_id)
    return user


def home(page, user):
    return page.sign_in(user).get("/hjem")


def test_a_parent_with_an_empty_week_is_told_so(page, parent):
    assert home(page, parent).h1 == "Ingen vakter denne uka"


def test_a_parent_without_assistants_is_shown_the_way(page, make, job, parent):
    job.ended_at = SUNDAY
    assert home(page, parent).h1 == "Ingen vakter ennå. Start med å invitere en assistent."
    assert any("/inviter" in link for link in page.links())


def test_a_parent_sees_how_many_shifts_have_people(page, make, job, parent):
    make.shift(engagement=job)
    make.shift(open=True, ordning=job.ordning, start="2026-11-26 15:00", end="2026-11-26 18:00")
    assert home(page, parent).h1 == "1 av 2 vakter har folk. 1 mangler."
    assert "Torsdag 26. november kl. 15–18" in page.text


def test_a_parent_sees_what_waits_and_who_is_away(page, make, job, parent):
    shift = make.shift(engagement=job, start="2026-11-19 17:00", end="2026-11-19 20:00")
    make.entry(shift=shift, submitted=True)
    make.absence(worker=job.worker, kind="sick", last_on=date(2026, 11, 25))
    home(page, parent)
    assert "1 vakt er som planlagt" in page.text
    assert f"{job.worker.name} Syk" in page.text


def test_what_waits_in_the_other_service_is_met_first(page, make, job, parent):
    second = make.engagement(
        ordning=make.ordning(child=job.ordning.child, service="avlastning"), kind="avlaster"
    )
    make.leader(ordning=second.ordning, user=parent)
    make.shift(engagement=job)
    shift = make.shift(engagement=second, start="2026-11-19 17:00", end="2026-11-19 20:00")
    make.entry(shift=shift, submitted=True)
    home(page, parent)
    assert "1 vakt er som planlagt" in page.text
    assert "A.B., Avlastning · 1 å attestere" in page.text
    page.get(f"/hjem?ordning={job.ordning_id}")
    assert page.h1 == "Ukas eneste vakt har folk."
    assert "A.B., Avlastning · 1 å attestere" in page.text


def test_one_shift_alone_is_not_counted(page, make, job, parent):
    make.shift(open=True, ordning=job.ordning)
    assert home(page, parent).h1 == "Ukas eneste vakt mangler folk."


def test_a_parent_never_sees_another_family(page, make, parent):
    other = make.engagement()
    make.shift(engagement=other)
    home(page, parent)
    assert other.worker.name not in page.text
    page.get(f"/hjem?ordning={other.ordning_id}")
    assert other.worker.name not in page.text


def test_a_protected_worker_is_on_the_home_of_who_is_named(page, make, job, parent):
    graded = make.engagement(
        ordning=job.ordning, worker__graded=True, worker__user__name="Liv Skjult"
    )
    make.shift(engagement=job)
    make.shift(engagement=graded)
    assert home(page, parent).h1 == "Ukas eneste vakt har folk."
    assert "Liv" not in page.text
    make.named_access(graded=graded.worker, user=parent)
    assert "Liv" in home(page, parent).text


def test_a_worker_meets_the_next_shift(page, make, job):
    make.shift(engagement=job)
    assert home(page, job.worker.user).h1 == "Onsdag 25. nov. 17.00–20.00 hos A.B."


def test_a_worker_who_is_not_cleared_is_told_exactly_why(page, make, job):
    waiting = make.engagement(uncleared=True, ordning=job.ordning)
    make.clearance_item(engagement=waiting, politiattest=True)
    home(page, waiting.worker.user)
    assert "Mangler: taushetserklæring og avtale." in page.text


def test_an_empty_queue_says_so(page, coordinator):
    assert home(page, coordinator).h1 == "Ingenting venter på deg"


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_is_sorted_by_harm(page, make, job, coordinator, count):
    for number in range(count):
        make.shift(
            open=True, ordning=job.ordning,
            start=f"2026-11-2{3 + number} 15:00", end=f"2026-11-2{3 + number} 18:00",
        )  # fmt: skip
    make.engagement(ordning=job.ordning, uncleared=True)
    home(page, coordinator)
    assert page.h1 == "Én sak stopper lønna til noen"
    groups = [heading for heading in ("Uten lønn", "Uten folk") if heading in page.text]
    assert groups == ["Uten lønn", "Uten folk"]
    assert page.text.index("Uten lønn") < page.text.index("Uten folk")


def test_a_child_nobody_works_for_waits_from_the_vedtak(page, make, job, coordinator):
    child = make.child(office=None, municipality_id=job.municipality_id, office_id=job.office_id)
    ordning = make.ordning(child=child, service="stottekontakt")
    make.vedtak(ordning=ordning, decided_on=date(2026, 7, 2))
    home(page, coordinator)
    assert f"{child.label} har ikke fått støttekontakt" in page.text
    assert "143" in page.text


def test_a_vedtak_that_has_run_out_hides_nobody(page, make, job, coordinator):
    make.vedtak(ordning=job.ordning, valid_to=date(2026, 11, 13))
    home(page, coordinator)
    assert "gikk ut 13. november" in page.text


def test_a_protected_child_is_in_no_ones_queue_but_the_named(page, make, job, coordinator):
    job.ordning.child.gradering = "fortrolig"
    make.shift(open=True, ordning=job.ordning, start="2026-11-24 15:00", end="2026-11-24 18:00")
    assert home(page, coordinator).h1 == "Ingenting venter på deg"
    make.named_access(graded=job.ordning.child, user=coordinator)
    assert "mangler folk" in home(page, coordinator).text


def test_an_applicant_who_is_protected_is_in_the_queue_of_the_named(page, make, job, coordinator):
    office = {"office": None, "municipality_id": job.municipality_id, "office_id": job.office_id}
    job.worker.gradering = "fortrolig"
    make.application(**office, stage="screening", user_id=job.worker.user_id)
    kept = make.application(**office, stage="screening")
    make.application(**office, stage="screening", merged_into_id=kept.id)
    home(page, coordinator)
    assert titles(page) == [f"{kept.name} venter på svar"]
    make.named_access(graded=job.worker, user=coordinator)
    home(page, coordinator)
    assert len(titles(page)) == 2


def test_another_office_has_its_own_queue(page, make, job):
    make.shift(open=True, ordning=job.ordning, start="2026-11-24 15:00", end="2026-11-24 18:00")
    assert home(page, make.coordinator()).h1 == "Ingenting venter på deg"


@pytest.mark.parametrize(("hat", "path"), [("applicant", "/min-soknad"), ("admin", "/brukere")])
def test_others_are_sent_to_their_own_first_page(page, make, hat, path):
    user = make.user()
    make.role(user=user, hat=hat)
    page.sign_in(user).get("/hjem", 303)
    assert page.location == path


def test_a_supplier_sees_its_own_people_only(page, make, job):
    supplier = make.supplier(municipality=None, municipality_id=job.municipality_id)
    own = make.engagement(ordning=job.ordning, supplier_id=supplier.id)
    user = make.user(municipality=None, municipality_id=job.municipality_id)
    make.role(user=user, hat="supplier", supplier_id=supplier.id)
    home(page, user)
    assert own.worker.name in page.text
    assert job.worker.name not in page.text


def test_only_the_administrator_reads_outbox_and_log(page, make, coordinator, job):
    for path in ("/utsendinger", "/logg"):
        page.sign_in(coordinator).get(path, 403)
    admin = make.user(municipality=None, municipality_id=job.municipality_id)
    make.role(user=admin, hat="admin")
    page.sign_in(admin)
    assert page.get("/utsendinger").h1 == "E-post fra Pusterom"
    assert page.get("/logg").h1 == "Hvem har gjort hva"


def test_who_is_not_ready_is_not_as_usual(make, page, job, parent) -> None:
    make.engagement(ordning=job.ordning, uncleared=True, worker__user__name="Tor Nygård")
    home(page, parent)
    assert "Tor Nygård Ikke klar" in page.text
    assert f"{job.worker.name} Som vanlig" in page.text


def test_a_worker_without_papers_is_told_so_first(make, page, job) -> None:
    nora = make.engagement(ordning=job.ordning, uncleared=True)
    make.shift(ordning=job.ordning, open=True)
    home(page, nora.worker.user)
    assert page.h1 == "Noe mangler før du kan få vakter"
    assert "Ledige vakter" not in page.text


# The queue ----------------------------------------------------------------------------------


def titles(page) -> list[str]:
    return ["".join(it.itertext()).strip() for it in page.all("h3", under="queue")]


@pytest.fixture
def busy(make, job, coordinator):
    """Give the office one of most things that wait."""
    office = {"office": None, "municipality_id": job.municipality_id, "office_id": job.office_id}
    make.application(**office, stage="screening", name="Sol Soker")
    make.pool_consent(worker=job.worker, ends_on=date(2026, 12, 10), reminded_at=SUNDAY)
    make.engagement(ordning=job.ordning, uncleared=True)
    child = make.child(**office, initials="W.W.")
    make.vedtak(ordning=make.ordning(child=child), valid_to=date(2027, 12, 1))
    make.shift(open=True, ordning=job.ordning, start="2026-11-24 15:00", end="2026-11-24 18:00")


def test_the_queue_holds_everything_that_waits_in_its_group(page, coordinator, busy):
    home(page, coordinator)
    heads = ["".join(it.itertext()).split() for it in page.all("h2", under="stack-6")]
    assert [" ".join(it[:-1]) for it in heads if it[0] in {"Uten", "Går", "Venter"}] == [
        "Uten lønn", "Uten folk", "Går snart ut", "Venter",
    ]  # fmt: skip
    assert f"{page.h1}" == "Én sak stopper lønna til noen"
    assert any("har ikke svart på om de blir i banken" in it for it in titles(page))
    assert any("Sol Soker venter på svar" in it for it in titles(page))


@pytest.mark.parametrize(
    ("query", "count"), [("om=pool", 1), ("om=children", 1), ("om=shifts", 1), ("om=tull", 5)]
)
def test_the_queue_can_be_narrowed_and_a_forged_choice_is_left_out(
    page, coordinator, busy, query, count
):
    page.sign_in(coordinator).get(f"/hjem?{query}")
    assert len(titles(page)) == count


def test_a_group_shows_five_and_then_all(page, make, job, coordinator):
    for number in range(7):
        make.shift(
            open=True, ordning=job.ordning,
            start=f"2026-11-2{3 + number % 6} {10 + number}:00",
            end=f"2026-11-2{3 + number % 6} {11 + number}:00",
        )  # fmt: skip
    home(page, coordinator)
    assert len(titles(page)) == 5
    page.get(next(link for link in page.links() if "alle=uncovered" in link))
    assert len(titles(page)) == 7


def test_the_queue_costs_the_same_for_two_and_for_twenty(
    page, make, session, job, coordinator, busy, statements
):
    def cost():
        session.flush()
        statements.clear()
        home(page, coordinator)
        return len(statements)

    office = {"office": None, "municipality_id": job.municipality_id, "office_id": job.office_id}
    many = {2: 0, 20: 0}
    for number in many:
        for _ in range(number):
            make.application(**office, stage="screening")
            make.engagement(ordning=job.ordning, uncleared=True)
            make.vedtak(ordning=make.ordning(child=make.child(**office)))
        cost()
        many[number] = cost()
    assert many[2] == many[20]


@pytest.fixture
def silent(make, parent):
    """A family that can attest, and has not since the hours were logged."""

    def let_lie(engagement, *days):
        for day in days:
            times = {"start": f"{day} 15:00", "end": f"{day} 18:00"}
            entry = make.entry(shift=make.shift(engagement=engagement, **times), submitted=True)
            entry.submitted_at = SUNDAY - timedelta(days=20)

    return let_lie


def test_hours_nobody_attests_are_a_line_for_each_job_and_month(
    page, make, job, coordinator, silent
):
    silent(job, "2026-10-30", "2026-10-31", "2026-11-02")
    colleague = make.engagement(ordning=job.ordning)
    silent(colleague, "2026-11-02")
    home(page, coordinator)
    child, name = job.ordning.child.label, job.worker.user.name
    assert page.h1 == "3 saker stopper lønna til noen"
    assert f"{name} mangler attest for 6 t i oktober" in page.text
    assert f"2 vakter hos {child}. Du kan attestere i stedet." in page.text
    assert f"{name} mangler attest for 3 t i november" in page.text
    assert f"{colleague.worker.user.name} mangler attest for 3 t i november" in page.text
    (group,) = {link for link in page.links() if f"#familie-{job.ordning_id}" in link}
    page.get(group)
    assert f"familie-{job.ordning_id}" in {it.get("id") for it in page.all("details")}
    assert "4 vakter er ikke attestert" in page.text


def test_who_never_worked_is_told_what_comes_and_not_of_old_hours(page, make):
    new = make.worker()
    home(page, new.user)
    assert page.h1 == "Vi ser etter et barn som passer for deg"
    assert "Timer du har jobbet før" not in page.text


def test_who_has_worked_finds_the_hours(page, make):
    over = make.engagement(valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30))
    home(page, over.worker.user)
    assert page.h1 == "Du har ingen oppdrag nå"
    assert "Timer du har jobbet før" in page.text
