"""Puts the parts of Messenger's book on one SQL database, and forgets a person when they ask for it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.engine import Connection

from conversations.bell import Bell
from conversations.clock import Clock, utc_now
from conversations.keyed_digests import KeyedDigests
from conversations.messenger import MessengerBook
from conversations.messenger_erased import event_key, person_key
from conversations.messenger_tables import (
    EVERY_PAGE,
    messenger_erasures,
    messenger_events,
    messenger_threads,
)
from conversations.sql_database import Database, lock_names
from conversations.sql_erasing import erase_conversation
from conversations.sql_messenger_inbox import SqlMessengerInbox, name_of_person
from conversations.sql_messenger_outbox import SqlMessengerOutbox
from conversations.tables import from_micros, to_micros

_OF_PERSONS = select(messenger_threads.c.conversation_id).where(
    messenger_threads.c.person_id.in_(bindparam("persons", expanding=True))
)
_PAGES_OF = text(
    "SELECT page_id, person_id FROM messenger_threads WHERE person_id = :person_id"
    " UNION SELECT page_id, person_id FROM messenger_events WHERE person_id = :person_id"
)
_FORGET_EVENTS = text("DELETE FROM messenger_events WHERE person_id = :person_id")
_EVENTS_OF = text(
    "SELECT page_id, key, received_at FROM messenger_events"
    " WHERE person_id = :person_id ORDER BY page_id, key"
)
_KEEP_ERASED = text(
    "INSERT INTO messenger_events (page_id, key, person_id, is_standby, body, at, received_at, state)"
    " VALUES (:page_id, :key, '', false, :body, :at, :at, 'ignored') ON CONFLICT (page_id, key)"
    " DO UPDATE SET at = excluded.at, received_at = excluded.received_at"
).bindparams(bindparam("body", type_=messenger_events.c.body.type))
_FIND = select(messenger_erasures).where(messenger_erasures.c.code == bindparam("code"))
_OF_PERSON = select(messenger_erasures.c.code).where(
    messenger_erasures.c.person_digest == bindparam("person_digest")
)
_ASK = text(
    "INSERT INTO messenger_erasures (code, asked_at, person_digest) VALUES (:code, :asked_at, :person_digest)"
    " ON CONFLICT DO NOTHING"
)
_THIS = messenger_erasures.update().where(messenger_erasures.c.code == bindparam("this_code"))


def open_messenger_book(database: Database, bell: Bell, clock: Clock = utc_now) -> MessengerBook:
    return MessengerBook(
        SqlMessengerInbox(database, bell, clock),
        SqlMessengerOutbox(database, clock),
        SqlMessengerErasures(database, clock),
    )


class SqlMessengerErasures:
    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def ask(self, code: str, person_digest: str) -> str:
        """An earlier request of the same person begins anew: they may have written since."""
        now = to_micros(self._clock())
        params = {"code": code, "asked_at": now, "person_digest": person_digest}
        with self._database.write() as connection:
            connection.execute(_ASK, params)
            kept = str(connection.execute(_OF_PERSON, {"person_digest": person_digest}).scalar_one())
            connection.execute(_THIS, {"this_code": kept, "asked_at": now, "done_at": None})
        return kept

    def erase(self, person_ids: Sequence[str], digests: KeyedDigests) -> int:
        with self._database.write() as connection:
            _keep_out_takers(connection, person_ids)
            found = connection.execute(_OF_PERSONS, {"persons": list(person_ids)}).scalars().all()
            for person_id in person_ids:
                self._forget_events(connection, person_id, digests)
            for conversation_id in found:
                erase_conversation(connection, conversation_id)
        return len(found)

    def _forget_events(self, connection: Connection, person_id: str, digests: KeyedDigests) -> None:
        events = connection.execute(_EVENTS_OF, {"person_id": person_id}).all()
        connection.execute(_FORGET_EVENTS, {"person_id": person_id})
        erased = [(page_id, event_key(digests, page_id, key), at) for page_id, key, at in events]
        erased.append((EVERY_PAGE, person_key(digests, person_id), to_micros(self._clock())))
        rows = [{"page_id": page_id, "key": key, "body": {}, "at": at} for page_id, key, at in erased]
        connection.execute(_KEEP_ERASED, rows)

    def done(self, code: str) -> None:
        with self._database.write() as connection:
            connection.execute(_THIS, {"this_code": code, "done_at": to_micros(self._clock())})

    def state(self, code: str) -> tuple[datetime, datetime | None] | None:
        with self._database.read() as connection:
            row = connection.execute(_FIND, {"code": code}).first()
        if row is None:
            return None
        return from_micros(row.asked_at), None if row.done_at is None else from_micros(row.done_at)


def _keep_out_takers(connection: Connection, person_ids: Sequence[str]) -> None:
    """Who takes an event holds the conversation before the event; erasing holds them the other way round."""
    theirs = [row for one in person_ids for row in connection.execute(_PAGES_OF, {"person_id": one})]
    lock_names(connection, [name_of_person(page_id, person_id) for page_id, person_id in theirs])
