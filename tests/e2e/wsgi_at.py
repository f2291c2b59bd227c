"""The portal at another time: the moment in STORY_NOW is now, and the clock goes on from there."""

import os
from datetime import datetime

import time_machine

from portal.app import create_app
from portal.core.config import Settings

time_machine.travel(datetime.fromisoformat(os.environ["STORY_NOW"]), tick=True).start()
app = create_app(Settings.from_environment(os.environ))
