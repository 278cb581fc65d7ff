"""Status events, on every adapter: the stream says when an answer is late, and does not nag."""

from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.errors import UnknownConversation
from conversations.journal import Conversation, Journal
from conversations.ownership import Owner
from tests.conversations.telling import answer, claim, kinds

LATE = timedelta(seconds=5)
SORRY = "We are slower than usual. Your message is kept."


def test_a_status_is_an_event_of_the_stream(journal: Journal, conversation: Conversation):
    assert journal.tell_status(conversation.id, "back", "We are back.") == 1

    [item] = journal.read_stream(conversation.id, 0)
    assert item.kind == "status"
    assert item.data == {"seq": 1, "status": "back", "text": "We are back.", "at": "2030-01-01T09:00:00.000Z"}


def test_a_status_of_an_unknown_conversation_is_refused(journal: Journal):
    with pytest.raises(UnknownConversation):
        journal.tell_status("no-such-id", "back", "We are back.")


def test_whoever_waits_too_long_is_told(journal: Journal, conversation: Conversation, clock: HandClock):
    journal.append_inbound(conversation.id, "a", text="hello")
    assert journal.tell_delayed(LATE, SORRY) == []
    clock.move(LATE)

    assert journal.tell_delayed(LATE, SORRY) == [conversation.id]
    item = journal.read_stream(conversation.id, after=1)[0]
    assert (item.kind, item.data["status"], item.data["text"]) == ("status", "delayed", SORRY)


def test_nobody_is_told_twice_about_the_same_messages(
    journal: Journal, conversation: Conversation, clock: HandClock
):
    journal.append_inbound(conversation.id, "a", text="hello")
    clock.move(LATE)
    journal.append_inbound(conversation.id, "b", text="anybody?")
    journal.tell_delayed(LATE, SORRY)
    clock.move(LATE)
    assert journal.tell_delayed(LATE, SORRY) == []
    answer(journal, "Here I am.")

    assert journal.tell_delayed(LATE, SORRY) == []
    assert kinds(journal, conversation.id).count("status") == 1


def test_a_message_that_came_after_the_word_is_told_about_too(
    journal: Journal, conversation: Conversation, clock: HandClock
):
    journal.append_inbound(conversation.id, "a", text="hello")
    clock.move(LATE)
    journal.tell_delayed(LATE, SORRY)
    journal.append_inbound(conversation.id, "b", text="anybody?")
    clock.move(LATE)

    assert journal.tell_delayed(LATE, SORRY) == [conversation.id]


def test_a_message_in_the_hands_of_a_slow_worker_is_late_too(
    journal: Journal, conversation: Conversation, clock: HandClock
):
    journal.append_inbound(conversation.id, "a", text="hello")
    turn = claim(journal)
    clock.move(LATE)
    journal.tell_delayed(LATE, SORRY)

    journal.renew_lease(turn)
    assert kinds(journal, conversation.id) == ["message", "status"]


def test_nobody_is_told_when_nothing_waits_for_the_bot(
    journal: Journal, conversation: Conversation, clock: HandClock
):
    journal.append_inbound(conversation.id, "a", text="hello")
    answer(journal, "Hello!")
    journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")
    journal.append_inbound(conversation.id, "b", text="hello Ana")
    clock.move(10 * LATE)

    assert journal.tell_delayed(LATE, SORRY) == []


def test_whoever_has_waited_longest_is_told_first(journal: Journal, clock: HandClock):
    waiting = [journal.open_conversation("widget").id for _ in range(3)][::-1]
    for conversation_id in waiting:
        journal.append_inbound(conversation_id, "a", text="hello")
        clock.move(timedelta(seconds=1))
    clock.move(LATE)

    assert journal.tell_delayed(LATE, SORRY) == waiting
