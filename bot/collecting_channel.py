"""The output channel of a turn: it sends nothing, it collects what the turn wants to say."""

from __future__ import annotations

import json
from typing import Any

from rasa.core.channels.channel import OutputChannel

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words

REQUESTS = "requests"
"""The key of an action's `json_message` under which it asks the worker for something: `a_person`."""


class CollectingChannel(OutputChannel):
    """`words` in the order in which they were said, `requests` of the actions to the worker."""

    def __init__(self) -> None:
        self.words: list[Words] = []
        self.requests: set[str] = set()

    @classmethod
    def name(cls) -> str:
        return "deskbell"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        request = (message.get("custom") or {}).get(REQUESTS)
        if request:
            self.requests.add(request)
        text = (message.get("text") or "").strip()
        if text:
            choices = tuple(_choice(button) for button in message.get("buttons") or ())
            self.words.append(Words(text, choices))


def _choice(button: dict[str, str]) -> ChoiceToOffer:
    """Rasa's button: `{"title": …, "payload": "/intent{\"entity\": \"value\"}"}`."""
    intent, brace, entities = button["payload"].removeprefix("/").partition("{")
    meaning = ChoiceMeaning(intent, json.loads(brace + entities) if brace else {})
    return ChoiceToOffer(button["title"], meaning)
