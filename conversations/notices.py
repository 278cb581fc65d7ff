"""The port of notices: what customers asked to be told later, once, when it has happened.

A notice is the only way to hear from the bot later, and only the customer makes one. All calls block; each is
one transaction and may raise `JournalUnavailable`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from conversations.entries import Words


class NoticeKind(StrEnum):
    ORDER_SHIPPED = "order_shipped"
    REFUND_PAID = "refund_paid"


@dataclass(frozen=True, slots=True)
class NoticeToKeep:
    """What the customer asks to be told. `proof_email` proved the order; None for a vouched customer."""

    kind: NoticeKind
    order_number: str
    proof_email: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that waits. Its proof is forgotten as soon as it is told or cancelled."""

    id: str
    conversation_id: str
    customer_id: str | None
    kind: NoticeKind
    order_number: str
    proof_email: str | None
    asked_at: datetime


class NoticeBook(Protocol):
    """Notices are made and cancelled by a turn's commit (`TurnResult.notices`, `.cancelled_notices`)."""

    def waiting(self, limit: int = 200, after: str | None = None) -> Sequence[Notice]:
        """Notices that wait, by id; `after` is the last id of the page before."""

    def of_conversation(self, conversation_id: str) -> Sequence[Notice]:
        """What this conversation's customer still waits for, the oldest first.

        Raises `UnknownConversation`.
        """

    def tell(self, notice_id: str, words: Words) -> int | None:
        """Writes the words under the notice's permit and spends it; returns their seq.

        None, having written nothing, when it was told or cancelled meanwhile, or while a person of the
        support team owns the conversation, or after the customer said "stop" and until they write again (it
        goes on waiting). A closed conversation stays closed.
        """
