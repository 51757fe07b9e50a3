# make archive   sets up, replays the bundled recordings of a (synthetic) site into ./archive, offline, and shows the result
# make test      sets up and runs the tests
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.set-up
SEED := bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi

.PHONY: setup archive test check format fixtures fixture reader bench faults lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv 2>/dev/null || { \
	  rm -rf .venv; \
	  echo "make setup: this Python has no venv module; installing Debian's package"; \
	  apt-get update -q && apt-get install -qy --no-install-recommends python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

archive: setup
	$(BIN)/python fixtures/replay_history.py archive

test: setup
	$(BIN)/pytest -q -n auto

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	rm -f .alembic-check.db
	$(BIN)/alembic -x db=sqlite:///.alembic-check.db upgrade head
	$(BIN)/alembic -x db=sqlite:///.alembic-check.db check

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Records the miniature site at each date of its timeline, with the clock set to that date, through the real spider.
fixtures: setup
	$(BIN)/python -m tests.site.record fixtures/history

# One stored capture as a test page: make fixture CAPTURE=<URL, slug or record id> ARCHIVE=<folder> [NAME=…] [WHY=…]
fixture: setup
	@test -n "$(CAPTURE)" || { echo 'make fixture: say which: CAPTURE=<URL, slug or record id>, and where: ARCHIVE=<folder>'; exit 2; }
	$(BIN)/python fixtures/take_page.py '$(CAPTURE)' --archive '$(or $(ARCHIVE),archive)' --name '$(NAME)' --why '$(WHY)'

# Notes what the reader makes of every page in fixtures/; refuses to where that changed and READER_VERSION did not.
reader: setup
	$(BIN)/python -m tests.corpus

bench: setup
	$(BIN)/python -m benchmarks --write docs/speed.md

# Kills and fails a small crawl at every system call that matters, then harms an archive in a thousand ways; most of an hour on two
# cores. Needs strace and ptrace.
faults: setup
	$(BIN)/python -m tests.faults --write docs/reliability.md
	$(BIN)/pytest -q -n auto -m sweep

# The exact set, with hashes and without an address of any package index.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --extra postgresql --extra web --extra parquet --group dev \
	  --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv build dist
