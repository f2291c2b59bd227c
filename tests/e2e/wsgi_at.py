"""The portal at another time: it was STORY_NOW at the real time of STORY_STARTED.

The clock goes on from there, and is the same in every process: a cookie that one of them signs
is not from the future to another.
"""

import os
from datetime import datetime

import time_machine

from portal.app import create_app
from portal.core import clock
from portal.core.config import Settings

started = datetime.fromisoformat(os.environ["STORY_STARTED"])
now = datetime.fromisoformat(os.environ["STORY_NOW"]) + (clock.now() - started)
time_machine.travel(now, tick=True).start()
app = create_app(Settings.from_environment(os.environ))
