#!/usr/bin/env bash
# Calls OpenSSL's server: one that renews its TLS keys without end and sends nothing else, where the call
# must end at its deadline; and ones that want client certificates, with TLS 1.2 and 1.3. Exit code 1 if
# anything is not as it should.
# proves: T11, T31
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
EC=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1)
openssl req -x509 "${EC[@]}" -nodes -days 2 -subj /CN=test \
  -addext 'subjectAltName=IP:127.0.0.1' -keyout "$DIR/key.pem" -out "$DIR/certificate.pem" 2>/dev/null
# A client's certificate with its key in two forms, and one of a stranger.
for name in client stranger; do
  openssl req -x509 "${EC[@]}" -nodes -days 2 -subj "/CN=$name" \
    -keyout "$DIR/$name.key" -out "$DIR/$name.pem" 2>/dev/null
done
openssl ec -in "$DIR/client.key" -out "$DIR/sec1.key" 2>/dev/null
cat "$DIR/client.pem" "$DIR/sec1.key" >"$DIR/both.pem"
./holdfast --version # builds if needed

# serve ARGUMENTS: starts OpenSSL's server on PORT.
serve() {
  stop "$SERVER"
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    PORT=$((20000 + RANDOM % 12000))
    : >"$DIR/server.log"
    openssl s_server -accept "127.0.0.1:$PORT" -key "$DIR/key.pem" -cert "$DIR/certificate.pem" \
      "$@" >"$DIR/server.log" 2>&1 &
    SERVER=$!
    for _ in $(seq 100); do
      if grep -q ACCEPT "$DIR/server.log"; then return; fi
      if ! kill -0 "$SERVER" 2>/dev/null; then break; fi # the port was taken
      sleep 0.1
    done
  done
}

# get ARGUMENTS: a call, its output in a file and its exit code in CODE.
get() {
  CODE=0
  ./holdfast get --cacert "$DIR/certificate.pem" "$@" "https://127.0.0.1:$PORT/" >"$DIR/out" 2>&1 || CODE=$?
}

title "Key updates without end"
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
start=$(date +%s%N)
./holdfast get --retries 0 --deadline 3s --cacert "$DIR/certificate.pem" \
  "https://127.0.0.1:$PORT/" >"$DIR/out" 2>&1 || true
millis=$((($(date +%s%N) - start) / 1000000))
updates=$(grep -c 'SSL_do_handshake -> 1' "$DIR/server.log" || true)
check "the call ends at its deadline" grep -q 'deadline passed' "$DIR/out"
check "and on time (took $millis ms with the start of the JVM)" test "$millis" -le 8000
check "after many key updates ($updates)" test "$updates" -ge 1000

for version in 1_2 1_3; do
  title "Client certificates, TLS ${version/_/.}"
  serve "-tls$version" -www -Verify 1 -verify_return_error -CAfile "$DIR/client.pem"
  get --cert "$DIR/both.pem"
  check "PEM with a SEC 1 key is taken" grep -q 'Client certificate' "$DIR/out"
  get --cert "$DIR/client.pem" --key "$DIR/client.key"
  check "a key of its own file, PKCS#8, is taken" grep -q 'Client certificate' "$DIR/out"
  for how in "" --http2; do
    # shellcheck disable=SC2086
    get $how
    check "none is refused in one attempt ${how:-by HTTP/1.1}" grep -q '(1 attempt' "$DIR/out"
    check "with the alert's own words" grep -q 'Received fatal alert' "$DIR/out"
    check "and the exit code of a TLS error ($CODE)" test "$CODE" -eq 35
  done
  get --cert "$DIR/stranger.pem" --key "$DIR/stranger.key" --idempotency-key auto
  check "a stranger's is refused in one attempt" grep -q '(1 attempt' "$DIR/out"
  check "and told to be unknown" grep -q 'unknown_ca\|certificate_unknown\|bad_certificate' "$DIR/out"
done

title "Certificates that do not fit"
serve -www
CODE=0
./holdfast get "https://127.0.0.1:$PORT/" >"$DIR/out" 2>&1 || CODE=$?
check "an unknown authority is named" grep -q 'unable to find valid certification path.*issued by CN=test' "$DIR/out"
check "with the exit code of a bad certificate ($CODE)" test "$CODE" -eq 60
CODE=0
./holdfast get --cacert "$DIR/certificate.pem" --resolve "other.example:$PORT:127.0.0.1" \
  "https://other.example:$PORT/" >"$DIR/out" 2>&1 || CODE=$?
check "the names of another host are named" \
  grep -q 'other.example.*the certificate is for 127.0.0.1' "$DIR/out"

finish
