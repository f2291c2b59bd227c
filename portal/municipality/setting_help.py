"""What a municipality's settings and rates mean, in a sentence each."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from portal.municipality.states import RateCode, SettingKey

Text = object  # a str, or flask-babel's lazy one

HELP: Mapping[SettingKey | RateCode, Text] = {
    SettingKey.AGE_EXCEPTION_KNOWN_PERSON: _l(
        "Den som er spurt av noen de kjenner, kan søke fra de er 16 år."
    ),
    SettingKey.AGREEMENT: _l(
        "En avtale gir lengre dager og kortere hvile. Avtalen i det enkelte oppdraget går foran."
    ),
    SettingKey.AGREEMENT_EXPIRES_DAYS: _l(
        "Så lenge kan en sendt avtale godtas. Etterpå må den sendes på nytt."
    ),
    SettingKey.AGREEMENT_RENEWAL_DAYS: _l(
        "Så lenge før en avtale går ut, får koordinator en oppgave om å fornye den."
    ),
    SettingKey.AGREEMENT_SIGN_DAYS: _l(
        "Så lenge har medarbeideren på seg. Er avtalen ikke godtatt da, minner vi om den."
    ),
    SettingKey.ASK_ANSWER_DAYS: _l("Så lenge får de tenke seg om, før du kan spørre de neste."),
    SettingKey.ASK_BATCH_SIZE: _l("Så mange spørres om samme oppdrag på én gang."),
    SettingKey.ASK_LINK_DAYS: _l("Så lenge virker lenken. Et sent ja er fortsatt et ja."),
    SettingKey.ASK_REMINDER_DAYS: _l("Svarer de ikke, minner vi om det én gang."),
    SettingKey.ATTEST_REQUIRED: _l("Hvis nei, går timene rett til koordinator."),
    SettingKey.BUDGET_BASIS: _l("Hvordan timer per uke blir til timer for et år."),
    SettingKey.CARRY_OVER: _l("Hva som skjer med timer som er igjen når året er over."),
    SettingKey.CARRY_OVER_NUMBER: _l("Brukes bare når timer kan overføres med en grense."),
    SettingKey.CERTIFICATE_FACT_MONTHS: _l(
        "Når oppdraget er over, slettes alt om attesten. Bare at en attest ble sett, står så lenge."
    ),
    SettingKey.CERTIFICATE_NEW_CHILD: _l(
        "Hvis ja, må den som begynner hos et nytt barn, vise ny attest. Hvis nei, følger den med."
    ),
    SettingKey.CERTIFICATE_RENEWAL_MONTHS: _l(
        "Når vedtaket fornyes for samme barn, minner vi om at ny attest kan kreves etter dette."
    ),
    SettingKey.CERTIFICATE_MAX_AGE_MONTHS: _l(
        "Så gammel kan politiattesten være den dagen avtalen inngås."
    ),
    SettingKey.COMMITMENT_MONTHS: _l("Så lenge ber vi søkeren bli i oppdraget."),
    SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS: _l(
        "Så lenge venter timene på familien, før koordinator kan attestere i stedet."
    ),
    SettingKey.FOLLOW_UP_EVERY_MONTHS: _l(
        "Så ofte spør vi begge sider igjen, så lenge oppdraget varer. 0 betyr aldri."
    ),
    SettingKey.FOLLOW_UP_EXPIRES_DAYS: _l("Så lenge kan begge sider svare på lenken."),
    SettingKey.FOLLOW_UP_FIRST_DAYS: _l(
        "Så lenge etter den første vakten spør vi begge sider hvordan det går."
    ),
    SettingKey.FOLLOW_UP_REMINDER_DAYS: _l("Svarer de ikke, minner vi om det én gang."),
    SettingKey.FOLLOW_UP_SECOND_DAYS: _l("Telles fra den første vakten."),
    SettingKey.FOLLOW_UP_THIRD_DAYS: _l("Telles fra den første vakten."),
    SettingKey.FORM_ORDER: _l(
        "I denne rekkefølgen spør søknadsskjemaet. Det siste steget er alltid å se over og sende."
    ),
    SettingKey.HOURS_ALERT_FIRST_PERCENT: _l(
        "Når så mye av timene i et vedtak er brukt, får familien en e-post, én gang. 0 er ingen."
    ),
    SettingKey.HOURS_ALERT_SECOND_PERCENT: _l(
        "Da får de en e-post til. Har de brukt mer enn tiden tilsier, ser koordinator det i køen."
    ),
    SettingKey.LATE_AFTER_DAYS: _l(
        "Timer som føres senere enn dette, blir merket for koordinator."
    ),
    SettingKey.MAX_AGE: _l("0 betyr ingen øvre grense."),
    SettingKey.MEETINGS_USE_HOURS: _l(
        "Om personalmøter og opplæring trekkes fra timene i vedtaket."
    ),
    SettingKey.MEETING_REMINDER_DAYS: _l(
        "Sier ikke familien eller den som skal hjelpe ja eller nei, minner vi om det én gang."
    ),
    SettingKey.MIN_AGE: _l("Så gammel må søkeren være når oppdraget begynner."),
    SettingKey.NORWEGIAN_LEVEL: _l("Dokumentert norsk, muntlig."),
    SettingKey.OWN_CAR_ALLOWED: _l("Hvis nei, kan ingen føre kilometer uten at det blir merket."),
    SettingKey.PAY_DAY: _l("Dag i måneden pengene er på konto."),
    SettingKey.PAY_PERIOD_START_DAY: _l("Dag i måneden lønnsperioden begynner."),
    SettingKey.POOL_CONSENT_MONTHS: _l("Så lenge kan en søker stå i banken på ett samtykke."),
    SettingKey.PUBLIC_APPLICANT_LIST: _l(
        "Hvis ja, sier skjemaet at søkere kan komme på en offentlig liste. Gjelder bare dem som"
        " søker etterpå."
    ),
    SettingKey.PUBLIC_LIST_COLUMNS: _l("Skjemaet spør bare om det som skal stå på lista."),
    SettingKey.PUBLIC_LIST_WAIT_DAYS: _l(
        "Så lenge har den som ikke får stå utenfor lista, på seg til å trekke søknaden."
    ),
    SettingKey.REFERENCE_EXPIRES_DAYS: _l("Så lenge kan referansen svare på lenken."),
    SettingKey.REFERENCE_REMINDER_DAYS: _l("Svarer ikke referansen, minner vi om det én gang."),
    SettingKey.REFERENCES_REQUIRED: _l("Så mange referanser må være ringt før godkjenning."),
    SettingKey.RESTING_NIGHT_PAY_PERCENT: _l("Så mye av en hvilende natt som gir lønn."),
    SettingKey.RESTING_NIGHT_VEDTAK_PERCENT: _l(
        "Så mye av en hvilende natt som trekkes fra timene i vedtaket."
    ),
    SettingKey.RETENTION_APPROVED_DAYS: _l(
        "Så lenge etter siste oppdrag ligger søknaden til den som ble godkjent."
    ),
    SettingKey.RETENTION_MAIL_DAYS: _l(
        "Så lenge kan e-posten leses her. At den ble sendt, og når, står igjen."
    ),
    SettingKey.RETENTION_MATCH_DAYS: _l(
        "Så lenge ligger grunnene i forslag, ønsker og møter, og ord om hvordan det går."
    ),
    SettingKey.RETENTION_MESSAGE_DAYS: _l(
        "Så lenge ligger det familien og den som hjelper, skriver til hverandre."
    ),
    SettingKey.RETENTION_REJECTED_DAYS: _l("Etter dette slettes søknader som fikk nei."),
    SettingKey.RETENTION_VISIT_DAYS: _l(
        "Så lenge etter besøket ligger rapporten. At besøket er gjort, står igjen."
    ),
    SettingKey.RETENTION_WITHDRAWN_DAYS: _l("Etter dette slettes søknader som ble trukket."),
    SettingKey.SCHOOL_ENDS_MINUTE: _l("BPA-timer brukes som regel ikke i skoletiden."),
    SettingKey.SCHOOL_STARTS_MINUTE: _l("BPA-timer brukes som regel ikke i skoletiden."),
    SettingKey.SMALLEST_FIGURE: _l(
        "Færre barn enn dette kan kjennes igjen. Da viser tall som deles, bare «færre enn»."
    ),
    SettingKey.SUBMIT_BY_DAY: _l("Siste dag for å føre timer, i måneden etter lønnsperioden."),
    RateCode.ASSISTANT_HOUR: _l("Når oppdraget ikke har egen timelønn."),
    RateCode.AVLASTER_EXPENSE_DOGN: _l("Dekker mat og utgifter for ett døgn."),
    RateCode.AVLASTER_HOUR: _l("Når oppdraget ikke har egen timelønn."),
    RateCode.EVENING_HOUR: _l("Kroner per time fra kl. 17 til 21."),
    RateCode.KM: _l("Det kommunen betaler per kilometer."),
    RateCode.KM_TAX_FREE: _l("Den delen av kilometersatsen det ikke trekkes skatt av."),
    RateCode.NIGHT_MINIMUM: _l("Nattillegget er aldri mindre enn dette per time."),
    RateCode.NIGHT_PERCENT: _l("Prosent av timelønna fra kl. 21 til 6."),
    RateCode.STOTTEKONTAKT_HOUR: _l("Når oppdraget ikke har egen timelønn."),
    RateCode.WEEKEND_MINIMUM: _l("Helgetillegget er aldri mindre enn dette per time."),
    RateCode.WEEKEND_PERCENT: _l("Prosent av timelønna lørdag og søndag."),
}
