"""Every endpoint, visited by every kind of person with their own ids and with others'.

The table says for each endpoint what the ids in its address are of, and whose hats open it
when the things are theirs: C coordinator, P parent, W worker, S supplier, A admin,
L applicant; * everybody who is signed in; - everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from portal.accounts.models import UserSession
from portal.families.models import Child, Ordning
from portal.feeds.models import FeedLink
from portal.municipality.models import Municipality, Office
from tests.access import houses
from tests.factories.shifts import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.access.houses import House

HATS = {"C": "coordinator", "P": "parent", "W": "worker", "S": "supplier", "A": "admin",
        "L": "applicant"}  # fmt: skip

TABLE = """
accounts.disable user A
accounts.email . *
accounts.enable user A
accounts.end_role user role A
accounts.end_session session *
accounts.end_sessions . *
accounts.give_role user A
accounts.invite user A
accounts.me . *
accounts.new_user . A
accounts.password . *
accounts.reset_factor user A
accounts.search . A
accounts.sessions . *
accounts.user user A
accounts.users . A
agreements.accept agreement C
agreements.anew agreement C
agreements.discard agreement C
agreements.edit agreement C
agreements.file agreement CW
agreements.index . C
agreements.mine . W
agreements.new engagement C
agreements.of_engagement engagement C
agreements.receipt signed_agreement CW
agreements.refuse agreement W
agreements.renew agreement C
agreements.send agreement C
agreements.send_again agreement C
agreements.show agreement CW
agreements.sign agreement W
agreements.withdraw agreement C
applicant_list.decide application C
applicant_list.index . C
applicant_list.sheet . C
approval.answer attested_entry C
approval.approve attested_entry C
approval.approve_all . C
approval.attest . P
approval.attest_all . P
approval.attest_one submitted_entry P
approval.correct attested_entry C
approval.dispute attested_entry W
approval.entry submitted_entry CPWS
approval.queue . C
approval.send_back submitted_entry CP
approval.take_over submitted_entry C
approval.take_over_all ordning C
approval.unattest_all . P
approval.unattest_one attested_entry P
asking.answer question W
asking.ask need C
asking.link token -
asking.mine . WL
asking.thanks . -
bookings.cancel application meeting C
bookings.choose application meeting L
bookings.index . C
bookings.link token -
bookings.offer application meeting C
bookings.settle application meeting C
bookings.thanks . -
certificates.decide application C
certificates.letter application C
certificates.letter_file application police_letter C
certificates.own_letter application L
certificates.remark application C
certificates.show application C
clearance.contract engagement C
clearance.course course A
clearance.course_taken worker C
clearance.courses . A
clearance.decide engagement C
clearance.end_officer officer A
clearance.household engagement C
clearance.household_seen engagement member C
clearance.index . C
clearance.letter engagement C
clearance.letter_file engagement letter C
clearance.mine . W
clearance.name_officer . A
clearance.new_course . A
clearance.politiattest engagement C
clearance.remark engagement C
clearance.remove_course worker held C
clearance.require . A
clearance.requirements . A
clearance.show engagement C
clearance.sign engagement W
clearance.waive engagement C
clearance.withdraw_requirement requirement_row A
closing.close . A
closing.index . A
closing.reopen period A
cover.away . W
cover.come_back days_away W
cover.end absence W
cover.note absence W
cover.open . W
cover.sick shift W
cover.take open_shift W
cover.undo open_shift W
demo.become demo_user -
demo.index . -
desk.home . *
desk.log . A
desk.message message A
desk.outbox . A
duplicates.dismiss application twin C
duplicates.index . C
duplicates.merge application twin C
duplicates.merging application pair C
ending.end engagement CS
engagements.accept token -
engagements.accepted . -
engagements.availability . W
engagements.confirm_availability . W
engagements.engage worker C
engagements.index . P
engagements.invite ordning CP
engagements.show engagement CPWS
engagements.withdraw invitation CP
engagements.worker worker CW
engagements.workers . C
families.edit child C
families.end_guardian child guardian C
families.end_leader ordning leader CP
families.end_ordning ordning C
families.index . C
families.leaders ordning CP
families.mine . P
families.new . C
families.new_guardian child C
families.new_leader ordning CP
families.new_ordning child C
families.show child CP
feeds.feed token -
feeds.index . PW
feeds.revoke link PW
feeds.rotate link PW
followups.answer follow_up P
followups.index . C
followups.link token -
followups.show follow_up C
followups.thanks . -
front.accessibility kommune -
front.alive . -
front.contact kommune -
front.feedback kommune -
front.feedback_list . A
front.handle_feedback feedback A
front.home . -
front.language language -
front.municipality kommune -
front.privacy kommune -
front.ready . -
hiring.approve application C
hiring.board . C
hiring.decide application C
hiring.decline . C
hiring.declined declined C
hiring.find . C
hiring.letter application sent_letter C
hiring.letters . C
hiring.listing . C
hiring.move application stage C
hiring.note application C
hiring.reference application referee C
hiring.refuse application C
hiring.register . C
hiring.send_again application sent_letter C
hiring.set_level application C
hiring.show application C
hiring.undo_decline declined C
hours.carry ordning C
hours.mine . CP
hours.sheet ordning CP
hours.show ordning CP
interviews.assess application C
interviews.compare application C
interviews.correct application C
interviews.edit_guide guide_part A
interviews.guide . A
matching.compare need C
matching.end_wish child wish C
matching.favourite engagement P
matching.force need pooled C
matching.never engagement PW
matching.person need pooled C
matching.proposals need C
matching.reorder proposal C
matching.team ordning P
matching.wishes child C
matching.withdraw proposal C
meetings.cancel proposal C
meetings.family . P
meetings.link token -
meetings.never met P
meetings.one met P
meetings.own meeting_of_own W
meetings.own_never meeting_of_own W
meetings.plan proposal C
meetings.record proposal C
meetings.relation proposal C
meetings.thanks . -
meetings.turn_down met P
municipality.holidays . A
municipality.new_office . A
municipality.new_place place_kind A
municipality.office office A
municipality.offices . A
municipality.place place_kind place A
municipality.places . A
municipality.rate rate A
municipality.rates . A
municipality.remove_holiday holiday A
municipality.setting setting A
municipality.settings . A
municipality.withdraw_rate rate_row A
municipality.withdraw_setting setting_row A
needs.edit need C
needs.fill need C
needs.index kommune -
needs.manage . C
needs.new ordning C
needs.preview need C
needs.publish need C
needs.show kommune slug -
needs.wanted need C
needs.withdraw need C
payroll.batch batch C
payroll.deliver batch C
payroll.file batch C
payroll.index . C
payroll.paid batch C
pipeline.edit running_stage A
pipeline.letter letter_kind A
pipeline.letters . A
pipeline.number_sheet . C
pipeline.numbers . C
pipeline.shift running_stage direction A
pipeline.stages . A
pipeline.unuse running_stage A
pipeline.use running_stage A
pool.answer token -
pool.answered . -
pool.index . C
pool.leave . WL
pool.mine . WL
pool.pause . WL
pool.renew . WL
pool.resume . WL
pool.tell . WL
protection.end_named child named C
protection.lift child C
protection.name child C
protection.protect child C
recruitment.anew kommune -
recruitment.applicants_cv application C
recruitment.aside kommune -
recruitment.autosave kommune step -
recruitment.become kommune -
recruitment.discard kommune -
recruitment.draft_cv kommune -
recruitment.draft_cv_file kommune -
recruitment.mine . LW
recruitment.own application L
recruitment.own_cv application L
recruitment.own_cv_file application L
recruitment.remove_draft_cv kommune -
recruitment.remove_own_cv application L
recruitment.resume token -
recruitment.sent kommune -
recruitment.start kommune -
recruitment.step kommune step -
recruitment.withdraw application L
recruitment.withdraw_sent kommune -
references.answer token -
references.ask application referee C
references.autosave token -
references.thanks . -
retention.index . A
retention.kind kept A
retention.receipts . A
retention.sheet . A
rota.add ordning CP
rota.cancel ordning line CP
rota.copy ordning week CP
rota.edit ordning line CP
rota.keep ordning line CP
rota.mine . CP
rota.month ordning month CP
rota.own . W
rota.publish ordning CP
rota.revert ordning draft_line CP
rota.revert_all ordning CP
rota.shift shift CPWS
rota.shift_file shift W
rota.suggest ordning line CP
rota.week ordning week CP
signin.extend . *
signin.factor . *
signin.forgotten . -
signin.hat . *
signin.link token -
signin.link_sent . -
signin.second_factor . -
signin.set_up . *
signin.sign_in . -
signin.sign_out . -
static file -
threads.index . LPW
threads.show ordning helper PW
threads.take_back own_message W
timesheets.as_planned . W
timesheets.discard draft_entry W
timesheets.edit draft_entry W
timesheets.extra . W
timesheets.log past_shift W
timesheets.mine . W
timesheets.send draft_entry W
timesheets.start past_shift W
timesheets.stop . W
timesheets.take_back submitted_entry W
timesheets.undo_start . W
vedtak.end_pause ordning pause C
vedtak.new ordning C
vedtak.new_pause ordning C
vedtak.show vedtak CP
visits.checklist . A
visits.show application C
visits.sign application C
visits.write application C
waiting.figures . CA
waiting.figures_sheet . CA
waiting.index . C
waiting.sheet . C
waiting.show ordning C
"""
WORK = {"follow_up", "absence", "engagement", "shift", "past_shift", "line", "draft_line", "worker",
        "draft_entry", "submitted_entry", "attested_entry", "letter", "member", "held",
        "agreement", "signed_agreement", "helper", "own_message"}  # fmt: skip
TOWN = {"user", "role", "setting_row", "rate_row", "period", "holiday", "feedback", "message",
        "batch", "office", "place", "course", "requirement_row", "officer"}  # fmt: skip
OFFICE = {"application", "referee", "twin", "pair", "sent_letter", "police_letter"}
OWN = {"session", "link"}
SAME_EVERYWHERE = {
    "week": "2026-48", "month": "2026-11", "language": "nb", "setting": "agreement", "step": 1,
    "rate": "avlaster_hour", "place_kind": "bydeler", "stage": "interview", "file": "x.css",
    "token": "x" * 43, "meeting": "samtale", "guide_part": "all", "kept": "rejected",
    "running_stage": "screening", "direction": "ned", "letter_kind": "application_interview",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    things: tuple[str, ...]
    hats: str

    @classmethod
    def of(cls, words: list[str]) -> Row:
        return cls(tuple(word for word in words[1:-1] if word != "."), words[-1])

    @property
    def is_public(self) -> bool:
        return self.hats == "-"

    def has(self, things: set[str]) -> bool:
        return bool(things.intersection(self.things))

    @property
    def is_of_somebody(self) -> bool:
        return bool(set(self.things) - set(SAME_EVERYWHERE)) and not self.is_public


ROWS = {line.split()[0]: Row.of(line.split()) for line in TABLE.split("\n") if line}


def test_every_endpoint_has_a_row_that_names_its_ids(app) -> None:
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    assert sorted(set(rules) ^ set(ROWS)) == []
    wrong = [name for name, row in ROWS.items() if len(rules[name].arguments) != len(row.things)]
    assert wrong == []


# The town -------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@pytest.fixture
def town(make) -> dict[str, House]:
    """A family of one's own, the neighbours', and those further away or protected."""
    office = make.office()
    home = {"municipality": None, "municipality_id": office.municipality_id}
    make.setting(municipality_id=office.municipality_id, key="carry_over", value="by_application")
    supplier = make.supplier(**home)
    town = {
        "own": houses.family(make, office, 88101, supplier),
        "neighbour": houses.family(make, office, 88102),
        "graded": houses.family(make, office, 88103, supplier, graded=True),
        "office2": houses.family(make, make.office(**home), 88104),
        "town2": houses.family(make, make.office(), 88105),
    }
    _protected_worker(make, town, office, supplier)
    _public_servants(make, town, office, supplier)
    return town


def _protected_worker(make, town, office, supplier) -> None:
    """Somebody protected works for one's own child."""
    own = town["own"]
    ordning = make.session.get(Ordning, own.ids["ordning"])
    it = town["graded_worker"] = houses.House(ids=dict(own.ids))
    houses.work(make, it, ordning, office, supplier, graded=True)


