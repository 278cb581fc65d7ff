"""What Messenger's in-memory adapters on one record know together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from conversations.messaging_window import MessagingWindow, Writer
from conversations.messenger import Part, PartState, Thread
from conversations.messenger_events import Event
from conversations.messenger_tokens import new_token


@dataclass(slots=True)
class InMemoryEvent:
    event: Event
    received_at: datetime
    is_new: bool = True


@dataclass(slots=True)
class InMemoryPage:
    heard_at: datetime
    app_id: str | None = None


@dataclass(slots=True)
class InMemoryThread:
    conversation_id: str
    page_id: str
    person_id: str
    wrote_at: datetime | None = None
    refused_at: datetime | None = None
    laid_out_seq: int = 0
    bot_spoke_at: datetime | None = None
    has_person_spoken: bool = False
    notice_email: str | None = None
    came_from: str | None = None
    lease: str | None = None
    lease_until: datetime | None = None

    @property
    def as_read(self) -> Thread:
        return Thread(
            self.conversation_id,
            self.page_id,
            self.person_id,
            MessagingWindow(self.wrote_at),
            self.refused_at,
            self.laid_out_seq,
            self.bot_spoke_at,
            self.has_person_spoken,
            self.notice_email,
            self.came_from,
        )


@dataclass(slots=True)
class InMemoryPart:
    conversation_id: str
    seq: int
    part: int
    writer: Writer
    call: str
    body: Mapping[str, Any]
    next_at: datetime
    token: str = field(default_factory=new_token)
    state: PartState = PartState.READY
    attempts: int = 0
    tried_at: datetime | None = None
    mid: str | None = None
    problem: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state in {PartState.READY, PartState.TRYING}

    @property
    def as_read(self) -> Part:
        return Part(
            self.conversation_id,
            self.seq,
            self.part,
            self.writer,
            self.call,
            self.body,
            self.token,
            self.state,
            self.attempts,
            self.next_at,
            self.tried_at,
            self.problem,
        )


@dataclass(slots=True)
class InMemoryErasure:
    code: str
    asked_at: datetime
    done_at: datetime | None = None


@dataclass(slots=True)
class InMemoryMessengerRecord:
    """`events` by (page, key), `threads` by conversation, `erasures` by the person's digest."""

    pages: dict[str, InMemoryPage] = field(default_factory=dict)
    events: dict[tuple[str, str], InMemoryEvent] = field(default_factory=dict)
    erased_keys: dict[str, datetime] = field(default_factory=dict)
    threads: dict[str, InMemoryThread] = field(default_factory=dict)
    parts: list[InMemoryPart] = field(default_factory=list)
    erasures: dict[str, InMemoryErasure] = field(default_factory=dict)

    def thread_with(self, page_id: str, person_id: str) -> InMemoryThread | None:
        threads = self.threads.values()
        return next((one for one in threads if (one.page_id, one.person_id) == (page_id, person_id)), None)

    def parts_of(self, conversation_id: str) -> list[InMemoryPart]:
        """In the order in which they go out."""
        theirs = [part for part in self.parts if part.conversation_id == conversation_id]
        return sorted(theirs, key=lambda part: (part.seq, part.part))

    def first_open(self, conversation_id: str) -> InMemoryPart | None:
        return next((part for part in self.parts_of(conversation_id) if part.is_open), None)
