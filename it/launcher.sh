#!/usr/bin/env bash
# Checks the launcher ./holdfast on a clone of its own: first starts at once, later ones fast, from
# anywhere, under any JDK that is installed, and a clear word when it cannot build.
# proves: U29
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh

DIR=$(mktemp -d)
trap 'rm -rf "$DIR"' EXIT
clone="$DIR/with a space/holdfast"
git clone -q . "$clone"

# run NAME COMMAND...: keeps both streams and the exit code in $DIR/NAME.*
run() {
  local name=$1 code=0
  shift
  "$@" >"$DIR/$name.out" 2>"$DIR/$name.err" || code=$?
  echo "$code" >"$DIR/$name.code"
}
code() { cat "$DIR/$1.code"; }
out() { cat "$DIR/$1.out"; }
err() { cat "$DIR/$1.err"; }
version() { [[ "$(code "$1") $(out "$1")" == "0 holdfast "*" (Java "*")" ]]; }

title "Two first starts at once, in a path with a space"
run first "$clone/holdfast" --version &
pids=($!)
run second "$clone/holdfast" --version &
pids+=($!)
wait "${pids[@]}"
check "the first prints the version: $(out first)" version first
check "the second prints the version: $(out second)" version second
check "one of them built" [ "$(cat "$DIR"/*.err | grep -c 'holdfast: building')" = 1 ]

title "Later starts"
fastest=999999
for i in 1 2 3 4 5; do
  began=$(date +%s%N)
  run again "$clone/holdfast" --version
  took=$((($(date +%s%N) - began) / 1000000))
  if [ "$took" -lt "$fastest" ]; then fastest=$took; fi
done
check "say nothing but the version" [ "$(err again)" = "" ]
check "take well under a second: $fastest ms" [ "$fastest" -lt 1000 ]
ln -s "$clone/holdfast" "$DIR/absolute-link"
ln -s "with a space/holdfast/holdfast" "$DIR/relative-link"
(cd / && run linked "$DIR/absolute-link" --version && run relinked "$DIR/relative-link" --version)
check "work through a symbolic link from another directory" version linked
check "work through a relative one" version relinked
run bare env PATH="$PATH" JAVA_HOME= "$clone/holdfast" --version
check "work without JAVA_HOME" version bare
for home in /usr/lib/jvm/*/; do
  if [ ! -x "$home/bin/javac" ]; then continue; fi
  run jdk env JAVA_HOME="${home%/}" "$clone/holdfast" --version
  check "work with $home: $(out jdk)" version jdk
  check "  and say nothing else" [ "$(err jdk)" = "" ]
done
run piped bash -c '"$1" get --help | head -1' bash "$clone/holdfast"
check "end quietly when the reader has gone" [ "$(out piped)$(err piped)" = "Usage: holdfast get [OPTIONS] URL" ]
run usage "$clone/holdfast" get
check "hand the exit code on" [ "$(code usage)" = 2 ]

title "Letters beyond ASCII, whatever the locale"
if command -v python3 >/dev/null 2>&1; then
  python3 - "$DIR" <<'SERVER' &
import base64, http.server, sys
directory = sys.argv[1]

class Echo(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        auth = base64.b64decode(self.headers["Authorization"].split()[1])
        name = self.headers["X-Name"].encode("latin-1")
        answer = b" ".join([self.path.encode(), auth, name, body])
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *ignored):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Echo)
with open(directory + "/port", "w") as file:
    print(server.server_port, file=file, flush=True)
server.serve_forever()
SERVER
  echo=$!
  for _ in $(seq 100); do [ -s "$DIR/port" ] || sleep 0.1; done
  url=http://127.0.0.1:$(cat "$DIR/port")/grün
  for locale in C POSIX C.UTF-8 xx_XX.UTF-8; do
    run letters env LC_ALL=$locale "$clone/holdfast" request -u 'Jürgen:pässword€' \
      -H 'X-Name: grün€' -d 'süß' "$url"
    check "LC_ALL=$locale: arrive unchanged: $(out letters)" \
      [ "$(out letters)" = "/gr%C3%BCn Jürgen:pässword€ grün€ süß" ]
    run file env LC_ALL=$locale "$clone/holdfast" request -u a:b -H 'X-Name: x' -d 1 \
      -o "$DIR/größe.txt" "$url"
    check "  and name the file" [ "$(cat "$DIR/größe.txt" 2>/dev/null)" = "/gr%C3%BCn a:b x 1" ]
    rm -f "$DIR/größe.txt"
  done
  run bare env LC_ALL=C java -jar "$clone/cli/target/holdfast-cli.jar" get "$url"
  check "without the launcher they are refused: $(err bare)" \
    grep -q '^holdfast: argument 2: holds bytes that are no text' "$DIR/bare.err"
  check "  with exit code 2" [ "$(code bare)" = 2 ]
  stop "$echo"
fi

title "When it cannot build"
echo 'no java' >>"$clone/cli/src/main/java/dev/holdfast/cli/Main.java"
run broken "$clone/holdfast" --version
check "exit code 2" [ "$(code broken)" = 2 ]
check "the message says where to look" grep -q 'holdfast: the build failed; the whole log is in ' "$DIR/broken.err"
check "the compiler's words are shown" grep -q 'Main.java' "$DIR/broken.err"
rm -rf "$clone/cli/target" && touch "$clone/cli/target"
run unwritable "$clone/holdfast" --version
check "a target that cannot be written is named: $(err unwritable)" \
  grep -q '^holdfast: cannot build: .*/cli/target is not writable' "$DIR/unwritable.err"
mkdir "$DIR/bin"
ln -s "$(command -v bash)" "$(command -v dirname)" "$(command -v readlink)" "$DIR/bin"
run nojava env PATH="$DIR/bin" JAVA_HOME= "$clone/holdfast" --version
check "a missing java is named: $(err nojava)" \
  [ "$(code nojava) $(err nojava)" = "2 holdfast: no java found (expected: JDK 17 or later)" ]

finish
