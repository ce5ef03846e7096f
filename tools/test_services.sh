#!/bin/sh
# What the tests start by themselves: PostgreSQL with PostGIS (its programs, not a running server)
# and Chromium. Installs what is missing when this user may; else says what to install, and fails.
set -eu
. tools/apt.sh

have_postgis() {
  for bin in /usr/lib/postgresql/*/bin; do
    release=$(basename "$(dirname "$bin")")
    if [ -x "$bin/initdb" ] && [ -e "/usr/share/postgresql/$release/extension/postgis.control" ]; then
      return 0
    fi
  done
  return 1
}

have_chromium() {
  command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome
}

# Node, which Playwright brings along, is linked against it; a bare system may not have it.
have_libatomic() {
  for library in /usr/lib/*/libatomic.so.1 /usr/lib/libatomic.so.1 /usr/lib64/libatomic.so.1; do
    [ -e "$library" ] && return 0
  done
  return 1
}

if ! have_postgis; then
  install_or_explain "PostgreSQL with PostGIS" postgresql postgresql-postgis
fi
if ! have_chromium >/dev/null; then
  install_or_explain "Chromium" chromium-headless-shell fonts-dejavu-core
fi
if ! have_libatomic; then
  install_or_explain "a library of Playwright's driver" libatomic1
fi
