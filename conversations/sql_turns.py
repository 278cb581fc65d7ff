"""A worker's turn as transactions on SQL: claim, renew, release, commit."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, literal_column, null, or_, select, text
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.contents import with_deed
from conversations.entries import ChoiceMeaning, PickedChoice, Speaker, TurnEnd
from conversations.errors import LeaseLost, PermitRefused, UnknownConversation
from conversations.journal import LEASE, ClaimedTurn, Inbound, TurnResult
from conversations.permits import PermitKind
from conversations.sql_conversation import HeldPermit, LockedConversation, lock_conversation, turn_end_of
from conversations.sql_notices import cancel_notices, keep_notices
from conversations.sql_opt_outs import opt_out
from conversations.tables import (
    choices,
    conversations,
    entries,
    from_micros,
    notes,
    permits,
    snapshots,
    to_micros,
    turns,
)

_WAITS = (
    conversations.c.pending_since.isnot(None),
    text("owner IN ('bot', 'waiting')"),
    or_(conversations.c.lease_until.is_(null()), conversations.c.lease_until <= bindparam("now")),
    or_(conversations.c.retry_at.is_(null()), conversations.c.retry_at <= bindparam("now")),
)
_ANYTHING_WAITING = select(conversations.c.id).where(*_WAITS).limit(literal_column("1"))
_LONGEST_WAITING = (
    select(conversations)
    .where(*_WAITS)
    .order_by(conversations.c.pending_since, conversations.c.id)
    .limit(literal_column("1"))
    .with_for_update(skip_locked=True)
)
_WHAT_A_TURN_NEEDS = (
    select(
        entries.c.seq,
        entries.c.client_id,
        entries.c.text,
        entries.c.at,
        entries.c.page,
        choices.c.id.label("choice_id"),
        choices.c.label,
        choices.c.meaning,
        choices.c.entry_seq,
        snapshots.c.data.label("snapshot"),
    )
    .select_from(
        entries.outerjoin(choices, choices.c.id == entries.c.choice_id).outerjoin(
            snapshots, snapshots.c.conversation_id == entries.c.conversation_id
        )
    )
    .where(entries.c.conversation_id == bindparam("id"), entries.c.seq == bindparam("seq"))
)
_NEXT_WAITING = (
    select(entries.c.seq, entries.c.at)
    .where(
        entries.c.conversation_id == bindparam("id"),
        entries.c.seq > bindparam("after"),
        entries.c.speaker == literal_column("'customer'"),
    )
    .order_by(entries.c.seq)
    .limit(literal_column("1"))
)
_PERMIT = select(permits.c.id).where(
    permits.c.conversation_id == bindparam("id"),
    permits.c.kind == bindparam("kind"),
    permits.c.ref == bindparam("ref"),
    permits.c.spent.is_(False),
)
_HOW_IT_ENDED = select(turns.c.seq, turns.c.outcome, turns.c.reason, turns.c.ref).where(
    turns.c.conversation_id == bindparam("id"), turns.c.inbound_seq == bindparam("seq")
)
_NOTE = select(notes.c.text).where(
    notes.c.conversation_id == bindparam("id"), notes.c.inbound_seq == bindparam("seq")
)
# SQLAlchemy 1.4 cannot say it for both databases.
_KEEP_NOTE = text(
    "INSERT INTO notes (conversation_id, inbound_seq, text, at) VALUES (:id, :seq, :note, :at)"
    " ON CONFLICT (conversation_id, inbound_seq) DO UPDATE SET text = excluded.text, at = excluded.at"
)
_TELL_AGAIN = (
    conversations.update()
    .where(conversations.c.id == bindparam("this_id"), conversations.c.logged_seq > bindparam("before"))
    .values(logged_seq=bindparam("before"))
)
_SNAPSHOT_AGAIN = snapshots.update().where(snapshots.c.conversation_id == bindparam("this_id"))
_FIRST_SNAPSHOT = snapshots.insert()


def something_waits(connection: Connection, clock: Clock) -> bool:
    return connection.execute(_ANYTHING_WAITING, {"now": to_micros(clock())}).first() is not None


def claim_turn(connection: Connection, worker: str, clock: Clock) -> ClaimedTurn | None:
    now = to_micros(clock())
    row = connection.execute(_LONGEST_WAITING, {"now": now}).first()
    if row is None:
        return None
    conversation = LockedConversation(connection, row, now)
    conversation.lease = f"{worker}:{secrets.token_urlsafe(12)}"
    _extend_lease(conversation)
    conversation.attempts += 1
    conversation.save()
    params = {"id": conversation.id, "seq": conversation.next_pending_seq}
    return _claimed(conversation, row, connection.execute(_WHAT_A_TURN_NEEDS, params).one())


def renew_lease(connection: Connection, turn: ClaimedTurn, clock: Clock) -> None:
    conversation = _lock_leased(connection, turn, clock)
    _extend_lease(conversation)
    conversation.save()


def release_turn(
    connection: Connection, turn: ClaimedTurn, retry_after: timedelta, note: str | None, clock: Clock
) -> None:
    conversation = _lock_leased(connection, turn, clock)
    conversation.release()
    _keep_note(conversation, turn.inbound.seq, note)
    if conversation.next_pending_seq == turn.inbound.seq:
        conversation.retry_at = conversation.now + retry_after // timedelta(microseconds=1)
        conversation.attempts -= 1
    conversation.save()


def note_deed(
    connection: Connection, conversation_id: str, inbound_seq: int, deed: str, clock: Clock
) -> None:
    conversation = lock_conversation(connection, conversation_id, clock)
    key = {"id": conversation_id, "seq": inbound_seq}
    before = connection.execute(_NOTE, key).scalar_one_or_none()
    _keep_note(conversation, inbound_seq, with_deed(before, deed))


def commit_turn(
    connection: Connection, turn: ClaimedTurn, result: TurnResult, clock: Clock
) -> tuple[TurnEnd, bool]:
    """The end that was written, and whether another message waits for the bot."""
    conversation = _lock_leased(connection, turn, clock)
    if conversation.next_pending_seq == turn.inbound.seq:
        _write_turn(conversation, turn, result)
        end = result.end
    else:
        end = _end_by_others(conversation, turn, result.note)
    conversation.release()
    conversation.save()
    return end, conversation.next_pending_seq is not None


def _lock_leased(connection: Connection, turn: ClaimedTurn, clock: Clock) -> LockedConversation:
    try:
        conversation = lock_conversation(connection, turn.conversation_id, clock)
    except UnknownConversation as exc:
        raise LeaseLost("The conversation is gone.") from exc
    if conversation.lease != turn.lease:
        raise LeaseLost("Another worker holds the conversation now.")
    return conversation


def _extend_lease(conversation: LockedConversation) -> None:
    conversation.lease_until = conversation.now + LEASE // timedelta(microseconds=1)


def _write_turn(conversation: LockedConversation, turn: ClaimedTurn, result: TurnResult) -> None:
    before = conversation.ownership
    if not before.lets_the_bot_answer or before.epoch != turn.ownership.epoch:
        raise LeaseLost("The owner changed since the turn began.")
    following = _next_waiting(conversation, turn.inbound.seq)
    after = before.after_turn(result.new_owner, more_waits=following is not None)
    if result.words:
        permit = _unspent_reply_permit(conversation, turn.inbound.seq)
        for words in result.words:
            conversation.write_words(words, Speaker.BOT, permit)
    conversation.end_turn(turn.inbound.seq, result.end)
    if after != before:
        conversation.set_owner(after)
    if result.snapshot is not None:
        _keep_snapshot(conversation, result.snapshot)
    _mind_what_was_asked(conversation, turn.inbound.seq, result)
    since = conversation.pending_since or 0
    conversation.nothing_waits()
    if following is not None:  # one that yields keeps its place behind others
        conversation.next_pending_seq, conversation.pending_since = following.seq, max(following.at, since)


def _mind_what_was_asked(conversation: LockedConversation, inbound_seq: int, result: TurnResult) -> None:
    cancel_notices(conversation, result.cancelled_notices)
    keep_notices(conversation, inbound_seq, result.notices)
    if result.opts_out:
        opt_out(conversation.connection, conversation.about, conversation.now, is_for_good=False)


def _unspent_reply_permit(conversation: LockedConversation, inbound_seq: int) -> HeldPermit:
    params = {"id": conversation.id, "kind": PermitKind.REPLY.value, "ref": str(inbound_seq)}
    permit_id = conversation.connection.execute(_PERMIT, params).scalar_one_or_none()
    if permit_id is None:
        raise PermitRefused(f"No unspent reply permit for {inbound_seq} in this conversation.")
    return HeldPermit(int(permit_id), PermitKind.REPLY)


def _keep_snapshot(conversation: LockedConversation, snapshot: str) -> None:
    params = {"this_id": conversation.id, "data": snapshot}
    if conversation.connection.execute(_SNAPSHOT_AGAIN, params).rowcount == 0:
        first = {"conversation_id": conversation.id, "data": snapshot}
        conversation.connection.execute(_FIRST_SNAPSHOT, first)


def _next_waiting(conversation: LockedConversation, inbound_seq: int) -> Any:
    params = {"id": conversation.id, "after": inbound_seq}
    return conversation.connection.execute(_NEXT_WAITING, params).first()


def _end_by_others(conversation: LockedConversation, turn: ClaimedTurn, note: str | None) -> TurnEnd:
    """A person took over, or somebody closed the conversation: the turn's words come too late."""
    params = {"id": conversation.id, "seq": turn.inbound.seq}
    ended = conversation.connection.execute(_HOW_IT_ENDED, params).first()
    if ended is None:
        raise LeaseLost("Another message is in turn now.")
    _keep_note(conversation, turn.inbound.seq, note)
    return turn_end_of(ended)


