#!/usr/bin/env bash
# Installs the kernel once for each JDK, under the names weft-17, weft-25 and so on, and prints these names.
#
#   install/kernels.sh JAR PREFIX JDK …
#
# What is newer than the jar stays. Jupyter finds the kernels with JUPYTER_PATH=PREFIX/share/jupyter.
set -euo pipefail

jar=$1 prefix=$2
shift 2
for jdk in "$@"; do
  feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
  name=weft-$feature
  spec=$prefix/share/jupyter/kernels/$name/kernel.json
  if [ ! "$spec" -nt "$jar" ] || ! grep -qF "$jdk/" "$spec"; then
    "$jdk/bin/java" -jar "$jar" install --prefix "$prefix" --name "$name" --jdk "$jdk" --replace >&2
  fi
  echo "$name"
done
