# The one door to Deskbell. `make help` lists what is behind it.
# PYTHON=python3.12 chooses a Python; a setting of .env.example can be given here, too: make run DESKBELL_PORT=9000

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check lint-dialogue prove audit support-agent messenger-profile train understand rasa bench lock clean

# Without its compiled files, Rasa takes three times as long to start.
unexport PYTHONDONTWRITEBYTECODE
export RASA_TELEMETRY_ENABLED := false

BEGAN := $(shell date +%s)

BIN := .venv/bin
INSTALL := sh launcher/packages.sh
# Progress bars are for somebody who watches; at this level Rasa leaves them out (rasa/shared/utils/io.py:487).
TRAIN := [ -t 2 ] || export LOG_LEVEL=ERROR; $(BIN)/python -m bot.train

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1~\2/p' Makefile | awk -F '~' '{ printf "%-26s %s\n", $$1, $$2 }'

run: ## start the demo shop with its bot, until Ctrl-C
	@$(INSTALL) run
	@DESKBELL_PARENT=$$PPID DESKBELL_BEGAN=$(BEGAN) exec $(BIN)/python -m launcher

test: ## run every test; the long proofs in a tenth of their size
	@$(INSTALL) test
	@$(TRAIN)
	@$(BIN)/python -m pytest --numprocesses 2 --no-loadscope-reorder

check: ## formatting, lint, types, who may import whom, and the quick tests
	@$(INSTALL) test
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m dialogue_lint
	@$(BIN)/python -m pytest -q -m "not (model or postgres or browser or faults)"

lint-dialogue: ## what would leave a customer stranded, with file, line and what to do
	@$(INSTALL) test
	@$(BIN)/python -m dialogue_lint

prove: ## run the long proofs in their whole size
	@$(INSTALL) test
	@$(TRAIN)
	@DESKBELL_PROVE=1 $(BIN)/python -m pytest -m proof

audit: ## were the manners kept? Figures of the last 30 days: make audit ARGS="--days 7 --csv"
	@$(INSTALL) run
	@$(BIN)/python -m conversations.audit_report $(ARGS)

support-agent: ## an account for the support team: make support-agent NAME="Ana" EMAIL=ana@shop.example
	@$(INSTALL) run
	@$(BIN)/python -m conversations.support_agent

messenger-profile: ## show Messenger the greeting, the first button and the menu of data/messenger.yml
	@$(INSTALL) run
	@$(BIN)/python -m gateway.messenger.set_profile

train: ## train the model, if what it learns from has changed
	@$(INSTALL) run
	@$(TRAIN)

understand: ## what the bot makes of each line of a file: make understand FILE=sentences.txt
	@$(INSTALL) run >&2
	@$(TRAIN) >&2
	@$(BIN)/python -m bot.understand "$(FILE)"

rasa: ## Rasa's own command line: make rasa ARGS="data validate"
	@$(INSTALL) run
	@$(BIN)/python -m bot.rasa $(ARGS)

bench: ## measure speed and memory
	@$(INSTALL) test
	@$(TRAIN)
	@$(BIN)/python -m benchmarks

lock: ## renew the lock files from pyproject.toml
	@$(INSTALL) lock

clean: ## remove what was installed and trained; the database in var/ stays
	rm -rf .venv .tools models .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
