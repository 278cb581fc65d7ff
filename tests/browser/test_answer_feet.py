"""Under each answer: whether it helped, and why it came. Nobody asks, and nothing comes of it in the chat."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.needs import UNPAID, answer, have_the_card_declined
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard import press_until

pytestmark = [pytest.mark.browser, pytest.mark.model]

WHY = "Why am I seeing this?"
FEEDBACK = "**/webhooks/widget/feedback"


def test_an_answer_says_that_it_came_because_the_customer_wrote(visitor):
    visitor.open_chat()
    visitor.ask("hello")
    visitor.control(WHY).click()
    reason = visitor.log.get_by_text(re.compile(r"^You wrote “hello” at \d\d:\d\d\.$"))
    expect(reason).to_be_visible()
    expect(visitor.control(WHY)).to_have_attribute("aria-expanded", "true")
    visitor.control(WHY).click()
    expect(reason).to_have_count(0)
    expect(visitor.own_words).to_have_count(1)


def test_the_reason_is_found_and_read_by_keyboard(visitor):
    visitor.open_chat()
    visitor.ask("hello")
    press_until(visitor, "Shift+Tab", WHY)
    visitor.page.keyboard.press("Enter")
    expect(visitor.log.get_by_text("You wrote “hello”")).to_be_visible()
    expect(visitor.control(WHY)).to_be_focused()


def test_each_turn_says_why_once_and_thumbs_stand_only_under_answers(visitor):
    visitor.open_chat()
    turns = (
        ("hello", 0),
        ("how do returns work?", 1),
        ("thanks", 1),
        ("do you sell kayaks?", 1),
        ("what are your opening hours?", 2),
        ("where is my order 10042?", 2),
        ("how long does delivery take?", 2),
        ("mira.lindqvist@example.com", 3),
        ("bye", 3),
    )
    for count, (words, answers) in enumerate(turns, start=1):
        visitor.say(words)
        expect(visitor.control(WHY)).to_have_count(count)
        expect(visitor.control("Helpful")).to_have_count(answers)


def test_an_accepted_offer_says_why_and_can_be_turned_off(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    answer(visitor, "Yes, please")
    expect(visitor.control(WHY)).to_have_count(2)
    visitor.page.reload()
    visitor.control(WHY).first.click()
    expect(
        visitor.log.get_by_text("Your payment was declined more than once, so help was offered")
    ).to_be_visible()
    with visitor.page.expect_response("**/offers/*") as ended:
        visitor.control("Don't offer help again").click()
    assert ended.value.status == 204
    expect(visitor.log.get_by_text("Help is not offered here any more.")).to_be_visible()
    expect(visitor.control(WHY).first).to_be_focused()
    another_day = new_visitor(context=visitor.context)
    have_the_card_declined(another_day, times=2)
    assert [path for path in another_day.requests if path.startswith("/webhooks/")] == []


def test_a_thumb_stays_pressed_and_brings_no_words(visitor):
    visitor.open_chat()
    visitor.ask("how do returns work?")
    for label, other, value in (("Helpful", "Not helpful", True), ("Not helpful", "Helpful", False)):
        with visitor.page.expect_response(FEEDBACK) as told:
            visitor.control(label).click()
        assert told.value.status == 204
        assert told.value.request.post_data_json == {"seq": 2, "helpful": value}
        expect(visitor.control(label)).to_have_attribute("aria-pressed", "true")
        expect(visitor.control(other)).to_have_attribute("aria-pressed", "false")
    visitor.ask("thanks")
    expect(visitor.said).to_have_count(4)


def test_a_thumb_is_still_pressed_after_a_reload(visitor):
    visitor.open_chat()
    visitor.ask("what are your opening hours?")
    visitor.ask("how do returns work?")
    with visitor.page.expect_response(FEEDBACK):
        visitor.control("Not helpful").last.click()
    visitor.page.reload()
    for label, pressed in (("Helpful", ["false", "false"]), ("Not helpful", ["false", "true"])):
        expect(visitor.control(label)).to_have_count(2)
        for thumb, is_pressed in zip(visitor.control(label).all(), pressed, strict=True):
            expect(thumb).to_have_attribute("aria-pressed", is_pressed)


def test_a_thumb_that_the_gateway_does_not_get_is_taken_back(visitor):
    visitor.open_chat()
    visitor.ask("how do returns work?")
    visitor.expect_lost_connections()
    visitor.page.route(FEEDBACK, lambda route: route.abort())
    visitor.control("Helpful").click()
    expect(visitor.control("Helpful")).to_have_attribute("aria-pressed", "false")
    visitor.page.reload()
    expect(visitor.control("Helpful")).to_have_attribute("aria-pressed", "false")


def play(visitor, *events: tuple[str, dict]) -> None:
    """Opens the chat on a conversation that goes like this."""
    stream = "".join(
        f"id: {n}\nevent: {kind}\ndata: {json.dumps(data)}\n\n"
        for n, (kind, data) in enumerate(events, start=1)
    )
    visitor.page.route(
        "**/webhooks/widget/events",
        lambda route: route.fulfill(content_type="text/event-stream", body=stream),
    )
    visitor.open_chat()
    visitor.say("…")


def said(
    seq: int, speaker: str, because: dict | None = None, text: str = "", at: str = "2025-03-03T10:42:00.000Z"
) -> tuple[str, dict]:
    data = {
        "seq": seq,
        "speaker": speaker,
        "text": text or f"words {seq}",
        "choices": [],
        "at": at,
        "because": because,
    }
    return "message", data


def test_a_turn_that_failed_without_words_says_so_quietly(visitor):
    play(visitor, said(1, "customer"), ("turn", {"seq": 1, "outcome": "failed", "reason": "crashed"}))
    expect(visitor.log.get_by_text("That did not work. Please try again.")).to_be_visible()
    expect(visitor.answers).to_have_count(0)


def test_a_turn_that_needs_no_words_shows_nothing(visitor):
    play(visitor, said(1, "customer"), ("turn", {"seq": 1, "outcome": "quiet", "reason": "only says ok"}))
    expect(visitor.typing).to_be_hidden()
    expect(visitor.log.locator(".note:not(:empty), .foot")).to_have_count(0)


def test_a_question_that_was_answered_before_leads_to_the_answer_and_marks_it(visitor):
    turns = [
        event
        for seq in range(1, 30, 3)
        for event in (
            said(seq, "customer"),
            said(seq + 1, "bot", {"kind": "reply", "ref": str(seq)}),
            ("turn", {"seq": seq, "outcome": "answered", "reason": "replied"}),
        )
    ]
    again = ("turn", {"seq": 31, "outcome": "answered_before", "reason": "said before", "ref": 2})
    play(visitor, *turns, said(31, "customer"), again)
    expect(visitor.answers.first).to_be_in_viewport()
    expect(visitor.log.locator(".marked")).to_have_text(re.compile("words 2"))
    visitor.log.evaluate("it => it.scrollTo(0, it.scrollHeight)")
    visitor.control("Show the answer").click()
    expect(visitor.answers.first).to_be_in_viewport(ratio=1)
    expect(visitor.log.get_by_text("This answers your last message.")).to_be_in_viewport(ratio=1)


def test_an_earlier_answer_is_shown_with_the_new_message_where_there_is_room_for_both(visitor):
    answer = said(2, "bot", {"kind": "reply", "ref": "1"}, text="a line of the answer\n" * 12)
    before = ("turn", {"seq": 1, "outcome": "answered", "reason": "replied"})
    again = ("turn", {"seq": 4, "outcome": "answered_before", "reason": "said before", "ref": 2})
    play(visitor, said(1, "customer"), answer, before, said(4, "customer"), again)
    expect(visitor.log.get_by_text("This answers your last message.")).to_be_in_viewport(ratio=1)
    expect(visitor.answers.first).to_be_in_viewport(ratio=1)
    expect(visitor.own_words.nth(1)).to_be_in_viewport(ratio=1)


def test_an_answer_that_is_taller_than_the_chat_begins_in_view(visitor):
    answer = said(2, "bot", {"kind": "reply", "ref": "1"}, text="a line of the answer\n" * 40)
    play(
        visitor, said(1, "customer"), answer, ("turn", {"seq": 1, "outcome": "answered", "reason": "replied"})
    )
    expect(visitor.answers).to_have_count(1)
    top = "it => it.getBoundingClientRect().top"
    assert 0 < visitor.answers.first.evaluate(top) - visitor.log.evaluate(top) < 60


def test_each_day_has_its_date_and_each_entry_its_time(new_visitor):
    visitor = new_visitor(timezone_id="Europe/Lisbon")
    visitor.page.clock.set_fixed_time("2025-03-05T12:00:00Z")
    visitor.go()
    reply = {"kind": "reply", "ref": "1"}
    ended = ("turn", {"seq": 1, "outcome": "answered", "reason": "replied"})
    thanks = said(4, "customer", at="2025-03-05T09:05:00.000Z")
    play(visitor, said(1, "customer"), said(2, "bot", reply), ended, thanks)
    expect(visitor.log.locator("[part=owner] .text")).to_have_text(["Monday 3 March", "Today"])
    expect(visitor.log.locator("time")).to_have_text(["", "10:42", "10:42", "", "09:05"])
    time = visitor.log.get_by_text("09:05")
    expect(time).to_have_css("opacity", "0")
    visitor.own_words.nth(1).hover()
    expect(time).to_have_css("opacity", "1")


def test_a_persons_words_say_whose_they_are_and_have_no_thumbs(visitor):
    joined = {"seq": 2, "owner": "support_agent", "name": "Ada"}
    words = said(3, "support", {"kind": "support", "ref": "1"})
    play(visitor, said(1, "customer"), ("owner", joined), words)
    visitor.control(WHY).click()
    expect(visitor.log.get_by_text("Ada from our team wrote this on Monday 3 March at")).to_be_visible()
    expect(visitor.control("Helpful")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 375])
def test_what_stands_under_an_answer_is_accessible(new_visitor, width):
    visitor = new_visitor(viewport={"width": width, "height": 800})
    visitor.go(f"/shop/orders.html?number={UNPAID}")
    visitor.open_chat()
    visitor.ask("how do returns work?")
    visitor.control(WHY).click()
    visitor.control("Not helpful").click()
    expect(visitor.log.get_by_text("You wrote “how do returns work?”")).to_be_visible()
    assert violations(visitor) == []
