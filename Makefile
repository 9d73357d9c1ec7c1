# `make` sets everything up and prints the seed topic for both audiences; `make test` sets up and passes every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOPIC := milia-like-calcinosis
# The versions of all that is installed here; with none (`CONSTRAINTS=`), the newest that pyproject.toml allows.
CONSTRAINTS := constraints.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(addprefix --constraint ,$(CONSTRAINTS))
# pip builds the project in an environment of its own, which takes its constraints from here alone.
export PIP_BUILD_CONSTRAINT := $(addprefix $(CURDIR)/,$(CONSTRAINTS))

.PHONY: all setup test lint types tests coverage deep mutants latest upgrade bench bench-batch bench-compare docs clean
all: setup
	@$(BIN)/handout render $(TOPIC) --audience all

# Made anew when the project's requirements change.
$(VENV)/.ready: pyproject.toml $(CONSTRAINTS)
	@echo 'setting up, this takes a minute or two'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	$(PIP) --editable '.[dev]'
	touch $@

# pip compiles what it installs, but not this folder; where Python may not write bytecode (PYTHONDONTWRITEBYTECODE),
# each process would compile it anew, and the tests start thousands.
setup: $(VENV)/.ready
	@$(BIN)/python -m compileall -q src

# mypy keeps what it knows of one platform only in a folder, so each has its own; two at a time, like the tests.
lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(MAKE) --jobs 2 types types-darwin types-win32

# The benchmarks are checked apart, because a file of theirs has the name of a package of tests.
types: setup
	$(BIN)/mypy
	$(BIN)/mypy benchmarks/*.py

types-%: setup
	$(BIN)/mypy --cache-dir .mypy_cache/$* --platform $* src

test: lint tests

# A process takes tests from the other when its own are done: tests of one file stay together, and share what they make.
PYTEST := $(BIN)/pytest -n auto --dist worksteal

# The slowest tests come last, so that growth is seen.
tests: setup
	$(PYTEST) --durations 20

# Apart from the tests, because tracing makes them take nearly twice as long.
coverage: setup
	$(PYTEST) --cov --cov-report=term:skip-covered --cov-fail-under=95

deep: setup coverage
	$(PYTEST) -m deep
	$(MAKE) mutants

# Changes of the code that no test sees; those that may be are listed in tests/mutation.
mutants: setup
	$(PIP) --editable '.[deep]'
	rm -rf mutants
	CI=1 $(BIN)/mutmut run
	$(BIN)/python tests/mutation/survivors.py

# The tests with the newest version of everything, in an environment of their own that is made anew each time.
latest:
	rm -rf .venv-latest
	$(MAKE) tests VENV=.venv-latest CONSTRAINTS=

# The newest versions into constraints.txt; uv alone resolves for every Python version and platform at once.
upgrade:
	$(PYTHON) -m venv .venv-upgrade
	.venv-upgrade/bin/python -m pip install --quiet --disable-pip-version-check --upgrade uv
	.venv-upgrade/bin/uv pip compile pyproject.toml --all-extras --group setup --universal --python-version 3.11 \
		--upgrade --no-annotate --custom-compile-command 'make upgrade' --quiet --output-file constraints.txt
	@echo 'constraints.txt is raised; run make test before you commit it'

bench: setup
	$(BIN)/python benchmarks/run.py

# Beside Typst, WeasyPrint and others, which only this needs.
bench-batch: setup
	$(PIP) --editable '.[bench]'
	$(BIN)/python benchmarks/batch.py

# Beside pdfplumber and pypdf.
bench-compare: setup
	$(PIP) --editable '.[bench]'
	$(BIN)/python benchmarks/compare.py

# What the documentation takes from the program: help pages, roles, modules, the picture of the pages.
docs: setup
	$(BIN)/python docs/manual/make.py
	$(BIN)/python docs/images/make.py
	$(BIN)/python docs/modules.py

clean:
	rm -rf $(VENV) .venv-* .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
