"""A message that the customer took back is read by nobody, and gets no words."""

from bot.turn import think
from conversations.desk import in_memory_desk
from conversations.entries import Outcome
from conversations.messenger import DELETED, TAKEN_BACK


async def test_a_message_that_was_taken_back_before_its_turn_is_not_answered():
    desk = in_memory_desk()
    chat = desk.journal.open_conversation("messenger").id
    desk.journal.append_inbound(chat, "m", text=DELETED, page=TAKEN_BACK)
    result = await think(None, None, None, desk.journal.claim_turn("test"))
    assert (result.words, result.snapshot) == ((), None)
    assert (result.end.outcome, result.end.reason) == (Outcome.QUIET, "taken_back")
