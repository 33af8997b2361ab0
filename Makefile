# Dateline's workflow. `make demo` and `make test` make their own environment in .venv on first use.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DATA   ?= data
SECONDS ?= 60
# As it is named after `make`; what the environment calls so is meant for other programs.
PORT_OPTION = $(if $(filter command,$(origin PORT)),--port $(PORT))

.PHONY: demo test crash fuzz lint bench clean

# An environment that can be used, with the extras named; an old Python is told before anything is made.
define environment
@$(PYTHON) -c "import sys; sys.exit(None if sys.version_info >= (3, 11) else \
    'Dateline needs Python 3.11 or newer. Name one, as in: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.12')"
@echo "Installing in $(VENV), this once; it takes a minute or two."
@$(PYTHON) -m venv $(VENV)
@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.$(1)'
endef

# By a name: a comma would end the argument of a call.
DEV := [test,dev]

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
	$(BIN)/python -m pytest -n 2 --dist loadfile

crash: $(VENV)/.dev-stamp  ## Kill 500 bots while they deliver digests, and look what became of these.
	$(BIN)/python -m tests.support.digests.crash_runner

fuzz: $(VENV)/.dev-stamp  ## Bring odd inputs to every door, SECONDS of them each (60), other ones each time.
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

lint: $(VENV)/.dev-stamp  ## Check format, style, types and the contracts between packages.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.dev-stamp  ## Measure; DATA names the folder of the data sets (docs/benchmarks.md), LONG=1 does not leave out the long ones.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,dev,bench]'
	$(BIN)/python benchmarks --data $(DATA) $(if $(LONG),--long)

clean:  ## Remove the environment and what tools left behind.
	rm -rf $(VENV) .venv-lowest build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
