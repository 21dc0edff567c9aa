# Every command a contributor needs; each makes what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo install test test-nli check format constraints screenshots chromium clean

demo: $(STAMP)  ## score the shipped sample outputs and print the leaderboards
	$(BIN)/factcov demo

install: $(STAMP)  ## make .venv with factcov, editable, and the developers' tools

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,fast,plots,semantic]'
	@touch $(STAMP)

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest -n auto

test-nli: $(STAMP)  ## install PyTorch and transformers (1 GB) and run the tests that need them
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[nli]'
	$(BIN)/python -m pytest tests/test_nli_judge.py tests/test_nli_labels.py

check: $(STAMP)  ## format, lint, types, import layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

format: $(STAMP)  ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

constraints: $(STAMP)  ## pin what is installed now
	$(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check > constraints.txt

chromium:  ## install Chromium for the browser tests and the screenshots
	tools/install-chromium.sh

screenshots: $(STAMP)  ## remake the pictures in docs/images
	$(BIN)/python tools/screenshots.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
