"""`python -m portal.rules`: JSON cases on stdin, one a line; results on stdout."""

import sys

from portal.rules.runner import answers

if __name__ == "__main__":
    for line in answers(sys.stdin.buffer):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
