"""What belongs to one turn while it runs: its dialogue state, and the failures that Rasa swallows.

Rasa's components are shared by all turns of the worker, so everything of one turn lives in a contextvar.
"""

from contextvars import ContextVar
from dataclasses import dataclass, field

from rasa.shared.core.trackers import DialogueStateTracker


@dataclass(slots=True)
class TurnContext:
    """`tracker` is read at the start and written back at the end; `failures` is what went wrong between.

    `customer_id` is whom the shop vouched for, from the journal. `silence` is why the dialogue keeps quiet on
    purpose, if it does.
    """

    tracker: DialogueStateTracker
    failures: list[Exception] = field(default_factory=list)
    silence: str | None = None
    customer_id: str | None = None


current_turn: ContextVar[TurnContext] = ContextVar("current_turn")
