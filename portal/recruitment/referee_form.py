"""The step about others: who can tell about the applicant, and who lives in the home."""

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import FieldList, FormField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Email, Optional

from portal.core.fields import LONGEST_LINE, Needed, PhoneField, at_most
from portal.municipality.models import District
from portal.recruitment.form_fields import MAIL, YesNoField, stripped
from portal.recruitment.models import Application
from portal.recruitment.step_form import LONGEST_ANSWER, StepForm


class RefereeForm(PlainForm):
    """Somebody who knows the applicant."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv navnet på referansen.")), at_most(100)])
    knows_from = StringField(
        _l("Hvordan kjenner dere hverandre?"),
        [Needed(_l("Skriv hvordan dere kjenner hverandre.")), at_most(LONGEST_LINE)],
    )
    email = StringField(
        _l("E-post"), [Optional(), at_most(LONGEST_LINE), Email(MAIL)], filters=[stripped]
    )
    phone = PhoneField(_l("Telefon"))

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one way to reach the referee at least: e-mail or telephone."""
        is_valid = super().validate(extra_validators)
        wrote = any(field.raw_data and field.raw_data[0] for field in (self.email, self.phone))
        if self.email.data or self.phone.data or wrote:
            return is_valid
        self.email.errors = [*self.email.errors, _("Skriv e-post eller telefon til referansen.")]
        return False


class RefereesForm(StepForm):
    """Who can tell about the applicant; and the home, for avlaster at home only."""

    referees = FieldList(FormField(RefereeForm), min_entries=0, max_entries=3)
    household = TextAreaField(
        _l("Hvem bor hjemme hos deg?"),
        [Needed(_l("Skriv hvem som bor der, eller at du bor alene.")), at_most(LONGEST_ANSWER)],
    )
    spare_bed = YesNoField(
        _l("Har barnet egen seng hos deg?"), [Needed(_l("Svar ja eller nei om seng."))]
    )
    about_home = TextAreaField(_l("Noe mer om hjemmet?"), [at_most(LONGEST_ANSWER)])

    own: frozenset[str] = frozenset()  # the applicant's own addresses

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Also refuse oneself as a referee, and one person in two places."""
        is_valid = bool(super().validate(extra_validators))
        taken = set[str]()
        for entry in self.referees:
            one = entry.form
            # two at the same school may have its telephone
            reach = [(one.email, ""), (one.phone, one.name.data or "")]
            known = {_reached_at(field.data) + name: field for field, name in reach if field.data}
            for person, field in known.items():
                said = _why_not(_reached_at(field.data or ""), self.own, is_taken=person in taken)
                if said:
                    field.errors = [*field.errors, said]
                    is_valid = False
            taken |= known.keys()
        return is_valid

    @override
    def prepare(self, districts: Sequence[District]) -> None:
        while len(self.referees) < self.asked.references:
            self.referees.append_entry()
        while len(self.referees) > self.asked.references:
            self.referees.pop_entry()

    def know(self, applicant: Application) -> None:
        """Know whose referees they are."""
        self.own = frozenset(_reached_at(it) for it in (applicant.email, applicant.phone) if it)

    def leave_out_home(self) -> None:
        """Ask nothing about the home of somebody who will not have a child there."""
        for name in ("household", "spare_bed", "about_home"):
            del self[name]

    @property
    @override
    def answers(self) -> dict[str, Any]:
        given = [dict(entry.data) for entry in self.referees]
        if "household" not in self:
            return {"referees": given}
        home = {
            "household": (self.household.data or "").strip(),
            "spare_bed": self.spare_bed.answer,
            "about": (self.about_home.data or "").strip(),
        }
        return {"referees": given, "home": home}


def _reached_at(address: str) -> str:
    return address.strip().casefold()


def _why_not(address: str, own: Collection[str], *, is_taken: bool) -> str:
    if address in own:
        return str(_("Dette er deg selv. Skriv en annen som kjenner deg."))
    if is_taken:
        return str(_("Denne personen står over. Skriv en annen som kjenner deg."))
    return ""
