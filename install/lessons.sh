#!/usr/bin/env bash
# Works on the lessons.
#
#   install/lessons.sh TASK VENV [NOTEBOOK …]      (make lessons, make slides …)
#
# The tasks: check runs them from a clean state on the oldest and on the newest JDK found and compares with what is
# committed; form looks at the files only; write refreshes the outputs that are committed; slides makes a deck of each
# from these outputs, check-slides measures it in Chromium; handout puts all on paper; reveal fetches reveal.js and no
# more. Without names of notebooks: all lessons.
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
  local kernels=() name
  # shellcheck source=/dev/null
  . target/prerequisites.env
  # Not mapfile: the bash of macOS is too old for it.
  while read -r name; do kernels+=("$name"); done < <(install/kernels.sh "$jar" "$PWD/target/kernels" "${WEFT_TEST_JDKS[@]}")
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

decks() {
  fetch_reveal
  "$venv/bin/python" install/slides/decks.py "$1" --reveal .cache/slides/templates --out "target/$1" "${lessons[@]}"
}

# A PDF too, where there is a Chromium to print it.
handout() {
  decks handout
  # shellcheck source=/dev/null
  if [ -f target/prerequisites-test.env ]; then . target/prerequisites-test.env; else . target/prerequisites.env; fi
  [ -n "${WEFT_CHROMIUM:-}" ] || { echo "There is no Chromium here to make a PDF of it; a browser prints it as well."; return; }
  "$WEFT_CHROMIUM" --headless --no-sandbox --disable-gpu --no-pdf-header-footer \
    --print-to-pdf=target/handout/handout.pdf "file://$PWD/target/handout/handout.html" 2>/dev/null
  echo "target/handout/handout.pdf"
}

# Every slide is measured in Chromium, and photographed.
check_slides() {
  # shellcheck source=/dev/null
  . target/prerequisites-test.env
  local name decks=()
  for name in "${lessons[@]}"; do decks+=("target/slides/$(basename "$name" .ipynb).slides.html"); done
  "$venv/bin/python" install/slides/measure.py --chromium "$WEFT_CHROMIUM" --pictures target/slides/pictures "${decks[@]}"
}

case "$what" in
  check) check ;;
  form) "$venv/bin/python" install/lessons/check.py --form "${lessons[@]}" ;;
  write) check --write --jobs 1 ;;
  slides) decks slides ;;
  handout) handout ;;
  reveal) fetch_reveal ;;
  check-slides) decks slides && check_slides ;;
  *) echo "lessons.sh: unknown task \"$what\"; expected: check, form, write, slides, check-slides, handout or reveal" >&2; exit 2 ;;
esac
