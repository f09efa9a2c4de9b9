#!/usr/bin/env bash
# Calls a server that renews its TLS keys without end (OpenSSL's, told to on its standard input) and
# sends nothing else: the call must end at its deadline. Exit code 1 if anything is not as it should.
# proves: T11
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh
need openssl openssl

DIR=$(mktemp -d)
SERVER=
clean_up() {
  stop "$SERVER"
  rm -rf "$DIR"
}
trap clean_up EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test \
  -addext 'subjectAltName=IP:127.0.0.1' -keyout "$DIR/key.pem" -out "$DIR/certificate.pem" 2>/dev/null
./holdfast --version # builds if needed

# An upper-case K asks the client for new keys too.
for _ in 1 2 3 4 5 6 7 8 9 10; do
  PORT=$((20000 + RANDOM % 12000))
  yes K | timeout 60 openssl s_server -accept "127.0.0.1:$PORT" -naccept 1 -tls1_3 \
    -key "$DIR/key.pem" -cert "$DIR/certificate.pem" >"$DIR/server.log" 2>&1 &
  SERVER=$!
  for _ in $(seq 100); do
    if grep -q ACCEPT "$DIR/server.log"; then break 2; fi
    if ! kill -0 "$SERVER" 2>/dev/null; then break; fi # the port was taken
    sleep 0.1
  done
done

title "Key updates without end"
start=$(date +%s%N)
./holdfast get --retries 0 --deadline 3s --cacert "$DIR/certificate.pem" \
  "https://127.0.0.1:$PORT/" >"$DIR/out" 2>&1 || true
millis=$((($(date +%s%N) - start) / 1000000))
updates=$(grep -c 'SSL_do_handshake -> 1' "$DIR/server.log" || true)
check "the call ends at its deadline" grep -q 'deadline passed' "$DIR/out"
check "and on time (took $millis ms with the start of the JVM)" test "$millis" -le 8000
check "after many key updates ($updates)" test "$updates" -ge 1000

finish
