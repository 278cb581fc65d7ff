"""Bytes into an object, for all bytes there are."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import Malformed, Refusal
from gateway.json_bodies import MOST_NESTED, nesting_depth, parse_object

texts = st.text(st.characters(exclude_categories=["Cs"]))
flat_objects = st.dictionaries(texts, st.one_of(texts, st.booleans(), st.integers(-(2**60), 2**60)))
json_values = st.recursive(
    st.one_of(st.none(), texts, st.booleans()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(flat_objects)
def test_every_flat_object_is_read_as_it_is(value):
    assert parse_object(json.dumps(value).encode()) == value
    assert parse_object(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary())
def test_no_bytes_raise_anything_but_a_refusal(body):
    try:
        assert isinstance(parse_object(body), dict)
    except Refusal as refusal:
        assert refusal.status == 400


@given(st.text('[]{}",:\\1 '))
def test_no_punctuation_raises_anything_but_a_refusal(text):
    try:
        assert isinstance(parse_object(text.encode()), dict)
    except Refusal as refusal:
        assert refusal.status == 400


@given(json_values)
def test_depth_is_counted_as_the_parser_would_nest(value):
    def depth(part):
        if isinstance(part, dict):
            return 1 + max(map(depth, part.values()), default=0)
        if isinstance(part, list):
            return 1 + max(map(depth, part), default=0)
        return 0

    assert nesting_depth(json.dumps(value)) == depth(value)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_deep_nesting_is_refused_before_it_is_parsed(opening):
    with pytest.raises(Malformed, match="nested"):
        parse_object((opening * 5000).encode())


def test_a_text_that_nobody_closes_is_looked_at_once():
    began = time.process_time()
    nesting_depth('"' + '\\"' * 50_000)  # looked at again from every quote: 35 s
    assert time.process_time() - began < 2


def test_brackets_after_a_text_that_nobody_closes_are_inside_it():
    assert nesting_depth('["[[[') == 1
    assert nesting_depth('["\\') == 1


def test_brackets_inside_text_do_not_count():
    assert parse_object(json.dumps({"text": "[" * 100 + '\\"{'}).encode())["text"].startswith("[[")


def test_the_contracts_own_depth_is_taken():
    assert MOST_NESTED >= 2
    assert parse_object(b'{"page": {"order_number": "1"}}') == {"page": {"order_number": "1"}}
