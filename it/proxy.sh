#!/usr/bin/env bash
# Calls an nginx through proxies that are not ours: squid, with Basic and with Digest authentication,
# microsocks, and OpenSSH as a SOCKS4a server; by the environment, by options of the command line, and by the library in both modes and both
# versions of HTTP. The origin's name exists at the proxy only. Exit code 1 if anything is not as it should.
# proves: Y02
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh

need nginx nginx
need openssl openssl
need squid squid
need microsocks microsocks
need sshd openssh-server
need ssh openssh-client

DIR=$(mktemp -d)
chmod 777 "$DIR" # squid changes its user
PIDS=()
clean_up() {
  for pid in "${PIDS[@]}"; do stop "$pid"; done
  rm -rf "$DIR"
}
trap clean_up EXIT
HOST=api.example.test
BASE=$((20000 + RANDOM % 12000))
PLAIN=$BASE SECURE=$((BASE + 1)) BASIC=$((BASE + 2)) DIGEST=$((BASE + 3)) SOCKS=$((BASE + 4))
SSH=$((BASE + 5)) SOCKS4=$((BASE + 6))

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test \
  -addext "subjectAltName=DNS:$HOST,DNS:localhost" -keyout "$DIR/key.pem" -out "$DIR/ca.pem" 2>/dev/null
cat >"$DIR/nginx.conf" <<CONF
pid $DIR/nginx.pid;
error_log $DIR/nginx.log;
daemon off;
events {}
http {
  access_log off;
  server {
    listen 127.0.0.1:$PLAIN;
    listen 127.0.0.1:$SECURE ssl http2;
    ssl_certificate $DIR/ca.pem;
    ssl_certificate_key $DIR/key.pem;
    # What must not arrive is in the second brackets.
    location / { return 200 "[\$server_protocol] [\$http_proxy_authorization]"; }
  }
}
CONF
nginx -c "$DIR/nginx.conf" 2>/dev/null &
PIDS+=($!)

echo "127.0.0.1 $HOST" >"$DIR/hosts"
echo "me:secret" >"$DIR/digest"
echo "me:$(openssl passwd -apr1 secret)" >"$DIR/basic"

# squid NAME PORT AUTHENTICATION...: a proxy that wants credentials
start_squid() {
  local name=$1 port=$2
  shift 2
  {
    printf '%s\n' "$@"
    cat <<CONF
http_port 127.0.0.1:$port
hosts_file $DIR/hosts
pid_filename none
access_log stdio:$DIR/$name.access
cache_log $DIR/$name.log
coredump_dir $DIR
cache deny all
pinger_enable off
shutdown_lifetime 0 seconds
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
CONF
  } >"$DIR/$name.conf"
  squid -N -f "$DIR/$name.conf" >/dev/null 2>&1 &
  PIDS+=($!)
}
helpers=/usr/lib/squid
start_squid basic "$BASIC" "auth_param basic program $helpers/basic_ncsa_auth $DIR/basic"
start_squid digest "$DIGEST" "auth_param digest program $helpers/digest_file_auth $DIR/digest" \
  "auth_param digest realm proxy"
microsocks -i 127.0.0.1 -p "$SOCKS" -u me -P secret >/dev/null 2>&1 &
PIDS+=($!)
# await PORT...: waits until something listens there
await() {
  for port in "$@"; do
    for _ in $(seq 100); do
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
      sleep 0.1
    done
  done
}
ssh-keygen -q -t ed25519 -N '' -f "$DIR/host_key"
ssh-keygen -q -t ed25519 -N '' -f "$DIR/user_key"
printf '%s\n' "Port $SSH" "ListenAddress 127.0.0.1" "HostKey $DIR/host_key" "StrictModes no" \
  "AuthorizedKeysFile $DIR/user_key.pub" "PidFile none" "PermitRootLogin prohibit-password" >"$DIR/sshd.conf"
if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi
"$(command -v sshd)" -D -f "$DIR/sshd.conf" -E "$DIR/sshd.log" &
PIDS+=($!)
await "$SSH"
ssh -N -F none -D "127.0.0.1:$SOCKS4" -p "$SSH" -i "$DIR/user_key" -o BatchMode=yes -o LogLevel=ERROR \
  -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null 127.0.0.1 &
PIDS+=($!)
await "$PLAIN" "$SECURE" "$BASIC" "$DIGEST" "$SOCKS" "$SOCKS4"
./holdfast --version >/dev/null # builds the jar

# get ARGUMENTS: a call, what it printed in a file
get() {
  ./holdfast get --cacert "$DIR/ca.pem" "$@" >"$DIR/out" 2>&1
}
# refused WORDS ARGUMENTS: a call that must fail and say so, without the password
refused() {
  local words=$1
  shift
  ! get "$@" && grep -q "the proxy failed: .*$words" "$DIR/out" && ! grep -q wrong "$DIR/out"
}
library() {
  java -Dfile.encoding=UTF-8 -cp cli/target/holdfast-cli.jar it/proxy/Calls.java "$1" "$DIR/ca.pem" "${@:2}"
}

title "squid"
url=https://$HOST:$SECURE/
HTTPS_PROXY=http://me:secret@127.0.0.1:$BASIC check "HTTPS_PROXY is obeyed" get "$url"
check "and the origin sees no credentials of the proxy" grep -q '\[HTTP/1.1\] \[\]' "$DIR/out"
HTTP_PROXY=http://127.0.0.1:1 http_proxy=http://me:secret@127.0.0.1:$BASIC \
  check "http_proxy is obeyed, HTTP_PROXY is not" get "http://$HOST:$PLAIN/"
HTTPS_PROXY=http://127.0.0.1:1 NO_PROXY=.example.test \
  check "NO_PROXY is obeyed" get --resolve "$HOST:$SECURE:127.0.0.1" "$url"
check "a wrong password is told, and not shown" \
  refused "407 .*takes \[Basic\]" -x "http://me:wrong@127.0.0.1:$BASIC" "$url"
check "so is an origin that cannot be reached" \
  refused "50[0-9]" -x "http://me:secret@127.0.0.1:$BASIC" --retries 0 "https://$HOST:1/"
check "Digest is answered" get -x "http://127.0.0.1:$DIGEST" -U me:secret "$url"
check "a wrong password for Digest is told" \
  refused "407 .*takes \[Digest\]" -x "http://me:wrong@127.0.0.1:$DIGEST" "$url"
check "Basic: the library, in both modes and versions" \
  library "http://me:secret@127.0.0.1:$BASIC" "$url" "http://$HOST:$PLAIN/"
check "Digest: the library, in both modes and versions" \
  library "http://me:secret@127.0.0.1:$DIGEST" "$url" "http://$HOST:$PLAIN/"

title "microsocks"
check "the library, in both modes and versions" \
  library "socks5://me:secret@127.0.0.1:$SOCKS" "https://localhost:$SECURE/" "http://localhost:$PLAIN/"
check "a wrong password is told" \
  refused "it refused user and password" -x "socks5h://me:wrong@127.0.0.1:$SOCKS" "https://localhost:$SECURE/"
check "an origin that refuses is told" \
  refused "connection refused" -x "socks5h://me:secret@127.0.0.1:$SOCKS" --retries 0 "https://localhost:1/"

title "OpenSSH, SOCKS4a"
check "the library, in both modes and versions" \
  library "socks4a://127.0.0.1:$SOCKS4" "https://localhost:$SECURE/" "http://localhost:$PLAIN/"
check "an origin that refuses is told" \
  refused "" -x "socks4a://127.0.0.1:$SOCKS4" --retries 0 "https://localhost:1/"

finish
