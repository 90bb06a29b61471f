#!/usr/bin/env bash
# Renews the pinned requirements: every package with its version and hashes, for Python 3.10 and newer.
#
#   install/requirements.sh VENV      (called by: make requirements)
set -euo pipefail

venv=$PWD/$1
"$venv/bin/python" -m venv "$venv/pin"
"$venv/pin/bin/python" -m pip install --quiet uv
cd install
# In this order: each file is a constraint for the next.
for name in requirements requirements-test requirements-bench; do
  UV_CACHE_DIR="$venv/pin/cache" "$venv/pin/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.10 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" \
    "$name.in" -o "$name.txt"
done
# All that it needs stands in requirements.txt already.
UV_CACHE_DIR="$venv/pin/cache" "$venv/pin/bin/uv" pip compile --quiet --upgrade --no-deps --universal \
  --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command "make requirements" requirements-binder.in -o requirements-binder.txt
