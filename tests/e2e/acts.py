"""What happens in the demo before it is looked at, so that every kind of page is there.

Each act leaves pages that nobody has in the demo as it is made, and says where they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyotp

from tests.e2e.resident import Resident, form_of
from tests.recruitment import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.town import Town

LONG_PASSWORD = "en lang setning som huskes"


def somebody_knocks(town: Town) -> None:
    nobody, account = town.comes("nobody"), "assistent@demo.example"
    nobody.get("/logg-inn/glemt")
    nobody.submit(email=account)
    sent = town.mailed("/lenke/", account)
    town.leads("nobody", "/sorvik/", "/logg-inn/glemt/sendt", sent)


def an_application_is_begun(town: Town) -> None:
    answers.fill(town.people["nobody"], slug="nordvik", upto=2, district_id="Lianes")
    town.leads("nobody", *(f"/nordvik/sok/{step}" for step in answers.STEPS))
    resume = town.mailed("/soknad/fortsett/", answers.STEPS[2]["email"])
    town.leads("nobody", "/nordvik/sok/lagret", resume)


def an_application_is_sent(town: Town) -> None:
    has_applied = town.comes("has applied")
    answers.fill(has_applied, slug="nordvik", email="sendt@soker.example", district_id="Lianes")
    town.starts["has applied"] = ["/nordvik/sok/sendt"]


def a_supplier_gets_an_account(town: Town) -> None:
    admin, account = town.people["admin"], "leverandor@demo.example"
    admin.get("/brukere/ny")
    admin.submit(name="Lise Tveit", email=account, hat="supplier", supplier="Fjellro Assistanse AS")
    chooses_password(town, account)
    town.comes("supplier", account, LONG_PASSWORD)


def assistants_are_invited(town: Town) -> None:
    parent = town.people["parent"]
    (invite,) = parent.links("/assistenter", "/inviter")
    for name in "ola", "eva":
        parent.get(invite)
        parent.submit(name=f"{name.title()} Ny", email=f"{name}@ny.example")
    town.leads("nobody", town.mailed("/invitasjon/", "ola@ny.example"), "/invitasjon/takk")
    eva = Resident(town.portal.url)
    eva.get(town.mailed("/invitasjon/", "eva@ny.example"))
    eva.submit(is_near="no")
    chooses_password(town, "eva@ny.example")
    town.comes("invited assistant", "eva@ny.example", LONG_PASSWORD)


def chooses_password(town: Town, account: str) -> None:
    person = Resident(town.portal.url)
    person.get(town.mailed("/lenke/", account))
    person.submit(password=LONG_PASSWORD)


def a_stand_in_is_chosen(town: Town) -> None:
    parent = town.people["parent"]
    leaders = parent.links("/assistenter", "/ledere")[0]
    parent.get(f"{leaders}/ny")
    parent.submit(name="Vilde Vik", email="vilde@ny.example", valid_to="31.12.2026")


def calendars_are_followed(town: Town) -> None:
    for name in "parent", "assistant":
        town.people[name].get("/kalender")
        town.people[name].submit(name="Mobilen")


def a_family_has_a_pause(town: Town) -> None:
    coordinator = town.people["coordinator"]
    family = coordinator.links("/familier", "/familier/ID")[3]
    coordinator.get(coordinator.links(family, "/pauser/ny")[0])
    coordinator.submit(first_on="1.12.2026", last_on="4.12.2026")
    town.leads("coordinator", family)


def a_child_is_protected(town: Town) -> None:
    coordinator = town.people["coordinator"]
    family = coordinator.links("/familier", "/familier/ID")[5]
    coordinator.get(coordinator.links(family, "/gradering")[0])
    coordinator.submit(level="fortrolig", reason="Meldt av familien")
    town.leads("coordinator", family)


def an_applicant_is_good_enough(town: Town) -> None:
    coordinator = town.people["coordinator"]
    for path in coordinator.links("/rekruttering/liste", "/rekruttering/ID"):
        if 'href="#roles"' in coordinator.get(path).text:
            boxes = form_of(coordinator.at, "/roller").iter("input")
            each = {str(box.get("name")): "approved" for box in boxes if box.get("type") == "radio"}
            coordinator.submit(form="/roller", why="Trygg og god", **each)
            return town.leads("coordinator", path)
    raise AssertionError("nobody is that far")


def a_period_is_closed(town: Town) -> None:
    """Not by the admin: that takes everybody's decision on every line of it."""
    town.portal.sql(
        "INSERT INTO closed_period SELECT municipality_id, '2025-12-01', '2025-12-31',"
        " '2026-01-04 09:00:00', user_id, id FROM role WHERE hat = 'admin'"
    )


