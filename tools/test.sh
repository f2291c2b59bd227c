#!/usr/bin/env bash
# Runs every test on SQLite and on PostgreSQL, side by side: one pytest, a worker for each and one
# for the browser, so there is one summary. tests/plugins/databases.py shares the tests out.
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
  uncovered="env -u COVERAGE_PROCESS_CONFIG $python"
  workers=(
    --dist each
    --tx "popen//id=sqlite//env:PUSTEROM_TEST_SHARE=sqlite"
    --tx "popen//id=postgresql//python=$uncovered//env:PUSTEROM_TEST_SHARE=postgresql//env:PUSTEROM_TEST_DATABASE=postgresql"
    --tx "popen//id=browser//python=$uncovered//env:PUSTEROM_TEST_SHARE=browser"
  )
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
