# Osteon: `make demo` to see it, `make test` to prove it.
SHELL := /bin/bash
TOOLS := .tools
UV := $(shell command -v uv 2>/dev/null || echo $(TOOLS)/uv)
RUN := $(UV) run --frozen

.PHONY: demo test test-long check audit setup bench bench-large bench-dashboard dictionary messages screenshots lock clean

demo: setup
	$(RUN) osteon demo

# A process a core; a file, or a slow start (tests/conftest.py), stays in one process; in the order
# of testpaths: Playwright leaves an event loop running, inside which Prefect acts otherwise, so
# the browser has to stay last.
PYTEST := $(RUN) pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

test: setup
	$(PYTEST) -m "not long"
	@echo "The longer ones (more seeds, more faults) are run by make test-long."

test-long: setup
	$(PYTEST) -m long

check: setup
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) python .ci/check_lock.py

# Asks PyPI for known weaknesses of what is locked; says so when it cannot be reached.
audit: $(UV)
	python3 .ci/audit.py $(UV)

# Apart from .venv: what it is compared with must not come near what runs.
BENCH := $(RUN) --isolated --group bench python

# What fits in minutes: the estimators, and a history of a million results.
bench: $(UV)
	$(BENCH) tests/benchmarks/bench_statistics.py
	$(BENCH) tests/benchmarks/bench_first_load.py --rows 1000000
	$(BENCH) tests/benchmarks/bench_judging.py --rows 1000000
	$(BENCH) tests/benchmarks/bench_pages.py --rows 1000000

# Ten to fifty million results: hours the first time, which simulates and loads them; 60 GB of disk.
bench-large: $(UV)
	$(BENCH) tests/benchmarks/bench_first_load.py --rows 10000000 --beside floor sql
	$(BENCH) tests/benchmarks/bench_judging.py --rows 10000000
	$(BENCH) tests/benchmarks/bench_night.py --rows 1000000 10000000 50000000 --rebuild 10000000
	$(BENCH) tests/benchmarks/bench_pages.py --rows 50000000
	$(BENCH) tests/benchmarks/bench_growth.py --write

# The server of the dashboard with ten million results, copied from the demo in var.
bench-dashboard: setup
	[ -e var/warehouse/current.duckdb ] || $(RUN) osteon demo --no-serve
	$(RUN) python tests/benchmarks/bench_dashboard.py

dictionary: setup
	$(RUN) python -m warehouse.dictionary

# What the dashboard says, into its catalogues: then translate what came in empty.
messages: setup
	$(RUN) python .ci/collect_messages.py

# Of the home in var, which is a demo unless you put something else there.
screenshots: setup
	[ -e var/warehouse/current.duckdb ] || $(RUN) osteon demo --no-serve
	PYTHONPATH=. $(RUN) python .ci/take_screenshots.py

setup: $(UV)
	@echo "Setting up from uv.lock…"
	@$(UV) sync --frozen --quiet --compile-bytecode

# A fresh machine has Python but neither uv, pip nor venv: the wheel is fetched with the
# standard library alone, and checked against its hash.
$(TOOLS)/uv: .ci/bring_uv.py
	python3 .ci/bring_uv.py $(TOOLS)

clean:
	rm -rf .venv .tools var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