def codes_are_asked_for(town: Town) -> None:
    account = "assistent2@demo.example"
    person = town.people["second assistant"]
    secret = re.search(r"secret=(\w+)", person.get("/min-side/totrinn/ny").text)
    assert secret
    person.submit(code=pyotp.TOTP(secret[1]).at(town.portal.now()))
    town.leads("second assistant", "/min-side/totrinn")
    town.comes("halfway in", account)


def lines_stand_in_every_state(town: Town) -> None:
    for state in "approved", "attested":
        line = town.id_of(
            f"SELECT id FROM entry WHERE state = '{state}'"
            " AND ordning_id IN (SELECT id FROM ordning WHERE supplier_id IS NULL)"
        )
        town.leads("coordinator", f"/timer/{line}")
    led = (
        "(SELECT ordning_id FROM leader JOIN user_account ON user_account.id = user_id"
        " WHERE email = 'forelder@demo.example')"
    )
    town.portal.sql(
        "UPDATE entry SET submitted_at = '2026-10-20 12:00:00.000000'"
        f" WHERE state = 'submitted' AND ordning_id IN {led}"
    )
    silent = town.id_of(f"SELECT id FROM ordning WHERE id IN {led}")
    town.leads("coordinator", f"/godkjenning/{silent}/ta-over")


def some_pages_have_no_link(town: Town) -> None:
    """What one is let into, but comes to by a mail or a colleague's address, if at all."""
    led = (
        "ordning_id IN (SELECT ordning_id FROM leader JOIN user_account"
        " ON user_account.id = user_id WHERE email = 'forelder@demo.example')"
    )
    ordning = town.id_of(f"SELECT ordning_id FROM leader WHERE {led}")
    child = town.id_of(
        f"SELECT child_id FROM ordning JOIN leader ON ordning_id = ordning.id WHERE {led}"
    )
    planned = town.id_of(f"SELECT id FROM shift WHERE {led} AND starts_at > '2026-11-23'")
    asked = town.id_of("SELECT id FROM assistant_invitation WHERE name = 'Ola Ny'")
    town.leads("parent", f"/familier/{child}", f"/vakter/{planned}")
    town.leads("coordinator", f"/vakter/{planned}", "/timekonto", "/vaktplan")
    town.leads(
        "coordinator", f"/assistenter/{ordning}/inviter", f"/assistenter/invitasjon/{asked}/trekk"
    )


def somebody_knows_an_address(town: Town) -> None:
    worker = town.id_of(
        "SELECT worker.id FROM worker JOIN user_account ON user_account.id = user_id"
        " WHERE email = 'assistent@demo.example'"
    )
    own = f"engagement_id IN (SELECT id FROM engagement WHERE worker_id = '{worker.hex}')"
    engagement = town.id_of(f"SELECT id FROM engagement WHERE worker_id = '{worker.hex}'")
    line = town.id_of(f"SELECT id FROM entry WHERE state = 'attested' AND {own}")
    town.leads("assistant", f"/medarbeidere/{worker}", f"/timer/{line}/si-fra")
    town.leads("assistant", f"/oppdrag/{engagement}/taushetserklaering", "/min-soknad")


def a_supplier_has_addresses(town: Town) -> None:
    ours = "engagement_id IN (SELECT id FROM engagement WHERE supplier_id IS NOT NULL)"
    shift = town.id_of(f"SELECT id FROM shift WHERE {ours}")
    line = town.id_of(f"SELECT id FROM entry WHERE {ours}")
    town.leads("supplier", f"/vakter/{shift}", f"/timer/{line}")


def strangers_are_written_to(town: Town) -> None:
    """By the demo itself: times to choose from, questions to referees."""
    referee = town.portal.sql(
        "SELECT address FROM reference_request WHERE answered_at IS NULL AND expires_at > ?",
        "2026-11-23",
    )
    town.leads("nobody", town.mailed("/tid/"), town.mailed("/referanse/", referee[0][0]))
    town.leads("nobody", "/tid/takk", "/referanse/takk", "/banken/svart")
    applied = town.id_of(
        "SELECT application_id FROM booking WHERE state = 'offered' AND purpose = 'home_visit'"
    )
    town.leads("applicant", f"/min-soknad/{applied}/hjemmebesok/tid")


