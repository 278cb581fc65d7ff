"""Those who wait for a person, and what is handed over to another desk, on SQL."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Text, bindparam, cast, exists, func, literal_column, select
from sqlalchemy.sql import Select

from conversations.accounts import PRESENT_FOR
from conversations.bell import Bell, Topic
from conversations.clock import Clock, utc_now
from conversations.contents import require_storable_words
from conversations.entries import Speaker, Words
from conversations.inbox_tables import hand_overs, support_sessions
from conversations.ownership import Owner
from conversations.permits import PermitKind
from conversations.sql_conversation import HeldPermit, LockedConversation, find_row, lock_conversation
from conversations.sql_database import Database
from conversations.sql_opt_outs import was_stopped
from conversations.sql_ownership import change_locked
from conversations.support_desk import TAKEN_FOR, HandOver, pause_after
from conversations.tables import WANTS_A_PERSON, conversations, events, from_micros, permits, to_micros
from conversations.waits import LOOK_BACK, Line, Waiting, outcome_ref, past_waits

_WAITING = (
    select(conversations.c.id, conversations.c.owner_epoch, conversations.c.owner_since)
    .where(WANTS_A_PERSON, conversations.c.owner == literal_column("'waiting'"))
    .order_by(conversations.c.owner_since, conversations.c.id)
    .limit(bindparam("limit"))
)
_AHEAD = select(func.count()).where(
    WANTS_A_PERSON,
    conversations.c.owner == literal_column("'waiting'"),
    conversations.c.owner_since < bindparam("began"),
)
_CHANGES = (
    select(events.c.conversation_id, events.c.data, events.c.at)
    .where(events.c.kind == literal_column("'owner'"), events.c.at >= bindparam("since"))
    .order_by(events.c.conversation_id, events.c.seq)
)
_REF = literal_column("'person:'") + conversations.c.id + literal_column("':'")
_OWED = _WAITING.where(
    exists().where(
        permits.c.conversation_id == conversations.c.id,
        permits.c.kind == literal_column(f"'{PermitKind.NOTICE.value}'"),
        permits.c.ref == _REF + cast(conversations.c.owner_epoch, Text),
        permits.c.spent.is_(False),
    )
)
_UNSPENT = select(permits.c.id).where(
    permits.c.conversation_id == bindparam("id"),
    permits.c.kind == literal_column(f"'{PermitKind.NOTICE.value}'"),
    permits.c.ref == bindparam("ref"),
    permits.c.spent.is_(False),
)
_PRESENT = select(support_sessions.c.digest).where(
    support_sessions.c.seen_at > bindparam("since"), support_sessions.c.expires_at > bindparam("now")
)
_DUE = (
    select(hand_overs)
    .where(hand_overs.c.state == literal_column("'open'"), hand_overs.c.next_at <= bindparam("now"))
    .order_by(hand_overs.c.next_at, hand_overs.c.conversation_id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_THIS = hand_overs.update().where(
    hand_overs.c.conversation_id == bindparam("this_id"), hand_overs.c.epoch == bindparam("this_epoch")
)
_THIS_IF_OPEN = _THIS.where(hand_overs.c.state == literal_column("'open'"))
_MICROSECOND = timedelta(microseconds=1)


class SqlWaits:
    def __init__(self, database: Database, bell: Bell, clock: Clock = utc_now) -> None:
        self._database = database
        self._bell = bell
        self._clock = clock

    def waiting(self, limit: int = 500) -> Sequence[Waiting]:
        return self._read(_WAITING, limit)

    def owed(self, limit: int = 500) -> Sequence[Waiting]:
        return self._read(_OWED, limit)

    def line(self, conversation_id: str) -> Line:
        since = to_micros(self._clock() - LOOK_BACK)
        with self._database.read() as connection:
            row = find_row(connection, conversation_id)
            began = row.owner_since if row.owner == Owner.WAITING.value else None
            place = {"began": to_micros(self._clock()) if began is None else began}
            ahead = connection.execute(_AHEAD, place).scalar_one()
            changes = [
                (change.conversation_id, change.data["owner"], from_micros(change.at))
                for change in connection.execute(_CHANGES, {"since": since})
            ]
        return Line(ahead, None if began is None else from_micros(began), past_waits(changes))

    def is_somebody_there(self) -> bool:
        now = self._clock()
        times = {"now": to_micros(now), "since": to_micros(now - PRESENT_FOR)}
        with self._database.read() as connection:
            return connection.execute(_PRESENT.limit(1), times).first() is not None

    def tell_outcome(
        self, conversation_id: str, epoch: int, words: Words, *, gives_up: bool = False
    ) -> int | None:
        require_storable_words(words)
        with self._database.write() as connection:
            conversation = lock_conversation(connection, conversation_id, self._clock)
            permit = _permit(conversation, epoch)
            if permit is None:
                return None
            seq = conversation.write_words(words, Speaker.BOT, permit)
            conversation.spend(PermitKind.NOTICE, outcome_ref(conversation_id, epoch))
            if gives_up:
                change_locked(conversation, conversation.ownership.changed_to(Owner.BOT))
            conversation.save()
            is_pending = conversation.next_pending_seq is not None
        self._bell.ring(Topic.STREAM, conversation_id)
        if gives_up and is_pending:
            self._bell.ring(Topic.WORK, conversation_id)
        return seq

    def _read(self, query: Select, limit: int) -> Sequence[Waiting]:
        with self._database.read() as connection:
            rows = connection.execute(query, {"limit": limit}).all()
        return [Waiting(row.id, row.owner_epoch, from_micros(row.owner_since or 0)) for row in rows]


class SqlHandOverBook:
    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def take_due(self, limit: int = 10) -> Sequence[HandOver]:
        now = to_micros(self._clock())
        with self._database.write() as connection:
            rows = connection.execute(_DUE, {"now": now, "limit": limit}).all()
            until = now + TAKEN_FOR // _MICROSECOND
            for row in rows:
                connection.execute(_THIS, {**_key(row), "next_at": until})
        return [_hand_over(row) for row in rows]

    def mark_sent(self, hand_over: HandOver) -> None:
        with self._database.write() as connection:
            connection.execute(_THIS, {**_key(hand_over), "state": "sent"})

    def put_off(self, hand_over: HandOver) -> None:
        attempts = hand_over.attempts + 1
        next_at = to_micros(self._clock()) + pause_after(attempts) // _MICROSECOND
        with self._database.write() as connection:
            params = {**_key(hand_over), "attempts": attempts, "next_at": next_at}
            connection.execute(_THIS_IF_OPEN, params)


def _permit(conversation: LockedConversation, epoch: int) -> HeldPermit | None:
    """The notice of this wait, if it may be told now."""
    now = conversation.ownership
    if (now.owner, now.epoch) != (Owner.WAITING, epoch):
        return None
    params = {"id": conversation.id, "ref": outcome_ref(conversation.id, epoch)}
    found = conversation.connection.execute(_UNSPENT, params).scalar_one_or_none()
    if found is None or was_stopped(conversation.connection, conversation.about):
        return None
    return HeldPermit(int(found), PermitKind.NOTICE)


def _key(of: Any) -> dict[str, Any]:
    return {"this_id": of.conversation_id, "this_epoch": of.epoch}


def _hand_over(row: Any) -> HandOver:
    asked_at = from_micros(row.asked_at)
    return HandOver(row.conversation_id, row.epoch, row.up_to_seq, asked_at, row.attempts)
