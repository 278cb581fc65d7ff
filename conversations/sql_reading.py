"""What was said, read from SQL. Readers take no locks."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.engine import Connection

from conversations.entries import Because, Choice, ChoiceMeaning, Entry, Outcome, Speaker, StreamItem, TurnEnd
from conversations.journal import Conversation, Note
from conversations.ownership import Owner, Ownership
from conversations.sql_conversation import find_row, ownership_of, text_digest, turn_end_of
from conversations.storable import is_storable
from conversations.stream_items import message_item, owner_item, status_item, turn_item
from conversations.tables import choices, conversations, entries, events, from_micros, notes, permits, turns

_IDS_AT_ONCE = 900  # SQLite before 3.32 takes 999 parameters
_LAST_SEQS = select(conversations.c.id, conversations.c.last_seq).where(
    conversations.c.id.in_(bindparam("ids", expanding=True))
)
_OF_ITS_TURN = (turns.c.conversation_id == notes.c.conversation_id) & (
    turns.c.inbound_seq == notes.c.inbound_seq
)
_NOTES = (
    select(notes)
    .select_from(notes.join(turns, _OF_ITS_TURN))
    .where(
        notes.c.conversation_id == bindparam("id"),
        turns.c.outcome == literal_column(f"'{Outcome.PASSED_ON.value}'"),
    )
    .order_by(notes.c.at, notes.c.inbound_seq)
)


_SAID = (
    select(entries.c.text, entries.c.seq)
    .where(entries.c.conversation_id == bindparam("id"), entries.c.text_digest == bindparam("digest"))
    .order_by(entries.c.seq.desc())
    .limit(literal_column("1"))
)


def _stretch(statement: Any, table: Any, seq: Any) -> Any:
    """The rows of one conversation with `after` < seq <= `up_to`, in order."""
    return statement.where(
        table.c.conversation_id == bindparam("id"), seq > bindparam("after"), seq <= bindparam("up_to")
    ).order_by(seq)


_BECAUSE = entries.outerjoin(
    permits,
    (permits.c.conversation_id == entries.c.conversation_id) & (permits.c.id == entries.c.permit_id),
)
_ENTRIES = _stretch(
    select(
        entries.c.seq, entries.c.speaker, entries.c.text, entries.c.at, permits.c.kind, permits.c.ref
    ).select_from(_BECAUSE),
    entries,
    entries.c.seq,
).limit(bindparam("limit"))
_CHOICES = _stretch(
    select(choices.c.entry_seq, choices.c.id, choices.c.label, choices.c.meaning),
    choices,
    choices.c.entry_seq,
).order_by(choices.c.position)
_TURNS = _stretch(select(turns), turns, turns.c.seq).limit(bindparam("limit"))
_EVENTS = _stretch(select(events), events, events.c.seq).limit(bindparam("limit"))
_ENDS = _stretch(select(turns), turns, turns.c.inbound_seq)


def read_conversation(connection: Connection, conversation_id: str) -> Conversation:
    row = find_row(connection, conversation_id)
    return Conversation(
        row.id, row.channel, row.customer_id, from_micros(row.opened_at), ownership_of(row), row.last_seq
    )


def read_stream(connection: Connection, conversation_id: str, after: int, limit: int) -> Sequence[StreamItem]:
    up_to = find_row(connection, conversation_id).last_seq
    if after >= up_to:
        return []
    # On PostgreSQL each statement sees what is committed by then: `up_to` keeps them at the same point.
    params = {"id": conversation_id, "after": max(after, 0), "up_to": up_to, "limit": limit}
    items = [message_item(entry) for entry in _entries(connection, params)]
    # Each seq is in one of three tables: what is complete needs no further look.
    wanted = up_to - params["after"]
    if len(items) < wanted:
        items += [
            turn_item(row.seq, row.inbound_seq, turn_end_of(row))
            for row in connection.execute(_TURNS, params)
        ]
    if len(items) < wanted:
        items += [_event_item(row) for row in connection.execute(_EVENTS, params)]
    return sorted(items, key=lambda item: item.seq)[:limit]


def read_entries(connection: Connection, conversation_id: str, after: int, limit: int) -> Sequence[Entry]:
    up_to = find_row(connection, conversation_id).last_seq
    if after >= up_to:
        return []
    params = {"id": conversation_id, "after": max(after, 0), "up_to": up_to, "limit": limit}
    ends = {row.inbound_seq: turn_end_of(row) for row in connection.execute(_ENDS, params)}
    return _entries(connection, params, ends)


def read_notes(connection: Connection, conversation_id: str) -> Sequence[Note]:
    find_row(connection, conversation_id)
    rows = connection.execute(_NOTES, {"id": conversation_id})
    return [Note(row.inbound_seq, row.text, from_micros(row.at)) for row in rows]


def said(connection: Connection, conversation_id: str, texts: Iterable[str]) -> Mapping[str, int]:
    find_row(connection, conversation_id)
    found = {}
    for text in filter(is_storable, texts):
        row = connection.execute(_SAID, {"id": conversation_id, "digest": text_digest(text)}).first()
        if row is not None and row.text == text:
            found[text] = int(row.seq)
    return found


def last_seqs(connection: Connection, conversation_ids: Iterable[str]) -> Mapping[str, int]:
    ids = [id_ for id_ in conversation_ids if is_storable(id_)]
    found: dict[str, int] = {}
    for start in range(0, len(ids), _IDS_AT_ONCE):
        rows = connection.execute(_LAST_SEQS, {"ids": ids[start : start + _IDS_AT_ONCE]})
        found.update({row.id: row.last_seq for row in rows})
    return found


def _entries(
    connection: Connection, params: Mapping[str, Any], ends: Mapping[int, TurnEnd] | None = None
) -> list[Entry]:
    rows = connection.execute(_ENTRIES, params).all()
    has_choices = any(row.speaker != Speaker.CUSTOMER.value for row in rows)
    offered = _choices_by_entry(connection, params) if has_choices else {}
    return [
        Entry(
            row.seq,
            Speaker(row.speaker),
            row.text,
            from_micros(row.at),
            offered.get(row.seq, ()),
            None if row.kind is None else Because(row.kind, row.ref),
            (ends or {}).get(row.seq),
        )
        for row in rows
    ]


def _choices_by_entry(connection: Connection, params: Mapping[str, Any]) -> dict[int, tuple[Choice, ...]]:
    rows = connection.execute(_CHOICES, params)
    grouped = groupby(rows, key=lambda row: int(row.entry_seq))
    return {seq: tuple(map(_choice, group)) for seq, group in grouped}


def _choice(row: Any) -> Choice:
    return Choice(row.id, row.label, ChoiceMeaning(**row.meaning).is_an_order)


def _event_item(row: Any) -> StreamItem:
    at = from_micros(row.at)
    if row.kind == "owner":
        return owner_item(row.seq, Ownership(Owner(row.data["owner"]), name=row.data["name"]), at)
    return status_item(row.seq, row.data["status"], row.data["text"], at)
