# One-word targets; a fresh machine needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
SECONDS ?= 60
SEEDS ?= 0-99
INTO ?=
PARTS ?=
SAMPLE ?= 150
# The Pythons that wheels are built for, those of them that are here.
PYTHONS ?= python3.11 python3.12 python3.13 python3.14
# Four tests more than cores at once: they wait for one another's servers half of the time.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(4 + (os.cpu_count() or 1))')
BIN := .venv/bin
ROOMS := checks pipelines settings spiders
CODE := src $(ROOMS) tests docs scripts bench fuzz simulate

.DEFAULT_GOAL := help

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

sweep: .venv/run  ## sweep the sample city: store in ./govsweep.db, papers in ./reports/
	$(BIN)/govsweep demo

test: .venv/test  ## lint, type-check and run all tests
	$(MAKE) --no-print-directory --jobs=2 lint pytest

pytest: .venv/test  ## run all tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: .venv/test view  ## ruff and mypy
	$(BIN)/ruff format --check $(wildcard $(CODE))
	$(BIN)/ruff check $(wildcard $(CODE))
	$(BIN)/mypy

fix: .venv/test  ## mend what ruff can mend
	$(BIN)/ruff check --fix $(wildcard $(CODE))
	$(BIN)/ruff format $(wildcard $(CODE))

chaos: .venv/test  ## kill workers, Redis and the database in ten ways; eight workers keep a pace
	GOVSWEEP_CHAOS=10 $(BIN)/python -m pytest tests/spiders/test_chaos.py \
		tests/spiders/test_polite.py tests/spiders/test_fair.py tests/spiders/test_hostile.py

bench: .venv/test  ## measure the sweep of the sample city
	$(BIN)/python -m bench

docs: .venv/test  ## build the manual into build/docs; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going -q -E -a -b html docs build/docs

fuzz: .venv/test  ## look for inputs that break the readers and loaders: make fuzz SECONDS=600
	$(BIN)/python -m fuzz --seconds $(SECONDS)

simulate: .venv/test  ## live whole nights with faults by seed: make simulate SEEDS=0-9999 INTO=build/worlds.jsonl
	$(BIN)/python -m simulate --seeds $(SEEDS) --nights 3 --into "$(INTO)" \
		--processes $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 1)')

mutate: .venv/test  ## change the code in small ways and see which tests notice: make mutate PARTS="periods assess"
	$(BIN)/pip install --quiet --disable-pip-version-check 'mutmut>=3.8.1,<4'
	$(BIN)/python scripts/mutate.py $(PARTS) --sample $(SAMPLE)

cards: .venv/test  ## measure the word rules on the sets in $$CARDS_DATA
	$(BIN)/python scripts/cards.py

# Setuptools' editable install is an import hook that no static analyser follows; links are.
view:  ## link the rooms into .view/govsweep for mypy
	@rm -rf .view && mkdir -p .view/govsweep
	@for entry in src/govsweep/*; do ln -s "../../$$entry" .view/govsweep/; done
	@for room in $(ROOMS); do ln -s "../../$$room" .view/govsweep/; done

lock: .venv/test  ## pin every dependency for Python 3.11 to 3.14 in requirements.lock
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --extra test --quiet \
		--no-emit-index-url --no-header --output-file requirements.lock pyproject.toml

wheels:  ## build wheels with the compiled core into dist/, for each Python of $$PYTHONS that is here
	@for python in $(PYTHONS); do \
		$$python -c 'pass' 2>/dev/null || { echo "$$python: not here"; continue; }; \
		sh scripts/build_wheel.sh $$python || exit 1; \
	done

sbom:  ## list every component of the product in build/sbom.json (CycloneDX)
	$(PYTHON) -m venv build/tools
	build/tools/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom
	build/tools/bin/cyclonedx-py requirements --output-reproducible --no-validate --of JSON \
		--output-file build/sbom.json requirements.lock

audit:  ## ask for known weaknesses of every component; needs a way to pypi.org
	$(PYTHON) -m venv build/tools
	build/tools/bin/pip install --quiet --disable-pip-version-check pip-audit
	build/tools/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip

clean:  ## drop what was built; the store and the reports stay
	rm -rf .venv .view build dist .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新的版本" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $@

.venv/test: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[test]'
	@touch $@ .venv/run

.PHONY: help sweep test pytest lint fix chaos bench docs fuzz simulate mutate cards view lock wheels sbom audit clean
