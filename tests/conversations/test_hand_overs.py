"""The outbox to another desk, on every adapter: a hand-over for each wait, until the desk has it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.journal import Conversation
from conversations.ownership import Owner
from conversations.support_desk import PAUSES, TAKEN_FOR


@pytest.fixture
def waiting(desk: Desk, conversation: Conversation) -> Conversation:
    desk.journal.append_inbound(conversation.id, "a", text="A person, please")
    desk.journal.change_owner(conversation.id, Owner.WAITING)
    return desk.journal.conversation(conversation.id)


def test_a_wait_is_handed_over_as_it_stood_when_it_began(desk: Desk, waiting: Conversation, clock: HandClock):
    desk.journal.append_inbound(waiting.id, "b", text="Hello?")
    (hand_over,) = desk.team.hand_overs.take_due()
    assert (hand_over.conversation_id, hand_over.epoch) == (waiting.id, waiting.ownership.epoch)
    assert (hand_over.up_to_seq, hand_over.asked_at, hand_over.attempts) == (waiting.last_seq, clock(), 0)


def test_a_hand_over_that_was_sent_is_never_due_again(desk: Desk, waiting: Conversation, clock: HandClock):
    (hand_over,) = desk.team.hand_overs.take_due()
    desk.team.hand_overs.mark_sent(hand_over)
    clock.move(timedelta(days=1))
    assert desk.team.hand_overs.take_due() == []


def test_while_somebody_delivers_it_nobody_else_gets_it(desk: Desk, waiting: Conversation, clock: HandClock):
    (first,) = desk.team.hand_overs.take_due()
    assert desk.team.hand_overs.take_due() == []
    clock.move(TAKEN_FOR)
    (again,) = desk.team.hand_overs.take_due()  # its process died
    assert again.key == first.key


def test_a_desk_that_is_down_is_asked_again_after_longer_and_longer_pauses(
    desk: Desk, waiting: Conversation, clock: HandClock
):
    for attempts, pause in enumerate((*PAUSES, PAUSES[-1])):
        (hand_over,) = desk.team.hand_overs.take_due()
        assert hand_over.attempts == attempts
        desk.team.hand_overs.put_off(hand_over)
        clock.move(pause - timedelta(seconds=1))
        assert desk.team.hand_overs.take_due() == []
        clock.move(timedelta(seconds=1))


@pytest.mark.parametrize("owner", [Owner.BOT, Owner.SUPPORT_AGENT, Owner.CLOSED])
def test_a_wait_that_is_over_is_not_handed_over(
    desk: Desk, waiting: Conversation, clock: HandClock, owner: Owner
):
    (hand_over,) = desk.team.hand_overs.take_due()
    desk.journal.change_owner(waiting.id, owner, name="Ana" if owner is Owner.SUPPORT_AGENT else None)
    desk.team.hand_overs.put_off(hand_over)
    clock.move(timedelta(days=1))
    assert desk.team.hand_overs.take_due() == []


def test_who_asks_again_is_handed_over_again(desk: Desk, waiting: Conversation):
    (first,) = desk.team.hand_overs.take_due()
    desk.team.hand_overs.mark_sent(first)
    desk.journal.change_owner(waiting.id, Owner.BOT)
    desk.journal.change_owner(waiting.id, Owner.WAITING)
    (second,) = desk.team.hand_overs.take_due()
    assert second.key != first.key


def test_of_many_who_deliver_at_once_each_hand_over_has_one(desk: Desk):
    for number in range(20):
        chat = desk.journal.open_conversation("widget").id
        desk.journal.append_inbound(chat, "a", text=f"number {number}")
        desk.journal.change_owner(chat, Owner.WAITING)

    with ThreadPoolExecutor(4) as pool:
        taken = [
            one for page in pool.map(lambda _: desk.team.hand_overs.take_due(5), range(8)) for one in page
        ]
    assert len(taken) == len({one.key for one in taken}) == 20
