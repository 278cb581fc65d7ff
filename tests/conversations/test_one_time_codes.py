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
def proved(office: Office) -> str:
    """A conversation whose customer has proved the order."""
    opened = office.open()
    office.prove(opened)
    return opened


def may_change(office: Office, conversation: str, order_number: str = ORDER) -> bool:
    return office.identity.pass_for(conversation, order_number, Tier.CONFIRMED) is not None


def test_a_code_has_six_digits_and_is_never_shown(office: Office, proved: str):
    code = office.code(proved)

    assert len(code.digits) == 6
    assert code.digits.isascii()
    assert code.digits.isdigit()
    assert code.expires_at == office.clock() + 10 * MINUTE
    assert code.digits not in repr(code)


def test_the_right_code_allows_changes_for_half_an_hour(office: Office, proved: str):
    code = office.code(proved)
    assert not may_change(office, proved)
    assert office.enter(proved, code.digits).is_right

    confirmed = Capability(ORDER, Tier.CONFIRMED, office.clock() + HOUR / 2)
    assert office.identity.pass_for(proved, ORDER, Tier.CONFIRMED) == confirmed
    assert office.identity.pass_for(proved, ORDER, Tier.SEEN) == confirmed
    assert office.identity.capabilities_of(proved) == [confirmed]
    office.clock.move(HOUR / 2)
    assert not may_change(office, proved)
    assert office.identity.pass_for(proved, ORDER, Tier.SEEN) is not None


def test_nobody_gets_a_code_for_an_order_that_they_have_not_proved(office: Office, proved: str):
    stranger = office.open()
    for who, order_number in ((stranger, ORDER), (proved, OTHER_ORDER)):
        with pytest.raises(OrderNotSeen):
            office.code(who, order_number)
    office.clock.move(HOUR)
    with pytest.raises(OrderNotSeen):
        office.code(proved)


def test_a_code_is_wrong_in_another_conversation_and_for_another_order(office: Office, proved: str):
    code = office.code(proved)
    other = office.open()
    office.prove(other)
    office.prove(proved, OTHER_ORDER)

    assert office.enter(other, code.digits) == CodeTry(False, 0)
    assert office.enter(proved, code.digits, OTHER_ORDER) == CodeTry(False, 0)
    assert office.enter(proved, code.digits).is_right


def test_a_code_may_be_tried_five_times(office: Office, proved: str):
    code = office.code(proved)
    tries = [office.enter(proved, office.wrong(code, number)) for number in range(1, 6)]

    assert tries == [CodeTry(False, left) for left in (4, 3, 2, 1, 0)]
    assert office.enter(proved, code.digits) == CodeTry(False, 0)
    assert not may_change(office, proved)


def test_the_fifth_try_still_counts(office: Office, proved: str):
    code = office.code(proved)
    for number in range(1, 5):
        office.enter(proved, office.wrong(code, number))

    assert office.enter(proved, code.digits).is_right
    assert may_change(office, proved)


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "x" * 5000, "１２３４５６", "\0", "\ud800"])
def test_what_is_no_code_is_a_wrong_one(office: Office, proved: str, digits: str):
    office.code(proved)

    assert office.enter(proved, digits) == CodeTry(False, 4)


def test_a_code_ends_after_ten_minutes(office: Office, proved: str):
    early, late = office.code(proved), office.code(proved)
    office.clock.move(10 * MINUTE)
    assert office.enter(proved, late.digits) == CodeTry(False, 0)

    office.clock.move(JUST_BEFORE)
    assert not office.enter(proved, early.digits).is_right
    assert office.enter(proved, late.digits).is_right


def test_a_code_counts_once(office: Office, proved: str):
    code = office.code(proved)
    assert office.enter(proved, code.digits).is_right
    office.clock.move(5 * MINUTE)

    assert office.enter(proved, code.digits) == CodeTry(False, 0)
    office.clock.move(25 * MINUTE)
    assert not may_change(office, proved)


def test_codes_for_other_orders_and_conversations_do_not_touch_each_other(office: Office, proved: str):
    other = office.open()
    for who, order_number in ((proved, OTHER_ORDER), (other, ORDER)):
        office.prove(who, order_number)
    everybody = [(proved, ORDER), (proved, OTHER_ORDER), (other, ORDER)]
    codes = [office.code(who, order_number) for who, order_number in everybody]

    for (who, order_number), code in zip(everybody, codes, strict=True):
        assert not may_change(office, who, order_number)
        assert office.enter(who, code.digits, order_number).is_right
        assert may_change(office, who, order_number)


