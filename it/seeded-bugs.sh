#!/usr/bin/env bash
# Puts known bugs into a copy of the project, one at a time, and runs the tests that must notice.
# A bug is a sed script in it/bugs whose head says what it is, in which file, and which tests of
# which module are to catch it. Prints CAUGHT or MISSED for each; fails unless all are caught.
#
#   it/seeded-bugs.sh              every bug
#   it/seeded-bugs.sh NAME...      these
#   MVN='mvn -o' it/seeded-bugs.sh another way to call Maven
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
log=$copy.log
missed=0

head_of() { sed -n "s/^# $2: //p" "$1"; }

run_tests() {
  local module=${1%% *} tests=${1#* }
  ${MVN:-mvn} -q -B -Pfast -f "$copy/pom.xml" -pl "$module" -am test \
    "-Dtest=$tests" -Dsurefire.failIfNoSpecifiedTests=false -Dholdfast.ci=true -Dsurefire.timeout=300 >"$log" 2>&1
}

# The code moves on, and a bug that no longer changes it proves nothing: of all, not only those asked for.
stale() {
  local bug file
  for bug in "$root"/it/bugs/*.sed; do
    file=$root/$(head_of "$bug" In)
    if sed -f "$bug" "$file" | cmp -s - "$file"; then
      basename "$bug" .sed
    fi
  done
}

verdict() {
  local bug=$1 file original
  file=$copy/$(head_of "$bug" In)
  original=$(mktemp)
  cp "$file" "$original"
  sed -i -f "$bug" "$file"
  if run_tests "$(head_of "$bug" 'Caught by')"; then
    echo "MISSED"
  elif grep -q 'COMPILATION ERROR' "$log"; then
    echo "MISSED: does not compile: $(grep -m 1 'ERROR.*\.java' "$log")"
  elif ! grep -q -E 'Tests run:.*(Failures|Errors): [1-9]|There was a timeout' "$log"; then
    echo "MISSED: the tests did not run: $(grep -m 1 ERROR "$log")"
  else
    echo "CAUGHT"
  fi
  cp "$original" "$file"
  rm -f "$original"
}

outdated=$(stale)
if [ -n "$outdated" ]; then
  echo "no longer apply: ${outdated//$'\n'/, }"
  exit 1
fi

(cd "$root" && git ls-files -z | xargs -0 tar -cf -) | tar -xf - -C "$copy"
if [ $# -eq 0 ]; then
  bugs=("$root"/it/bugs/*.sed)
else
  bugs=()
  for name in "$@"; do bugs+=("$root/it/bugs/$name.sed"); done
fi
for bug in "${bugs[@]}"; do
  outcome=$(verdict "$bug")
  printf '%-22s %-7s %s\n' "$(basename "$bug" .sed)" "$outcome" "$(head_of "$bug" Bug)"
  case $outcome in CAUGHT) ;; *) missed=$((missed + 1)) ;; esac
done
echo "${#bugs[@]} bugs, $((${#bugs[@]} - missed)) caught"
rm -f "$log"
[ "$missed" -eq 0 ]
