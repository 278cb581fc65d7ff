"""The base of every action: whatever happens, the customer hears something.

Rasa logs an action's exception and drops its events, and the customer meets silence
(`rasa/core/processor.py:993`). So nothing but the two ways out below leaves an action.
"""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.orders.errors import OrderBookUnavailable
from conversations.errors import JournalUnavailable

log = structlog.get_logger()

Events = list[dict[str, Any]]
Button = dict[str, str]


class BackEndAway(Exception):
    """Something that the action needs is away: the server answers 503, the worker tries again."""


class SpeakingAction(Action, ABC):
    """Says what it has to say in `speak`, which blocks freely: it runs in a thread of its own.

    An action that does no I/O sets `is_quick` and is spared the way into a thread and back.
    """

    is_quick: ClassVar[bool] = False

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        try:
            if self.is_quick:
                return self.speak(dispatcher, tracker)
            return await asyncio.to_thread(self.speak, dispatcher, tracker)
        except (JournalUnavailable, OrderBookUnavailable) as error:
            log.warning("back_end.unavailable", action=self.name(), error=type(error).__name__)
            raise BackEndAway from error
        except Exception as error:
            log.error("action.failed", action=self.name(), error=type(error).__name__)
            dispatcher.messages.clear()
            dispatcher.utter_message(
                text="Something went wrong on our side, so I couldn't finish that. "
                "Would you like to try again, or talk to a person?",
                buttons=[talk_to_person()],
            )
            return []

    @abstractmethod
    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Utters through `dispatcher` and returns events. Any exception ends in an honest apology."""


def button(label: str, intent: str, **entities: str) -> Button:
    """A choice: picking it means this intent with these entities. The customer never sees the payload."""
    return {"title": label, "payload": f"/{intent}{json.dumps(entities) if entities else ''}"}


def meant_by_yes(choice: Button) -> Button:
    """The choice that the question above it is about: a typed "yes" picks it (`bot/hearing/choices.py`)."""
    return {**choice, "answers": "yes"}


def talk_to_person() -> Button:
    return button("Talk to a person", "ask_for_human")


FOR_TEAM, WANTED = "for_team", "wanted"
"""The entity beside `ask_for_human` that says what is left for the team, and its value for the wish to."""


def leave_message() -> Button:
    return button("Leave a message", "ask_for_human", for_team=WANTED)


def picked_entity(tracker: Tracker, entity: str) -> str | None:
    """The value of an entity in the customer's latest message, or None."""
    values: Iterable[str] = tracker.get_latest_entity_values(entity)
    return next(iter(values), None)
