"""What stands in the log, in words: "Søknad: flyttet" for ``application:moved``.

Every act is a thing and what was done; a code without a word is shown as it is, never hidden.
"""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

Text = object  # a str, or flask-babel's lazy one

THINGS: Mapping[str, Text] = {
    "absence": _l("Fravær"), "access": _l("Tilgang"), "agreement": _l("Avtale"),
    "application": _l("Søknad"), "assessment": _l("Vurdering etter samtale"),
    "availability": _l("Ledige tider"), "booking": _l("Avtalt tid"),
    "certificate": _l("Politiattest"), "child": _l("Barn"), "clearance": _l("Papirer"),
    "clearance_officer": _l("Den som vurderer attester"), "closed_period": _l("Lønnsperiode"),
    "course": _l("Kurs"), "engagement": _l("Oppdrag"), "entry": _l("Timer"),
    "feed": _l("Kalenderlenke"), "feedback": _l("Tilbakemelding"),
    "follow_up": _l("Oppfølging"), "gradering": _l("Vernet adresse"), "guardian": _l("Foresatt"),
    "hat": _l("Rolle"), "hours": _l("Timekonto"), "household": _l("Husstand"),
    "interview": _l("Samtale"), "invitation": _l("Invitasjon"),
    "leader": _l("Arbeidsleder"), "letter": _l("Brev"), "meeting": _l("Møte"),
    "municipality": _l("Kommune"), "named": _l("Navngitt tilgang"), "need": _l("Behov"),
    "office": _l("Kontor"), "ordning": _l("Ordning"), "pair_wish": _l("Ønske om hvem"),
    "password": _l("Passord"), "pause": _l("Pause i vedtaket"), "payroll": _l("Lønnsfil"),
    "pool": _l("Banken"), "proposal": _l("Forslag"), "question": _l("Spørsmål"),
    "rate": _l("Sats"), "reference": _l("Referanse"), "relation": _l("Nær relasjon"),
    "requirement": _l("Krav om papir"), "role": _l("Rolle"),
    "school_holiday": _l("Skoleferie"), "second_factor": _l("Totrinnsinnlogging"),
    "setting": _l("Innstilling"), "shift": _l("Vakt"), "sign_in": _l("Innlogging"),
    "sign_out": _l("Utlogging"), "stage": _l("Steg i rekrutteringen"),
    "thread_message": _l("Melding"), "user": _l("Konto"),
    "vedtak": _l("Vedtak"), "visit": _l("Hjemmebesøk"),
    "visit_report": _l("Rapport fra hjemmebesøk"), "worker": _l("Medarbeider"),
}  # fmt: skip

ACTS: Mapping[str, Text] = {
    "accepted": _l("godtatt"), "added": _l("lagt til"), "answered": _l("besvart"),
    "appointed": _l("pekt ut"), "approved": _l("godkjent"), "asked": _l("spurt"),
    "attested": _l("attestert"), "attested_for_family": _l("attestert for familien"),
    "cancelled": _l("avlyst"), "carried_over": _l("timer overført"), "changed": _l("endret"),
    "checklist_changed": _l("sjekklista er endret"), "cleared": _l("alle papirer på plass"),
    "confirmed": _l("bekreftet"),
    "clock_closed": _l("klokka ble stoppet av seg selv"),
    "clock_dropped": _l("klokka stoppet, vakten var ført"), "closed": _l("lukket"),
    "corrected": _l("rettet"), "created": _l("opprettet"), "decided": _l("bestemt"),
    "declared": _l("meldt"), "delivered": _l("levert"), "disabled": _l("stengt"),
    "discarded": _l("forkastet"), "disputed": _l("sagt at noe er feil"),
    "drafted": _l("kladd laget"), "dropped": _l("slettet"), "enabled": _l("åpnet igjen"),
    "ended": _l("avsluttet"), "everywhere": _l("overalt"), "expired": _l("gått ut"),
    "filled": _l("besatt"), "forced": _l("foreslått likevel"),
    "forgotten": _l("personopplysningene er slettet"), "given": _l("gitt"),
    "given_back": _l("gitt tilbake"), "guide_changed": _l("samtaleguiden er endret"),
    "handled": _l("behandlet"), "hired": _l("ansatt"), "invited": _l("invitert"),
    "joined": _l("med"), "kept": _l("lagret"), "left": _l("ute"), "letter": _l("brev laget"),
    "level_set": _l("norsknivå satt"), "lifted": _l("opphevet"), "locked": _l("stengt for en tid"),
    "logged": _l("ført"), "made": _l("laget"), "merged": _l("slått sammen"), "moved": _l("flyttet"),
    "named": _l("pekt ut"), "not_approved": _l("ikke godkjent"),
    "not_duplicate": _l("ikke samme person"), "noted": _l("notat skrevet"), "off": _l("slått av"),
    "ok": _l("gikk bra"), "on": _l("slått på"), "opened": _l("åpnet"),
    "paid": _l("utbetalt"), "parted": _l("delt igjen"), "paused": _l("pauset"),
    "planned": _l("planlagt"),
    "published": _l("publisert"), "read": _l("lest"), "refused": _l("avvist"),
    "registered": _l("registrert"), "removed": _l("fjernet"),
    "renewal_waived": _l("ny attest ikke nødvendig"), "renewed": _l("fornyet"),
    "reopened": _l("gjenåpnet"), "reordered": _l("rekkefølgen er endret"),
    "reported": _l("meldt"), "reset_asked": _l("nytt passord bestilt"),
    "resumed": _l("i gang igjen"),
    "returned": _l("sendt tilbake"), "revoked": _l("trukket tilbake"),
    "reworded": _l("navn endret"), "rewritten": _l("skrevet om"),
    "role_decided": _l("rolle avgjort"), "rotated": _l("byttet"), "said": _l("svar gitt"),
    "sent": _l("sendt"), "sent_again": _l("sendt igjen"), "set": _l("satt"),
    "several_declined": _l("flere fikk nei"), "several_undone": _l("flere nei er angret"),
    "signed": _l("signert"), "started": _l("startet"), "stopped": _l("stoppet"),
    "start_undone": _l("start angret"), "submitted": _l("sendt inn"),
    "taken": _l("tatt"), "taken_back": _l("hentet tilbake"),
    "taken_up": _l("ute, søknaden er tatt opp igjen"),
    "unattested": _l("attest tatt tilbake"), "unused": _l("tatt ut av bruk"),
    "used": _l("tatt i bruk"), "wanted": _l("ønsker endret"),
    "withdrawn": _l("trukket"), "worded": _l("tekst endret"), "worn": _l("tatt på"),
}  # fmt: skip


def said(act: str) -> str:
    """Return what was done, in words."""
    thing, _colon, done = act.partition(":")
    return f"{THINGS.get(thing, thing)}: {ACTS.get(done, done)}"
