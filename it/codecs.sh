#!/usr/bin/env bash
# Checks json(…) with the versions of Jackson and HttpCore that applications have: those that Spring Boot
# manages, on the class path; the oldest that a codec promises to work with, and the newest.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh

DIR=$(mktemp -d)
trap 'rm -rf "$DIR"' EXIT

# run MODULE TEST OPTION...: the tests of that name in that module, and nothing else
run() {
  local module=$1 test=$2
  shift 2
  mvn -B -q -Pfast,boot -pl "$module" -am test -Dtest="$test" -Dsurefire.failIfNoSpecifiedTests=false \
    "$@" >"$DIR/log" 2>&1 || { tail -n 40 "$DIR/log" && false; }
}

# boot VERSION CODEC JACKSON
boot() {
  check "Spring Boot $1 with holdfast-$2 (Jackson $3)" \
    run it/boot ManagedVersionsTest -Dboot.version="$1" -Dboot.codec="$2" -Dexpected.jackson="$3"
}

title "Versions that Spring Boot manages"
boot 3.5.7 jackson2 2.19.2
boot 4.0.0 jackson3 3.0.2
boot 4.0.7 jackson3 3.1.4
boot 4.0.7 jackson2 2.21.4
check "Spring Boot 3.5.7 with a Jackson 3 that does not fit to its annotations" \
  run it/boot MismatchTest -Dboot.version=3.5.7 -Dboot.codec=jackson3 -Dboot.jackson3=3.2.4

title "The oldest and the newest"
for version in 2.12.0 2.22.4; do
  check "Jackson $version" run integrations/jackson2 Jackson2CodecTest -Djackson2.version="$version"
done
for version in 3.0.0 3.2.4; do
  check "Jackson $version" run integrations/jackson3 Jackson3CodecTest -Djackson3.version="$version"
done

finish
