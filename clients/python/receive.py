"""Takes the calls of a webhook, and keeps each event once in SQLite, with nothing but Python's standard library.

    WEBHOOK_SECRET=whsec_… python3 receive.py inbox.db 3000

Answers when an event is written; what it means for your product is done behind that, from the table. A call that
is not signed, or by another secret, or five minutes ago, is refused with 401.
"""

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
MOST_BYTES = 1_000_000


def is_ours(headers, body):
    """Whether it is signed as Standard Webhooks says; while a secret is replaced there are several signatures."""
    sent, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not at.isdecimal() or abs(time.time() - int(at)) > 300:
        return False
    signed = hmac.new(KEY, f"{sent}.{at}.".encode() + body, hashlib.sha256).digest()
    own = b"v1," + base64.b64encode(signed)
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(own, each.encode()) for each in given)


class Inbox(BaseHTTPRequestHandler):
    timeout = 10

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return self.answer(413)
        body = self.rfile.read(int(length))
        if not is_ours(self.headers, body):
            return self.answer(401)
        keep(self.headers["webhook-id"], body.decode())
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        """Nothing: what came is told by keep."""


def keep(event_id, body):
    """What was sent again is there already."""
    with DB:
        new = DB.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?)", (event_id, body)).rowcount
    print(json.loads(body)["type"] if new else "again", event_id, flush=True)


if __name__ == "__main__":
    file, port = sys.argv[1], int(sys.argv[2])
    DB = sqlite3.connect(file)
    DB.execute("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, body TEXT)")
    server = HTTPServer(("127.0.0.1", port), Inbox)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
