"""The audit's record on SQL: a page of conversations at a time, each in a short transaction of its own.

Everything that has a seq is never changed again, and whoever knows `last_seq` has everything up to it. So
`last_seq` is read first, and no more than that of the entries: what is written meanwhile confuses nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from conversations.audit_record import (
    CountedSilence,
    History,
    OwnerChange,
    Period,
    RecordedEntry,
    RecordedOffer,
    RecordedTurn,
)
from conversations.entries import Because, Outcome
from conversations.initiative import OfferOutcome
from conversations.manners_tables import cue_counts, notices, offers, opt_outs, ratings
from conversations.ownership import Owner
from conversations.sql_conversation import text_digest
from conversations.sql_database import Database
from conversations.tables import (
    choices,
    conversations,
    entries,
    events,
    from_micros,
    permits,
    to_micros,
    turns,
)

_PAGE_SIZE = 200
_IDS = bindparam("ids", expanding=True)

_OPEN_WITHIN = (
    select(conversations.c.id, conversations.c.last_seq)
    .where(
        conversations.c.id > bindparam("after"),
        conversations.c.opened_at < bindparam("until"),
        conversations.c.last_entry_at >= bindparam("since"),
    )
    .order_by(conversations.c.id)
    .limit(bindparam("page_size"))
)
_OWNERS = (
    select(events)
    .where(events.c.conversation_id.in_(_IDS), events.c.kind == literal("owner"))
    .order_by(events.c.conversation_id, events.c.seq)
)
_TURNS = select(turns).where(turns.c.conversation_id.in_(_IDS)).order_by(turns.c.conversation_id, turns.c.seq)
_NOTICES = select(notices.c.conversation_id, notices.c.id, notices.c.inbound_seq).where(
    notices.c.conversation_id.in_(_IDS)
)
_ACCEPTED = select(offers.c.conversation_id, offers.c.id).where(
    offers.c.conversation_id.in_(_IDS), offers.c.outcome == literal(OfferOutcome.ACCEPTED.value)
)
_THUMBS = select(ratings).where(ratings.c.conversation_id.in_(_IDS))
_HAS_CHOICES = exists().where(
    choices.c.conversation_id == entries.c.conversation_id, choices.c.entry_seq == entries.c.seq
)
_ENTRIES = (
    select(
        entries.c.conversation_id,
        entries.c.seq,
        entries.c.speaker,
        entries.c.text,
        entries.c.text_digest,
        entries.c.at,
        entries.c.permit_kind,
        permits.c.kind,
        permits.c.ref,
        _HAS_CHOICES.label("has_choices"),
    )
    .select_from(
        entries.outerjoin(
            permits,
            and_(permits.c.conversation_id == entries.c.conversation_id, permits.c.id == entries.c.permit_id),
        )
    )
    .where(entries.c.conversation_id.in_(_IDS))
    .order_by(entries.c.conversation_id, entries.c.seq)
)
_later = offers.alias("later")
_NEVER_AFTER = exists().where(
    opt_outs.c.about == literal("visitor:") + offers.c.visitor,
    opt_outs.c.is_for_good.is_(True),
    opt_outs.c.at >= offers.c.ended_at,
    ~exists().where(
        _later.c.visitor == offers.c.visitor,
        _later.c.at > offers.c.at,
        _later.c.at <= opt_outs.c.at,
    ),
)
_MADE_WITHIN = (
    select(
        offers.c.id,
        offers.c.cue,
        offers.c.at,
        offers.c.outcome,
        offers.c.conversation_id,
        _NEVER_AFTER.label("never_after"),
    )
    .where(
        offers.c.id > bindparam("after"),
        offers.c.at >= bindparam("since"),
        offers.c.at < bindparam("until"),
    )
    .order_by(offers.c.id)
    .limit(bindparam("page_size"))
)
_SILENCES = (
    select(cue_counts.c.cue, cue_counts.c.reason, func.sum(cue_counts.c.count).label("count"))
    .where(cue_counts.c.day.between(bindparam("first_day"), bindparam("last_day")))
    .group_by(text("cue"), text("reason"))
)


class SqlAuditRecord:
    def __init__(self, database: Database, page_size: int = _PAGE_SIZE) -> None:
        self._database = database
        self._page_size = page_size

    def histories(self, period: Period) -> Iterator[History]:
        after = ""
        while True:
            with self._database.read() as connection:
                page = connection.execute(_OPEN_WITHIN, self._page(period, after)).all()
                read = _histories(connection, {row.id: row.last_seq for row in page}) if page else []
            yield from read
            if len(page) < self._page_size:
                return
            after = page[-1].id

    def offers(self, period: Period) -> Iterator[RecordedOffer]:
        after = ""
        while True:
            with self._database.read() as connection:
                page = connection.execute(_MADE_WITHIN, self._page(period, after)).all()
            yield from map(_offer, page)
            if len(page) < self._page_size:
                return
            after = page[-1].id

    def silences(self, period: Period) -> Sequence[CountedSilence]:
        first, last = period.since, period.until - timedelta(microseconds=1)
        days = {"first_day": first.astimezone(UTC).date(), "last_day": last.astimezone(UTC).date()}
        with self._database.read() as connection:
            rows = connection.execute(_SILENCES, {name: day.isoformat() for name, day in days.items()}).all()
        return [CountedSilence(row.cue, row.reason, int(row.count)) for row in rows]

    def _page(self, period: Period, after: str) -> dict[str, Any]:
        moments = {"since": to_micros(period.since), "until": to_micros(period.until)}
        return {**moments, "after": after, "page_size": self._page_size}


def _histories(connection: Connection, last_seqs: Mapping[str, int]) -> list[History]:
    """The entries come last: one that is there has everything that came before it."""
    ids = list(last_seqs)
    owners, ended = _rows(connection, _OWNERS, ids), _rows(connection, _TURNS, ids)
    asked, accepted = _rows(connection, _NOTICES, ids), _rows(connection, _ACCEPTED, ids)
    thumbs, said = _rows(connection, _THUMBS, ids), _rows(connection, _ENTRIES, ids)
    return [
        History(
            conversation_id=id_,
            entries=[_entry(row) for row in said[id_] if row.seq <= last_seq],
            turns=[_turn(row) for row in ended[id_] if row.seq <= last_seq],
            owners=[_owner(row) for row in owners[id_] if row.seq <= last_seq],
            accepted_offers=frozenset(row.id for row in accepted[id_]),
            notices={row.id: row.inbound_seq for row in asked[id_]},
            thumbs={row.seq: row.helpful for row in thumbs[id_]},
        )
        for id_, last_seq in last_seqs.items()
    ]


def _rows(connection: Connection, query: Select, ids: Sequence[str]) -> Mapping[str, list[Any]]:
    by_conversation: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query, {"ids": ids}):
        by_conversation[row.conversation_id].append(row)
    return by_conversation


def _entry(row: Any) -> RecordedEntry:
    return RecordedEntry(
        seq=row.seq,
        speaker=row.speaker,
        at=from_micros(row.at),
        # Not the stored one: that is what is looked into. Words that repeated what was taken back have none.
        text_digest=None if row.text_digest is None else text_digest(row.text),
        asks="?" in row.text,
        has_choices=bool(row.has_choices),
        permit_kind=row.permit_kind,
        permit=None if row.kind is None else Because(row.kind, row.ref),
    )


def _turn(row: Any) -> RecordedTurn:
    return RecordedTurn(row.inbound_seq, row.seq, Outcome(row.outcome), row.reason, row.ref)


def _owner(row: Any) -> OwnerChange:
    return OwnerChange(row.seq, Owner(row.data["owner"]), from_micros(row.at))


def _offer(row: Any) -> RecordedOffer:
    never_after = row.outcome == OfferOutcome.ACCEPTED.value and bool(row.never_after)
    at, outcome = from_micros(row.at), OfferOutcome(row.outcome)
    return RecordedOffer(row.cue, at, outcome, row.conversation_id, never_after)
