"""Whatever is delivered can be read: odd contents are no error, and nothing is taken for two."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from conversations.messenger_events import Deleted, Echo, Event, events_in, meaning_of
from conversations.messenger_tokens import metadata_of, new_token
from conversations.storable import is_storable

NOW = datetime(2030, 1, 1, tzinfo=UTC)
NAMES = (
    *("message", "mid", "text", "attachments", "payload", "url", "quick_reply", "postback", "title", "type"),
    *("is_echo", "app_id", "metadata", "sender", "recipient", "id", "timestamp", "sticker_id", "coordinates"),
    *("pass_thread_control", "new_owner_app_id", "is_deleted"),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=20,
)
bodies = st.dictionaries(st.sampled_from(NAMES), anything, max_size=6)


def deliver(*bodies, field: str = "messaging") -> list[Event]:
    return list(events_in({"object": "page", "entry": [{"id": "page", field: list(bodies)}]}, NOW))


@given(st.lists(anything | bodies, max_size=5))
def test_no_delivery_is_too_odd(bodies):
    for event in deliver(*bodies):
        meaning_of(event)
        assert is_storable(json.dumps(event.body, ensure_ascii=False))
        assert event.at <= NOW


@given(bodies)
def test_the_same_event_has_the_same_key(body):
    body = {**body, "sender": {"id": "ann"}}
    once, again = deliver(body), deliver(body, body)
    assert [event.key for event in once] == [event.key for event in again]


@given(st.text(min_size=1, max_size=10), st.text(min_size=1, max_size=10))
def test_two_messages_have_two_keys(first, second):
    texts = [
        {"sender": {"id": "ann"}, "message": {"mid": mid, "text": "x"}} for mid in (f"a{first}", f"b{second}")
    ]
    assert len({event.key for event in deliver(*texts)}) == 2


def test_messages_whose_ids_are_alike_for_long_are_two_and_each_is_taken_back_by_itself():
    alike = "m" * 1000
    first, second = (
        {"sender": {"id": "ann"}, "message": {"mid": f"{alike}{end}", "text": "x"}} for end in "ab"
    )
    gone = {"sender": {"id": "ann"}, "message": {"mid": f"{alike}b", "is_deleted": True}}
    one, other, taken_back = deliver(first, second, gone)
    assert meaning_of(taken_back) == Deleted(other.key)
    assert len({one.key, other.key, taken_back.key}) == 3


def test_an_event_is_of_the_person_whoever_sent_it():
    sent = {"sender": {"id": "ann"}, "recipient": {"id": "page"}, "message": {"mid": "1", "text": "x"}}
    echo = {"sender": {"id": "page"}, "recipient": {"id": "ann"}, "message": {"mid": "2", "is_echo": True}}
    assert [event.person_id for event in deliver(sent, echo)] == ["ann", "ann"]


def test_of_an_echo_of_our_own_words_only_that_they_went_out_is_kept():
    ends = {"sender": {"id": "page"}, "recipient": {"id": "ann"}, "timestamp": 1_890_000_000_000}
    came_back = {"mid": "2", "is_echo": True, "app_id": 7, "metadata": metadata_of(new_token())}
    attached = {"type": "template", "payload": {"text": "Your words: rhubarb"}}
    (ours,) = deliver({**ends, "message": {**came_back, "text": "rhubarb", "attachments": [attached]}})
    assert ours.body == {**ends, "message": came_back}
    (colleagues,) = deliver({**ends, "message": {"mid": "3", "is_echo": True, "text": "rhubarb"}})
    assert meaning_of(colleagues) == Echo("3", "rhubarb", None, None)


def test_what_nobody_is_named_in_is_no_event():
    assert deliver({"message": {"mid": "1", "text": "x"}}, {"sender": {"id": "page"}}) == []


def test_events_of_a_standby_app_are_known_as_such():
    event = {"sender": {"id": "ann"}, "message": {"mid": "1", "text": "x"}}
    assert [found.is_standby for found in deliver(event, field="standby")] == [True]
