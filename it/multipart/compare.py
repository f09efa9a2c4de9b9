"""Compares what Holdfast sent with what curl sent, and reads it with Python's own parsers.

compare.py DIRECTORY FILE: 1-multipart and 2-form are Holdfast's, 3-multipart is curl's.
"""
import email.parser
import email.policy
import pathlib
import re
import sys
import urllib.parse

directory = pathlib.Path(sys.argv[1])
content = pathlib.Path(sys.argv[2]).read_bytes()


def request(name):
    return (directory / f"{name}.type").read_text(), (directory / f"{name}.body").read_bytes()


def plain(name):
    """The body with one and the same boundary."""
    kind, body = request(name)
    boundary = re.search(r"boundary=(\S+)", kind).group(1)
    return body.replace(boundary.encode(), b"BOUNDARY")


kind, body = request("1-multipart")
message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
    b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
)
parts = [
    (part.get_param("name", header="content-disposition"), part.get_content_type(), part.get_payload(decode=True))
    for part in message.iter_parts()
]
assert [name for name, _, _ in parts][:2] == ["plain", "na%22me"], parts
assert parts[0][2] == b"value", parts[0]
assert parts[1][2] == b'a "quoted"\r\nvalue; with=signs', parts[1]
assert parts[2][2].decode() == "\u20ac \U0001f600", parts[2]
assert parts[3][1] == "application/octet-stream" and parts[3][2] == content
assert parts[4][1] == "image/png" and parts[4][2] == content
assert parts[5][2] == b"", parts[5]
assert plain("1-multipart") == plain("3-multipart"), "curl sends other bytes"

kind, body = request("2-form")
assert kind == "application/x-www-form-urlencoded", kind
fields = urllib.parse.parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True)
assert fields == [
    ("a b", "c&d=e+f%*-._~"),
    ("r\u00e9sum\u00e9", "\u20ac \U0001f600\r\n"),
    ("a b", ""),
], fields
