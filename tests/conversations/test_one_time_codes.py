"""One-time codes, asked of every adapter: for whom, how long, how often, and once."""

from datetime import timedelta

import pytest

from conversations.capabilities import Capability, Tier
from conversations.errors import OrderNotSeen, TooManyCodes, UnknownMessage
from conversations.one_time_codes import CodeMaker, CodeTry, new_seed
from tests.conversations.proving import ORDER, OTHER_ORDER, SECRET, Office

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
JUST_BEFORE = timedelta(microseconds=-1)


@pytest.fixture
def conversation(office: Office) -> str:
    """One whose customer has proved the order."""
    opened = office.open()
    office.prove(opened)
    return opened


def may_change(office: Office, conversation: str, order_number: str = ORDER) -> bool:
    return office.identity.pass_for(conversation, order_number, Tier.CONFIRMED) is not None


def test_a_code_has_six_digits_and_is_never_shown(office: Office, conversation: str):
    code = office.code(conversation)

    assert len(code.digits) == 6
    assert code.digits.isascii()
    assert code.digits.isdigit()
    assert code.expires_at == office.clock() + 10 * MINUTE
    assert code.digits not in repr(code)


def test_the_right_code_allows_changes_for_half_an_hour(office: Office, conversation: str):
    code = office.code(conversation)
    assert not may_change(office, conversation)
    assert office.enter(conversation, code.digits).is_right

    confirmed = Capability(ORDER, Tier.CONFIRMED, office.clock() + HOUR / 2)
    assert office.identity.pass_for(conversation, ORDER, Tier.CONFIRMED) == confirmed
    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) == confirmed
    assert office.identity.capabilities_of(conversation) == [confirmed]
    office.clock.move(HOUR / 2)
    assert not may_change(office, conversation)
    assert office.identity.pass_for(conversation, ORDER, Tier.SEEN) is not None


def test_nobody_gets_a_code_for_an_order_that_they_have_not_proved(office: Office, conversation: str):
    stranger = office.open()
    for who, order_number in ((stranger, ORDER), (conversation, OTHER_ORDER)):
        with pytest.raises(OrderNotSeen):
            office.code(who, order_number)
    office.clock.move(HOUR)
    with pytest.raises(OrderNotSeen):
        office.code(conversation)


def test_a_code_is_wrong_in_another_conversation_and_for_another_order(office: Office, conversation: str):
    code = office.code(conversation)
    other = office.open()
    office.prove(other)
    office.prove(conversation, OTHER_ORDER)

    assert office.enter(other, code.digits) == CodeTry(False, 0)
    assert office.enter(conversation, code.digits, OTHER_ORDER) == CodeTry(False, 0)
    assert office.enter(conversation, code.digits).is_right


def test_a_code_may_be_tried_five_times(office: Office, conversation: str):
    code = office.code(conversation)
    tries = [office.enter(conversation, office.wrong(code, number)) for number in range(1, 6)]

    assert tries == [CodeTry(False, left) for left in (4, 3, 2, 1, 0)]
    assert office.enter(conversation, code.digits) == CodeTry(False, 0)
    assert not may_change(office, conversation)


def test_the_fifth_try_still_counts(office: Office, conversation: str):
    code = office.code(conversation)
    for number in range(1, 5):
        office.enter(conversation, office.wrong(code, number))

    assert office.enter(conversation, code.digits).is_right
    assert may_change(office, conversation)


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "x" * 5000, "１２３４５６", "\0", "\ud800"])
def test_what_is_no_code_is_a_wrong_one(office: Office, conversation: str, digits: str):
    office.code(conversation)

    assert office.enter(conversation, digits) == CodeTry(False, 4)


def test_a_code_ends_after_ten_minutes(office: Office, conversation: str):
    early, late = office.code(conversation), office.code(conversation)
    office.clock.move(10 * MINUTE)
    assert office.enter(conversation, late.digits) == CodeTry(False, 0)

    office.clock.move(JUST_BEFORE)
    assert not office.enter(conversation, early.digits).is_right
    assert office.enter(conversation, late.digits).is_right


def test_a_code_counts_once(office: Office, conversation: str):
    code = office.code(conversation)
    office.enter(conversation, code.digits)
    office.identity.revoke(conversation)
    office.prove(conversation)

    assert office.enter(conversation, code.digits) == CodeTry(False, 0)
    assert not may_change(office, conversation)


def test_a_new_code_replaces_the_one_before(office: Office, conversation: str):
    first = office.code(conversation)
    for number in range(1, 6):
        office.enter(conversation, office.wrong(first, number))
    second = office.code(conversation)
    while second.digits == first.digits:
        office.clock.move(HOUR / 3)
        office.prove(conversation)
        second = office.code(conversation)

    assert office.enter(conversation, first.digits) == CodeTry(False, 4)
    assert office.enter(conversation, second.digits).is_right


def test_what_is_revoked_ends_its_code(office: Office, conversation: str):
    code = office.code(conversation)
    office.identity.revoke(conversation, OTHER_ORDER)
    office.identity.revoke(office.open())
    office.identity.revoke(conversation, ORDER)

    assert office.enter(conversation, code.digits) == CodeTry(False, 0)
    office.prove(conversation)
    code = office.code(conversation)
    office.identity.revoke(conversation)
    assert office.enter(conversation, code.digits) == CodeTry(False, 0)


