"""One turn: a claimed message goes through Rasa and comes out as what shall be written.

No I/O of its own besides the actions that Rasa calls and one look at what was said before; the worker claims
before and commits after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import replies, set_aside
from bot.agent import DeskbellAgent
from bot.collecting_channel import CollectingChannel, Said
from bot.errors import TurnError, TurnPostponed
from bot.hand_over import ASK_FOR_HUMAN, PersonAsked, wait_for_person
from bot.hearing.parses import Parse, intent_of
from bot.known_beforehand import EPOCH, leave_question, make_room, note_page, note_waiting
from bot.matters_in_message import matters_in
from bot.parts_of_answer import announced, put_together, with_left_out
from bot.policies.initiative_policy import PERMIT
from bot.repetition import FindSaid, NothingTwice, first_unsaid, nothing_twice
from bot.response_variations import TOLD_SLOT
from bot.snapshot import dump_snapshot, load_snapshot
from bot.turn_context import TurnContext, current_turn
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, PickedChoice, TurnEnd, Words
from conversations.journal import ClaimedTurn, TurnResult
from conversations.notices import NoticeKind, NoticeToKeep
from conversations.ownership import OWNERS_THE_BOT_MAY_ANSWER_FOR, Owner
from conversations.permits import PermitKind

CHANNEL = "deskbell"

SAME_TIME = timedelta(seconds=1)
"""When an answer comes that must not tell by its time why it is what it is. The work takes far less."""

_LEAVE_ALONE = "ask_to_be_left_alone"
_NEEDS_NO_MORE_WORDS = frozenset({_LEAVE_ALONE, "say_goodbye", "say_thanks"})
_ANSWERS_TO_A_QUESTION = frozenset({"give_order_details", "say_no", "say_yes"})


async def think(
    agent: DeskbellAgent, person_asked: PersonAsked, find_said: FindSaid, turn: ClaimedTurn
) -> TurnResult:
    """What the message leads to. Raises `TurnVoided` and `TurnPostponed` (bot.errors)."""
    if (turn.inbound.page or {}).get("taken_back"):
        return TurnResult(TurnEnd(Outcome.QUIET, "taken_back"))
    if (turn.inbound.page or {}).get("attachment"):
        return await _acknowledge_attachment(find_said)
    if (turn.inbound.page or {}).get("notice_email"):
        return await _acknowledge_address(find_said)
    if attached := int((turn.inbound.page or {}).get("attached_lines", 0)):
        answer = await think(agent, person_asked, find_said, _words_alone(turn, attached))
        return await _with_attachment_kept(answer, find_said)
    tracker = load_snapshot(turn.conversation_id, turn.snapshot, agent.domain)
    leave_question(turn, tracker, agent.domain)
    choice = turn.inbound.choice
    if choice is not None and not _still_stands(choice, turn, tracker):
        if _is_tapped_again(choice, tracker):
            return TurnResult(TurnEnd(Outcome.ANSWERED_BEFORE, "tapped twice", ref=turn.latest_bot_seq))
        return await _answer_earlier_question(find_said)
    note_page(turn, tracker, agent.domain)
    note_waiting(turn, tracker, agent.domain)
    if choice is not None:
        parsed, *others = [_meant(choice)]
    else:
        parsed, *others = await matters_in(
            agent,
            turn.inbound.text,
            turn.inbound.at.date(),
            tracker,
            is_vouched_for=turn.customer_id is not None,
        )
    make_room(turn, tracker, agent.domain, parsed)
    others = set_aside.of_their_order(parsed, others, tracker)
    parsed, let_go = set_aside.let_go(parsed, tracker, agent.domain)
    set_aside.park_change(parsed, tracker, agent.domain)
    left_out = set_aside.put_off(
        parsed, others, tracker, agent.domain, is_vouched_for=turn.customer_id is not None
    )
    context, channel = TurnContext(tracker, customer_id=turn.customer_id), CollectingChannel()
    token = current_turn.set(context)
    try:
        await _answer(agent, turn, channel, context, parsed, others, let_go)
        channel.said = with_left_out(channel.said, left_out)
    except TurnError as error:
        if isinstance(error, TurnPostponed) and intent_of(parsed) == ASK_FOR_HUMAN:
            waits = await wait_for_person(turn, find_said, person_asked)
            return replace(waits, note=_done(channel))
        error.did = _done(channel)
        raise
    finally:
        current_turn.reset(token)
    return await _result(agent, find_said, turn, channel, context, intent_of(parsed))


async def _answer(
    agent: DeskbellAgent,
    turn: ClaimedTurn,
    channel: CollectingChannel,
    context: TurnContext,
    parsed: Parse,
    others: Sequence[Parse],
    lead: str,
) -> None:
    """The message, and after it whatever was set aside and may be taken up now; all in one turn."""
    parts: list[tuple[str, Sequence[Said]]] = []
    to_do = parsed
    while True:
        await agent.handle(_message(turn, channel, to_do))
        parts.append((lead, _with_question(channel.said, context.tracker)))
        channel.said = []
        following = set_aside.take_up_next(intent_of(parsed), context.tracker, agent.domain)
        if following is None:
            break
        to_do, lead = following
    channel.said = announced(put_together(parts), set_aside.still_to_come(context.tracker) if others else [])


def _with_question(said: Sequence[Said], tracker: DialogueStateTracker) -> list[Said]:
    """The question of a form, named by what it asks for, and of which order and matter."""
    asked = [tracker.get_slot(slot) for slot in ("requested_slot", "order_number", "order_matter")]
    return [part if part.asks is None else replace(part, asks=f"{part.asks} {asked}") for part in said]


def _message(turn: ClaimedTurn, channel: CollectingChannel, parsed: Parse) -> UserMessage:
    return UserMessage(
        text=parsed["text"] or turn.inbound.text,
        output_channel=channel,
        sender_id=turn.conversation_id,
        input_channel=CHANNEL,
        message_id=f"{turn.conversation_id}:{turn.inbound.seq}",
        metadata={PERMIT: PermitKind.REPLY.value, EPOCH: turn.ownership.epoch},
        parse_data=parsed,
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


def _is_tapped_again(choice: PickedChoice, tracker: DialogueStateTracker) -> bool:
    """Whether the message before was the same tap: what was answered to that stands."""
    before = tracker.latest_message
    return before is not None and (before.text, intent_of(before.parse_data)) == (
        choice.label,
        choice.meaning.intent,
    )


async def _acknowledge_attachment(find_said: FindSaid) -> TurnResult:
    """A picture or a place is for a person to look at; the dialogue stays where it was."""
    words = await first_unsaid(replies.NO_TEXT, find_said)
    end = TurnEnd(Outcome.ANSWERED if words else Outcome.QUIET, "no text")
    return TurnResult(end, (words,) if words else ())


def _words_alone(turn: ClaimedTurn, attached: int) -> ClaimedTurn:
    """The last lines only name what came along with the words, for a person to look at."""
    words = "\n".join(turn.inbound.text.split("\n")[:-attached])
    page = {name: value for name, value in (turn.inbound.page or {}).items() if name != "attached_lines"}
    return replace(turn, inbound=replace(turn.inbound, text=words, page=page or None))


async def _with_attachment_kept(answer: TurnResult, find_said: FindSaid) -> TurnResult:
    """Said before the answer, as often as there are words for it."""
    is_alone = answer.end.outcome is Outcome.QUIET
    wordings = replies.NO_TEXT if is_alone else [Words(text) for text in replies.KEPT]
    kept = await first_unsaid(wordings, find_said)
    if kept is None or answer.end.outcome is Outcome.ANSWERED_BEFORE:
        return answer
    end = TurnEnd(Outcome.ANSWERED, answer.end.reason) if is_alone else answer.end
    return replace(answer, end=end, words=(kept, *answer.words))


async def _acknowledge_address(find_said: FindSaid) -> TurnResult:
    """An address for what comes too late for Messenger; the gateway keeps it."""
    words = await first_unsaid(replies.MAILED_LATER, find_said)
    end = TurnEnd(Outcome.ANSWERED if words else Outcome.QUIET, "address for notices")
    return TurnResult(end, (words,) if words else ())


async def _answer_earlier_question(find_said: FindSaid) -> TurnResult:
    words = await first_unsaid(replies.EARLIER_QUESTION, find_said)
    end = TurnEnd(Outcome.ANSWERED if words else Outcome.QUIET, "choice of an earlier question")
    return TurnResult(end, (words,) if words else ())


async def _result(
    agent: DeskbellAgent,
    find_said: FindSaid,
    turn: ClaimedTurn,
    channel: CollectingChannel,
    context: TurnContext,
    intent: str,
) -> TurnResult:
    tracker = context.tracker
    if _needs_no_more_words(intent, channel, tracker):
        left = NothingTwice(end=TurnEnd(Outcome.QUIET, intent))
    else:
        left = await nothing_twice(channel.said, channel.answered_before, find_said)
        _note_told(channel, tracker, agent)
    if not left.words and left.end is None:
        left = await _without_words(context, find_said)
    return TurnResult(
        end=left.end or TurnEnd(Outcome.ANSWERED, _reason(channel, intent)),
        words=tuple(_fitting(words, tracker, turn) for words in left.words),
        snapshot=dump_snapshot(tracker, agent.domain),
        new_owner=_new_owner(turn, channel, intent),
        opts_out=intent == _LEAVE_ALONE,
        notices=tuple(_notice(asked) for asked in channel.notices),
        cancelled_notices=tuple(channel.cancelled_notices),
        not_before=floor_of(channel),
        note=_done(channel),
    )


def _done(channel: CollectingChannel) -> str | None:
    return " ".join(channel.did) or None


def floor_of(channel: CollectingChannel) -> timedelta:
    """Since the claim: before this, the turn's words are not written."""
    return SAME_TIME if "same_time" in channel.requests else timedelta(0)


