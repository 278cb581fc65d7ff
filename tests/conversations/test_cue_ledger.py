"""The cue ledger, on every adapter: who is offered help when, and what a no and a yes are worth."""

from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.cue_ledger import WhoSawIt
from conversations.desk import Desk
from conversations.entries import Because, ChoiceMeaning, Speaker
from conversations.errors import OfferSpent, UnknownOffer
from conversations.initiative import A_NO_LASTS, VISIT, WAITING_LASTS, OfferOutcome
from conversations.offers import ANSWERED_AGAIN, OPEN_FOR
from conversations.ownership import Owner
from tests.conversations.offering import (
    AFTER_EVERY_NO,
    AFTER_THE_VISIT,
    ANOTHER_CUE,
    GUEST,
    HELP,
    cue,
    offered,
    refuse,
    silence,
)
from tests.conversations.telling import answer, claim, kinds, saying

NOES = [OfferOutcome.DECLINED, OfferOutcome.IGNORED]
BLINK = timedelta(microseconds=1)


def test_a_cue_is_offered_its_line_under_an_id_nobody_can_guess(desk: Desk):
    first, second = offered(desk), offered(desk, WhoSawIt("device-2"))

    assert first.text == second.text == "Shall we look at it?"
    assert first.id != second.id
    assert min(len(first.id), len(second.id)) >= 20


def test_one_offer_waits_at_a_time(desk: Desk):
    offered(desk)

    assert silence(desk, name=ANOTHER_CUE) == "Another offer is waiting for an answer."


@pytest.mark.parametrize("outcome", NOES)
def test_a_no_quiets_its_cue_for_thirty_days(desk: Desk, clock: HandClock, outcome: OfferOutcome):
    desk.ledger.end(offered(desk).id, outcome)
    clock.move(A_NO_LASTS - BLINK)
    assert silence(desk) == "The visitor said no to payment_failed within 30 days."

    clock.move(BLINK)
    offered(desk)


def test_an_offer_that_nobody_answered_was_ignored(desk: Desk, clock: HandClock):
    offer = offered(desk)
    clock.move(WAITING_LASTS)

    assert silence(desk) == "The visitor said no to payment_failed within 30 days."
    with pytest.raises(OfferSpent):
        desk.ledger.accept(offer.id, "widget")


def test_an_offer_can_be_accepted_for_as_long_as_it_waits(desk: Desk, clock: HandClock):
    offer = offered(desk)
    clock.move(WAITING_LASTS - BLINK)

    assert desk.ledger.accept(offer.id, "widget").last_seq == 2


def test_there_is_one_offer_in_a_visit(desk: Desk, clock: HandClock):
    desk.ledger.end(offered(desk).id, OfferOutcome.DECLINED)
    clock.move(VISIT - BLINK)
    assert silence(desk, name=ANOTHER_CUE) == "There was an offer in this visit already."

    clock.move(BLINK)
    offered(desk, name=ANOTHER_CUE)


def test_there_are_three_offers_in_thirty_days(desk: Desk, clock: HandClock):
    for name in ("page_error", "rage_click", "search_empty"):
        refuse(desk, clock, name=name)
    assert silence(desk) == "There were 3 offers within 30 days."

    clock.move(A_NO_LASTS - 3 * AFTER_THE_VISIT)
    offered(desk)


def test_a_cue_cools_down_whatever_the_answer_was(desk: Desk, clock: HandClock):
    accepted = desk.ledger.accept(offered(desk).id, "widget")
    desk.journal.change_owner(accepted.id, Owner.CLOSED)
    clock.move(timedelta(days=7) - BLINK)
    assert silence(desk) == "payment_failed was offered within its cool-down."

    clock.move(BLINK)
    offered(desk)


def test_a_cool_down_may_be_longer_than_a_no(desk: Desk, clock: HandClock):
    desk.ledger.end(offered(desk).id, OfferOutcome.DECLINED)
    clock.move(timedelta(days=59))
    assert silence(desk, cool_down=timedelta(days=60)) == "payment_failed was offered within its cool-down."

    clock.move(timedelta(days=1))
    offered(desk, cool_down=timedelta(days=60))


def test_another_device_is_another_visitor(desk: Desk, clock: HandClock):
    refuse(desk, clock)

    offered(desk, WhoSawIt("device-2"))


