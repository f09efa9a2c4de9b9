"""Asks for Digest authentication (RFC 7616) and checks every part of the answer with hashlib.

Prints its port. The path says what is asked for: /MD5, /SHA-256, /MD5-sess, /SHA-256-sess; /stale (a nonce is good
for one request), /next (each answer names the next nonce), /auth-int, /ntlm. The body of a 200 tells how many requests
there were on that path.
"""

import hashlib
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USER, PASSWORD, REALM = "me", "p w", 'the "realm"'
lock = threading.Lock()
nonces = {}  # nonce: highest count that was used
spent = set()  # nonces that are good for nothing any more
requests = {}


def fresh():
    nonce = os.urandom(8).hex()
    nonces[nonce] = 0
    return nonce


def digest(algorithm, *texts):
    name = "sha256" if algorithm.startswith("SHA-256") else "md5"
    return hashlib.new(name, ":".join(texts).encode()).hexdigest()


def fields(header):
    pairs = re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))', header)
    return {name: re.sub(r"\\(.)", r"\1", quoted) or plain for name, quoted, plain in pairs}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def algorithm(self):
        name = self.path.split("?")[0].strip("/")
        return name if name.startswith(("MD5", "SHA")) else "SHA-256"

    def judge(self):
        """What is wrong with the answer: "" for nothing, "stale" for its nonce only."""
        header = self.headers.get("Authorization", "")
        if not header.startswith("Digest "):
            return "none"
        f, algorithm = fields(header), self.algorithm()
        secret = digest(algorithm, USER, REALM, PASSWORD)
        if algorithm.endswith("-sess"):
            secret = digest(algorithm, secret, f["nonce"], f["cnonce"])
        request = digest(algorithm, self.command, self.path)
        expected = digest(algorithm, secret, f["nonce"], f["nc"], f["cnonce"], "auth", request)
        right = (
            f["response"] == expected
            and (f["username"], f["realm"], f["uri"]) == (USER, REALM, self.path)
            and f["opaque"] == 'o"paque' and f["qop"] == "auth" and f["algorithm"] == algorithm
        )
        if not right:
            return "wrong"
        count = int(f["nc"], 16)
        with lock:
            if f["nonce"] in spent or nonces.get(f["nonce"], count) >= count:
                return "stale"
            nonces[f["nonce"]] = count
            if self.path in ("/stale", "/next"):
                spent.add(f["nonce"])
        return ""

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        with lock:
            requests[self.path] = requests.get(self.path, 0) + 1
        verdict = self.judge()
        if verdict:
            self.refuse(verdict)
            return
        body = str(requests[self.path]).encode()
        self.send_response(200)
        if self.path == "/next":
            with lock:
                self.send_header("Authentication-Info", f'nextnonce="{fresh()}", qop=auth')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def refuse(self, verdict):
        self.send_response(401)
        if self.path == "/ntlm":
            self.send_header("WWW-Authenticate", "Negotiate")
            self.send_header("WWW-Authenticate", "NTLM")
        else:
            qop = "auth-int" if self.path == "/auth-int" else "auth,auth-int"
            stale = ", stale=true" if verdict == "stale" else ""
            with lock:
                nonce = fresh()
            self.send_header(
                "WWW-Authenticate",
                f'Digest realm="the \\"realm\\"", nonce="{nonce}", qop="{qop}", opaque="o\\"paque",'
                f" algorithm={self.algorithm()}{stale}",
            )
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
