# Everything a person does here. `make run` shows the dashboard, `make test` proves it.
# Needs Python 3.11 or later and make; nothing is installed outside .venv (but see `chromium`,
# `engines`, `libreoffice`, `nginx` and `locales`).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
SOAK ?= 1800

.PHONY: run drill test quick slow build lint format bench screens torture setup setup-dev chromium \
  engines libreoffice nginx strace locales references catalogues docs audit clean lock raise

run: $(VENV)/.run
	@MALLOC_ARENA_MAX=2 $(BIN)/python serve.py --port $(PORT)

setup: $(VENV)/.run

setup-dev: $(VENV)/.dev

# Data: data/source/*.csv -> data/parquet/, checked, whole or not at all.
build: $(VENV)/.run
	$(BIN)/python -m partv build

# Texts of code and data -> locales/.
catalogues: $(VENV)/.run
	$(BIN)/python -m tools catalogues

# Pages in docs/: the data dictionary from data/datapackage.json, licences from what is installed.
docs: $(VENV)/.run
	$(BIN)/python -m tools dictionary
	$(BIN)/python -m tools licences

# Every package that is installed, with hashes, for what requirements.txt and requirements-dev.txt
# name: `make lock` after a change to them; `make raise` takes the newest of all, and says which.
lock: $(VENV)/.dev
	$(BIN)/python -m tools lock

raise: $(VENV)/.dev
	$(BIN)/python -m tools raise

# Known weaknesses of the packages; asks databases on the internet. Kept out of .venv.
audit: $(VENV)/.run
	@test -x .cache/audit/bin/pip-audit || { $(PYTHON) -m venv .cache/audit && \
	  .cache/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1; }
	.cache/audit/bin/pip-audit --strict --requirement requirements.lock

# All tests, those of the browser and of the office files too. Two processes, for two cores: one
# begins with the browser's, the other with the rest, and who is done first takes from the other.
test: $(VENV)/.dev chromium engines libreoffice nginx locales
	$(BIN)/python -m pytest -n 2 --dist worksteal

# For between two edits: what takes little, no browser, in about a minute; says what it leaves out.
quick: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist worksteal --quick

# Measures anew what takes long (tests/slow.txt); six minutes, in one process.
slow: $(VENV)/.dev libreoffice nginx locales
	$(BIN)/python -m pytest --measure

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# About twenty minutes, on a machine with nothing else to do.
bench: $(VENV)/.dev chromium nginx
	$(BIN)/python -m bench

# Every page in every language, at two widths, on both papers: looked at by axe and by the layout
# tests, and by you: screenshots and contact sheets in test-artefacts/screens/.
screens: $(VENV)/.dev chromium
	PARTV_SCREENS=all $(BIN)/python -m pytest -n 2 --dist load tests/browser/test_layout.py
	$(BIN)/python -m tests.contact

# The core tests on another version of Streamlit, beside: what steps aside there (docs/upgrading.md).
drill: $(VENV)/.dev chromium
	$(BIN)/python -m tools.drill "$(STREAMLIT)"

# What is done to it on purpose, and docs/reliability.md. SOAK: seconds that it is kept busy.
torture: $(VENV)/.dev strace
	$(BIN)/python -m torture --soak $(SOAK)

strace:
	@sh bin/find-strace --install >/dev/null

# The browser of the tests: $CHROMIUM or the usual names; as root on Debian it is installed,
# elsewhere the command says what to install.
chromium:
	@sh bin/find-chromium --install >/dev/null

# The other engines of the tests: Firefox, and WebKit, which Safari is made of.
engines:
	@sh bin/find-firefox --install >/dev/null
	@sh bin/find-webkit --install >/dev/null

# What opens tables, slides and briefings in the tests: $SOFFICE or the usual names, and pdftotext.
libreoffice:
	@sh bin/find-libreoffice --install >/dev/null

# Locales of other countries, in which the tests make every file: the machine's, or made here.
locales:
	@sh bin/find-locales --install >/dev/null

# What the kept pictures are made of (tests/pictures/), taken as it is now. Look before you commit:
# old and new stand side by side in test-artefacts/pictures/.
references: $(VENV)/.dev
	$(BIN)/python -m tests.references

# What stands before several replicas in tests and bench: $NGINX or the usual names.
nginx:
	@sh bin/find-nginx --install >/dev/null

clean:
	rm -rf $(VENV) .cache .pytest_cache .ruff_cache .hypothesis test-artefacts

$(VENV)/.run: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 run" >&2; \
	  exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes -r requirements-dev.lock
	@touch $@
