"""What is asked further of a parcel that is to come: refusing it, its hour, what if it comes otherwise."""

from actions.orders import plain_words
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY, UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState, ParcelState, ReportKind
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.travelling import arrival, span
from actions.orders.terms import OrderTerms
from actions.orders.wordings.at_the_door import money_of_refused
from actions.orders.wordings.telling import Telling


def refuse(telling: Telling, terms: OrderTerms) -> Answer | None:
    """How a parcel is refused and what becomes of its money; None where none can come any more."""
    order, number = telling.order, telling.order.number
    if order.state in BEFORE_SHIPPING:
        return answer(
            f"Yes, when it comes; but order {number} is still here, and while it is you can simply cancel "
            "it.",
            f"A parcel can be refused at the door. Cancelling order {number} now is quicker.",
            f"Order {number} can still be cancelled.",
            NextStep.CANCEL_ORDER,
            NextStep.TRACK_ORDER,
        )
    if order.state not in UNDERWAY:
        return None
    money = money_of_refused(telling, terms)
    if len(order.parcels) > 1:
        return answer(
            "Yes, each parcel by itself: tell the driver which one you don't take, and keep the other. "
            f"Refusing costs you nothing, and {money}.",
            f"Of order {number} you can refuse one parcel and accept the other. The refused one comes back "
            f"to us, and {money}.",
            f"Each parcel of order {number} can be refused by itself.",
            NextStep.TRACK_ORDER,
            NextStep.RETURN_POLICY,
        )
    alone = " Single items can't be refused, only returned when it has come." if len(order.items) > 1 else ""
    return answer(
        "Yes. You can refuse it: say so at the door, tell the driver that you don't take it, sign nothing "
        f"and pay nothing. It goes back to us by itself, so you need not tell us, and {money}.{alone}",
        f"Refusing the parcel of order {number} at the door costs you nothing, and {money}.",
        f"The parcel of order {number} can be refused at the door.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def comes_anyway(telling: Telling, terms: OrderTerms) -> Answer | None:
    """What to do with a parcel that was cancelled, given up or reported, and comes; None of any other."""
    order, number = telling.order, telling.order.number
    if order.state is OrderState.CANCELLED:
        return answer(
            f"Order {number} is cancelled, so nothing of it should come. If a parcel does, refuse it at the "
            "door: that costs you nothing, and it comes back to us by itself.",
            f"Should a parcel of order {number} be brought all the same, don't accept it; then nothing more "
            "is to be done.",
            f"Nothing of order {number} should come any more.",
            NextStep.WHERE_IS_REFUND,
        )
    if order.state not in UNDERWAY | {OrderState.DELIVERED}:
        return None
    asked = [one.kind for one in order.reports]
    days = plain_words.days(terms.returns.days)
    if ReportKind.REFUND in asked:
        decides = "our team decides on your refund only once it knows where the parcel is"
        return answer(
            f"If you no longer want it, refuse it at the door: then {money_of_refused(telling, terms)}. If "
            f"you take it in, you can keep it or send it back within {days}. Tell me which: {decides}.",
            f"Both are possible with order {number}: refused, it comes back to us; accepted, it is yours to "
            "keep or to return. Your wish for a refund can be taken back here.",
            f"Order {number} can be refused when it comes.",
            NextStep.TRACK_ORDER,
            NextStep.RETURN_POLICY,
        )
    return answer(
        "Then all is well: tell me that it came, so that nobody looks for it any more. If you don't want "
        f"it now, refuse it at the door, or send it back within {days}.",
        f"If order {number} turns up, keep it and tell me. Should a second one come as well, refuse that.",
        f"Tell me when order {number} has come.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def comes_not(telling: Telling, terms: OrderTerms) -> Answer | None:
    """Whom to tell when its day has passed, and what is done then; None where nothing is to come."""
    order, number = telling.order, telling.order.number
    if order.state not in UNDERWAY | {OrderState.PAID, OrderState.PACKED}:
        return None
    days = plain_words.working_days(terms.answer_days)
    day = _day_of_it(telling, terms)
    done = f"our team searches for it with the carrier, for up to {days}; then it is sent again or paid back"
    return answer(
        f"If it has not come{day}, tell me here on the evening of that day or later, and I report it: "
        f"{done}.",
        f"You need not call the carrier. Write “order {number} has not come”, and {done}.",
        f"When its day has passed, I report order {number} missing for you.",
        NextStep.TRACK_ORDER,
        NextStep.DELIVERY_TIMES,
    )


def _day_of_it(telling: Telling, terms: OrderTerms) -> str:
    """The last day of those that are known, of a parcel that is still here as standard delivery brings it."""
    order = telling.order
    coming = [one for one in order.parcels if one.delivered_at is None]
    days = [one.expected_on for one in coming if one.expected_on and one.expected_on >= telling.today]
    is_here = order.state in BEFORE_SHIPPING or any(one.state is ParcelState.PREPARING for one in coming)
    leaves = order.ships_by if is_here and order.ships_by and order.ships_by >= telling.today else None
    standard = span(order, leaves, terms)
    if standard is not None:
        return f" by {telling.day(standard[1])}"
    return f" {telling.on(min(days))}" if days else " by its day"


def hour(telling: Telling, terms: OrderTerms) -> Answer | None:
    """The day, and that no hour is known; None where nothing is on its way."""
    order = telling.order
    if order.state not in UNDERWAY:
        return None
    first, again, brief = arrival(order, telling.today, telling.zone, terms).wordings
    links = [one.tracking_link for one in order.parcels if one.tracking_link and not one.delivered_at]
    page = f" Its tracking page tells more on the day itself: {links[0]}" if links else ""
    said = first if not links or links[0] in first else f"{first}{page}"
    return answer(
        f"I know the day and not the hour. {said}",
        f"The hour is the carrier's to say.{page} {again}",
        brief.split(". ", 1)[0].rstrip(".") + ".",
        NextStep.TRACK_ORDER,
        NextStep.DELIVERY_TIMES,
    )


def possible_now(telling: Telling, terms: OrderTerms) -> Answer:
    """What can be done with the order as it stands, by the shop's terms."""
    number = telling.order.number
    ways, steps = _ways(telling, terms)
    if not ways:
        return answer(
            f"With order {number} nothing is left to do from here; a person can look at it with you.",
            f"I see no step of mine that fits order {number}. Ask for a person, who can do more than I can.",
            f"For order {number} a person can do more.",
            NextStep.TRACK_ORDER,
        )
    said = plain_words.listing(ways, "or")
    return answer(
        f"With order {number} you can {said} now. For anything else, ask for a person.",
        f"This is possible for order {number}: {said}. Tell me which, and I do it with you.",
        f"Order {number}: you can {said}.",
        *steps,
    )


def _ways(telling: Telling, terms: OrderTerms) -> tuple[list[str], list[NextStep]]:
    order = telling.order
    found = [
        (order.state in UNPAID, "pay it with the link in our e-mail", NextStep.PAYMENT_HELP),
        (order.state in terms.cancel_in, "cancel it", NextStep.CANCEL_ORDER),
        (order.state in terms.address_in, "change its address", NextStep.CHANGE_ADDRESS),
        (order.state in terms.items_in and len(order.items) > 1, "take items off", NextStep.CHANGE_ITEMS),
        (order.state in UNDERWAY, "refuse it at the door", NextStep.TRACK_ORDER),
        (order.state in UNDERWAY, "start a return when it has come", NextStep.RETURN_POLICY),
        (_may_come_back(telling, terms), "send it back", NextStep.START_RETURN),
        (_may_come_back(telling, terms) and terms.can_exchange, "exchange it", NextStep.START_EXCHANGE),
        (order.state is OrderState.DELIVERED, "report what is wrong with it", NextStep.REPORT_PROBLEM),
    ]
    ways = [(words, step) for is_so, words, step in found if is_so]
    return [words for words, _ in ways], [step for _, step in ways]


def _may_come_back(telling: Telling, terms: OrderTerms) -> bool:
    order = telling.order
    arrived = [telling.day_of(one.delivered_at) for one in order.parcels if one.delivered_at]
    is_there = order.state is OrderState.DELIVERED and all(
        one.state is ParcelState.DELIVERED for one in order.parcels
    )
    return is_there and bool(arrived) and (telling.today - max(arrived)).days <= terms.returns.days


def how_heard(telling: Telling, terms: OrderTerms) -> Answer | None:
    """Where, from whom and by when the answer to what was told of the order comes; None where nothing was."""
    order, number = telling.order, telling.order.number
    told = [one for one in order.reports if one.kind is not ReportKind.PRAISE]
    if not told:
        return None
    by = plain_words.working_days(terms.answer_days)
    return answer(
        f"A person from our team writes to the e-mail address of order {number}, within {by} of what you "
        f"told us {telling.on(max(one.at for one in told))}. You need not wait here.",
        f"The answer comes by e-mail, from a person, within {by}. What you told us stands with "
        f"order {number}, so whoever you ask here can read it, too.",
        f"Our team answers by e-mail, within {by}.",
        NextStep.TALK_TO_PERSON,
        NextStep.TRACK_ORDER,
    )