def _needs_no_more_words(
    intent: str | None, channel: CollectingChannel, tracker: DialogueStateTracker
) -> bool:
    """A second "stop" is taken without a word, and so is a "bye" or "thanks" when all was said to it."""
    if intent not in _NEEDS_NO_MORE_WORDS or not channel.said:
        return False
    messages = [event for event in tracker.events if isinstance(event, UserUttered)]
    is_again = intent == _LEAVE_ALONE and len(messages) > 1 and messages[-2].intent_name == _LEAVE_ALONE
    return is_again or all(part.used_up for part in channel.said)


def _reason(channel: CollectingChannel, intent: str | None) -> str:
    """The audit reads it: the customer's wish, or that there was no answer to it."""
    return "not known" if "not_known" in channel.requests else intent or "replied"


async def _without_words(context: TurnContext, find_said: FindSaid) -> NothingTwice:
    """Quiet is meant only where initiative says so; otherwise silence is never the answer to a customer."""
    if context.silence is not None:
        return NothingTwice(end=TurnEnd(Outcome.QUIET, context.silence))
    words = await first_unsaid(replies.NOT_UNDERSTOOD, find_said)
    if words is None:
        return NothingTwice(end=TurnEnd(Outcome.FAILED, "not understood, and nothing new to say"))
    return NothingTwice((words,), TurnEnd(Outcome.ANSWERED, "not understood"))


