"""What Messenger delivers, on SQL: stored as it came, then carried into the journal, each event once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select, text
from sqlalchemy.engine import Connection

from conversations.bell import Bell, Topic
from conversations.clock import Clock, utc_now
from conversations.keyed_digests import KeyedDigests
from conversations.messenger import Page, Taken
from conversations.messenger_erased import is_erased, keys_of
from conversations.messenger_events import Event, Unknown, meaning_of
from conversations.messenger_settling import NewEvents, ripe
from conversations.messenger_tables import EVERY_PAGE, messenger_events, messenger_pages
from conversations.sql_database import Database, lock_names
from conversations.sql_messenger_taking import Person
from conversations.tables import from_micros, to_micros

_MICROSECOND = timedelta(microseconds=1)
_MOST_LOOKED_AT = 5000
_KEEP = text(
    "INSERT INTO messenger_events (page_id, key, person_id, is_standby, body, at, received_at, state)"
    " VALUES (:page_id, :key, :person_id, :is_standby, :body, :at, :received_at, 'new')"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("body", type_=messenger_events.c.body.type))
_ERASED = select(messenger_events.c.key, messenger_events.c.at).where(
    messenger_events.c.page_id.in_(bindparam("pages", expanding=True)),
    messenger_events.c.key.in_(bindparam("keys", expanding=True)),
)
_HEARD = text(
    "INSERT INTO messenger_pages (page_id, heard_at) VALUES (:page_id, :heard_at)"
    " ON CONFLICT (page_id) DO UPDATE SET heard_at = excluded.heard_at"
)
_IS_NEW = text("state = 'new'")
_WAITING = (
    select(
        messenger_events.c.person_id,
        func.min(messenger_events.c.received_at).label("first"),
        func.max(messenger_events.c.received_at).label("last"),
        func.max(messenger_events.c.received_at - messenger_events.c.at).label("delay"),
    )
    .where(_IS_NEW, messenger_events.c.page_id == bindparam("page_id"))
    .group_by(messenger_events.c.person_id)
    .order_by(literal_column("first"))
    .limit(_MOST_LOOKED_AT)
)
_THEIRS = (
    select(messenger_events)
    .where(
        _IS_NEW,
        messenger_events.c.page_id == bindparam("page_id"),
        messenger_events.c.person_id == bindparam("person_id"),
    )
    .order_by(messenger_events.c.at, messenger_events.c.received_at, messenger_events.c.key)
)
_TAKEN = messenger_events.update().where(
    messenger_events.c.page_id == bindparam("this_page"), messenger_events.c.key == bindparam("this_key")
)
_LATELY = (
    select(func.count())
    .where(
        messenger_events.c.page_id == messenger_pages.c.page_id,
        messenger_events.c.received_at > messenger_pages.c.heard_at - timedelta(hours=1) // _MICROSECOND,
    )
    .scalar_subquery()
)
_FORGET = text(
    "DELETE FROM messenger_events WHERE (state <> 'new' OR page_id <> :page_id) AND received_at < :before"
)
_PAGES = select(messenger_pages, _LATELY.label("lately"))


class SqlMessengerInbox:
    def __init__(self, database: Database, bell: Bell, clock: Clock = utc_now) -> None:
        self._database = database
        self._bell = bell
        self._clock = clock

    def keep(self, events: Sequence[Event], digests: KeyedDigests) -> None:
        if not events:
            return
        now = to_micros(self._clock())
        pages = sorted({event.page_id for event in events})
        # In one order, so that no two deliveries of the same events wait for each other.
        in_order = sorted(events, key=lambda event: (event.page_id, event.key))
        with self._database.write() as connection:
            connection.execute(_HEARD, [{"page_id": page_id, "heard_at": now} for page_id in pages])
            if new := _without_erased(connection, in_order, digests):
                connection.execute(_KEEP, [_row(event, now) for event in new])

    def settled(
        self, page_id: str, began: datetime, limit: int = 200
    ) -> tuple[Sequence[str], datetime | None]:
        now = to_micros(self._clock())
        with self._database.read() as connection:
            waiting = [NewEvents(*row) for row in connection.execute(_WAITING, {"page_id": page_id})]
        found = ripe(waiting, to_micros(began))
        ready = [person_id for at, person_id in found if at <= now]
        later = [at for at, _ in found if at > now]
        return ready[:limit], from_micros(min(later)) if later else None

    def take(self, page_id: str, person_id: str) -> Taken:
        with self._database.write() as connection:
            lock_names(connection, [name_of_person(page_id, person_id)])
            person = Person(connection, page_id, person_id, self._clock)
            for event in _events_of(connection, page_id, person_id):
                meaning = meaning_of(event)
                person.take(event, meaning)
                state = "ignored" if isinstance(meaning, Unknown) else "taken"
                this = {"this_page": event.page_id, "this_key": event.key}
                connection.execute(_TAKEN, {**this, "state": state})
            person.save()
        if person.conversation_id is not None and person.has_changed:
            self._bell.ring(Topic.STREAM, person.conversation_id)
            self._bell.ring(Topic.WORK, person.conversation_id)
        return Taken(person.conversation_id, person.messages)

    def forget(self, page_id: str, before: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(_FORGET, {"page_id": page_id, "before": to_micros(before)})

    def pages(self) -> Sequence[Page]:
        with self._database.read() as connection:
            rows = connection.execute(_PAGES).all()
        return [Page(row.page_id, row.app_id, from_micros(row.heard_at), row.lately) for row in rows]


def name_of_person(page_id: str, person_id: str) -> str:
    """The name that is locked while something of theirs is taken or erased."""
    return f"messenger {page_id} {person_id}"


def _row(event: Event, now: int) -> dict[str, Any]:
    return {
        "page_id": event.page_id,
        "key": event.key,
        "person_id": event.person_id,
        "is_standby": event.is_standby,
        "body": event.body,
        "at": to_micros(event.at),
        "received_at": now,
    }


def _without_erased(
    connection: Connection, events: Sequence[Event], digests: KeyedDigests
) -> Sequence[Event]:
    keys = {key for event in events for key in keys_of(event, digests)}
    pages = {event.page_id for event in events} | {EVERY_PAGE}
    rows = connection.execute(_ERASED, {"keys": sorted(keys), "pages": sorted(pages)})
    erased = {row.key: from_micros(row.at) for row in rows}
    return [event for event in events if not is_erased(event, digests, erased)] if erased else events


def _events_of(connection: Connection, page_id: str, person_id: str) -> Sequence[Event]:
    rows = connection.execute(_THEIRS, {"page_id": page_id, "person_id": person_id}).all()
    return [
        Event(row.page_id, row.key, row.person_id, row.is_standby, row.body, from_micros(row.at))
        for row in rows
    ]