def _public_servants(make, town, office, supplier) -> None:
    for name in ("own", "neighbour", "office2", "town2"):
        house = town[name]
        where = make.session.get(Child, house.ids["child"]).office_id
        its = make.session.get(Office, where)
        houses.application(make, house, its)
        house.ids["kommune"] = make.session.get(Municipality, its.municipality_id).slug
    for name in ("own", "town2"):
        child = make.session.get(Child, town[name].ids["child"])
        houses.town(make, town[name], make.session.get(Office, child.office_id))
    people = town["own"].people
    people["coordinator"] = houses.person(make, office, "coordinator", office_id=office.id)
    make.clearance_officer(office=office, user=people["coordinator"])  # sees all there is to see
    houses.meetings(make, town["own"], people["coordinator"])
    houses.declined(make, town["own"], people["coordinator"])
    for name in ("office2", "town2"):
        houses.declined(make, town[name], town[name].people["parent"])
    people["supplier"] = houses.person(make, office, "supplier", supplier_id=supplier.id)
    people["admin"] = houses.person(make, office, "admin")
    for name in ("own", "neighbour", "office2", "town2"):
        _browser_and_calendar(make, town[name], town[name].people["parent"], name)


def _browser_and_calendar(make, house: House, user: Any, name: str) -> None:
    home = {"municipality_id": user.municipality_id, "user_id": user.id}
    browser = UserSession(**home, token_hash=f"b{name}", assurance=3)
    link = FeedLink(**home, name="Min", token_hash=f"f{name}")
    make.session.add_all([browser, link])
    make.session.flush()
    house.ids |= {"session": browser.id, "link": link.id}


