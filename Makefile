# Everything a person or CI runs. Only Python 3.11+ and make are assumed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
export UV_COMPILE_BYTECODE := 1
export UV_LINK_MODE := copy

.PHONY: help setup demo chat test check format lint types contracts slow browser bench eval docs lock vectors clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(VENV)/.installed ## Install the locked dependencies into .venv

$(VENV)/.installed: requirements.lock requirements-uv.lock pyproject.toml
	@echo "Setting up (once): Python packages from the lock file"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock requirements-uv.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## A local Slack in the browser; ARGS=--script plays the job, ARGS=--terminal talks
	@$(BIN)/sourcing demo $(ARGS)

chat: setup ## The conversation in the terminal
	@$(BIN)/sourcing chat $(ARGS)

test: setup ## Run the tests
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -m "not slow" -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

slow: setup ## Run the long tests: 100,000 steps of an arbitrary model, and others
	@$(BIN)/python -m pytest -m slow -n 2 $(ARGS)

check: setup format lint types contracts test ## Everything that CI checks

format:
	@$(BIN)/ruff format --check .

lint:
	@$(BIN)/ruff check .

types:
	@$(BIN)/mypy

contracts:
	@$(BIN)/lint-imports

bench: setup ## Measure: make bench ARGS="policies"
	@$(BIN)/sourcing bench $(ARGS)

eval: setup ## Judge the conversation
	@$(BIN)/sourcing eval $(ARGS)

docs: setup ## Renew the command reference
	@$(BIN)/python -m typer assistant.cli utils docs --name sourcing --output docs/commands.md >/dev/null

lock: setup ## Renew the lock files
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade --group dev pyproject.toml -o requirements.lock
	@echo uv | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade - -o requirements-uv.lock

vectors: setup ## Renew the shipped vectors of the seeded texts
	@$(BIN)/python -c "from assistant.seeding import record_vectors; print(record_vectors())"

clean: ## Remove what setup made
	@rm -rf $(VENV) test-artefacts
