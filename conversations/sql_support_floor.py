"""The support team's floor on SQL."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, text, tuple_

from conversations.bell import Bell, Topic
from conversations.clock import Clock, utc_now
from conversations.entries import Words
from conversations.floor_rules import is_owner, let_go, note_of_turn, require_owner, require_same, taken
from conversations.inbox_tables import order_looks, support_agents, support_notes, support_words
from conversations.journal import Receipt
from conversations.ownership import Owner
from conversations.queue_pages import parse_more, spell_more
from conversations.sql_conversation import find_row, lock_conversation
from conversations.sql_database import Database
from conversations.sql_inbox_log import log_note
from conversations.sql_ownership import change_locked, write_locked
from conversations.sql_reading import read_notes
from conversations.storable import require_storable
from conversations.support_floor import OrderLook, SupportAgent, SupportNote, TrailLine, TrailPage
from conversations.tables import entries, from_micros, to_micros

_ADD_WORDS = support_words.insert()
_WORDS_BEFORE = (
    select(support_words.c.seq, entries.c.text)
    .select_from(
        support_words.join(
            entries,
            (entries.c.conversation_id == support_words.c.conversation_id)
            & (entries.c.seq == support_words.c.seq),
        )
    )
    .where(
        support_words.c.conversation_id == bindparam("id"),
        support_words.c.agent_id == bindparam("agent_id"),
        support_words.c.client_id == bindparam("client_id"),
    )
)
_ADD_NOTE = support_notes.insert()
_NOTES = (
    select(support_notes, support_agents.c.name)
    .select_from(support_notes.join(support_agents))
    .where(support_notes.c.conversation_id == bindparam("id"))
    .order_by(support_notes.c.at, support_notes.c.id)
)
_NOTE_BEFORE = _NOTES.where(
    support_notes.c.agent_id == bindparam("agent_id"), support_notes.c.client_id == bindparam("client_id")
)
_WRITERS = (
    select(support_words.c.seq, support_agents.c.id, support_agents.c.name)
    .select_from(support_words.join(support_agents))
    .where(support_words.c.conversation_id == bindparam("id"))
)
# SQLAlchemy 1.4 cannot say it for both databases.
_MARK_READ = text(
    "INSERT INTO support_reads (agent_id, conversation_id, seq) VALUES (:agent_id, :id, :seq)"
    " ON CONFLICT (agent_id, conversation_id) DO UPDATE SET seq = excluded.seq"
    " WHERE excluded.seq > support_reads.seq"
)
_ADD_LOOK = order_looks.insert()
_LOOKS = (
    select(order_looks)
    .where(order_looks.c.conversation_id == bindparam("id"))
    .order_by(order_looks.c.at, order_looks.c.id)
)


_TRAIL = (
    select(order_looks, support_agents.c.name)
    .select_from(order_looks.join(support_agents))
    .order_by(order_looks.c.at.desc(), order_looks.c.id.desc())
    .limit(bindparam("limit"))
)
_BEFORE = tuple_(order_looks.c.at, order_looks.c.id) < tuple_(bindparam("at"), bindparam("look_id"))


class SqlSupportFloor:
    def __init__(self, database: Database, bell: Bell, clock: Clock = utc_now) -> None:
        self._database = database
        self._bell = bell
        self._clock = clock

    def take(self, conversation_id: str, agent: SupportAgent, from_agent: str | None = None) -> None:
        with self._database.write() as connection:
            conversation = lock_conversation(connection, conversation_id, self._clock)
            after = taken(conversation.ownership, agent, from_agent)
            if after is None:
                return
            change_locked(conversation, after)
        self._bell.ring(Topic.STREAM, conversation_id)

    def reply(self, conversation_id: str, agent: SupportAgent, client_id: str, text: str) -> Receipt:
        require_storable(client_id, text)
        params = {"id": conversation_id, "agent_id": agent.id, "client_id": client_id}
        with self._database.write() as connection:
            conversation = lock_conversation(connection, conversation_id, self._clock)
            before = connection.execute(_WORDS_BEFORE, params).first()
            if before is not None:
                require_same(before.text, text)
                return Receipt(before.seq, is_new=False)
            require_owner(conversation.ownership, agent)
            seq = write_locked(conversation, Words(text))
            row = {"conversation_id": conversation_id, "seq": seq}
            connection.execute(_ADD_WORDS, {**row, "agent_id": agent.id, "client_id": client_id})
        self._bell.ring(Topic.STREAM, conversation_id)
        return Receipt(seq, is_new=True)

    def add_note(
        self, conversation_id: str, agent: SupportAgent, client_id: str, text: str
    ) -> tuple[SupportNote, bool]:
        require_storable(client_id, text)
        params = {"id": conversation_id, "agent_id": agent.id, "client_id": client_id}
        with self._database.write() as connection, log_note(connection) as log:
            after_seq = find_row(connection, conversation_id).last_seq
            before = connection.execute(_NOTE_BEFORE, params).first()
            if before is not None:
                require_same(before.text, text)
                return _note(before), False
            row = {"id": secrets.token_urlsafe(12), "conversation_id": conversation_id, "text": text}
            row |= {"agent_id": agent.id, "client_id": client_id}
            now = to_micros(self._clock())
            connection.execute(_ADD_NOTE, {**row, "after_seq": after_seq, "at": now})
            log(conversation_id, row["id"], now)
        self._bell.ring(Topic.STREAM, conversation_id)
        return SupportNote(row["id"], after_seq, agent, text, from_micros(now)), True

    def pass_on(self, conversation_id: str, agent: SupportAgent, to: SupportAgent) -> None:
        with self._database.write() as connection:
            conversation = lock_conversation(connection, conversation_id, self._clock)
            if is_owner(conversation.ownership, to):
                return
            require_owner(conversation.ownership, agent)
            change_locked(conversation, conversation.ownership.passed_to(to.name, to.id))
        self._bell.ring(Topic.STREAM, conversation_id)

    def hand_back(self, conversation_id: str, agent: SupportAgent) -> None:
        self._let_go(conversation_id, agent, Owner.BOT)

    def close(self, conversation_id: str, agent: SupportAgent) -> None:
        self._let_go(conversation_id, agent, Owner.CLOSED)

    def mark_read(self, conversation_id: str, agent: SupportAgent, seq: int) -> None:
        with self._database.write() as connection:
            up_to = min(seq, find_row(connection, conversation_id).last_seq)
            connection.execute(_MARK_READ, {"agent_id": agent.id, "id": conversation_id, "seq": up_to})

    def note_look(self, conversation_id: str, agent: SupportAgent, order_number: str) -> None:
        require_storable(order_number)
        with self._database.write() as connection:
            find_row(connection, conversation_id)
            row = {"id": secrets.token_urlsafe(12), "conversation_id": conversation_id}
            row |= {"agent_id": agent.id, "order_number": order_number}
            connection.execute(_ADD_LOOK, {**row, "at": to_micros(self._clock())})

    def looks(self, conversation_id: str) -> Sequence[OrderLook]:
        with self._database.read() as connection:
            find_row(connection, conversation_id)
            rows = connection.execute(_LOOKS, {"id": conversation_id})
            return [OrderLook(row.agent_id, row.order_number, from_micros(row.at)) for row in rows]

    def trail(self, limit: int, order_number: str | None = None, more: str | None = None) -> TrailPage:
        query, params = _TRAIL, dict[str, Any](limit=limit + 1)
        if order_number is not None:
            require_storable(order_number)
            query = query.where(order_looks.c.order_number == bindparam("number"))
            params["number"] = order_number
        if more is not None:
            query, (params["at"], params["look_id"]) = query.where(_BEFORE), parse_more(more)
        with self._database.read() as connection:
            rows = connection.execute(query, params).all()
        is_more = len(rows) > limit
        return TrailPage(
            [_trail_line(row) for row in rows[:limit]],
            spell_more(rows[limit - 1].at, rows[limit - 1].id) if is_more else None,
        )

    def notes(self, conversation_id: str) -> Sequence[SupportNote]:
        with self._database.read() as connection:
            of_turns = [note_of_turn(note) for note in read_notes(connection, conversation_id)]
            theirs = [_note(row) for row in connection.execute(_NOTES, {"id": conversation_id})]
        return sorted([*of_turns, *theirs], key=lambda note: (note.at, note.after_seq))

    def writers(self, conversation_id: str) -> Mapping[int, SupportAgent]:
        with self._database.read() as connection:
            rows = connection.execute(_WRITERS, {"id": conversation_id})
            return {row.seq: SupportAgent(row.id, row.name) for row in rows}

    def _let_go(self, conversation_id: str, agent: SupportAgent, to: Owner) -> None:
        with self._database.write() as connection:
            conversation = lock_conversation(connection, conversation_id, self._clock)
            after = let_go(conversation.ownership, agent, to)
            if after is None:
                return
            waits = change_locked(conversation, after)
        self._bell.ring(Topic.STREAM, conversation_id)
        if waits:
            self._bell.ring(Topic.WORK, conversation_id)


def _note(row: Any) -> SupportNote:
    agent = SupportAgent(row.agent_id, row.name)
    return SupportNote(row.id, row.after_seq, agent, row.text, from_micros(row.at))


def _trail_line(row: Any) -> TrailLine:
    agent = SupportAgent(row.agent_id, row.name)
    return TrailLine(agent, row.order_number, row.conversation_id, from_micros(row.at))
