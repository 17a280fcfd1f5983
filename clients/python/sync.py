"""Keeps a copy of a directory's people in SQLite, with nothing but Python's standard library.

    DIRECTORY_URL=https://…/directory/v1 DIRECTORY_TOKEN=… python3 sync.py people.db

Ends when all has come; run it again, as often as you like, for what changed since. It may be killed at
any moment: users and the place to go on from are written in one transaction.
"""

import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL, TOKEN = os.environ["DIRECTORY_URL"], os.environ["DIRECTORY_TOKEN"]
PASSING = (429, 500, 502, 503, 504)
TRIES = 10


class Refused(Exception):
    """An answer that asking again does not mend; kind is the end of the problem's type."""

    def __init__(self, status, body):
        self.kind = body.get("type", "").rpartition(":")[2]
        super().__init__(f"the directory answered {status}: {body.get('detail', 'without a reason')}")


def get(path, **query):
    """Answers the body; waits by Retry-After where the directory is busy."""
    parameters = {name: value for name, value in query.items() if value is not None}
    request = urllib.request.Request(f"{URL}{path}?{urllib.parse.urlencode(parameters)}")
    request.add_unredirected_header("Authorization", f"Bearer {TOKEN}")
    for tries in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            if refusal.code not in PASSING or tries == TRIES:
                raise Refused(refusal.code, body_of(refusal)) from None
            told = refusal.headers.get("Retry-After", "")
        except OSError:
            if tries == TRIES:
                raise
            told = ""
        time.sleep(min(3600, int(told)) if told.isdigit() else min(60, 2 ** (tries - 1)))


def body_of(refusal):
    try:
        body = json.load(refusal)
    except ValueError:
        body = None
    return body if isinstance(body, dict) else {}


def write(db, run, user_id, user):
    if user is None:
        db.execute("DELETE FROM people WHERE id = ?", (user_id,))
        return
    fields = user["fields"]
    row = (user_id, user["state"], fields["email"], fields["name"], run)
    db.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?)", row)


def read_all(db, run, cursor):
    """Reads the pages of all users behind a cursor, and answers where the feed stood before them."""
    while True:
        page = get("/users", limit=1000, cursor=cursor)
        cursor, since = page.get("next"), page["changes"]
        with db:
            for user in page["users"]:
                write(db, run, user["id"], user)
            keep(db, run, cursor, None if cursor else since)
        if cursor is None:
            return since


def follow(db, run, since):
    """Writes what changed until nothing else has."""
    more = True
    while more:
        page = get("/changes", limit=1000, expand="user", since=since)
        since, more = page["next"], page["more"]
        with db:
            for change in page["changes"]:
                if change["type"] == "User":
                    write(db, run, change["id"], change["user"])
            if not more:
                # Whoever did not come in this run is in the directory no longer.
                db.execute("DELETE FROM people WHERE run <> ?", (run,))
            keep(db, run, None, since)


def keep(db, run, cursor, since):
    db.execute("INSERT OR REPLACE INTO place VALUES (1, ?, ?, ?)", (run, cursor, since))


def sync(db):
    db.execute("CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, state TEXT, email TEXT, name TEXT, run TEXT)")
    db.execute("CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY, run TEXT, cursor TEXT, since TEXT)")
    place = db.execute("SELECT run, cursor, since FROM place").fetchone()
    run, cursor, since = place or (str(uuid.uuid4()), None, None)
    try:
        follow(db, run, since or read_all(db, run, cursor))
    except Refused as refusal:
        if refusal.kind not in ("position-gone", "expired-cursor"):
            raise
        # The place is not kept any more: a new run, in which everybody comes again.
        run = str(uuid.uuid4())
        with db:
            keep(db, run, None, None)
        follow(db, run, read_all(db, run, None))


if __name__ == "__main__":
    try:
        sync(sqlite3.connect(sys.argv[1] if len(sys.argv) > 1 else "people.db"))
    except Refused as refusal:
        sys.exit(str(refusal))
