# `make` sets everything up and prints the seed topic for both audiences; `make test` sets up and passes every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOPIC := milia-like-calcinosis

.PHONY: all setup test lint deep bench bench-batch bench-compare docs clean
all: setup
	@$(BIN)/handout render $(TOPIC) --audience all

# Made anew when the project's requirements change.
$(VENV)/.ready: pyproject.toml
	@echo 'setting up, this takes a minute or two'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

setup: $(VENV)/.ready

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n auto --cov --cov-report=term:skip-covered --cov-fail-under=95

deep: setup
	$(BIN)/pytest -n auto -m deep

bench: setup
	$(BIN)/python benchmarks/run.py

# Beside Typst, WeasyPrint and others, which only this needs.
bench-batch: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/batch.py

# Beside pdfplumber and pypdf.
bench-compare: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/compare.py

# What the documentation takes from the program: help pages, the table of roles, the picture of the pages.
docs: setup
	$(BIN)/python docs/manual/make.py
	$(BIN)/python docs/images/make.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
