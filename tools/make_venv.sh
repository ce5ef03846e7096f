#!/bin/sh
# Make .venv with Python 3.11 or newer, unless a working one is there. Run from the project's root.
set -eu
. tools/apt.sh

if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then
  exit 0
fi

new_enough() {
  command -v "$1" >/dev/null &&
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in python3 python3.13 python3.12 python3.11; do
  if new_enough "$candidate"; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "Python 3.11 or newer is needed; this system's python3 is older or missing." >&2
  echo "Debian 12, Ubuntu 24.04 and later have it: apt-get install python3 python3-venv" >&2
  exit 1
fi

# Debian keeps the part of venv that lays down pip in a package of its own.
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  install_or_explain "Python's venv" "python$version-venv"
fi

rm -rf .venv
"$python" -m venv .venv
