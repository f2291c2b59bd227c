"""The administrator adds a paragraph to the letters, and sees how they then read."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core.config import settings
from portal.municipality.models import Municipality
from portal.needs.queries import municipality_of
from portal.needs.states import RoleKind
from portal.pipeline import letter_texts
from portal.pipeline.letter_forms import ParagraphForm
from portal.recruitment import way
from portal.recruitment.letters import PLACEHOLDERS, filled
from portal.recruitment.states import WITH_OWN_WORDS, LetterKind

bp = Blueprint("pipeline", __name__)
NAME = "Kari Eksempel"  # whom the example is to; nobody


@bp.get("/kommunen/brev")
@guard.rule(Permission.MUNICIPALITY_MANAGE)
def letters(actor: Actor) -> str:
    """List the letters, and which of them have a paragraph of ours."""
    assert actor.municipality_id is not None
    return render_template(
        "pipeline/letters.html", kinds=WITH_OWN_WORDS,
        texts=letter_texts.current(actor.municipality_id),
    )  # fmt: skip


@bp.route("/kommunen/brev/<kind>", methods=["GET", "POST"])
@guard.rule(Permission.MUNICIPALITY_MANAGE, letter_texts.kind_of)
def letter(actor: Actor, kind: LetterKind) -> ResponseReturnValue:
    """Word the paragraph of one letter; the whole letter is shown as it will be."""
    assert actor.municipality_id is not None
    newest = letter_texts.current(actor.municipality_id).get(kind)
    data = {"seen": newest.number, "text": newest.text} if newest else {"seen": 0}
    form = ParagraphForm(data=data)
    if form.validate_on_submit() and "preview" not in request.form:
        letter_texts.write(actor, kind, form.seen.data or 0, form.paragraph)
        flash(_("Avsnittet er lagret, og står i brev som sendes fra nå."))
        return web.see_other("pipeline.letters")
    own = "" if form.has_errors else form.paragraph
    page = render_template(
        "pipeline/letter.html", form=form, kind=kind, newest=newest, words=PLACEHOLDERS,
        mail=_example(municipality_of(actor.municipality_id), kind, own),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


def _example(home: Municipality, kind: LetterKind, own: str) -> tuple[str, str]:
    """Return (subject, body) of the letter as it would be to an invented applicant."""
    words = dict(
        zip(PLACEHOLDERS, ("Kari", home.name, home.name, home.phone, "Per Eksempel"), strict=True)
    )
    text = render_template(
        f"mail/{kind}.txt", name=NAME, base_url=settings().base_url, municipality=home.name,
        office="", phone=home.phone, coordinator="Per Eksempel", number=1, personal="",
        roles=[RoleKind.STOTTEKONTAKT], submitted_at=clock.now().isoformat(), references=2,
        steps=way.of(home.id).stages, call_days=2, has_login=True, keeps=False,
        **({"own": filled(own, words)} if own else {}),
    )  # fmt: skip
    subject, _newline, body = text.strip().partition("\n")
    return subject.strip(), body.strip()
