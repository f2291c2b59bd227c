"""The documents of an agreement: the one both accept, and the receipt of who did."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from portal import pdf
from portal.access.actor import Assurance
from portal.agreements import drafts, texts
from portal.agreements.drafts import HOUR_RATE, Frozen
from portal.agreements.models import Agreement
from portal.agreements.states import AgreementKind, Party
from portal.agreements.texts import TITLES, Facts, Pay
from portal.core import clock, db
from portal.core.format import moment
from portal.core.labels import label
from portal.engagements.states import Kind, Terms
from portal.municipality import rates as municipality_rates
from portal.municipality import settings as municipality_settings
from portal.municipality.labels import rate_words
from portal.municipality.models import Municipality, Office
from portal.municipality.states import RateCode, SettingKey

SUPPLEMENTS = (RateCode.EVENING_HOUR, RateCode.NIGHT_PERCENT, RateCode.WEEKEND_PERCENT)
TITLE = "Kvittering for godtatt avtale"


def frozen(agreement: Agreement) -> Frozen:
    """Return what a draft would be if it were sent now; the same facts give the same bytes."""
    said = content(agreement)
    document = pdf.write("agreement", said, title=said["title"])
    return Frozen(said, document, sha256(document).hexdigest())


def content(agreement: Agreement) -> dict[str, Any]:
    """Return the words of a draft."""
    return texts.content(facts(agreement))


def facts(agreement: Agreement) -> Facts:
    """Return everything the document says."""
    engagement, session = agreement.engagement, db.session()
    municipality = session.get_one(Municipality, agreement.municipality_id)
    office = session.get_one(Office, engagement.office_id)
    settings = municipality_settings.all_on(agreement.municipality_id, clock.today())
    child, worker = engagement.ordning.child, engagement.worker
    is_employed = agreement.kind == AgreementKind.EMPLOYMENT
    return Facts(
        number=agreement.number, edition=agreement.edition, kind=agreement.kind_code,
        terms=Terms(agreement.terms), role=label(Kind(engagement.kind)),
        employer=municipality.name, office=office.name, phone=office.phone, worker=worker.name,
        employee_number=worker.employee_number, born_on=worker.born_on,
        child=f"nummer {child.number}" if is_employed else child.label,
        starts_on=agreement.starts_on, ends_on=agreement.ends_on, details=agreement.details,
        changes_since=engagement.valid_from if agreement.changes_id else None,
        pay=_pay(agreement), pay_day=int(settings[SettingKey.PAY_DAY]),
    )  # fmt: skip


def _pay(agreement: Agreement) -> Sequence[Pay]:
    """Return what is paid from the first day, each thing for itself (aml § 14-6 (1) i)."""
    rates = municipality_rates.of_municipality(agreement.municipality_id)
    kind = Kind(agreement.engagement.kind)
    codes = [HOUR_RATE[kind]]
    if kind is Kind.BPA_ASSISTANT:
        codes += SUPPLEMENTS
    if kind is Kind.AVLASTER:
        codes.append(RateCode.AVLASTER_EXPENSE_DOGN)
    codes.append(RateCode.KM)
    return [
        Pay(label=label(code), amount=rate_words(code, amount))
        for code in codes
        for amount in [drafts.amount(rates, code, agreement.starts_on)]
        if amount is not None
    ]


def receipt(agreement: Agreement) -> bytes:
    """Return the receipt as PDF/UA; the same rows give the same bytes."""
    data = {
        "title": TITLES[agreement.kind_code].lower(),
        "number": agreement.number,
        "edition": agreement.edition,
        "version": agreement.text_version,
        "sha256": agreement.sha256,
        "acceptances": [
            {
                "party": label(Party(it.party)),
                "name": it.user.name,
                "at": moment(it.at),
                "assurance": label(Assurance(it.assurance)),
            }
            for it in agreement.acceptances
        ],
    }
    return pdf.write("agreement_receipt", data, title=TITLE)
