"""What is deleted when and why, and the receipts of what has been."""

import csv
import io

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock
from portal.core.labels import label
from portal.core.paging import SIZE, PageOf, page_number, page_of
from portal.municipality import keeping, labels
from portal.retention import queries
from portal.retention.queries import Coming

bp = Blueprint("retention", __name__)
_manage = Permission.MUNICIPALITY_MANAGE
HORIZONS = (30, 90)  # days


def _days() -> int:
    return HORIZONS[1] if request.args.get("dager") == str(HORIZONS[1]) else HORIZONS[0]


def _kind(actor: Actor, kind: str) -> Coming | None:
    return queries.of_kind(actor, kind, _days())


def _coming(actor: Actor) -> list[Coming]:
    assert actor.municipality_id is not None
    return queries.coming(actor.municipality_id, _days())


@bp.get("/kommunen/sletting")
@guard.rule(_manage)
def index(actor: Actor) -> str:
    """Show what goes in the days to come, by kind, and why."""
    return render_template(
        "retention/index.html", coming=_coming(actor), days=_days(), horizons=HORIZONS,
        words=labels.setting_words,
    )  # fmt: skip


@bp.get("/kommunen/sletting.csv")
@guard.rule(_manage)
def sheet(actor: Actor) -> Response:
    """Send what goes in the days to come: kinds, days and numbers, never a name."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("Hva"), _("Slettes"), _("Nr.")])
    for it in _coming(actor):
        name = label(it.rule.code)
        rows.writerows([name, kept.goes_on.isoformat(), kept.number or ""] for kept in it.kept)
    return Response(
        "\ufeff" + text.getvalue(),  # the mark by which Excel knows it is UTF-8
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="sletting.csv"'},
    )


@bp.get("/kommunen/sletting/<kind>")
@guard.rule(_manage, _kind)
def kind(_actor: Actor, found: Coming) -> str:
    """Show one kind: each thing that goes, and when."""
    number = min(page_number(request.args.get("side")), max(1, -(-len(found.kept) // SIZE)))
    shown = found.kept[(number - 1) * SIZE : number * SIZE]
    return render_template(
        "retention/kind.html", it=found, found=PageOf(shown, number, len(found.kept)),
        days=_days(), today=clock.today(), words=labels.setting_words,
    )  # fmt: skip


@bp.get("/kommunen/sletting/kvitteringer")
@guard.rule(_manage)
def receipts(actor: Actor) -> str:
    """Show what has been deleted: how many of what, by which rule, never of whom."""
    found = page_of(queries.receipts(actor), page_number(request.args.get("side")))
    return render_template(
        "retention/receipts.html", found=found, words=labels.setting_words,
        kinds={rule.code.value: rule.code for rule in keeping.rules()},
    )  # fmt: skip
