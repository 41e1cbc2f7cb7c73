# Every target sets up what it needs in .venv; a fresh machine needs Python 3.11 or newer and make.
# All paths are relative, so the checkout may stand in a folder with spaces in its name.

PYTHON ?= python3
PYTEST_WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test lint clean
.DEFAULT_GOAL := demo

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else f"Linli needs Python 3.11 or newer; $(PYTHON) is {sys.version.split()[0]}. Try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	@# --no-compile: only what is imported gets compiled, when it is
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-compile --constraint constraints.txt --editable '.[dev,distributed]'
	$(BIN)/python -m matcher.cli prepare
	@touch $(READY)

demo: $(READY)
	$(BIN)/python -m matcher.cli demo

test: $(READY)
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal

lint: $(READY)
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

clean:
	find . -name '*.nb[ci]' -not -path './$(VENV)/*' -delete
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
