"""Makes the app; nothing else."""

import os

from portal.app import create_app
from portal.core.config import Settings

app = create_app(Settings.from_environment(os.environ))
