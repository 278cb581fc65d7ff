"""Unanswered questions on SQL: read from the journal, masked on the way out."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection, Row

from conversations.audit_endings import NOT_ANSWERED
from conversations.audit_record import Period
from conversations.entries import Speaker
from conversations.manners_tables import ratings
from conversations.masking import masked
from conversations.permits import PermitKind
from conversations.sql_database import Database
from conversations.tables import choices, entries, from_micros, permits, to_micros, turns
from conversations.unanswered import A_PAGE, TURNED_DOWN, Miss, MissedQuestion, quotes

_MOST = 5_000
"""The latest so many of each kind: more is not read by anybody."""

_ASKED = (
    select(turns.c.conversation_id, turns.c.inbound_seq, turns.c.reason, entries.c.text, entries.c.at)
    .join(
        entries,
        (entries.c.conversation_id == turns.c.conversation_id) & (entries.c.seq == turns.c.inbound_seq),
    )
    .where(
        turns.c.reason.in_(sorted(TURNED_DOWN)),
        entries.c.at >= bindparam("since"),
        entries.c.at < bindparam("until"),
    )
    .order_by(entries.c.at.desc())
    .limit(_MOST)
)
_RATED_BADLY = (
    select(permits.c.conversation_id, permits.c.ref)
    .select_from(
        ratings.join(
            entries,
            (entries.c.conversation_id == ratings.c.conversation_id) & (entries.c.seq == ratings.c.seq),
        ).join(
            permits,
            (permits.c.conversation_id == entries.c.conversation_id) & (permits.c.id == entries.c.permit_id),
        )
    )
    .where(
        ratings.c.helpful.is_(False),
        permits.c.kind == PermitKind.REPLY.value,
        entries.c.at >= bindparam("since"),
        entries.c.at < bindparam("until"),
    )
    .order_by(entries.c.at.desc())
    .limit(_MOST)
)
_ENTRY = select(entries.c.text, entries.c.at).where(
    entries.c.conversation_id == bindparam("id"),
    entries.c.seq == bindparam("seq"),
    entries.c.speaker == Speaker.CUSTOMER.value,
)
_WORDS_BEFORE = (
    select(entries.c.seq, entries.c.text, permits.c.kind, permits.c.ref)
    .join(
        permits,
        (permits.c.conversation_id == entries.c.conversation_id) & (permits.c.id == entries.c.permit_id),
    )
    .where(
        entries.c.conversation_id == bindparam("id"),
        entries.c.seq < bindparam("seq"),
        entries.c.speaker == Speaker.BOT.value,
    )
    .order_by(entries.c.seq.desc())
    .limit(1)
)
_OFFERED = select(choices.c.meaning).where(
    choices.c.conversation_id == bindparam("id"), choices.c.entry_seq == bindparam("seq")
)


class SqlUnansweredQuestions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def within(self, period: Period) -> Iterator[MissedQuestion]:
        with self._database.read() as connection:
            missed = list(_missed(connection, period))
        return iter(missed)


def _missed(connection: Connection, period: Period) -> Iterator[MissedQuestion]:
    limits = {"since": to_micros(period.since), "until": to_micros(period.until)}
    seen: set[tuple[str, int, Miss]] = set()
    for row in connection.execute(_ASKED, limits).all():
        if row.reason in NOT_ANSWERED:
            yield _masked(row, Miss.NOT_KNOWN)
        asked = _asked_about(connection, row.conversation_id, row.inbound_seq)
        key = (row.conversation_id, asked or 0, Miss.NOT_MEANT)
        if asked is not None and key not in seen:
            seen.add(key)
            yield from _question(connection, row.conversation_id, asked, Miss.NOT_MEANT)
    for row in connection.execute(_RATED_BADLY, limits).all():
        key = (row.conversation_id, int(row.ref), Miss.THUMB_DOWN)
        if key not in seen:
            seen.add(key)
            yield from _question(connection, row.conversation_id, int(row.ref), Miss.THUMB_DOWN)


def _question(connection: Connection, conversation: str, seq: int, miss: Miss) -> Iterator[MissedQuestion]:
    row = connection.execute(_ENTRY, {"id": conversation, "seq": seq}).first()
    if row is not None:
        yield _masked(row, miss)


def _asked_about(connection: Connection, conversation: str, seq: int) -> int | None:
    """The seq of the question about which the words before `seq` asked which page was meant, or None.

    Such words quote the question, and offer pages; an answer offers pages, too, and quotes nobody.
    """
    words = connection.execute(_WORDS_BEFORE, {"id": conversation, "seq": seq}).first()
    if words is None or words.kind != PermitKind.REPLY.value:
        return None
    offered = connection.execute(_OFFERED, {"id": conversation, "seq": words.seq}).scalars().all()
    question = connection.execute(_ENTRY, {"id": conversation, "seq": int(words.ref)}).first()
    is_offer = any(A_PAGE in (meaning.get("entities") or {}) for meaning in offered)
    return int(words.ref) if is_offer and question and quotes(words.text, question.text) else None


def _masked(row: Row[tuple[object, ...]], miss: Miss) -> MissedQuestion:
    return MissedQuestion(masked(row.text), miss, from_micros(row.at))
