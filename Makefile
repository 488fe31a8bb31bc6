# SPDX-License-Identifier: GPL-3.0-or-later
# Everything a developer runs. `make help` lists the commands; V=1 shows what they do; PYTHON=... chooses the Python.
#
# Nothing is written outside this folder: environments go to .venv, everything else to .build.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ROOT := $(CURDIR)
BUILD := .build
BIN := .venv/bin
LINK := $(BUILD)/link
LINKED := $(LINK)/ansible_collections/webex/wholesale
STAGE := $(BUILD)/stage/ansible_collections/webex/wholesale
DIST := $(BUILD)/dist
REPORTS := $(BUILD)/reports
ANSIBLE_TEST_HOME := $(BUILD)/home
PORT ?= 8808
SEED_FILE ?= tests/sandbox/seeds/example.yml
SEED ?= 1
COUNT ?= 3000

# quiet unless V=1
V ?= 0
Q := $(if $(filter 1,$(V)),,@)
VERBOSE := $(if $(filter 1,$(V)),--verbose)

# No command below looks at the user's own Ansible settings or collections, so every computer gives the same result.
export ANSIBLE_CONFIG := $(ROOT)/scripts/ansible.cfg
export ANSIBLE_HOME := $(ROOT)/$(BUILD)/ansible
export ANSIBLE_COLLECTIONS_PATH := $(ROOT)/$(LINK)
unexport PYTHONPATH
export PATH := $(ROOT)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The API description the requests are checked against. It is not part of the repository: without it those tests are skipped,
# on continuous integration they fail.
export WEBEX_CONTRACT_DIR ?= $(abspath $(ROOT)/../shared/webex/contract)
ifeq ($(CI),true)
export WEBEX_REQUIRE_CONTRACT := 1
endif

.PHONY: help
help: ## list the commands
	@echo 'make COMMAND'
	@sed -n 's/^\([a-z-]*\):.*## /  \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s%s\n", $$1, $$2}'

# ---- environments ----------------------------------------------------------------------------------------------------------------------

.PHONY: venv demo-venv link stage
venv: ## make .venv with everything the tests need (again only when the requirements changed)
	$(Q)PYTHON='$(PYTHON)' scripts/venv.sh .venv --group dev -r requirements.txt

demo-venv:
	$(Q)PYTHON='$(PYTHON)' scripts/venv.sh $(BUILD)/venv-demo --group demo -r requirements.txt

link: ## .build/link/ansible_collections/webex/wholesale, a link to this folder: put .build/link into ANSIBLE_COLLECTIONS_PATH
	$(Q)mkdir -p $(dir $(LINKED))
	$(Q)[ "$$(readlink $(LINKED))" = '$(ROOT)' ] || { rm -f $(LINKED) && ln -s '$(ROOT)' $(LINKED); }

stage: venv
	$(Q)$(BIN)/python scripts/stage.py $(STAGE)

# ---- run it ----------------------------------------------------------------------------------------------------------------------------

.PHONY: node-tools
NODE_PACKAGES := playwright-core@1 axe-core@4 yaml-language-server@1
node-tools: ## for the tests of report pages and of editors, which are skipped without: needs npm, and Chromium beside it
	$(Q)mkdir -p $(BUILD)/node
	$(Q)npm install --prefix $(BUILD)/node --no-audit --no-fund $(NODE_PACKAGES)

.PHONY: demo sandbox
demo: demo-venv ## the whole job on the sandbox: plan, run, run again, from the example inventory
	$(Q)$(BUILD)/venv-demo/bin/python scripts/demo.py --seed $(SEED_FILE) $(VERBOSE)

sandbox: demo-venv ## a Webex to play with, in the foreground: make sandbox PORT=8808
	$(Q)$(BUILD)/venv-demo/bin/python -m tests.sandbox --port $(PORT) --seed $(SEED_FILE)

.PHONY: bench bench-venv bench-check
bench-venv:
	$(Q)PYTHON='$(PYTHON)' scripts/venv.sh $(BUILD)/venv-bench --group bench -r requirements.txt

# BENCH_ARGS='--cases users-1000 --rounds 1' measures less.
bench: bench-venv link ## compare with other ways to do the work, about 25 minutes on an idle machine: docs/performance.md
	$(Q)$(BUILD)/venv-bench/bin/python -m tests.benchmark.run $(BENCH_ARGS)

