"""What the dialogue knows before it takes a message: the order on the page, who waits or has had the floor,
what did not fit.

It stands in the journal or in earlier turns, not in the message, so it is set as slots here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from bot.hearing.parses import value_of
from bot.hearing.told_before import had_no_match
from conversations.journal import ClaimedTurn
from conversations.ownership import Owner

_NUMBER, _EMAIL, _POSTCODE = "order_number", "email", "postcode"
_PAGE = "page_order_number"
_WAITS = "waits_for_person"
EPOCH = "epoch"
"""In a message's metadata: that of the owner under whom the bot took it."""

_TAKEN_AND_LET_GO = 2
"""Changes of owner since the last message that the bot took, when somebody else had the floor meanwhile."""

_OPEN_QUESTION = (
    "requested_slot",
    "order_matter",
    "matter_words",
    "change",
    "change_detail",
    "is_confirmed",
    "one_time_code",
    "wants_notice",
    "set_aside",
)
_ASKS_FOR_AN_ORDER = frozenset(Matter) | {"ask_to_be_told"}


def note_page(turn: ClaimedTurn, tracker: DialogueStateTracker, domain: Domain) -> None:
    """Another order on the page than last time is the one that is meant, until the customer names one."""
    number = _on_page(turn)
    if number and number != tracker.get_slot(_PAGE):
        tracker.update(SlotSet(_PAGE, number), domain)
        is_asked_about_another = tracker.active_loop_name is not None and tracker.get_slot(_NUMBER)
        if not is_asked_about_another:
            tracker.update(SlotSet(_NUMBER, number), domain)


def note_waiting(turn: ClaimedTurn, tracker: DialogueStateTracker, domain: Domain) -> None:
    """Whether the customer waits for a person stands in the journal; the dialogue only reads it."""
    waits = True if turn.ownership.owner is Owner.WAITING else None
    if tracker.get_slot(_WAITS) != waits:
        tracker.update(SlotSet(_WAITS, waits), domain)


def leave_question(turn: ClaimedTurn, tracker: DialogueStateTracker, domain: Domain) -> None:
    """What was asked before a person had the floor, or closed the chat, is asked no longer.

    What was proved and which order is spoken of stay known.
    """
    message = tracker.latest_message
    before = turn.ownership.epoch if message is None else message.metadata.get(EPOCH, turn.ownership.epoch)
    if turn.ownership.epoch - before < _TAKEN_AND_LET_GO:
        return
    if tracker.active_loop_name is not None:
        tracker.update(ActiveLoop(None), domain)
    for event in tracker.events:
        if isinstance(event, BotUttered):
            event.data["buttons"] = None  # a yes means none of them now
    for slot in _OPEN_QUESTION:
        if tracker.get_slot(slot) is not None:
            tracker.update(SlotSet(slot, None), domain)


def make_room(
    turn: ClaimedTurn, tracker: DialogueStateTracker, domain: Domain, parsed: Mapping[str, Any]
) -> None:
    """A new question for an order takes nothing over, unsaid, that did not fit the one before.

    Without a number it means the order on the page, also after another one was dropped.
    """
    intent = parsed["intent"]["name"]
    _forget_proof_before(tracker, domain, parsed)
    if tracker.get_slot(_NUMBER) and value_of(parsed, _POSTCODE) == tracker.get_slot(_NUMBER):
        tracker.update(SlotSet(_NUMBER, None), domain)  # "sorry, 8004 is the postcode"
    if intent in _ASKS_FOR_AN_ORDER | {"never_mind"} and had_no_match(tracker):
        given = {entity["entity"] for entity in parsed["entities"]}
        for slot in sorted({_NUMBER, _EMAIL, _POSTCODE} - given):
            tracker.update(SlotSet(slot, None), domain)
    is_open = tracker.active_loop_name is not None or tracker.get_slot(_NUMBER)
    if intent in _ASKS_FOR_AN_ORDER and not is_open and (number := _on_page(turn)):
        tracker.update(SlotSet(_NUMBER, number), domain)


def _forget_proof_before(tracker: DialogueStateTracker, domain: Domain, parsed: Mapping[str, Any]) -> None:
    """The proof that is given last is the one that counts."""
    given = {entity["entity"] for entity in parsed["entities"]} & {_EMAIL, _POSTCODE}
    for slot in sorted({_EMAIL, _POSTCODE} - given if given else set()):
        if tracker.get_slot(slot) is not None:
            tracker.update(SlotSet(slot, None), domain)


def _on_page(turn: ClaimedTurn) -> str | None:
    return (turn.inbound.page or {}).get("order_number")
