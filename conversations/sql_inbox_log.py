"""The inbox log on SQL: numbers are given under one lock, by whoever reads."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.engine import Connection

from conversations.clock import Clock, utc_now
from conversations.inbox_log import KEPT, MOST_ITEMS, LogLine
from conversations.inbox_tables import inbox_log
from conversations.sql_database import Database, lock_names
from conversations.tables import conversations, to_micros

_LOCK = "inbox log"
_AT_ONCE = 200
_HAS_NEWS = text("last_seq > logged_seq")
_ANY_NEWS = select(conversations.c.id).where(_HAS_NEWS).limit(1)
# A row that a turn holds now is skipped: it rings when it is written.
_NEWS = (
    select(conversations.c.id, conversations.c.last_seq, conversations.c.logged_seq)
    .where(_HAS_NEWS)
    .limit(_AT_ONCE)
    .with_for_update(skip_locked=True)
)
_LOGGED = conversations.update().where(conversations.c.id == bindparam("this_id"))
_ADD = inbox_log.insert()
_LATEST = select(func.max(inbox_log.c.number))
_OLDEST = select(func.min(inbox_log.c.number))
_LINES = (
    select(inbox_log)
    .where(inbox_log.c.number > bindparam("after"))
    .order_by(inbox_log.c.number)
    .limit(bindparam("limit"))
)
_FORGET = inbox_log.delete().where(
    inbox_log.c.at < bindparam("before"), inbox_log.c.number < bindparam("latest")
)


class SqlInboxLog:
    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def read(self, after: int, limit: int = 100) -> Sequence[LogLine]:
        self._number_what_is_new()
        with self._database.read() as connection:
            rows = connection.execute(_LINES, {"after": after, "limit": limit}).all()
        return [LogLine(r.number, r.conversation_id, r.after_seq, r.up_to_seq, r.note_id) for r in rows]

    def bounds(self) -> tuple[int, int]:
        self._number_what_is_new()
        with self._database.read() as connection:
            oldest = connection.execute(_OLDEST).scalar_one() or 1
            return oldest - 1, max(oldest - 1, _latest(connection))

    def _number_what_is_new(self) -> None:
        with self._database.read() as connection:  # an idle look takes no lock from those who write
            if connection.execute(_ANY_NEWS).first() is None:
                return
        is_more = True
        while is_more:
            with self._database.write() as connection:
                is_more = _number(connection, to_micros(self._clock()))


@contextmanager
def log_note(connection: Connection) -> Iterator[Callable[[str, str, int], None]]:
    """Lets a transaction log one note (conversation, note, time). Enter it before any row is locked."""
    lock_names(connection, [_LOCK])

    def log(conversation_id: str, note_id: str, now: int) -> None:
        row = {"conversation_id": conversation_id, "after_seq": 0, "up_to_seq": 0, "note_id": note_id}
        connection.execute(_ADD, {**row, "number": _latest(connection) + 1, "at": now})

    yield log


def _number(connection: Connection, now: int) -> bool:
    """Whether there may be more."""
    lock_names(connection, [_LOCK])
    rows = connection.execute(_NEWS).all()
    if not rows:
        return False
    number = _latest(connection)
    lines = [line for row in rows for line in _stretches(row)]
    for offset, line in enumerate(lines, start=1):
        line |= {"number": number + offset, "note_id": None, "at": now}
    connection.execute(_ADD, lines)
    connection.execute(_LOGGED, [{"this_id": row.id, "logged_seq": row.last_seq} for row in rows])
    before = now - KEPT.days * 86_400_000_000
    connection.execute(_FORGET, {"before": before, "latest": number + len(lines)})
    return len(rows) == _AT_ONCE


def _stretches(row: Any) -> list[dict[str, Any]]:
    return [
        {
            "conversation_id": row.id,
            "after_seq": after,
            "up_to_seq": min(after + MOST_ITEMS, row.last_seq),
        }
        for after in range(row.logged_seq, row.last_seq, MOST_ITEMS)
    ]


def _latest(connection: Connection) -> int:
    return int(connection.execute(_LATEST).scalar_one() or 0)
