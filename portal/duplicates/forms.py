"""What a coordinator chooses when two applications become one."""

from flask import request

from portal.core.fields import VersionField
from portal.core.forms import Form
from portal.duplicates.fields import FIELDS
from portal.duplicates.service import Plan


class MergeForm(Form):
    """The two versions that were read; what is taken stands in fields named ``pick-<field>``."""

    kept_version = VersionField()
    other_version = VersionField()

    @property
    def plan(self) -> Plan:
        """Return what was chosen; what is not a field of ours is not looked at."""
        picked = {name for name in FIELDS if request.form.get(f"pick-{name}") == "other"}
        return Plan(
            kept_version=self.kept_version.data or 0,
            other_version=self.other_version.data or 0,
            taken=frozenset(picked),
        )
