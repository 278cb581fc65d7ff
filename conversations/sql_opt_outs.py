"""Who wants no offers, and whom a "stop" in a chat left alone, on SQL."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.engine import Connection

from conversations.manners_tables import opt_outs

# SQLAlchemy 1.4 has no way to say this once for both databases.
_ADD = text(
    "INSERT INTO opt_outs (about, is_for_good, at) VALUES (:about, :is_for_good, :at) ON CONFLICT DO NOTHING"
)
IS_ABOUT: Any = opt_outs.c.about.in_([bindparam("first"), bindparam("second"), bindparam("third")])
_LIFT = opt_outs.delete().where(IS_ABOUT, opt_outs.c.is_for_good.is_(False))
_STOPPED = select(opt_outs.c.at).where(IS_ABOUT, opt_outs.c.is_for_good.is_(False)).limit(1)


def opt_out(connection: Connection, about: Iterable[str], at: int, *, is_for_good: bool) -> None:
    for subject in about:
        connection.execute(_ADD, {"about": subject, "is_for_good": is_for_good, "at": at})


def lift_stop(connection: Connection, about: Iterable[str]) -> None:
    """The customer writes again, and may hear from the bot again; a "never" to offers stays."""
    connection.execute(_LIFT, three(about))


def was_stopped(connection: Connection, about: Iterable[str]) -> bool:
    return connection.execute(_STOPPED, three(about)).first() is not None


def three(about: Iterable[str]) -> dict[str, str | None]:
    """What `IS_ABOUT` is to be filled with: up to three subjects."""
    first, second, third, *_ = *about, None, None, None
    return {"first": first, "second": second, "third": third}
