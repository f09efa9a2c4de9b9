#!/usr/bin/env bash
# Downloads from a real nginx that dies midway, whose file changes midway, and that serves no ranges; with less
# memory than a tenth of the file. Needs no network once nginx is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh
need nginx nginx
need curl curl

DIR=$(mktemp -d)
NGINX=
trap 'stop "$NGINX"; rm -rf "$DIR"' EXIT
mkdir "$DIR/files" "$DIR/got"
chmod 755 "$DIR" "$DIR/files"
MEGABYTE=$((1 << 20))
head -c $((500 * MEGABYTE)) /dev/urandom >"$DIR/files/large"
head -c $((40 * MEGABYTE)) "$DIR/files/large" >"$DIR/files/small"
sum() { sha256sum "$1" | cut -d' ' -f1; }
size() { stat -c %s "$1" 2>/dev/null || echo 0; }
SMALL=$(sum "$DIR/files/small")

start_nginx() {
  local user=''
  if [ "$(id -u)" = 0 ]; then user='user root;'; fi
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    PORT=$((20000 + RANDOM % 12000))
    sed -e "s|@DIR@|$DIR|; s|@USER@|$user|; s|@PORT@|$PORT|" it/downloads/nginx.conf >"$DIR/nginx.conf"
    nginx -p "$DIR" -c "$DIR/nginx.conf" 2>"$DIR/start.log" &
    NGINX=$!
    for _ in $(seq 100); do
      if ! kill -0 "$NGINX" 2>/dev/null; then break; fi # the port was taken
      if curl --silent --output /dev/null "http://127.0.0.1:$PORT/"; then return; fi
      sleep 0.1
    done
  done
  cat "$DIR/start.log" >&2
  echo "nginx does not start" >&2
  exit 1
}

start_nginx
url=http://127.0.0.1:$PORT
./holdfast --version >/dev/null # builds the jar
javac -cp cli/target/holdfast-cli.jar -d "$DIR/classes" it/downloads/Fetch.java
# An array: a function in the background would be a shell, and a kill would not reach the program.
fetch=(java -Xmx64m -cp "cli/target/holdfast-cli.jar:$DIR/classes" Fetch)

# await FILE BYTES: waits until a file has so many bytes
await() {
  for _ in $(seq 800); do
    if [ "$(size "$1")" -ge "$2" ]; then return; fi
    sleep 0.05
  done
  echo "$1 stays below $2 bytes" >&2
  cat "$DIR"/*.log >&2
  return 1
}

# cut_off URL FILE: a download that is killed when some of it is there
cut_off() {
  rm -f "$2"*
  "${fetch[@]}" "$url$1" "$2" "$SMALL" 0 >/dev/null 2>&1 &
  local pid=$!
  await "$2.part" $((2 * MEGABYTE))
  kill -9 "$pid"
  wait "$pid" 2>/dev/null || true
}

title "500 MB in a heap of 64 MB, and the server dies midway"
"${fetch[@]}" "$url/ranges/large" "$DIR/got/large" "$(sum "$DIR/files/large")" 5 >"$DIR/large.log" 2>&1 &
pid=$!
await "$DIR/got/large.part" $((100 * MEGABYTE))
pkill -9 -P "$NGINX" # its worker; the master begins another one
check "the download ends well" wait "$pid"
check "and was continued by its second attempt" grep -q '^2 attempts, continued from 0,' "$DIR/large.log"
check "with the bytes of the file" cmp "$DIR/files/large" "$DIR/got/large"
check "which were asked for from where it broke" grep -q '/ranges/large 206 bytes=[1-9]' "$DIR/access.log"
check "and nothing else is left" test "$(ls "$DIR/got")" = large
rm "$DIR/got/large"

title "The program is killed midway"
cut_off /slow/small "$DIR/got/small"
check "its part is there" test -s "$DIR/got/small.part"
check "its file is not" test ! -e "$DIR/got/small"
"${fetch[@]}" "$url/ranges/small" "$DIR/got/small" "$SMALL" 0 >"$DIR/small.log"
check "another URL begins anew" grep -q 'continued from 0,' "$DIR/small.log"
cut_off /slow/small "$DIR/got/small"
"${fetch[@]}" "$url/slow/small" "$DIR/got/small" "$SMALL" 0 >"$DIR/small.log"
check "the next run goes on" grep -q 'continued from [1-9]' "$DIR/small.log"
check "to the same bytes" cmp "$DIR/files/small" "$DIR/got/small"

title "The file changes midway"
cut_off /slow/small "$DIR/got/small"
sleep 1.1 # nginx makes its tags of seconds
tr '\000-\377' '\001-\377\000' <"$DIR/files/small" >"$DIR/files/other"
mv "$DIR/files/other" "$DIR/files/small"
SMALL=$(sum "$DIR/files/small")
"${fetch[@]}" "$url/slow/small" "$DIR/got/small" "$SMALL" 0 >"$DIR/small.log"
check "the next run begins anew" grep -q 'continued from 0,' "$DIR/small.log"
check "and has the new file, not a mixture" cmp "$DIR/files/small" "$DIR/got/small"

title "A server without ranges"
rm -f "$DIR"/got/small*
"${fetch[@]}" "$url/whole/small" "$DIR/got/small" "$SMALL" 3 >"$DIR/small.log" 2>&1 &
pid=$!
await "$DIR/got/small.part" $((MEGABYTE))
pkill -9 -P "$NGINX"
check "the download ends well" wait "$pid"
check "with the bytes of the file" cmp "$DIR/files/small" "$DIR/got/small"

finish
