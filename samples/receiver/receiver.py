#!/usr/bin/env python3
"""A client's end of Dateline's HTTP push: it ends in the right state, whatever the network does.

    DATELINE_SECRET=whsec_... python3 receiver.py --port 8090 --state wire.db

It believes nothing that is not signed (Standard Webhooks, scheme v1), takes each message once, and answers 2xx only when the message is on the disk.
What it keeps of a story follows three rules:

  1. A kill ("canceled") is for good. Nothing brings the story back under its id; a reinstated story has a new one.
  2. Else the higher version counts, whenever it arrives.
  3. At equal versions the more restrictive status counts.

GET /stories shows what it has. It takes ninjs 3.x; it needs Python 3.9 and nothing else.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RESTRICTIVE = {"usable": 0, "withheld": 1, "canceled": 2}
MOST_BYTES = 10_000_000


class Refused(Exception):
    """Why a message was not taken: an HTTP status and a sentence."""

    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


def check_signature(secrets, headers, body, tolerance, now):
    """Raises unless one of our secrets signed exactly this message, a short while ago."""
    message, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message or "." in message or not at.isascii() or not at.isdigit():
        raise Refused(400, "webhook-id or webhook-timestamp is missing")
    if abs(now - int(at)) > tolerance:
        raise Refused(400, "the message is too old, or from the future")
    signed = message.encode() + b"." + at.encode() + b"." + body
    ours = [b"v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()) for secret in secrets]
    theirs = headers.get("webhook-signature", "").encode().split()
    if not any(hmac.compare_digest(a, b) for a in ours for b in theirs):
        raise Refused(401, "the signature is not ours")
    return message


def read_item(body):
    """What the story is, which version, and what may be done with it: from the signed body alone, never from a header."""
    try:
        item = json.loads(body)
        # ninjs 3 writes pubStatus, the versions before it pubstatus.
        guid, version, status = item["uri"], int(item["version"]), item.get("pubStatus", item.get("pubstatus", "usable"))
        restrictive = RESTRICTIVE[status]
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(422, "not an item we can read: " + type(error).__name__) from None
    return guid, version, status, restrictive


class Stories:
    """What we have, in one SQLite file. One message is one transaction: it is kept whole, or not at all."""

    def __init__(self, path):
        self.lock = threading.Lock()
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.execute("pragma journal_mode=wal")
        self.db.execute("pragma synchronous=full")
        self.db.execute("create table if not exists message (id text primary key)")
        self.db.execute("create table if not exists story (guid text primary key, version int, status text, body blob)")

    def take(self, message, body):
        """Takes a message once; whether it changed anything."""
        guid, version, status, restrictive = read_item(body)
        with self.lock:
            self.db.execute("begin immediate")
            try:
                changed = self._take(message, guid, version, status, restrictive, body)
                self.db.execute("commit")
                return changed
            except BaseException:
                self.db.execute("rollback")
                raise

    def _take(self, message, guid, version, status, restrictive, body):
        if self.db.execute("insert or ignore into message values (?)", (message,)).rowcount == 0:
            return False
        has = self.db.execute("select version, status from story where guid = ?", (guid,)).fetchone()
        if has and not replaces(has, version, restrictive):
            return False
        # Of a story that was withdrawn, the words go.
        self.db.execute("insert or replace into story values (?, ?, ?, ?)", (guid, version, status, body if restrictive == 0 else None))
        return True

    def all(self):
        with self.lock:
            rows = self.db.execute("select guid, version, status from story").fetchall()
        return {guid: {"version": version, "status": status} for guid, version, status in rows}


def replaces(has, version, restrictive):
    """The three rules."""
    had_version, had = has[0], RESTRICTIVE[has[1]]
    if had == RESTRICTIVE["canceled"]:
        return False
    if restrictive == RESTRICTIVE["canceled"]:
        return True
    return version > had_version or (version == had_version and restrictive > had)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self):
        try:
            length = int(self.headers.get("Content-Length", "-1"))
            if not 0 <= length <= MOST_BYTES:
                raise Refused(413, "too long, or of no length")
            body = self.rfile.read(length)
            if len(body) < length:
                self.close_connection = True
                return
            message = check_signature(self.server.secrets, self.headers, body, self.server.tolerance, time.time())
            changed = self.server.stories.take(message, body)
            self.answer(200, {"taken": changed})
        except Refused as refused:
            self.answer(refused.status, {"error": str(refused)})

    def do_GET(self):
        self.answer(200, self.server.stories.all())

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # They hung up: they will send it again.


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8090, help="0: any free one, which is printed")
    options.add_argument("--state", default="wire.db", help="the file that keeps what we have")
    options.add_argument("--tolerance", type=int, default=300, help="how many seconds a message may be off")
    options = options.parse_args()
    server = Server((options.host, options.port), Handler)
    # While a secret is changed there are two, with a space between them.
    server.secrets = [base64.b64decode(s.removeprefix("whsec_")) for s in os.environ["DATELINE_SECRET"].split()]
    server.tolerance = options.tolerance
    server.stories = Stories(options.state)
    print(f"listening http://{options.host}:{server.server_address[1]}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
