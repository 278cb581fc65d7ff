"""The queue on SQL. Readers take no locks."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, literal_column, null, or_, select, tuple_
from sqlalchemy.sql import Select

from conversations.capabilities import Capability, best_of_each_order
from conversations.clock import Clock, utc_now
from conversations.entries import Outcome
from conversations.identity_tables import capabilities
from conversations.inbox_tables import support_reads
from conversations.ownership import Owner
from conversations.queue import LONGEST_LINE, QueueList, QueuePage, QueueRow, Tried
from conversations.queue_pages import parse_more, spell_more
from conversations.sql_capabilities import held
from conversations.sql_conversation import find_row, ownership_of
from conversations.sql_database import Database
from conversations.tables import (
    WANTS_A_PERSON,
    conversations,
    entries,
    from_micros,
    snapshots,
    to_micros,
    turns,
)
from conversations.wishes import WISHES, contact_email, wants

_IS_CUSTOMER = entries.c.speaker == literal_column("'customer'")


_SAID = (
    select(func.substr(entries.c.text, 1, LONGEST_LINE))
    .where(entries.c.conversation_id == conversations.c.id, _IS_CUSTOMER)
    .order_by(entries.c.seq.desc())
    .limit(literal_column("1"))
    .scalar_subquery()
)
_WISH = (
    select(turns.c.reason)
    .where(turns.c.conversation_id == conversations.c.id, turns.c.reason.in_(list(WISHES)))
    .order_by(turns.c.inbound_seq.desc())
    .limit(literal_column("1"))
    .scalar_subquery()
)
_PROVED = (
    select(capabilities.c.order_number)
    .where(capabilities.c.conversation_id == conversations.c.id)
    .order_by(capabilities.c.inbound_seq.desc(), capabilities.c.guess)
    .limit(literal_column("1"))
    .scalar_subquery()
)
_READ = (
    select(support_reads.c.seq)
    .where(
        support_reads.c.conversation_id == entries.c.conversation_id,
        support_reads.c.agent_id == bindparam("agent_id"),
    )
    .correlate(entries)
    .scalar_subquery()
)
_UNREAD = (
    select(func.count())
    .where(
        entries.c.conversation_id == conversations.c.id, _IS_CUSTOMER, entries.c.seq > func.coalesce(_READ, 0)
    )
    .scalar_subquery()
)
_ROWS = select(
    conversations,
    snapshots.c.data.label("snapshot"),
    _SAID.label("said"),
    _WISH.label("wish"),
    _PROVED.label("proved"),
).select_from(conversations.outerjoin(snapshots, snapshots.c.conversation_id == conversations.c.id))
_ROWS_WITH_UNREAD = _ROWS.add_columns(_UNREAD.label("unread"))

_HAS_WORDS = conversations.c.last_entry_at.isnot(None)
_IS_MINE = conversations.c.owner_agent == bindparam("agent_id")
_IN_LIST = {
    QueueList.WAITING: and_(WANTS_A_PERSON, conversations.c.owner == literal_column("'waiting'")),
    QueueList.MINE: and_(
        WANTS_A_PERSON, conversations.c.owner == literal_column("'support_agent'"), _IS_MINE
    ),
    QueueList.COLLEAGUES: and_(
        WANTS_A_PERSON,
        conversations.c.owner == literal_column("'support_agent'"),
        or_(conversations.c.owner_agent.is_(null()), conversations.c.owner_agent != bindparam("agent_id")),
    ),
    QueueList.BOT: conversations.c.owner == literal_column("'bot'"),
    QueueList.CLOSED: conversations.c.owner == literal_column("'closed'"),
}
_by_wait = tuple_(func.coalesce(conversations.c.owner_since, 0), conversations.c.id)
_by_words = tuple_(conversations.c.last_entry_at, conversations.c.id)


def _page_of(which: QueueList, *, goes_on: bool) -> Select:
    query = _ROWS_WITH_UNREAD.where(_IN_LIST[which], _HAS_WORDS).limit(bindparam("limit"))
    place = tuple_(bindparam("at"), bindparam("after_id"))
    if which is QueueList.WAITING:
        query = query.order_by(func.coalesce(conversations.c.owner_since, 0), conversations.c.id)
        return query.where(_by_wait > place) if goes_on else query
    query = query.order_by(conversations.c.last_entry_at.desc(), conversations.c.id.desc())
    return query.where(_by_words < place) if goes_on else query


_FIRST_PAGES = {which: _page_of(which, goes_on=False) for which in QueueList}
_LATER_PAGES = {which: _page_of(which, goes_on=True) for which in QueueList}
_ONE = _ROWS.where(conversations.c.id == bindparam("id"))
_ONE_WITH_UNREAD = _ROWS_WITH_UNREAD.where(conversations.c.id == bindparam("id"))
_COUNTS = (
    select(conversations.c.owner, _IS_MINE.label("is_mine"), func.count().label("count"))
    .where(_HAS_WORDS)
    .group_by(literal_column("1"), literal_column("2"))
)
_SNAPSHOT = select(snapshots.c.data).where(snapshots.c.conversation_id == bindparam("id"))
_TRIED = (
    select(
        turns.c.inbound_seq,
        func.substr(entries.c.text, 1, LONGEST_LINE).label("asked"),
        turns.c.reason,
        turns.c.outcome,
        turns.c.at,
    )
    .select_from(
        turns.join(
            entries,
            and_(entries.c.conversation_id == turns.c.conversation_id, entries.c.seq == turns.c.inbound_seq),
        )
    )
    .where(turns.c.conversation_id == bindparam("id"), turns.c.outcome != literal_column("'passed_on'"))
    .order_by(turns.c.inbound_seq.desc())
    .limit(bindparam("limit"))
)


class SqlQueue:
    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def page(self, which: QueueList, agent_id: str, limit: int, more: str | None = None) -> QueuePage:
        params: dict[str, Any] = {"agent_id": agent_id, "limit": limit + 1}
        query = _FIRST_PAGES[which]
        if more is not None:
            params["at"], params["after_id"] = parse_more(more)
            query = _LATER_PAGES[which]
        with self._database.read() as connection:
            found = connection.execute(query, params).all()
        rows = [_row(row) for row in found[:limit]]
        if len(found) <= limit or not rows:
            return QueuePage(rows)
        last = found[limit - 1]
        at = last.owner_since if which is QueueList.WAITING else last.last_entry_at
        return QueuePage(rows, spell_more(at or 0, last.id))

    def counts(self, agent_id: str) -> Mapping[QueueList, int]:
        counts = dict.fromkeys(QueueList, 0)
        with self._database.read() as connection:
            for row in connection.execute(_COUNTS, {"agent_id": agent_id}):
                counts[_list_of(row)] += row.count
        return counts

    def row(self, conversation_id: str, agent_id: str | None = None) -> QueueRow:
        query = _ONE if agent_id is None else _ONE_WITH_UNREAD
        with self._database.read() as connection:
            find_row(connection, conversation_id)
            found = connection.execute(query, {"id": conversation_id, "agent_id": agent_id}).one()
        return _row(found)

    def tried(self, conversation_id: str, limit: int = 20) -> Sequence[Tried]:
        with self._database.read() as connection:
            find_row(connection, conversation_id)
            rows = connection.execute(_TRIED, {"id": conversation_id, "limit": limit}).all()
        return [
            Tried(row.inbound_seq, row.asked, row.reason, Outcome(row.outcome), from_micros(row.at))
            for row in reversed(rows)
        ]

    def contact_email(self, conversation_id: str) -> str | None:
        with self._database.read() as connection:
            find_row(connection, conversation_id)
            return contact_email(connection.execute(_SNAPSHOT, {"id": conversation_id}).scalar_one_or_none())

    def proofs(self, conversation_id: str) -> Sequence[Capability]:
        with self._database.read() as connection:
            return best_of_each_order(held(connection, conversation_id, to_micros(self._clock())))


def _list_of(row: Any) -> QueueList:
    if row.owner == Owner.SUPPORT_AGENT.value:
        return QueueList.MINE if row.is_mine else QueueList.COLLEAGUES
    return QueueList(row.owner)


def _row(row: Any) -> QueueRow:
    opened_at = from_micros(row.opened_at)
    return QueueRow(
        id=row.id,
        channel=row.channel,
        customer_id=row.customer_id,
        ownership=ownership_of(row),
        since=opened_at if row.owner_since is None else from_micros(row.owner_since),
        opened_at=opened_at,
        last_at=opened_at if row.last_entry_at is None else from_micros(row.last_entry_at),
        last_seq=row.last_seq,
        said=row.said,
        wants=wants(row.wish, row.snapshot, row.proved, Owner(row.owner)),
        unread=getattr(row, "unread", 0),
    )
