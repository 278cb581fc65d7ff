"""The two answers to a wish: it is possible, or it is refused."""

from dataclasses import dataclass
from datetime import datetime

from actions.orders.next_steps import NextStep


@dataclass(frozen=True, slots=True)
class Possible:
    """`sentence` says what will happen and what it costs, ready for a question; `cost` is in cents.

    `done` is what to say afterwards: what happens next. `undo_until` is None where the shop has no undoing.
    """

    sentence: str
    cost: int
    undo_until: datetime | None
    done: str


@dataclass(frozen=True, slots=True)
class Refused:
    """`wordings`: why, and what else is possible, in three ways, the last of which offers a person."""

    wordings: tuple[str, str, str]
    instead: tuple[NextStep, ...]


Weighed = Possible | Refused
