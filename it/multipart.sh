#!/usr/bin/env bash
# Checks forms and multipart forms against parsers that are not ours: Python's, and byte for byte against
# what curl sends.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh

need curl curl
need python3 python3
DIR=$(mktemp -d)
SERVER=
trap 'stop "$SERVER"; rm -rf "$DIR"' EXIT
mkdir "$DIR/seen"
head -c 300000 /dev/urandom >"$DIR/file.bin"
python3 it/multipart/server.py "$DIR/seen" >"$DIR/port" &
SERVER=$!
for _ in $(seq 100); do
  [ -s "$DIR/port" ] && break
  sleep 0.1
done
url=http://127.0.0.1:$(cat "$DIR/port")
./holdfast --version >/dev/null # builds the jar

title "Forms with files"
check "a server of Python takes them" \
  java -Dfile.encoding=UTF-8 -cp cli/target/holdfast-cli.jar it/multipart/Upload.java "$url" "$DIR/file.bin"
curl --silent --fail --output /dev/null "$url/multipart" \
  --form-string plain=value \
  --form-string 'na"me='$'a "quoted"\r\nvalue; with=signs' \
  --form-string 'résumé=€ 😀' \
  --form 'file=@'"$DIR/file.bin"';type=application/octet-stream;filename="t\"eaé.bin"' \
  --form 'typed=@'"$DIR/file.bin"';type=image/png;filename=b.png' \
  --form-string empty=
check "Python's parsers read what was meant, and curl sends the same bytes" \
  python3 it/multipart/compare.py "$DIR/seen" "$DIR/file.bin"

finish
