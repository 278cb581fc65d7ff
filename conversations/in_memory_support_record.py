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

    def erase(self, conversation_id: str) -> None:
        """What the team wrote, read and looked at there."""
        self.words = {key: it for key, it in self.words.items() if key[0] != conversation_id}
        self.writers = {key: it for key, it in self.writers.items() if key[0] != conversation_id}
        self.notes = {key: it for key, it in self.notes.items() if key[0] != conversation_id}
        self.reads = {key: it for key, it in self.reads.items() if key[1] != conversation_id}
        self.looks = [it for it in self.looks if it[0] != conversation_id]
        self.log = [it for it in self.log if it[0].conversation_id != conversation_id]
        self.logged.pop(conversation_id, None)
