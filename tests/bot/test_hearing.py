"""What a typed message means where it stands. The parses are as Rasa gives them."""

from datetime import date

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.hearing import heard_in_context
from bot.hearing.parses import SURE_ENOUGH

RETURNS = {"title": "How do returns work?", "payload": '/ask_question{"faq_entry": "returns"}'}
CARRYING = {
    "ask_for_human": "hm",
    "say_goodbye": "bye",
    "acknowledge": "hm",
    "say_thanks": "thanks",
}
PERSON = {"title": "Talk to a person", "payload": "/ask_for_human"}


def after(*buttons, requested=None):
    slots = [TextSlot("requested_slot", mappings=[{}])]
    events = [UserUttered("before"), BotUttered("words", {"buttons": list(buttons)})]
    events += [SlotSet("requested_slot", requested)] if requested else []
    return DialogueStateTracker.from_events("c", events, slots=slots)


def parsed(text, intent, confidence=0.9, entities=()):
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": list(entities)}


def told(*topics):
    slots = [TextSlot("requested_slot", mappings=[{}]), AnySlot("told", mappings=[{}])]
    events = [UserUttered("before"), SlotSet("told", dict.fromkeys(topics, 1))]
    return DialogueStateTracker.from_events("c", events, slots=slots)


def hear(parse, tracker):
    return heard_in_context(parse, tracker, date(2026, 11, 21))


def intent_of(parse, tracker):
    return hear(parse, tracker)["intent"]["name"]


def test_yes_takes_the_only_choice():
    assert intent_of(parsed("yes please", "say_yes"), after(PERSON)) == "ask_for_human"


def test_yes_takes_the_choice_that_the_question_is_about():
    about_returns = after({**RETURNS, "answers": "yes"}, PERSON)
    heard = hear(parsed("yes please", "say_yes"), about_returns)
    assert heard["entities"] == [{"entity": "faq_entry", "value": "returns"}]


def test_yes_takes_nothing_away_from_anybody():
    cancels = {"title": "Don't tell me any more", "payload": "/cancel_notices"}
    assert intent_of(parsed("yes", "say_yes"), after(cancels)) == "say_yes"


def test_yes_takes_none_of_several():
    assert intent_of(parsed("yes", "say_yes"), after(PERSON, RETURNS)) == "say_yes"


@pytest.mark.parametrize("text", ["how do returns work", "How do returns work?", " HOW DO  RETURNS WORK "])
def test_a_label_typed_out_is_its_choice_with_what_it_stands_for(text):
    heard = hear(parsed(text, "nlu_fallback"), after(PERSON, RETURNS))
    assert heard["intent"]["name"] == "ask_question"
    assert heard["entities"] == [{"entity": "faq_entry", "value": "returns"}]


def test_choices_of_an_earlier_turn_are_not_taken():
    tracker = after(PERSON)
    tracker.update(UserUttered("something else"))
    assert intent_of(parsed("yes", "say_yes"), tracker) == "say_yes"


def test_a_lone_number_answers_the_question_for_one():
    heard = hear(parsed("it is 9988", "ask_question"), after(requested="order_number"))
    assert heard["intent"]["name"] == "give_order_details"
    assert heard["entities"][0]["value"] == "9988"


def test_a_lone_number_is_nothing_while_something_else_is_asked():
    assert hear(parsed("it is 9988", "ask_question"), after())["entities"] == []


@pytest.mark.parametrize("intent", ["ask_for_human", "say_goodbye", "acknowledge", "say_thanks"])
def test_a_wild_guess_does_not_reach_far(intent):
    text = CARRYING[intent]
    assert intent_of(parsed(text, intent, SURE_ENOUGH - 0.01), after()) == "nlu_fallback"
    assert intent_of(parsed(text, intent, SURE_ENOUGH), after()) == intent


@pytest.mark.parametrize("intent", ["say_goodbye", "acknowledge", "never_mind", "cancel_notices", "say_yes"])
def test_a_guess_without_words_of_its_kind_is_not_believed_however_sure(intent):
    assert intent_of(parsed("leave it with my neighbour", intent, 1.0), after()) == "nlu_fallback"


def test_details_are_not_read_into_a_text_without_any():
    assert intent_of(parsed("<img src=x>", "give_order_details"), after()) == "nlu_fallback"
    assert intent_of(parsed("my number", "give_order_details"), after()) == "give_order_details"


@pytest.mark.parametrize("text", ["the number", "it was the mail", "both"])
def test_after_a_proof_that_did_not_fit_its_parts_are_asked_for_anew(text):
    assert intent_of(parsed(text, "give_order_details"), told("no match")) == "ask_for_another_order"
    assert intent_of(parsed(text, "ask_question"), told("no match", "order 1: x")) == "ask_question"


def test_more_is_asked_of_what_was_told_last():
    more = hear(parsed("tell me more", "cancel_notices"), told("order 1: x", "faq returns"))
    assert more["entities"] == [{"entity": "faq_entry", "value": "returns"}]
    assert (
        intent_of(parsed("tell me more", "cancel_notices"), told("faq x", "order 1: x")) == "ask_order_status"
    )
    assert intent_of(parsed("tell me more", "cancel_notices"), told()) == "nlu_fallback"


def test_a_wild_guess_about_a_text_with_an_order_number_is_about_the_order():
    entity = {"entity": "order_number", "value": "10042"}
    assert intent_of(parsed("10042x", "acknowledge", 0.4, [entity]), after()) == "give_order_details"
