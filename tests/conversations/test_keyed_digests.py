"""Digests that depend on the secret, on their purpose, and on every part of what they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from conversations.keyed_digests import KeyedDigests, address_digests

SECRET = "s" * 32


def test_the_same_is_found_again_by_whoever_knows_the_secret():
    assert address_digests(SECRET).hex_digest("192.0.2.7") == address_digests(SECRET).hex_digest("192.0.2.7")


def test_another_secret_or_purpose_makes_another_digest():
    digests = KeyedDigests.of(SECRET, "one"), KeyedDigests.of(SECRET, "two"), KeyedDigests.of("t" * 32, "one")
    assert len({keyed.digest("192.0.2.7") for keyed in digests}) == 3


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_parts_never_run_into_each_other(one: list[str], other: list[str]):
    keyed = KeyedDigests.of(SECRET, "a test")
    assert (keyed.digest(*one) == keyed.digest(*other)) == (one == other)


def test_text_that_is_no_unicode_has_a_digest_too():
    assert len(KeyedDigests.of(SECRET, "a test").hex_digest("\ud800")) == 64


def test_the_key_is_never_shown():
    keyed = KeyedDigests.of(SECRET, "a test")
    assert SECRET not in repr(keyed)
    assert repr(keyed.key) not in repr(keyed)
