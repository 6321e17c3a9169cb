# Everything a person does here. `make run` shows the dashboard, `make test` proves it.
# Needs Python 3.11 or later and make; nothing is installed outside .venv (but see `chromium`
# and `libreoffice`).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test build lint format bench setup setup-dev chromium libreoffice catalogues docs audit
.PHONY: clean

run: $(VENV)/.run
	@echo "Part V Dashboard: http://localhost:$(PORT)"
	@$(BIN)/streamlit run app.py --server.port $(PORT)

setup: $(VENV)/.run

setup-dev: $(VENV)/.dev

# Data: data/source/*.csv -> data/parquet/, checked, whole or not at all.
build: $(VENV)/.run
	$(BIN)/python -m partv build

# Texts of code and data -> locales/.
catalogues: $(VENV)/.run
	$(BIN)/python -m partv catalogues

# Pages in docs/: the data dictionary from data/datapackage.json, licences from what is installed.
docs: $(VENV)/.run
	$(BIN)/python -m partv dictionary
	$(BIN)/python -m partv licences

# Known weaknesses of the packages; asks databases on the internet. Kept out of .venv.
audit: $(VENV)/.run
	@test -x .cache/audit/bin/pip-audit || { $(PYTHON) -m venv .cache/audit && \
	  .cache/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1; }
	.cache/audit/bin/pip-audit --strict --requirement requirements.txt

# All tests, those of the browser and of the office files too. Two processes, for two cores.
test: $(VENV)/.dev chromium libreoffice
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev chromium
	$(BIN)/python -m bench

# The browser of the tests: $CHROMIUM or the usual names; as root on Debian it is installed,
# elsewhere the command says what to install.
chromium:
	@sh bin/find-chromium --install >/dev/null

# What opens tables, slides and briefings in the tests: $SOFFICE or the usual names, and pdftotext.
libreoffice:
	@sh bin/find-libreoffice --install >/dev/null

clean:
	rm -rf $(VENV) .cache .pytest_cache .ruff_cache .hypothesis test-artefacts

$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 run" >&2; \
	  exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
