#!/usr/bin/env bash
# install.sh <venv> <name>: makes the venv if need be and installs requirements/<name>.txt into it.
set -euo pipefail
venv=$1 name=$2 lock=requirements/$2.txt

uv=$(command -v uv || true)
if [ ! -x "$venv/bin/python" ]; then
  echo "Python environment: $venv"
  "$PYTHON" -m venv "$venv"
fi

echo "Python packages: $lock"
# uv is quicker, but pip may know of a registry that uv has not been told about.
if [ -n "$uv" ] && "$uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"; then
  exit 0
fi
"$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r "$lock"
