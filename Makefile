# The commands of this project; `make help` lists them. Nothing is needed beforehand but Python
# 3.11 or newer and make. Everything goes into .venv/, node_modules/ and static/vendor/.

PYTHON := .venv/bin/python
MESSAGES := webmap/translations
BABEL := $(PYTHON) -m babel.messages.frontend --quiet
VENDOR := static/vendor/built-from.txt
LINTERS := node_modules/.linters
PYTEST := $(PYTHON) -m pytest
# One more than cores: a third of a test in the browser is waiting.
WORKERS ?= $(shell echo $$(($$(nproc) + 1)))
# A worker that runs dry takes half of what another has left: neighbours stay together, none idles.
DEAL := --dist worksteal
UV := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help run setup assets messages test test-fast services lint format bench soak pins clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Serve the map on http://127.0.0.1:8000 (HOST, PORT, DATABASE_URL, SAMPLE=0)
	@PREPARE=1 exec $(PYTHON) -m gunicorn

# ── What has to be there ──────────────────────────────────────────────────────────────────────

setup: .venv/.installed $(VENDOR) catalogues ## Install what running needs, build assets, catalogues

.venv/.installed: requirements.txt tools/make_venv.sh
	@sh tools/make_venv.sh
	@echo "Installing the Python packages of requirements.txt."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt
	@echo "Installing the Python packages of requirements-dev.txt."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

assets: .venv/.installed $(VENDOR) ## Copy browser libraries, font and icons into static/vendor/

$(VENDOR): package-lock.json static/icons/icons.txt tools/build_assets.py tools/node.py | .venv/.installed
	@$(PYTHON) tools/build_assets.py

# Linters of scripts and styles come by npm too, but never with `make run`.
$(LINTERS): package-lock.json | .venv/.installed
	@echo "Installing the linters of package-lock.json."
	@$(PYTHON) tools/lint_pages.py --install

# ── Languages: Vietnamese is the source, English a catalogue ──────────────────────────────────

PO := $(wildcard $(MESSAGES)/*/LC_MESSAGES/messages.po)

.PHONY: catalogues
catalogues: $(PO:.po=.mo)

%.mo: %.po | .venv/.installed
	@$(BABEL) compile --input-file $< --output-file $@

messages: .venv/.installed ## Collect the texts of the code into the catalogue, and compile it
	@$(BABEL) extract --mapping-file pyproject.toml --output-file .venv/messages.pot \
	  --keyword N_ --keyword _ --keyword lazy_gettext --keyword ngettext:1,2 \
	  --add-location file --sort-by-file --width 100 \
	  app.py geodata layers webmap
	@test -e $(MESSAGES)/en/LC_MESSAGES/messages.po || $(BABEL) init \
	  --input-file .venv/messages.pot --output-dir $(MESSAGES) --locale en --width 100
	@$(BABEL) update --input-file .venv/messages.pot --output-dir $(MESSAGES) --width 100 \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(MAKE) --no-print-directory catalogues

# ── Checks ────────────────────────────────────────────────────────────────────────────────────

services:
	@sh tools/test_services.sh

test: $(LINTERS) setup .venv/.installed-dev services ## All tests, on both stores and in Chromium
	$(PYTEST) -n $(WORKERS) $(DEAL) --durations=20 $(ARGS)

test-fast: $(LINTERS) setup .venv/.installed-dev ## The tests that need neither PostgreSQL nor Chromium
	$(PYTEST) -n $(WORKERS) $(DEAL) -m "not browser and not postgis and not soak" $(ARGS)

lint: .venv/.installed .venv/.installed-dev $(LINTERS) ## Style, imports, types, scripts, templates
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	.venv/bin/lint-imports
	$(PYTHON) -m mypy
	$(PYTHON) tools/lint_pages.py

format: .venv/.installed-dev ## Mend what ruff can mend
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: setup .venv/.installed-dev ## Start-up, first page, 304 against 200, as ratios
	$(PYTHON) bench/web.py
	$(PYTHON) bench/large.py

soak: setup .venv/.installed-dev services ## The doubled matrix, then loads and kills one at a time
	$(PYTEST) -n $(WORKERS) $(DEAL) -m soak --ignore=tests/soak $(ARGS)
	$(PYTEST) -m soak tests/soak $(ARGS)

# ── Upkeep ────────────────────────────────────────────────────────────────────────────────────

pins: .venv/.installed ## Resolve requirements*.in into requirements*.txt again
	$(PYTHON) -m pip install --quiet --disable-pip-version-check $(UV)
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	  --custom-compile-command "make pins" --output-file requirements.txt requirements.in
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	  --custom-compile-command "make pins" --output-file requirements-dev.txt requirements-dev.in

clean: ## Remove what was built; the store in instance/ stays
	rm -rf .venv node_modules static/vendor tests/browser/vendor test-results
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find $(MESSAGES) -name '*.mo' -delete
