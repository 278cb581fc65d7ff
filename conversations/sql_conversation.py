"""One conversation's row under its lock, and the rows that are numbered by it.

Whatever takes a `seq` is written here, in a transaction that holds the row: so the numbers have no gap that
fills later, and a reader who knows `last_seq` has everything up to it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.contents import Contents
from conversations.entries import Outcome, Speaker, TurnEnd, Words
from conversations.errors import UnknownConversation
from conversations.inbox_tables import hand_overs
from conversations.journal import Conversation
from conversations.opt_outs import subjects
from conversations.ownership import Owner, Ownership
from conversations.permits import PermitKind
from conversations.storable import is_storable
from conversations.tables import choices, conversations, entries, events, permits, to_micros, turns
from conversations.waits import outcome_ref

FIND = select(conversations).where(conversations.c.id == bindparam("id"))
_LOCK = FIND.with_for_update()
_SAVE = conversations.update().where(conversations.c.id == bindparam("this_id"))
_ADD_PERMIT = permits.insert()
_ADD_ENTRY = entries.insert()
_ADD_CHOICES = choices.insert()
_ADD_TURN = turns.insert()
_ADD_EVENT = events.insert()
_ADD_HAND_OVER = hand_overs.insert()
_DROP_HAND_OVER = hand_overs.update().where(
    hand_overs.c.conversation_id == bindparam("this_id"),
    hand_overs.c.epoch == bindparam("this_epoch"),
    hand_overs.c.state == literal_column("'open'"),
)
_SPEND = permits.update().where(
    permits.c.conversation_id == bindparam("this_id"),
    permits.c.kind == bindparam("this_kind"),
    permits.c.ref == bindparam("this_ref"),
)
_KEPT = (
    "last_seq",
    "last_permit_id",
    "latest_bot_seq",
    "next_pending_seq",
    "pending_since",
    "delay_told_seq",
    "attempts",
    "retry_at",
    "lease",
    "lease_until",
    "last_entry_at",
    "owner_since",
)
_WITHOUT_PERMIT = {"permit_id": None, "permit_kind": None}
_SAID_BY_US = {"client_id": None, "choice_id": None, "page": None, "address_digest": None}


def find_row(connection: Connection, conversation_id: str, *, lock: bool = False) -> Any:
    """The row of the conversation. Raises `UnknownConversation`."""
    known = is_storable(conversation_id)
    row = connection.execute(_LOCK if lock else FIND, {"id": conversation_id}).first() if known else None
    if row is None:
        raise UnknownConversation("There is no such conversation.")
    return row


def ownership_of(row: Any) -> Ownership:
    return Ownership(Owner(row.owner), row.owner_epoch, row.owner_name, row.owner_agent)


def turn_end_of(row: Any) -> TurnEnd:
    return TurnEnd(Outcome(row.outcome), row.reason, row.ref)


def lock_conversation(connection: Connection, conversation_id: str, clock: Clock) -> "LockedConversation":
    """Waits for the row's lock, then looks at the clock. Raises `UnknownConversation`."""
    row = find_row(connection, conversation_id, lock=True)
    return LockedConversation(connection, row, to_micros(clock()))


def text_digest(text: str) -> int:
    """Where to look for the same text: 64 bits, which fit a column of whole numbers."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _columns_of(contents: Contents) -> dict[str, Any]:
    """What only a customer's message has."""
    return {
        "client_id": contents.client_id,
        "choice_id": contents.choice_id,
        "page": None if contents.page is None else dict(contents.page),
        "address_digest": contents.address,
    }


class HeldPermit(NamedTuple):
    id: int
    kind: PermitKind


