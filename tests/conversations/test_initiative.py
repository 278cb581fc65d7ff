"""When the bot may offer, answer and tell: each rule at its edge, without a journal or a clock."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.initiative import (
    OfferOutcome,
    PastOffer,
    Visitor,
    may_offer,
    may_reply,
    may_tell_notice,
)
from conversations.ownership import Owner
from conversations.permits import PermitKind

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
BLINK = timedelta(microseconds=1)
CUE, ANOTHER = "payment_failed", "search_empty"
NOES = [OfferOutcome.DECLINED, OfferOutcome.IGNORED]


def past(ago: timedelta, outcome: OfferOutcome = OfferOutcome.DECLINED, cue: str = CUE) -> PastOffer:
    return PastOffer(cue, NOW - ago, outcome)


def refusal(*offers: PastOffer, cool_down: timedelta = WEEK, **rest: object) -> str | None:
    """Why no help is offered for the cue; None when it is."""
    visitor = Visitor(offers, **rest)  # type: ignore[arg-type]
    verdict = may_offer(CUE, cool_down, visitor, NOW)
    assert verdict.is_yes == (verdict.permit is PermitKind.OFFER)
    assert verdict.reason
    return None if verdict.is_yes else verdict.reason


def test_who_was_offered_nothing_may_be_offered_help():
    assert refusal() is None


def test_who_opted_out_is_offered_nothing_however_long_ago():
    assert refusal(opted_out_at=NOW - timedelta(days=10_000)) == "The visitor asked not to be offered help."


def test_who_said_never_is_offered_nothing_however_long_ago():
    offer = past(timedelta(days=10_000), OfferOutcome.NEVER, ANOTHER)

    assert refusal(offer) == "The visitor asked not to be offered help."


@pytest.mark.parametrize("owner", [Owner.WAITING, Owner.SUPPORT_AGENT])
def test_nothing_is_offered_while_a_person_has_the_conversation(owner: Owner):
    refused = refusal(open_conversation_owner=owner)

    assert refused == "A person of the support team has the conversation."


def test_nothing_is_offered_while_a_conversation_is_open():
    assert refusal(open_conversation_owner=Owner.BOT) == "A conversation is open already."


def test_a_closed_conversation_stands_in_nobodys_way():
    assert refusal(open_conversation_owner=Owner.CLOSED) is None


def test_nothing_is_offered_while_an_offer_waits():
    waiting = past(timedelta(minutes=10) - BLINK, OfferOutcome.WAITING, ANOTHER)

    assert refusal(waiting) == "Another offer is waiting for an answer."


def test_an_offer_stops_waiting_after_ten_minutes():
    waited = past(timedelta(minutes=10), OfferOutcome.WAITING)

    assert refusal(waited) == "The visitor said no to payment_failed within 30 days."


def test_an_offer_that_was_declined_at_once_waits_no_longer():
    assert refusal(past(timedelta(minutes=1))) == "The visitor said no to payment_failed within 30 days."


def test_an_offer_that_waits_is_no_no_yet():
    assert not past(timedelta(minutes=1), OfferOutcome.WAITING).is_a_no(NOW)
    assert past(timedelta(minutes=10), OfferOutcome.WAITING).is_a_no(NOW)


@pytest.mark.parametrize("outcome", NOES)
def test_a_no_lasts_thirty_days(outcome: OfferOutcome):
    assert refusal(past(timedelta(days=30) - BLINK, outcome)) == (
        "The visitor said no to payment_failed within 30 days."
    )
    assert refusal(past(timedelta(days=30), outcome)) is None


def test_a_yes_is_no_no():
    assert refusal(past(timedelta(days=8), OfferOutcome.ACCEPTED)) is None


def test_a_no_to_one_cue_is_no_no_to_another():
    assert refusal(past(timedelta(days=8), cue=ANOTHER)) is None


@pytest.mark.parametrize("cool_down", [timedelta(days=1), WEEK, timedelta(days=60)])
def test_a_cue_cools_down(cool_down: timedelta):
    edge = past(cool_down - BLINK, OfferOutcome.ACCEPTED)

    assert refusal(edge, cool_down=cool_down) == "payment_failed was offered within its cool-down."
    assert refusal(past(cool_down, OfferOutcome.ACCEPTED), cool_down=cool_down) is None


def test_another_cue_does_not_cool_this_one_down():
    assert refusal(past(timedelta(days=1), OfferOutcome.ACCEPTED, ANOTHER)) is None


def test_there_is_one_offer_in_a_visit_of_twelve_hours():
    assert refusal(past(timedelta(hours=12) - BLINK, cue=ANOTHER)) == (
        "There was an offer in this visit already."
    )
    assert refusal(past(timedelta(hours=12), cue=ANOTHER)) is None


def test_there_are_three_offers_in_thirty_days():
    earlier = [past(timedelta(days=days), OfferOutcome.ACCEPTED, ANOTHER) for days in (1, 2)]

    assert refusal(*earlier, past(timedelta(days=30) - BLINK, cue=ANOTHER)) == (
        "There were 3 offers within 30 days."
    )
    assert refusal(*earlier, past(timedelta(days=30), cue=ANOTHER)) is None
    assert refusal(*earlier) is None


ASKED = {"has_unspent_permit": True}


@pytest.mark.parametrize("owner", [Owner.BOT, Owner.WAITING])
def test_a_message_may_be_answered(owner: Owner):
    verdict = may_reply(owner, **ASKED)

    assert (verdict.permit, verdict.is_yes) == (PermitKind.REPLY, True)
    assert verdict.reason == "The customer wrote, and waits for an answer."


@pytest.mark.parametrize("owner", Owner)
def test_nobody_is_answered_who_did_not_write(owner: Owner):
    verdict = may_reply(owner, has_unspent_permit=False)

    assert (verdict.is_yes, verdict.reason) == (False, "No message of the customer waits for an answer.")


@pytest.mark.parametrize("owner", [Owner.SUPPORT_AGENT, Owner.CLOSED])
def test_the_bot_is_silent_where_it_has_not_the_floor(owner: Owner):
    assert may_reply(owner, **ASKED).reason.startswith("A person of the support team has the floor")
    assert not may_reply(owner, **ASKED).is_yes


def test_what_needs_no_answer_gets_none():
    verdict = may_reply(Owner.BOT, needs_no_answer=True, **ASKED)

    assert (verdict.is_yes, verdict.reason) == (False, "The customer only says that they have read it.")


def test_thanks_are_answered_once():
    first = may_reply(Owner.BOT, is_thanks=True, was_thanked=False, **ASKED)
    second = may_reply(Owner.BOT, is_thanks=True, was_thanked=True, **ASKED)
    question = may_reply(Owner.BOT, is_thanks=False, was_thanked=True, **ASKED)

    assert [first.is_yes, second.is_yes, question.is_yes] == [True, False, True]
    assert second.reason == "One thanks was answered already; a second needs no words."


TRUE = {"was_asked_for": True, "is_spent": False, "has_come_true": True}


@pytest.mark.parametrize("owner", [Owner.BOT, Owner.WAITING, Owner.CLOSED])
def test_what_was_asked_for_is_told_when_it_happens(owner: Owner):
    verdict = may_tell_notice(owner, **TRUE)

    assert verdict.permit is PermitKind.NOTICE
    assert verdict.reason == "The customer asked to be told, and it has happened."


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ({"was_asked_for": False}, "The customer did not ask to be told."),
        ({"is_spent": True}, "The customer was told already, or no longer wants to be."),
        ({"has_come_true": False}, "It has not happened yet."),
        ({"has_opted_out": True}, "The customer asked not to be contacted, and has not written since."),
    ],
)
def test_a_notice_is_not_told(fact: dict[str, bool], reason: str):
    verdict = may_tell_notice(Owner.BOT, **{**TRUE, **fact})

    assert (verdict.permit, verdict.reason) == (None, reason)


def test_a_notice_does_not_interrupt_a_person():
    verdict = may_tell_notice(Owner.SUPPORT_AGENT, **TRUE)

    assert (verdict.permit, verdict.reason) == (None, "A person of the support team has the floor.")
