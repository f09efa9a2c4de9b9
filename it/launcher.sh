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

title "Bodies, passwords and certificates"
if command -v python3 >/dev/null 2>&1 && command -v openssl >/dev/null 2>&1; then
  keys=$DIR/keys
  mkdir "$keys"
  (
    cd "$keys"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout rsa.pem -out ca.pem -days 2 -subj /CN=localhost \
      -addext subjectAltName=IP:127.0.0.1
    openssl rsa -in rsa.pem -traditional -out pkcs1.pem
    openssl pkcs8 -topk8 -in rsa.pem -passout pass:secret -v2 aes-256-cbc -out locked.pem
    cat ca.pem rsa.pem >both.pem
    openssl ecparam -name prime256v1 -genkey -noout -out sec1.pem
    openssl req -x509 -new -key sec1.pem -out ec.pem -days 2 -subj /CN=client
    cat ca.pem ec.pem >clients.pem
  ) >/dev/null 2>&1
  python3 - "$DIR" <<'SERVER' &
import http.server, ssl, sys, threading
directory = sys.argv[1]

class Big(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        size = int(self.path.rsplit("/", 1)[1])
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.end_headers()
        try:
            while size > 0:
                size -= self.wfile.write(b"x" * min(size, 65536))
        except OSError:
            pass

    def log_message(self, *ignored):
        pass

def start(name, context):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Big)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with open(directory + "/" + name, "w") as file:
        print(server.server_port, file=file, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server

start("plain", None)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(directory + "/keys/ca.pem", directory + "/keys/rsa.pem")
context.load_verify_locations(directory + "/keys/clients.pem")
context.verify_mode = ssl.CERT_REQUIRED
start("tls", context)
threading.Event().wait()
SERVER
  big=$!
  for _ in $(seq 100); do [ -s "$DIR/tls" ] || sleep 0.1; done
  plain=http://127.0.0.1:$(cat "$DIR/plain")
  tls=https://127.0.0.1:$(cat "$DIR/tls")/3
  run head bash -c '"$1" get "$2" | head -c 5' bash "$clone/holdfast" "$plain/50000000"
  check "a body ends quietly when its reader has enough" [ "$(out head)$(err head)" = xxxxx ]
  began=$SECONDS
  run unread bash -c '"$1" get --deadline 2s "$2" > >(exec sleep 30)' bash "$clone/holdfast" "$plain/50000000"
  check "a reader that reads nothing holds a call until its deadline: $(err unread)" [ "$(code unread)" = 28 ]
  check "  and no longer: $((SECONDS - began)) s" [ $((SECONDS - began)) -lt 15 ]
  run large "$clone/holdfast" get -o "$DIR/large" "$plain/100000000"
  check "a body larger than 16 MiB arrives" [ "$(code large) $(wc -c <"$DIR/large")" = "0 100000000" ]
  check "  and says nothing where no person reads" [ "$(out large)$(err large)" = "" ]
  rm -f "$DIR/large"
  for pair in ca.pem:rsa.pem ca.pem:pkcs1.pem ec.pem:sec1.pem both.pem:both.pem; do
    run cert "$clone/holdfast" get "$tls" --cacert "$keys/ca.pem" --cert "$keys/${pair%:*}" --key "$keys/${pair#*:}"
    check "a client certificate is taken with $pair" [ "$(code cert) $(out cert)" = "0 xxx" ]
  done
  run nocert "$clone/holdfast" get "$tls" --cacert "$keys/ca.pem"
  check "without one the call fails: $(err nocert)" [ "$(code nocert)" = 35 ]
  run wrong "$clone/holdfast" get "$tls" --cert "$keys/ec.pem" --key "$keys/rsa.pem"
  check "a key of another kind is refused: $(err wrong)" [ "$(code wrong)" = 2 ]
  cat >"$DIR/terminal.py" <<'TERMINAL'
import os, pty, sys, time
answer, command = sys.argv[1], sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown, asked = b"", False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    shown += part
    if b"Password of" in shown and not asked:
        asked = True
        time.sleep(0.2)
        os.write(terminal, answer.encode() + b"\n")
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
TERMINAL
  run locked python3 "$DIR/terminal.py" secret "$clone/holdfast" get "$tls" --cacert "$keys/ca.pem" \
    --cert "$keys/ca.pem" --key "$keys/locked.pem"
  check "the password of a key is asked for" grep -q 'Password of .*xxx' <(tr -d '\r\n' <"$DIR/locked.out")
  run asked python3 "$DIR/terminal.py" hunter2 "$clone/holdfast" get -u me "$plain/3"
  check "the password of a user is asked for" grep -q 'Password of me: .*xxx' <(tr -d '\r\n' <"$DIR/asked.out")
  check "  and is not shown" bash -c '! grep -q hunter2 "$1"' bash "$DIR/asked.out"
  stop "$big"
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
