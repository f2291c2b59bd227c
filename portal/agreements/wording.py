"""The longer paragraphs of the agreements of version 2026-1: data, never changed once sent."""

HOLIDAY = (
    "Ferie og feriepenger følger ferieloven og tariffavtalen. Ferien avtales med kommunen, og "
    "familien får vite om den."
)
ABSENCE = (
    "Ved egen sykdom og ved barns sykdom gjelder folketrygdloven og tariffavtalen. Annet "
    "fravær med lønn følger tariffavtalen og kommunens permisjonsregler."
)
NOTICE = (
    "Oppsigelse skal være skriftlig. Fristen regnes fra den første i måneden etter. Sier "
    "kommunen opp, skal den ha saklig grunn og drøfte det med deg først (arbeidsmiljøloven "
    "kapittel 15). Du kan kreve forhandlinger og gå til sak."
)
SWAP = (
    "Bytte av vakt avtales i Pusterom og gjelder når begge og den som leder arbeidet, har "
    "sagt ja. Den som tar vakten, får lønn for den. Arbeid ut over planen skal være avtalt på "
    "forhånd og betales etter tariffavtalen og arbeidsmiljøloven § 10-6."
)
BREAKS = (
    "Pauser følger arbeidsmiljøloven § 10-9. Må du være hos barnet i pausen, er den arbeidstid."
)
RATES = (
    "Satsene er dem som gjelder den dagen avtalen begynner, og endres med tariffavtalen og "
    "kommunens vedtak. Hver del vises for seg på lønnsslippen. Dekning av kjøring og utlegg "
    "er ikke lønn."
)
NO_EMPLOYMENT = (
    "Dette er et oppdrag og ikke en ansettelse. Det gir ikke sykepenger fra kommunen, "
    "egenmelding eller feriepenger utenom godtgjøringen."
)
CONTACT = (
    "Kontaktpersonen følger opp oppdraget sammen med deg og familien. Si fra når noe ikke går "
    "som avtalt."
)
SILENCE = (
    "Du har taushetsplikt om det du får vite, også etter at du har sluttet (helse- og "
    "omsorgstjenesteloven § 12-1). Politiattest skal være vist før du begynner."
)
ACCEPTED = (
    "Begge parter godtar avtalen i Pusterom. Hvem som godtok, når og hvor sikkert vi vet hvem "
    "det var, lagres sammen med et fingeravtrykk av dette dokumentet."
)
