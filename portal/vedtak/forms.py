"""The form of a new version, and of days that grant nothing."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from portal.core import clock, labels
from portal.core.fields import DayField, DecimalField, Needed, VersionField, at_most
from portal.core.forms import EditForm, Form
from portal.families.states import Service
from portal.rules.limits import LimitKind
from portal.vedtak.models import Pause, Vedtak
from portal.vedtak.service import Decision
from portal.vedtak.states import PauseReason, Per, RightHolder, Unit
from portal.vedtak.timeline import Pot, pot_of

# What can be granted, and the field each stands in.
POTS = {
    "bpa": Pot(Service.BPA, Unit.HOURS),
    "avlastning": Pot(Service.AVLASTNING, Unit.HOURS),
    "dogn": Pot(Service.AVLASTNING, Unit.DOGN),
    "stottekontakt": Pot(Service.STOTTEKONTAKT, Unit.HOURS),
}
DOGN_IN = {Per.WEEK: 7, Per.MONTH: 31, Per.YEAR: 366}
LIMIT_DOGN = {LimitKind.DAY: 1, LimitKind.WEEK: 7, LimitKind.MONTH: 31}
# The limits that can be written to each pot: a whole døgn is never less than a day.
LIMITS = {
    name: [kind for kind in LimitKind if pot.unit is Unit.HOURS or kind is not LimitKind.DAY]
    for name, pot in POTS.items()
}
LIMIT_LABELS = {
    LimitKind.DAY: _l("Høyst om dagen"),
    LimitKind.WEEK: _l("Høyst i uka"),
    LimitKind.MONTH: _l("Høyst i måneden"),
}


def _amount(label: Any, scale: int) -> DecimalField:  # noqa: ANN401 - a lazy text
    return DecimalField(label, [Optional()], scale=scale)


def _per() -> SelectField:
    return SelectField(_l("Per"), default=Per.WEEK.value)


class VedtakForm(Form):
    """A new version: it is written once and never changed. ``follows`` is the last one."""

    follows = VersionField()
    bpa_amount = _amount(_l("BPA, timer"), 60)
    bpa_per = _per()
    avlastning_amount = _amount(_l("Avlastning, timer"), 60)
    avlastning_per = _per()
    dogn_amount = _amount(_l("Avlastning, døgn"), 24 * 60)
    dogn_per = _per()
    stottekontakt_amount = _amount(_l("Støttekontakt, timer"), 60)
    stottekontakt_per = _per()
    valid_from = DayField(_l("Gjelder fra og med"), [Needed(_l("Skriv fra hvilken dag."))])
    valid_to = DayField(_l("Gjelder til og med"), [Needed(_l("Skriv til hvilken dag."))])
    allows_night = BooleanField(_l("Gjelder om natten også"))
    allows_double_staffing = BooleanField(_l("To kan være på vakt samtidig"))
    allows_school_hours = BooleanField(_l("Kan brukes i skoletiden"))
    right_holder = RadioField(_l("Hvem har rettigheten?"), default=RightHolder.CHILD.value)
    decided_on = DayField(_l("Vedtatt"), [Needed(_l("Skriv hvilken dag vedtaket ble fattet."))])
    reference = StringField(
        _l("Saksnummer"), [Needed(_l("Skriv saksnummeret fra journalen.")), at_most(50)]
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self._service = service
        self.right_holder.choices = labels.choices(RightHolder)
        for name in POTS:
            self[f"{name}_per"].choices = labels.choices(Per)

    def validate_decided_on(self, field: DayField) -> None:
        """A decision has been made."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("Vedtaket kan ikke være fattet fram i tid."))

    def validate_valid_to(self, field: DayField) -> None:
        """The last day is not before the first."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_("Siste dag kan ikke være før den første."))

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Check too that something is granted, and no more than there is time for."""
        is_valid = bool(super().validate(extra_validators))
        granted = list(self._granted())
        if not granted and not any(self[f"{name}_amount"].errors for name in POTS):
            self.fail("bpa_amount", _("Skriv hvor mye vedtaket gir av minst én tjeneste."))
            return False
        if granted and self._service not in {pot.service for _name, pot, _per, _min in granted}:
            self._fail_for_another_service()
            return False
        possible = [self._is_possible(*each) for each in granted]
        return all([is_valid, *possible, *(self._is_limit(*each) for each in self._limits())])

    def _fail_for_another_service(self) -> None:
        name = next(name for name, pot in POTS.items() if pot.service is self._service)
        service = labels.label(self._service)
        sentence = _(
            "Ordningen gjelder %(service)s. Skriv hvor mye vedtaket gir av det, eller registrer"
            " vedtaket på ordningen det hører til.",
            service=service if self._service is Service.BPA else service.lower(),
        )
        self.fail(f"{name}_amount", sentence)

    def _is_possible(self, name: str, pot: Pot, per: Per, minutes: int) -> bool:
        at_once = 2 if self.allows_double_staffing.data else 1
        return self._is_within(f"{name}_amount", pot, minutes, DOGN_IN[per] * at_once)

    def _is_limit(self, name: str, pot: Pot, kind: LimitKind, minutes: int) -> bool:
        field = f"{name}_{kind}_limit"
        if self[f"{name}_amount"].data is None:
            sentence = _("Vedtaket gir ikke noe av dette. Skriv mengden over, eller tøm feltet.")
            self.fail(field, sentence)
            return False
        at_once = 2 if self.allows_double_staffing.data else 1
        return self._is_within(field, pot, minutes, LIMIT_DOGN[kind] * at_once)

    def _is_within(self, field: str, pot: Pot, minutes: int, dogn: int) -> bool:
        if 0 < minutes <= dogn * 24 * 60:
            return True
        count = dogn * 24 if pot.unit is Unit.HOURS else dogn
        self.fail(field, _("Skriv et tall fra 0,5 til %(count)s.", count=count))
        return False

    def _limits(self) -> Iterator[tuple[str, Pot, LimitKind, int]]:
        for name, pot in POTS.items():
            for kind in LIMITS[name]:
                minutes = self[f"{name}_{kind}_limit"].data
                if minutes is not None:
                    yield name, pot, kind, minutes

    @property
    def has_limits(self) -> bool:
        """Whether a limit is written, rightly or wrongly: then they are not folded away."""
        fields = [self[f"{name}_{kind}_limit"] for name in POTS for kind in LIMITS[name]]
        return any(field.data is not None or field.errors for field in fields)

    def _granted(self) -> Iterator[tuple[str, Pot, Per, int]]:
        for name, pot in POTS.items():
            minutes = self[f"{name}_amount"].data
            if minutes is not None:
                yield name, pot, Per(self[f"{name}_per"].data), minutes

    @property
    def decision(self) -> Decision:
        """Return what was filled in."""
        return Decision(
            follows=self.follows.data or 0,
            reference=self.reference.data or "",
            right_holder=RightHolder(self.right_holder.data),
            decided_on=self.decided_on.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            allows_night=self.allows_night.data,
            allows_double_staffing=self.allows_double_staffing.data,
            allows_school_hours=self.allows_school_hours.data,
            portions=[(pot, per, minutes) for _name, pot, per, minutes in self._granted()],
            limits=[(pot, kind, minutes) for _name, pot, kind, minutes in self._limits()],
        )


