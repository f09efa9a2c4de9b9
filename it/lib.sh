# Shared by the scripts in this directory.
# shellcheck shell=bash

failures=0
checks=0

# need COMMAND PACKAGE: installs the package if the command is missing
need() {
  if command -v "$1" >/dev/null 2>&1; then return; fi
  local sudo=
  if [ "$(id -u)" != 0 ]; then sudo=sudo; fi
  echo "installing $2 ..."
  { $sudo apt-get update -q && $sudo apt-get install -y -q --no-install-recommends "$2"; } >/dev/null
}

# stop PID: ends a server of ours, if it was started; its exit code must not become the script's
stop() {
  if [ -n "$1" ]; then kill "$1" 2>/dev/null && wait "$1" 2>/dev/null || true; fi
}

title() {
  printf '\n%s\n' "$1"
}

# check WHAT COMMAND...: the command must succeed
check() {
  local what=$1
  shift
  checks=$((checks + 1))
  if "$@"; then
    echo "  ok    $what"
  else
    failures=$((failures + 1))
    echo "  WRONG $what"
    echo "        checked: $*"
  fi
}

# Ends the script; the last thing it does.
finish() {
  printf '\n%s\n' "$((checks - failures)) of $checks checks passed."
  if [ "$failures" != 0 ]; then exit 1; fi
}
