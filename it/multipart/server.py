"""Keeps the bodies of POST requests: server.py DIRECTORY. Prints its port."""
import http.server
import itertools
import pathlib
import sys

directory = pathlib.Path(sys.argv[1])
numbers = itertools.count(1)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = f"{next(numbers)}{self.path.replace('/', '-')}"
        (directory / f"{name}.type").write_text(self.headers["Content-Type"])
        (directory / f"{name}.body").write_bytes(body)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *ignored):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
