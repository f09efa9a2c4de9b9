#!/usr/bin/env bash
# Tells one story of each family of outages in real time: 100 sessions with the defaults call a server
# of fixed capacity over real loopback sockets. Compares the results with the goals of
# `holdfast lab`; about five minutes. Arguments: names of stories (`./holdfast lab --list`).
# Exit code 1 if a goal is missed by more than a busy machine explains.
set -euo pipefail
cd "$(dirname "$0")/.."

./holdfast --version # builds if needed
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -Xmx2g -cp 'cli/target/holdfast-cli.jar:cli/target/lib/*' \
  dev.holdfast.lab.live.LiveStories "$@"