for _name, _pot in POTS.items():
    for _kind in LIMITS[_name]:
        _scale = 60 if _pot.unit is Unit.HOURS else 24 * 60
        setattr(VedtakForm, f"{_name}_{_kind}_limit", _amount(LIMIT_LABELS[_kind], _scale))


def as_before(vedtak: Vedtak | None) -> dict[str, object]:
    """Return what a new version begins with: what the last one granted."""
    if vedtak is None:
        return {"follows": 0}
    names = {pot: name for name, pot in POTS.items()}
    values: dict[str, object] = {
        "follows": vedtak.version,
        "right_holder": vedtak.right_holder,
        "allows_night": vedtak.allows_night,
        "allows_double_staffing": vedtak.allows_double_staffing,
        "allows_school_hours": vedtak.allows_school_hours,
    }
    for portion in vedtak.portions:
        name = names[pot_of(portion)]
        values |= {f"{name}_amount": portion.amount_minutes, f"{name}_per": portion.per}
        values |= {f"{name}_{it.kind}_limit": it.amount_minutes for it in portion.limits}
    return values


class PauseForm(Form):
    """Days that grant nothing."""

    first_on = DayField(_l("Fra og med"), [Needed(_l("Skriv fra hvilken dag."))])
    last_on = DayField(_l("Til og med"), [Needed(_l("Skriv til hvilken dag."))])
    reason = RadioField(_l("Hvorfor?"), default=PauseReason.HOSPITAL.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self.reason.choices = labels.choices(PauseReason)

    def validate_last_on(self, field: DayField) -> None:
        """The last day is not before the first."""
        if field.data and self.first_on.data and field.data < self.first_on.data:
            raise ValidationError(_("Siste dag kan ikke være før den første."))


class EndPauseForm(EditForm):
    """Another last day; an empty field takes the pause away."""

    request_key = None
    last_on = DayField(_l("Siste dag uten timer"), [Optional()])

    def __init__(self, *args: Any, pause: Pause, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self._first_on = pause.first_on

    def validate_last_on(self, field: DayField) -> None:
        """The last day is not before the first."""
        if field.data and field.data < self._first_on:
            raise ValidationError(_("Siste dag kan ikke være før den første."))
