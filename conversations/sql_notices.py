"""The notice book on SQL, and how a turn's commit keeps and cancels notices."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, text

from conversations.bell import Bell, Topic
from conversations.clock import Clock, utc_now
from conversations.contents import require_storable_words
from conversations.entries import Speaker, Words
from conversations.initiative import may_tell_notice
from conversations.manners_tables import notices
from conversations.notices import Notice, NoticeKind, NoticeToKeep
from conversations.permits import PermitKind
from conversations.sql_conversation import LockedConversation, find_row, lock_conversation
from conversations.sql_database import Database
from conversations.sql_opt_outs import was_stopped
from conversations.storable import is_storable
from conversations.tables import conversations, from_micros

# Asking again for what waits already keeps the first; SQLAlchemy 1.4 cannot say it for both databases.
_KEEP = text(
    "INSERT INTO notices"
    " (id, conversation_id, inbound_seq, kind, order_number, proof_email, asked_at, outcome)"
    " VALUES (:id, :conversation_id, :inbound_seq, :kind, :order_number, :proof_email, :asked_at, 'waiting')"
    " ON CONFLICT DO NOTHING"
)
_WAITS = text("outcome = 'waiting'")
_END = notices.update().where(notices.c.id == bindparam("this_id"), _WAITS)
_CANCEL = _END.where(notices.c.conversation_id == bindparam("of_id"))
_WAITING = select(notices, conversations.c.customer_id).where(
    _WAITS, conversations.c.id == notices.c.conversation_id
)
_PAGE = _WAITING.where(notices.c.id > bindparam("after")).order_by(notices.c.id).limit(bindparam("limit"))
_THEIRS = _WAITING.where(notices.c.conversation_id == bindparam("id")).order_by(
    notices.c.asked_at, notices.c.inbound_seq, notices.c.id
)
_WHOSE = select(notices.c.conversation_id).where(notices.c.id == bindparam("id"))
_STILL_WAITS = select(notices.c.id).where(notices.c.id == bindparam("id"), _WAITS)


class SqlNoticeBook:
    def __init__(self, database: Database, bell: Bell, clock: Clock = utc_now) -> None:
        self._database = database
        self._bell = bell
        self._clock = clock

    def waiting(self, limit: int = 200, after: str | None = None) -> Sequence[Notice]:
        with self._database.read() as connection:
            rows = connection.execute(_PAGE, {"after": after or "", "limit": limit}).all()
        return [_notice(row) for row in rows]

    def of_conversation(self, conversation_id: str) -> Sequence[Notice]:
        with self._database.read() as connection:
            find_row(connection, conversation_id)
            return [_notice(row) for row in connection.execute(_THEIRS, {"id": conversation_id})]

    def tell(self, notice_id: str, words: Words) -> int | None:
        require_storable_words(words)
        if not is_storable(notice_id):
            return None
        with self._database.write() as connection:
            conversation_id = connection.execute(_WHOSE, {"id": notice_id}).scalar_one_or_none()
            if conversation_id is None:
                return None
            conversation = lock_conversation(connection, conversation_id, self._clock)
            if not _may_tell(conversation, notice_id):
                return None
            seq = _tell(conversation, notice_id, words)
        self._bell.ring(Topic.STREAM, conversation_id)
        return seq


def keep_notices(conversation: LockedConversation, inbound_seq: int, asked: Iterable[NoticeToKeep]) -> None:
    for notice in asked:
        row: dict[str, Any] = {"id": secrets.token_urlsafe(16), "conversation_id": conversation.id}
        row |= {"inbound_seq": inbound_seq, "kind": notice.kind.value, "order_number": notice.order_number}
        row |= {"proof_email": notice.proof_email, "asked_at": conversation.now}
        conversation.connection.execute(_KEEP, row)


def cancel_notices(conversation: LockedConversation, notice_ids: Iterable[str]) -> None:
    for notice_id in notice_ids:
        end = {"outcome": "cancelled", "ended_at": conversation.now, "proof_email": None}
        conversation.connection.execute(_CANCEL, {"this_id": notice_id, "of_id": conversation.id, **end})


def _may_tell(conversation: LockedConversation, notice_id: str) -> bool:
    connection = conversation.connection
    return may_tell_notice(
        conversation.ownership.owner,
        was_asked_for=True,
        is_spent=connection.execute(_STILL_WAITS, {"id": notice_id}).first() is None,
        has_come_true=True,
        has_opted_out=was_stopped(connection, conversation.about),
    ).is_yes


def _tell(conversation: LockedConversation, notice_id: str, words: Words) -> int:
    permit = conversation.grant(PermitKind.NOTICE, notice_id)
    seq = conversation.write_words(words, Speaker.BOT, permit)
    conversation.spend(PermitKind.NOTICE, notice_id)
    end = {"outcome": "told", "ended_at": conversation.now, "proof_email": None}
    conversation.connection.execute(_END, {"this_id": notice_id, **end})
    conversation.save()
    return seq


def _notice(row: Any) -> Notice:
    return Notice(
        row.id,
        row.conversation_id,
        row.customer_id,
        NoticeKind(row.kind),
        row.order_number,
        row.proof_email,
        from_micros(row.asked_at),
    )
