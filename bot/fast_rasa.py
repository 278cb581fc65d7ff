"""Two costs in Rasa 3.6.21 that grow with every message or action, taken out without a fork.

Both replacements answer as the originals do; `tests/bot/test_fast_rasa.py` compares them.
"""

from functools import cache
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

_RESULT = Draft7Validator(RemoteAction.action_response_format_spec())


def _validate_action_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
    error = next(_RESULT.iter_errors(result), None)
    if error is not None:
        raise ValidationError(
            f"The action server answered in a form that Rasa does not know: {error.message}"
        )
    return True


def install() -> None:
    """Replaces the two methods. Calling it again does nothing."""
    # `action.py:699` checks the schema itself on every call: about 30 ms each time.
    RemoteAction._validate_action_result = _validate_action_result
    # `events.py:375` walks all subclasses of Event for every stored event.
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
