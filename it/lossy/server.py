"""Answers everything with 200 and a body that repeats the path, and writes down what came.

    server.py ADDRESS PORT LOG

A line of the log is: method, path, idempotency key or "-".
"""

import http.server
import sys
import threading

ADDRESS, PORT, LOG = sys.argv[1], int(sys.argv[2]), open(sys.argv[3], "w", buffering=1)
writing = threading.Lock()


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with writing:
            print(self.command, self.path, self.headers.get("Idempotency-Key", "-"), file=LOG)
        body = (self.path + "\n").encode() * 400
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 256

    def handle_error(self, request, client_address):
        pass  # a client that gave an attempt up


Server((ADDRESS, PORT), Answers).serve_forever()
