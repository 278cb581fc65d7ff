"""Whom the shop vouches for need not prove anything, and shares the browser with others in peace."""

import pytest
from playwright.sync_api import expect

from tests.browser.order_facts import truth_of
from tests.browser.shop_server import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.model]

MIRA = "mira.lindqvist@example.com"


def test_a_signed_in_customer_reads_her_order_without_a_proof(visitor, deskbell):
    sign_in(visitor.page, "demo-mira")
    visitor.go()
    visitor.open_chat()
    assert visitor.ask("where is my order 10042?") == truth_of(deskbell, "10042", MIRA).wordings[0]


def test_a_signed_in_customer_is_not_told_about_a_strangers_order(visitor):
    sign_in(visitor.page, "browser-stranger")
    visitor.go()
    visitor.open_chat()
    assert "can't find" in visitor.ask("where is my order 10058?")


def test_who_was_in_the_middle_of_something_finds_it_on_another_device(new_visitor):
    """And is not told again what was said: the open question is taken up."""
    phone, desk = new_visitor(), new_visitor()
    for device in (phone, desk):
        sign_in(device.page, "browser-two-devices")
        device.go()
    phone.open_chat()
    answered = phone.ask("how do returns work?")
    phone.ask("where is my order?")
    desk.open_chat()
    expect(desk.own_words).to_have_text(["how do returns work?", "where is my order?"])
    asked = desk.answers.last.inner_text()
    desk.say("hello again")
    expect(desk.answers).to_have_count(4)
    expect(desk.answers.last).to_contain_text("number")
    assert asked not in desk.answers.all_inner_texts()[2:]
    desk.say("how do returns work?")
    expect(desk.answers).to_have_count(5)  # the number, asked for twice already, is not asked for again
    assert answered not in desk.answers.all_inner_texts()[2:]


def test_who_signs_in_does_not_see_what_a_guest_wrote_in_this_browser(visitor):
    visitor.open_chat()
    visitor.ask("where is my order 10042?")
    sign_in(visitor.page, "browser-newcomer")
    visitor.go()
    expect(visitor.panel).to_be_visible()
    expect(visitor.control("Where is my order?")).to_be_visible()
    expect(visitor.said).to_have_count(0)