def somebody_stays_in_the_pool(town: Town) -> None:
    user = town.id_of(
        "SELECT user_id FROM pool_consent WHERE ended_at IS NULL AND application_id IS NOT NULL"
    )
    town.portal.sql("UPDATE pool_consent SET ends_on = '2026-12-01' WHERE user_id = ?", user.hex)
    town.portal.tell(run="forget")
    town.leads("nobody", town.mailed("/banken/svar/"))
    town.becomes("pooled applicant", user)


def somebody_is_sick(town: Town) -> None:
    assistant = town.people["assistant"]
    shift = assistant.links("/mine-vakter", "/vakter/ID")[-1]
    assistant.get(f"{shift}/syk")
    assistant.submit()
    town.leads("assistant", assistant.at.url)


def two_are_compared(town: Town) -> None:
    coordinator = town.people["coordinator"]
    need = coordinator.links("/behov", "/behov/ID")[0]
    people = coordinator.links(f"{need}/forslag", "/forslag/ID")[:2]
    chosen = urlencode([("person", person.rsplit("/", 1)[1]) for person in people])
    town.leads("coordinator", f"{need}/forslag/sammenlign?{chosen}")


def every_applicant_is_looked_through(town: Town) -> None:
    coordinator = town.people["coordinator"]
    town.combs("coordinator", *coordinator.links("/rekruttering/liste", "/rekruttering/ID"))
    town.combs("coordinator", *coordinator.links("/papirer", "/oppdrag/ID/papirer"))
    town.combs("coordinator", *coordinator.links("/behov", "/behov/ID/forslag"))


def an_admin_opens_a_colleague(town: Town) -> None:
    staff = town.id_of("SELECT user_id FROM role WHERE hat = 'coordinator'")
    town.leads("admin", f"/brukere/{staff}")


def a_helper_and_a_family_are_brought_together(town: Town) -> None:
    met = (
        "match_meeting JOIN proposal ON proposal.id = proposal_id WHERE proposal.state = 'meeting'"
    )
    town.becomes("met assistant", town.id_of(f"SELECT user_id FROM {met}"))
    town.leads("met assistant", f"/meg/mote/{town.id_of(f'SELECT match_meeting.id FROM {met}')}")
    family = town.id_of(
        "SELECT guardian.user_id FROM guardian JOIN ordning USING (child_id) JOIN need"
        f" ON need.ordning_id = ordning.id WHERE need.id IN (SELECT need_id FROM {met})"
    )
    town.becomes("matched parent", family)
    willing = town.id_of(
        "SELECT id FROM proposal WHERE state = 'interested' AND need_id IN"
        f" (SELECT need_id FROM {met})"
    )
    town.leads("matched parent", "/til-dere", f"/til-dere/{willing}/nei")
    silent = "match_meeting.id NOT IN (SELECT meeting_id FROM meeting_verdict)"
    proposal = town.id_of(f"SELECT proposal.id FROM {met} AND {silent}")
    town.leads("coordinator", f"/forslag/{proposal}/mote/avlys")


def some_are_asked(town: Town) -> None:
    asked = "question JOIN proposal ON proposal.id = proposal_id WHERE proposal.state = 'asked'"
    town.becomes("asked assistant", town.id_of(f"SELECT user_id FROM {asked}"))
    question = town.id_of(f"SELECT question.id FROM {asked}")
    town.leads("asked assistant", f"/meg/sporsmal/{question}")
    begun = (
        "follow_up JOIN engagement ON engagement.id = engagement_id"
        " JOIN worker ON worker.id = worker_id WHERE side = 'person' AND answered_at IS NULL"
    )
    town.becomes("begun assistant", town.id_of(f"SELECT user_id FROM {begun}"))
    town.leads(
        "begun assistant", f"/meg/oppfolging/{town.id_of(f'SELECT follow_up.id FROM {begun}')}"
    )


def strangers_answer_by_links(town: Town) -> None:
    town.portal.tell(run="remind")
    for links, thanks in (
        ("/sporsmal/", "/sporsmal/takk?svar=yes"),
        ("/mote/", "/mote/takk"),
        ("/oppfolging/svar/", "/oppfolging/takk"),
    ):
        town.leads("nobody", town.mailed(links), thanks)


