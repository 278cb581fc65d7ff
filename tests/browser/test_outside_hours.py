"""Nobody of the team is there: a message is left, and answered when the customer is back."""

import pytest
from playwright.sync_api import expect

from tests.browser.hours import closed_for_days, deskbell_with_hours
from tests.browser.support_agent import conversation_of

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def lasting_deskbell(tmp_path_factory, trained_model):
    with deskbell_with_hours(tmp_path_factory.mktemp("closed"), closed_for_days()) as running:
        yield running


def test_a_message_left_outside_hours_is_answered_in_the_chat_when_the_customer_is_back(visitor, new_agent):
    visitor.open_chat()
    told = visitor.ask("I want to talk to a person")
    assert "Nobody from our team is there now: they are back on" in told
    assert "at 9:00 (UTC)" in told
    assert "in line. Usually" not in told
    expect(visitor.status).to_have_text("Waiting for a person")
    visitor.ask("yes")
    expect(visitor.answers.last).to_contain_text("What should our team know?")
    kept = visitor.ask("The left boot is torn. Please answer at kim@example.com")
    assert "our team may answer you at kim@example.com, or here in this chat when they are back on" in kept
    assert "You stay in line for our team" in visitor.ask("bye")
    chat = conversation_of(visitor)
    visitor.page.close()

    ana = new_agent("Ana")
    ana.come()
    expect(ana.rows("Waiting").and_(ana.row(chat))).to_be_visible()
    ana.row(chat).click()
    expect(ana.facts).to_contain_text("kim@example.com")
    ana.take()
    ana.say("A new pair is on its way.")
    expect(ana.said.last).to_have_text("A new pair is on its way.")

    visitor.page = visitor.context.new_page()
    visitor.go()
    visitor.launcher.click()
    expect(visitor.log.locator("[part=support] .text")).to_have_text(["A new pair is on its way."])
    expect(visitor.log.get_by_text("Ana from our team has joined.")).to_be_visible()
    expect(visitor.status).to_have_text("")
    ana.sign_out()


def test_nobody_is_said_to_be_away_who_has_the_inbox_open(visitor, new_agent):
    ben = new_agent("Ben")
    ben.come()
    visitor.open_chat()
    told = visitor.ask("I want to talk to a person")
    assert "somebody from our team is here right now" in told
    assert "Nobody from our team" not in told
    ben.sign_out()
