# Everything a person does here. `make run` shows the dashboard, `make test` proves it.
# Needs Python 3.11 or later and make; nothing is installed outside .venv (but see `chromium`,
# `libreoffice` and `nginx`).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
SOAK ?= 1800

.PHONY: run test build lint format bench torture strace setup setup-dev chromium libreoffice nginx catalogues docs clean

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

# The data dictionary in docs/, from data/datapackage.json.
docs: $(VENV)/.run
	$(BIN)/python -m partv dictionary

# All tests, those of the browser and of the office files too. Two processes, for two cores.
test: $(VENV)/.dev chromium libreoffice nginx
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# About twenty minutes, on a machine with nothing else to do.
bench: $(VENV)/.dev chromium nginx
	$(BIN)/python -m bench

# What is done to it on purpose, and docs/reliability.md. SOAK: seconds that it is kept busy.
torture: $(VENV)/.dev strace
	$(BIN)/python -m torture --soak $(SOAK)

strace:
	@sh bin/find-strace --install >/dev/null

# The browser of the tests: $CHROMIUM or the usual names; as root on Debian it is installed,
# elsewhere the command says what to install.
chromium:
	@sh bin/find-chromium --install >/dev/null

# What opens tables, slides and briefings in the tests: $SOFFICE or the usual names, and pdftotext.
libreoffice:
	@sh bin/find-libreoffice --install >/dev/null

# What stands before several replicas in tests and bench: $NGINX or the usual names.
nginx:
	@sh bin/find-nginx --install >/dev/null

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
