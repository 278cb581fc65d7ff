"""One-time codes as transactions on SQL. Issuing and trying wait for each other, and for every attempt that
counts with them.
"""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select, text
from sqlalchemy.engine import Connection

from conversations.attempt_limits import CODE_LASTS, MOST_TRIES_OF_A_CODE, CodesSent
from conversations.capabilities import Tier
from conversations.clock import Clock
from conversations.errors import OrderNotSeen, TooManyCodes
from conversations.identity_tables import one_time_codes
from conversations.one_time_codes import CodeMaker, CodeTry, new_seed
from conversations.sql_attempts import (
    FAILED,
    REFUSED,
    RIGHT,
    Asked,
    add_attempt,
    find_earlier,
    lock_whoever_counts_with,
    standing_of,
)
from conversations.sql_capabilities import grant, held

_LIVE, _USED, _ENDED = "live", "used", "ended"
_HOUR, _DAY = (timedelta(hours=hours) // timedelta(microseconds=1) for hours in (1, 24))

_codes = one_time_codes.c
_LIVES = text("outcome = 'live'")  # spelled out, so that SQLite finds the index that holds such rows only
_OF_MESSAGE = select(one_time_codes).where(
    _codes.conversation_id == bindparam("id"),
    _codes.inbound_seq == bindparam("seq"),
    _codes.order_number == bindparam("order_number"),
)
_THE_LIVE_ONE = (
    select(one_time_codes)
    .where(
        _codes.conversation_id == bindparam("id"),
        _codes.order_number == bindparam("order_number"),
        _LIVES,
    )
    .with_for_update()
)
_SENT = select(
    func.count().label("in_a_day"),
    func.coalesce(func.sum(case((_codes.sent_at > bindparam("hour_ago"), 1), else_=0)), 0).label(
        "in_an_hour"
    ),
).where(_codes.order_number == bindparam("order_number"), _codes.sent_at > bindparam("day_ago"))
_ADD = one_time_codes.insert()
_TRIED = one_time_codes.update().where(_codes.id == bindparam("this_id"))
_END_ALL = one_time_codes.update().where(_codes.conversation_id == bindparam("of_id"), _LIVES)
_END = _END_ALL.where(_codes.order_number == bindparam("of_order"))


def issue_code(connection: Connection, asked: Asked, clock: Clock) -> Any:
    """The row of the code that belongs to this message and order, made now unless it was before."""
    now = lock_whoever_counts_with(connection, asked, clock)
    key = {"id": asked.message.conversation_id, "order_number": asked.order_number}
    earlier = connection.execute(_OF_MESSAGE, {**key, "seq": asked.message.seq}).first()
    if earlier is not None:
        return earlier
    if not held(connection, asked.message.conversation_id, now, asked.order_number):
        raise OrderNotSeen("Nobody has proved this order in this conversation.")
    if _sent(connection, asked.order_number, now).is_enough:
        raise TooManyCodes("No further code is sent for this order now.")
    end_codes(connection, asked.message.conversation_id, asked.order_number)
    connection.execute(_ADD, _new_row(asked, now))
    return connection.execute(_OF_MESSAGE, {**key, "seq": asked.message.seq}).one()


def try_code(connection: Connection, asked: Asked, shown: str, maker: CodeMaker, clock: Clock) -> CodeTry:
    now = lock_whoever_counts_with(connection, asked, clock)
    earlier = find_earlier(connection, asked)
    if earlier is not None:
        return CodeTry(earlier.outcome == RIGHT, MOST_TRIES_OF_A_CODE - earlier.number)
    key = {"id": asked.message.conversation_id, "order_number": asked.order_number}
    code = connection.execute(_THE_LIVE_ONE, key).first()
    is_same = maker.is_right(code.seed if code is not None else "", shown)
    is_locked = standing_of(connection, asked, now).failures.lock_address
    is_live = code is not None and code.expires_at > now
    outcome = REFUSED if is_locked or not is_live else RIGHT if is_same else FAILED
    number = code.tries + 1 if is_live else MOST_TRIES_OF_A_CODE
    add_attempt(connection, asked, Tier.CONFIRMED, outcome, number, now)
    if is_live:
        _write_try(connection, code.id, number, is_right=outcome == RIGHT)
    if outcome == RIGHT:
        grant(connection, asked, Tier.CONFIRMED, now)
    return CodeTry(outcome == RIGHT, MOST_TRIES_OF_A_CODE - number)


def end_codes(connection: Connection, conversation_id: str, order_number: str | None) -> None:
    """The live code of this order, or those of all orders, no longer counts in this conversation."""
    params = {"of_id": conversation_id, "outcome": _ENDED}
    if order_number is None:
        connection.execute(_END_ALL, params)
    else:
        connection.execute(_END, {**params, "of_order": order_number})


def _write_try(connection: Connection, code_id: str, number: int, *, is_right: bool) -> None:
    outcome = _LIVE if number < MOST_TRIES_OF_A_CODE else _ENDED
    outcome = _USED if is_right else outcome
    connection.execute(_TRIED, {"this_id": code_id, "tries": number, "outcome": outcome})


def _sent(connection: Connection, order_number: str, now: int) -> CodesSent:
    params = {"order_number": order_number, "hour_ago": now - _HOUR, "day_ago": now - _DAY}
    row = connection.execute(_SENT, params).one()
    return CodesSent(row.in_an_hour, row.in_a_day)


def _new_row(asked: Asked, now: int) -> dict[str, Any]:
    row: dict[str, Any] = {"id": secrets.token_urlsafe(16), "conversation_id": asked.message.conversation_id}
    row |= {"inbound_seq": asked.message.seq, "order_number": asked.order_number, "seed": new_seed()}
    expires_at = now + CODE_LASTS // timedelta(microseconds=1)
    return {**row, "sent_at": now, "expires_at": expires_at, "tries": 0, "outcome": _LIVE}
