"""Attempts to prove an order, as transactions on SQL.

Whoever could be counted together waits for each other: for the conversation, the address and the order. So no
limit is passed by trying from many places at once.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.engine import Connection

from conversations.attempt_limits import ADDRESS_COUNTS_FOR, ORDER_COUNTS_FOR, Failures, crowd_of
from conversations.capabilities import Tier
from conversations.clock import Clock
from conversations.errors import AttemptRefused, UnknownMessage
from conversations.identity import Attempt
from conversations.identity_tables import identity_attempts
from conversations.message_ids import MessageId, parse_message_id
from conversations.sql_database import lock_names
from conversations.tables import conversations, entries, to_micros

FAILED, RIGHT, REFUSED = "failed", "right", "refused"

_attempts = identity_attempts.c
_MESSAGE = (
    select(entries.c.address_digest, conversations.c.customer_id)
    .select_from(entries.join(conversations, conversations.c.id == entries.c.conversation_id))
    .where(
        entries.c.conversation_id == bindparam("id"),
        entries.c.seq == bindparam("seq"),
        entries.c.client_id.isnot(None),  # customers' messages have one
    )
)
_THIS = (
    _attempts.conversation_id == bindparam("id"),
    _attempts.inbound_seq == bindparam("seq"),
    _attempts.guess == bindparam("this_guess"),
)
_EARLIER = select(_attempts.outcome, _attempts.number).where(*_THIS)
_ADD = identity_attempts.insert()
_ACCEPT = (
    identity_attempts.update().where(*_THIS, _attempts.outcome.in_((FAILED, RIGHT))).values(outcome=RIGHT)
)


def _count(*conditions: Any) -> Any:
    return select(func.count()).select_from(identity_attempts).where(*conditions).scalar_subquery()


# Spelled out, so that SQLite finds the indexes that hold such rows only.
_FAILED, _IS_PROOF = text("outcome = 'failed'"), text("tier = 'seen'")
_OF_CONVERSATION = _attempts.conversation_id == bindparam("id"), _IS_PROOF
_COUNTS = select(
    _count(*_OF_CONVERSATION, _FAILED).label("in_conversation"),
    _count(*_OF_CONVERSATION, _attempts.outcome != RIGHT).label("in_vain"),
    _count(
        _attempts.address_digest == bindparam("address"),
        _FAILED,
        _attempts.at > bindparam("address_since"),
    ).label("from_address"),
    _count(
        _attempts.order_number == bindparam("order_number"),
        _attempts.crowd == bindparam("crowd"),
        _IS_PROOF,
        _FAILED,
        _attempts.at > bindparam("order_since"),
    ).label("on_order"),
)


class Asked(NamedTuple):
    """Who wants to prove which order with what: `guess` is the digest of it."""

    message: MessageId
    customer_id: str | None
    address: str | None
    order_number: str
    guess: str

    @property
    def key(self) -> dict[str, Any]:
        return {"id": self.message.conversation_id, "seq": self.message.seq, "this_guess": self.guess}


class Standing(NamedTuple):
    """`in_vain`: the proofs without success in this conversation, also those that were locked."""

    failures: Failures
    in_vain: int


def find_asked(connection: Connection, message_id: str, order_number: str, guess: str = "") -> Asked:
    """Raises `UnknownMessage`."""
    message = parse_message_id(message_id)
    row = connection.execute(_MESSAGE, {"id": message.conversation_id, "seq": message.seq}).first()
    if row is None:
        raise UnknownMessage("No message of a customer has this id.")
    return Asked(message, row.customer_id, row.address_digest, order_number, guess)


def begin_attempt(connection: Connection, asked: Asked, clock: Clock) -> Attempt:
    now = lock_whoever_counts_with(connection, asked, clock)
    earlier = find_earlier(connection, asked)
    if earlier is not None:
        return Attempt(earlier.outcome != REFUSED, earlier.number)
    standing = standing_of(connection, asked, now)
    attempt = Attempt(not standing.failures.lock, standing.in_vain + 1)
    outcome = FAILED if attempt.may_try else REFUSED
    add_attempt(connection, asked, Tier.SEEN, outcome, attempt.number, now)
    return attempt


def accept_attempt(connection: Connection, asked: Asked) -> None:
    if connection.execute(_ACCEPT, asked.key).rowcount == 0:
        raise AttemptRefused("This proof was not allowed to be tried.")


def lock_whoever_counts_with(connection: Connection, asked: Asked, clock: Clock) -> int:
    """Waits for them, then looks at the clock."""
    names = [f"attempts in {asked.message.conversation_id}", f"attempts on {asked.order_number}"]
    lock_names(connection, names if asked.address is None else [*names, f"attempts from {asked.address}"])
    return to_micros(clock())


def find_earlier(connection: Connection, asked: Asked) -> Any:
    """What came of the same guess of the same message, if it was made before."""
    return connection.execute(_EARLIER, asked.key).first()


def standing_of(connection: Connection, asked: Asked, now: int) -> Standing:
    params = {
        "id": asked.message.conversation_id,
        "address": asked.address,  # nothing is equal to none
        "address_since": _before(now, ADDRESS_COUNTS_FOR),
        "order_number": asked.order_number,
        "order_since": _before(now, ORDER_COUNTS_FOR),
        "crowd": crowd_of(asked.customer_id),
    }
    row = connection.execute(_COUNTS, params).one()
    return Standing(Failures(row.in_conversation, row.from_address, row.on_order), row.in_vain)


def add_attempt(
    connection: Connection, asked: Asked, tier: Tier, outcome: str, number: int, now: int
) -> None:
    row = {"conversation_id": asked.message.conversation_id, "inbound_seq": asked.message.seq}
    row |= {"guess": asked.guess, "tier": tier.value, "order_number": asked.order_number}
    row |= {"crowd": crowd_of(asked.customer_id), "address_digest": asked.address}
    connection.execute(_ADD, {**row, "number": number, "outcome": outcome, "at": now})


def _before(now: int, window: timedelta) -> int:
    return now - window // timedelta(microseconds=1)