# ---- all tests -------------------------------------------------------------------------------------------------------------------------

.PHONY: test
test: venv link ## every check below, in two lanes, up to the first failure
	$(Q)$(BIN)/python scripts/run_tests.py --make '$(MAKE)'

# ---- single checks ---------------------------------------------------------------------------------------------------------------------

.PHONY: lint ruff yamllint mypy ansible-lint docs-lint changelog-lint licences
lint: ruff yamllint mypy ansible-lint docs-lint changelog-lint licences generated ## all of the following up to generated

ruff: venv ## Python style and formatting
	$(Q)$(BIN)/ruff check --quiet --cache-dir $(BUILD)/ruff_cache .
	$(Q)$(BIN)/ruff format --quiet --check --cache-dir $(BUILD)/ruff_cache . || { echo 'make format mends this'; exit 1; }

yamllint: venv ## YAML style
	$(Q)$(BIN)/yamllint --strict .

mypy: venv link ## Python types
	$(Q)$(BIN)/mypy --no-error-summary $(foreach part,module_utils action callback plugin_utils,$(if $(wildcard plugins/$(part)/*),-p ansible_collections.webex.wholesale.plugins.$(part))) $(if $(wildcard tests/sandbox/*.py),-p tests.sandbox) -p generate

ansible-lint: venv link ## playbooks and roles, profile production
	$(Q)$(BIN)/ansible-lint --profile production --offline $(if $(filter 1,$(V)),,-q) $(if $(MAKE_TERMOUT),,--nocolor)

docs-lint: venv ## documentation of the plugins and roles, and its links
	$(Q)mkdir -p $(BUILD)/home # antsibull-docs writes a log there
	$(Q)HOME=$(ROOT)/$(BUILD)/home $(BIN)/antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs self --disallow-unknown-collection-refs .

changelog-lint: venv ## changelog fragments
	$(Q)$(BIN)/antsibull-changelog lint
	$(Q)[ ! -f changelogs/changelog.yaml ] || $(BIN)/antsibull-changelog lint-changelog-yaml changelogs/changelog.yaml

.PHONY: changelog
changelog: venv ## for a release: turn the fragments into CHANGELOG.md, for the version of galaxy.yml
	$(Q)$(BIN)/antsibull-changelog release --update-existing

licences: venv ## every file says its licence: reuse lint
	$(Q)$(BIN)/reuse lint --quiet || $(BIN)/reuse lint --lines

# The generator imports the collection and itself.
GENERATE := PYTHONPATH=$(LINK):scripts $(BIN)/python -m generate
.PHONY: generate generated
generate: venv link ## write what follows from the models and other files: specifications, documentation, roles' metadata
	$(Q)$(GENERATE)

generated: venv link ## nothing of that is out of date
	$(Q)$(GENERATE) --check

.PHONY: format
format: venv ## mend what ruff can mend
	$(Q)$(BIN)/ruff check --fix --cache-dir $(BUILD)/ruff_cache .
	$(Q)$(BIN)/ruff format --cache-dir $(BUILD)/ruff_cache .

.PHONY: build galaxy-import
build: venv ## the collection's tarball, in .build/dist
	$(Q)rm -rf $(DIST) && mkdir -p $(DIST)
	$(Q)$(BIN)/ansible-galaxy collection build --output-path $(DIST) >/dev/null

galaxy-import: build ## import that tarball as Ansible Galaxy does
	$(Q)$(BIN)/python scripts/galaxy_import.py $(DIST)/*.tar.gz

.PHONY: sanity units
# ALL_PYTHONS=1 repeats the import test, minutes long, on each of them.
sanity: stage ## ansible-test sanity, compiled on every Python >= 3.11 found
	$(Q)$(BIN)/python scripts/run_ansible_test.py sanity --stage $(STAGE) --home $(ANSIBLE_TEST_HOME) --reports $(REPORTS) $(VERBOSE) \
		$(if $(filter 1,$(ALL_PYTHONS)),--all-pythons)

units: stage ## tests/unit, run by ansible-test
	$(Q)$(BIN)/python scripts/run_ansible_test.py units --stage $(STAGE) --home $(ANSIBLE_TEST_HOME) --reports $(REPORTS) $(VERBOSE)

# PYTEST_ARGS='-k name -x' narrows these down.
PYTEST := $(BIN)/python -m pytest $(if $(filter 1,$(V)),-v,-q) --junitxml=$(REPORTS)
.PHONY: unit sandbox-tests functional
unit: venv link ## tests/unit, run by pytest (quicker, better messages)
	$(Q)$(PYTEST)/unit.xml -n 2 tests/unit $(PYTEST_ARGS)

sandbox-tests: venv link ## the sandbox's own tests
	$(Q)$(PYTEST)/sandbox.xml -n 2 tests/sandbox_tests $(PYTEST_ARGS)

functional: venv link ## modules, roles and playbooks against the sandbox
	$(Q)$(PYTEST)/functional.xml -n 2 tests/functional $(PYTEST_ARGS)

.PHONY: clients
clients: venv link ## clients that others wrote, against the sandbox
	$(Q)PYTHON='$(PYTHON)' scripts/venv.sh $(BUILD)/venv-clients --group clients
	$(Q)WEBEX_REQUIRE_CLIENTS=1 $(PYTEST)/clients.xml -n 2 --dist loadfile tests/clients $(PYTEST_ARGS)

# SEED=7 chooses another tenant, other faults and other moments.
.PHONY: chaos kill chaos-short
chaos: venv link ## 20 customers with 1,000 users under faults: make chaos SEED=7
	$(Q)CHAOS_SEED=$(SEED) CHAOS_CUSTOMERS=20 CHAOS_USERS=1000 $(PYTEST)/chaos.xml tests/chaos/test_chaos.py $(PYTEST_ARGS)

kill: venv link ## runs killed at 25 random moments, and runs side by side: make kill SEED=7
	$(Q)CHAOS_SEED=$(SEED) CHAOS_ROUNDS=25 $(PYTEST)/kill.xml -n 2 tests/chaos/test_kill.py tests/chaos/test_two_runs.py $(PYTEST_ARGS)

chaos-short: venv link ## both, with a small tenant and few kills
	$(Q)CHAOS_SEED=$(SEED) $(PYTEST)/chaos-short.xml -n 3 -m 'not long' tests/chaos $(PYTEST_ARGS)

.PHONY: scenarios scenarios-short
scenarios: venv link ## many customers and random edits of them: make scenarios SEED=7 COUNT=5000
	$(Q)SCENARIOS_SEED=$(SEED) SCENARIOS_COUNT=$(COUNT) $(PYTEST)/scenarios.xml -n 2 tests/scenarios $(PYTEST_ARGS)

scenarios-short: venv link ## the same, with fewer of them
	$(Q)SCENARIOS_SEED=$(SEED) $(PYTEST)/scenarios-short.xml -n 2 tests/scenarios $(PYTEST_ARGS)

bench-check: venv bench-venv link ## the benchmark with tiny numbers: every contender still does the work
	$(Q)WEBEX_REQUIRE_BENCH=1 $(PYTEST)/bench.xml -n 2 tests/benchmark $(PYTEST_ARGS)

.PHONY: bench-limit
bench-limit: venv link ## runs against a service that limits requests, about 13 minutes: docs/performance.md
	$(Q)$(BIN)/python -m tests.benchmark.rate_limit $(BENCH_ARGS)

FREE_PORT := import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])
.PHONY: molecule
molecule: venv link ## the example scenario: converge, idempotence, verify
	$(Q)export WEBEX_SANDBOX_PORT="$$($(BIN)/python -c '$(FREE_PORT)')"; \
		$(if $(filter 1,$(V)),$(BIN)/molecule test --all,$(BIN)/molecule test --all >$(BUILD)/molecule.log 2>&1 || { cat $(BUILD)/molecule.log; exit 1; })

.PHONY: cores
cores: venv link ## what depends on ansible-core, with every other supported version for which there is a Python
	$(Q)$(BIN)/python scripts/cores.py --reports $(REPORTS)

.PHONY: clean distclean
clean: ## remove build results
	$(Q)rm -rf $(BUILD) .ansible tests/output .pytest_cache .mypy_cache .ruff_cache .hypothesis
	$(Q)find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean ## remove the environments, too
	$(Q)rm -rf .venv
