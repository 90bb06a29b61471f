#!/usr/bin/env bash
# Runs the Java tests and the tests through Jupyter's clients, on the oldest and on the newest JDK found.
#
#   install/test.sh FACTS JAR VENV      (called by: make test)
set -euo pipefail

facts=$1 jar=$2 venv=$3
tests=kernel/host/src/test/python
# shellcheck source=/dev/null
. "./$facts"
export WEFT_CHROMIUM

java_tests() {
  JAVA_HOME="$WEFT_BUILD_JDK" "$WEFT_MAVEN" --batch-mode -ntp -Dstyle.color=never \
    -Dmaven.repo.local="$MAVEN_REPO" -Dweft.test.jdk="$1" test
}

# A kernel of its own for each JDK; its name stays "weft", because the clients look in JUPYTER_PATH first.
client_tests() {
  local jdk=$1 prefix
  prefix="$PWD/target/test-kernels/$(basename "$jdk")"
  "$WEFT_JDK/bin/java" -jar "$jar" install --prefix "$prefix" --jdk "$jdk" --replace
  PATH="$PWD/$venv/bin:$PATH" JUPYTER_PATH="$prefix/share/jupyter" \
    WEFT_TEST_KERNEL=weft WEFT_TEST_JDK="$jdk" "$venv/bin/python" -m pytest "$tests"
}

for jdk in "${WEFT_TEST_JDKS[@]}"; do
  echo "=== Java tests on $jdk"
  java_tests "$jdk"
done
if [ ! -d "$tests" ]; then
  echo "=== No tests through Jupyter's clients: there is no folder $tests"
  exit
fi
for jdk in "${WEFT_TEST_JDKS[@]}"; do
  echo "=== Tests through Jupyter's clients, kernel on $jdk"
  client_tests "$jdk"
done
echo "=== Lessons"
install/lessons.sh check "$venv"
if [ ${#WEFT_TEST_JDKS[@]} = 1 ]; then echo "Only one JDK was found: ${WEFT_TEST_JDKS[0]}. Nothing ran on another."; fi
