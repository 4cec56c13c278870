# make run    install what is missing, load the demo, start everything      PORT=8000
# make practice   the same for training days, in a place of its own      PORT=8001
# make reset_practice   that place as on its first day, while it runs or not
# make test   everything CI runs: checks, tests on SQLite and PostgreSQL, Chromium
# make manual walk the operation guide with a camera, and typeset it (docs/manual)
# make check · fmt · lock · demo · bench · soak · clean

ifneq ($(filter practice reset_practice,$(MAKECMDGOALS)),)
PRACTICE := 1
endif
PORT ?= $(if $(filter 1,$(PRACTICE)),8001,8000)
PYTHON ?= python3
MINUTES ?= 30
CUTS ?= 1000
DATA_DIR ?= $(CURDIR)/var
PLACE := $(DATA_DIR)$(if $(filter 1,$(PRACTICE)),/practice)
BIN := .venv/bin
UV := VIRTUAL_ENV=.venv UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip
COMPILE := $(UV) compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
STATIC := $(shell find zhicheng -path '*/static/*' -type f 2>/dev/null; find docs/manual/pictures -type f 2>/dev/null)
FONTS := /usr/share/fonts/truetype/hanazono
PYTEST := $(BIN)/pytest -n 2 --maxschedchunk 4

# What `make run` decides for a first look; a real installation sets these itself (docs/settings.md).
RUN := DATA_DIR='$(DATA_DIR)' DEMO=$${DEMO:-1} SITE_URL=$${SITE_URL:-http://localhost:$(PORT)}
ifndef SECRET_KEY
RUN += SECRET_KEY_FILE=$${SECRET_KEY_FILE:-'$(PLACE)/secret-key'}
endif
ifeq ($(PRACTICE),1)
RUN += PRACTICE=1
endif
PRODUCTION := env DEMO=0 PRACTICE=0 DEBUG=0 HTTPS=1 ALLOWED_HOSTS=zhicheng.example SITE_URL=https://zhicheng.example CLAMAV=tcp://clamav:3310 \
	SECRET_KEY=for-this-check-only-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG DJANGO_SETTINGS_MODULE=zhicheng.settings

# $(call debian,packages): install them where we may, else say what is missing.
debian = if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	(timeout 120 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq $(1)) \
	>/dev/null 2>&1 || echo "** could not install: $(1)"; \
	else echo "** missing and not mine to install (not root, or not Debian): $(1)"; fi

.DELETE_ON_ERROR:
.PHONY: run practice reset_practice test check fmt lock demo manual bench soak clean fonts machine prepare

run: prepare fonts
	@exec env $(RUN) $(BIN)/python manage.py up --port $(PORT)

practice: run

reset_practice: prepare
	@env $(RUN) $(BIN)/python manage.py reset_practice

# The database is made, brought up to date and, when it is new, filled with the demo.
prepare: .venv/installed var/static/staticfiles.json $(PLACE)/secret-key
	@if [ -n "$$DATABASE_URL" ] || [ ! -e '$(PLACE)/zhicheng.sqlite3' ]; then rm -f '$(PLACE)/demo-loaded'; fi
	@env $(RUN) $(BIN)/python manage.py migrate --verbosity 0
	@if [ "$${DEMO:-1}" = 1 ] && [ ! -e '$(PLACE)/demo-loaded' ]; then \
		echo "loading the demo …" && env $(RUN) $(BIN)/python manage.py load_demo && touch '$(PLACE)/demo-loaded'; fi

demo:
	rm -rf '$(PLACE)'/zhicheng.sqlite3* '$(PLACE)/files' '$(PLACE)/content' '$(PLACE)/cache'
	@$(MAKE) --no-print-directory prepare

test: machine check
	$(PYTEST)
	DATABASE_URL="$$(cat var/test-database)" $(PYTEST) -m "not (browser or once) or both"

check: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint zhicheng --lint --quiet
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

fmt: .venv/dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: .venv/bin/uv
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements-dev.in -o requirements-dev.lock

manual: machine
	MANUAL=1 $(PYTEST) tests/browser/test_guide.py
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.browser.guide

bench: .venv/dev
	$(BIN)/python -m bench

# CUTS at random moments while cases are filled in (docs/soak.md has the figures); then the tests that could depend on
# order or luck, with a new seed each time, for MINUTES or until one fails.
soak: .venv/dev
	$(BIN)/python -m tests.faults.cuts --cuts $(CUTS) --document docs/soak.md
	@end=$$(($$(date +%s) + $(MINUTES) * 60)); while [ $$(date +%s) -lt $$end ]; do \
		$(PYTEST) tests/journeys tests/faults zhicheng || exit 1; done

# Never the data in var/.
clean:
	rm -rf .venv var/static .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# ── what the above need ──

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3")'
	@$(PYTHON) -m venv .venv || { $(call debian,python3-venv); $(PYTHON) -m venv --clear .venv; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

.venv/installed: requirements.lock .venv/bin/uv
	@echo "installing …"
	@$(UV) sync --quiet --require-hashes $$(if [ -e .venv/dev ]; then echo requirements-dev.lock; else echo $<; fi)
	@touch $@

.venv/dev: requirements-dev.lock .venv/bin/uv
	@echo "installing …"
	@$(UV) sync --quiet --require-hashes $<
	@touch .venv/installed $@

var/static/staticfiles.json: .venv/installed $(STATIC)
	@env $(RUN) SECRET_KEY_FILE= SECRET_KEY=unused $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@

$(PLACE)/secret-key:
	@mkdir -p '$(PLACE)'
	@umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50), end="")' > $@

# Rare characters in names are printed with it; without it they are refused with a message.
fonts:
	@if [ -d $(FONTS) ]; then :; elif [ -e '$(DATA_DIR)/fonts-tried' ]; then echo "** missing: fonts-hanazono"; \
		else touch '$(DATA_DIR)/fonts-tried'; $(call debian,fonts-hanazono); fi

machine: .venv/dev
	@command -v chromium >/dev/null && [ -d $(FONTS) ] || { $(call debian,chromium fonts-hanazono); }
	@mkdir -p var; $(BIN)/python tests/machine.py > var/test-database
