#!/usr/bin/env bash
# Finds what Weft needs from the system, installs what is missing, and writes what it found to a file.
#
#   install/prerequisites.sh [--test] [--check] FILE
#
# --test adds what the browser tests need. --check installs nothing: it says what is missing and stops.
# FILE gets shell variables: WEFT_JDK (runs the kernel), WEFT_BUILD_JDK, WEFT_TEST_JDKS (the oldest and the newest
# found), WEFT_PYTHON, WEFT_MAVEN, WEFT_CHROMIUM.
# WEFT_SYSTEM is a folder to look for JDKs and applications below, instead of the machine's root: tests set it.
set -euo pipefail

system=${WEFT_SYSTEM:-}

oldest_feature=17
for_tests=no
check_only=no
facts=
for argument in "$@"; do
  case "$argument" in
    --test) for_tests=yes ;;
    --check) check_only=yes ;;
    -*) echo "prerequisites.sh: unknown option \"$argument\"; expected: [--test] [--check] FILE" >&2; exit 2 ;;
    *) facts=$argument ;;
  esac
done
[ -n "$facts" ] || { echo "prerequisites.sh: no file to write to; expected: [--test] [--check] FILE" >&2; exit 2; }

# --- What is there -------------------------------------------------------------------------------------------------

# Prints "feature home" if the folder holds a JDK that can run the kernel.
jdk_in() {
  local home=$1 modules feature
  [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || return 0
  modules=$("$home/bin/java" --list-modules 2>/dev/null </dev/null) || return 0
  for module in jdk.jshell jdk.compiler jdk.jdi jdk.jfr java.instrument; do
    grep -q "^$module@" <<<"$modules" || return 0
  done
  feature=$(sed -n 's/^java\.base@\([0-9]*\).*/\1/p' <<<"$modules")
  [ "${feature:-0}" -ge "$oldest_feature" ] || return 0
  echo "$feature $(cd "$home" && pwd -P)"
}

# Every JDK that fits, oldest first. A broken link or a folder that is none is passed over in jdk_in.
all_jdks() {
  local java home
  {
    if [ -n "${JAVA_HOME:-}" ]; then jdk_in "$JAVA_HOME"; fi
    if java=$(command -v java); then
      java=$(readlink -f "$java" 2>/dev/null || echo "$java")
      jdk_in "$(dirname "$(dirname "$java")")"
    fi
    for home in "$system"/usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      "$system"/Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$system"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      "$system"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
      if [ -d "$home" ] && [ ! -L "$home" ]; then jdk_in "$home"; fi
    done
  } | sort -n -u
}

# The newest Python that can make a virtual environment.
find_python() {
  local name
  for name in python3.14 python3.13 python3.12 python3.11 python3.10 python3; do
    if command -v "$name" >/dev/null && "$name" -c \
      'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null </dev/null; then
      # The interpreter itself: a version manager's wrapper may stand for another one tomorrow.
      "$name" -c 'import sys; print(sys.executable)' </dev/null
      return
    fi
  done
}

find_maven() {
  if [ -x ./mvnw ]; then echo "$PWD/mvnw"; else command -v mvn || true; fi
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then command -v "$name"; return; fi
  done
  for name in "$system/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "$system/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -x "$name" ]; then echo "$name"; return; fi
  done
}

has_fonts() {
  [ "$(uname)" = Darwin ] || { command -v fc-list >/dev/null && [ -n "$(fc-list 2>/dev/null | head -n 1)" ]; }
}

# Playwright brings a Node of its own, which is linked to it; a small Debian has no such library.
has_atomic() {
  [ "$(uname)" = Darwin ] || PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "libatomic\.so\.1"
}

# --- What is missing, by the package manager's names ---------------------------------------------------------------

packages=()
reasons=()
need() { # why, then package names
  local reason=$1
  shift
  packages+=("$@")
  reasons+=("$* - $reason")
}

# Prints the first of the names that the package manager knows; the last one if it knows none, or cannot say before it
# has fetched its lists.
first_known() { # manager, then package names
  local manager=$1 name
  shift
  for name in "$@"; do
    case "$manager" in
      apt-get) [ -z "$(apt-cache search --names-only "^$name\$" 2>/dev/null)" ] || break ;;
      dnf) if dnf --quiet list "$name" >/dev/null 2>&1 </dev/null; then break; fi ;;
    esac
  done
  echo "$name"
}

find_manager() {
  local name
  for name in apt-get dnf brew; do
    if command -v "$name" >/dev/null; then echo "$name"; return; fi
  done
}

