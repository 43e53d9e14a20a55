# Everything here works from a plain clone in a folder of any name, and does its own set-up.
# PYTHON is the interpreter that the environments are made with; BUILD is where the exported copy goes.

SHELL := /bin/bash
.SHELLFLAGS := -o errexit -o nounset -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3.11
BUILD ?= .build

COPY := $(BUILD)/ansible_collections/mainwp/dashboard

.PHONY: help export

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## export      the tracked and the new files as a collection at BUILD/ansible_collections/mainwp/dashboard
# A fresh folder is filled and then put in place, so that a file that is gone from the checkout is gone from the copy;
# ls-files names files that were deleted but not yet committed too, hence the existence test.
export:
	@mkdir -p "$(dir $(COPY))"
	@rm -rf "$(COPY).new"
	@mkdir "$(COPY).new"
	@git ls-files -z --cached --others --exclude-standard \
	  | while IFS= read -r -d '' path; do if [ -e "$$path" ]; then printf '%s\0' "$$path"; fi; done \
	  | tar --create --null --no-recursion --files-from=- | tar --extract --directory="$(COPY).new"
	@rm -rf "$(COPY)"
	@mv "$(COPY).new" "$(COPY)"