def test_a_new_code_replaces_the_one_before(office: Office, proved: str):
    first = office.code(proved)
    for number in range(1, 6):
        office.enter(proved, office.wrong(first, number))
    second = office.code(proved)
    while second.digits == first.digits:
        office.clock.move(HOUR / 3)
        office.prove(proved)
        second = office.code(proved)

    assert office.enter(proved, first.digits) == CodeTry(False, 4)
    assert office.enter(proved, second.digits).is_right


def test_what_is_revoked_ends_its_code(office: Office, proved: str):
    code = office.code(proved)
    office.identity.revoke(proved, OTHER_ORDER)
    office.identity.revoke(office.open())
    office.identity.revoke(proved, ORDER)

    assert office.enter(proved, code.digits) == CodeTry(False, 0)
    office.prove(proved)
    code = office.code(proved)
    office.identity.revoke(proved)
    assert office.enter(proved, code.digits) == CodeTry(False, 0)


def test_three_codes_an_hour_go_out_for_an_order_whoever_asks(office: Office, proved: str):
    other = office.open()
    office.prove(other)
    office.prove(other, OTHER_ORDER)
    for who in (proved, other, proved):
        office.code(who)
    for who in (proved, other):
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


def test_a_turn_that_is_made_again_mails_the_same_code_and_counts_once(office: Office, proved: str):
    message = office.message(proved)
    code = office.identity.issue_code(message, ORDER)
    office.clock.move(MINUTE)

    assert [office.identity.issue_code(message, ORDER) for _ in range(5)] == [code] * 5
    for _ in range(2):
        office.code(proved)
    with pytest.raises(TooManyCodes):
        office.code(proved)
    assert office.identity.issue_code(message, ORDER) == code


def test_a_turn_that_is_made_again_tries_a_code_once(office: Office, proved: str):
    code = office.code(proved)
    wrong, right = office.message(proved), office.message(proved)
    for _ in range(7):
        assert office.identity.try_code(wrong, ORDER, office.wrong(code)) == CodeTry(False, 4)
    first = office.identity.try_code(right, ORDER, code.digits)
    office.clock.move(HOUR / 2)

    assert first.is_right
    assert office.identity.try_code(right, ORDER, code.digits) == first
    assert not may_change(office, proved)


def test_many_codes_in_one_message_are_as_many_tries(office: Office, proved: str):
    code = office.code(proved)
    message = office.message(proved)
    for number in range(1, 6):
        office.identity.try_code(message, ORDER, office.wrong(code, number))

    assert office.identity.try_code(message, ORDER, code.digits) == CodeTry(False, 0)


def test_wrong_codes_count_from_their_address_and_not_in_the_conversation(office: Office, proved: str):
    for _ in range(2):
        code = office.code(proved)
        for number in range(1, 6):
            office.enter(proved, office.wrong(code, number), address="café")

    assert not office.prove(office.open(), OTHER_ORDER, address="café")
    assert office.fail(proved, OTHER_ORDER).number == 1
    assert office.prove(proved, OTHER_ORDER)


def test_from_a_locked_address_the_right_code_is_like_a_wrong_one(office: Office, proved: str):
    for number in range(10):
        office.fail(office.open(), f"{20_000 + number}", address="café")
    code = office.code(proved)

    assert office.enter(proved, code.digits, address="café") == CodeTry(False, 4)
    assert office.enter(proved, office.wrong(code), address="café") == CodeTry(False, 3)
    assert not may_change(office, proved)
    assert office.enter(proved, code.digits, address="home") == CodeTry(True, 2)


def test_a_locked_conversation_may_still_enter_the_code_of_what_it_proved(office: Office, proved: str):
    for number in range(5):
        office.fail(proved, f"{20_000 + number}")

    assert office.enter(proved, office.code(proved).digits).is_right


def test_without_a_code_under_way_every_code_is_dead(office: Office, proved: str):
    assert office.enter(proved, "000000") == CodeTry(False, 0)
    assert office.enter(office.open(), CodeMaker.of(SECRET).digits("")) == CodeTry(False, 0)


def test_only_a_customers_message_carries_a_code(office: Office, proved: str):
    for message_id in (f"{proved}:99", "nobody:1", ""):
        with pytest.raises(UnknownMessage):
            office.identity.issue_code(message_id, ORDER)
        with pytest.raises(UnknownMessage):
            office.identity.try_code(message_id, ORDER, "123456")
    message = office.message(proved)
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
