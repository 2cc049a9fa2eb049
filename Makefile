SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := check
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
DATA ?= data/demo
PORT ?= 8000
N ?= 10000
BIN := $(CURDIR)/.venv/bin

# The environment's own tools come first, so a machine's older node or ruff is never picked up.
export PATH := $(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
export UV_NO_PROGRESS := 1
unexport VIRTUAL_ENV PYTHONDONTWRITEBYTECODE PYTHONPATH

# A memory file system makes fsync free and PostgreSQL three times faster; only where it is large enough.
FAST_TMP := $(shell df -P -k /dev/shm 2>/dev/null | awk 'NR==2 && $$4 > 1000000 {print "/dev/shm"}')
TEST_ENV := $(if $(FAST_TMP),TMPDIR=$(FAST_TMP))
INSTALL := uv pip install --quiet --python .venv
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate pyproject.toml --group build

.PHONY: help setup run dev test tools chromium check unit js schedules browser coverage faults bench bench-alarms bench-province screenshots fix lock

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready ## install what the app needs into .venv, and pack the static files
	@if [ -f web/static_files.py ]; then python -m web.static_files; fi

run: setup ## serve the demonstration village and say who can sign in
	@lumbung serve --demo --data $(DATA) --port $(PORT)

dev: setup ## the same, restarting when the source changes, with the pattern page at /pola
	@lumbung serve --demo --data $(DATA) --port $(PORT) --dev

test: check unit js schedules browser coverage ## everything that is checked before a change is taken in

# --- installing --------------------------------------------------------------------------------

# uv itself comes by pip, with the version and the hashes of the lock.
$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; make PYTHON=python3.12 chooses another."; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "python3 has no venv here (Debian: apt-get install python3-venv)."; rm -rf .venv; exit 1; }
	@awk '/^uv==/ {on=1} on {print} on && !/\\$$/ {exit}' requirements-dev.lock > .venv/uv.lock
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
.venv/ready: requirements.lock pyproject.toml | $(BIN)/uv
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
.venv/tools: requirements-dev.lock .venv/ready
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
node_modules/.ready: package-lock.json .npmrc | .venv/tools
	@npm ci --loglevel=error
	@touch $@
tools: .venv/tools node_modules/.ready
chromium:
	@command -v chromium >/dev/null || { \
	  [ "$$(id -u)" = 0 ] || { echo "Chromium is missing: sudo apt-get install chromium fonts-dejavu-core"; exit 1; }; \
	  command -v apt-get >/dev/null || { echo "Chromium is missing, and this is not Debian."; exit 1; }; \
	  apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; }
lock: $(BIN)/uv ## resolve the versions again (then read the difference)
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock

# --- checking ----------------------------------------------------------------------------------

check: tools setup ## formats, lint, types, layers, templates, scripts (seconds)
	ruff format --check --quiet .
	ruff check --quiet .
	basedpyright --level error
	lint-imports --no-cache >/dev/null || lint-imports --no-cache
	djlint web/templates --check --lint --quiet
	biome check --colors=off --error-on-warnings .
	tsc -p jsconfig.page.json
	tsc -p jsconfig.worker.json
unit: tools setup ## the rules and pages, on SQLite and PostgreSQL
	@coverage erase
	$(TEST_ENV) coverage run -m pytest -q -n auto --dist worksteal --ignore=tests/browser --ignore=tests/faults
js: tools ## the scripts, in Node
	node --test "tests/service_worker/*.test.js"
schedules: tools setup ## crash schedules of server and phone, with their seeded mistakes
	$(TEST_ENV) pytest -q tests/faults
# On a busy machine a browser may be late: what failed is tried once more by itself, and counts then.
browser: tools setup chromium ## the app in Chromium
	$(TEST_ENV) coverage run -m pytest -q tests/browser || \
	  $(TEST_ENV) coverage run -m pytest -q tests/browser --last-failed --last-failed-no-failures none
coverage: ## what the last unit and browser tests did not run
	@[ -z "$$(compgen -G ".coverage.*")" ] || coverage combine --quiet
	@coverage report
fix: tools ## repair what can be repaired
	-ruff check --quiet --fix .
	ruff format --quiet .
	-djlint web/templates --reformat --quiet
	biome check --colors=off --write .

faults: tools setup ## N crash schedules, races, 100 kills, 1,000 hints with 20 kills; half an hour
	$(TEST_ENV) python -m tests.faults.run $(N)
	$(TEST_ENV) PUSH_HINTS=1000 pytest -q tests/notifications/test_killed_senders.py

# --- measuring ---------------------------------------------------------------------------------

bench: tools setup chromium ## bytes, speed, memory and Lighthouse against the budgets
	lumbung bench
bench-alarms: tools ## how many silences alarms miss, and how many are false
	python -m lumbung.bench.alarms
bench-province: tools setup ## a province on SQLite and PostgreSQL: pages, reading, ten times the history
	python -m lumbung.bench.province
screenshots: tools setup chromium ## pictures of the main screens, light and dark
	python -m tests.screenshots
