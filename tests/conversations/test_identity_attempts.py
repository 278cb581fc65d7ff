"""How often somebody may try to prove an order, asked of every adapter."""

from datetime import timedelta

import pytest

from conversations.errors import AttemptRefused, UnknownMessage
from conversations.identity import Attempt
from tests.conversations.proving import EMAIL, ORDER, OTHER_ORDER, Office

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUST_BEFORE = timedelta(microseconds=-1)


def test_a_proof_may_be_tried_five_times_in_a_conversation_and_never_again(office: Office):
    conversation = office.open()
    attempts = [office.fail(conversation, f"{10_000 + number}") for number in range(5)]
    assert attempts == [Attempt(True, number) for number in range(1, 6)]

    assert not office.prove(conversation)
    office.clock.move(30 * DAY)
    assert not office.prove(conversation)


def test_another_conversation_starts_from_one(office: Office):
    for number in range(5):
        office.fail(office.open(), f"{10_000 + number}")

    assert office.fail(office.open()) == Attempt(True, 1)


def test_what_is_tried_while_locked_is_numbered_like_any_other(office: Office):
    conversation = office.open()

    attempts = [office.fail(conversation, str(number)) for number in range(8)]

    assert [attempt.number for attempt in attempts] == list(range(1, 9))
    assert [attempt.may_try for attempt in attempts] == [True] * 5 + [False] * 3


def test_a_proof_that_fits_is_no_failure_and_takes_no_number(office: Office):
    conversation = office.open()
    for number in range(1, 5):
        assert office.fail(conversation, f"{10_000 + number}").number == number
        assert office.prove(conversation, f"{20_000 + number}")

    assert office.fail(conversation) == Attempt(True, 5)
    assert office.fail(conversation, OTHER_ORDER) == Attempt(False, 6)


def test_from_an_address_ten_may_fail_in_an_hour(office: Office):
    for number in range(10):
        assert office.fail(office.open(), f"{10_000 + number}", address="café").may_try
        office.clock.move(timedelta(minutes=1))

    assert office.fail(office.open(), address="café") == Attempt(False, 1)
    assert office.prove(office.open(), address="elsewhere")
    assert office.prove(office.open())


def test_each_failure_from_an_address_counts_for_an_hour(office: Office):
    for number in range(10):
        office.fail(office.open(), f"{10_000 + number}", address="café")
        office.clock.move(timedelta(minutes=1))
    office.clock.move(timedelta(minutes=50) + JUST_BEFORE)
    assert not office.fail(office.open(), "1", address="café").may_try

    office.clock.move(-JUST_BEFORE)
    assert office.fail(office.open(), "2", address="café").may_try
    assert not office.fail(office.open(), "3", address="café").may_try


def test_nobody_counts_together_because_their_address_is_not_known(office: Office):
    for number in range(12):
        assert office.fail(office.open(), f"{10_000 + number}", address=None).may_try


def test_on_an_order_five_guests_may_fail_in_a_day(office: Office):
    for number in range(5):
        assert office.fail(office.open(), address=f"address {number}").may_try

    assert not office.prove(office.open(), address="its owner's")
    assert office.prove(office.open(), OTHER_ORDER)
    office.clock.move(DAY + JUST_BEFORE)
    assert not office.prove(office.open())
    office.clock.move(-JUST_BEFORE)
    assert office.prove(office.open())


def test_a_vouched_for_customer_is_not_bound_by_what_strangers_tried(office: Office):
    for _ in range(5):
        office.fail(office.open())
    for _ in range(5):
        office.fail(office.open("another customer"))

    assert office.prove(office.open("ada"))


def test_a_vouched_for_customer_fails_five_times_a_day_on_an_order(office: Office):
    for _ in range(5):
        assert office.fail(office.open("ada")).may_try

    assert not office.prove(office.open("ada"))
    assert office.prove(office.open("ada"), OTHER_ORDER)
    assert office.prove(office.open())


def test_a_vouched_for_customer_is_bound_by_conversation_and_address(office: Office):
    conversation = office.open("ada")
    for number in range(5):
        office.fail(conversation, f"{10_000 + number}", address="café")
    assert not office.prove(conversation)
    for number in range(5):
        office.fail(office.open("bob"), f"{20_000 + number}", address="café")
    assert not office.prove(office.open("cleo"), address="café")


def test_trying_while_locked_does_not_lock_for_longer(office: Office):
    for _ in range(5):
        office.fail(office.open(), address="café")
    office.clock.move(HOUR)
    for _ in range(20):
        assert not office.fail(office.open(), address="café").may_try

    assert office.prove(office.open(), OTHER_ORDER, address="café")
    office.clock.move(DAY - HOUR)
    assert office.prove(office.open())


