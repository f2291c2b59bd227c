"""What all factories share."""

from __future__ import annotations

from factory.alchemy import SQLAlchemyModelFactory


class Factory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_persistence = "flush"