def _keep_note(conversation: LockedConversation, seq: int, note: str | None) -> None:
    """The end of an overtaken turn is news again, so that who reads along hears of the note."""
    if note is None:
        return
    key = {"id": conversation.id, "seq": seq}
    conversation.connection.execute(_KEEP_NOTE, {**key, "note": note, "at": conversation.now})
    ended = conversation.connection.execute(_HOW_IT_ENDED, key).first()
    if ended is not None:
        conversation.connection.execute(_TELL_AGAIN, {"this_id": conversation.id, "before": ended.seq - 1})


def _claimed(conversation: LockedConversation, row: Any, needed: Any) -> ClaimedTurn:
    return ClaimedTurn(
        conversation_id=conversation.id,
        customer_id=row.customer_id,
        channel=row.channel,
        lease=str(conversation.lease),
        lease_until=from_micros(conversation.lease_until or 0),
        ownership=conversation.ownership,
        inbound=_inbound(needed),
        attempt=conversation.attempts,
        snapshot=needed.snapshot,
        latest_bot_seq=conversation.latest_bot_seq,
    )


def _inbound(row: Any) -> Inbound:
    picked = None
    if row.choice_id is not None:
        meaning = ChoiceMeaning(**row.meaning)
        picked = PickedChoice(row.choice_id, row.label, meaning, row.entry_seq)
    return Inbound(row.seq, row.client_id, row.text, from_micros(row.at), picked, row.page)
