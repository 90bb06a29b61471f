#!/usr/bin/env bash
# Builds Binder's image in a chroot, without Docker, and runs lessons there with the network off.
#
#   install/binder/check.sh CACHE [OPTION …] [NOTEBOOK …]      (called by: make check-binder)
#
# Needs root, debootstrap, and the tools ip and unshare; repo2docker goes into CACHE. What it mounts is gone with it.
set -euo pipefail

cache=$1
shift
[ "$(id -u)" = 0 ] || { echo "check.sh: only root can make a chroot; type: sudo make check-binder" >&2; exit 1; }
for tool in debootstrap unshare ip; do
  command -v "$tool" >/dev/null || { echo "check.sh: there is no \"$tool\"; type: apt-get install debootstrap util-linux iproute2" >&2; exit 1; }
done
if [ ! "$cache/done" -nt install/binder/requirements.txt ]; then
  python3 -m venv --clear "$cache"
  "$cache/bin/python" -m pip install --quiet --requirement install/binder/requirements.txt
  touch "$cache/done"
fi
case "$*" in
  *.ipynb* | *--help*) ;;
  *) set -- "$@" notebooks/00-start-here.ipynb notebooks/02-the-gil-at-first-sight.ipynb ;;
esac
exec unshare --mount --propagation private "$cache/bin/python" install/binder/check.py "$@"
