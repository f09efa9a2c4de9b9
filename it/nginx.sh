#!/usr/bin/env bash
# Calls a real nginx that limits the rate, and checks the results: every call of a burst is
# answered in the end, waits are honoured, a limit that never lifts ends with exit code 22.
# Needs no network once nginx and openssl are installed. Exit code 1 if anything is not as it should.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh
need nginx nginx
need openssl openssl

DIR=$(mktemp -d)
NGINX=
clean_up() {
  stop "$NGINX"
  rm -rf "$DIR"
}
trap clean_up EXIT

# --- a server of our own, on ports that are free -----------------------------------------------

mkdir "$DIR/files"
chmod 755 "$DIR" "$DIR/files" # nginx's workers run as another user
echo ok >"$DIR/files/answer"
seq 1 20000 >"$DIR/files/numbers"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test \
  -addext 'subjectAltName=IP:127.0.0.1' -keyout "$DIR/key.pem" -out "$DIR/certificate.pem" 2>/dev/null

start_nginx() {
  local user=''
  if [ "$(id -u)" = 0 ]; then user='user root;'; fi
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    PORT=$((20000 + RANDOM % 12000))
    sed -e "s|@DIR@|$DIR|; s|@USER@|$user|; s|@PORT@|$PORT|; s|@TLS_PORT@|$((PORT + 1))|" \
      it/nginx.conf >"$DIR/nginx.conf"
    nginx -p "$DIR" -c "$DIR/nginx.conf" 2>"$DIR/start.log" &
    NGINX=$!
    for _ in $(seq 100); do
      if ! kill -0 "$NGINX" 2>/dev/null; then break; fi # a port was taken
      if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then return; fi
      sleep 0.1
    done
  done
  cat "$DIR/start.log" "$DIR/error.log" >&2
  echo "nginx does not start" >&2
  exit 1
}
start_nginx
url=http://127.0.0.1:$PORT
tls_url=https://127.0.0.1:$((PORT + 1))
./holdfast --version # builds if needed
nginx -v 2>&1

# --- calls ---------------------------------------------------------------------------------------

# call NUMBER ARGUMENTS...: keeps standard output, events and exit code in $DIR/NUMBER.*
call() {
  local n=$1
  shift
  local code=0
  ./holdfast get --trace json -H "X-Call: $n" "$@" >"$DIR/$n.out" 2>"$DIR/$n.events" || code=$?
  echo "$code" >"$DIR/$n.code"
}

# burst PREFIX CALLS ARGUMENTS...: so many calls at once
burst() {
  local prefix=$1 calls=$2 i pids=()
  shift 2
  for i in $(seq "$calls"); do
    call "$prefix$i" "$@" &
    pids+=($!)
  done
  wait "${pids[@]}"
}

code() { cat "$DIR/$1.code"; }
# field NUMBER NAME: a number in the event of the call's result
field() { grep '"event":"result"' "$DIR/$1.events" | sed -E "s/.*\"$2\":(null|[0-9]+).*/\1/"; }
# from the server's own log
seen() { awk -v call="$1" '$2 == call' "$DIR/access.log"; }
requests() { seen "$1" | wc -l; }
connections() { seen "$1" | awk '{ print $5 }' | sort -u | wc -l; }
shortest_gap_ms() { # between two requests of one call
  seen "$1" | awk 'NR > 1 { gap = ($1 - last) * 1000; if (NR == 2 || gap < least) least = gap }
    { last = $1 } END { printf "%d", least + 0.5 }'
}

title "A burst of 6 calls at a server that sheds load with 503"
burst shed 6 "$url/shedding" --retries 30 --backoff 250ms --backoff-max 1s --deadline 60s
retried=0
for i in 1 2 3 4 5 6; do
  check "call $i is answered; attempts: $(field "shed$i" attempts), waiting: $(field "shed$i" waited_ms) ms" \
    [ "$(code "shed$i") $(cat "$DIR/shed$i.out")" = "0 ok" ]
  retried=$((retried + $(field "shed$i" attempts) - 1))
done
check "nginx counts as many requests as the events do: $((6 + retried))" \
  [ "$(grep -c ' /shedding\| /answer' "$DIR/access.log")" = $((6 + retried)) ]
check "there was something to retry: $retried times" [ "$retried" -gt 0 ]

title "A burst of 4 calls at a server that answers 429, Retry-After: 1"
burst polite 4 "$url/polite" --retries 30 --backoff 1ms --deadline 60s
refused=0
for i in 1 2 3 4; do
  check "call $i is answered; attempts: $(field "polite$i" attempts), waiting: $(field "polite$i" waited_ms) ms" \
    [ "$(code "polite$i") $(cat "$DIR/polite$i.out")" = "0 ok" ]
  if [ "$(requests "polite$i")" -gt 1 ]; then
    refused=$((refused + 1))
    gap=$(shortest_gap_ms "polite$i")
    check "  nginx saw no retry earlier than it asked: $gap ms" [ "$gap" -ge 1000 ]
    check "  all on one connection" [ "$(connections "polite$i")" = 1 ]
  fi
done
check "calls that were refused first: $refused" [ "$refused" -gt 0 ]

title "A limit that never lifts"
call always "$url/always-429" --retries 3 --backoff 20ms
check "exit code 22 after 4 attempts" [ "$(code always) $(field always attempts)" = "22 4" ]
check "the last answer is handed over" [ "$(cat "$DIR/always.out")" = no ]
check "nginx saw 4 requests on 1 connection" [ "$(requests always) $(connections always)" = "4 1" ]
call polite-always "$url/always-429-polite" --retries 2 --backoff 1ms
waited=$(field polite-always waited_ms)
check "with Retry-After: 1, two waits of a second and up to a quarter more: $waited ms" \
  [ "$(code polite-always) $((waited >= 2000 && waited <= 2500))" = "22 1" ]
call late "$url/maintenance" --deadline 5s
check "Retry-After: 3600 ends the call at once, with the time: $(field late retry_after_ms) ms" \
  [ "$(code late) $(field late attempts) $(field late retry_after_ms)" = "22 1 3600000" ]

title "What else a real server does"
call moved "$url/moved"
check "a redirect is followed on the same connection" \
  [ "$(code moved) $(cat "$DIR/moved.out") $(connections moved)" = "0 ok 1" ]
call gzip "$url/gzip/numbers"
ratio=$(seen gzip | awk '{ print $6 }')
check "nginx compressed a body, to a part in $ratio" [ "$ratio" != - ]
check "  it is decoded" cmp -s "$DIR/files/numbers" "$DIR/gzip.out"
call tls "$tls_url/answer" --cacert "$DIR/certificate.pem"
check "TLS with a certificate of one's own" [ "$(code tls) $(cat "$DIR/tls.out")" = "0 ok" ]
call untrusted "$tls_url/answer"
check "TLS without --cacert: exit code 60 after 1 attempt" \
  [ "$(code untrusted) $(field untrusted attempts)" = "60 1" ]
call named "https://api.test:$((PORT + 1))/answer" --cacert "$DIR/certificate.pem" \
  --resolve "api.test:$((PORT + 1)):127.0.0.1"
check "TLS under a name that the certificate does not have: exit code 60" [ "$(code named)" = 60 ]

finish