def test_a_customer_who_said_no_is_left_alone_on_every_device(desk: Desk, clock: HandClock):
    refuse(desk, clock, WhoSawIt("phone", "customer-7"))

    assert "said no" in silence(desk, WhoSawIt("laptop", "customer-7"))
    offered(desk, WhoSawIt("laptop", "customer-8"))


def test_a_device_that_said_no_is_left_alone_whoever_signs_in(desk: Desk, clock: HandClock):
    refuse(desk, clock)

    assert "said no" in silence(desk, WhoSawIt("device-1", "customer-7"))


@pytest.mark.parametrize(
    ("owner", "reason"),
    [
        (Owner.BOT, "A conversation is open already."),
        (Owner.WAITING, "A person of the support team has the conversation."),
        (Owner.SUPPORT_AGENT, "A person of the support team has the conversation."),
    ],
)
def test_nothing_is_offered_while_a_conversation_is_open(desk: Desk, owner: Owner, reason: str):
    conversation = desk.journal.open_conversation("widget", "customer-7")
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    if owner is not Owner.BOT:
        name = "Ana" if owner is Owner.SUPPORT_AGENT else None
        desk.journal.change_owner(conversation.id, owner, name=name)

    assert silence(desk, WhoSawIt("device-1", conversation_id=conversation.id)) == reason
    assert silence(desk, WhoSawIt("another device", "customer-7")) == reason
    offered(desk, WhoSawIt("somebody else"))


def test_a_conversation_with_the_bot_is_open_for_a_day(desk: Desk, clock: HandClock):
    conversation = desk.journal.open_conversation("widget", "customer-7")
    who = WhoSawIt("device-1", "customer-7", conversation.id)
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    clock.move(timedelta(hours=1))
    answer(desk.journal, "Hello!")
    clock.move(OPEN_FOR - BLINK)
    assert silence(desk, who) == "A conversation is open already."

    clock.move(BLINK)
    offered(desk, who)


@pytest.mark.parametrize("owner", [Owner.WAITING, Owner.SUPPORT_AGENT])
def test_a_conversation_with_a_person_is_open_until_it_is_closed(desk: Desk, clock: HandClock, owner: Owner):
    conversation = desk.journal.open_conversation("widget", "customer-7")
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    desk.journal.change_owner(conversation.id, owner, name="Ana" if owner is Owner.SUPPORT_AGENT else None)
    clock.move(timedelta(days=100))
    assert "A person" in silence(desk, WhoSawIt("device-1", "customer-7"))

    desk.journal.change_owner(conversation.id, Owner.CLOSED)
    offered(desk, WhoSawIt("device-1", "customer-7"))


def test_the_person_counts_more_than_the_bot_where_both_talk_to_a_customer(desk: Desk):
    for owner in (Owner.BOT, Owner.WAITING, Owner.BOT):
        conversation = desk.journal.open_conversation("widget", "customer-7")
        desk.journal.append_inbound(conversation.id, "a", text="hello")
        if owner is not Owner.BOT:
            desk.journal.change_owner(conversation.id, owner)

    assert "A person" in silence(desk, WhoSawIt("device-1", "customer-7"))


def test_an_opened_panel_without_a_message_is_no_conversation(desk: Desk):
    conversation = desk.journal.open_conversation("widget", "customer-7")

    offered(desk, WhoSawIt("device-1", "customer-7", conversation.id))


@pytest.mark.parametrize("unknown", ["no such conversation", "", "x" * 5000])
def test_an_unknown_conversation_changes_nothing(desk: Desk, unknown: str):
    offered(desk, WhoSawIt("device-1", conversation_id=unknown))


def test_a_guest_without_a_customer_id_is_not_every_guest(desk: Desk, clock: HandClock):
    conversation = desk.journal.open_conversation("widget")
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    desk.ledger.opt_out(conversation.id)
    refuse(desk, clock, WhoSawIt("device-1"))

    offered(desk, WhoSawIt("device-2"))


