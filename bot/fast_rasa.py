"""Costs in Rasa 3.6.21 that come with every message or action, taken out without a fork.

The replacements answer as the originals do; `tests/bot/test_fast_rasa.py` compares them.
"""

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any

import fastjsonschema
from jsonschema import ValidationError
from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.actions.action import RemoteAction
from rasa.core.policies import rule_policy
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.schemas.events import EVENTS_SCHEMA

_ANY_EVENT = {key: value for key, value in EVENTS_SCHEMA["items"].items() if key != "oneOf"}
_SCHEMAS = {schema["properties"]["event"]["const"]: schema for schema in EVENTS_SCHEMA["items"]["oneOf"]}


@cache
def _validator_of(kind: str) -> Callable[[Any], Any] | None:
    """One for each type of event, compiled when it is first met; Rasa tries all of them for each event."""
    schema = _SCHEMAS.get(kind)
    return schema and fastjsonschema.compile({"allOf": [_ANY_EVENT, schema]})


def _validate_action_result(_action: RemoteAction, result: Any) -> bool:
    if not _is_action_result(result):
        raise ValidationError("The action server answered in a form that Rasa does not know.")
    return True


def _is_action_result(result: Any) -> bool:
    if not isinstance(result, dict):
        return False
    events, responses = result.get("events", []), result.get("responses", [])
    if not isinstance(events, list) or not isinstance(responses, list):
        return False
    return all(map(_is_event, events)) and all(isinstance(response, dict) for response in responses)


def _is_event(event: Any) -> bool:
    kind = event.get("event") if isinstance(event, dict) else None
    validate = _validator_of(kind) if isinstance(kind, str) else None
    if validate is None:
        return False
    try:
        validate(event)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


class _NoCopies:
    """Stands for the module `copy` where Rasa only hands values to a debug log, at any log level."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


def _copied_slot(slot: Slot) -> Slot:
    """As `copy.copy` does it in the end, without asking how first: every tracker copies every slot."""
    copied = object.__new__(type(slot))
    copied.__dict__.update(slot.__dict__)
    return copied


_STATE = ("_paused", "followup_action", "latest_action", "latest_message", "latest_bot_utterance")


def _copied_tracker(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """The state as it is, where Rasa plays all events again to get there (`trackers.py:620`)."""
    copied = tracker.init_copy()
    copied.events.extend(tracker.events)
    copied.slots.update({name: copy(slot) for name, slot in tracker.slots.items()})
    for name in _STATE:
        setattr(copied, name, getattr(tracker, name))
    copied.active_loop = copy(tracker.active_loop)
    return copied


def install() -> None:
    """Puts the replacements in place. Calling it again does nothing."""
    # Messages, slots and states, copied deeply for structlog's `debug` (`processor.py:731`, `forms.py:548`).
    for module in (processor, forms, rule_policy):
        module.copy = _NoCopies
    # `action.py:699` checks the schema itself on every call: about 30 ms each time.
    RemoteAction._validate_action_result = _validate_action_result
    Slot.__copy__ = _copied_slot
    DialogueStateTracker.copy = _copied_tracker
    # `events.py:375` walks all subclasses of Event for every stored event.
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
