"""Capabilities on SQL: granted with the attempt that they stand on, read, and taken away."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, null, select, text
from sqlalchemy.engine import Connection

from conversations.capabilities import LASTS, Capability, Tier
from conversations.identity_tables import capabilities
from conversations.sql_attempts import RIGHT, Asked
from conversations.tables import from_micros

# Granting again keeps the first; SQLAlchemy 1.4 cannot say it for both databases.
_GRANT = text(
    "INSERT INTO capabilities (conversation_id, inbound_seq, guess, tier, order_number, outcome, granted_at,"
    " expires_at) VALUES (:id, :seq, :this_guess, :tier, :order_number, :outcome, :granted_at, :expires_at)"
    " ON CONFLICT (conversation_id, inbound_seq, guess) DO NOTHING"
)
_GRANTED = select(capabilities).where(
    capabilities.c.conversation_id == bindparam("id"),
    capabilities.c.inbound_seq == bindparam("seq"),
    capabilities.c.guess == bindparam("this_guess"),
)
_HELD = (
    select(capabilities)
    .where(
        capabilities.c.conversation_id == bindparam("id"),
        capabilities.c.revoked_at.is_(null()),
        capabilities.c.expires_at > bindparam("now"),
    )
    .order_by(capabilities.c.inbound_seq.desc(), capabilities.c.guess)
)
_HELD_FOR_ORDER = _HELD.where(capabilities.c.order_number == bindparam("order_number"))
_REVOKE_ALL = capabilities.update().where(
    capabilities.c.conversation_id == bindparam("id"), capabilities.c.revoked_at.is_(null())
)
_REVOKE = _REVOKE_ALL.where(capabilities.c.order_number == bindparam("of_order"))


def grant(connection: Connection, asked: Asked, tier: Tier, now: int) -> Capability:
    """For an attempt that was right, in the transaction that found it so. Again: what was granted then."""
    row = {**asked.key, "tier": tier.value, "order_number": asked.order_number, "outcome": RIGHT}
    lasts = LASTS[tier] // timedelta(microseconds=1)
    connection.execute(_GRANT, {**row, "granted_at": now, "expires_at": now + lasts})
    return _capability(connection.execute(_GRANTED, asked.key).one())


def held(
    connection: Connection, conversation_id: str, now: int, order_number: str | None = None
) -> Sequence[Capability]:
    """Those that neither expired nor were taken away, the latest proof first."""
    params = {"id": conversation_id, "now": now}
    if order_number is None:
        rows = connection.execute(_HELD, params)
    else:
        rows = connection.execute(_HELD_FOR_ORDER, {**params, "order_number": order_number})
    return [_capability(row) for row in rows]


def revoke(connection: Connection, conversation_id: str, order_number: str | None, now: int) -> None:
    params: dict[str, Any] = {"id": conversation_id, "revoked_at": now}
    if order_number is None:
        connection.execute(_REVOKE_ALL, params)
    else:
        connection.execute(_REVOKE, {**params, "of_order": order_number})


def _capability(row: Any) -> Capability:
    return Capability(row.order_number, Tier(row.tier), from_micros(row.expires_at))
