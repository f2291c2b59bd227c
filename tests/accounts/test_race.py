"""Two administrators at the same moment."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import Role
from portal.core import db
from tests.plugins.races import pressing


def test_the_same_role_given_by_two_is_given_once(race) -> None:
    """Given twice it would outlive the one that is ended."""
    with race.making() as make:
        admins = [make.admin()]
        here = {"municipality": None, "municipality_id": admins[0].municipality_id}
        admins.append(make.admin(**here))
        user = make.user(**here)
    acts = [
        pressing(race.browser(admin).get(f"/brukere/{user.id}"), form="roller", hat="parent")
        for admin in admins
    ]
    assert race.run(*acts, meet="INSERT INTO role") == [303, 303]
    with db.unit(write=False) as session:
        assert session.scalars(select(Role.hat).where(Role.user_id == user.id)).all() == ["parent"]


def test_of_ones_own_two_last_roles_as_administrator_one_stays(race) -> None:
    with race.making() as make:
        admin = make.admin()
        make.role(user=admin, hat="admin")
        roles = make.session.scalars(select(Role).where(Role.user_id == admin.id)).all()
    acts = [
        pressing(race.browser(admin).get(f"/brukere/{admin.id}/roller/{role.id}/avslutt"))
        for role in roles
    ]
    assert sorted(race.run(*acts, meet="UPDATE role")) == [303, 422]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(Role).where(Role.ended_at.is_(None))).all()) == 1
