"""A "stop" said in the chat, on every adapter: no offers anywhere, until the customer writes again."""

from dataclasses import replace

import pytest

from conversations.clock import HandClock
from conversations.cue_ledger import WhoSawIt
from conversations.desk import Desk
from conversations.errors import UnknownConversation
from conversations.ownership import Owner
from tests.conversations.offering import (
    AFTER_EVERY_NO,
    offered,
    silence,
)
from tests.conversations.telling import claim, saying


def opted_out(desk: Desk) -> str:
    """A customer accepted an offer, and said stop in its chat, which was closed."""
    conversation = desk.ledger.accept(offered(desk, WhoSawIt("phone", "customer-7")).id, "widget")
    turn = claim(desk.journal)
    desk.journal.commit_turn(turn, saying("All right.", opts_out=True, new_owner=Owner.CLOSED))
    return conversation.id


def test_who_said_stop_is_offered_nothing_anywhere(desk: Desk, clock: HandClock):
    conversation_id = opted_out(desk)
    clock.move(AFTER_EVERY_NO)

    for who in (
        WhoSawIt("phone"),
        WhoSawIt("laptop", "customer-7"),
        WhoSawIt("laptop", conversation_id=conversation_id),
    ):
        assert silence(desk, who) == "The visitor asked not to be offered help."
    offered(desk, WhoSawIt("laptop"))


@pytest.mark.parametrize(
    "who",
    [WhoSawIt("phone"), WhoSawIt("laptop", "customer-7"), WhoSawIt("laptop")],
    ids=["their device", "the customer elsewhere", "the conversation"],
)
def test_a_stop_is_lifted_when_the_customer_writes_again(desk: Desk, clock: HandClock, who: WhoSawIt):
    conversation_id = opted_out(desk)
    desk.journal.append_inbound(conversation_id, "b", text="One more thing")
    desk.journal.change_owner(conversation_id, Owner.CLOSED)
    clock.move(AFTER_EVERY_NO)

    offered(desk, replace(who, conversation_id=conversation_id))


def test_a_message_that_comes_twice_does_not_lift_a_stop(desk: Desk, clock: HandClock):
    conversation = desk.journal.open_conversation("widget", "customer-7")
    desk.journal.append_inbound(conversation.id, "a", text="Leave me alone")
    desk.journal.commit_turn(claim(desk.journal), saying("All right.", opts_out=True))
    desk.journal.append_inbound(conversation.id, "a", text="Leave me alone")
    clock.move(AFTER_EVERY_NO)

    assert "asked not to be" in silence(desk, WhoSawIt("laptop", "customer-7"))


def test_writing_in_another_conversation_lifts_the_customers_stop(desk: Desk, clock: HandClock):
    opted_out(desk)
    another = desk.journal.open_conversation("widget", "customer-7")
    desk.journal.append_inbound(another.id, "a", text="hello")
    clock.move(AFTER_EVERY_NO)

    offered(desk, WhoSawIt("laptop", "customer-7"))


def test_accepting_help_lifts_a_stop(desk: Desk, clock: HandClock):
    desk.ledger.accept(offered(desk, WhoSawIt("phone", "customer-7")).id, "widget")
    clock.move(AFTER_EVERY_NO)
    offer = offered(desk, WhoSawIt("phone", "customer-7"))
    conversation = desk.journal.open_conversation("widget", "customer-7")
    desk.journal.append_inbound(conversation.id, "a", text="stop")
    desk.ledger.opt_out(conversation.id)
    accepted = desk.ledger.accept(offer.id, "widget")
    desk.journal.change_owner(accepted.id, Owner.CLOSED)
    clock.move(AFTER_EVERY_NO)

    offered(desk, WhoSawIt("laptop", "customer-7"))


def test_opting_out_may_be_said_twice(desk: Desk, clock: HandClock):
    conversation_id = opted_out(desk)
    desk.ledger.opt_out(conversation_id)
    desk.ledger.opt_out(conversation_id)
    clock.move(AFTER_EVERY_NO)

    assert "asked not to be" in silence(desk, WhoSawIt("phone"))


def test_only_a_conversation_can_be_opted_out(desk: Desk):
    with pytest.raises(UnknownConversation):
        desk.ledger.opt_out("no such conversation")


def test_an_opt_out_is_lost_with_its_turn(desk: Desk, clock: HandClock):
    conversation = desk.journal.open_conversation("widget", "customer-7")
    desk.journal.append_inbound(conversation.id, "a", text="stop")
    turn = claim(desk.journal)
    desk.journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")
    desk.journal.commit_turn(turn, saying("All right.", opts_out=True))
    desk.journal.change_owner(conversation.id, Owner.CLOSED)

    offered(desk, WhoSawIt("laptop", "customer-7"))
