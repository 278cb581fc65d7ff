"""What stands in a conversation: words with their reasons, and the events around them.

Plain values. Who may write them is decided in `permits` and `ownership`, and kept by the journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Speaker(StrEnum):
    CUSTOMER = "customer"
    BOT = "bot"
    SUPPORT = "support"


class Outcome(StrEnum):
    """How a customer's message ended. A turn may end without an entry, never without a reason."""

    ANSWERED = "answered"
    ANSWERED_BEFORE = "answered_before"
    QUIET = "quiet"
    PASSED_ON = "passed_on"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Because:
    """Why words were allowed: the permit's kind and what it refers to (for `reply`: the message's seq)."""

    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class ChoiceMeaning:
    """What picking a choice says to the bot. Kept in the journal; the customer only sees an opaque id.

    `form` and `slot` name the question that the choice answers; both are None for a next step.
    """

    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None
    slot: str | None = None

    @property
    def is_an_order(self) -> bool:
        """Whether it answers which order is meant, and nothing more."""
        return self.intent == "give_order_details" and "order_number" in self.entities

    @property
    def lets_person_go(self) -> bool:
        """Whether it says that no person is needed any more: true at once, whoever has the floor, and also
        where its label is typed."""
        return self.intent == "decline_human"


def is_label(text: str, label: str) -> bool:
    """Whether a typed message is the label of a choice, word for word."""
    return " ".join(text.split()).rstrip(".! ").casefold() == label.casefold()


@dataclass(frozen=True, slots=True)
class ChoiceToOffer:
    """A choice that has no id yet: the journal issues one when the words are written."""

    label: str
    meaning: ChoiceMeaning


@dataclass(frozen=True, slots=True)
class Choice:
    """`is_an_order`: it stands for one, among several to choose from."""

    id: str
    label: str
    is_an_order: bool = False


@dataclass(frozen=True, slots=True)
class PickedChoice:
    """A choice that the customer picked, with the entry it was issued with."""

    id: str
    label: str
    meaning: ChoiceMeaning
    entry_seq: int


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wants to say: text, and choices under it."""

    text: str
    choices: tuple[ChoiceToOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnEnd:
    """How a message ended: `reason` is a short stable phrase, `ref` the seq of an earlier answer."""

    outcome: Outcome
    reason: str
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Words in the stream. `because` is None for the customer's own, `turn` until the message is done."""

    seq: int
    speaker: Speaker
    text: str
    at: datetime
    choices: tuple[Choice, ...] = ()
    because: Because | None = None
    turn: TurnEnd | None = None


@dataclass(frozen=True, slots=True)
class StreamItem:
    """One item of a conversation's stream, in the order of `seq` (from 1, no gap that fills later).

    `kind` is `message`, `turn`, `owner` or `status`; `data` is the JSON object of the HTTP contract. `orders`
    are the ids of its choices that stand for an order: they are no part of the contract.
    """

    seq: int
    kind: str
    data: Mapping[str, Any]
    orders: frozenset[str] = frozenset()