collect() {
  local jdk_package python_package maven_package chromium_package font_package atomic_package
  case "$1" in
    apt-get)
      # The last name is in every release.
      [ -n "$jdks" ] || jdk_package=$(first_known apt-get openjdk-{25,21,17}-jdk-headless default-jdk-headless)
      python_package="python3 python3-venv" maven_package=maven
      chromium_package=chromium font_package="fontconfig fonts-dejavu-core" atomic_package=libatomic1
      ;;
    dnf)
      # python3 is 3.9 in some; a name with its version is in those.
      [ -n "$jdks" ] || jdk_package=$(first_known dnf java-{25,21,17}-openjdk-devel java-latest-openjdk-devel)
      [ -n "$python" ] || python_package=$(first_known dnf python3.{14,13,12,11} python3)
      maven_package=maven chromium_package=chromium font_package="fontconfig dejavu-sans-fonts" atomic_package=libatomic
      ;;
    *) jdk_package=openjdk python_package=python@3.13 maven_package=maven chromium_package=google-chrome font_package= atomic_package= ;;
  esac
  # Unquoted on purpose: a name may stand for two packages.
  [ -n "$jdks" ] || need "a JDK of version $oldest_feature or newer with jdk.jshell: it compiles and runs the cells" $jdk_package
  [ -n "$python" ] || need "Python 3.10 or newer with venv: JupyterLab goes into .venv" $python_package
  [ -n "$maven" ] || need "Maven: it builds the kernel" $maven_package
  has_fonts || need "a font: pictures of threads have letters" $font_package
  [ "$for_tests" = no ] || [ -n "$chromium" ] || need "Chromium: the tests open JupyterLab in it" $chromium_package
  [ "$for_tests" = no ] || has_atomic || need "libatomic: the driver of the browser tests is linked to it" $atomic_package
}

install_command() {
  case "$1" in
    apt-get) echo "apt-get install --yes --no-install-recommends ${packages[*]}" ;;
    dnf) echo "dnf install --assumeyes ${packages[*]}" ;;
    *) echo "brew install ${packages[*]}" ;;
  esac
}

# Prints the words to put before a command that needs root; fails if there is no way to become root.
as_root() {
  if [ "$1" = brew ] || [ "$(id -u)" = 0 ]; then return; fi
  command -v sudo >/dev/null || return 1
  if sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; then echo "sudo"; else return 1; fi
}

run_installation() {
  local manager=$1 prefix reason command
  echo "Weft needs these packages of the system:"
  for reason in "${reasons[@]}"; do echo "  $reason"; done
  command=$(install_command "$manager")
  if [ "$check_only" = yes ] || ! prefix=$(as_root "$manager"); then
    echo "They are not installed, and there is no right to install them from here. As root, type:"
    [ "$manager" != apt-get ] || echo "  apt-get update"
    echo "  $command"
    echo "Then type the same make command again."
    exit 1
  fi
  echo "Installing them: ${prefix:+$prefix }$command"
  # A package must not ask anything: there may be nobody to answer.
  if [ "$manager" = apt-get ]; then
    $prefix apt-get update --quiet
    $prefix env DEBIAN_FRONTEND=noninteractive $command </dev/null
  else
    $prefix $command </dev/null
  fi
}

look() {
  jdks=$(all_jdks)
  python=$(find_python)
  maven=$(find_maven)
  chromium=$(find_chromium)
}

# --- Do it ---------------------------------------------------------------------------------------------------------

look
manager=$(find_manager)
collect "$manager"
if [ ${#packages[@]} -gt 0 ]; then
  if [ -z "$manager" ]; then
    echo "Weft found none of apt-get, dnf and brew. Please install by hand:"
    for reason in "${reasons[@]}"; do echo "  ${reason#* - }"; done
    exit 1
  fi
  run_installation "$manager"
  look
  packages=() reasons=()
  collect "$manager"
  if [ ${#packages[@]} -gt 0 ]; then
    echo "Still missing after the installation:"
    for reason in "${reasons[@]}"; do echo "  $reason"; done
    exit 1
  fi
fi

# The kernel's own rule, so that `make lab` and `install` choose alike: JAVA_HOME, else the newest.
jdk=$(tail -n 1 <<<"$jdks" | cut -d ' ' -f 2-)
if [ -n "${JAVA_HOME:-}" ] && [ -n "$(jdk_in "$JAVA_HOME")" ]; then jdk=$(cd "$JAVA_HOME" && pwd -P); fi
oldest=$(head -n 1 <<<"$jdks" | cut -d ' ' -f 2-)
newest=$(tail -n 1 <<<"$jdks" | cut -d ' ' -f 2-)
mkdir -p "$(dirname "$facts")"
{
  # Built on the oldest, so that the jar's bytes do not follow the machine's newest JDK.
  printf 'WEFT_JDK=%q\nWEFT_BUILD_JDK=%q\n' "$jdk" "$oldest"
  if [ "$oldest" = "$newest" ]; then printf 'WEFT_TEST_JDKS=(%q)\n' "$oldest"; else printf 'WEFT_TEST_JDKS=(%q %q)\n' "$oldest" "$newest"; fi
  printf 'WEFT_PYTHON=%q\nWEFT_MAVEN=%q\nWEFT_CHROMIUM=%q\n' "$python" "$maven" "$chromium"
} >"$facts"
