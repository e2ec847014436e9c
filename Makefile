# Everything lives inside this folder: .uv holds the tool that installs, .venv the program.
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := .uv/bin/uv
UV_VERSION := 0.13.8
export UV_PYTHON_DOWNLOADS := never

.PHONY: help run test setup check bench faults soak audit exhaustive format clean

help: ## what each word does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: .venv/.run ## start: Telegram with a token, the sandbox without one
	@exec .venv/bin/unpinch

test: .venv/.dev ## set up what is missing and run the whole suite
	.venv/bin/python -m pytest -q

setup: .venv/.run ## install the program into .venv

check: .venv/.dev ## lint, format, types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: .venv/.dev ## measure, beside the same work done the usual way
	.venv/bin/python -m tests.bench

faults: .venv/.dev ## the long loops: zones, mutants, kills and freezes on SQLite and PostgreSQL
	.venv/bin/python -m tests.faults

soak: .venv/.dev ## an hour of updates and deliveries with faults; UNPINCH_SOAK_MINUTES shortens it
	.venv/bin/python -m tests.soak

audit: .venv/.dev ## ask the advisory service about known weaknesses of what is locked
	$(UV) audit --locked

exhaustive: .venv/.dev ## every plan of up to three flags, phases, lengths and modes over 60 days
	.venv/bin/python -m tests.coach.exhaustive

format: .venv/.dev ## put the code into its usual form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

clean: ## remove what was installed; data stays
	rm -rf .uv .venv

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Unpinch needs Python 3.11 or newer; call make with PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.run: $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --locked --inexact --no-dev
	@touch $@

.venv/.dev: $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --locked
	@touch $@ .venv/.run