# The visits -----------------------------------------------------------------------------------


@dataclass
class Visitor:
    """Goes to every address and notes what is wrong; leaves no trace."""

    page: Any
    connection: Any
    problems: list[str]
    words: set[str]

    def visit(self, method: str, url: str) -> int:
        """Return the status; a failure is noted, and so is a word not meant for the eyes."""
        if method == "POST":
            undo = self.connection.begin_nested()
            try:
                return self._visit(method, url, {"csrf_token": self.page.csrf_token()})
            finally:
                undo.rollback()
                self.page.session.expire_all()
        return self._visit(method, url, None)

    def _visit(self, method: str, url: str, data: dict[str, str] | None) -> int:
        client = self.page._client  # noqa: SLF001 - no page to read, only an answer
        try:
            response = client.open(url, method=method, data=data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            self.problems.append(f"{method} {url}: {error!r}")
            return 500
        body = response.get_data().decode(errors="replace")  # a document is no text
        seen = sorted(word for word in self.words if word in body)
        if seen:
            self.problems.append(f"{method} {url}: shows {seen}")
        return response.status_code


def addresses(app: Flask, ids: dict[str, Any]) -> Iterator[tuple[str, Row, str, str]]:
    """Give every endpoint, its row, a method and an address that these ids make."""
    known = {**SAME_EVERYWHERE, **ids}
    for rule in app.url_map.iter_rules():
        row = ROWS.get(rule.endpoint)
        if row is None or not set(row.things) <= set(known):
            continue
        values = dict(zip(_names(rule), (known[thing] for thing in row.things), strict=True))
        _domain, path = rule.build(values) or ("", "")
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule.endpoint, row, method, path


def _names(rule: Any) -> list[str]:
    """Return the parameters of a rule in the order they stand in the address."""
    return sorted(rule.arguments, key=lambda name: rule.rule.index(f"{name}>"))


def knows(letter: str, house: str, row: Row) -> bool:
    """Tell whether somebody may know that a thing of this house exists."""
    if row.has(OWN):
        return house == "own" and letter == "P"
    if row.has(TOWN):
        return house != "town2"
    if row.has(OFFICE):
        return house == "own" or (letter == "C" and house == "neighbour")
    if house == "graded_worker":
        return not row.has(WORK)
    if house == "graded" and row.things in {("worker",), ("worker", "held")}:
        return letter == "C"  # who works there is not protected, where they work is
    return house == "own" or (letter == "C" and house == "neighbour")


def strange_words(letter: str, town: dict[str, House]) -> set[str]:
    near = {"own", "neighbour"} if letter == "C" else {"own"}
    words = set().union(*(house.words for name, house in town.items() if name not in near))
    return words - {town["graded"].people["worker"].name} if letter == "C" else words


@pytest.mark.once
@pytest.mark.parametrize("letter", HATS)
def test_others_things_are_not_found(app, page, connection, town, letter) -> None:
    page.sign_in(town["own"].people[HATS[letter]], hat=HATS[letter])
    it = Visitor(page, connection, [], strange_words(letter, town))
    for name, house in town.items():
        for endpoint, row, method, url in addresses(app, house.ids):
            if not row.is_of_somebody or knows(letter, name, row):
                continue
            status = it.visit(method, url)
            if status != 404:
                it.problems.append(f"{name}: {method} {endpoint} {url}: {status}")
    assert not it.problems, "\n".join(it.problems)


@pytest.mark.once
@pytest.mark.parametrize("letter", HATS)
def test_ones_own_opens_and_the_rest_is_refused(app, page, connection, town, letter) -> None:
    page.sign_in(town["own"].people[HATS[letter]], hat=HATS[letter])
    words = set() if letter == "A" else strange_words(letter, town)  # who has an account, it knows
    it = Visitor(page, connection, [], words)
    for endpoint, row, method, url in addresses(app, town["own"].ids):
        status = it.visit(method, url)
        opens = row.hats == "*" or letter in row.hats
        if row.has(OWN):
            opens = letter == "P"
        is_right = status not in {401, 403, 404} if opens else status in {403, 404}
        if status >= 500 or not (row.is_public or is_right):
            it.problems.append(f"{method} {endpoint} {url}: {status}")
    assert not it.problems, "\n".join(it.problems)


@pytest.mark.once
def test_nobody_meets_the_sign_in(app, page, connection, town) -> None:
    words = set().union(*(house.words for house in town.values()))
    it = Visitor(page, connection, [], words)
    for endpoint, row, method, url in addresses(app, town["own"].ids):
        status = it.visit(method, url)
        signs_in = {303} if method == "GET" or endpoint.startswith("signin.") else {401}
        if status >= 500 or not (row.is_public or status in signs_in):
            it.problems.append(f"{method} {endpoint} {url}: {status}")
    assert not it.problems, "\n".join(it.problems)
