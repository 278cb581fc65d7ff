"""Status events on SQL: what the stream says when nobody speaks."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, exists, literal_column, select
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.sql_conversation import LockedConversation, lock_conversation
from conversations.tables import conversations, entries, to_micros

_IS_UNTOLD = exists().where(
    entries.c.conversation_id == conversations.c.id,
    entries.c.seq >= conversations.c.next_pending_seq,
    entries.c.seq > conversations.c.delay_told_seq,
    entries.c.speaker == literal_column("'customer'"),
    entries.c.at <= bindparam("since"),
)
_DELAYED = (
    select(conversations)
    .where(
        conversations.c.pending_since.isnot(None),
        conversations.c.pending_since <= bindparam("since"),
        _IS_UNTOLD,
    )
    .order_by(conversations.c.pending_since, conversations.c.id)
    .with_for_update(skip_locked=True, of=conversations)
)


def tell_status(connection: Connection, conversation_id: str, status: str, text: str, clock: Clock) -> int:
    conversation = lock_conversation(connection, conversation_id, clock)
    seq = conversation.write_status(status, text)
    conversation.save()
    return seq


def tell_delayed(connection: Connection, older_than: timedelta, text: str, clock: Clock) -> Sequence[str]:
    now = to_micros(clock())
    since = now - older_than // timedelta(microseconds=1)
    told = []
    for row in connection.execute(_DELAYED, {"since": since}).all():
        conversation = LockedConversation(connection, row, now)
        conversation.delay_told_seq = conversation.write_status("delayed", text)
        conversation.save()
        told.append(conversation.id)
    return told
