# Everything runs in .venv of this checkout. `make demo` and `make test` need nothing but Python
# 3.11 or newer, make, and a package index.

PYTHON ?= python3
BIN := .venv/bin
export KB_STORE ?= .kb
QUESTION ?= Which reviews cite failure to share information?

.PHONY: demo test test-slow chaos check fix serve realsets gate reference train bench large awkward documents \
  clean system-packages

demo: .venv/installed
	@$(BIN)/kb ingest documents/northern || test $$? -eq 1 # scans may be unreadable, and are named
	@$(BIN)/kb ask "$(QUESTION)"

test: .venv/installed-dev
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile # two processes, one core each

test-slow chaos: .venv/installed-dev
	$(BIN)/pytest -m slow

check: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

serve: .venv/installed
	$(BIN)/kb serve

realsets: .venv/installed
	@test -n "$(DIR)" || { echo "name a folder of datasets: make realsets DIR=FOLDER" >&2; exit 2; }
	$(BIN)/kb eval collections "$(DIR)" evals/golden --out docs/evaluation.md --results results --report results/report.html

gate: .venv/installed
	@for corpus in northern southern; do \
	  $(BIN)/kb eval run --dataset evals/golden/$$corpus --out results/$$corpus.json.gz >/dev/null && \
	  $(BIN)/kb eval gate results/$$corpus.json.gz --reference evals/golden/$$corpus/reference.json.gz || exit 1; \
	done

reference: .venv/installed
	@for corpus in northern southern; do \
	  $(BIN)/kb eval run --dataset evals/golden/$$corpus --reference evals/golden/$$corpus/reference.json.gz || exit 1; \
	done

WRITTEN := $(wildcard evals/written/*/)
train: .venv/installed
	$(BIN)/kb eval train --dataset evals/golden/northern $(WRITTEN:%=--dataset %) $(REFUSALS:%=--refusals %) --out kb/judge.json

bench: .venv/installed-dev
	$(BIN)/python benchmarks/bench.py

PASSAGES ?= 100000
large: .venv/installed-dev
	$(BIN)/python -m benchmarks.large_store --passages $(PASSAGES)

awkward: .venv/installed-dev
	$(BIN)/python benchmarks/awkward.py

documents: .venv/installed-dev
	$(BIN)/python documents/build.py
	$(BIN)/python evals/golden/assemble.py

# Reads scans (Tesseract, English and Welsh) and old Office formats; Debian and Ubuntu.
system-packages:
	$(if $(filter 0,$(shell id -u)),,sudo) apt-get install -y --no-install-recommends \
	  tesseract-ocr tesseract-ocr-eng tesseract-ocr-cym libreoffice-writer

.venv/bin/python:
	@echo "Downloading several hundred MB of packages (torch, CPU or CUDA build as your index has it," >&2
	@echo "sentence-transformers, chromadb, the 90 MB embedding model) into .venv, about 2 GB; once." >&2
	@echo "On Linux the default index serves torch with CUDA, several GB: see the README for the CPU build." >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install -qq --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf .venv .kb
