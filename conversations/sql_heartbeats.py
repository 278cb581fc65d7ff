"""Heartbeats on SQL."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, select

from conversations.clock import Clock, utc_now
from conversations.heartbeats import BEAT_EVERY, FORGOTTEN_AFTER, Heartbeat, Part
from conversations.sql_database import Database
from conversations.storable import require_storable
from conversations.tables import from_micros, heartbeats, to_micros

_THIS = (heartbeats.c.part == bindparam("this_part"), heartbeats.c.name == bindparam("this_name"))
_AGAIN = heartbeats.update().where(*_THIS)
_FIRST = heartbeats.insert()
_STOP = heartbeats.delete().where(*_THIS)
_FORGET = heartbeats.delete().where(heartbeats.c.at < bindparam("before"))
_ALIVE = (
    select(heartbeats)
    .where(heartbeats.c.at >= bindparam("since"))
    .order_by(heartbeats.c.part, heartbeats.c.name)
)


class SqlHeartbeats:
    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def beat(self, part: Part, name: str, detail: str = "") -> None:
        require_storable(name, detail)
        now = to_micros(self._clock())
        this = {"this_part": part.value, "this_name": name}
        with self._database.write() as connection:
            if connection.execute(_AGAIN, {**this, "detail": detail, "at": now}).rowcount == 0:
                connection.execute(_FORGET, {"before": now - _micros(FORGOTTEN_AFTER)})
                connection.execute(_FIRST, {"part": part.value, "name": name, "detail": detail, "at": now})

    def stop(self, part: Part, name: str) -> None:
        with self._database.write() as connection:
            connection.execute(_STOP, {"this_part": part.value, "this_name": name})

    def alive(self, within: timedelta = 3 * BEAT_EVERY) -> Sequence[Heartbeat]:
        since = to_micros(self._clock()) - _micros(within)
        with self._database.read() as connection:
            rows = connection.execute(_ALIVE, {"since": since}).all()
        return [Heartbeat(Part(row.part), row.name, row.detail, from_micros(row.at)) for row in rows]


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
