#!/usr/bin/env bash
# Works on the lessons.
#
#   install/lessons.sh check|form|write|slides VENV [NOTEBOOK …]      (called by: make lessons, make slides)
#
# check runs them from a clean state on the oldest and on the newest JDK found and compares with what is committed;
# form looks at the files only; write refreshes the outputs that are committed; slides makes a deck of each in
# target/slides. Without names of notebooks: all lessons.
set -euo pipefail

what=$1 venv=$2
shift 2
shopt -s nullglob
lessons=("$@")
[ $# -gt 0 ] || lessons=(notebooks/*.ipynb)
[ ${#lessons[@]} -gt 0 ] || { echo "There are no lessons in \"notebooks\" yet."; exit 1; }
jar=kernel/host/target/weft-0.1.0.jar

# A kernel for each JDK, beside the one in the environment.
check() {
  local kernels
  # shellcheck source=/dev/null
  . target/prerequisites.env
  mapfile -t kernels < <(install/kernels.sh "$jar" "$PWD/target/kernels" "${WEFT_TEST_JDKS[@]}")
  JUPYTER_PATH="$PWD/target/kernels/share/jupyter" PATH="$PWD/$venv/bin:$PATH" \
    "$venv/bin/python" install/lessons/check.py "$@" --kernels "${kernels[@]}" -- "${lessons[@]}"
}

# reveal.js from a pinned package: fetched once, then taken from there without a network.
fetch_reveal() {
  local wheels=.cache/slides/wheels done=.cache/slides/done
  [ "$done" -nt install/slides/requirements.txt ] && return
  rm -rf .cache/slides
  mkdir -p "$wheels" .cache/slides/templates
  "$venv/bin/python" -m pip download --quiet --no-deps --require-hashes --only-binary :all: \
    --dest "$wheels" --requirement install/slides/requirements.txt
  "$venv/bin/python" -m zipfile -e "$wheels"/*.whl .cache/slides/whole
  cp -R .cache/slides/whole/sphinx_revealjs/_static/revealjs .cache/slides/templates/reveal
  rm -rf .cache/slides/whole
  touch "$done"
}

slides() {
  fetch_reveal
  rm -rf target/slides
  mkdir -p target/slides
  "$venv/bin/jupyter" nbconvert --execute --ExecutePreprocessor.kernel_name=weft --to slides --template weft \
    --TemplateExporter.extra_template_basedirs=install/slides \
    --TemplateExporter.extra_template_paths=.cache/slides/templates \
    --HTMLExporter.exclude_anchor_links=True --output-dir target/slides "${lessons[@]}"
  "$venv/bin/python" install/slides/index.py target/slides "${lessons[@]}"
  echo "The slides: target/slides/index.html"
}

case "$what" in
  check) check ;;
  form) "$venv/bin/python" install/lessons/check.py --form "${lessons[@]}" ;;
  write) check --write ;;
  slides) slides ;;
  *) echo "lessons.sh: unknown task \"$what\"; expected: check, form, write or slides" >&2; exit 2 ;;
esac
