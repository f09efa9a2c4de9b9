#!/usr/bin/env bash
# Checks what would be published: Javadoc without errors, jars of sources and Javadoc, SBOM, OSGi headers,
# names for the module path, LICENSE. Signs and uploads nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh

need mvn maven
need python3 python3

LOG=$(mktemp)
trap 'rm -f "$LOG"' EXIT

build() {
  mvn -B -q -Prelease -DskipTests -Dgpg.skip verify >"$LOG" 2>&1 || { grep -m 40 ERROR "$LOG"; return 1; }
}

title "The profile release"
check "builds all that Maven Central asks for" build
check "leaves complete jars of every published module" python3 it/release/artifacts.py
check "keeps other modules to itself" test ! -e verification/target/bom.json

finish
