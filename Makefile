# Everything a person types: `make run`, `make test`, `make check`; the rest is for developers.
.PHONY: run test whole long storm coverage check fuzz bench lock schema screens servers format clean ready ready-test

PYTHON := .venv/bin/python
SETUP = @command -v python3 >/dev/null || { echo "Python is missing. On Debian: apt-get install python3 python3-venv"; exit 1; }; python3 .ci/setup.py
ALONE = tests/*/races tests/common
# In two processes, a database and a portal for each; then what wants the machine for itself.
# Containers like to forbid compiled files: then each process would compile all tests anew.
TESTS = export PYTHONDONTWRITEBYTECODE=; bad=0; \
	.venv/bin/pytest -q -n 2 --dist loadscope --no-loadscope-reorder -m "not alone" || bad=1; \
	.venv/bin/pytest -q -m alone $(ALONE) || bad=1; \
	exit $$bad
WHOLE = export PYTHONDONTWRITEBYTECODE=; bad=0; \
	.venv/bin/pytest -q -n 2 --dist loadscope --no-loadscope-reorder -m "not alone" \
		tests/functional tests/pages tests/faults tests/local || bad=1; \
	.venv/bin/pytest -q -m "alone and whole" $(ALONE) || bad=1; \
	exit $$bad

run: ready  ## Run the portal; Ctrl-C stops it.
	@exec $(PYTHON) manage.py portal

test: ready-test  ## Run the tests; those that walk through everything in short.
	@$(PYTHON) manage.py servers --temporary --exec sh -c '$(TESTS)'

whole: ready-test  ## Run what is short there whole: journeys in both languages, all pages, all roles.
	@WHOLE=1 $(PYTHON) manage.py servers --temporary --exec sh -c '$(WHOLE)'

long: ready-test  ## For long: 10,000 edits at once, three browsers for a minute, every page.
	@LONG=1 $(PYTHON) manage.py servers --temporary --exec $(PYTHON) -m pytest -q --timeout 3600 \
		tests/publishing/rules/test_steps.py tests/publishing/races/test_steps.py tests/functional/test_editor.py \
		tests/functional/test_every_page.py

storm: ready-test  ## 10,000 mails leave and all Members answer while everything breaks.
	@LONG=1 $(PYTHON) manage.py servers --temporary --exec $(PYTHON) -m pytest -q -s --timeout 3600 \
		tests/faults/test_answer_storm.py tests/faults/test_mail_storm.py

coverage: ready-test  ## Run the tests without a browser and hold the coverage of branches.
	@rm -f var/coverage.*
	@COVERAGE_FILE=var/coverage.data $(PYTHON) manage.py servers --temporary --exec \
		.venv/bin/pytest -q -n 2 --dist loadscope --no-loadscope-reorder -m "not system" --cov --cov-report=json:var/coverage.json
	@$(PYTHON) .ci/coverage.py var/coverage.json

check: ready-test  ## Check format, types, contracts, migrations, French, schema.
	@$(PYTHON) manage.py servers --temporary --exec .ci/check

fuzz: ready-test  ## Try API and forms with what nobody means to send; EXAMPLES=100 invents more.
	@WHOLE=1 FUZZ_EXAMPLES=$${EXAMPLES:-20} $(PYTHON) manage.py servers --temporary --exec \
		.venv/bin/pytest -q --show-capture=no tests/pages/test_fuzz.py \
		tests/pages/test_hostile_api.py tests/pages/test_every_page.py

bench: ready-test  ## Measure; QUICK=1 takes two minutes, the first run as many more for its data.
	@PORTAL_VAR=$(CURDIR)/var/bench/portal $(PYTHON) manage.py servers --exec $(PYTHON) -m tests.bench

screens: ready-test  ## Take the pictures of docs/screens/.
	@$(PYTHON) -m tests.screens

servers: ready  ## Run only PostgreSQL and Valkey.
	@exec $(PYTHON) manage.py servers

schema: ready-test  ## Write docs/openapi.yaml and the schema of the texts anew.
	@$(PYTHON) .ci/schema.py --write

format: ready-test  ## Bring code and templates into shape.
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .
	@find templates -name '*.html' | xargs .venv/bin/djangofmt --quiet
	@find templates -name '*.html' | xargs .venv/bin/djade --target-version 5.2

lock: ready-test  ## Compile requirements/*.txt from pyproject.toml.
	@$(PYTHON) -m pip --disable-pip-version-check install --quiet --upgrade uv
	@echo uv | .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 - -o requirements/uv.txt
	@.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--extra build pyproject.toml -o requirements/runtime.txt
	@.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--extra build --extra dev pyproject.toml -o requirements/dev.txt
	@$(PYTHON) .ci/requirements.py

clean:  ## Remove what was built or installed; var/ with its data stays.
	rm -rf .venv static/dist static/src/node_modules .mypy_cache .ruff_cache .pytest_cache
	find wco_portal -name '*.mo' -delete

ready:
	$(SETUP) run

ready-test:
	$(SETUP) test
