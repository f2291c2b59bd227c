#!/usr/bin/env bash
# Runs every test on SQLite and on PostgreSQL, side by side: one pytest, one worker for each,
# so there is one summary. What needs no database is run by the first of them only, what drives
# a browser by the second.
#   tools/test.sh [--coverage] [pytest arguments]
set -euo pipefail
python=.venv/bin/python
output=build/test-output.txt
mkdir -p build

coverage=
if [ "${1:-}" = --coverage ]; then
  coverage=yes
  shift
fi

missing=()
if "$python" -m tools.postgres_cluster --find >/dev/null; then
  export PUSTEROM_TEST_SHARED=yes
  workers=(--dist each)
  for database in sqlite postgresql; do
    workers+=(--tx "popen//id=$database//env:PUSTEROM_TEST_DATABASE=$database")
  done
else
  missing+=("PostgreSQL: no server binaries found, so nothing was tested on it")
  workers=(-n 2)
fi

browser=()
if chromium=$(tools/find_chromium.sh); then
  export CHROMIUM=$chromium
  browser=(--e2e)
else
  missing+=("Chromium: none found, so no browser test was run")
fi

say_what_is_missing() {
  for line in ${missing[@]+"${missing[@]}"}; do
    printf '\n!!!!!!!!!!!!  NOT TESTED  !!!!!!!!!!!!\n!!  %s\n' "$line"
  done
}

run=("$python" -m pytest)
if [ -n "$coverage" ]; then
  "$python" -m coverage erase
  run=("$python" -m coverage run -m pytest)
fi

say_what_is_missing
failed=0
colour=()
[ -t 1 ] && colour=(--color=yes)
"${run[@]}" "${workers[@]}" ${browser[@]+"${browser[@]}"} ${colour[@]+"${colour[@]}"} "$@" |
  tee "$output" || failed=1

if [ -n "$coverage" ]; then
  "$python" -m coverage combine --quiet
  echo "== Coverage: the whole portal, then what decides about people and money"
  "$python" -m coverage report || failed=1
  "$python" -m coverage report --include='portal/rules/*,portal/access/*' --fail-under=100 || failed=1
  say_what_is_missing
  [ "$failed" = 0 ] && echo "== All checks passed" || echo "== Something failed, see above"
  tail -n 1 "$output"
else
  say_what_is_missing
fi
exit "$failed"
