"""Words for what is kept for a time: its name, and what goes and why."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.municipality.states import KeptKind


def register() -> None:
    """Give the codes their words."""
    labels.register({
        KeptKind.CERTIFICATE: {
            "": _l("Politiattester etter oppdraget"),
            "why": _l(
                "Natta etter at et oppdrag er over, slettes alt om attesten. "
                "Politiregisterforskriften § 37-2."
            ),
        },
        KeptKind.CERTIFICATE_FACT: {
            "": _l("At en attest ble sett"),
            "why": _l("Beviset for at kontrollen ble gjort, står litt lenger enn attesten."),
        },
        KeptKind.DRAFT: {
            "": _l("Påbegynte søknader"),
            "why": _l("En søknad som ikke er sendt, tømmes når lenken til den går ut."),
        },
        KeptKind.FOLLOW_UP: {
            "": _l("Ord om hvordan det går"),
            "why": _l(
                "Det familien og hjelperen skrev, og hva kontoret gjorde, slettes. Svarene som "
                "tall står igjen."
            ),
        },
        KeptKind.HIRED: {
            "": _l("Søknader fra dem som ble godkjent"),
            "why": _l(
                "Søknaden og det som ble sagt underveis, slettes etter siste oppdrag. Den som "
                "står i banken, beholdes."
            ),
        },
        KeptKind.MAIL: {
            "": _l("Sendt e-post"),
            "why": _l(
                "Tekst, mottaker og vedlegg slettes. At e-posten ble sendt, og når, står igjen."
            ),
        },
        KeptKind.MATCH: {
            "": _l("Grunner etter møter"),
            "why": _l(
                "Sted, råd og grunnene hver side ga, slettes. At de møttes, og om det ble noe "
                "av, står igjen."
            ),
        },
        KeptKind.MERGED: {
            "": _l("Doble søknader"),
            "why": _l(
                "Når en sammenslåing ikke lenger kan angres, tømmes den ene. Historikken følger "
                "den andre."
            ),
        },
        KeptKind.MESSAGE: {
            "": _l("Meldinger mellom familier og hjelpere"),
            "why": _l("Det de skrev til hverandre, slettes, også om oppdraget fortsetter."),
        },
        KeptKind.POOL: {
            "": _l("Plasser i banken"),
            "why": _l(
                "Den som ikke svarer på om de blir stående, tas ut. Da går også søknaden som lå "
                "der."
            ),
        },
        KeptKind.PROPOSAL: {
            "": _l("Grunner i forslag"),
            "why": _l(
                "Hvorfor noen ble foreslått, flyttet eller tatt ut, slettes når forslaget er over. "
                "Hva det ble til, og når, står igjen."
            ),
        },
        KeptKind.REJECTED: {
            "": _l("Søknader som fikk nei"),
            "why": _l(
                "Navn, svar, referanser, CV og notater slettes. Måned, rolle, bydel og utfall "
                "står igjen i tallene."
            ),
        },
        KeptKind.VISIT: {
            "": _l("Rapporter fra hjemmebesøk"),
            "why": _l(
                "Det som står om hjemmet, slettes. At besøket er gjort og signert, står igjen."
            ),
        },
        KeptKind.WISH: {
            "": _l("Ønsker som ikke gjelder lenger"),
            "why": _l("Et ønske om aldri eller gjerne sammen slettes etter at det er tatt bort."),
        },
        KeptKind.WITHDRAWN: {
            "": _l("Søknader som ble trukket"),
            "why": _l(
                "Navn, svar, referanser, CV og notater slettes. Måned, rolle, bydel og utfall "
                "står igjen i tallene."
            ),
        },
    })  # fmt: skip
