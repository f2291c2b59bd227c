# The verbs of the house; plain `make` lists them. Every verb sets up what it needs.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell tools/find_python.sh)
export PYTHON
PORT ?= 8000
export PORT
BIN := .venv/bin

# Stamps carry a sum of the lock file, since git changes dates and not only contents.
sum = $(shell cksum < $(1) | cut -d ' ' -f 1)
RUNTIME := .venv/.runtime-$(call sum,requirements/runtime.txt)
DEV := .venv/.dev-$(call sum,requirements/dev.txt)
CONFORMANCE := build/conformance-venv/.installed-$(call sum,requirements/conformance.txt)
NODE_MODULES := node_modules/.installed-$(call sum,package-lock.json)
ASSETS := static/dist/manifest.json
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard portal/translations/*/LC_MESSAGES/*.po))
BUILT := $(ASSETS) $(TRANSLATIONS)

# A verb whose script is not in this checkout says so instead of failing in the dark.
run = @if [ -e $(1) ]; then $(2); else echo "$(1) is not in this checkout."; exit 1; fi
pytest = tools/with_node.sh $(BIN)/python -m pytest -n 2 $(ARGS)

##@ Try it

.PHONY: demo
demo: port-is-free $(RUNTIME) $(BUILT) ## serve the demo on http://127.0.0.1:8000 (PORT=…), keeping its data
	@exec $(BIN)/python -m tools.demo

.PHONY: demo-reset
demo-reset: port-is-free $(RUNTIME) $(BUILT) ## make the demo's data anew, dated around today
	@$(BIN)/python -m tools.demo --fresh

.PHONY: shots
shots: export PORT := 8765
shots: $(DEV) $(BUILT) ## photograph every page of the demo, phone and desktop, into shots/
	@$(BIN)/python -m tools.shots $(ARGS)

##@ Run it for real (docs/operations.md)

.PHONY: build
build: $(RUNTIME) $(BUILT) ## packages, style sheet and translations: all a server needs

##@ Change it

.PHONY: test
test: $(DEV) $(BUILT) $(CONFORMANCE) ## run every test on SQLite and PostgreSQL, browser tests too (ARGS="-k …")
	@tools/with_node.sh tools/test.sh $(ARGS)

.PHONY: check
check: lint types imports templates docs covered ## everything that must hold before a change goes in

.PHONY: format
format: $(DEV) ## rewrite Python and templates in the house format
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format .
	@$(BIN)/djlint --quiet --reformat templates || true

.PHONY: migration
migration: $(DEV) ## write the next revision from the models (name="add school calendar")
	@$(BIN)/python -m tools.new_migration $(name)

.PHONY: lock
lock: ## lock Python and front-end packages anew (UPGRADE=1 moves the pins)
	@tools/lock.sh
	@tools/with_node.sh npm install --package-lock-only --ignore-scripts

##@ One check at a time

.PHONY: lint
lint: $(DEV) ## ruff: rules and format
	@echo "== Lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: types
types: $(DEV) ## mypy --strict
	@echo "== Types"
	@$(BIN)/mypy

.PHONY: imports
imports: $(DEV) ## import-linter: packages depend downwards only
	@echo "== Imports"
	@$(BIN)/lint-imports

.PHONY: templates
templates: $(DEV) ## djlint: rules and format of the templates
	@echo "== Templates"
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/djlint --quiet --check templates

.PHONY: docs
docs: $(DEV) ## are the generated pages in docs/ up to date? (WRITE=1 writes them)
	@echo "== Generated docs"
	@$(BIN)/python -m tools.generated_docs $(if $(WRITE),--write)

.PHONY: covered
covered: $(DEV) $(BUILT) $(CONFORMANCE) ## every test on both databases, with branch coverage
	@echo "== Tests"
	@tools/with_node.sh tools/test.sh --coverage $(ARGS)

.PHONY: e2e
e2e: $(DEV) $(BUILT) ## only the browser tests
	@CHROMIUM=$$(tools/find_chromium.sh) $(pytest) --e2e -m e2e

.PHONY: a11y
a11y: $(DEV) $(BUILT) ## axe on every page for every role, light and dark, 320 to 1280 px
	@CHROMIUM=$$(tools/find_chromium.sh) $(pytest) --e2e --long tests/e2e -k a11y

##@ Long runs

.PHONY: bench
bench: $(DEV) $(BUILT) ## speed beside the floor, on both databases (ARGS=--quick: a minute)
	$(call run,bench/run.py,$(BIN)/python -m bench.run $(ARGS))

.PHONY: crash
crash: $(DEV) $(BUILT) ## kill the server in the middle of writes; nothing acknowledged may be lost
	$(call run,bench/crash.py,$(BIN)/python -m bench.crash $(ARGS))

.PHONY: race
race: $(DEV) $(BUILT) ## several processes after the same rows; nothing may happen twice
	$(call run,bench/race.py,$(BIN)/python -m bench.race $(ARGS))

.PHONY: conformance
conformance: $(DEV) $(BUILT) $(CONFORMANCE) ## the calendars read by every other program we know of
	@$(pytest) --long tests/contracts

##@ Housekeeping

.PHONY: clean
clean: ## remove all that was made here, the demo's data too
	@rm -rf .venv build node_modules static/dist shots \
	  .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	@rm -f instance/demo.* portal/translations/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:
	@awk -f tools/help.awk $(MAKEFILE_LIST)

# What the verbs stand on ------------------------------------------------------

.PHONY: port-is-free
port-is-free:
	@"$(PYTHON)" -m tools.demo --port-free

$(RUNTIME):
	@tools/install.sh .venv runtime
	@rm -f .venv/.runtime-* && touch $@

$(DEV):
	@tools/install.sh .venv dev
	@rm -f .venv/.dev-* .venv/.runtime-* && touch $@ $(RUNTIME)

# Without these two programs a few tests are skipped, and say so.
$(CONFORMANCE):
	@tools/install.sh build/conformance-venv conformance && touch $@ || echo "!! khal and vdirsyncer: not installed"

$(NODE_MODULES):
	@echo "Front-end packages"
	@tools/with_node.sh npm ci --silent
	@touch $@

$(ASSETS): $(NODE_MODULES) $(shell find portal/assets -type f)
	@echo "Style sheet and scripts"
	@tools/with_node.sh npm run --silent build

%.mo: %.po | $(RUNTIME)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
