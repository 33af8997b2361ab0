# Dateline's workflow. `make demo` and `make test` make their own environment in .venv on first use.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DATA   ?= data
SECONDS ?= 60
MINUTES ?= 30
# Only as given to `make`: a PORT in the environment is meant for other programs.
PORT_OPTION = $(if $(filter command,$(origin PORT)),--port $(PORT))

# Tests start hundreds of programs; without its compiled files each of them would compile Dateline again.
unexport PYTHONDONTWRITEBYTECODE

# Two processes, each with whole files; the longest first (tests/conftest.py), so that both end at the same time.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# What chooses and reads, the values and messages of the bot, and the documents; no browser, no other programs.
FAST_TESTS := tests/briefings tests/corpus/dates tests/corpus/extraction tests/corpus/models tests/corpus/quotes \
    tests/corpus/segmentation tests/bot/models tests/bot/rendering tests/test_docs.py tests/test_documented_names.py

.PHONY: demo test test-fast test-postgres crash soak fuzz lint docs bench clean

# An environment that can be used, with the extras named; an older Python is refused before anything is created.
define environment
@$(PYTHON) -c "import sys; sys.exit(None if sys.version_info >= (3, 11) else \
    'Dateline needs Python 3.11 or newer. Name one, as in: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.12')"
@echo "Installing in $(VENV), this once; it takes a minute or two."
@$(PYTHON) -m venv $(VENV)
@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.$(1)'
endef

# A variable, because a comma would end the argument of a call.
DEV := [test,dev,semantic,postgres]

# The stamps are newer than pyproject.toml when the environment holds what it asks for.
$(VENV)/.run-stamp: pyproject.toml
	$(call environment,)
	@touch $@

$(VENV)/.dev-stamp: pyproject.toml
	$(call environment,$(DEV))
	@touch $@ $(VENV)/.run-stamp

demo: $(VENV)/.run-stamp  ## Run bot and test server on the sample corpus; open the address that it prints. PORT names its port.
	$(BIN)/dateline demo $(PORT_OPTION)

test: $(VENV)/.dev-stamp  ## Run every test.
	$(PYTEST)

test-fast: $(VENV)/.dev-stamp  ## Run the quick tests that tell most.
	HYPOTHESIS_PROFILE=fast $(PYTEST) -m "not browser and not clients and not postgres and not seeds" $(FAST_TESTS)

test-postgres: $(VENV)/.dev-stamp  ## Run the tests that need a PostgreSQL server; they start one of their own.
	$(PYTEST) -m postgres

crash: $(VENV)/.dev-stamp  ## Kill 500 bots while they deliver digests, and check every digest.
	$(BIN)/python -m tests.support.digests.crash_runner

soak: $(VENV)/.dev-stamp  ## Kill two bots and three workers on one PostgreSQL server at random, for MINUTES (30), and count.
	$(BIN)/python -m tests.support.soak.runner --minutes $(MINUTES)

fuzz: $(VENV)/.dev-stamp  ## Feed random malformed inputs to every reader, for SECONDS (60) each.
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

lint: $(VENV)/.dev-stamp  ## Check format, style, types and the contracts between packages.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

$(VENV)/.docs-stamp: $(VENV)/.dev-stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

docs: $(VENV)/.docs-stamp  ## Build the documentation site in build/site; a warning fails it.
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

bench: $(VENV)/.dev-stamp  ## Measure; DATA names the folder of the data sets (docs/benchmarks.md), LONG=1 includes the long runs.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,dev,semantic,postgres,bench]'
	$(BIN)/python benchmarks --data $(DATA) $(if $(LONG),--long)

clean:  ## Remove the environment and the caches of the tools.
	rm -rf $(VENV) .venv-lowest build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
