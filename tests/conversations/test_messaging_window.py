"""The rules of writing on Messenger hold always: an answer in time, or a person's word within a week."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conversations.messaging_window import FOR_A_PERSON, FOR_THE_BOT, MessagingWindow, SendAs, Writer

NOW = datetime(2030, 1, 1, tzinfo=UTC)
ages = st.timedeltas(min_value=timedelta(hours=-1), max_value=timedelta(days=30))
writers = st.sampled_from(Writer)


def window(age: timedelta) -> MessagingWindow:
    return MessagingWindow(NOW - age)


@given(ages)
def test_the_bot_only_ever_answers_and_only_within_a_day(age: timedelta):
    allowed = window(age).send_as(Writer.BOT, NOW)
    assert allowed in {None, SendAs.RESPONSE}
    if age >= FOR_THE_BOT:
        assert allowed is None


@given(ages)
def test_a_person_is_tagged_only_after_the_day_and_never_after_the_week(age: timedelta):
    allowed = window(age).send_as(Writer.PERSON, NOW)
    if allowed is SendAs.HUMAN_AGENT:
        assert window(age).send_as(Writer.BOT, NOW) is None
    if age >= FOR_A_PERSON:
        assert allowed is None


@given(ages, writers)
def test_a_person_may_write_whenever_the_bot_may(age: timedelta, writer: Writer):
    if window(age).send_as(Writer.BOT, NOW):
        assert window(age).send_as(Writer.PERSON, NOW) is SendAs.RESPONSE


@given(ages, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)), writers)
def test_time_alone_never_opens_a_window(age: timedelta, later: timedelta, writer: Writer):
    if window(age).send_as(writer, NOW) is None:
        assert window(age).send_as(writer, NOW + later) is None


@given(ages, writers)
def test_the_countdown_ends_when_the_window_does(age: timedelta, writer: Writer):
    closes_at = window(age).closes_at(writer)
    assert closes_at is not None
    assert (window(age).send_as(writer, NOW) is not None) == (closes_at > NOW)


@given(writers, ages)
def test_a_message_of_the_person_opens_it_for_both(writer: Writer, age: timedelta):
    assert MessagingWindow(NOW).send_as(writer, NOW) is SendAs.RESPONSE


@given(writers)
def test_nobody_writes_first(writer: Writer):
    assert MessagingWindow(None).send_as(writer, NOW) is None
    assert MessagingWindow(None).closes_at(writer) is None


def test_no_other_tag_exists():
    assert {tag.value for tag in SendAs} == {"RESPONSE", "HUMAN_AGENT"}
