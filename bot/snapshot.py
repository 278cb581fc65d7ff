"""Keeps a conversation's dialogue state short, so that the thousandth message costs what the fifth cost.

A snapshot is a prefix that states slots and the open form with its flags as of a cut, then the events of
the last turns as they happened. RulePolicy predicts on it as on the whole history, as long as the window is
at least as long as the longest rule (`tests/bot/test_snapshot.py` compares on random conversations).
"""

from collections.abc import Iterable, Sequence

import orjson
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNS_KEPT = 2
"""How many of the last turns stay as they happened. A rule looks back one, thanks look back two."""

# What policies and actions never read again: the ranking of all intents and the features behind them.
_KEPT_PARSE_DATA = ("intent", "entities", "text")


def dump_snapshot(tracker: DialogueStateTracker, domain: Domain) -> str:
    """The dialogue state as JSON text, at most `TURNS_KEPT` turns and one prefix long."""
    events = list(tracker.events)
    cut = _cut(events)
    kept = events if cut == 0 else _prefix(tracker.sender_id, events[:cut], domain) + events[cut:]
    return orjson.dumps([_lean(event.as_dict()) for event in kept]).decode()


def load_snapshot(conversation_id: str, snapshot: str | None, domain: Domain) -> DialogueStateTracker:
    """The tracker as it was when `snapshot` was made; a fresh one, already started, for None."""
    events = _beginning() if snapshot is None else _events(orjson.loads(snapshot))
    return DialogueStateTracker.from_events(
        conversation_id, events, slots=domain.slots, domain=domain, sender_source="deskbell"
    )


def _beginning() -> list[Event]:
    return [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]


def _events(dumped: Iterable[dict[str, object]]) -> list[Event]:
    return [event for event in map(Event.from_parameters, dumped) if event is not None]


def _cut(events: Sequence[Event]) -> int:
    """Where the last `TURNS_KEPT` turns begin: the index of the message that opens them."""
    messages = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    return messages[-TURNS_KEPT] if len(messages) > TURNS_KEPT else 0


def _prefix(conversation_id: str, before: Sequence[Event], domain: Domain) -> list[Event]:
    state = DialogueStateTracker.from_events(conversation_id, list(before), slots=domain.slots, domain=domain)
    prefix = _beginning()[:2]
    prefix += [
        SlotSet(name, slot.value) for name, slot in state.slots.items() if slot.value != slot.initial_value
    ]
    if state.active_loop is None or state.active_loop_name is None:
        return [*prefix, ActionExecuted(ACTION_LISTEN_NAME)]
    # The flags come last: an executed action takes them back (`trackers.py:367`).
    prefix += [ActiveLoop(state.active_loop_name), ActionExecuted(ACTION_LISTEN_NAME)]
    if state.active_loop.rejected:
        prefix.append(ActionExecutionRejected(state.active_loop_name))
    return [*prefix, LoopInterrupted(state.active_loop.is_interrupted)]


def _lean(event: dict[str, object]) -> dict[str, object]:
    parsed = event.get("parse_data")
    if isinstance(parsed, dict):
        event["parse_data"] = {key: parsed[key] for key in _KEPT_PARSE_DATA if key in parsed}
    return {key: value for key, value in event.items() if value is not None or key == "value"}
