# Everything that is done every day. Needs Python 3.11 or newer, Node 20 or newer, and make; the rest is fetched.
#
#   make run     the site with a fictional council on http://127.0.0.1:8000 (another port: make run PORT=8080)
#   make check   style, types, floors, migrations, generated pages: under a minute
#   make fix     put right what can be put right by itself
#   make test    all tests, on SQLite and on PostgreSQL, with a real browser
#   make pictures  the pictures of the README and the documentation
#   make bench   how fast it is
#   make dist    the wheel, ready for `pip install`
#   make lock    choose newer versions of everything we stand on

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Everything that is written while working here stays here.
export GOLDENTHREAD_HOME := $(CURDIR)/var

.DEFAULT_GOAL := help
.PHONY: help run test pictures check fix bench dist dist-test lock system

help:
	@sed -n 's/^#   //p' Makefile

run: .venv/base static
	$(BIN)/goldenthread migrate --verbosity 0
	$(BIN)/goldenthread demo --port $(PORT)
	$(BIN)/goldenthread serve --with-worker --port $(PORT)

# Both databases are tried even when the first finds something; tests marked `once` have nothing to do with a database.
# The first leaves the fingerprints of the site's pages for the second to compare.
test: .venv/dev static system
	@rm -rf var/parity; export GOLDENTHREAD_PARITY="$(CURDIR)/var/parity"; failed=0; \
	echo "Tests on SQLite"; $(BIN)/pytest -n 2 --dist worksteal --db sqlite || failed=1; \
	echo "Tests on PostgreSQL"; $(BIN)/pytest -n 2 --dist worksteal --db postgres -m "not once" || failed=1; \
	exit $$failed

# The pictures of the README and the documentation.
pictures: .venv/dev static system
	GOLDENTHREAD_PICTURES="$(CURDIR)/docs/images" $(BIN)/pytest -q tests/journeys/demo/test_pictures.py

check: .venv/dev static
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/goldenthread makemigrations --check --dry-run
	$(BIN)/goldenthread reference --check
	$(BIN)/pytest -q tests/architecture

fix: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/goldenthread reference
	-$(BIN)/python -m tools.requirements

bench: .venv/dev static
	$(BIN)/python -m bench

dist: .venv/dev static
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

# The wheel on its own, as a council gets it.
dist-test: dist
	rm -rf var/wheel
	$(PYTHON) -m venv var/wheel/venv
	var/wheel/venv/bin/python -m pip --disable-pip-version-check --quiet install dist/*.whl
	cd var/wheel && GOLDENTHREAD_HOME=home venv/bin/goldenthread --help
	cd var/wheel && GOLDENTHREAD_HOME=home venv/bin/goldenthread migrate --verbosity 0
	cd var/wheel && GOLDENTHREAD_HOME=home venv/bin/goldenthread demo

LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate pyproject.toml --extra postgres
lock: .venv/dev
	$(LOCK) --output-file requirements/base.txt
	$(LOCK) --extra dev --output-file requirements/dev.txt
	npm update --package-lock-only

# What stands ready -----------------------------------------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/base: requirements/base.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/base.txt
	$(PIP) install --no-deps --editable .
	@touch $@

.venv/dev: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ .venv/base

node_modules/.package-lock.json: package-lock.json package.json .npmrc
	npm ci --no-progress
	@touch $@

.PHONY: static
static: node_modules/.package-lock.json | .venv/bin/python
	@$(BIN)/python -m tools.static

system:
	@sh tools/system.sh
