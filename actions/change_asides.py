"""What is said beside a change: its cost and its days when they are asked for, and that a code
comes too late."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.order_talk.terms_asked import Term
from actions.speaking_action import Button, Events, button, talk_to_person
from actions.told import Told

_LONE_CODE = re.compile(r"\W*\d{3}[ -]?\d{3}\W*")
_AS_ASKED = (
    "{term}",
    "To say it once more: {term}",
    "There is no more to it: {term} A person can tell you more.",
)
_TOO_LATE = (
    "If that is the code from our e-mail: no code is asked for any more, so it changes nothing. "
    "What would you like to do?",
    "That looks like a code, and there is no question for one. Tell me what you would like to change, "
    "and I send a new one.",
)
_NO_CODE_ASKED = (
    "Six digits look like one of our codes, and no code is asked for now. What would you like to do?",
    "There is no question for a code right now. If it is the number of an order, tell me so.",
)
_CODE_WAS_SENT = re.compile(r"\bcode sent\b|\bnew code\b")


def tell_term(
    term: Term,
    change: Mapping[str, Any],
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    steps: Sequence[Button] = (),
) -> Events:
    words = change["terms"][term.value]
    wordings = [wording.format(term=words) for wording in _AS_ASKED]
    return Told.of(tracker).tell(dispatcher, f"term {words}", wordings, steps)


def is_code_too_late(tracker: Tracker) -> bool:
    """Whether six digits come when no code is asked for; the worker has kept them from being an
    order's number."""
    return _LONE_CODE.fullmatch(tracker.latest_message.get("text") or "") is not None


def tell_code_too_late(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Six digits may also be the number of an order, in a shop that counts so far: it is a choice away."""
    digits = re.sub(r"\D", "", tracker.latest_message.get("text") or "")
    told = Told.of(tracker)
    is_too_late = any(_CODE_WAS_SENT.search(topic) for topic in told.times)
    topic, wordings = ("code too late", _TOO_LATE) if is_too_late else ("no code asked", _NO_CODE_ASKED)
    its_number = button(f"It is order {digits}", "give_order_details", order_number=digits)
    choices = [its_number, button("Where is my order?", "ask_order_status"), talk_to_person()]
    return told.tell(dispatcher, topic, wordings, choices)