def _note_told(channel: CollectingChannel, tracker: DialogueStateTracker, agent: DeskbellAgent) -> None:
    responses = [part.response for part in channel.said if part.response is not None]
    if responses:
        told = dict(tracker.get_slot(TOLD_SLOT) or {})
        for response in responses:
            told[response] = told.get(response, 0) + 1
        tracker.update(SlotSet(TOLD_SLOT, told), agent.domain)


def _new_owner(turn: ClaimedTurn, channel: CollectingChannel, intent: str | None) -> Owner | None:
    owner = turn.ownership.owner
    if owner not in OWNERS_THE_BOT_MAY_ANSWER_FOR:
        return None
    if "a_person" in channel.requests:
        return Owner.WAITING
    if intent == "say_goodbye":
        return Owner.CLOSED
    return Owner.BOT if "no_person" in channel.requests else None


def _notice(asked: Mapping[str, Any]) -> NoticeToKeep:
    return NoticeToKeep(NoticeKind(asked["kind"]), asked["order_number"], asked.get("proof_email"))


def _fitting(words: Words, tracker: DialogueStateTracker, turn: ClaimedTurn) -> Words:
    """Nobody is offered a person while they wait for one."""
    if turn.ownership.owner is Owner.WAITING:
        asks = ChoiceMeaning(ASK_FOR_HUMAN)
        others = tuple(choice for choice in words.choices if choice.meaning != asks)
        words = Words(words.text, others)
    return _bound_to_question(words, tracker)


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
