# Weft's verbs. Type: make help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build jar lab test properties bench bench-timeline slides check-slides handout pictures lessons check check-binder format clean uninstall requirements

VERSION := 0.1.0
JAR     := kernel/host/target/weft-$(VERSION).jar
VENV    := .venv
TESTS   := kernel/host/src/test/python

# Downloads stay in the repository too: nothing outside it changes except packages of the system.
CACHE      := $(CURDIR)/.cache
MAVEN_REPO := $(CACHE)/m2
export PIP_CACHE_DIR := $(CACHE)/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# What install/prerequisites.sh found: WEFT_JDK, WEFT_BUILD_JDK, WEFT_TEST_JDKS, WEFT_PYTHON, WEFT_MAVEN, WEFT_CHROMIUM.
FOUND      := target/prerequisites.env
FOUND_TEST := target/prerequisites-test.env
MAVEN       = JAVA_HOME="$$WEFT_BUILD_JDK" "$$WEFT_MAVEN" --batch-mode -ntp -Dstyle.color=never -Dmaven.repo.local="$(MAVEN_REPO)"
PIP         = $(VENV)/bin/python -m pip install --quiet --require-hashes

# JupyterLab's settings, workspaces and history belong to this copy of Weft, not to the home directory.
IN_VENV := JUPYTER_CONFIG_DIR="$(CURDIR)/$(VENV)/jupyter/config" JUPYTER_DATA_DIR="$(CURDIR)/$(VENV)/jupyter/data" \
  JUPYTERLAB_SETTINGS_DIR="$(CURDIR)/$(VENV)/jupyter/settings" \
  JUPYTERLAB_WORKSPACES_DIR="$(CURDIR)/$(VENV)/jupyter/workspaces" IPYTHONDIR="$(CURDIR)/$(VENV)/jupyter/ipython"

