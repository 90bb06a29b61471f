#!/usr/bin/env bash
# Tries what must hold in every run of threads again and again, on one core and on all, on the oldest and the newest JDK.
#
#   install/properties.sh FACTS ROUNDS      (called by: make properties)
set -euo pipefail

facts=$1 rounds=$2
# shellcheck source=/dev/null
. "./$facts"

for jdk in "${WEFT_TEST_JDKS[@]}"; do
  for cores in one all; do
    pin=()
    if [ "$cores" = one ]; then pin=(taskset -c 0); fi
    echo "=== $rounds rounds on $jdk, on $cores of $(nproc) cores"
    JAVA_HOME="$WEFT_BUILD_JDK" "${pin[@]}" "$WEFT_MAVEN" --batch-mode -ntp -q -Dstyle.color=never \
      -Dmaven.repo.local="$MAVEN_REPO" -Dweft.test.jdk="$jdk" -Dweft.test.rounds="$rounds" \
      -pl kernel/runtime,kernel/host -Dsurefire.failIfNoSpecifiedTests=false -Dtest=TimelinePropertiesTest test
  done
done
echo "=== All held in every round"
