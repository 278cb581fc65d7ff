"""What the support team's in-memory adapters on one record know together."""

from dataclasses import dataclass, field
from datetime import datetime

from conversations.accounts import Account
from conversations.inbox_log import LogLine
from conversations.support_floor import OrderLook, SupportAgent, SupportNote


@dataclass(slots=True)
class InMemorySession:
    agent_id: str
    expires_at: datetime
    seen_at: datetime


@dataclass(slots=True)
class InMemorySupportRecord:
    """`words` and `notes_by_id` are by (conversation, agent, client id)."""

    accounts: dict[str, Account] = field(default_factory=dict)
    sessions: dict[str, InMemorySession] = field(default_factory=dict)
    failures: list[tuple[str, str, datetime]] = field(default_factory=list)
    words: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)
    writers: dict[tuple[str, int], SupportAgent] = field(default_factory=dict)
    notes: dict[tuple[str, str, str], SupportNote] = field(default_factory=dict)
    reads: dict[tuple[str, str], int] = field(default_factory=dict)
    looks: list[tuple[str, OrderLook]] = field(default_factory=list)
    log: list[tuple[LogLine, datetime]] = field(default_factory=list)
    logged: dict[str, int] = field(default_factory=dict)
