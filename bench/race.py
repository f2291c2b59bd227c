"""Send several people after the same rows at the same moment: nothing may happen twice.

``python -m bench.race`` starts three processes of the portal on SQLite and, where the server
is found, on PostgreSQL, and posts from many connections at once. For every scenario it says
how many were told that it is done, how many why it is not, and whether what the database
holds afterwards is what was done, once. The exit code is 1 when it is not, or when somebody
got no answer.
"""

import argparse
import sys

from bench import arena
from bench.heats import HEATS
from bench.server import KINDS, Server, databases
from bench.track import Tally, Track
from portal.app import create_app
from portal.core.config import Settings

ROUNDS = 20
PROCESSES = 3


def run(url: str, rounds: int) -> bool:
    """Try every scenario on an empty database; return whether it held."""
    server = Server(url, options=("--workers", str(PROCESSES)))
    server.flask("db", "upgrade")
    create_app(Settings.from_environment(server.environment()))
    built = arena.build()
    with server.running():
        track = Track(server, built)
        held = [_held(track, name, rounds) for name in HEATS]
    return all(held)


def _held(track: Track, name: str, rounds: int) -> bool:
    tally = Tally()
    for number in range(rounds):
        heat = HEATS[name](track, number)
        tally.add(heat, heat.run())
    print(f"{track.server.url.partition(':')[0]:10}  {name}: {tally}", flush=True)
    return tally.is_well


def main() -> int:
    """Read the command line and race on each database."""
    parser = argparse.ArgumentParser(description="Several people after the same rows.")
    parser.add_argument("--only", choices=KINDS, help="one database alone")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each scenario")
    asked = parser.parse_args()
    with databases([asked.only] if asked.only else KINDS) as urls:
        held = [run(url, asked.rounds) for url in urls]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
