"""One turn: a claimed message goes through Rasa and comes out as what shall be written.

No I/O of its own besides the actions that Rasa calls; the worker claims before and commits after.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot import replies
from bot.agent import DeskbellAgent
from bot.collecting_channel import CollectingChannel
from bot.policies.initiative_policy import PERMIT
from bot.snapshot import dump_snapshot, load_snapshot
from bot.turn_context import TurnContext, current_turn
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, PickedChoice, TurnEnd, Words
from conversations.journal import ClaimedTurn, TurnResult
from conversations.ownership import Owner
from conversations.permits import PermitKind

CHANNEL = "deskbell"
_PAGE_SLOT = "page_order_number"
_ANSWERS_TO_A_QUESTION = frozenset({"affirm", "deny", "give_order_details"})


async def think(agent: DeskbellAgent, turn: ClaimedTurn) -> TurnResult:
    """What the message leads to. Raises `TurnVoided` and `TurnPostponed` (bot.errors)."""
    tracker = load_snapshot(turn.conversation_id, turn.snapshot, agent.domain)
    choice = turn.inbound.choice
    if choice is not None and not _still_stands(choice, turn, tracker):
        return TurnResult(
            TurnEnd(Outcome.ANSWERED, "choice of an earlier question"), (replies.EARLIER_QUESTION,)
        )
    _note_page(turn, tracker, agent)
    context = TurnContext(tracker)
    token = current_turn.set(context)
    channel = CollectingChannel()
    try:
        await agent.handle(_message(turn, channel))
    finally:
        current_turn.reset(token)
    return _result(turn, channel, context.tracker, dump_snapshot(context.tracker, agent.domain))


def _message(turn: ClaimedTurn, channel: CollectingChannel) -> UserMessage:
    inbound = turn.inbound
    return UserMessage(
        text=inbound.text,
        output_channel=channel,
        sender_id=turn.conversation_id,
        input_channel=CHANNEL,
        message_id=f"{turn.conversation_id}:{inbound.seq}",
        metadata={PERMIT: PermitKind.REPLY.value},
        parse_data=_meant(inbound.choice) if inbound.choice else None,
    )


def _meant(choice: PickedChoice) -> dict[str, Any]:
    """What the NLU would have said. It comes from the journal, never from what somebody typed."""
    entities = [{"entity": name, "value": value} for name, value in choice.meaning.entities.items()]
    intent = {"name": choice.meaning.intent, "confidence": 1.0}
    return {"text": choice.label, "intent": intent, "intent_ranking": [intent], "entities": entities}


def _still_stands(choice: PickedChoice, turn: ClaimedTurn, tracker: DialogueStateTracker) -> bool:
    """A next step stands for good; an answer only while its question is the latest and still open."""
    if choice.meaning.form is None:
        return True
    return (
        choice.entry_seq == turn.latest_bot_seq
        and tracker.active_loop_name == choice.meaning.form
        and tracker.get_slot("requested_slot") == choice.meaning.slot
    )


def _note_page(turn: ClaimedTurn, tracker: DialogueStateTracker, agent: DeskbellAgent) -> None:
    """Another order on the page than last time is the one that is meant, until the customer names one."""
    number = (turn.inbound.page or {}).get("order_number")
    if number and number != tracker.get_slot(_PAGE_SLOT):
        tracker.update(SlotSet(_PAGE_SLOT, number), agent.domain)
        tracker.update(SlotSet("order_number", number), agent.domain)


def _result(
    turn: ClaimedTurn, channel: CollectingChannel, tracker: DialogueStateTracker, snapshot: str
) -> TurnResult:
    wants_person = "a_person" in channel.requests and turn.ownership.owner is Owner.BOT
    if not channel.words:  # no rule answered: silence is never the answer to a customer
        return TurnResult(TurnEnd(Outcome.ANSWERED, "no rule answered"), (replies.NOT_UNDERSTOOD,), snapshot)
    return TurnResult(
        end=TurnEnd(Outcome.ANSWERED, "asked for a person" if "a_person" in channel.requests else "replied"),
        words=tuple(_bound_to_question(words, tracker) for words in channel.words),
        snapshot=snapshot,
        new_owner=Owner.WAITING if wants_person else None,
    )


def _bound_to_question(words: Words, tracker: DialogueStateTracker) -> Words:
    """Choices that answer the open form's question belong to it, and to nothing that is asked later."""
    if tracker.active_loop_name is None:
        return words
    return Words(words.text, tuple(_bound(choice, tracker) for choice in words.choices))


def _bound(choice: ChoiceToOffer, tracker: DialogueStateTracker) -> ChoiceToOffer:
    if choice.meaning.intent not in _ANSWERS_TO_A_QUESTION:
        return choice
    meaning = ChoiceMeaning(
        choice.meaning.intent,
        choice.meaning.entities,
        form=tracker.active_loop_name,
        slot=tracker.get_slot("requested_slot"),
    )
    return ChoiceToOffer(choice.label, meaning)
