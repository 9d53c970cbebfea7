# `make` alone lists what there is to do.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_DIR ?= var/demo
PORT ?= 8480
PYTEST_ARGS ?=

RUN_PACKAGES := python3-venv tesseract-ocr tesseract-ocr-osd \
	tesseract-ocr-eng tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-ita tesseract-ocr-nld
# libatomic1 is what the Node inside Playwright needs, and a bare Debian has not. Readers written by others read our
# answers; one of them is for Node.
TEST_PACKAGES := dovecot-imapd postgresql chromium libatomic1 nodejs npm

# Lock files hold versions and hashes, and never the address of an index.
LOCK := $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	--universal --python-version 3.11 --extra postgresql

export PYTHON
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-test run test check bench soak lock vendor clean

# The list is built from the comments behind the targets.
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# A stamp a step, so that a second call does nothing.
setup: $(VENV)/.project ## Install what `make run` needs: Debian packages, .venv from the lock

$(VENV)/.debian: deploy/debian_packages.sh Makefile
	@deploy/debian_packages.sh $(RUN_PACKAGES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Ordermill needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.locked: requirements.lock $(VENV)/.debian
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# Again after each change of pyproject.toml, since entry points are read from the installed metadata.
$(VENV)/.project: pyproject.toml $(VENV)/.locked
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# The servers of the integration tests, the browser, and the development tools.
setup-test: $(VENV)/.tests ## Install what the tests need on top of it

$(VENV)/.tests: requirements-dev.lock tests/servers/node/package-lock.json deploy/debian_packages.sh $(VENV)/.project
	@deploy/debian_packages.sh $(TEST_PACKAGES)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	npm ci --prefix tests/servers/node --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# A demo company on SQLite with a real drop folder and Maildir.
run: setup ## Start the demo company and the exceptions queue
	$(BIN)/ordermill demo --dir $(DEMO_DIR) --port $(PORT)

# Everything but the soak tests and benchmarks; each file in one process, which has servers of its own.
test: setup-test ## Set up and run all tests
	@$(BIN)/pytest -n 2 --dist loadfile $(PYTEST_ARGS)

# What a commit must pass, in about a minute once caches are warm.
check: setup-test ## Format, lint, types, import contracts, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n 2 --dist loadfile --ignore=tests/integration --ignore=tests/e2e -m "not slow and not soak and not bench" $(PYTEST_ARGS)

# Each measurement prints its numbers beside those of the machine.
bench: setup-test ## Measure throughput and memory
	$(BIN)/pytest -q -s -m bench --timeout=3600 $(wildcard bench) tests $(PYTEST_ARGS)

# The kill tests at full length, on both databases.
soak: setup-test ## Run the long kill tests
	$(BIN)/pytest -m soak --timeout=14400 $(PYTEST_ARGS)

# The second is solved under the first, so that tests run on the versions that are shipped.
lock: setup-test ## Resolve the dependencies anew into the two lock files
	$(LOCK) --group build --output-file requirements.lock pyproject.toml
	$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

# Needs node; users never do, since the copied files are committed.
vendor: ## Copy the pinned browser libraries into exceptions_queue
	deploy/vendor.sh

# The archive and databases below var/ stay.
clean: ## Remove .venv and caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