SOURCES := pom.xml kernel/host/pom.xml kernel/javac/pom.xml kernel/runtime/pom.xml \
  $(shell find kernel/*/src/main install/kernelspec -type f -not -name '*.pyc' 2>/dev/null)

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST)

build: $(VENV)/kernel.stamp ## Set up everything, build the kernel and register it in .venv; open nothing

jar: $(JAR) ## Build the kernel's jar alone, without JupyterLab

lab: $(VENV)/kernel.stamp ## Build what changed and open the lessons in JupyterLab
	@mkdir -p notebooks
	cd notebooks && $(IN_VENV) exec ../$(VENV)/bin/jupyter lab $$([ "$$(id -u)" != 0 ] || echo --allow-root)

test: $(VENV)/test.stamp $(VENV)/kernel.stamp ## Run all tests, on the oldest and on the newest JDK found
	@$(IN_VENV) MAVEN_REPO="$(MAVEN_REPO)" install/test.sh $(FOUND_TEST) $(JAR) $(VENV)

properties: $(JAR) | $(FOUND_TEST) ## Try what must hold in every run of threads a hundred times, on one core and on all
	@MAVEN_REPO="$(MAVEN_REPO)" install/properties.sh $(FOUND_TEST) 100

bench: $(VENV)/kernel.stamp $(VENV)/bench.stamp ## Measure Weft beside other kernels and print one table (BENCH=--quick)
	@. ./$(FOUND) && $(IN_VENV) JUPYTER_PATH="$(CURDIR)/$(VENV)/share/jupyter" \
	  $(VENV)/bench/bin/python kernel/host/src/bench/bench.py --jdk "$$WEFT_JDK" $(BENCH)

bench-timeline: $(VENV)/kernel.stamp $(VENV)/bench.stamp ## Measure what the timeline's probes and pictures cost
	@. ./$(FOUND) && "$$WEFT_JDK"/bin/java -cp $(JAR) kernel/host/src/bench/ProbeCost.java
	@$(IN_VENV) JUPYTER_PATH="$(CURDIR)/$(VENV)/share/jupyter" \
	  $(VENV)/bench/bin/python kernel/host/src/bench/timeline_cost.py

slides: $(VENV)/lab.stamp ## Write the slides of every lesson into target/slides, with the outputs that it has
	@install/lessons.sh slides $(VENV)

check-slides: $(VENV)/test.stamp ## Measure every slide in Chromium: nothing cut off, letters large enough
	@install/lessons.sh check-slides $(VENV)

handout: $(VENV)/lab.stamp ## Write all lessons into one page for printing, target/handout
	@install/lessons.sh handout $(VENV)

pictures: $(VENV)/test.stamp $(VENV)/kernel.stamp ## Take the pictures of the README anew, of a real JupyterLab and a slide
	@install/lessons.sh slides $(VENV) notebooks/01-intro-to-threads.ipynb
	@. ./$(FOUND_TEST) && export WEFT_CHROMIUM && $(IN_VENV) JUPYTER_PATH="$(CURDIR)/$(VENV)/share/jupyter" \
	  $(VENV)/bin/python $(TESTS)/readme_pictures.py target/slides/01-intro-to-threads.slides.html .github

lessons: $(VENV)/kernel.stamp ## Check every lesson and its solutions, on the oldest and on the newest JDK found
	@$(IN_VENV) install/lessons.sh check $(VENV)

check: $(FOUND) ## Check the format, and compile with Error Prone and NullAway
	@. ./$(FOUND) && MAVEN_OPTS=-Dorg.slf4j.simpleLogger.defaultLogLevel=warn $(MAVEN) -Pcheck test-compile

check-binder: ## As root: build Binder's image in a chroot, and run lessons there (BINDER=--help)
	@install/binder/check.sh $(CACHE)/binder $(BINDER)

format: $(FOUND) ## Format the Java sources
	@. ./$(FOUND) && $(MAVEN) -q spotless:apply

clean: ## Remove what the build made; .venv and the downloads stay
	rm -rf target kernel/host/target kernel/javac/target kernel/runtime/target

uninstall: clean ## Remove all that was made and fetched; packages of the system stay
	rm -rf $(VENV) $(CACHE)

requirements: $(VENV)/lab.stamp ## Renew the pinned Python requirements from install/*.in
	@install/requirements.sh $(VENV)

# --- What has to be there, each made once and again when what it came from is newer ----------------------------------

$(FOUND): install/prerequisites.sh
	@install/prerequisites.sh $@

$(FOUND_TEST): install/prerequisites.sh
	@install/prerequisites.sh --test $@

$(JAR): $(SOURCES) | $(FOUND)
	@echo "Building the kernel"
	@. ./$(FOUND) && $(MAVEN) -q -DskipTests package && touch $@

# An environment has its own path in its scripts: in a folder that was moved, it is made anew.
ifneq ($(wildcard $(VENV)/bin/jupyter),)
ifeq ($(shell grep -cF "$(CURDIR)/$(VENV)/bin/" $(VENV)/bin/jupyter),0)
$(shell rm -f $(VENV)/lab.stamp)
endif
endif

# An environment made by another Python, or left half made, is made anew.
$(VENV)/lab.stamp: install/requirements.txt | $(FOUND)
	@echo "Setting up JupyterLab in $(VENV)"
	@. ./$(FOUND) && "$$WEFT_PYTHON" -m venv --clear $(VENV) && mkdir -p $(VENV)/jupyter/ipython $(VENV)/etc/jupyter/labconfig
	@# No question about news over the first lesson on the projector.
	@echo '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}' \
	  > $(VENV)/etc/jupyter/labconfig/page_config.json
	@# Export to LaTeX and PDF takes a timeline's PNG, and so needs no Inkscape for its SVG.
	@echo '{"SVG2PDFPreprocessor": {"enabled": false}}' > $(VENV)/etc/jupyter/jupyter_nbconvert_config.json
	@$(PIP) -r $< && touch $@

$(VENV)/test.stamp: install/requirements-test.txt $(VENV)/lab.stamp | $(FOUND_TEST)
	@$(PIP) -r $< && touch $@

$(VENV)/bench.stamp: install/requirements-bench.txt $(VENV)/lab.stamp
	@$(VENV)/bin/python -m venv --clear $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip install --quiet --require-hashes -r $< && touch $@

$(VENV)/kernel.stamp: $(JAR) $(VENV)/lab.stamp
	@. ./$(FOUND) && "$$WEFT_JDK/bin/java" -jar $(JAR) install --prefix $(VENV) --jdk "$$WEFT_JDK" --name weft --replace
	@touch $@
