"""What requests must say, for all values there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import Refusal, Unusable
from gateway.input_checks import (
    check_after,
    check_cue,
    check_feedback,
    check_message,
    check_outcome,
    check_session,
)

anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=80)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(["id", "text", "choice", "page", "customer_token", "order_number", "x"])
names |= st.sampled_from(["visitor", "cue", "outcome", "seq", "helpful"])


@given(st.dictionaries(names, anything))
def test_no_message_raises_anything_but_a_refusal(fields):
    try:
        message = check_message(fields)
    except Refusal as refusal:
        assert refusal.status in {400, 413, 422}
    else:
        assert (message.text is None) != (message.choice_id is None)


@given(st.dictionaries(names, anything))
def test_no_session_request_raises_anything_but_a_refusal(fields):
    try:
        token = check_session(fields)
    except Refusal as refusal:
        assert refusal.status in {400, 413, 422}
    else:
        assert token is None or isinstance(token, str)


@given(st.dictionaries(names, anything))
def test_no_cue_raises_anything_but_a_refusal(fields):
    try:
        seen = check_cue(fields)
    except Refusal as refusal:
        assert refusal.status in {400, 413, 422}
    else:
        assert 16 <= len(seen.visitor) <= 64


@given(st.dictionaries(names, anything))
def test_no_outcome_and_no_thumb_raises_anything_but_a_refusal(fields):
    for check in (check_outcome, check_feedback):
        try:
            check(fields)
        except Refusal as refusal:
            assert refusal.status in {400, 422}


@given(st.text("abcXYZ019_-", min_size=16, max_size=64))
def test_every_random_id_of_a_device_is_taken(visitor):
    assert check_cue({"visitor": visitor, "cue": "page_error"}).visitor == visitor


@given(st.text(max_size=30))
def test_a_place_is_a_whole_number_in_range_or_refused(value):
    try:
        after = check_after(value)
    except Unusable:
        return
    assert 0 <= after < 2**53


@given(st.integers(0, 2**53 - 1))
def test_every_place_in_range_is_taken(place):
    assert check_after(str(place)) == place


def test_no_place_means_the_beginning():
    assert check_after(None) == 0


def test_a_page_without_an_order_number_says_nothing():
    assert check_message({"id": "a", "text": "x", "page": {}}).page is None


@pytest.mark.parametrize("number", ["", " ", "1" * 33, "1\n2", 5, None])
def test_an_order_number_that_is_none_is_refused(number):
    with pytest.raises(Unusable):
        check_message({"id": "a", "text": "x", "page": {"order_number": number}})


def test_what_is_refused_is_not_repeated_in_the_message():
    with pytest.raises(Refusal) as raised:
        check_message({"id": "a", "text": "x", "my-password": 1})
    assert "my-password" not in raised.value.message
