# Microstore. `make` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup test-setup run demo check test lint format lock messages drill bench demo check clean

VENV := .venv
PY := $(VENV)/bin/python
ENGINES ?= sqlite postgres
ARGS ?=
export PYTHONDONTWRITEBYTECODE = # Python may keep what it compiled: every start takes half as long

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

# --- set-up: a stamp per locked set, so that nothing is done twice ----------------------------------------------------

$(VENV)/.run: requirements/run.txt requirements/uv.txt
	@sh .ci/setup run

$(VENV)/.test: requirements/test.txt requirements/uv.txt
	@sh .ci/setup test

setup: $(VENV)/.run ## install what running needs

test-setup: $(VENV)/.test ## install what testing needs, a browser included
	@$(PY) -m tests.support.browser

# --- use -----------------------------------------------------------------------------------------------------------------

run: $(VENV)/.run ## the market with the demo world, on this machine's network (EMPTY=1: without the demo world)
	@exec $(PY) app.py serve $(if $(EMPTY),--no-demo,--demo) $(ARGS)

demo: $(VENV)/.run ## put the demo world into an empty database
	@$(PY) app.py demo $(ARGS)

check: $(VENV)/.run ## recompute every sum and compare
	@$(PY) app.py check $(ARGS)

# --- work on it -----------------------------------------------------------------------------------------------------------

test: test-setup ## every test on SQLite, then on PostgreSQL (ENGINES=sqlite ARGS="tests/orders -k ship")
	@for engine in $(ENGINES); do \
		$(PY) -m pytest --engine $$engine -n logical --maxprocesses 8 --dist worksteal $(ARGS) || exit $$?; \
	done

lint: $(VENV)/.test ## read the code and the templates for mistakes
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m djlint --lint --quiet templates

format: $(VENV)/.test ## lay the code out the one way
	@$(PY) -m ruff check --fix --select I,RUF100 .
	@$(PY) -m ruff format .

drill: test-setup ## the long and heavy tests, on both engines
	@for engine in $(ENGINES); do \
		$(PY) -m pytest --engine $$engine -m drill --timeout 3600 $(ARGS) || exit $$?; \
	done

bench: test-setup ## measure speed on this machine
	@$(PY) -m tests.bench $(ARGS)

LOCKING := $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url

lock: $(VENV)/.test ## take the newest releases and lock them with their hashes
	@echo uv | $(LOCKING) - --output-file requirements/uv.txt
	@$(LOCKING) pyproject.toml --extra postgres --output-file requirements/run.txt
	@$(LOCKING) pyproject.toml --extra postgres --extra test --output-file requirements/test.txt

LOCALES := storefront/locales
BABEL := $(PY) -m babel.messages.frontend -q

messages: $(VENV)/.run ## collect the words to translate (LANGUAGE=zh_Hans_CN starts a language)
	@mkdir -p $(LOCALES)
	@$(BABEL) extract -F pyproject.toml -k _ -k _l -k ngettext:1,2 -k lazy_gettext -c "Translators:" \
		--sort-by-file --add-location file --project Microstore -o $(LOCALES)/messages.pot .
	@$(if $(filter command,$(origin LANGUAGE)),$(BABEL) init -i $(LOCALES)/messages.pot -d $(LOCALES) -l $(LANGUAGE))
	@$(BABEL) update -i $(LOCALES)/messages.pot -d $(LOCALES) \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120

clean: ## remove what was made (never the data folder)
	@rm -rf $(VENV) build .pytest_cache .ruff_cache .hypothesis test-results
	@find . -name __pycache__ -prune -exec rm -rf {} + ; find . -name '*.mo' -exec rm -f {} +
