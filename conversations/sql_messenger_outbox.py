"""What goes out on Messenger, on SQL: the journal's items as parts, and how far each of them has come."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, literal_column, null, or_, select, text, tuple_
from sqlalchemy.sql import Select

from conversations.clock import Clock, utc_now
from conversations.messaging_window import FOR_A_PERSON, MessagingWindow, Writer
from conversations.messenger import SEND_LEASE, ClaimedThread, LaidOut, Part, PartState, Thread
from conversations.messenger_tables import messenger_parts, messenger_threads
from conversations.messenger_tokens import new_token
from conversations.sql_conversation import lock_conversation
from conversations.sql_database import Database
from conversations.tables import conversations, from_micros, to_micros

_MICROSECOND = timedelta(microseconds=1)
_IS_OPEN = text("state IN ('ready', 'trying')")
_IS_FREE = or_(
    messenger_threads.c.lease_until.is_(null()), messenger_threads.c.lease_until <= bindparam("now")
)
_EARLIER = messenger_parts.alias("earlier")
_IS_FIRST = ~(
    select(literal_column("1"))
    .where(
        _EARLIER.c.conversation_id == messenger_parts.c.conversation_id,
        text("earlier.state IN ('ready', 'trying')"),
        tuple_(_EARLIER.c.seq, _EARLIER.c.part) < tuple_(messenger_parts.c.seq, messenger_parts.c.part),
    )
    .exists()
)
_MAY_BE_SENT = (
    messenger_threads.c.wrote_at > bindparam("since"),  # of an older message nothing may go out at all
    _IS_FREE,
)
# Open parts are few, and an index holds just them.
_DUE = (
    select(messenger_parts.c.conversation_id)
    .join(messenger_threads, messenger_threads.c.conversation_id == messenger_parts.c.conversation_id)
    .where(
        text("messenger_parts.state IN ('ready', 'trying')"),
        messenger_parts.c.next_at <= bindparam("now"),
        _IS_FIRST,
        *_MAY_BE_SENT,
        messenger_threads.c.refused_at.is_(null()),
    )
    .order_by(messenger_parts.c.next_at)
    .limit(bindparam("limit"))
)
_WITH_NEWS = (
    select(messenger_threads.c.conversation_id)
    .join(conversations, conversations.c.id == messenger_threads.c.conversation_id)
    .where(*_MAY_BE_SENT, conversations.c.last_seq > messenger_threads.c.laid_out_seq)
    .order_by(messenger_threads.c.wrote_at)
    .limit(bindparam("limit"))
)
_THREAD = select(messenger_threads).where(messenger_threads.c.conversation_id == bindparam("id"))
_THREADS = select(messenger_threads).where(
    messenger_threads.c.conversation_id.in_(bindparam("ids", expanding=True))
)
_THIS = messenger_threads.update().where(messenger_threads.c.conversation_id == bindparam("this_id"))
_CLAIM = _THIS.where(_IS_FREE)
_HELD = _THIS.where(messenger_threads.c.lease == bindparam("this_lease"))
_HAS_PART = select(literal_column("1")).where(
    messenger_parts.c.conversation_id == bindparam("id"), messenger_parts.c.seq == bindparam("seq")
)
_ADD = messenger_parts.insert()
_FIRST = (
    select(messenger_parts)
    .where(messenger_parts.c.conversation_id == bindparam("id"), _IS_OPEN)
    .order_by(messenger_parts.c.seq, messenger_parts.c.part)
    .limit(literal_column("1"))
)
_OPEN_PART = messenger_parts.update().where(messenger_parts.c.token == bindparam("this_token"), _IS_OPEN)
_OPEN_OF_WORDS = messenger_parts.update().where(
    messenger_parts.c.conversation_id == bindparam("this_id"),
    messenger_parts.c.seq == bindparam("this_seq"),
    _IS_OPEN,
)


class SqlMessengerOutbox:
    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def due(self, limit: int = 100) -> Sequence[str]:
        return self._conversations(_DUE, limit)

    def with_news(self, limit: int = 100) -> Sequence[str]:
        return self._conversations(_WITH_NEWS, limit)

    def thread(self, conversation_id: str) -> Thread | None:
        with self._database.read() as connection:
            row = connection.execute(_THREAD, {"id": conversation_id}).first()
        return None if row is None else _thread(row)

    def claim(self, conversation_id: str) -> ClaimedThread | None:
        now, lease = to_micros(self._clock()), secrets.token_urlsafe(12)
        until = now + SEND_LEASE // _MICROSECOND
        with self._database.write() as connection:
            params = {"this_id": conversation_id, "now": now, "lease": lease, "lease_until": until}
            if connection.execute(_CLAIM, params).rowcount == 0:
                return None
            row = connection.execute(_THREAD, {"id": conversation_id}).one()
        return ClaimedThread(_thread(row), lease)

    def lay_out(self, claimed: ClaimedThread, laid_out: LaidOut) -> None:
        id_ = claimed.thread.conversation_id
        values = {
            "laid_out_seq": laid_out.up_to_seq,
            "bot_spoke_at": None if laid_out.bot_spoke_at is None else to_micros(laid_out.bot_spoke_at),
            "has_person_spoken": laid_out.has_person_spoken,
        }
        now = to_micros(self._clock())
        with self._database.write() as connection:
            # The conversation before its thread, as everybody who writes in both: nobody waits for the other.
            conversation = lock_conversation(connection, id_, self._clock)
            held = {"this_id": id_, "this_lease": claimed.lease}
            if connection.execute(_HELD, {**held, **values}).rowcount == 0:
                return  # The lease is gone: whoever has it now does the same.
            for seq in sorted({part.seq for part in laid_out.parts}):
                if connection.execute(_HAS_PART, {"id": id_, "seq": seq}).first() is None:
                    rows = [_row(id_, part, now) for part in laid_out.parts if part.seq == seq]
                    connection.execute(_ADD, rows)
            if laid_out.disclosed is not None:
                # Said around the bot's words and not by them: the team sees it in the stream.
                conversation.write_status("disclosed", laid_out.disclosed)
                conversation.save()

    def first_open(self, conversation_id: str) -> Part | None:
        with self._database.read() as connection:
            row = connection.execute(_FIRST, {"id": conversation_id}).first()
        return None if row is None else _part(row)

    def begin(self, part: Part) -> None:
        self._change(part, state="trying", attempts=part.attempts + 1, tried_at=to_micros(self._clock()))

    def end(
        self, part: Part, state: PartState, *, mid: str | None = None, problem: str | None = None
    ) -> None:
        self._change(part, state=state.value, mid=mid, problem=problem)

    def drop_message(self, part: Part, problem: str) -> None:
        this = {"this_id": part.conversation_id, "this_seq": part.seq}
        with self._database.write() as connection:
            connection.execute(_OPEN_OF_WORDS, {**this, "state": PartState.DROPPED.value, "problem": problem})

    def put_off(self, part: Part, until: datetime, problem: str, *, is_unclear: bool = False) -> None:
        state = PartState.TRYING if is_unclear else PartState.READY
        self._change(part, state=state.value, next_at=to_micros(until), problem=problem)

    def refuse(self, conversation_id: str, at: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(_THIS, {"this_id": conversation_id, "refused_at": to_micros(at)})

    def release(self, claimed: ClaimedThread) -> None:
        held = {"this_id": claimed.thread.conversation_id, "this_lease": claimed.lease}
        with self._database.write() as connection:
            connection.execute(_HELD, {**held, "lease": None, "lease_until": None})

    def windows(self, conversation_ids: Sequence[str]) -> Mapping[str, MessagingWindow]:
        if not conversation_ids:
            return {}
        with self._database.read() as connection:
            rows = connection.execute(_THREADS, {"ids": list(conversation_ids)}).all()
        return {row.conversation_id: _thread(row).window for row in rows}

    def _conversations(self, query: Select, limit: int) -> Sequence[str]:
        now = self._clock()
        params = {"now": to_micros(now), "since": to_micros(now - FOR_A_PERSON), "limit": limit}
        with self._database.read() as connection:
            return list(connection.execute(query, params).scalars())

    def _change(self, part: Part, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(_OPEN_PART, {"this_token": part.token, **values})


def _row(conversation_id: str, part: Any, now: int) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "seq": part.seq,
        "part": part.part,
        "writer": part.writer.value,
        "call": part.call,
        "body": dict(part.body),
        "token": new_token(),
        "state": PartState.READY.value,
        "attempts": 0,
        "next_at": now,
        "tried_at": None,
        "mid": None,
        "problem": None,
    }


def _thread(row: Any) -> Thread:
    return Thread(
        row.conversation_id,
        row.page_id,
        row.person_id,
        MessagingWindow(_time(row.wrote_at)),
        _time(row.refused_at),
        row.laid_out_seq,
        _time(row.bot_spoke_at),
        row.has_person_spoken,
        row.notice_email,
        row.came_from,
    )


def _part(row: Any) -> Part:
    return Part(
        row.conversation_id,
        row.seq,
        row.part,
        Writer(row.writer),
        row.call,
        row.body,
        row.token,
        PartState(row.state),
        row.attempts,
        from_micros(row.next_at),
        _time(row.tried_at),
        row.problem,
    )


def _time(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
