#!/usr/bin/env bash
# Calls a server over a network that really loses packets, delays them, changes their order and
# doubles some: two network namespaces, and between them a program that carries the packets
# (it/lossy/network.py), for kernels without netem too. Every call must succeed within its deadline,
# and no POST may arrive twice, unless under one key. Needs Linux, /dev/net/tun and the right to make
# a namespace; nothing leaves the machine. Exit code 1 if anything is not as it should.
# proves: C07
set -euo pipefail
cd "$(dirname "$0")/.."

CLIENT=10.7.0.1
SERVER_ADDRESS=10.7.0.2
PORT=8080

case ${1:-} in
  inside) ;;
  serve) # in the namespace of the server, which gets its device from outside
    for _ in $(seq 100); do
      if ip link show far >/dev/null 2>&1; then break; fi
      sleep 0.1
    done
    ip address add "$SERVER_ADDRESS/24" dev far
    ip link set far up
    exec python3 it/lossy/server.py "$SERVER_ADDRESS" "$PORT" "$2"
    ;;
  *)
    ./holdfast --version >/dev/null # builds it, which the namespace could not
    if [ "$(id -u)" = 0 ]; then exec unshare --net it/lossy.sh inside; fi
    exec unshare --map-root-user --net it/lossy.sh inside
    ;;
esac
# shellcheck source=it/lib.sh
. it/lib.sh
need python3 python3

DIR=$(mktemp -d)
NETWORK=
SERVER=
clean_up() {
  stop "$SERVER"
  stop "$NETWORK"
  rm -rf "$DIR"
}
trap clean_up EXIT

# until_true WHAT COMMAND...: waits for it, ten seconds at most
until_true() {
  local what=$1
  shift
  for _ in $(seq 100); do
    if "$@" 2>/dev/null; then return; fi
    sleep 0.1
  done
  echo "$what" >&2
  exit 1
}
elsewhere() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
listening() { (exec 3<>"/dev/tcp/$SERVER_ADDRESS/$PORT"); }

python3 it/lossy/network.py near far 7 >"$DIR/network" &
NETWORK=$!
until_true "no TUN device can be made here" grep -q ready "$DIR/network"
unshare --net it/lossy.sh serve "$DIR/requests" &
SERVER=$!
until_true "the server has no namespace" elsewhere "$SERVER"
ip link set lo up
ip link set far netns "$SERVER"
ip address add "$CLIENT/24" dev near
ip link set near up
until_true "the server does not answer" listening

GETS=150 KEYED=150 PATIENT=50 HASTY=100
title "$GETS GETs, $KEYED POSTs with a key and $((PATIENT + HASTY)) without, on 40 threads"
java -cp cli/target/holdfast-cli.jar http/src/test/java/dev/holdfast/http/lossy/Calls.java \
  "http://$SERVER_ADDRESS:$PORT" \
  get=$GETS keyed=$KEYED patient=$PATIENT hasty=$HASTY >"$DIR/calls"
stop "$NETWORK"
NETWORK=

calls() { grep -c "^/$1/[0-9]* $2" "$DIR/calls" || true; }
counted() { sed -n "s/.*$1=\([0-9]*\).*/\1/p" "$DIR/network"; }
# how often the busiest path of a kind was served
most_often() { awk -v kind="/$1/" 'index($2, kind) { n = ++count[$2]; if (n > most) most = n }
  END { print most + 0 }' "$DIR/requests"; }
# paths that came under more than one key, or without one
mixed_keys() { awk '$2 ~ "^/keyed/" { if ($3 == "-" || ($2 in key && key[$2] != $3)) print $2
  key[$2] = $3 }' "$DIR/requests" | wc -l; }
shared_keys() { awk '$2 ~ "^/keyed/" { print $3, $2 }' "$DIR/requests" | sort -u |
  awk '{ print $1 }' | uniq -d | wc -l; }
again=$(awk '$2 ~ "^/keyed/" { print $2 }' "$DIR/requests" | sort | uniq -d | wc -l)
longest=$(awk '$NF > most { most = $NF } END { print most }' "$DIR/calls")
retried=$(awk '$(NF - 1) > 1' "$DIR/calls" | wc -l)
late=$((PATIENT - $(calls patient whole)))
given_up=$((HASTY - $(calls hasty whole)))

grep -v ready "$DIR/network"
grep -v ' whole ' "$DIR/calls" | grep -v ^/hasty/ || true # what failed, and how
check "the network lost every fifth packet" \
  [ $(($(counted lost) * 100 / $(counted carried))) -ge 15 ]
check "it doubled some" [ "$(counted doubled)" -gt 0 ]
check "some overtook others" [ "$(counted overtaken)" -gt 0 ]
check "every GET succeeds with the whole body" [ "$(calls get whole)" = $GETS ]
check "every POST with a key succeeds" [ "$(calls keyed whole)" = $KEYED ]
check "POSTs without a key succeed, given the time that TCP needs; $late do not" [ "$late" -le 3 ]
check "without that time, some are given up, since their outcome is unknown: $given_up" \
  [ "$given_up" -gt 0 ]
check "within their deadline of 60 s: the longest call took $longest ms" [ "$longest" -le 60500 ]
check "there was something to retry: $retried calls" [ "$retried" -gt 0 ]
check "but none of either kind arrives twice" \
  [ "$(most_often patient) $(most_often hasty)" = "1 1" ]
check "a POST with a key arrives under that key only; $again came more than once" \
  [ "$(mixed_keys) $(shared_keys)" = "0 0" ]

finish
