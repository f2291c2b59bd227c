#!/usr/bin/env bash
# Runs a command with Node on PATH: the machine's own when new enough, else the one from pip.
set -euo pipefail

new_enough='const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor < 2011 ? 1 : 0)'
if command -v npm >/dev/null && node -e "$new_enough" 2>/dev/null; then
  exec "$@"
fi

if [ ! -e build/node-venv/.installed ]; then
  echo "No Node 20.11 or newer on PATH: taking it from pip"
  tools/install.sh build/node-venv node
  touch build/node-venv/.installed
fi
PATH=$PWD/build/node-venv/bin:$PATH exec "$@"
