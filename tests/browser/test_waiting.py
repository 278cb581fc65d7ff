"""A customer waits for a person: what they are told, what they see meanwhile, and what if nobody comes."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.wait_watch import WaitWatch
from conversations.clock import HandClock
from conversations.desk import open_desk
from conversations.ownership import Owner
from tests.browser.hours import always_open, deskbell_with_hours, hours_of
from tests.browser.support_agent import conversation_of

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def lasting_deskbell(tmp_path_factory, trained_model):
    """One of its own: nobody else is in line. Five customers waited three minutes each an hour ago."""
    with deskbell_with_hours(tmp_path_factory.mktemp("waiting"), always_open()) as running:
        clock = HandClock(datetime.now(UTC) - timedelta(hours=1))
        desk = open_desk(running.database_url, clock)
        for _ in range(5):
            chat = desk.journal.open_conversation("widget").id
            desk.journal.change_owner(chat, Owner.WAITING)
            clock.move(timedelta(minutes=3))
            desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ben")
        desk.close()
        yield running


@pytest.fixture
def waiting(visitor):
    visitor.open_chat()
    visitor.ask("I want to talk to a person")
    return visitor


def look_later(deskbell, later: timedelta) -> int:
    """What the worker does each minute, as late as this: how many were told."""
    hours = hours_of(deskbell)
    clock = HandClock(datetime.now(UTC) + later)
    desk = open_desk(deskbell.database_url, clock)
    try:
        return WaitWatch(desk.team.waits, desk.journal.said, hours, clock).look()
    finally:
        desk.close()


def test_who_waits_knows_the_place_the_usual_time_and_sees_it_quietly(waiting, new_visitor):
    expect(waiting.answers.last).to_contain_text(
        "You are the first in line. Usually it takes about 3 minutes."
    )
    expect(waiting.answers.last).to_contain_text("If nobody has joined by")
    expect(waiting.status).to_have_text("Waiting for a person")
    waiting.page.reload()
    expect(waiting.status).to_have_text("Waiting for a person")
    second = new_visitor()
    second.go()
    second.open_chat()
    assert "You are number 2 in line." in second.ask("a person please")
    assert "30 days" in waiting.ask("how do returns work?")
    expect(waiting.status).to_have_text("Waiting for a person")
    for customer in (waiting, second):
        customer.ask("I don't need a person any more")
        expect(customer.log.get_by_text("You are talking to the assistant again.")).to_be_visible()
        expect(customer.status).to_have_text("")


def test_whom_nobody_joins_is_told_the_truth_once_and_shown_another_way(waiting, new_agent, deskbell):
    ana = new_agent("Ana")
    ana.come(conversation_of(waiting))
    assert look_later(deskbell, timedelta(minutes=14)) == 0
    assert [look_later(deskbell, timedelta(minutes=16)) for _ in range(2)] == [1, 0]
    expect(waiting.answers.last).to_contain_text("nobody from our team could join yet. I'm sorry.")
    expect(waiting.answers.last).to_contain_text("write to help@shop.example.com or leave a message here")
    expect(waiting.status).to_have_text("Waiting for a person")
    expect(ana.said.last).to_contain_text("nobody from our team could join yet")
    waiting.control("Why am I seeing this?").last.click()
    expect(waiting.log.get_by_text("You asked in this chat to be told.")).to_be_visible()
    waiting.choice("Leave a message").click()
    expect(waiting.answers.last).to_contain_text("What should our team know?")
    waiting.ask("Please write to kim@example.com")
    expect(ana.facts).to_contain_text("kim@example.com")
    ana.take()
    expect(waiting.log.get_by_text("Ana from our team has joined.")).to_be_visible()
    expect(waiting.status).to_have_text("")
