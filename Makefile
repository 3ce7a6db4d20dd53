# make run | test | check | bench | torture | lint | lock | clean. Each prepares .venv first, when it has to.
# Another Python: make run PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
INSTALL := $(PIP) install --root-user-action=ignore

.DEFAULT_GOAL := help
.PHONY: help run test check lint bench torture lock clean

help:
	@echo "make run     talk to the tutor here; with DISCORD_TOKEN set (or in .env), start the bot"
	@echo "make test    run the tests"
	@echo "make check   all that must hold: format, lint, types, imports, notes, tests"
	@echo "make bench   measure how well and how fast questions are answered"
	@echo "make torture try what must never happen to the daily question"
	@echo "make lock    pin the requirements anew, from pyproject.toml"
	@echo "make clean   remove .venv and what the tools keep"

run: $(VENV)/run.stamp
	@$(BIN)/kotae run

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --numprocesses 4 --dist loadfile

check: lint test

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports
	@$(BIN)/kotae check

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks

torture: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks.torture

# pip refuses `-e .` beside hashes: the locked requirements go in first, then the project without any.
$(VENV)/run.stamp: requirements.txt requirements-build.txt pyproject.toml | $(VENV)/made.stamp
	@echo "Installing what the tutor needs into $(VENV) …" >&2
	@$(INSTALL) --require-hashes -r requirements.txt -r requirements-build.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need into $(VENV) …" >&2
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Kotae needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo not there)." >&2; \
	  echo "Install one, or name one you have: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12" >&2; exit 2; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "No virtual environment could be made. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 2; }
	@touch $@

lock: $(VENV)/made.stamp
	@$(INSTALL) uv
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@$(BIN)/uv pip compile $(LOCK) --group build -c requirements-dev.txt -o requirements-build.txt

# For every system and Python from 3.11 on, and without a word on where the packages were looked up.
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

clean:
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find bot tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
