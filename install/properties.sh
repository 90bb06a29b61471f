#!/usr/bin/env bash
# Tries what must hold in every run of threads again and again, on one core and on all, on the oldest and the newest JDK.
#
#   install/properties.sh FACTS ROUNDS      (called by: make properties)
set -euo pipefail

facts=$1 rounds=$2
# shellcheck source=/dev/null
. "./$facts"

# macOS can bind no process to a core.
turns="one all"
if ! command -v taskset > /dev/null; then
  echo "note: there is no taskset here, so nothing is tried on one core alone"
  turns=all
fi

for jdk in "${WEFT_TEST_JDKS[@]}"; do
  for cores in $turns; do
    pin=(env)
    if [ "$cores" = one ]; then pin=(taskset -c 0 env); fi
    echo "=== $rounds rounds on $jdk, on $cores of $(getconf _NPROCESSORS_ONLN) cores"
    "${pin[@]}" JAVA_HOME="$WEFT_BUILD_JDK" "$WEFT_MAVEN" --batch-mode -ntp -q -Dstyle.color=never \
      -Dmaven.repo.local="$MAVEN_REPO" -Dweft.test.jdk="$jdk" -Dweft.test.rounds="$rounds" \
      -pl kernel/runtime,kernel/host -Dsurefire.failIfNoSpecifiedTests=false -Dtest=TimelinePropertiesTest test
  done
done
echo "=== All held in every round"
