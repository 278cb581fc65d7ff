"""Everything without a mouse, and nowhere is the focus lost or caught."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]


def press_until(visitor: Visitor, key: str, label: str) -> None:
    """Moves on until the control with this name has the focus; in the chat something always has it."""
    passed = []
    while visitor.focused != label:
        visitor.page.keyboard.press(key)
        passed.append(visitor.focused)
        assert len(passed) < 60, f"{label} is not on the way: {passed}"


def test_a_visitor_asks_and_picks_a_choice_by_keyboard_alone(visitor):
    keyboard = visitor.page.keyboard
    press_until(visitor, "Tab", "Help")
    keyboard.press("Enter")
    expect(visitor.field).to_be_focused()
    for line in ("where is my order 10042?", "mira.lindqvist@example.com"):
        before = visitor.answers.count()
        keyboard.type(line)
        keyboard.press("Enter")
        expect(visitor.field).to_be_focused()
        expect(visitor.field).to_have_value("")
        expect(visitor.answers).to_have_count(before + 1)
    press_until(visitor, "Shift+Tab", "How do returns work?")
    keyboard.press("Enter")
    expect(visitor.answers).to_have_count(3)
    expect(visitor.own_words.last).to_have_text("How do returns work?")
    expect(visitor.field).to_be_focused()


def test_shift_and_enter_start_a_new_line(visitor):
    visitor.open_chat()
    visitor.field.press("h")
    visitor.field.press("Shift+Enter")
    visitor.field.press("i")
    expect(visitor.field).to_have_value("h\ni")
    expect(visitor.own_words).to_have_count(0)


def test_escape_closes_the_chat_and_gives_the_focus_back_to_the_launcher(visitor):
    for label in ("Your message", "Close the chat", "Where is my order?"):
        visitor.launcher.press("Enter")
        expect(visitor.field).to_be_focused()
        press_until(visitor, "Shift+Tab", label)
        visitor.page.keyboard.press("Escape")
        expect(visitor.panel).to_be_hidden()
        expect(visitor.launcher).to_be_focused()


def test_a_starting_point_leaves_the_focus_in_the_field(visitor):
    visitor.launcher.press("Enter")
    press_until(visitor, "Shift+Tab", "Delivery and returns")
    visitor.page.keyboard.press("Enter")
    expect(visitor.answers.first).to_be_visible()
    expect(visitor.field).to_be_focused()


def test_the_open_chat_lets_the_focus_out_in_both_directions(visitor):
    visitor.open_chat()
    press_until(visitor, "Tab", "Help")
    press_until(visitor, "Tab", "Skip to the content")
    visitor.field.focus()
    press_until(visitor, "Shift+Tab", "Close the chat")
    visitor.page.keyboard.press("Shift+Tab")
    assert visitor.page.evaluate("document.activeElement.localName") != "deskbell-chat"


def test_the_focus_stays_in_the_chat_when_its_choice_is_picked_in_another_tab(visitor, new_visitor):
    visitor.open_chat()
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    other = new_visitor(context=visitor.context)
    other.go()
    other.open_chat()
    visitor.choice("How do returns work?").focus()
    other.choice("How do returns work?").click()
    expect(visitor.answers).to_have_count(3)
    assert visitor.focused != ""
