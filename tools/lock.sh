#!/usr/bin/env bash
# Locks every set of Python packages with hashes, for all platforms and Python 3.11 and up.
# Pins already in the files are kept; UPGRADE=1 moves them.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
  uv=build/lock-venv/bin/uv
  [ -x "$uv" ] || { "${PYTHON:-python3}" -m venv build/lock-venv && build/lock-venv/bin/pip install --quiet uv; }
fi

# What this machine has been told about registries and find-links must not reach the files.
lock() {
  local output=requirements/$1.txt
  shift
  env -u UV_FIND_LINKS -u UV_INDEX -u UV_EXTRA_INDEX_URL \
    "$uv" --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-header --no-emit-index-url --output-file "$output" ${UPGRADE:+--upgrade} "$@"
  echo "$output: $(grep --count '==' "$output") packages"
}

lock runtime pyproject.toml
lock dev pyproject.toml --group dev --constraints requirements/runtime.txt
lock conformance --group conformance
lock node --group node
