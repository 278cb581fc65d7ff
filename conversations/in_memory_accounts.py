"""The account book in memory: the fake of the port, for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from conversations.accounts import Account, KeptSession
from conversations.in_memory_record import InMemoryRecord
from conversations.in_memory_support_record import InMemorySession
from conversations.support_floor import SupportAgent


class InMemoryAccountBook:
    def __init__(self, record: InMemoryRecord) -> None:
        self._lock = record.lock
        self._known = record.support

    def save(self, account: Account, at: datetime) -> SupportAgent:
        with self._lock:
            known = self._known.accounts.get(account.email)
            agent = account.agent if known is None else SupportAgent(known.agent.id, account.agent.name)
            self._known.accounts[account.email] = replace(account, agent=agent)
            self._end_sessions(agent)
            return agent

    def find(self, email: str) -> Account | None:
        with self._lock:
            return self._known.accounts.get(email)

    def disable(self, email: str) -> SupportAgent | None:
        with self._lock:
            known = self._known.accounts.get(email)
            if known is None:
                return None
            self._known.accounts[email] = replace(known, password_hash="")
            self._end_sessions(known.agent)
            return known.agent

    def agents(self) -> Sequence[SupportAgent]:
        with self._lock:
            accounts = self._known.accounts.values()
            agents = [account.agent for account in accounts if not account.is_disabled]
        return sorted(agents, key=lambda agent: (agent.name, agent.id))

    def begin_attempt(
        self, attempt_id: str, limits: Mapping[str, int], now: datetime, since: datetime
    ) -> datetime | None:
        with self._lock:
            for about, most in limits.items():
                failed = [at for _, subject, at in self._known.failures if subject == about and at > since]
                if len(failed) >= most:
                    return min(failed)
            self._known.failures += [(attempt_id, about, now) for about in limits]
        return None

    def forgive_attempt(self, attempt_id: str, about: str) -> None:
        with self._lock:
            failures = self._known.failures
            self._known.failures = [f for f in failures if f[0] != attempt_id and f[1] != about]

    def open_session(self, digest: str, agent_id: str, now: datetime, expires_at: datetime) -> None:
        with self._lock:
            self._known.sessions[digest] = InMemorySession(agent_id, expires_at, now)

    def session(self, digest: str) -> KeptSession | None:
        with self._lock:
            kept = self._known.sessions.get(digest)
            if kept is None:
                return None
            account = next(a for a in self._known.accounts.values() if a.agent.id == kept.agent_id)
            return KeptSession(account, kept.expires_at, kept.seen_at)

    def touch_session(self, digest: str, now: datetime) -> None:
        with self._lock:
            if digest in self._known.sessions:
                self._known.sessions[digest].seen_at = now

    def end_session(self, digest: str) -> None:
        with self._lock:
            self._known.sessions.pop(digest, None)

    def is_signed_in(self, agent_id: str, now: datetime, since: datetime) -> bool:
        with self._lock:
            sessions = [one for one in self._known.sessions.values() if one.agent_id == agent_id]
        return any(one.expires_at > now and one.seen_at > since for one in sessions)

    def _end_sessions(self, agent: SupportAgent) -> None:
        sessions = self._known.sessions.items()
        self._known.sessions = {digest: kept for digest, kept in sessions if kept.agent_id != agent.id}
