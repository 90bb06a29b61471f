#!/usr/bin/env bash
# Runs the lessons headless, in order, each from a clean state.
#
#   install/lessons.sh run|slides VENV      (called by: make lessons, make slides)
set -euo pipefail

what=$1 venv=$2
shopt -s nullglob
lessons=(notebooks/*.ipynb)
[ ${#lessons[@]} -gt 0 ] || { echo "There are no lessons in \"notebooks\" yet."; exit 1; }

case "$what" in
  run) format=(--to notebook --output-dir target/lessons) ;;
  slides) format=(--to slides --output-dir target/slides) ;;
  *) echo "lessons.sh: unknown task \"$what\"; expected: run or slides" >&2; exit 2 ;;
esac
"$venv/bin/jupyter" nbconvert --execute --ExecutePreprocessor.kernel_name=weft "${format[@]}" "${lessons[@]}"
