"""Settings and rates: each holds from a date on, and says who decided it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.audit.models import AuditEvent
from portal.municipality import choices, labels, rates, settings
from portal.municipality.models import DatedRate, DatedSetting
from portal.municipality.setting_help import HELP
from portal.municipality.states import RateCode, SettingKey

KEY = SettingKey.LATE_AFTER_DAYS
URL = f"/kommunen/innstillinger/{KEY.value}"
RATE_URL = f"/kommunen/satser/{RateCode.AVLASTER_HOUR.value}"
NEW_YEAR = {"valid_from": "1.1.2027", "source": "Formannskapet, sak 41/26"}


def decided(session, model=DatedSetting) -> int:
    return session.scalar(select(func.count()).select_from(model))


def in_force(place, day: str, key: SettingKey = KEY) -> str:
    return settings.value(place.id, key, date.fromisoformat(day))


def test_a_setting_holds_from_its_day_and_not_before(here, place, session):
    here.get(URL).submit(value="45", **NEW_YEAR).follow()
    assert [in_force(place, day) for day in ("2026-12-31", "2027-01-01")] == ["60", "45"]
    row = session.scalar(select(DatedSetting))
    assert (row.source, row.set_by_id) == ("Formannskapet, sak 41/26", here_id(here, session))
    assert "Fra 1. januar 2027: 45 dager" in here.text
    assert "«Timer er sent ført etter» er endret fra 1. januar 2027." in here.text


def here_id(_here, session):
    return session.scalar(
        select(AuditEvent.actor_id).where(AuditEvent.act == "dated_setting:decided")
    )


def test_every_setting_and_rate_has_its_words_and_a_page(here):
    listed = here.get("/kommunen").text
    grouped = [key for _title, keys in labels.GROUPS for key in keys]
    assert sorted(grouped) == sorted(SettingKey)
    for key in SettingKey:
        words = labels.setting_words(key, settings.DEFAULTS[key].value)
        assert words.replace("\u00a0", " ") in listed
        here.get(f"/kommunen/innstillinger/{key.value}")
        assert set(choices.CHOICES.get(key, ())) == set(settings.DEFAULTS[key].choices)
        assert key in HELP
    for code in RateCode:
        here.get(f"/kommunen/satser/{code.value}")
        assert code in HELP


@pytest.mark.parametrize(
    ("key", "typed", "stored", "shown"),
    [
        (SettingKey.ATTEST_REQUIRED, "0", "0", "Nei"),
        (SettingKey.NORWEGIAN_LEVEL, "b1", "b1", "B1"),
        (SettingKey.SCHOOL_STARTS_MINUTE, "8.15", "495", "kl. 8.15"),
        (SettingKey.CERTIFICATE_MAX_AGE_MONTHS, "1", "1", "1 måned"),
        (SettingKey.PAY_DAY, "12", "12", "den 12."),
        (SettingKey.MAX_AGE, "70", "70", "70 år"),
    ],
)
def test_what_is_typed_becomes_what_holds(here, place, key, typed, stored, shown):
    here.get(f"/kommunen/innstillinger/{key.value}").submit(value=typed, **NEW_YEAR).follow()
    assert in_force(place, "2027-01-01", key) == stored
    assert f"Fra 1. januar 2027: {shown}" in here.text


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        (KEY, "", "Skriv et helt tall fra 7 til 365."),
        (KEY, "6", "Skriv et helt tall fra 7 til 365."),
        (KEY, "366", "Skriv et helt tall fra 7 til 365."),
        (KEY, "7,5", "Skriv et helt tall fra 7 til 365."),
        (KEY, "9" * 10_000, "Skriv et helt tall fra 7 til 365."),
        (KEY, "²", "Skriv et helt tall fra 7 til 365."),
        (SettingKey.NORWEGIAN_LEVEL, "c2", "Velg en av verdiene."),
        (SettingKey.NORWEGIAN_LEVEL, None, "Velg en av verdiene."),
        (SettingKey.SCHOOL_ENDS_MINUTE, "25.00", "Skriv klokkeslettet som timer.minutter"),
        (SettingKey.SCHOOL_ENDS_MINUTE, "8.00", "«Skoledagen begynner», som er kl. 8.30 den dagen"),
        (SettingKey.MAX_AGE, "17", "«Laveste alder», som er 18 år den dagen"),
    ],
)
def test_a_value_that_will_not_do_is_refused_at_the_field(here, session, key, typed, sentence):
    url = f"/kommunen/innstillinger/{key.value}"
    here.get(url).submit(422, value=typed, **NEW_YEAR)
    assert len(here.errors) == 1
    assert sentence in here.errors[0].replace("\u00a0", " ")
    assert decided(session) == 0


def test_no_upper_age_is_no_clash(here, place):
    here.get("/kommunen/innstillinger/max_age").submit(value="0", **NEW_YEAR)
    assert in_force(place, "2027-01-01", SettingKey.MAX_AGE) == "0"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": ""}, "Skriv dagen det gjelder fra."),
        ({"valid_from": "31.2.2027"}, "Datoen finnes ikke. Se i kalenderen."),
        ({"source": " "}, "Skriv hvor det er bestemt"),
        ({"source": "a" * 10_000}, "Skriv høyst 200 tegn."),
        ({"valid_from": "21.11.2026"}, "Datoen har vært. Kryss av hvis det er meningen."),
    ],
)
def test_a_decision_says_when_and_where(here, session, changes, sentence):
    here.get(URL).submit(422, value="45", **{**NEW_YEAR, **changes})
    assert any(sentence in error for error in here.errors)
    assert decided(session) == 0
    assert 'value="45"' in here.response.get_data(as_text=True)


def test_what_is_wrong_is_told_in_the_order_of_the_page(here):
    here.get(URL).submit(422, value="6", valid_from="", source="")
    assert [error.partition(" ")[2][:4] for error in here.errors] == ["et h", "dage", "hvor"]


def test_a_day_that_has_passed_is_confirmed_and_logged(here, place, session):
    here.get(URL).submit(422, value="45", valid_from="1.11.2026", source="Sak 2")
    here.submit(confirmed="y")
    assert in_force(place, "2026-11-01") == "45"
    event = session.scalar(select(AuditEvent).where(AuditEvent.act == "dated_setting:decided"))
    assert event.thing == "dated_setting"


def test_today_needs_no_confirmation(here, place):
    here.get(URL).submit(value="45", valid_from="22.11.2026", source="Sak 2")
    assert in_force(place, "2026-11-22") == "45"


def test_the_same_day_twice_is_refused_at_the_field(here, session):
    here.get(URL).submit(value="45", **NEW_YEAR)
    here.get(URL).submit(422, value="50", **NEW_YEAR)
    assert here.errors == ["Noe er bestemt fra 1. januar 2027 alt. Velg en annen dag."]
    assert decided(session) == 1


def test_a_form_sent_twice_is_done_once(here, session):
    here.get(URL)
    form = {"value": "45", **NEW_YEAR, "request_key": _key(here)}
    here.post(URL, form)
    here.post(URL, form)
    assert decided(session) == 1


def _key(here) -> str:
    return next(it.get("value") for it in here.all("input") if it.get("name") == "request_key")


@pytest.mark.parametrize(
    ("valid_from", "status"),
    [
        ("30.9.2026", 422),  # inside the closed period
        ("1.1.2026", 422),  # before it, and nothing else was decided in between
        ("1.10.2026", 303),  # the day after it
    ],
)
def test_what_a_closed_period_was_reckoned_with_stays(here, session, close, valid_from, status):
    close("2026-09-01", "2026-09-30")
    here.get(URL).submit(status, value="45", valid_from=valid_from, source="Sak 2", confirmed="y")
    assert decided(session) == (status == 303)
    if status == 422:
        assert "Lønnsperioden til og med 30. september 2026 er lukket" in here.errors[0]


def test_before_a_closed_period_is_fine_when_something_else_holds_in_it(here, close, make, place):
    make.setting(municipality_id=place.id, key=KEY, value="30", valid_from=date(2026, 8, 1))
    close("2026-09-01", "2026-09-30")
    here.get(URL).submit(value="45", valid_from="1.7.2026", source="Sak 2", confirmed="y")
    assert [in_force(place, day) for day in ("2026-07-31", "2026-09-15")] == ["45", "30"]


def test_another_municipalitys_closed_period_is_no_hindrance(here, session, make):
    from portal.municipality.models import ClosedPeriod  # noqa: PLC0415 - only here

    other = make.municipality()
    session.add(
        ClosedPeriod(
            municipality_id=other.id, first_on=date(2026, 9, 1), last_on=date(2026, 9, 30),
            closed_by_id=other.id,
        )
    )  # fmt: skip
    here.get(URL).submit(value="45", valid_from="1.9.2026", source="Sak 2", confirmed="y")
    assert decided(session) == 1


def test_what_does_not_hold_yet_can_be_taken_back(here, session):
    here.get(URL).submit(value="45", **NEW_YEAR)
    here.get(URL).submit(form="fjern")
    assert decided(session) == 0
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.number)).all()
    assert acts[-2:] == ["dated_setting:decided", "dated_setting:withdrawn"]


def test_what_holds_stays(here, make, session, place):
    row = make.setting(municipality_id=place.id, key=KEY, value="30", valid_from=date(2026, 8, 1))
    here.post(f"/kommunen/innstillinger/{row.id}/fjern", status=404)
    assert decided(session) == 1


# Rates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "typed", "amount", "shown"),
    [
        (RateCode.ASSISTANT_HOUR, "207,20", 20_720, "kr 207,20"),
        (RateCode.AVLASTER_HOUR, "95", 9_500, "kr 95"),
        (RateCode.NIGHT_PERCENT, "25", 2_500, "25 %"),
        (RateCode.WEEKEND_PERCENT, "22,5", 2_250, "22,50 %"),
        (RateCode.KM, "0", 0, "kr 0"),
    ],
)
def test_a_rate_is_paid_from_its_day(here, place, code, typed, amount, shown):
    here.get(f"/kommunen/satser/{code.value}").submit(value=typed, **NEW_YEAR).follow()
    assert rates.rate(place.id, code, date(2027, 1, 1)).amount == amount
    with pytest.raises(rates.NoRateError):
        rates.rate(place.id, code, date(2026, 12, 31))
    assert f"Fra 1. januar 2027: {shown}" in here.text


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        (RateCode.KM, "", "Skriv satsen."),
        (RateCode.KM, "mye", "Skriv et tall, for eksempel 3,5."),
        (RateCode.KM, "-1", "Skriv et tall, for eksempel 3,5."),
        (RateCode.KM, "9" * 10_000, "Skriv et tall, for eksempel 3,5."),
        (RateCode.KM, "100000,01", "Skriv et tall fra 0 til 100000."),
        (RateCode.NIGHT_PERCENT, "200,01", "Skriv et tall fra 0 til 200."),
    ],
)
def test_a_rate_that_will_not_do_is_refused(here, session, code, typed, sentence):
    here.get(f"/kommunen/satser/{code.value}").submit(422, value=typed, **NEW_YEAR)
    assert here.errors == [sentence]
    assert decided(session, DatedRate) == 0


def test_the_history_of_a_rate_stays(here, session, place):
    for amount, day in ((9_100, date(2020, 1, 1)), (9_500, date(2024, 1, 1))):
        session.add(
            DatedRate(
                municipality_id=place.id, code=RateCode.AVLASTER_HOUR, amount=amount,
                valid_from=day, source="SGS 1030",
            )
        )  # fmt: skip
    text = here.get(RATE_URL).text
    assert "Nå gjelder kr 95" in text
    assert "Fra 1. januar 2024: kr 95 gjelder nå" in text
    assert "Fra 1. januar 2020: kr 91" in text


def test_an_upcoming_rate_can_be_taken_back(here, session):
    here.get(RATE_URL).submit(value="99", **NEW_YEAR)
    here.get(RATE_URL).submit(form="fjern").follow()
    assert decided(session, DatedRate) == 0


def test_missing_rates_are_the_first_thing_said(here):
    assert here.get("/kommunen/satser").h1 == f"{len(RateCode)} satser mangler"


# Who ------------------------------------------------------------------------------------

PAGES = ("/kommunen", URL, "/kommunen/satser", RATE_URL)


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", ["coordinator", "parent", "worker_user", "applicant"])
def test_only_an_administrator(page, make, url, who):
    page.sign_in(getattr(make, who)()).get(url, 403)


@pytest.mark.parametrize("url", ["/kommunen/innstillinger/tull", "/kommunen/satser/tull"])
def test_what_is_no_setting_is_not_there(here, url):
    here.get(url, 404)


@pytest.mark.parametrize(("url", "model"), [(URL, DatedSetting), (RATE_URL, DatedRate)])
def test_another_municipality_is_neither_seen_nor_changed(here, make, page, session, url, model):
    here.get(url).submit(value="45", **NEW_YEAR)
    row_id = session.scalar(select(model.id))
    stranger = page.sign_in(make.admin())
    assert "1. januar 2027" not in stranger.get(url).text
    stranger.post(f"{url.rpartition('/')[0]}/{row_id}/fjern", status=404)
    assert decided(session, model) == 1


@pytest.mark.parametrize("url", PAGES)
def test_history_costs_no_more_statements(here, session, place, statements, url):
    counts = []
    for year in (2, 20):
        for number in range(year):
            session.add_all([
                DatedSetting(municipality_id=place.id, key=KEY, value="30", source="S",
                             valid_from=date(2000 + year + number, year % 12, 1)),
                DatedRate(municipality_id=place.id, code=RateCode.AVLASTER_HOUR, amount=1,
                          source="S", valid_from=date(2000 + year + number, year % 12, 1)),
            ])  # fmt: skip
        here.get(url)
        statements.clear()
        here.get(url)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 2 + 1
