"""A dialogue about orders without understanding: an intent and entities in, words and slots out.

What happens between is the product's: the checks of the form, the actions behind the executor of the action
server (its calls as JSON), the channel that collects, and the guard against repetition. Only the rules that
say which action comes next (`data/rules/orders.yml`) stand here once more, in a few lines.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.order_talk.matters import Matter
from bot.collecting_channel import CollectingChannel
from bot.form_checks import check_order_status_form
from bot.repetition import nothing_twice
from bot.turn_context import TurnContext, current_turn
from conversations.entries import Outcome, TurnEnd, Words
from conversations.journal import ClaimedTurn, Journal, TurnResult
from conversations.notices import NoticeKind, NoticeToKeep

Slots = dict[str, Any]

NO_SLOTS: Mapping[str, Any] = dict.fromkeys(
    [
        "order_number",
        "email",
        "postcode",
        "order_matter",
        "matter_words",
        "change",
        "change_detail",
        "is_confirmed",
        "one_time_code",
        "last_changes",
        "listed_orders",
        "older_orders",
        "opened_orders",
        "earlier_proof",
        "wants_notice",
        "told",
        "requested_slot",
    ]
)
"""Those of `domain.yml` that an action looks at, as they are at the beginning."""

_FORM = "order_status_form"
_FIRST = {
    **dict.fromkeys((matter.value for matter in Matter if matter is not Matter.STATUS), "action_note_matter"),
    "ask_for_another_order": "action_forget_order",
    "ask_to_be_told": "action_want_notice",
    "never_mind": "action_forget_matter",
    "ask_which_notices": "action_list_notices",
    "cancel_notices": "action_cancel_notices",
    "list_orders": "action_list_orders",
}
_WITHOUT_FORM = frozenset({"never_mind", "ask_which_notices", "cancel_notices", "list_orders"})
_TAKES_ANSWERS = ("change_detail", "one_time_code")
_MOST_ROUNDS = 3


@dataclass(frozen=True)
class Said:
    """What a customer said, as it would have been understood."""

    intent: str
    text: str
    entities: Mapping[str, str] = field(default_factory=dict)


class Dialogue:
    """One for all conversations, as a worker is."""

    def __init__(self, actions: Sequence[Action], journal: Journal) -> None:
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)
        self.names = frozenset(action.name() for action in actions)
        self._journal = journal
        self._runner = asyncio.Runner()

    def answer(self, turn: ClaimedTurn, slots: Slots, said: Said, repeats: int = 0) -> TurnResult:
        """`slots` are changed in place. Each call of an action is made `repeats` times more, for nothing."""
        return self._runner.run(_Turn(self._executor, self._journal, turn, slots, said, repeats).run())

    def call(self, name: str, turn: ClaimedTurn, slots: Slots, said: Said) -> TurnResult:
        """One action out of its place."""
        return self._runner.run(_Turn(self._executor, self._journal, turn, slots, said).run_only(name))

    def close(self) -> None:
        self._runner.close()


class _Turn:
    def __init__(self, executor, journal, turn: ClaimedTurn, slots: Slots, said: Said, repeats=0) -> None:
        self._executor = executor
        self._journal = journal
        self._turn = turn
        self._slots = slots
        self._said = said
        self._repeats = repeats
        self._channel = CollectingChannel()

    async def run(self) -> TurnResult:
        current_turn.set(TurnContext(tracker=None, customer_id=self._turn.customer_id))
        if first := _FIRST.get(self._said.intent):
            await self._act(first)
        if self._said.intent not in _WITHOUT_FORM:
            given = self._given()
            for _ in range(_MOST_ROUNDS):
                if not await self._go_through_form(given):
                    break
                given = {}
        return await self._result()

    async def run_only(self, name: str) -> TurnResult:
        current_turn.set(TurnContext(tracker=None, customer_id=self._turn.customer_id))
        await self._act(name)
        return await self._result()

    def _given(self) -> Slots:
        asked = self._slots.get("requested_slot")
        given = {
            name: value
            for name, value in self._said.entities.items()
            if name not in _TAKES_ANSWERS or name == asked
        }
        if asked == "is_confirmed" and self._said.intent in {"say_yes", "say_no"}:
            given["is_confirmed"] = self._said.intent == "say_yes"
        self._slots.update(given)
        return given

    async def _go_through_form(self, given: Slots) -> bool:
        """Whether an action has asked for the form again."""
        events = [{"event": "slot", "name": name, "value": value} for name, value in given.items()]
        checked = check_order_status_form({"tracker": {**self._tracker(), "events": events}})
        self._take(checked["events"])
        asked = self._slots["requested_slot"]
        if asked is None:
            return await self._act("action_take_up_matter")
        await self._act(f"action_ask_{_FORM}_{asked}")
        return False

    async def _act(self, name: str) -> bool:
        call = json.loads(json.dumps({"next_action": name, "tracker": self._tracker(), "domain": {}}))
        for _ in range(self._repeats):
            await self._executor.run(json.loads(json.dumps(call)))
        done = json.loads(json.dumps(await self._executor.run(call)))
        for response in done["responses"]:
            await self._channel.send_response("", response)
        self._take(done["events"])
        return any(event["event"] == "followup" for event in done["events"])

    def _take(self, events) -> None:
        self._slots |= {event["name"]: event["value"] for event in events if event["event"] == "slot"}

    def _tracker(self) -> dict[str, Any]:
        message = {
            "text": self._said.text,
            "intent": {"name": self._said.intent},
            "entities": [{"entity": name, "value": value} for name, value in self._said.entities.items()],
        }
        heard = {
            "event": "user",
            "message_id": f"{self._turn.conversation_id}:{self._turn.inbound.seq}",
            "metadata": {"customer_id": "ada", "tier": "confirmed"},  # nothing may believe it
        }
        return {
            "sender_id": self._turn.conversation_id,
            "slots": dict(self._slots),
            "latest_message": message,
            "events": [heard],
            "paused": False,
        }

    async def _result(self) -> TurnResult:
        left = await nothing_twice(self._channel.said, self._channel.answered_before, self._find_said)
        end = left.end or TurnEnd(Outcome.ANSWERED if left.words else Outcome.QUIET, self._said.intent)
        return TurnResult(
            end,
            left.words,
            snapshot=json.dumps(self._slots),
            notices=tuple(
                NoticeToKeep(NoticeKind(asked["kind"]), asked["order_number"], asked.get("proof_email"))
                for asked in self._channel.notices
            ),
            cancelled_notices=tuple(self._channel.cancelled_notices),
        )

    async def _find_said(self, texts):
        return self._journal.said(self._turn.conversation_id, texts)


def words_in(words: Words) -> str:
    """Everything of it that leaves the actions: also what the choices mean, which a customer never sees."""
    meanings = [
        (choice.label, choice.meaning.intent, dict(choice.meaning.entities)) for choice in words.choices
    ]
    return json.dumps([words.text, meanings], ensure_ascii=False)
