"""The token of a conversation."""

from datetime import timedelta

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import BadToken
from gateway.guest_tokens import GuestTokens, bearer_token

SECRET = "s" * 32


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_token_names_the_conversation_that_it_was_made_for(conversation_id):
    tokens = GuestTokens(SECRET)
    assert tokens.read(tokens.make(conversation_id)).conversation_id == conversation_id


def test_a_token_of_another_secret_is_refused():
    with pytest.raises(BadToken):
        GuestTokens(SECRET).read(GuestTokens("x" * 32).make("c"))


def test_an_expired_token_is_refused():
    tokens = GuestTokens(SECRET, lifetime=timedelta(seconds=-1))
    with pytest.raises(BadToken):
        tokens.read(tokens.make("c"))


@given(st.data())
def test_a_token_that_was_changed_is_refused(data):
    token = GuestTokens(SECRET).make("c")
    # The last character of a part may hold unused bits: only those before it are changed.
    ends = {0, len(token) - 1} | {
        place + step for place in range(len(token)) if token[place] == "." for step in (-1, 0)
    }
    place = data.draw(st.sampled_from(sorted(set(range(len(token))) - ends)))
    other = data.draw(st.sampled_from([c for c in "abcXYZ019-_" if c != token[place]]))
    with pytest.raises(BadToken):
        GuestTokens(SECRET).read(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize("missing", ["sub", "aud", "iat", "exp"])
def test_a_token_without_one_of_its_claims_is_refused(missing):
    claims = {"sub": "c", "aud": "deskbell-conversation", "iat": 1, "exp": 9_999_999_999}
    del claims[missing]
    with pytest.raises(BadToken):
        GuestTokens(SECRET).read(jwt.encode(claims, SECRET, algorithm="HS256"))


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic x", "x", "Bearer ä", "Bearer \udcff"]
)
def test_a_header_without_a_bearer_token_is_refused(header):
    with pytest.raises(BadToken):
        bearer_token(header)


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "BEARER  abc "])
def test_the_scheme_is_read_as_http_writes_it(header):
    assert bearer_token(header) == "abc"
