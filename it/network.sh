#!/usr/bin/env bash
# Calls addresses that cannot be reached, in a network namespace of its own: routes that refuse, and
# a neighbour that does not exist; and calls when no local port is left. Needs Linux and the right to
# make a namespace (root, or user namespaces); nothing leaves the machine. Exit code 1 if anything is
# not as it should.
# proves: C03, C04, C08
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" != inside ]; then
  ./holdfast --version >/dev/null # builds it, which the namespace could not
  if [ "$(id -u)" = 0 ]; then exec unshare --net "$0" inside; fi
  exec unshare --map-root-user --net "$0" inside
fi
# shellcheck source=it/lib.sh
. it/lib.sh
need python3 python3

OUT=$(mktemp)
FILES=$(mktemp -d)
SERVER=
clean_up() {
  stop "$SERVER"
  rm -rf "$OUT" "$FILES"
}
trap clean_up EXIT
ip link set lo up
ip link add near type veth peer name far
ip address add 10.9.9.1/24 dev near
ip link set near up
ip link set far up
ip route add unreachable 10.8.1.0/24
ip route add prohibit 10.8.2.0/24

# get ADDRESS OPTION...: keeps what it says in $OUT and how long it took in $MILLIS
get() {
  local address=$1 start
  shift
  start=$(date +%s%N)
  ./holdfast get --retries 0 "$@" "http://$address/" >"$OUT" 2>&1 || true
  MILLIS=$((($(date +%s%N) - start) / 1000000))
}
says() { grep -q "$1" "$OUT" || { cat "$OUT"; return 1; }; }
took() { [ "$MILLIS" -ge "$1" ] && [ "$MILLIS" -le "$2" ]; }

title "Networks that refuse"
get 10.8.1.1
check "an unreachable network is said at once" says "connect_error.*No route to host\|No route to host"
get 10.8.2.1
check "a prohibited network is said at once" says "Permission denied"

title "An address on the link that no host has"
get 10.9.9.2 --connect-timeout 1s
check "a connect timeout below the kernel's patience is kept" says "connect timeout of 1 s passed"
check "and on time (took $MILLIS ms with the start of the JVM)" took 1000 4000
get 10.9.9.3 --connect-timeout 20s
check "else the kernel's word comes first" says "No route to host"
check "after its three seconds (took $MILLIS ms)" took 2500 8000

title "No local port left"
echo well >"$FILES/answer"
python3 -m http.server 8080 --bind 127.0.0.1 --directory "$FILES" >/dev/null 2>&1 &
SERVER=$!
for _ in $(seq 100); do
  if (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null; then break; fi
  sleep 0.1
done
sysctl -q -w net.ipv4.ip_local_port_range="40000 40001"
exec 5<>/dev/tcp/127.0.0.1/8080 6<>/dev/tcp/127.0.0.1/8080
get 127.0.0.1:8080
check "is said at once, with its cause" says "Cannot assign requested address"
./holdfast get --retries 20 --backoff 300ms --jitter none --backoff-max 500ms \
  --trace text http://127.0.0.1:8080/answer >"$OUT" 2>&1 5>&- 6>&- &
CALL=$!
sleep 2
exec 5>&- 6>&-
check "and a call that is retried succeeds once ports are free" wait "$CALL"
check "after at least one failure" says "connect_error"

finish
