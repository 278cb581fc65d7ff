"""What a customer may ask to be done with an order: plain values that carry the wish, and decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, get_args

from actions.orders.order import Address, ReportKind, ReturnReason
from actions.orders.proof import Tier

Quantities = Mapping[int, int]
"""How many pieces, by the line of the order; for `ChangeItems` how many shall be left."""


class ChangeKind(StrEnum):
    """The stable names of the changes, in tables and in what is counted."""

    CANCEL_ORDER = "cancel_order"
    CHANGE_ADDRESS = "change_address"
    CHANGE_ITEMS = "change_items"
    START_RETURN = "start_return"
    START_EXCHANGE = "start_exchange"
    REPORT_PROBLEM = "report_problem"
    ASK_FOR_REFUND = "ask_for_refund"
    RECORD_FEEDBACK = "record_feedback"


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Nothing of it is sent, and what was paid goes back."""

    kind: ClassVar[ChangeKind] = ChangeKind.CANCEL_ORDER


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    kind: ClassVar[ChangeKind] = ChangeKind.CHANGE_ADDRESS
    address: Address = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangeItems:
    """Fewer pieces of some lines, or none of them; lines that are not named stay as they are."""

    kind: ClassVar[ChangeKind] = ChangeKind.CHANGE_ITEMS
    quantities: Quantities


@dataclass(frozen=True, slots=True)
class StartReturn:
    """These pieces come back for their money; no quantities mean all that there are."""

    kind: ClassVar[ChangeKind] = ChangeKind.START_RETURN
    quantities: Quantities
    reason: ReturnReason


@dataclass(frozen=True, slots=True)
class StartExchange:
    """These pieces come back for others; `wanted` is in the customer's words, such as "size 43"."""

    kind: ClassVar[ChangeKind] = ChangeKind.START_EXCHANGE
    quantities: Quantities
    reason: ReturnReason
    wanted: str


class Problem(StrEnum):
    MISSING = ReportKind.MISSING.value
    DAMAGED = ReportKind.DAMAGED.value
    WRONG = ReportKind.WRONG.value


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """A parcel, or pieces of it, that did not come, came damaged, or are not what was ordered.

    `has_come`: the customer has the parcel that lacks something, whatever the carrier says of it.
    """

    kind: ClassVar[ChangeKind] = ChangeKind.REPORT_PROBLEM
    problem: Problem
    parcel: int | None = None
    quantities: Quantities | None = None
    note: str = field(default="", repr=False)
    has_come: bool = False


@dataclass(frozen=True, slots=True)
class AskForRefund:
    """Money back where no rule gives it by itself: a person decides."""

    kind: ClassVar[ChangeKind] = ChangeKind.ASK_FOR_REFUND
    reason: str = field(repr=False)


class Feedback(StrEnum):
    COMPLAINT = ReportKind.COMPLAINT.value
    PRAISE = ReportKind.PRAISE.value


@dataclass(frozen=True, slots=True)
class RecordFeedback:
    kind: ClassVar[ChangeKind] = ChangeKind.RECORD_FEEDBACK
    feedback: Feedback
    note: str = field(repr=False)


Change = (
    CancelOrder
    | ChangeAddress
    | ChangeItems
    | StartReturn
    | StartExchange
    | ReportProblem
    | AskForRefund
    | RecordFeedback
)

CHANGE_TYPES: Mapping[ChangeKind, type[Change]] = {one.kind: one for one in get_args(Change)}

_MOVES_NOTHING = frozenset({ChangeKind.REPORT_PROBLEM, ChangeKind.RECORD_FEEDBACK})


def tier_for(kind: ChangeKind) -> Tier:
    """What somebody must have shown: words for the team move no goods and no money, so need no code."""
    return Tier.SEEN if kind in _MOVES_NOTHING else Tier.CONFIRMED
