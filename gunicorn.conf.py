"""Gunicorn's settings: read from here by itself, overridden by its command line."""

import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.workers.gthread import ThreadWorker

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
SETTLED_AFTER = (100, 1000)  # requests of a worker
control_socket_disable = True  # it would open a file in the home directory
accesslog = None  # the portal writes its own line per request, without addresses that tell
errorlog = "-"
loglevel = "warning"


def post_worker_init(_worker: object) -> None:
    """Take what start-up made out of the collector's way: its pauses are the slowest requests."""
    _settle()


def post_request(
    worker: "ThreadWorker", _request: object, _environ: object, _response: object
) -> None:
    """Do it again when most pages have been made once: templates and statements are kept."""
    if worker.nr in SETTLED_AFTER:
        _settle()


def _settle() -> None:
    gc.collect()
    gc.freeze()