def test_accepting_opens_a_conversation_with_the_offer_as_its_first_entry(desk: Desk, clock: HandClock):
    offer = offered(desk, WhoSawIt("device-1", "customer-7"))
    clock.move(timedelta(seconds=30))
    conversation = desk.ledger.accept(offer.id, "widget")

    assert conversation == desk.journal.conversation(conversation.id)
    assert (conversation.customer_id, conversation.channel) == ("customer-7", "widget")
    first, second = desk.journal.read_entries(conversation.id, 0)
    assert (first.speaker, first.text, first.because) == (Speaker.BOT, offer.text, Because("offer", offer.id))
    assert [choice.label for choice in first.choices] == ["Yes, please"]
    assert (second.speaker, second.text, second.at) == (Speaker.CUSTOMER, "Yes, please", clock())
    assert conversation.last_seq == 2


def test_the_acceptance_waits_for_a_turn_that_knows_what_it_is_about(desk: Desk):
    offer = offered(desk, page={"order_number": "10042"})
    conversation = desk.ledger.accept(offer.id, "widget")

    turn = claim(desk.journal)
    assert (turn.conversation_id, turn.latest_bot_seq) == (conversation.id, 1)
    assert (turn.inbound.text, turn.inbound.page) == ("Yes, please", {"order_number": "10042"})
    assert turn.inbound.choice is not None
    assert (turn.inbound.choice.meaning, turn.inbound.choice.entry_seq) == (HELP, 1)
    desk.journal.commit_turn(turn, saying("Let us see."))
    assert desk.journal.read_entries(conversation.id, 2)[0].because == Because("reply", "2")


def test_what_accepting_opens_keeps_its_form_and_slot(desk: Desk):
    opens = ChoiceMeaning("ask_order_status", {}, "order_form", "order_number")
    desk.ledger.accept(offered(desk, opens=opens).id, "widget")

    picked = claim(desk.journal).inbound.choice
    assert picked is not None
    assert picked.meaning == opens


def test_an_offer_without_a_page_opens_without_one(desk: Desk):
    desk.ledger.accept(offered(desk).id, "widget")

    assert claim(desk.journal).inbound.page is None


def test_the_device_that_accepted_has_an_open_conversation(desk: Desk):
    desk.ledger.accept(offered(desk).id, "widget")

    assert silence(desk, name=ANOTHER_CUE) == "A conversation is open already."


def test_no_conversation_exists_until_an_offer_is_accepted(desk: Desk):
    offer = offered(desk)
    desk.ledger.end(offer.id, OfferOutcome.DECLINED)

    assert desk.journal.claim_turn("worker") is None


@pytest.mark.parametrize("outcome", NOES)
def test_an_offer_ends_once(desk: Desk, outcome: OfferOutcome):
    offer = offered(desk)
    desk.ledger.end(offer.id, outcome)

    for again in NOES:
        with pytest.raises(OfferSpent):
            desk.ledger.end(offer.id, again)
    with pytest.raises(OfferSpent):
        desk.ledger.accept(offer.id, "widget")


def test_an_accepted_offer_is_accepted_once_and_never_declined(desk: Desk):
    offer = offered(desk)
    conversation = desk.ledger.accept(offer.id, "widget")

    with pytest.raises(OfferSpent):
        desk.ledger.accept(offer.id, "widget")
    with pytest.raises(OfferSpent):
        desk.ledger.end(offer.id, OfferOutcome.DECLINED)
    assert kinds(desk.journal, conversation.id) == ["message", "message"]


def test_whoever_lost_the_answer_to_an_acceptance_is_shown_what_it_opened(desk: Desk, clock: HandClock):
    offer = offered(desk)
    opened = desk.ledger.accept(offer.id, "widget")

    for wait in (timedelta(0), ANSWERED_AGAIN - BLINK):
        clock.move(wait)
        assert desk.ledger.accepted(offer.id) == opened
    assert kinds(desk.journal, opened.id) == ["message", "message"]
    assert desk.journal.claim_turn("worker") is not None
    assert desk.journal.claim_turn("worker") is None


def test_an_acceptance_of_long_ago_is_not_answered_again(desk: Desk, clock: HandClock):
    offer = offered(desk)
    desk.ledger.accept(offer.id, "widget")
    clock.move(ANSWERED_AGAIN)

    with pytest.raises(OfferSpent):
        desk.ledger.accepted(offer.id)


