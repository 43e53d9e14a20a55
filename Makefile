# Everything here works from a plain clone in a folder of any name, and each target does its own set-up.
# PYTHON is the interpreter that the environment is made with; BUILD is where the exported copy of the collection goes.

SHELL := /bin/bash
.SHELLFLAGS := -o errexit -o nounset -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3.11
BUILD ?= .build
JOBS ?= 2
ARGS ?=

VENV := .venv
READY := $(VENV)/.ready
# Absolute, since the tools run inside the copy. The shell makes the path: make's own functions split it at spaces.
override BUILD := $(shell realpath --canonicalize-missing "$(BUILD)")
COPY := $(BUILD)/ansible_collections/mainwp/dashboard
CACHE := $(shell realpath --canonicalize-missing .cache)

export PATH := $(shell realpath --canonicalize-missing "$(VENV)")/bin:$(PATH)
export ANSIBLE_COLLECTIONS_PATH := $(BUILD)
# ansible-lint looks for collections in Ansible's home first: an older copy that lies there must not stand in for this one.
export ANSIBLE_HOME := $(BUILD)/.ansible
export ANSIBLE_NOCOWS := 1
export LC_ALL := C.UTF-8
export PYTHONDONTWRITEBYTECODE := 1

# A third of the time of a module goes into compiling it; what runs hundreds of them keeps the bytecode.
KEEPING := PYTHONPATH="$(COPY)/tests/bytecode" ARCHIVE_BYTECODE="$(CACHE)/bytecode"
PYTEST := $(KEEPING) python -m pytest --numprocesses=$(JOBS) --dist=worksteal

.PHONY: help export lint format unit contract playbooks molecule test-real sanity meta benchmarks test record demo demo-update simulator docs changelog build pins clean

help:
	@sed -n 's/^## //p' Makefile

$(READY): requirements-dev.txt constraints-dev.txt
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	python -m pip install --quiet --requirement requirements-dev.txt --constraint constraints-dev.txt
	touch $@

## export      copy the tracked and the new files to BUILD/ansible_collections/mainwp/dashboard, where the tools find a collection
# A fresh folder is filled and then put in place, so that a file that is gone from the checkout is gone from the copy;
# ls-files names files that were deleted but not yet committed too, hence the existence test. BUILD itself is made an empty
# repository, since ansible-test and ansible-lint ask git which files there are: asked in a folder that the checkout ignores,
# it names none, and they would test nothing and be content.
export:
	@mkdir -p "$(BUILD)/ansible_collections/mainwp"
	@test -d "$(BUILD)/.git" || git init --quiet --initial-branch=main "$(BUILD)"
	@rm -rf "$(COPY).new"
	@mkdir "$(COPY).new"
	@git ls-files -z --cached --others --exclude-standard \
	  | while IFS= read -r -d '' path; do if [ -e "$$path" ]; then printf '%s\0' "$$path"; fi; done \
	  | tar --create --null --no-recursion --files-from=- | tar --extract --directory="$(COPY).new"
	@rm -rf "$(COPY)"
	@mv "$(COPY).new" "$(COPY)"

## lint        ruff, mypy, yamllint, ansible-lint (profile production), the changelog's and the documentation's linters
lint: $(READY) export
	cd "$(COPY)" && ruff check --cache-dir "$(CACHE)/ruff" .
	cd "$(COPY)" && yamllint --strict .
	cd "$(COPY)" && MYPYPATH="$(COPY):$(BUILD)" mypy --cache-dir "$(CACHE)/mypy" \
	  --package ansible_collections.mainwp.dashboard.plugins --package demo --package tests
	cd "$(COPY)" && antsibull-changelog lint
	cd "$(COPY)" && antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs all .
	cd "$(COPY)" && ansible-lint --strict

## format      let ruff lay out the Python files of the checkout
format: $(READY)
	ruff check --fix-only --cache-dir "$(CACHE)/ruff" .
	ruff format --cache-dir "$(CACHE)/ruff" .

## unit        the unit tests; ARGS="..." goes to pytest, here and in contract, playbooks and meta
## contract    the simulator against what a real dashboard answered; CONTRACT_RECORDINGS=DIR takes other recordings
## playbooks   plays through ansible-playbook against a served simulator
## meta        the collection's promises about itself: documentation, names, artefact
unit contract playbooks meta: $(READY) export
	cd "$(COPY)" && $(PYTEST) tests/$@ $(ARGS)

## molecule    molecule's default scenario, against a served simulator
molecule: $(READY) export
	cd "$(COPY)" && $(KEEPING) molecule test --scenario-name default

