"""`python -m portal.rules`: JSON cases on stdin, one a line; results on stdout."""

import sys

from portal.rules.runner import main

main(sys.stdin.buffer, sys.stdout)
