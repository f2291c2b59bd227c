"""Where an applicant puts in, replaces and takes away a CV: in the draft and afterwards.

A page of its own, so that a file that is not taken costs nothing that was written elsewhere.
"""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.exceptions import NotFound

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import labels, web
from portal.core.forms import Form
from portal.municipality.models import Municipality
from portal.needs import queries as needs
from portal.recruitment import cv, drafts, queries
from portal.recruitment.form_pages import bp, lost, place_of
from portal.recruitment.models import Application
from portal.recruitment.states import FormStep, Stage
from portal.recruitment.walk import Place
from portal.uploads import door
from portal.uploads.errors import RefusedFileError
from portal.uploads.served import attachment
from portal.uploads.states import Problem

__all__ = ["bp"]
BOTH = ["GET", "POST"]


class CvForm(Form):
    """One file."""

    request_key = None
    file = FileField(_l("CV"))


@dataclass(frozen=True, slots=True)
class _Where:
    """The addresses around a CV: of the page itself, of the file, and where one came from."""

    application: Application
    municipality: Municipality
    here: str
    file: str
    remove: str
    back: str


def _of_draft(place: Place, draft: Application) -> _Where:
    slug = place.municipality.slug
    is_draft = draft.stage == Stage.DRAFT
    at = place.asked.place_of(FormStep.EXPERIENCE)
    return _Where(
        draft, place.municipality,
        here=url_for("recruitment.draft_cv", kommune=slug),
        file=url_for("recruitment.draft_cv_file", kommune=slug),
        remove=url_for("recruitment.remove_draft_cv", kommune=slug),
        back=url_for("recruitment.step", kommune=slug, step=at) if is_draft
        else url_for("recruitment.sent", kommune=slug),
    )  # fmt: skip


def _of_own(found: queries.OwnApplication) -> _Where:
    application_id = found.application.id
    return _Where(
        found.application, needs.municipality_of(found.application.municipality_id),
        here=url_for("recruitment.own_cv", application_id=application_id),
        file=url_for("recruitment.own_cv_file", application_id=application_id),
        remove=url_for("recruitment.remove_own_cv", application_id=application_id),
        back=url_for("recruitment.own", application_id=application_id),
    )  # fmt: skip


def _taken(actor: Actor, where: _Where) -> ResponseReturnValue:
    """Show the page, or take the file it was sent; what is wrong stands at the field."""
    form = CvForm()
    if door.is_too_large():
        form.fail("file", labels.label(Problem.TOO_LARGE))
        return _page(form, where), 413
    if not form.validate_on_submit():
        return _page(form, where)
    sent = form.file.data
    try:
        cv.keep(actor, where.application, sent.read() if sent else b"", _name_of(sent))
    except RefusedFileError as refused:
        form.fail("file", labels.label(refused.problem))
        return web.again(_page(form, where))
    flash(_("CV-en er lagt ved søknaden."))
    return _to(where.back)


def _to(address: str) -> ResponseReturnValue:
    return redirect(address, 303)


def _name_of(sent: object) -> str:
    return str(getattr(sent, "filename", "") or "")


def _page(form: CvForm, where: _Where) -> str:
    return render_template(
        "recruitment/cv.html", form=form, where=where, application=where.application,
        municipality=where.municipality, may_change=cv.may_change(where.application),
    )  # fmt: skip


def _file_of(application: Application) -> ResponseReturnValue:
    """Answer with the CV of an application; 404 when it has none."""
    if application.cv is None:
        raise NotFound
    stem = f"cv-soknad-{application.number}" if application.number else "cv-kladd"
    return attachment(application.cv.content, application.cv.kind_code, stem)


# In the draft, by the link in the cookie ---------------------------------------------------


def _in_hand(place: Place) -> Application | None:
    draft = place.draft
    return None if draft is None or drafts.is_expired(draft) else draft


@bp.route("/<kommune>/sok/cv", methods=BOTH)
@guard.rule(Permission.PUBLIC, place_of)
@door.takes_file
def draft_cv(actor: Actor, place: Place) -> ResponseReturnValue:
    """Put a CV in the draft, or in the application it has become."""
    draft = _in_hand(place)
    return _taken(actor, _of_draft(place, draft)) if draft else lost(place)


@bp.get("/<kommune>/sok/cv/fil")
@guard.rule(Permission.PUBLIC, place_of)
def draft_cv_file(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Give the file back to who put it there."""
    draft = _in_hand(place)
    return _file_of(draft) if draft else lost(place)


@bp.post("/<kommune>/sok/cv/fjern")
@guard.rule(Permission.PUBLIC, place_of)
def remove_draft_cv(actor: Actor, place: Place) -> ResponseReturnValue:
    """Take the CV out of the draft."""
    draft = _in_hand(place)
    return _removed(actor, _of_draft(place, draft)) if draft else lost(place)


def _removed(actor: Actor, where: _Where) -> ResponseReturnValue:
    cv.remove(actor, where.application)
    flash(_("CV-en er slettet."))
    return _to(where.here)


# Afterwards, signed in ---------------------------------------------------------------------


@bp.route("/min-soknad/<uuid:application_id>/cv", methods=BOTH)
@guard.rule(Permission.APPLICATION_MANAGE_OWN, queries.own)
@door.takes_file
def own_cv(actor: Actor, found: queries.OwnApplication) -> ResponseReturnValue:
    """Put a CV in one's own application."""
    return _taken(actor, _of_own(found))


@bp.get("/min-soknad/<uuid:application_id>/cv/fil")
@guard.rule(Permission.APPLICATION_MANAGE_OWN, queries.own)
def own_cv_file(_actor: Actor, found: queries.OwnApplication) -> ResponseReturnValue:
    """Give the file back to its owner."""
    return _file_of(found.application)


@bp.post("/min-soknad/<uuid:application_id>/cv/fjern")
@guard.rule(Permission.APPLICATION_MANAGE_OWN, queries.own)
def remove_own_cv(actor: Actor, found: queries.OwnApplication) -> ResponseReturnValue:
    """Take the CV out of one's own application."""
    return _removed(actor, _of_own(found))


# For the office ----------------------------------------------------------------------------


@bp.get("/rekruttering/<uuid:application_id>/cv")
@guard.rule(Permission.APPLICATION_READ, queries.known, reads="application")
def applicants_cv(_actor: Actor, application: Application) -> ResponseReturnValue:
    """Give the file to somebody who treats the application."""
    return _file_of(application)
