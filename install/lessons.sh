#!/usr/bin/env bash
# Runs the lessons headless, in order, each from a clean state.
#
#   install/lessons.sh run|write|slides VENV      (called by: make lessons, make slides)
#
# run checks them, write also refreshes the outputs that are committed, slides makes a deck of each in target/slides.
set -euo pipefail

what=$1 venv=$2
shopt -s nullglob
lessons=(notebooks/*.ipynb)
[ ${#lessons[@]} -gt 0 ] || { echo "There are no lessons in \"notebooks\" yet."; exit 1; }

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
  run) "$venv/bin/python" notebooks/check.py "${lessons[@]}" ;;
  write) "$venv/bin/python" notebooks/check.py --write "${lessons[@]}" ;;
  slides) slides ;;
  *) echo "lessons.sh: unknown task \"$what\"; expected: run, write or slides" >&2; exit 2 ;;
esac
