# Sourced by the scripts beside it: install packages of Debian or Ubuntu, or say which are missing.

# install_or_explain REASON PACKAGE… : installs when this user may, else prints what to type and
# returns 1. Nobody is ever asked for a password: sudo is used only where it needs none.
install_or_explain() {
  reason=$1
  shift
  as_root=
  if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
    if ! sudo -n true 2>/dev/null; then
      explain "$reason" "$@"
      return 1
    fi
  fi
  if ! command -v apt-get >/dev/null; then
    explain "$reason" "$@"
    return 1
  fi
  echo "Installing $* ($reason)."
  if apt_install "$@" >/dev/null 2>&1; then
    return 0
  fi
  # The package lists may be missing or old: fetch them once and try again, aloud.
  $as_root apt-get update -q && apt_install "$@" && return 0
  explain "$reason" "$@"
  return 1
}

apt_install() {
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "$@" </dev/null
}

explain() {
  missing=$1
  shift
  {
    echo "Missing: $missing."
    echo "On Debian or Ubuntu, type:"
    echo "  sudo apt-get update && sudo apt-get install --no-install-recommends $*"
    echo "then run the same make command again."
  } >&2
}
