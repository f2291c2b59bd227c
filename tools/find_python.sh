#!/bin/sh
# Prints the first Python that is 3.11 or newer.
for python in python3 python3.15 python3.14 python3.13 python3.12 python3.11 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    command -v "$python"
    exit 0
  fi
done
echo "Pusterom needs Python 3.11 or newer, and none was found on PATH." >&2
echo "Install one, or name it: make PYTHON=/path/to/python3" >&2
exit 1