def test_three_codes_an_hour_go_out_for_an_order_whoever_asks(office: Office, conversation: str):
    other = office.open()
    office.prove(other)
    office.prove(other, OTHER_ORDER)
    for who in (conversation, other, conversation):
        office.code(who)
    for who in (conversation, other):
        with pytest.raises(TooManyCodes):
            office.code(who)

    office.code(other, OTHER_ORDER)
    office.clock.move(HOUR + JUST_BEFORE)
    with pytest.raises(TooManyCodes):
        office.code(other)
    office.clock.move(-JUST_BEFORE)
    office.prove(other)
    office.code(other)


def test_ten_codes_a_day_go_out_for_an_order(office: Office):
    for _ in range(10):
        conversation = office.open()
        office.prove(conversation)
        office.code(conversation)
        office.clock.move(HOUR / 2)
    office.prove(conversation)
    with pytest.raises(TooManyCodes):
        office.code(conversation)

    office.clock.move(24 * HOUR - 5 * HOUR)
    office.prove(conversation)
    office.code(conversation)


def test_a_turn_that_is_made_again_mails_the_same_code_and_counts_once(office: Office, conversation: str):
    message = office.message(conversation)
    code = office.identity.issue_code(message, ORDER)
    office.clock.move(MINUTE)

    assert [office.identity.issue_code(message, ORDER) for _ in range(5)] == [code] * 5
    for _ in range(2):
        office.code(conversation)
    with pytest.raises(TooManyCodes):
        office.code(conversation)
    assert office.identity.issue_code(message, ORDER) == code


def test_a_turn_that_is_made_again_tries_a_code_once(office: Office, conversation: str):
    code = office.code(conversation)
    wrong, right = office.message(conversation), office.message(conversation)
    for _ in range(7):
        assert office.identity.try_code(wrong, ORDER, office.wrong(code)) == CodeTry(False, 4)
    first = office.identity.try_code(right, ORDER, code.digits)
    office.clock.move(HOUR / 2)

    assert first.is_right
    assert office.identity.try_code(right, ORDER, code.digits) == first
    assert not may_change(office, conversation)


def test_many_codes_in_one_message_are_as_many_tries(office: Office, conversation: str):
    code = office.code(conversation)
    message = office.message(conversation)
    for number in range(1, 6):
        office.identity.try_code(message, ORDER, office.wrong(code, number))

    assert office.identity.try_code(message, ORDER, code.digits) == CodeTry(False, 0)


def test_wrong_codes_count_from_their_address_and_not_in_the_conversation(office: Office, conversation: str):
    for _ in range(2):
        code = office.code(conversation)
        for number in range(1, 6):
            office.enter(conversation, office.wrong(code, number), address="café")

    assert not office.prove(office.open(), OTHER_ORDER, address="café")
    assert office.fail(conversation, OTHER_ORDER).number == 1
    assert office.prove(conversation, OTHER_ORDER)


def test_from_a_locked_address_the_right_code_is_like_a_wrong_one(office: Office, conversation: str):
    for number in range(10):
        office.fail(office.open(), f"{20_000 + number}", address="café")
    code = office.code(conversation)

    assert office.enter(conversation, code.digits, address="café") == CodeTry(False, 4)
    assert office.enter(conversation, office.wrong(code), address="café") == CodeTry(False, 3)
    assert not may_change(office, conversation)
    assert office.enter(conversation, code.digits, address="home") == CodeTry(True, 2)


def test_a_locked_conversation_may_still_enter_the_code_of_what_it_proved(office: Office, conversation: str):
    for number in range(5):
        office.fail(conversation, f"{20_000 + number}")

    assert office.enter(conversation, office.code(conversation).digits).is_right


def test_without_a_code_under_way_every_code_is_dead(office: Office, conversation: str):
    assert office.enter(conversation, "000000") == CodeTry(False, 0)
    assert office.enter(office.open(), CodeMaker.of(SECRET).digits("")) == CodeTry(False, 0)


def test_only_a_customers_message_carries_a_code(office: Office, conversation: str):
    for message_id in (f"{conversation}:99", "nobody:1", ""):
        with pytest.raises(UnknownMessage):
            office.identity.issue_code(message_id, ORDER)
        with pytest.raises(UnknownMessage):
            office.identity.try_code(message_id, ORDER, "123456")
    message = office.message(conversation)
    with pytest.raises(ValueError, match="normal form"):
        office.identity.issue_code(message, f" {ORDER}")
    with pytest.raises(ValueError, match="normal form"):
        office.identity.try_code(message, f"#{ORDER}", "123456")


def test_codes_are_spread_over_all_that_there_are():
    maker = CodeMaker.of(SECRET)
    codes = [int(maker.digits(new_seed())) for _ in range(5_000)]

    assert len(set(codes)) > 4_900
    assert all(400 < sum(code // 100_000 == digit for code in codes) < 600 for digit in range(10))


def test_who_knows_the_seed_and_not_the_secret_does_not_know_the_code():
    seeds = [new_seed() for _ in range(50)]
    ours, others = CodeMaker.of(SECRET), CodeMaker.of("t" * 32)

    assert sum(ours.digits(seed) == others.digits(seed) for seed in seeds) < 3
    assert all(ours.is_right(seed, ours.digits(seed)) for seed in seeds)
    assert "key" not in repr(ours)
