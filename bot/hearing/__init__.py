"""What a typed message means where it stands: after the bot's last words, inside an open question.

The NLU hears a sentence alone. Here a typed "yes", or a label typed out, becomes the choice that it names; a
lone number becomes the answer to the question for one; other words answer or correct what a change asks for;
"tell me more" becomes what it is more of; and a guess that would reach far is made no longer, unless words of
its kind carry it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.hearing import after_an_answer as after
from bot.hearing import (
    asked_further,
    asked_of_change,
    carried_on,
    changes,
    choices,
    days_left,
    delivery,
    details,
    facts_of_order,
    for_team,
    guesses,
    left_as_it_is,
    misheard,
    one_answer,
    open_order,
    own_return,
    put_right,
    several_orders,
    told_before,
    told_of_item,
    wanted_again,
    wish_for_a_return,
)
from bot.hearing.parses import LEAVES_THE_QUESTION, Parse, intent_of, value_of


def heard_in_context(parsed: Mapping[str, Any], tracker: DialogueStateTracker, today: date) -> Parse:
    """The parse of a typed message, as the dialogue should take it."""
    parsed = misheard.without_denied_report(dict(parsed))
    heard = (
        choices.named_choice(parsed, tracker)
        or one_answer.one_answer(parsed, tracker)
        or wish_for_a_return.reason_for_the_offered(parsed, tracker)
        or own_return.asked_of_own_return(parsed, tracker)
        or own_return.returns_running(parsed, tracker)
        or wanted_again.gone_on_with(parsed, tracker)
        or for_team.for_team(parsed, tracker)
        or wanted_again.wanted_again(parsed, tracker)
        or told_before.answered_by_page(parsed)
        or put_right.address_put_right(parsed, tracker)
        or put_right.denied_complaint(parsed, tracker)
        or put_right.turned_up(parsed, tracker)
        or details.number_not_at_hand(parsed, tracker)
        or details.complains_of_no_order(parsed, tracker)
        or details.awaited_number(parsed, tracker)
        or carried_on.carried_on(parsed, tracker)
        or carried_on.praise_of(parsed, tracker)
        or asked_of_change.whether_undone(parsed, tracker)
        or asked_of_change.arrival_if_kept(parsed, tracker)
        or days_left.days_left(parsed, tracker)
        or asked_further.asked_of_money_back(parsed, tracker)
        or asked_further.surely_asked(parsed, tracker)
        or several_orders.one_of_told(parsed, tracker)
        or several_orders.the_other_order(parsed, tracker)
        or details.order_of_the_list(parsed, tracker, today)
        or details.awaited_code(parsed, tracker)
        or guesses.merely_read(parsed, tracker)
        or told_of_item.kind_instead(parsed, tracker)
        or told_of_item.what_is_wrong(parsed, tracker)
        or facts_of_order.fact_of_order(parsed, tracker)
        or asked_of_change.print_of_label(parsed, tracker)
        or asked_of_change.choice_after_report(parsed, tracker)
        or asked_of_change.term_of_change(parsed, tracker)
        or after.after_an_answer(parsed, tracker)
        or asked_further.asked_of_what_was_told(parsed, tracker)
        or facts_of_order.why_split(parsed, tracker)
        or facts_of_order.sum_named(parsed, tracker)
        or misheard.misheard(parsed, tracker)
        or open_order.asked_of_order(parsed, tracker)
        or open_order.sent_elsewhere(parsed, tracker)
        or guesses.plain_wish_of(parsed)
        or delivery.delivery_meant(parsed, tracker)
        or told_before.of_the_page(parsed, tracker)
        or guesses.goodbye_of(parsed)
        or told_before.notice_put_right(parsed, tracker)
        or told_before.promise_let_go(parsed, tracker)
        or told_before.takes_back(parsed, tracker)
        or left_as_it_is.left_as_it_is(parsed, tracker)
        or guesses.left_alone(parsed)
        or changes.answer_in_own_words(parsed, tracker)
        or changes.answer_to_yes_or_no(parsed, tracker)
        or told_before.same_again(parsed, tracker)
        or told_before.more_of_the_same(parsed, tracker)
        or told_before.what_was_different(parsed, tracker)
        or told_before.misses_it(parsed, tracker)
        or guesses.nothing_to_undo(parsed, tracker)
        or guesses.anger_alone(parsed, tracker)
        or guesses.without_wild_guess(parsed, tracker)
        or details.without_details(parsed, tracker)
        or details.bare_details(parsed)
        or dict(parsed)
    )
    heard = told_before.of_the_last_change(told_before.same_of_another(heard, tracker), tracker)
    heard = changes.of_open_order(delivery.told_of_its_order(heard, parsed, tracker), tracker)
    # A form would take a number beside such a wish for its answer, and go on.
    means_more = any(value_of(heard, entity) is not None for entity in ("change_detail", for_team.FOR_TEAM))
    if intent_of(heard) in LEAVES_THE_QUESTION and not means_more:
        return {**heard, "entities": []}
    return heard
