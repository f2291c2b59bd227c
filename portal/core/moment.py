"""The clock as it stands in a statement: read each time the statement is sent.

A statement that is sent at every request takes longer to put together than to answer, so it
is put together once; what it says of the time must then not be a value.
"""

from typing import Any

from sqlalchemy import Date, bindparam

from portal.core import clock
from portal.core.db import UtcDateTime

NOW: Any = bindparam("now", type_=UtcDateTime(), callable_=lambda: clock.now())  # noqa: PLW0108 - looked up each time
TODAY: Any = bindparam("today", type_=Date(), callable_=lambda: clock.today())  # noqa: PLW0108 - looked up each time