@pytest.mark.parametrize("outcome", [None, *NOES, OfferOutcome.NEVER])
def test_what_was_not_accepted_opened_nothing(desk: Desk, outcome: OfferOutcome | None):
    offer = offered(desk)
    if outcome is not None:
        desk.ledger.end(offer.id, outcome)

    with pytest.raises(OfferSpent):
        desk.ledger.accepted(offer.id)


@pytest.mark.parametrize("unknown", ["no such offer", "", "a\0b", "\ud800"])
def test_an_unknown_offer_opened_nothing(desk: Desk, unknown: str):
    with pytest.raises(UnknownOffer):
        desk.ledger.accepted(unknown)


def test_an_offer_cannot_be_declined_when_it_waited_too_long(desk: Desk, clock: HandClock):
    offer = offered(desk)
    clock.move(WAITING_LASTS)

    with pytest.raises(OfferSpent):
        desk.ledger.end(offer.id, OfferOutcome.DECLINED)


@pytest.mark.parametrize("unknown", ["no such offer", "", "a\0b", "\ud800"])
def test_an_unknown_offer_is_none(desk: Desk, unknown: str):
    with pytest.raises(UnknownOffer):
        desk.ledger.end(unknown, OfferOutcome.DECLINED)
    with pytest.raises(UnknownOffer):
        desk.ledger.end(unknown, OfferOutcome.NEVER)
    with pytest.raises(UnknownOffer):
        desk.ledger.accept(unknown, "widget")


@pytest.mark.parametrize("outcome", [OfferOutcome.WAITING, OfferOutcome.ACCEPTED])
def test_an_offer_does_not_end_in_a_yes_without_a_conversation(desk: Desk, outcome: OfferOutcome):
    offer = offered(desk)

    with pytest.raises(ValueError, match="does not end"):
        desk.ledger.end(offer.id, outcome)
    desk.ledger.accept(offer.id, "widget")


def test_never_means_never_on_the_device_and_for_the_customer_everywhere(desk: Desk, clock: HandClock):
    desk.ledger.end(offered(desk, WhoSawIt("phone", "customer-7")).id, OfferOutcome.NEVER)
    clock.move(timedelta(days=1000))

    for who in (WhoSawIt("phone"), WhoSawIt("laptop", "customer-7")):
        assert silence(desk, who, name=ANOTHER_CUE) == "The visitor asked not to be offered help."
    offered(desk, WhoSawIt("laptop"))


@pytest.mark.parametrize("before", ["accepted", "declined", "waited", "never"])
def test_never_may_be_said_after_any_end(desk: Desk, clock: HandClock, before: str):
    offer = offered(desk)
    if before == "accepted":
        desk.journal.change_owner(desk.ledger.accept(offer.id, "widget").id, Owner.CLOSED)
    elif before != "waited":
        desk.ledger.end(offer.id, OfferOutcome(before))
    clock.move(WAITING_LASTS)
    desk.ledger.end(offer.id, OfferOutcome.NEVER)
    clock.move(AFTER_EVERY_NO)

    assert silence(desk) == "The visitor asked not to be offered help."


def test_writing_again_does_not_take_a_never_back(desk: Desk, clock: HandClock):
    offer = offered(desk)
    conversation = desk.ledger.accept(offer.id, "widget")
    desk.ledger.end(offer.id, OfferOutcome.NEVER)
    desk.journal.append_inbound(conversation.id, "b", text="And another thing")
    desk.journal.change_owner(conversation.id, Owner.CLOSED)
    clock.move(AFTER_EVERY_NO)

    assert silence(desk) == "The visitor asked not to be offered help."


@pytest.mark.parametrize("unstorable", ["a\0b", "\ud800"])
def test_what_no_database_can_hold_is_a_value_error(desk: Desk, unstorable: str):
    for who in (
        WhoSawIt(unstorable),
        WhoSawIt("device-1", unstorable),
        WhoSawIt("device-1", conversation_id=unstorable),
    ):
        with pytest.raises(ValueError, match="cannot be stored"):
            desk.ledger.consider(cue(), who)
    for page in ({"order_number": unstorable}, {unstorable: "10042"}):
        with pytest.raises(ValueError, match="cannot be stored"):
            desk.ledger.consider(cue(page=page), GUEST)
    offered(desk)
