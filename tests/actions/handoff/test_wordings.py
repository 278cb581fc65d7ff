"""What somebody who asks for a person hears is true of the moment: who is there, the place, the time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from actions.handoff import wordings
from actions.handoff.opening_hours_file import load_opening_hours
from actions.handoff.outlook import Reception
from actions.handoff.spoken_times import day_and_time, length
from conversations.accounts import Account
from conversations.clock import HandClock
from conversations.desk import in_memory_desk
from conversations.ownership import Owner
from conversations.support_floor import SupportAgent

HOURS = load_opening_hours()
ON_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
ON_SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return HandClock(ON_MONDAY)


@pytest.fixture
def desk(clock):
    return in_memory_desk(clock)


@pytest.fixture
def reception(desk, clock):
    return Reception(desk.team.waits, HOURS, clock)


def ask(desk, clock):
    chat = desk.journal.open_conversation("widget").id
    desk.journal.change_owner(chat, Owner.WAITING)
    clock.move(timedelta(seconds=1))
    return chat


def open_the_inbox(desk, clock):
    ana = desk.team.accounts.save(Account(SupportAgent("ana", "Ana"), "ana@shop.example", "hash"), clock())
    desk.team.accounts.open_session("digest", ana.id, clock(), clock() + timedelta(hours=12))


def take(desk, chat):
    desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ana")


def said(reception, chat, hours=HOURS):
    return wordings.asked(reception.outlook(chat), hours)


def test_the_place_in_line_is_the_one_they_have_or_are_about_to_have(desk, clock, reception):
    first, second = ask(desk, clock), ask(desk, clock)
    newcomer = desk.journal.open_conversation("widget").id
    assert all("You are the first in line." in text for text in said(reception, first))
    assert all("You are number 2 in line." in text for text in said(reception, second))
    assert all("You are number 3 in line." in text for text in said(reception, newcomer))


def test_while_the_systems_are_away_the_line_and_the_hours_are_still_told(desk, clock, reception):
    ask(desk, clock)
    newcomer = desk.journal.open_conversation("widget").id
    while_open = wordings.asked_without_systems(reception.outlook(newcomer), HOURS)
    assert all("You are number 2 in line." in text for text in while_open)
    assert all("If nobody has joined by 10:15 (Berlin time), I tell you here." in text for text in while_open)
    clock.move(ON_SUNDAY - ON_MONDAY)
    while_closed = wordings.asked_without_systems(reception.outlook(newcomer), HOURS)
    assert all("tomorrow at 9:00 (Berlin time)" in text for text in while_closed)
    assert not any("in line. " in text or "joined by" in text for text in while_closed)


def test_a_usual_wait_is_named_only_where_there_is_one(desk, clock, reception):
    newcomer = desk.journal.open_conversation("widget").id
    assert "I have no reliable figure for how long it takes." in said(reception, newcomer)[0]
    for _ in range(5):
        chat = ask(desk, clock)
        clock.move(timedelta(minutes=3, seconds=20))
        take(desk, chat)
    assert "Usually it takes about 4 minutes." in said(reception, newcomer)[0]


def test_what_happens_if_nobody_joins_is_said_with_the_time(desk, clock, reception):
    chat = ask(desk, clock)
    assert "If nobody has joined by 10:15 (Berlin time), I tell you here." in said(reception, chat)[0]
    clock.move(timedelta(minutes=5))
    assert "by 10:15 (Berlin time)" in said(reception, chat)[1]
    clock.move(timedelta(minutes=15))
    assert "It takes longer than the 15 minutes that we aim for" in said(reception, chat)[2]


def test_shortly_before_the_team_leaves_that_is_said(desk, clock, reception):
    clock.move(timedelta(hours=7, minutes=50))
    text = said(reception, desk.journal.open_conversation("widget").id)[0]
    assert "They leave at 18:00 (Berlin time)" in text
    assert "they are back tomorrow at 9:00 (Berlin time)" in text


def test_while_nobody_is_there_no_place_and_no_wait_are_promised(desk, clock, reception):
    clock.move(ON_SUNDAY - ON_MONDAY)
    texts = said(reception, ask(desk, clock))
    assert all("9:00 (Berlin time)" in text for text in texts)
    assert not any("first in line" in text or "Usually" in text for text in texts)
    assert "by e-mail if you leave an address" in texts[0]
    assert HOURS.email in texts[0]


def test_somebody_who_has_the_inbox_open_outside_hours_is_not_denied(desk, clock, reception):
    clock.move(ON_SUNDAY - ON_MONDAY)
    chat = ask(desk, clock)
    open_the_inbox(desk, clock)
    outlook = reception.outlook(chat)
    for texts in (wordings.asked(outlook, HOURS), wordings.asked_without_systems(outlook, HOURS)):
        assert all("somebody from our team is here right now" in text for text in texts)
        assert all("our team is back tomorrow at 9:00 (Berlin time)" in text for text in texts)
        assert not any("Usually" in text or "I tell you here" in text for text in texts)
    came_late = wordings.nobody_came(clock(), clock(), HOURS, is_somebody_there=True)
    assert not any("has left" in text or "our team left" in text for text in came_late)


def test_who_only_calls_hears_the_same_figures_and_then_another_way(desk, clock, reception):
    chat = ask(desk, clock)
    text, again = wordings.still_waiting(reception.outlook(chat), HOURS)
    assert "You are the first in line." in text
    assert "by 10:15 (Berlin time)" in text
    assert "leave a message here" in again
    clock.move(ON_SUNDAY - ON_MONDAY)
    text, again = wordings.still_waiting(reception.outlook(chat), HOURS)
    assert "back tomorrow at 9:00 (Berlin time)" in text
    assert "leave a message here" in again


def test_a_phone_is_named_only_where_there_is_one_and_somebody_to_pick_it_up(desk, clock, reception):
    chat = desk.journal.open_conversation("widget").id
    with_phone = replace(HOURS, phone="+41 44 123 45 67")
    assert "call +41 44 123 45 67" in said(reception, chat, with_phone)[0]
    assert not any("call" in text for text in said(reception, chat))
    clock.move(ON_SUNDAY - ON_MONDAY)
    assert not any("call" in text for text in said(reception, chat, with_phone))


def test_no_two_wordings_of_the_same_are_alike(desk, clock, reception):
    for now in (ON_MONDAY, ON_SUNDAY):
        clock.move(now - clock())
        outlook = reception.outlook(desk.journal.open_conversation("widget").id)
        told = [
            *wordings.asked(outlook, HOURS),
            *wordings.asked_again(outlook, HOURS),
            *wordings.message_wanted(HOURS),
            *wordings.message_kept(outlook, HOURS, None),
            *wordings.message_kept(outlook, HOURS, "me@example.com"),
            *wordings.goodbye_in_line(outlook, HOURS, None),
            *wordings.still_waiting(outlook, HOURS),
            *wordings.nobody_came(now, now, HOURS, is_somebody_there=now == ON_MONDAY),
        ]
        assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("days", "spoken"),
    [
        (0, "today at 10:00 (Berlin time)"),
        (1, "tomorrow at 10:00 (Berlin time)"),
        (3, "on Thursday at 10:00 (Berlin time)"),
        (7, "on Monday 30 November at 10:00 (Berlin time)"),
        (-2, "on Saturday 21 November at 10:00 (Berlin time)"),
    ],
)
def test_a_day_is_named_as_people_name_it(days, spoken):
    assert day_and_time(ON_MONDAY + timedelta(days=days), ON_MONDAY, HOURS.zone) == spoken


@pytest.mark.parametrize(
    ("seconds", "spoken"), [(0, "1 minute"), (61, "2 minutes"), (5340, "89 minutes"), (5400, "2 hours")]
)
def test_a_length_is_never_made_shorter(seconds, spoken):
    assert length(timedelta(seconds=seconds)) == spoken
