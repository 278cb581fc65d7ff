"""Brings hand-overs to another desk: those that are due, each until the desk has it."""

import structlog

from conversations.desk import Desk
from conversations.entries import Outcome
from conversations.errors import DeskUnavailable, UnknownConversation
from conversations.support_desk import Case, HandOver, SupportDesk
from conversations.wishes import WISHES, taken_for

LOOK_EVERY_SECONDS = 2
_NEWEST = 200
"""Items of the conversation that the desk gets."""

log = structlog.get_logger(__name__)


class HandOverPost:
    """`deliver` blocks as long as the desk takes."""

    def __init__(self, desk: Desk, support_desk: SupportDesk, public_url: str) -> None:
        self._journal = desk.journal
        self._book = desk.team.hand_overs
        self._support_desk = support_desk
        self._public_url = public_url

    def deliver(self) -> int:
        """How many went out. Raises `JournalUnavailable`; a desk that is down is asked again later."""
        return sum(self._deliver(hand_over) for hand_over in self._book.take_due())

    def _deliver(self, hand_over: HandOver) -> bool:
        try:
            self._support_desk.hand_over(self._case(hand_over))
        except DeskUnavailable:
            log.warning("handoff.desk_unavailable", attempts=hand_over.attempts + 1)
            self._book.put_off(hand_over)
            return False
        except UnknownConversation:
            return False  # It was erased meanwhile, and its hand-over with it.
        self._book.mark_sent(hand_over)
        log.info("handoff.delivered")
        return True

    def _case(self, hand_over: HandOver) -> Case:
        """As it stood when the customer asked, so that a retry is the same to the letter."""
        id_ = hand_over.conversation_id
        customer_id = self._journal.conversation(id_).customer_id
        after = max(0, hand_over.up_to_seq - _NEWEST)
        items = self._journal.read_stream(id_, after, hand_over.up_to_seq - after)
        said = [item.data for item in items if item.kind == "message"]
        turns = [item.data for item in items if item.kind == "turn"]
        tried = [turn for turn in turns if turn["outcome"] != Outcome.PASSED_ON.value]
        wishes = [WISHES[turn["reason"]] for turn in tried if turn["reason"] in WISHES]
        return Case(
            key=hand_over.key,
            conversation_id=id_,
            asked_at=hand_over.asked_at,
            customer_id=customer_id,
            wants=wishes[-1] if wishes else "",
            transcript=[(words["speaker"], words["text"]) for words in said],
            tried=[(taken_for(turn["reason"]), turn["outcome"].replace("_", " ")) for turn in tried],
            link=f"{self._public_url}/inbox#{id_}",
        )
