"""Help is offered to who needs it, quietly and once; who only looks around is left in peace."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import needs
from tests.browser.needs import answer, have_the_card_declined, offer
from tests.browser.order_facts import truth_of
from tests.browser.shop_server import sign_in
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard import press_until
from tests.browser.test_quiet_pages import PAGES, look_around, of_deskbell

pytestmark = [pytest.mark.browser, pytest.mark.model]

NEVER = "Don't offer help again"
OTHER = "Show your other conversation"
WHY = "Why am I seeing this?"
LINE = "Your payment was declined. Shall we look at what usually helps?"


def asked(visitor) -> list[str]:
    return [path for path in visitor.requests if path.startswith("/webhooks/")]


def test_a_visitor_who_browses_twenty_pages_is_left_in_peace(new_visitor):
    visitor = new_visitor()
    visitor.page.clock.install()
    for number in range(20):
        visitor.requests.clear()
        visitor.go(PAGES[number % len(PAGES)].replace("nothing-like-this", "navy"))
        look_around(visitor)
        visitor.page.clock.run_for("05:00")
        visitor.page.mouse.move(640, 0)
        visitor.page.evaluate("document.documentElement.dispatchEvent(new MouseEvent('mouseleave'))")
        assert of_deskbell(visitor) == ["/widget/deskbell.js"]
        expect(offer(visitor)).to_have_count(0)


def test_a_card_that_is_declined_twice_brings_one_offer(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor)
    assert asked(visitor) == []
    with visitor.page.expect_request("**/webhooks/widget/cues") as request:
        have_the_card_declined(visitor)
    expect(offer(visitor)).to_contain_text(LINE)
    said = json.loads(request.value.post_data)
    assert said.keys() == {"visitor", "cue", "page"}
    assert (said["cue"], said["page"]) == ("payment_failed", {"order_number": needs.UNPAID})
    assert asked(visitor) == ["/webhooks/widget/cues"]


def test_an_offer_takes_no_focus_moves_nothing_and_is_told_once(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor)
    measure = "() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth, scrollY]"
    before = visitor.page.evaluate(measure)
    visitor.page.get_by_role("button", name="Pay").click()
    expect(offer(visitor)).to_contain_text(LINE)
    assert visitor.page.evaluate(measure) == before
    expect(visitor.page.locator("#card")).to_be_focused()
    expect(offer(visitor).locator("[aria-live=polite]")).to_have_text(LINE)


def test_an_offer_that_is_declined_is_not_made_again(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    with visitor.page.expect_response("**/offers/*") as ended:
        answer(visitor, "No, thanks")
    assert ended.value.status == 204
    expect(offer(visitor)).to_have_count(0)
    visitor.requests.clear()
    have_the_card_declined(visitor, times=2)
    assert asked(visitor) == []
    another_day = new_visitor(context=visitor.context)
    with another_day.page.expect_response("**/webhooks/widget/cues"):
        have_the_card_declined(another_day, times=2)
    assert asked(another_day) == ["/webhooks/widget/cues"]
    expect(offer(another_day)).to_have_count(0)


def test_who_accepts_reads_the_answer_and_need_not_name_the_order(new_visitor, deskbell):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    answer(visitor, "Yes, please")
    expect(visitor.said.nth(0)).to_have_text(LINE)
    expect(visitor.said.nth(1)).to_have_text("Yes, please")
    expect(visitor.control("Yes, please")).to_have_count(0)
    expect(visitor.answers.nth(1)).to_contain_text("bank")
    expect(visitor.field).to_be_focused()
    expect(offer(visitor)).to_have_count(0)
    visitor.go("/")
    expect(visitor.answers).to_have_count(2)
    assert "e-mail" in visitor.ask("where is my order?")
    truth = truth_of(deskbell, needs.UNPAID, needs.UNPAID_EMAIL)
    assert visitor.ask(needs.UNPAID_EMAIL) == truth.wordings[0]


def test_an_accepted_offer_takes_the_place_of_a_conversation_that_was_closed(visitor):
    visitor.open_chat()
    visitor.ask("bye")
    expect(visitor.log.get_by_text("This is closed. Write again any time.")).to_be_visible()
    visitor.control("Close the chat").click()
    visitor.page.evaluate("() => { for (const _ of [1, 2]) deskbell.cue('payment_failed'); }")
    answer(visitor, "Yes, please")
    expect(visitor.answers).to_have_count(2)
    expect(visitor.said.nth(0)).to_have_text(LINE)
    expect(visitor.own_words).to_have_text(["Yes, please"])


def test_the_conversation_before_an_accepted_offer_stays_within_reach(visitor, new_visitor):
    """In it the customer may have been promised something."""
    visitor.open_chat()
    visitor.ask("how do returns work?")
    visitor.ask("bye")
    visitor.control("Close the chat").click()
    visitor.page.evaluate("() => { for (const _ of [1, 2]) deskbell.cue('payment_failed'); }")
    answer(visitor, "Yes, please")
    expect(visitor.own_words).to_have_text(["Yes, please"])
    visitor.page.reload()
    visitor.control(OTHER).click()
    expect(visitor.own_words).to_have_text(["how do returns work?", "bye"])
    other_tab = new_visitor(context=visitor.context)
    other_tab.go()
    other_tab.open_chat()
    expect(other_tab.answers).to_have_count(2)
    other_tab.ask("what are your opening hours?")
    expect(visitor.answers).to_have_count(3)
    visitor.control(OTHER).click()
    for tab in (visitor, other_tab):
        expect(tab.own_words).to_have_text(["Yes, please"])
        expect(tab.said.first).to_have_text(LINE)
    assert "30 days" in visitor.ask("how do returns work?")
    expect(other_tab.answers).to_have_count(3)


def test_nobody_is_shown_another_conversation_who_has_none(visitor):
    visitor.open_chat()
    visitor.ask("hello")
    expect(visitor.control(OTHER)).to_have_count(0)


def test_never_is_for_good_and_asks_nothing_more(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    with visitor.page.expect_response("**/offers/*"):
        answer(visitor, NEVER)
    expect(offer(visitor)).to_have_count(0)
    another_day = new_visitor(context=visitor.context)
    needs.search_in_vain(another_day)
    needs.look_at_a_late_order(another_day)
    another_day.page.wait_for_load_state("networkidle")
    assert asked(another_day) == []


def test_an_offer_goes_away_by_itself_but_not_while_it_is_read(new_visitor):
    visitor = new_visitor()
    visitor.page.clock.install()
    have_the_card_declined(visitor, times=2)
    expect(offer(visitor)).to_contain_text(LINE)
    visitor.page.clock.run_for("00:05")
    offer(visitor).hover()
    visitor.page.clock.run_for("05:00")
    expect(offer(visitor)).to_be_visible()
    visitor.page.mouse.move(10, 10)
    with visitor.page.expect_request("**/offers/*") as ended:
        visitor.page.clock.run_for("00:15")
    assert ended.value.post_data_json == {"outcome": "ignored"}
    expect(offer(visitor)).to_have_count(0)


def test_an_offer_stays_on_the_next_page_for_the_rest_of_its_time(new_visitor):
    visitor = new_visitor()
    visitor.page.clock.install()
    have_the_card_declined(visitor, times=2)
    expect(offer(visitor)).to_contain_text(LINE)
    visitor.page.clock.run_for("00:15")
    visitor.requests.clear()
    visitor.go("/shop/delivery.html")
    expect(offer(visitor)).to_contain_text(LINE)
    assert asked(visitor) == []
    assert visitor.focused == ""
    with visitor.page.expect_request("**/offers/*") as ended:
        visitor.page.clock.run_for("00:20")
        assert offer(visitor).count() == 0
    assert ended.value.post_data_json == {"outcome": "ignored"}
    visitor.page.reload()
    visitor.page.wait_for_load_state("networkidle")
    expect(offer(visitor)).to_have_count(0)


def test_an_offer_that_is_accepted_on_the_next_page_opens_the_chat_with_it(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    expect(offer(visitor)).to_contain_text(LINE)
    visitor.go("/")
    answer(visitor, "Yes, please")
    expect(visitor.said.nth(0)).to_have_text(LINE)
    expect(visitor.answers).to_have_count(2)
    visitor.control(WHY).first.click()
    expect(visitor.log.get_by_text("Your payment was declined more than once")).to_be_visible()


def test_a_no_on_the_next_page_holds_on_the_page_before(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    expect(offer(visitor)).to_contain_text(LINE)
    visitor.go("/")
    with visitor.page.expect_response("**/offers/*"):
        answer(visitor, "No, thanks")
    visitor.page.go_back()
    visitor.page.wait_for_load_state("networkidle")
    expect(offer(visitor)).to_have_count(0)


def test_a_page_that_was_kept_with_its_offer_drops_it_when_it_was_answered_elsewhere(new_visitor):
    """A browser may keep a page as it was, and show it again when the visitor comes back."""
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    expect(offer(visitor)).to_contain_text(LINE)
    visitor.requests.clear()
    visitor.page.evaluate("sessionStorage.removeItem('deskbell:until')")
    expect(offer(visitor)).to_have_count(0)
    assert asked(visitor) == []


def test_an_offer_does_not_come_back_beside_a_chat_that_was_opened(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    visitor.page.evaluate("() => { for (const _ of [1, 2, 3]) deskbell.cue('search_empty'); }")
    visitor.page.wait_for_load_state("networkidle")
    with visitor.page.expect_request("**/offers/*") as ended:
        visitor.open_chat()
    assert ended.value.post_data_json == {"outcome": "ignored"}
    visitor.control("Close the chat").click()
    visitor.go("/")
    visitor.page.wait_for_load_state("networkidle")
    expect(offer(visitor)).to_have_count(0)


def test_an_offer_is_answered_by_keyboard_alone(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    press_until(visitor, "Tab", "Yes, please")
    visitor.page.keyboard.press("Enter")
    expect(visitor.field).to_be_focused()
    expect(visitor.said.nth(0)).to_have_text(LINE)


def test_escape_is_a_no_and_gives_the_focus_to_the_launcher(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    press_until(visitor, "Tab", "No, thanks")
    with visitor.page.expect_request("**/offers/*") as ended:
        visitor.page.keyboard.press("Escape")
    assert ended.value.post_data_json == {"outcome": "declined"}
    expect(visitor.launcher).to_be_focused()


def test_who_opens_the_chat_instead_is_not_offered_it_any_more(new_visitor):
    visitor = new_visitor()
    have_the_card_declined(visitor, times=2)
    expect(offer(visitor)).to_be_visible()
    with visitor.page.expect_request("**/offers/*") as ended:
        visitor.open_chat()
    assert ended.value.post_data_json == {"outcome": "ignored"}
    expect(offer(visitor)).to_have_count(0)
    expect(visitor.said).to_have_count(0)


def test_nothing_is_offered_while_the_chat_is_open_nor_during_a_conversation(visitor):
    visitor.open_chat()
    have_the_card_declined(visitor, times=3)
    assert asked(visitor) == []
    visitor.ask("hello")
    visitor.control("Close the chat").click()
    visitor.requests.clear()
    have_the_card_declined(visitor, times=2)
    assert asked(visitor) == []


def test_nothing_is_offered_to_who_wants_to_be_left_alone(visitor):
    visitor.open_chat()
    visitor.ask("leave me alone")
    visitor.control("Close the chat").click()
    visitor.requests.clear()
    needs.search_in_vain(visitor)
    have_the_card_declined(visitor, times=2)
    assert asked(visitor) == []


@pytest.mark.parametrize(
    ("need", "line"),
    [
        (needs.search_in_vain, "No luck with the search?"),
        (needs.try_vouchers, "The code was not accepted."),
        (needs.look_at_a_late_order, "This order is later than we promised."),
        (needs.send_a_form_that_refuses, "This form won't take what you enter."),
        (needs.see_marked_fields, "This form won't take what you enter."),
        (needs.click_in_anger, "It seems that something here does not react."),
    ],
)
def test_every_sign_of_need_brings_its_own_offer(new_visitor, need, line):
    visitor = new_visitor()
    need(visitor)
    expect(offer(visitor)).to_contain_text(line)
    assert asked(visitor) == ["/webhooks/widget/cues"]


def test_a_broken_page_brings_an_offer(new_visitor):
    visitor = new_visitor()
    needs.meet_broken_scripts(visitor)
    expect(offer(visitor)).to_contain_text("Something on this page went wrong")
    assert visitor.complaints == ["broken", "broken"]
    visitor.complaints.clear()


def test_a_no_of_a_signed_in_customer_holds_on_every_device(new_visitor):
    phone, desk = new_visitor(), new_visitor()
    for device in (phone, desk):
        sign_in(device.page, "demo-manners")
    have_the_card_declined(phone, times=2)
    with phone.page.expect_response("**/offers/*"):
        answer(phone, "No, thanks")
    with desk.page.expect_response("**/webhooks/widget/cues"):
        have_the_card_declined(desk, times=2)
    assert asked(desk) == ["/webhooks/widget/cues"]
    expect(offer(desk)).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 375])
def test_an_offer_is_accessible_and_fits(new_visitor, width):
    visitor = new_visitor(viewport={"width": width, "height": 800})
    have_the_card_declined(visitor, times=2)
    expect(offer(visitor)).to_contain_text(LINE)
    assert violations(visitor) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    boxes = [button.bounding_box() for button in offer(visitor).get_by_role("button").all()]
    assert [box for box in boxes if box["width"] < 44 or box["height"] < 44] == []
