"""The port of the audit: what the journal and the ledger hold, read a conversation at a time.

No words come out of it: a text is a digest and whether it asks something, so that no figure can quote a
customer. One contract suite runs against every SQL database; `in_memory_audit_record` is the fake.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from conversations.entries import Because, Outcome
from conversations.initiative import OfferOutcome
from conversations.ownership import Owner


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to, and without, `until`; both aware."""

    since: datetime
    until: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """Words as their row stands there, right or wrong.

    `permit_kind` is what the entry claims; `permit` is the row of permits that it names in its own
    conversation, None when there is none. `asks` says whether the text holds a question. `text_digest` is
    None for words that are no longer as they were said.
    """

    seq: int
    speaker: str
    at: datetime
    text_digest: int | None = 0
    asks: bool = False
    has_choices: bool = False
    permit_kind: str | None = None
    permit: Because | None = None


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """How a customer's message (`inbound_seq`) ended; `ref` is the seq of an answer it points to."""

    inbound_seq: int
    seq: int
    outcome: Outcome
    reason: str
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class OwnerChange:
    seq: int
    owner: Owner
    at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """One conversation, each sequence in the order of its seq.

    `accepted_offers` are the ids of accepted offers that opened it, `notices` the seq of the message that
    asked, by the notice's id, `thumbs` what the customer thought of the entry at a seq.
    """

    conversation_id: str
    entries: Sequence[RecordedEntry] = ()
    turns: Sequence[RecordedTurn] = ()
    owners: Sequence[OwnerChange] = ()
    accepted_offers: frozenset[str] = frozenset()
    notices: Mapping[str, int] = field(default_factory=dict)
    thumbs: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordedOffer:
    """An offer of help. `never_after`: the visitor asked for no more offers, with this as their last one."""

    cue: str
    at: datetime
    outcome: OfferOutcome
    conversation_id: str | None = None
    never_after: bool = False


@dataclass(frozen=True, slots=True)
class CountedSilence:
    """How often a cue was met with silence, and why. Whose cue it was is not known."""

    cue: str
    reason: str
    count: int


class AuditRecord(Protocol):
    """All calls block and may raise `JournalUnavailable`. Memory is bounded: nothing is read whole."""

    def histories(self, period: Period) -> Iterator[History]:
        """Every conversation that was open within the period, whole, also what lies outside of it."""

    def offers(self, period: Period) -> Iterator[RecordedOffer]:
        """Every offer that was made within the period."""

    def silences(self, period: Period) -> Sequence[CountedSilence]:
        """By cue and reason, over the days (UTC) that the period touches: more is not kept about them."""
