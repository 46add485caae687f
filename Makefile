# Everything sets itself up: git, make and Python 3.11 or newer are enough.
#   make PYTHON=/path/to/python3.13 test     uses that Python for .venv

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
READY := .venv/ready
RIVALS := .cache/rivals

.PHONY: help demo test pictures lint format docs bench rule clean

help:  ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

$(READY): pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Coldframe needs Python 3.11 or newer; '$(or $(PYTHON),python3)' is: $$($(or $(PYTHON),python3) --version 2>&1 | head -n 1)"; \
		echo "Name one that is newer: make PYTHON=/path/to/python3.13 $(or $(MAKECMDGOALS),help)"; exit 2; } >&2
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Setting up .venv with $$($(PYTHON) --version) (once)"; \
		$(PYTHON) -m venv --clear .venv || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(RIVALS)/ready: $(READY) benchmarks/rivals.txt
	@$(BIN)/python -m venv --clear $(RIVALS)
	@$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/rivals.txt
	@touch $@

demo: $(READY)  ## fetch three real projects; look at previews, take one in, promote it
	@$(BIN)/python -m tools.demo

test: $(READY)  ## run every test, on all cores; ARGS="-k name" narrows it down, on one
	@$(BIN)/python -m pytest $(or $(ARGS),-n auto --dist=loadgroup)

pictures: $(READY)  ## take anew the pictures of banners and badges that look different now
	@COLDFRAME_RENEW_PICTURES=1 $(BIN)/python -m pytest -q tests/test_pictures.py -k looks_as_it_did
	@git status --short tests/pictures

lint: $(READY)  ## ruff, mypy, import-linter, and Coldframe on itself
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict src
	@$(BIN)/lint-imports
	@$(BIN)/coldframe check

format: $(READY)  ## let ruff put the code in shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(READY)  ## build the documentation into docs/_build/html
	@$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench: $(READY) $(RIVALS)/ready  ## time Coldframe against other tools, and count what each finds
	@$(BIN)/python benchmarks/run.py $(ARGS)

rule: $(READY)  ## scaffold a rule: make rule NAME=missing_feedback FAMILY=approval
	@$(BIN)/python -m tools.new_rule $(NAME) --family $(or $(FAMILY),placement)

clean:  ## remove everything that was made
	rm -rf .venv .cache build dist docs/_build docs/rules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