## test-real   molecule's scenario wordpress: a real dashboard and three children, put up, played on, taken away (docs/real-dashboard.md);
##             WORDPRESS_VERSION=6.8.3 for the legacy generation, ARCHIVES=FOLDER where there is no internet; needs root; not part of test
test-real: $(READY) export
	cd "$(COPY)" && STARTED_FROM="$(CURDIR)" molecule test --scenario-name wordpress

# ansible-test fetches a bootstrap script for pip from a host that closed networks do not reach. It takes what lies in its
# cache instead, and the standard library's ensurepip does the same work. 24_2 is the version that ansible-core 2.18 and 2.19 ask for.
PIP_BOOTSTRAP := $(HOME)/.ansible/test/cache/get_pip_24_2.py

## sanity      all tests of ansible-test sanity
# It is content when it finds nothing to test, so the tests that ran are counted.
sanity: $(READY) export
	@mkdir -p "$$(dirname "$(PIP_BOOTSTRAP)")"
	@test -e "$(PIP_BOOTSTRAP)" || printf 'import ensurepip\nensurepip.bootstrap()\n' > "$(PIP_BOOTSTRAP)"
	cd "$(COPY)" && ansible-test sanity --venv --python 3.11 --color no 2>&1 | tee "$(BUILD)/sanity.log"
	@ran=$$(grep --count '^Running sanity test' "$(BUILD)/sanity.log"); echo "$$ran sanity tests ran"; test "$$ran" -eq 24

## benchmarks  how long large fleets take, and how many requests; fails where a promised number is not held; not part of test
benchmarks: $(READY) export
	cd "$(COPY)" && PYTHONPATH="$(BUILD):." python -m tests.benchmarks.inventory $(ARGS)
	cd "$(COPY)" && PYTHONPATH="$(BUILD):." python -m tests.benchmarks.fleet
	cd "$(COPY)" && PYTHONPATH="$(BUILD):." python -m tests.benchmarks.updates

## test        everything above but the benchmarks; ends with pytest's own closing line
# What fails fastest comes first; sanity and molecule mostly wait for their set-up and share the two cores. The copy is
# made once: --old-file keeps the inner makes from making it anew under the feet of what runs in it.
test: $(READY) export
	@$(MAKE) --old-file=export lint
	@$(MAKE) --old-file=export --jobs=2 --output-sync=target sanity molecule
	cd "$(COPY)" && $(PYTEST) tests/playbooks tests/unit tests/contract tests/meta

## record      what a real dashboard answers to the stored requests; ARGS="modern --dashboard URL ...", docs/recording.md
record: $(READY)
	python -m tests.contract.record $(ARGS)

## demo        declare, update and declare again a simulated fleet of 25 sites; ARGS="--generation legacy"
demo: $(READY) export
	cd "$(COPY)" && python -m demo.run $(ARGS)

## demo-update update 40 simulated sites in three waves; a bad plugin stops it in the first; ARGS="--reports FOLDER"
demo-update: $(READY) export
	cd "$(COPY)" && python -m demo.campaign $(ARGS)

## simulator   serve the simulator in the foreground; ARGS="--port 8080 --generation modern --state demo --sites 25"
simulator: $(READY)
	python -m tests.simulator $(ARGS)

## docs        the reference pages of every plugin, as reStructuredText in BUILD/docs
docs: $(READY) export
	@mkdir -p "$(BUILD)/docs" && chmod 700 "$(BUILD)/docs"
	antsibull-docs collection --use-current --fail-on-error --dest-dir "$(BUILD)/docs" mainwp.dashboard

## changelog   write CHANGELOG.md and changelogs/changelog.yaml anew for the version in galaxy.yml, from the fragments and the plugins
changelog: $(READY) export
	cd "$(COPY)" && antsibull-changelog release --update-existing --reload-plugins
	cp "$(COPY)/CHANGELOG.md" .
	cp "$(COPY)/changelogs/changelog.yaml" changelogs/

## build       the collection's artefact, in BUILD
build: $(READY) export
	ansible-galaxy collection build --force --output-path "$(BUILD)" "$(COPY)"

## pins        write constraints-dev.txt anew from requirements-dev.txt
pins:
	rm -rf "$(CACHE)/pins"
	$(PYTHON) -m venv "$(CACHE)/pins"
	"$(CACHE)/pins/bin/python" -m pip install --quiet --requirement requirements-dev.txt
	"$(CACHE)/pins/bin/python" -m pip freeze --quiet > constraints-dev.txt

## clean       remove what these targets made in the checkout
clean:
	rm -rf $(VENV) .build .cache
