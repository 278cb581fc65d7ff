"""Customers' thumbs on answers, on SQL."""

from sqlalchemy import bindparam, literal_column, select, text
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.errors import UnknownEntry
from conversations.sql_conversation import find_row
from conversations.tables import entries, to_micros

_CAN_BE_RATED = select(entries.c.seq).where(
    entries.c.conversation_id == bindparam("id"),
    entries.c.seq == bindparam("seq"),
    entries.c.speaker != literal_column("'customer'"),
)
_RATE = text(
    "INSERT INTO ratings (conversation_id, seq, helpful, at) VALUES (:id, :seq, :helpful, :at)"
    " ON CONFLICT (conversation_id, seq) DO UPDATE SET helpful = excluded.helpful, at = excluded.at"
)


def rate_entry(connection: Connection, conversation_id: str, seq: int, helpful: bool, clock: Clock) -> None:
    last_seq = find_row(connection, conversation_id).last_seq
    entry = {"id": conversation_id, "seq": seq}
    # A number beyond every column of the database is a seq that does not exist, not an error of it.
    if not 0 < seq <= last_seq or connection.execute(_CAN_BE_RATED, entry).first() is None:
        raise UnknownEntry("No words of the bot or of the support team stand there.")
    connection.execute(_RATE, {**entry, "helpful": helpful, "at": to_micros(clock())})
