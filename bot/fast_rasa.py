"""Three costs in Rasa 3.6.21 that come with every message or action, taken out without a fork.

The replacements answer as the originals do; `tests/bot/test_fast_rasa.py` compares them.
"""

from functools import cache
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.actions.action import RemoteAction
from rasa.core.policies import rule_policy
from rasa.shared.core.events import Event
from rasa.shared.utils.schemas.events import EVENTS_SCHEMA


def _validators_by_event() -> dict[str, Draft7Validator]:
    """One for each type of event, in place of a choice between all of them for each event."""
    any_event = {key: value for key, value in EVENTS_SCHEMA["items"].items() if key != "oneOf"}
    return {
        schema["properties"]["event"]["const"]: Draft7Validator({"allOf": [any_event, schema]})
        for schema in EVENTS_SCHEMA["items"]["oneOf"]
    }


_BY_EVENT = _validators_by_event()


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
    validator = _BY_EVENT.get(kind) if isinstance(kind, str) else None
    return validator is not None and validator.is_valid(event)


class _NoCopies:
    """Stands for the module `copy` where Rasa only hands values to a debug log, at any log level."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


def install() -> None:
    """Puts the replacements in place. Calling it again does nothing."""
    # Messages, slots and states, copied deeply for structlog's `debug` (`processor.py:731`, `forms.py:548`).
    for module in (processor, forms, rule_policy):
        module.copy = _NoCopies
    # `action.py:699` checks the schema itself on every call: about 30 ms each time.
    RemoteAction._validate_action_result = _validate_action_result
    # `events.py:375` walks all subclasses of Event for every stored event.
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
