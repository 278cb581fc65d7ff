"""The support team's accounts on SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from conversations.accounts import Account, KeptSession
from conversations.inbox_tables import sign_in_failures, support_agents, support_sessions
from conversations.sql_database import Database, lock_names
from conversations.support_floor import SupportAgent
from conversations.tables import from_micros, to_micros

_BY_EMAIL = select(support_agents).where(support_agents.c.email == bindparam("email"))
_BY_NAME = (
    select(support_agents.c.id, support_agents.c.name)
    .where(support_agents.c.password_hash != literal_column("''"))
    .order_by(support_agents.c.name, support_agents.c.id)
)
_ADD = support_agents.insert()
_RENEW = support_agents.update().where(support_agents.c.id == bindparam("this_id"))
_END_SESSIONS = support_sessions.delete().where(support_sessions.c.agent_id == bindparam("of_agent"))
_END_SESSION = support_sessions.delete().where(support_sessions.c.digest == bindparam("this_digest"))
_END_OLD = support_sessions.delete().where(support_sessions.c.expires_at <= bindparam("now"))
_OPEN_SESSION = support_sessions.insert()
_SESSION = (
    select(support_sessions, support_agents)
    .select_from(support_sessions.join(support_agents))
    .where(support_sessions.c.digest == bindparam("digest"))
)
_GOES_ON = (
    select(support_sessions.c.digest)
    .where(
        support_sessions.c.agent_id == bindparam("agent_id"),
        support_sessions.c.expires_at > bindparam("now"),
        support_sessions.c.seen_at > bindparam("since"),
    )
    .limit(1)
)
_TOUCH = support_sessions.update().where(support_sessions.c.digest == bindparam("this_digest"))
_FAILURES = select(func.count().label("count"), func.min(sign_in_failures.c.at).label("oldest")).where(
    sign_in_failures.c.about == bindparam("about"), sign_in_failures.c.at > bindparam("since")
)
_FAIL = sign_in_failures.insert()
_FORGET = sign_in_failures.delete().where(sign_in_failures.c.at <= bindparam("since"))
_FORGIVE = sign_in_failures.delete().where(
    (sign_in_failures.c.id == bindparam("this_id")) | (sign_in_failures.c.about == bindparam("of_account"))
)


class SqlAccountBook:
    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, account: Account, at: datetime) -> SupportAgent:
        agent = account.agent
        values = {"name": agent.name, "password_hash": account.password_hash}
        with self._database.write() as connection:
            lock_names(connection, [f"account {account.email}"])
            known = connection.execute(_BY_EMAIL, {"email": account.email}).first()
            if known is None:
                row = {"id": agent.id, "email": account.email, "created_at": to_micros(at)}
                connection.execute(_ADD, {**row, **values})
                return agent
            connection.execute(_RENEW, {"this_id": known.id, **values})
            connection.execute(_END_SESSIONS, {"of_agent": known.id})
        return SupportAgent(known.id, agent.name)

    def find(self, email: str) -> Account | None:
        with self._database.read() as connection:
            row = connection.execute(_BY_EMAIL, {"email": email}).first()
        return None if row is None else _account(row)

    def disable(self, email: str) -> SupportAgent | None:
        with self._database.write() as connection:
            lock_names(connection, [f"account {email}"])
            known = connection.execute(_BY_EMAIL, {"email": email}).first()
            if known is None:
                return None
            connection.execute(_RENEW, {"this_id": known.id, "password_hash": ""})
            connection.execute(_END_SESSIONS, {"of_agent": known.id})
        return SupportAgent(known.id, known.name)

    def agents(self) -> Sequence[SupportAgent]:
        with self._database.read() as connection:
            return [SupportAgent(row.id, row.name) for row in connection.execute(_BY_NAME)]

    def begin_attempt(
        self, attempt_id: str, limits: Mapping[str, int], now: datetime, since: datetime
    ) -> datetime | None:
        with self._database.write() as connection:
            lock_names(connection, limits)
            connection.execute(_FORGET, {"since": to_micros(since)})
            for about, most in limits.items():
                found = connection.execute(_FAILURES, {"about": about, "since": to_micros(since)}).one()
                if found.count >= most:
                    return from_micros(found.oldest)
            rows = [{"id": attempt_id, "about": about, "at": to_micros(now)} for about in limits]
            connection.execute(_FAIL, rows)
        return None

    def forgive_attempt(self, attempt_id: str, about: str) -> None:
        with self._database.write() as connection:
            connection.execute(_FORGIVE, {"this_id": attempt_id, "of_account": about})

    def open_session(self, digest: str, agent_id: str, now: datetime, expires_at: datetime) -> None:
        row = {"digest": digest, "agent_id": agent_id, "expires_at": to_micros(expires_at)}
        with self._database.write() as connection:
            connection.execute(_END_OLD, {"now": to_micros(now)})
            connection.execute(_OPEN_SESSION, {**row, "seen_at": to_micros(now)})

    def session(self, digest: str) -> KeptSession | None:
        with self._database.read() as connection:
            row = connection.execute(_SESSION, {"digest": digest}).first()
        if row is None:
            return None
        return KeptSession(_account(row), from_micros(row.expires_at), from_micros(row.seen_at))

    def touch_session(self, digest: str, now: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(_TOUCH, {"this_digest": digest, "seen_at": to_micros(now)})

    def end_session(self, digest: str) -> None:
        with self._database.write() as connection:
            connection.execute(_END_SESSION, {"this_digest": digest})

    def is_signed_in(self, agent_id: str, now: datetime, since: datetime) -> bool:
        params = {"agent_id": agent_id, "now": to_micros(now), "since": to_micros(since)}
        with self._database.read() as connection:
            return connection.execute(_GOES_ON, params).first() is not None


def _account(row: Any) -> Account:
    return Account(SupportAgent(row.id, row.name), row.email, row.password_hash)
