"""The file of answers: SQLite, for several processes at a time, each answer written as it comes.

A row of verdicts is found by its judge (the signature) and its key. Verdicts that failed are not
kept: their places stay open, and a later answer fills them. The row is there all the same, which
says that it was asked for.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import msgspec

from factcov.errors import DataError
from factcov.types import Item, Verdict

Kept: TypeAlias = tuple[Verdict | None, ...]
"""The verdicts of a row in the order of its facts; None where none is known."""

FORMAT = 1
_WAIT = 60_000
"""Milliseconds to wait for another process that writes."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS judges (
    number INTEGER PRIMARY KEY, signature TEXT NOT NULL, reads TEXT NOT NULL,
    UNIQUE (signature, reads));
CREATE TABLE IF NOT EXISTS answers (
    judge INTEGER NOT NULL REFERENCES judges, key BLOB NOT NULL, item TEXT NOT NULL,
    facts TEXT NOT NULL, verdicts TEXT NOT NULL, made INTEGER NOT NULL,
    PRIMARY KEY (judge, key));
"""


class KnownJudge(msgspec.Struct, frozen=True):
    """A judge that has answers, and what it reads of items beside the facts."""

    number: int
    signature: str
    reads: tuple[str, ...]


class Holding(msgspec.Struct, frozen=True):
    """What is kept of one judge; times are seconds since 1970."""

    judge: str
    rows: int
    verdicts: int
    oldest: int
    newest: int


class Answer(msgspec.Struct, frozen=True):
    """One row as it is exported."""

    judge: str
    key: str
    item: str
    facts: tuple[str, ...]
    verdicts: Kept
    made: int


class Answers:
    """The file at *path*, made when it is not there; ``:memory:`` keeps answers for this process.

    Raises:
        DataError: the file is something else, or cannot be read or written.
    """

    def __init__(self, path: str | os.PathLike[str], *, must_exist: bool = False) -> None:
        self.path = Path(path)
        if must_exist and not self.path.is_file():
            raise DataError(f"{path}: no such cache; factcov score makes one with a costly judge")
        with self._errors():
            if str(path) != ":memory:":
                self.path.parent.mkdir(parents=True, exist_ok=True)
                # Reasons quote texts, so the file is its owner's alone.
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(
                path, timeout=_WAIT / 1000, isolation_level=None, check_same_thread=False
            )
            self.close = weakref.finalize(self, self._db.close)
            self._open()

    def _open(self) -> None:
        [version] = self._db.execute("PRAGMA user_version").fetchone()
        if version not in (0, FORMAT):
            raise DataError(
                f"{self.path}: a cache of format {version}, this factcov reads {FORMAT}; "
                "give another file"
            )
        self._wait_for_wal()
        # A killed process loses nothing; a power cut may lose the last few answers.
        self._db.execute("PRAGMA synchronous = NORMAL")
        if version == FORMAT:
            return
        with self._transaction():
            if self._db.execute(
                "SELECT 1 FROM sqlite_master WHERE name <> 'judges' AND "
                "name <> 'answers' AND name NOT LIKE 'sqlite_%'"
            ).fetchone():
                raise DataError(f"{self.path}: a database, but no cache of answers")  # fmt: skip
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {FORMAT}")

    def _wait_for_wal(self) -> None:
        """Switch to a write-ahead log: readers and a writer do not wait for each other."""
        until = time.monotonic() + _WAIT / 1000
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                # This switch alone does not wait for a process that makes it at the same time.
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def judges(self) -> list[KnownJudge]:
        """Return the judges that have answers, by signature."""
        with self._errors():
            rows = self._db.execute(
                "SELECT number, signature, reads FROM judges WHERE EXISTS "
                "(SELECT 1 FROM answers WHERE judge = number) ORDER BY signature, reads"
            ).fetchall()
        return [KnownJudge(number, name, tuple(json.loads(reads))) for number, name, reads in rows]

    def judge(self, signature: str, reads: Sequence[str]) -> KnownJudge:
        """Return the judge with that signature, added when it is new."""
        written = json.dumps(sorted(reads))
        with self._errors():
            self._db.execute(
                "INSERT OR IGNORE INTO judges (signature, reads) VALUES (?, ?)",
                (signature, written),
            )
            [number] = self._db.execute(
                "SELECT number FROM judges WHERE signature = ? AND reads = ?", (signature, written)
            ).fetchone()
        return KnownJudge(number, signature, tuple(reads))

    def get(self, judge: KnownJudge, key: bytes) -> Kept | None:
        """Return the row that is kept; None when there is none."""
        with self._errors():
            found = self._db.execute(
                "SELECT verdicts FROM answers WHERE judge = ? AND key = ?", (judge.number, key)
            ).fetchone()
            return None if found is None else _read(found[0])

    def put(
        self,
        judge: KnownJudge,
        key: bytes,
        item: Item,
        verdicts: Sequence[Verdict | None],
        now: int,
    ) -> None:
        """Keep the verdicts of a row that are there and did not fail, in one transaction.

        What is there already stays: the first answer is the answer.
        """
        fresh = tuple(None if v is None or v.verdict == "error" else v for v in verdicts)
        with self._errors(), self._transaction():
            known = self.get(judge, key)
            kept = known or (None,) * len(fresh)
            merged = tuple(old or new for old, new in zip(kept, fresh, strict=True))
            if merged != known:
                facts = json.dumps([fact.id for fact in item.facts])
                row = judge.number, key, json.dumps(item.id), facts, _written(merged), now
                self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)

    def holdings(self) -> list[Holding]:
        """Return what is kept, by judge."""
        with self._errors():
            rows = self._db.execute(
                "SELECT signature, count(*), sum((SELECT count(*) FROM json_each(verdicts) "
                "WHERE type <> 'null')), min(made), max(made) FROM answers JOIN judges "
                "ON judge = number GROUP BY signature ORDER BY signature"
            ).fetchall()
        return [Holding(*row) for row in rows]

    def export(self) -> Iterator[Answer]:
        """Yield every row, by judge and key."""
        with self._errors():
            for signature, key, item, facts, verdicts, made in self._db.execute(
                "SELECT signature, hex(key), item, facts, verdicts, made FROM answers "
                "JOIN judges ON judge = number ORDER BY signature, key"
            ):
                named = tuple(json.loads(facts))
                yield Answer(
                    signature, key.lower(), json.loads(item), named, _read(verdicts), made
                )  # fmt: skip

    def prune(self, chosen: Callable[[str], bool], before: int | None) -> int:
        """Delete the rows of the judges *chosen* by signature, made *before* a time; count them."""
        with self._errors():
            with self._transaction():
                # Their judges stay: another process may be about to write answers of theirs.
                deleted = sum(
                    self._db.execute(
                        "DELETE FROM answers WHERE judge = ? AND (? IS NULL OR made < ?)",
                        (judge.number, before, before),
                    ).rowcount
                    for judge in self.judges()
                    if chosen(judge.signature)
                )
            self._db.execute("VACUUM")
        return deleted

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # IMMEDIATE: a reader that turns writer midway could not wait for another writer.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error, ValueError) as error:
            raise DataError(
                f"{self.path}: cannot be used as a cache of answers: {error}; "
                "give another file (--cache FILE) or none (--no-cache)"
            ) from error


def _written(row: Kept) -> str:
    # Escaped: SQLite cannot hold a lone surrogate.
    return json.dumps([None if one is None else msgspec.structs.astuple(one) for one in row])


def _read(text: str) -> Kept:
    return tuple(None if one is None else Verdict(*one) for one in json.loads(text))
