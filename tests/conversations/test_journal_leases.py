"""Leases, on every adapter: how long a claim lasts, and what its late holder may still do."""

from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.errors import LeaseLost
from conversations.journal import LEASE, Conversation, Journal
from conversations.ownership import Owner
from tests.conversations.telling import ANSWERED, answer, claim, saying, spoken

A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def asked(journal: Journal, conversation: Conversation) -> str:
    """A conversation in which one message waits."""
    journal.append_inbound(conversation.id, "a", text="Where is my order?", page={"order_number": "10042"})
    return conversation.id


def test_a_lease_ends_by_itself(journal: Journal, asked: str, clock: HandClock):
    first = claim(journal)
    clock.move(LEASE - A_MOMENT)
    assert journal.claim_turn("another worker") is None
    clock.move(A_MOMENT)

    second = claim(journal, "another worker")
    assert (second.inbound, second.attempt) == (first.inbound, 2)


def test_the_old_holder_of_a_lease_writes_nothing(journal: Journal, asked: str, clock: HandClock):
    late = claim(journal)
    clock.move(LEASE)
    current = claim(journal, "another worker")

    with pytest.raises(LeaseLost):
        journal.commit_turn(late, saying("too late", snapshot="wrong"))
    with pytest.raises(LeaseLost):
        journal.renew_lease(late)
    journal.release_turn(late)
    assert journal.claim_turn("a third worker") is None
    assert journal.commit_turn(current, saying("Hello!")) == ANSWERED
    assert spoken(journal, asked)[1:] == [("bot", "Hello!")]


def test_a_lease_that_ran_out_still_counts_while_nobody_took_it(
    journal: Journal, asked: str, clock: HandClock
):
    slow = claim(journal)
    clock.move(10 * LEASE)

    assert journal.commit_turn(slow, saying("Here it is.")) == ANSWERED


def test_a_renewed_lease_lasts_from_then_on(journal: Journal, asked: str, clock: HandClock):
    turn = claim(journal)
    clock.move(LEASE - A_MOMENT)
    journal.renew_lease(turn)
    clock.move(LEASE - A_MOMENT)

    assert journal.claim_turn("another worker") is None


def test_a_released_turn_is_offered_again_as_if_it_had_not_been_claimed(
    journal: Journal, asked: str, clock: HandClock
):
    claim(journal)
    clock.move(LEASE)
    journal.release_turn(claim(journal))

    assert claim(journal, "another worker").attempt == 2


def test_a_turn_that_is_put_off_waits_that_long(journal: Journal, asked: str, clock: HandClock):
    journal.release_turn(claim(journal), retry_after=timedelta(seconds=3))
    clock.move(timedelta(seconds=3) - A_MOMENT)
    assert journal.claim_turn("worker") is None
    clock.move(A_MOMENT)

    assert claim(journal).inbound.client_id == "a"


def test_attempts_are_counted_for_each_message_anew(journal: Journal, asked: str):
    journal.append_inbound(asked, "b", text="second")
    journal.release_turn(claim(journal))
    answer(journal, "ok")

    assert claim(journal).attempt == 1


def test_giving_a_turn_back_puts_off_no_other_message(journal: Journal, asked: str):
    overtaken = claim(journal)
    journal.change_owner(asked, Owner.SUPPORT_AGENT, name="Ana")
    journal.change_owner(asked, Owner.BOT)
    journal.append_inbound(asked, "b", text="back again")

    journal.release_turn(overtaken, retry_after=timedelta(hours=1))

    assert claim(journal).inbound.client_id == "b"