def some_are_told_no(town: Town) -> None:
    coordinator = town.people["coordinator"]
    first = town.id_of(
        "SELECT application.id FROM application JOIN role USING (office_id) JOIN user_account"
        " ON user_account.id = role.user_id WHERE user_account.email = 'koordinator@demo.example'"
        " AND stage = 'acknowledged'"
    )
    coordinator.get(f"/rekruttering/si-nei?valgt={first}")
    town.leads("coordinator", coordinator.at.url)
    coordinator.submit(form="/si-nei")
    town.leads("coordinator", coordinator.at.url)
    disputed = town.id_of("SELECT entry_id FROM entry_dispute WHERE answered_at IS NULL")
    town.leads("coordinator", f"/timer/{disputed}/svar")


def agreements_are_made(town: Town) -> None:
    sent = (
        "agreement JOIN engagement ON engagement.id = engagement_id"
        " JOIN worker ON worker.id = worker_id WHERE agreement.state = 'sent'"
    )
    town.becomes("signing assistant", town.id_of(f"SELECT user_id FROM {sent}"))
    town.leads("signing assistant", f"/avtaler/{town.id_of(f'SELECT agreement.id FROM {sent}')}")
    draft = town.id_of("SELECT id FROM agreement WHERE state = 'draft'")
    here = (
        "child.office_id IN (SELECT office_id FROM role JOIN user_account ON user_account.id ="
        " role.user_id WHERE email = 'koordinator@demo.example')"
    )
    out = town.id_of(
        f"SELECT agreement.id FROM {sent} AND ordning_id IN"
        f" (SELECT ordning.id FROM ordning JOIN child ON child.id = child_id WHERE {here})"
    )
    town.leads("coordinator", f"/avtaler/{draft}/endre", f"/avtaler/{out}/trekk")
    town.leads("coordinator", "/avtaler?vis=alle")
    town.leads("admin", "/venter/tall")


def an_applicant_is_to_show_a_certificate(town: Town) -> None:
    asked = "application JOIN application_purpose_letter ON application_id = application.id"
    town.becomes("certified applicant", town.id_of(f"SELECT user_id FROM {asked}"))
    application = town.id_of(f"SELECT application.id FROM {asked}")
    town.leads("certified applicant", f"/min-soknad/{application}/brev-til-politiet.pdf")
    town.leads("neighbouring coordinator", f"/rekruttering/{application}/politiattest")


def a_list_of_applicants_is_public(town: Town) -> None:
    admin = town.people["admin"]
    admin.get("/kommunen/innstillinger/public_applicant_list")
    admin.submit(value="1", valid_from="22.11.2026", source="Kommunestyret, sak 9/26")
    answers.fill(
        Resident(town.portal.url), slug="nordvik", email="hemmelig@soker.example",
        district_id="Lianes", occupation="Lærer", home_municipality="Nordvik", wants_secrecy="y",
        secrecy_reason="Sjefen vet det ikke",
    )  # fmt: skip
    asked = town.id_of("SELECT application_id FROM secrecy_request WHERE reason LIKE 'Sjefen vet%'")
    town.leads("coordinator", "/rekruttering/sokerliste", f"/rekruttering/{asked}/sokerliste")


ACTS: tuple[Callable[[Town], None], ...] = (
    somebody_knocks,
    an_application_is_begun,
    an_application_is_sent,
    a_supplier_gets_an_account,
    assistants_are_invited,
    a_stand_in_is_chosen,
    calendars_are_followed,
    a_family_has_a_pause,
    a_child_is_protected,
    an_applicant_is_good_enough,
    a_period_is_closed,
    codes_are_asked_for,
    lines_stand_in_every_state,
    some_pages_have_no_link,
    somebody_knows_an_address,
    a_supplier_has_addresses,
    strangers_are_written_to,
    somebody_stays_in_the_pool,
    somebody_is_sick,
    two_are_compared,
    every_applicant_is_looked_through,
    an_admin_opens_a_colleague,
    a_helper_and_a_family_are_brought_together,
    some_are_asked,
    strangers_answer_by_links,
    some_are_told_no,
    agreements_are_made,
    an_applicant_is_to_show_a_certificate,
    a_list_of_applicants_is_public,
)
