"""The output channel of a turn: it sends nothing, it collects what the turn wants to say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.response_variations import USED_UP
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the dialogue. `response` names a response of the domain, for text that came from one.

    `used_up` counts, from 1, how often a response came up since its variations were all said. `asks` names
    the question of a form that it is, else None.
    """

    words: Words
    response: str | None = None
    used_up: int = 0
    asks: str | None = None


class CollectingChannel(OutputChannel):
    """`said` in order, and what the actions ask of the worker.

    An action asks by `json_message`:
    `{"requests": "a_person" | "no_person" | "not_known" | "same_time"}`,
    `{"answered_before": [texts]}`,
    `{"notice": {"kind", "order_number", "proof_email"}}`, `{"cancelled_notices": [ids]}`.
    `{"asks": form, "slot": …}`: the words before it ask what that form asks.
    `{"did": "…"}` says in one sentence what it has done already: it stays done if the turn is dropped.
    """

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.requests: set[str] = set()
        self.answered_before: list[str] = []
        self.notices: list[Mapping[str, Any]] = []
        self.cancelled_notices: list[str] = []
        self.did: list[str] = []
        self.asking: str | None = None  # set by who lets a form speak

    @classmethod
    def name(cls) -> str:
        return "deskbell"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self._note(message.get("custom") or {})
        text = (message.get("text") or "").strip()
        if text:
            choices = tuple(choice_of(button) for button in message.get("buttons") or ())
            used_up = message.get(USED_UP) or 0
            self.said.append(Said(Words(text, choices), message.get("utter_action"), used_up, self.asking))

    def _note(self, asked: Mapping[str, Any]) -> None:
        if "requests" in asked:
            self.requests.add(asked["requests"])
        if "asks" in asked and self.said:
            self.said[-1] = replace(self.said[-1], asks=asked["asks"])
        self.answered_before += asked.get("answered_before", [])
        self.cancelled_notices += asked.get("cancelled_notices", [])
        if "did" in asked:
            self.did.append(asked["did"])
        if "notice" in asked:
            self.notices.append(asked["notice"])


def choice_of(button: dict[str, str]) -> ChoiceToOffer:
    """Rasa's button: `{"title": …, "payload": "/intent{\"entity\": \"value\"}"}`."""
    intent, brace, entities = button["payload"].removeprefix("/").partition("{")
    meaning = ChoiceMeaning(intent, json.loads(brace + entities) if brace else {})
    return ChoiceToOffer(button["title"], meaning)
