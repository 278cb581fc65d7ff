"""Many who try at once, from two action servers: the limits hold, and a proof is granted once."""

from collections.abc import Iterator
from functools import partial

import pytest

from conversations.capabilities import Tier
from conversations.clock import HandClock
from conversations.desk import open_desk, open_identity
from conversations.errors import TooManyCodes
from conversations.identity import Attempt, IdentityDesk
from conversations.one_time_codes import CodeTry
from tests.conversations.proving import EMAIL, ORDER, SECRET, Office
from tests.conversations.test_cues_at_once import at_once

TOGETHER = 12


@pytest.fixture
def offices(database_url: str) -> Iterator[tuple[Office, IdentityDesk]]:
    """One office, and the identity desk of another action server."""
    clock = HandClock()
    desk = open_desk(database_url, clock)
    here, there = (open_identity(database_url, SECRET, clock) for _ in range(2))
    yield Office(desk.journal, here, clock), there
    for opened in (desk, here, there):
        opened.close()


def tried_together(offices: tuple[Office, IdentityDesk], messages: list[str], orders: list[str]) -> int:
    """How many of these proofs may be tried, when all of them come at the same moment."""
    office, other = offices
    desks = [office.identity, other] * len(messages)
    calls = [
        partial(identity.begin_attempt, message, order, f"email:{message}")
        for identity, message, order in zip(desks, messages, orders, strict=False)
    ]
    return sum(attempt.may_try for attempt in at_once(*calls))


def test_an_order_is_tried_five_times_however_many_come_at_once(offices: tuple[Office, IdentityDesk]):
    office, _ = offices
    messages = [office.message(office.open(), f"address {number}") for number in range(TOGETHER)]
    assert tried_together(offices, messages, [ORDER] * TOGETHER) == 5


def test_an_address_tries_ten_times_however_many_come_at_once(offices: tuple[Office, IdentityDesk]):
    office, _ = offices
    messages = [office.message(office.open(), "café") for _ in range(TOGETHER)]
    assert tried_together(offices, messages, [str(number) for number in range(TOGETHER)]) == 10


def test_a_conversation_tries_five_times_however_many_come_at_once(offices: tuple[Office, IdentityDesk]):
    office, _ = offices
    conversation = office.open()
    messages = [office.message(conversation) for _ in range(TOGETHER)]
    assert tried_together(offices, messages, [str(number) for number in range(TOGETHER)]) == 5


def test_the_same_attempt_from_many_at_once_is_one(offices: tuple[Office, IdentityDesk]):
    office, other = offices
    conversation = office.open()
    message = office.message(conversation)
    begin = [partial(desk.begin_attempt, message, ORDER, EMAIL) for desk in (office.identity, other) * 4]
    accept = [partial(desk.accept_attempt, message, ORDER, EMAIL) for desk in (office.identity, other) * 4]

    assert at_once(*begin) == [Attempt(True, 1)] * 8
    assert len(set(at_once(*accept))) == 1
    assert len(office.identity.capabilities_of(conversation)) == 1
    assert other.pass_for(conversation, ORDER, Tier.SEEN) is not None
    assert office.fail(conversation) == Attempt(True, 1)


def test_three_codes_go_out_however_many_are_asked_for_at_once(offices: tuple[Office, IdentityDesk]):
    office, other = offices
    conversations = [office.open() for _ in range(8)]
    for conversation in conversations:
        office.prove(conversation)
    messages = [office.message(conversation) for conversation in conversations]
    desks = [office.identity, other] * 4
    calls = [partial(desk.issue_code, message, ORDER) for desk, message in zip(desks, messages, strict=True)]

    assert at_once(*calls).count(TooManyCodes) == 5


def test_a_message_that_asks_at_once_from_both_gets_one_code(offices: tuple[Office, IdentityDesk]):
    office, other = offices
    conversation = office.open()
    office.prove(conversation)
    message = office.message(conversation)
    codes = at_once(*(partial(desk.issue_code, message, ORDER) for desk in (office.identity, other) * 3))

    assert len({code.digits for code in codes}) == 1
    assert office.enter(conversation, codes[0].digits).is_right


def test_of_many_wrong_codes_at_once_five_are_tried(offices: tuple[Office, IdentityDesk]):
    office, other = offices
    conversation = office.open()
    office.prove(conversation)
    code = office.code(conversation)
    calls = [
        partial(desk.try_code, office.message(conversation), ORDER, office.wrong(code, number))
        for number, desk in enumerate((office.identity, other) * 4, start=1)
    ]

    tried = at_once(*calls)
    assert sorted(answer.tries_left for answer in tried) == [0, 0, 0, 0, 1, 2, 3, 4]
    assert office.enter(conversation, code.digits) == CodeTry(False, 0)


def test_a_right_code_that_is_entered_often_at_once_counts_once(offices: tuple[Office, IdentityDesk]):
    office, other = offices
    conversation = office.open()
    office.prove(conversation)
    code = office.code(conversation)
    calls = [
        partial(desk.try_code, office.message(conversation), ORDER, code.digits)
        for desk in (office.identity, other) * 4
    ]

    assert sum(answer.is_right for answer in at_once(*calls)) == 1
