"""Which wording comes next: what was told before in this conversation is told another way, or pointed to.

The dialogue remembers it in the slot `told`, by what was told and the facts in it; changed facts make a new
answer, and so a new beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking_action import Button, Events, talk_to_person

_SLOT = "told"
_ASKED = "asked: "
YES_TO_WHICH = "yes to which of "
"""Begins the topic of a question that only asks the one before it again."""

_TOPICS_REMEMBERED = 60


@dataclass(frozen=True, slots=True)
class Told:
    """How often each thing was told in this conversation."""

    times: Mapping[str, int]

    @classmethod
    def of(cls, tracker: Tracker) -> Told:
        return cls(tracker.get_slot(_SLOT) or {})

    def was_told(self, topic: str) -> bool:
        return self.times.get(topic, 0) > 0

    def has_run_out(self, topic: str, wordings: Sequence[str]) -> bool:
        return self.times.get(topic, 0) >= len(wordings)

    @property
    def asked_last(self) -> str | None:
        """The customer's question for which no answer was sure, if that was told last; else None."""
        topics = [topic for topic in self.times if not topic.startswith(("utter_", YES_TO_WHICH))]
        latest = topics[-1] if topics else ""
        return latest.removeprefix(_ASKED) if latest.startswith(_ASKED) else None

    def tell(
        self,
        dispatcher: CollectingDispatcher,
        topic: str,
        wordings: Sequence[str],
        buttons: Sequence[Button] = (),
        again: str = "",
    ) -> Events:
        """Says the next wording of `topic`; the last one offers a person beside it.

        When all were said, nothing is said again: the worker is shown the answer that stands above. What has
        to be said each time has an `again`: it stands before the first wording then, its `{nth}` filled in.
        """
        before = self.times.get(topic, 0)
        if before >= len(wordings) and again:
            dispatcher.utter_message(
                text=again.format(nth=_nth(before + 1)) + wordings[0], buttons=_with_person(buttons)
            )
        elif before < len(wordings):
            is_last = before == len(wordings) - 1 > 0
            dispatcher.utter_message(
                text=wordings[before], buttons=_with_person(buttons) if is_last else list(buttons)
            )
        else:
            dispatcher.utter_message(json_message={"answered_before": list(wordings[:-1] or wordings)})
        return [self._remembered(topic, before + 1)]

    def tell_about(
        self,
        dispatcher: CollectingDispatcher,
        asked: str | None,
        wordings: Sequence[str],
        buttons: Sequence[Button],
    ) -> Events:
        """Says a wording with the customer's own question for its `{asked}`, in two ways at most.

        Each new question begins with another wording, so that two in a row don't sound the same.
        """
        named, topic = f"“{asked}”" if asked else "that", f"{_ASKED}{asked or ''}"
        begun = sum(other.startswith(_ASKED) and other != topic for other in self.times)
        turned = [*wordings[begun % len(wordings) :], *wordings[: begun % len(wordings)]]
        return self.tell(dispatcher, topic, [text.format(asked=named) for text in turned[:2]], buttons)

    def _remembered(self, topic: str, times: int) -> dict[str, object]:
        others = [(name, count) for name, count in self.times.items() if name != topic]
        remembered: dict[str, object] = SlotSet(_SLOT, dict([*others, (topic, times)][-_TOPICS_REMEMBERED:]))
        return remembered


def _nth(number: int) -> str:
    """`7th`, `21st`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _with_person(buttons: Sequence[Button]) -> list[Button]:
    person = talk_to_person()
    return [*buttons, person] if person not in buttons else list(buttons)
