#!/usr/bin/env python3
"""A client's end of Dateline's HTTP push: it ends in the right state, whatever the network does.

    DATELINE_SECRET=whsec_... python3 receiver.py --port 8090 --state wire.db

It believes nothing that is not signed (Standard Webhooks, scheme v1), takes each message once, and answers 2xx only when the message is on the disk.
What it keeps of a story follows three rules:

  1. A kill ("canceled") is for good. Nothing brings the story back under its id; a reinstated story has a new one.
  2. Else the higher version counts, whenever it arrives.
  3. At equal versions the more restrictive status counts.

A photo that goes before its story is a message of its own, with its name in Dateline-File. It is kept beside the story, and goes with it.

GET /stories shows what it has. It takes ninjs 3.x; it needs Python 3.9 and nothing else.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RESTRICTIVE = {"usable": 0, "withheld": 1, "canceled": 2}
MOST_BYTES = 50_000_000

# Which story, which version, which of its photos. The name is in a header, which is not signed: nothing but such a name is believed.
PHOTO = re.compile(r"([0-9a-f]{16})-v([1-9][0-9]{0,8})-[1-9][0-9]{0,3}\.(jpg|png|gif|webp|avif)")


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


def key_of(guid):
    """What the names of a story's photos begin with."""
    return hashlib.sha256(guid.encode()).hexdigest()[:16]


class Stories:
    """What we have, in one SQLite file. One message is one transaction: it is kept whole, or not at all."""

    def __init__(self, path):
        self.lock = threading.Lock()
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.execute("pragma journal_mode=wal")
        self.db.execute("pragma synchronous=full")
        self.db.execute("create table if not exists message (id text primary key)")
        self.db.execute("create table if not exists story (guid text primary key, version int, status text, body blob, key text)")
        self.db.execute("create index if not exists story_key on story (key)")
        self.db.execute("create table if not exists photo (name text primary key, key text, version int, body blob)")

    def take(self, message, body, file=None):
        """Takes a message once, the photo of a story or a story; whether it changed anything."""
        work = self._photo(file, body) if file is not None else self._story(*read_item(body), body)
        with self.lock:
            self.db.execute("begin immediate")
            try:
                is_new = self.db.execute("insert or ignore into message values (?)", (message,)).rowcount > 0
                changed = is_new and work()
                self.db.execute("commit")
                return changed
            except BaseException:
                self.db.execute("rollback")
                raise

    def _photo(self, name, body):
        found = PHOTO.fullmatch(name)
        if not found:
            raise Refused(422, "not the name of a photo")
        return lambda: self._take_photo(name, found[1], int(found[2]), body)

    def _take_photo(self, name, key, version, body):
        has = self.db.execute("select version, status from story where key = ?", (key,)).fetchone()
        # It may come late: not after its story was killed, was held at that version, or went on.
        if has and (has[1] == "canceled" or has[0] > version or (has[1] == "withheld" and has[0] == version)):
            return False
        self.db.execute("insert or replace into photo values (?, ?, ?, ?)", (name, key, version, body))
        return True

    def _story(self, guid, version, status, restrictive, body):
        return lambda: self._take_story(guid, version, status, restrictive, body)

    def _take_story(self, guid, version, status, restrictive, body):
        has = self.db.execute("select version, status from story where guid = ?", (guid,)).fetchone()
        if has and not replaces(has, version, restrictive):
            return False
        # Of a story that was withdrawn, the words go, and the photos; of one that went on, the photos of its older versions.
        key = key_of(guid)
        self.db.execute("insert or replace into story values (?, ?, ?, ?, ?)", (guid, version, status, body if restrictive == 0 else None, key))
        if restrictive == RESTRICTIVE["canceled"]:
            self.db.execute("delete from photo where key = ?", (key,))
        else:
            self.db.execute("delete from photo where key = ? and version < ?", (key, version + (1 if restrictive else 0)))
        return True

    def all(self):
        with self.lock:
            rows = self.db.execute("select guid, version, status, key from story").fetchall()
            photos = self.db.execute("select key, name from photo order by name").fetchall()
        return {guid: {"version": version, "status": status, "photos": [n for k, n in photos if k == key]} for guid, version, status, key in rows}


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
            changed = self.server.stories.take(message, body, self.headers.get("Dateline-File"))
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
