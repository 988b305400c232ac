# Two commands matter to a newcomer: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000
.DEFAULT_GOAL := help
.PHONY: help venv demo test lint lock bench clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(VENV)/.made: requirements.lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lianfang needs Python 3.11 or newer: make venv PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

venv: $(VENV)/.made ## everything Python needs, in .venv

demo: venv ## a district at work on http://127.0.0.1:$PORT, with the logins printed
	@$(BIN)/lianfang demo --serve --port $(PORT)

test: venv ## lint, types, layers and the whole suite on SQLite and PostgreSQL
	@$(BIN)/python tests/run.py

lint: venv ## format, lint, types and layers only
	@$(BIN)/python tests/run.py --lint

lock: venv ## write requirements.lock.txt anew (needs uv on the path)
	uv pip compile pyproject.toml --extra dev --extra spark --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements.lock.txt

bench: venv ## what is measured, one JSON line a figure
	$(BIN)/lianfang bench --quick

clean: ## remove what was made here
	rm -rf $(VENV) var build dist
