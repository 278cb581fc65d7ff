"""A message that the customer takes back, on SQL: what goes with it, within the caller's transaction."""

from sqlalchemy import bindparam, select, text
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.messenger import DELETED, TAKEN_BACK
from conversations.messenger_tokens import new_token
from conversations.quoting import without_quotes
from conversations.sql_conversation import lock_conversation
from conversations.tables import entries, permits, turns

_THIS = (entries.c.conversation_id == bindparam("this_id")) & (entries.c.seq == bindparam("this_seq"))
_MESSAGE = select(entries.c.seq, entries.c.text).where(
    entries.c.conversation_id == bindparam("id"),
    entries.c.client_id == bindparam("client_id"),
    entries.c.choice_id.is_(None),
)
_CHANGE = entries.update().where(_THIS)
_BOTS_LINES = select(entries.c.seq, entries.c.text).where(
    entries.c.conversation_id == bindparam("id"), entries.c.seq > bindparam("seq"), text("speaker = 'bot'")
)
_ANSWERS = (
    select(entries.c.seq)
    .join(
        permits,
        (permits.c.conversation_id == entries.c.conversation_id) & (permits.c.id == entries.c.permit_id),
    )
    .where(
        entries.c.conversation_id == bindparam("id"),
        text("permits.kind = 'reply'"),
        permits.c.ref == bindparam("ref"),
    )
)
_ENDS = select(turns.c.seq).where(
    turns.c.conversation_id == bindparam("id"), turns.c.inbound_seq == bindparam("seq")
)
_FORGET_DIALOGUE = text("DELETE FROM snapshots WHERE conversation_id = :id")
_FORGET_BODIES = text(
    "UPDATE messenger_parts SET body = '{}'"
    " WHERE conversation_id = :id AND seq = :seq AND state NOT IN ('ready', 'trying')"
)
_DROP = text(
    "UPDATE messenger_parts SET state = 'dropped', problem = 'taken back'"
    " WHERE conversation_id = :id AND seq = :seq AND state IN ('ready', 'trying')"
)
_NEVER_LAY_OUT = text(
    "INSERT INTO messenger_parts"
    " (conversation_id, seq, part, writer, call, body, token, state, attempts, next_at, problem)"
    " VALUES (:id, :seq, 0, 'bot', 'messages', '{}', :token, 'dropped', 0, :now, 'taken back')"
    " ON CONFLICT DO NOTHING"
)


def take_back(connection: Connection, conversation_id: str, client_id: str, clock: Clock) -> str | None:
    """What the message said; None when there is no such message.

    A turn that runs meanwhile is made again: its dialogue may have known the words.
    """
    conversation = lock_conversation(connection, conversation_id, clock)
    message = connection.execute(_MESSAGE, {"id": conversation_id, "client_id": client_id}).first()
    if message is None:
        return None
    this = {"this_id": conversation_id, "this_seq": message.seq}
    connection.execute(_CHANGE, {**this, "text": DELETED, "page": TAKEN_BACK})
    connection.execute(_FORGET_DIALOGUE, {"id": conversation_id})
    conversation.release()
    conversation.save()
    _drop_answers(connection, conversation_id, message.seq, conversation.now)
    _forget_quotes(connection, conversation_id, message.seq, message.text)
    return str(message.text)


def _drop_answers(connection: Connection, conversation_id: str, seq: int, now: int) -> None:
    params = {"id": conversation_id, "seq": seq, "ref": str(seq)}
    answers = [*connection.execute(_ANSWERS, params).scalars(), *connection.execute(_ENDS, params).scalars()]
    for answer in answers:
        part = {"id": conversation_id, "seq": answer}
        connection.execute(_DROP, part)
        connection.execute(_NEVER_LAY_OUT, {**part, "token": new_token(), "now": now})
        connection.execute(_FORGET_BODIES, part)


def _forget_quotes(connection: Connection, conversation_id: str, seq: int, message: str) -> None:
    lines = connection.execute(_BOTS_LINES, {"id": conversation_id, "seq": seq}).all()
    for line in lines:
        kept = without_quotes(line.text, message)
        if kept != line.text:
            this = {"this_id": conversation_id, "this_seq": line.seq}
            connection.execute(_CHANGE, {**this, "text": kept, "text_digest": None})
            connection.execute(_FORGET_BODIES, {"id": conversation_id, "seq": line.seq})
