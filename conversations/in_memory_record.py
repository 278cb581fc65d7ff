"""What the in-memory journal, cue ledger, notice book and identity desk know together."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import RLock

from conversations.cue_ledger import CueToOffer
from conversations.errors import UnknownConversation
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_identity_record import InMemoryIdentityRecord
from conversations.in_memory_messenger_record import InMemoryMessengerRecord
from conversations.in_memory_support_record import InMemorySupportRecord
from conversations.initiative import OfferOutcome, PastOffer
from conversations.notices import Notice, NoticeToKeep
from conversations.opt_outs import subjects


@dataclass(slots=True)
class InMemoryOffer:
    id: str
    cue: CueToOffer
    visitor: str
    customer_id: str | None
    at: datetime
    reason: str
    outcome: OfferOutcome = OfferOutcome.WAITING
    ended_at: datetime | None = None
    conversation_id: str | None = None

    @property
    def as_past(self) -> PastOffer:
        return PastOffer(self.cue.cue, self.at, self.outcome)


@dataclass(slots=True)
class InMemoryRecord:
    """Whoever holds `lock` is a transaction."""

    lock: RLock = field(default_factory=RLock)
    conversations: dict[str, InMemoryConversation] = field(default_factory=dict)
    offers: dict[str, InMemoryOffer] = field(default_factory=dict)
    stops: dict[str, datetime] = field(default_factory=dict)  # said in a chat; lifted by writing again
    nevers: dict[str, datetime] = field(default_factory=dict)  # said to an offer; they stay
    notices: dict[str, Notice] = field(default_factory=dict)
    silences: Counter[tuple[date, str, str]] = field(default_factory=Counter)
    identity: InMemoryIdentityRecord = field(default_factory=InMemoryIdentityRecord)
    support: InMemorySupportRecord = field(default_factory=InMemorySupportRecord)
    messenger: InMemoryMessengerRecord = field(default_factory=InMemoryMessengerRecord)

    def find(self, conversation_id: str) -> InMemoryConversation:
        kept = self.conversations.get(conversation_id)
        if kept is None:
            raise UnknownConversation("There is no such conversation.")
        return kept

    def erase(self, conversation_id: str) -> None:
        """For good. A turn that runs meanwhile loses its lease. Raises `UnknownConversation`."""
        kept = self.find(conversation_id)
        del self.conversations[kept.id]
        for subject in subjects(conversation_id=kept.id):
            self.stops.pop(subject, None)
        self.notices = {id_: one for id_, one in self.notices.items() if one.conversation_id != kept.id}
        self.support.erase(kept.id)
        self.identity.erase(kept.id)

    def stop(self, kept: InMemoryConversation, at: datetime) -> None:
        for subject in about_conversation(kept):
            self.stops.setdefault(subject, at)

    def lift_stop(self, kept: InMemoryConversation) -> None:
        """The customer writes again, and may hear from the bot again."""
        for subject in about_conversation(kept):
            self.stops.pop(subject, None)

    def opted_out_at(self, *about: str) -> datetime | None:
        said = [at[subject] for at in (self.stops, self.nevers) for subject in about if subject in at]
        return min(said, default=None)

    def keep_notice(
        self, notice_id: str, kept: InMemoryConversation, asked: NoticeToKeep, at: datetime
    ) -> None:
        """Once, however often the customer asks for the same."""
        waiting = (n for n in self.notices.values() if n.conversation_id == kept.id)
        if not any((n.kind, n.order_number) == (asked.kind, asked.order_number) for n in waiting):
            self.notices[notice_id] = Notice(
                notice_id, kept.id, kept.customer_id, asked.kind, asked.order_number, asked.proof_email, at
            )

    def cancel_notice(self, notice_id: str, kept: InMemoryConversation) -> None:
        """Only the conversation's own; one that was told, or cancelled before, is none."""
        if notice_id in self.notices and self.notices[notice_id].conversation_id == kept.id:
            del self.notices[notice_id]


def about_conversation(kept: InMemoryConversation) -> tuple[str, ...]:
    return subjects(visitor=kept.visitor, customer_id=kept.customer_id, conversation_id=kept.id)