class LockedConversation:
    """What a transaction changes in the row is kept here until `save` writes all of it in one statement."""

    last_seq: int
    last_permit_id: int
    latest_bot_seq: int | None
    next_pending_seq: int | None
    pending_since: int | None
    delay_told_seq: int
    attempts: int
    retry_at: int | None
    lease: str | None
    lease_until: int | None
    last_entry_at: int | None
    owner_since: int | None

    def __init__(self, connection: Connection, row: Any, now: int) -> None:
        self.connection = connection
        self.now = now
        self.id: str = row.id
        self.about = subjects(visitor=row.visitor, customer_id=row.customer_id, conversation_id=row.id)
        self.ownership = ownership_of(row)
        for column in _KEPT:
            setattr(self, column, getattr(row, column))

    def as_read(self, before: Conversation) -> Conversation:
        """The conversation as it is now, of which `before` was read before."""
        return replace(before, ownership=self.ownership, last_seq=self.last_seq)

    def save(self) -> None:
        values = {column: getattr(self, column) for column in _KEPT}
        owner = self.ownership
        values |= {"owner": owner.owner.value, "owner_epoch": owner.epoch, "owner_name": owner.name}
        values |= {"owner_agent": owner.agent_id}
        self.connection.execute(_SAVE, {"this_id": self.id, **values})

    def write_message(self, contents: Contents, text: str, yields: timedelta = timedelta(0)) -> int:
        """A customer's message with its permit: it waits for the bot if the bot may answer.

        One that `yields` waits behind what others write in so much time.
        """
        seq = self._draw_seq()
        self._add_entry(seq, Speaker.CUSTOMER, text, contents=contents)
        self.grant(PermitKind.REPLY, str(seq))
        since = self.now + yields // timedelta(microseconds=1)
        if self.next_pending_seq is None:
            self.next_pending_seq = seq
        self.pending_since = since if self.pending_since is None else min(since, self.pending_since)
        return seq

    def write_words(self, words: Words, speaker: Speaker, permit: HeldPermit) -> int:
        seq = self._draw_seq()
        digest = text_digest(words.text) if speaker is Speaker.BOT else None
        self._add_entry(seq, speaker, words.text, permit=permit, digest=digest)
        if words.choices:
            self.connection.execute(_ADD_CHOICES, self._issue(seq, words))
        if speaker is Speaker.BOT:
            self.latest_bot_seq = seq
        return seq

    def end_turn(self, inbound_seq: int, end: TurnEnd) -> None:
        """Writes how the message ended and spends its permit."""
        turn = {"conversation_id": self.id, "inbound_seq": inbound_seq, "seq": self._draw_seq()}
        turn |= {"outcome": end.outcome.value, "reason": end.reason, "ref": end.ref, "at": self.now}
        self.connection.execute(_ADD_TURN, turn)
        self.spend(PermitKind.REPLY, str(inbound_seq))

    def set_owner(self, ownership: Ownership) -> None:
        """Who asks for a person is owed the outcome, by one notice; what ends the wait tells it."""
        before, self.ownership, self.owner_since = self.ownership, ownership, self.now
        self._add_event("owner", {"owner": ownership.owner.value, "name": ownership.name})
        if before.owner is Owner.WAITING:
            self.spend(PermitKind.NOTICE, outcome_ref(self.id, before.epoch))
            drop = {"this_id": self.id, "this_epoch": before.epoch, "state": "dropped"}
            self.connection.execute(_DROP_HAND_OVER, drop)
        if ownership.owner is Owner.WAITING:
            self.grant(PermitKind.NOTICE, outcome_ref(self.id, ownership.epoch))
            self._ask_for_hand_over(ownership.epoch)

    def write_status(self, status: str, text: str) -> int:
        return self._add_event("status", {"status": status, "text": text})

    def grant(self, kind: PermitKind, ref: str) -> HeldPermit:
        self.last_permit_id += 1
        permit = {"conversation_id": self.id, "id": self.last_permit_id, "kind": kind.value, "ref": ref}
        self.connection.execute(_ADD_PERMIT, {**permit, "spent": False})
        return HeldPermit(self.last_permit_id, kind)

    def spend(self, kind: PermitKind, ref: str) -> None:
        permit = {"this_id": self.id, "this_kind": kind.value, "this_ref": ref}
        self.connection.execute(_SPEND, {**permit, "spent": True})

    def nothing_waits(self) -> None:
        self.next_pending_seq = self.pending_since = None
        self.start_over_counting()

    def start_over_counting(self) -> None:
        self.attempts, self.retry_at = 0, None

    def release(self) -> None:
        self.lease = self.lease_until = None

    def _ask_for_hand_over(self, epoch: int) -> None:
        row = {"conversation_id": self.id, "epoch": epoch, "up_to_seq": self.last_seq}
        row |= {"asked_at": self.now, "next_at": self.now, "state": "open", "attempts": 0}
        self.connection.execute(_ADD_HAND_OVER, row)

    def _draw_seq(self) -> int:
        self.last_seq += 1
        return self.last_seq

    def _add_entry(
        self,
        seq: int,
        speaker: Speaker,
        text: str,
        *,
        permit: HeldPermit | None = None,
        digest: int | None = None,
        contents: Contents | None = None,
    ) -> None:
        entry = {"conversation_id": self.id, "seq": seq, "speaker": speaker.value, "text": text}
        entry |= {"permit_id": permit.id, "permit_kind": permit.kind.value} if permit else _WITHOUT_PERMIT
        entry |= _SAID_BY_US if contents is None else _columns_of(contents)
        self.connection.execute(_ADD_ENTRY, {**entry, "at": self.now, "text_digest": digest})
        self.last_entry_at = self.now

    def _add_event(self, kind: str, data: dict[str, str | None]) -> int:
        seq = self._draw_seq()
        event = {"conversation_id": self.id, "seq": seq, "kind": kind, "data": data, "at": self.now}
        self.connection.execute(_ADD_EVENT, event)
        return seq

    def _issue(self, seq: int, words: Words) -> Sequence[dict[str, Any]]:
        return [
            {
                "id": secrets.token_urlsafe(12),
                "conversation_id": self.id,
                "entry_seq": seq,
                "position": position,
                "label": choice.label,
                "meaning": {**asdict(choice.meaning), "entities": dict(choice.meaning.entities)},
            }
            for position, choice in enumerate(words.choices)
        ]