def test_a_turn_that_is_made_again_gets_the_same_attempt(office: Office):
    conversation = office.open()
    for number in range(7):
        message = office.message(conversation)
        first = office.identity.begin_attempt(message, ORDER, f"email:{number}")
        office.clock.move(timedelta(seconds=30))
        assert [office.identity.begin_attempt(message, ORDER, f"email:{number}") for _ in range(6)] == [
            first
        ] * 6
        assert first == Attempt(number < 5, number + 1)


def test_a_turn_that_is_made_again_after_its_proof_was_accepted_may_try_again(office: Office):
    message = office.message(office.open())
    first = office.identity.begin_attempt(message, ORDER, EMAIL)
    granted = office.identity.accept_attempt(message, ORDER, EMAIL)
    office.clock.move(timedelta(minutes=5))

    assert office.identity.begin_attempt(message, ORDER, EMAIL) == first
    assert office.identity.accept_attempt(message, ORDER, EMAIL) == granted


def test_one_message_with_many_proofs_is_as_many_attempts(office: Office):
    message = office.message(office.open())

    attempts = [office.identity.begin_attempt(message, ORDER, f"email:{number}") for number in range(7)]

    assert [attempt.may_try for attempt in attempts] == [True] * 5 + [False] * 2


def test_one_message_with_two_orders_is_two_attempts(office: Office):
    message = office.message(office.open())

    assert office.identity.begin_attempt(message, ORDER, EMAIL) == Attempt(True, 1)
    assert office.identity.begin_attempt(message, OTHER_ORDER, EMAIL) == Attempt(True, 2)


def test_only_what_was_begun_and_allowed_can_be_accepted(office: Office):
    conversation = office.open()
    message = office.message(conversation)
    office.identity.begin_attempt(message, ORDER, EMAIL)
    for order_number, shown in ((ORDER, "email:another"), (OTHER_ORDER, EMAIL)):
        with pytest.raises(AttemptRefused):
            office.identity.accept_attempt(message, order_number, shown)
    with pytest.raises(AttemptRefused):
        office.identity.accept_attempt(office.message(conversation), ORDER, EMAIL)

    assert office.identity.capabilities_of(conversation) == []


def test_what_was_tried_while_locked_cannot_be_accepted(office: Office):
    conversation = office.open()
    for _ in range(5):
        office.fail(conversation)
    message = office.message(conversation)
    assert not office.identity.begin_attempt(message, OTHER_ORDER, EMAIL).may_try
    with pytest.raises(AttemptRefused):
        office.identity.accept_attempt(message, OTHER_ORDER, EMAIL)

    assert office.identity.capabilities_of(conversation) == []


@pytest.mark.parametrize("seq", ["", "0", "01", "2", "-1", "1.0", "x", "9" * 12, "１"])
def test_only_a_customers_message_carries_an_attempt(office: Office, seq: str):
    conversation = office.open()
    office.message(conversation)
    with pytest.raises(UnknownMessage):
        office.identity.begin_attempt(f"{conversation}:{seq}", ORDER, EMAIL)
    with pytest.raises(UnknownMessage):
        office.identity.accept_attempt(f"{conversation}:{seq}", ORDER, EMAIL)


@pytest.mark.parametrize("message_id", ["", ":1", "nobody:1", "a\0b:1", "\ud800:1", "1"])
def test_a_message_of_no_conversation_carries_no_attempt(office: Office, message_id: str):
    with pytest.raises(UnknownMessage):
        office.identity.begin_attempt(message_id, ORDER, EMAIL)


@pytest.mark.parametrize("number", ["", " 10042", "10042\n", "DB-10042", "#10042", "1\0", "\ud800", "1" * 41])
def test_an_order_number_in_another_spelling_is_refused(office: Office, number: str):
    message = office.message(office.open())
    with pytest.raises(ValueError, match="normal form"):
        office.identity.begin_attempt(message, number, EMAIL)
    with pytest.raises(ValueError, match="normal form"):
        office.identity.accept_attempt(message, number, EMAIL)


@pytest.mark.parametrize("shown", ["", "email:\0", "email:\ud800", "x" * 10_000])
def test_whatever_the_customer_shows_can_be_tried(office: Office, shown: str):
    assert office.identity.begin_attempt(office.message(office.open()), ORDER, shown) == Attempt(True, 1)
