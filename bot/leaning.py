"""A short question after a help page leans on it: the page's own sentence answers before anything else does.

"What happens to my invoices?", after how an account is deleted, wants no invoice, and "can I return it?",
after how a gift card is bought, returns nothing. Who has an order in hand asks of that.
"""

from __future__ import annotations

import re
from datetime import date

from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.best_sentence import leans
from actions.faq.follow_up import PART_OF_PAGE, follow_up, page_told
from actions.order_talk.help_pages import ABOUT_DELIVERY, HELP_PAGES
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import speaks_of_one
from actions.order_talk.own_words import is_question
from bot.hearing.parses import (
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    latest_topic,
    text_of,
    with_intent,
)
from bot.hearing.told_before import more_of_the_same
from bot.nlu.plain_words import plain_words
from bot.pages import Pages

_OF_PAGES = UNHEARD | {"ask_question", "ask_about_other_things", "choose_from_list"}
_OF_NO_PAGE_YET = frozenset({"ask_about_delivery_options", "list_orders"})
_TOLD_AS_THEY_ARE = REPORTS | {
    Matter.REFUND,
    Matter.REFUND_PLACE,
    Matter.DOUBLE_CHARGE,
    Matter.FAILED_PAYMENT,
}
"""What is also meant by words that ask nothing: "the driver wanted money anyway"."""

_ONES_OWN = re.compile(
    r"\b(?:my|our|the|this|that) (?:\w+ )?"
    r"(?:order|parcel|package|packet|shipment|delivery|refund|return|invoice)\b"
    r"|\b(?:mine|ordered|my money)\b"
)
_MAY_I = re.compile(r"^(?:(?:and|but|so|ok|then|also) )*(?:can|could|may|would|will) (?:i|you|we)\b")
_LONGEST = 10  # words


def leaning_on_page(heard: Parse, tracker: DialogueStateTracker, pages: Pages, today: date) -> Parse | None:
    """The parse with the sentence that answers under `PART_OF_PAGE`; None where it leans on no page."""
    told = _page_in_talk(heard, tracker)
    if told is None or more_of_the_same(heard, tracker) is not None:
        return None
    if not _may_lean(heard, told, is_asked_for_order=tracker.active_loop_name is not None):
        return None
    part = pages.part_that_answers(heard, told, today)
    if part is None:
        return None
    return {
        **with_intent(heard, "ask_question"),
        PART_OF_PAGE: {"slug": part.entry.slug, "sentence": part.sentence},
    }


def _page_in_talk(heard: Parse, tracker: DialogueStateTracker) -> str | None:
    """The page that was told last, or the one of the matter for which an order is asked for."""
    if tracker.get_slot("order_number"):
        return None
    if tracker.active_loop_name is not None:
        matter = tracker.get_slot("order_matter")
        is_asked = tracker.get_slot("requested_slot") == "order_number" and matter in HELP_PAGES
        return HELP_PAGES[matter][0] if is_asked else None
    topic = latest_topic(tracker)
    if topic.startswith("delivery "):  # a sum, a time and a day are told of the country
        is_sum_named = bool(Mentions.of(heard.get(MENTIONS)).amounts)
        is_of_country = is_sum_named or follow_up(text_of(heard)) is not None
        is_of_country = is_of_country or intent_of(heard) not in _OF_PAGES
        return None if is_of_country else ABOUT_DELIVERY
    return page_told(topic)


def _may_lean(heard: Parse, told: str, *, is_asked_for_order: bool) -> bool:
    words, intent = plain_words(text_of(heard)), intent_of(heard)
    if len(words.split()) > _LONGEST or has(heard, "order_number") or has(heard, "email"):
        return False
    is_one_named = speaks_of_one(text_of(heard)) or Mentions.of(heard.get(MENTIONS)).amounts
    if is_asked_for_order and (not is_question(text_of(heard)) or is_one_named):
        return False  # "the first one", "which one was 35.90" answers which order it is
    if intent in _OF_PAGES:
        return True
    is_wish = intent in set(Matter) or intent in _OF_NO_PAGE_YET
    is_turning = is_asked_for_order and confidence_of(heard) >= SURE_OF_ANOTHER
    if is_turning or not is_wish or _ONES_OWN.search(words) or _names_item(heard):
        return False
    if intent in _OF_NO_PAGE_YET:
        return is_question(text_of(heard))
    if told in HELP_PAGES.get(intent, ())[:1] and not Matter(intent).is_question:
        return False  # "can I do it now?", after how it is done
    if not is_question(text_of(heard)):
        return intent in _TOLD_AS_THEY_ARE
    is_request = _MAY_I.search(words) and confidence_of(heard) >= SURE_OF_ANOTHER
    return leans(text_of(heard)) or not is_request


def _names_item(heard: Parse) -> bool:
    return bool(Mentions.of(heard.get(MENTIONS)).items)
