#!/usr/bin/env bash
# Logs in at servers that are not ours: cookies and Basic at nginx, Digest at a server of Python's that checks each
# part of the answer; curl does the same beside. Cookie files go from curl to holdfast and back.
# proves: X09
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh
need nginx nginx
need curl curl
need openssl openssl
need python3 python3

DIR=$(mktemp -d)
NGINX=
PYTHON=
clean_up() {
  stop "$NGINX"
  stop "$PYTHON"
  rm -rf "$DIR"
}
trap clean_up EXIT

mkdir "$DIR/files"
chmod 755 "$DIR" "$DIR/files"
echo ok >"$DIR/files/answer"
echo "me:$(openssl passwd -apr1 'p wä')" >"$DIR/users"

start_nginx() {
  local user=''
  if [ "$(id -u)" = 0 ]; then user='user root;'; fi
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    local port=$((20000 + RANDOM % 12000))
    sed -e "s|@DIR@|$DIR|; s|@USER@|$user|; s|@PORT@|$port|" it/login/nginx.conf >"$DIR/nginx.conf"
    nginx -p "$DIR" -c "$DIR/nginx.conf" 2>"$DIR/start.log" &
    NGINX=$!
    site=http://127.0.0.1:$port
    for _ in $(seq 100); do
      if ! kill -0 "$NGINX" 2>/dev/null; then break; fi # a port was taken
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
      sleep 0.1
    done
  done
  cat "$DIR/start.log" "$DIR/error.log" >&2
  echo "nginx does not start" >&2
  exit 1
}
start_nginx
python3 it/login/server.py >"$DIR/port" &
PYTHON=$!
for _ in $(seq 100); do
  [ -s "$DIR/port" ] && break
  sleep 0.1
done
digest=http://127.0.0.1:$(cat "$DIR/port")
./holdfast --version # builds the jar if needed

# prints WHAT COMMAND...: the command must print that and succeed
prints() {
  local expected=$1 printed
  shift
  printed=$("$@" 2>"$DIR/err") || true
  [ "$printed" = "$expected" ] || { echo "        printed: $printed"; cat "$DIR/err" && false; }
}
# exits CODE COMMAND...
exits() {
  local expected=$1 code=0
  shift
  "$@" >"$DIR/out" 2>"$DIR/err" || code=$?
  [ "$code" = "$expected" ] || { echo "        exit code: $code"; cat "$DIR/err" && false; }
}

# last COMMAND...: the last line that it prints; an error page goes before
last() {
  { "$@" || true; } | tail -n 1
}

title "Cookies"
check "without a jar the login fails" exits 22 ./holdfast get "$site/login"
check "a login over a redirect" prints ok ./holdfast get -b '' "$site/login"
check "its cookies are written" exits 0 ./holdfast get -c "$DIR/ours" "$site/login"
check "curl reads them" prints ok curl -s -b "$DIR/ours" "$site/home"
check "Python reads them" prints 'sid theme' python3 -c '
import http.cookiejar, sys
jar = http.cookiejar.MozillaCookieJar(sys.argv[1])
jar.load(ignore_discard=True, ignore_expires=True) # it takes 0 for a time that has passed
print(*sorted(cookie.name for cookie in jar))' "$DIR/ours"
check "curl logs in" exits 0 curl -s -f -L -c "$DIR/curls" "$site/login"
check "holdfast reads the cookies of curl" prints ok ./holdfast get -b "$DIR/curls" "$site/home"
check "and leaves out what does not expire" prints ok ./holdfast get -j -b "$DIR/curls" "$site/home"
sed -i 's/127.0.0.1/localhost/' "$DIR/curls"
check "a cookie of another host is not sent" exits 22 ./holdfast get -b "$DIR/curls" "$site/home"
check "the file is the owner's" prints 600 stat -c %a "$DIR/ours"

title "Basic at nginx"
check "user and password, in UTF-8" prints ok ./holdfast get -u 'me:p wä' "$site/basic"
check "a wrong password is one attempt" prints '401 1' \
  last ./holdfast get -s -o /dev/null -w '%{status} %{attempts}' -u 'me:no' "$site/basic"
printf 'machine 127.0.0.1 login me password "p wä"\n' >"$DIR/netrc"
check "a netrc file" prints ok ./holdfast get --netrc-file "$DIR/netrc" "$site/basic"
check "--anyauth asks first" prints 'ok
2' ./holdfast get -w '%{attempts}' --anyauth -u 'me:p wä' "$site/basic"

title "Digest"
for algorithm in MD5 SHA-256 MD5-sess SHA-256-sess; do
  check "$algorithm: curl" exits 0 curl -s -f --digest -u 'me:p w' "$digest/$algorithm?by=curl"
  check "$algorithm: holdfast, in two attempts" prints 2 ./holdfast get --digest -u 'me:p w' "$digest/$algorithm"
done
check "--anyauth takes Digest" prints 2 ./holdfast get --anyauth -u 'me:p w' "$digest/MD5?any"
check "a POST is sent again with its body" prints 2 \
  ./holdfast request --data-urlencode a=b --digest -u 'me:p w' "$digest/MD5?post"
check "a wrong password is two attempts" prints '401 2' \
  ./holdfast get -s -o /dev/null -w '%{status} %{attempts}' --digest -u me:no "$digest/MD5?wrong"
check "a session needs one challenge for many requests, and follows nonces" \
  java -cp 'cli/target/holdfast-cli.jar:cli/target/lib/*' it/login/Requests.java "$digest"
check "auth-int is refused with its reason" exits 22 ./holdfast get -v --digest -u 'me:p w' "$digest/auth-int"
check "  which is" grep -q 'note: Digest with qop=auth-int is not supported' "$DIR/err"
check "NTLM is not there, and the timeline says so" exits 22 ./holdfast get -v -u 'me:p w' "$digest/ntlm"
check "  in words" grep -q 'note: the server asks for negotiate, ntlm, which Holdfast does not have' "$DIR/err"

finish
