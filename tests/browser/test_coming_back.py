"""The conversation goes on where it was: after a reload, on the next page, in another tab, on another day."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "how do returns work?"


def words(visitor: Visitor) -> list[str]:
    return visitor.said.all_inner_texts()


@pytest.fixture
def talking(visitor):
    """A visitor who has had one answer."""
    visitor.open_chat()
    visitor.ask(QUESTION)
    return visitor


def test_a_reload_shows_the_open_chat_as_it_was_without_taking_the_focus(talking):
    before = words(talking)
    talking.page.reload()
    expect(talking.said).to_have_text(before)
    assert talking.focused == ""
    talking.ask("how long does delivery take?")
    assert words(talking)[:2] == before
    assert len(words(talking)) == 4


def test_the_next_page_shows_the_open_chat_as_it_was(talking):
    before = words(talking)
    talking.page.get_by_role("link", name="Delivery", exact=True).first.click()
    expect(talking.page).to_have_title("Delivery and returns – Harbour & Pine")
    expect(talking.said).to_have_text(before)


def test_a_closed_chat_stays_closed_on_the_next_page_and_opens_with_what_was_said(talking):
    before = words(talking)
    talking.control("Close the chat").click()
    talking.go("/shop/cart.html")
    expect(talking.launcher).to_have_attribute("aria-expanded", "false")
    expect(talking.panel).to_be_hidden()
    talking.open_chat()
    expect(talking.said).to_have_text(before)


def test_a_choice_can_still_be_picked_after_a_reload(visitor):
    visitor.open_chat()
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    visitor.page.reload()
    visitor.choice("How do returns work?").click()
    expect(visitor.answers).to_have_count(3)
    expect(visitor.answers.last).to_contain_text("days")


def test_the_chat_is_closed_on_another_day_and_opens_with_what_was_said(talking, new_visitor):
    before = words(talking)
    later = new_visitor(storage_state=talking.context.storage_state())
    later.go()
    expect(later.launcher).to_have_attribute("aria-expanded", "false")
    later.open_chat()
    expect(later.said).to_have_text(before)


def test_two_tabs_both_show_all_of_one_conversation_once(talking, new_visitor):
    other = new_visitor(context=talking.context)
    other.go("/shop/delivery.html")
    other.open_chat()
    expect(other.said).to_have_text(words(talking))
    other.ask("how long does delivery take?")
    expect(talking.said).to_have_count(4)
    talking.ask("what are your opening hours?")
    expect(other.said).to_have_count(6)
    assert words(other) == words(talking)
    assert words(other)[::2] == [QUESTION, "how long does delivery take?", "what are your opening hours?"]


def test_two_tabs_that_write_at_the_same_time_agree_on_the_order(talking, new_visitor):
    other = new_visitor(context=talking.context)
    other.go()
    other.open_chat()
    expect(other.said).to_have_count(2)
    for n in range(3):
        talking.say(f"hello {n}")
        other.say(f"hello {n}")
    expect(talking.own_words).to_have_count(7)
    expect(talking.typing).to_be_hidden()
    expect(other.said).to_have_text(words(talking))
