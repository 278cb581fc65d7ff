"""What is asked of a parcel that nobody may be in for: another day, a neighbour, a parcel shop.

What carriers do stands on the help pages `not-at-home`, `delivery-day`, `safe-place` and `parcel-shop`.
"""

from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState, Parcel
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

_TRIES_AGAIN = (
    "leaves a card and tries once more on the next working day. After that the parcel waits for 7 days in "
    "the parcel shop that the card names"
)
_STEPS = (NextStep.TRACK_ORDER, NextStep.DELIVERY_TIMES)


def nobody_home(telling: Telling, _terms: OrderTerms) -> Answer:
    """What happens at the door, and what can be chosen before."""
    coming = _coming(telling)
    if not coming:
        return _nothing_to_choose(telling, "another day, a neighbour or a parcel shop")
    before = (
        f"It comes today, so what else can be chosen is shown on {_page(coming)}"
        if _is_today(telling, coming)
        else f"Or choose another day, a neighbour or a parcel shop{_until(telling, coming)}, on "
        f"{_page(coming)}"
    )
    return answer(
        f"The carrier {_TRIES_AGAIN}, and anybody with the card may collect it. {before}",
        f"No harm is done: the carrier {_TRIES_AGAIN}. {before}",
        f"If nobody is in, the carrier {_TRIES_AGAIN}.",
        *_STEPS,
    )


def elsewhere(telling: Telling, _terms: OrderTerms) -> Answer:
    """Until when anything but the address on its day can be chosen."""
    choice = "another day within the next 7, a neighbour or a parcel shop"
    return _chosen(telling, choice, "A parcel shop keeps it for 7 days.")


def another_day(telling: Telling, _terms: OrderTerms) -> Answer:
    """Until when another day can be chosen, and what there is for who is away longer."""
    return _chosen(
        telling,
        "another day within the next 7",
        "Carriers come Monday to Friday, in some cities also on Saturdays. If you are away for longer, "
        "choose a parcel shop: it keeps the parcel for 7 days.",
    )


def collected(telling: Telling, _terms: OrderTerms) -> Answer:
    """Where a parcel can be collected, and for how long."""
    return _chosen(
        telling,
        "a parcel shop or a locker near you",
        "It is kept there for 7 days; bring the notice or the code and something with your name on it. From "
        "us nothing can be collected.",
    )


def taken_in(telling: Telling, _terms: OrderTerms) -> Answer:
    """Who else may take it in."""
    return _chosen(
        telling,
        "a neighbour or a place such as the garage",
        "Whoever opens at your address may take it in as well.",
    )


def on_the_page(telling: Telling, _terms: OrderTerms) -> Answer:
    """Where another day or place is chosen."""
    coming = _coming(telling)
    if not coming:
        return _nothing_to_choose(telling, "another day or place")
    page, until = _page(coming), _until(telling, coming)
    return answer(
        f"It costs nothing: choose “redirect”, and then the day, the neighbour or the parcel shop{until}, on "
        f"{page}",
        f"The carrier needs nothing but that: “redirect”, and what suits you, on {page}",
        f"It is done on {page}",
        *_STEPS,
    )


def _chosen(telling: Telling, choice: str, more: str) -> Answer:
    coming = _coming(telling)
    if not coming:
        return _nothing_to_choose(telling, choice)
    number, page = telling.order.number, _page(coming)
    if _is_today(telling, coming):
        first = (
            f"Order {number} comes today, so it is probably too late to choose another day or place: that "
            f"ends the evening before. If nobody is in, the carrier {_TRIES_AGAIN}. What is still possible "
            f"shows {page}"
        )
        again = f"For today I can't promise it any more. If nobody is in, the carrier {_TRIES_AGAIN}: {page}"
    else:
        until = _until(telling, coming)
        first = f"Yes, for order {number} that can be chosen{until}: {choice}. {more} It is free, on {page}"
        again = f"Not in this chat, but on {page}: there you choose “redirect” and then {choice}{until}."
    return answer(first, again, f"What can be chosen for order {number} shows {page}", *_STEPS)


def _nothing_to_choose(telling: Telling, choice: str) -> Answer:
    order, number = telling.order, telling.order.number
    if order.state not in BEFORE_SHIPPING | {OrderState.PARTLY_SHIPPED}:
        return answer(
            f"Nothing of order {number} is on its way to you now, so {choice} can't be chosen any more.",
            f"No parcel of order {number} is still to come, and the carrier's page offers nothing to choose.",
            f"No parcel of order {number} is still to come.",
            NextStep.TRACK_ORDER,
        )
    return answer(
        f"As soon as order {number} has left us: the link in the e-mail that we send then leads to the "
        f"carrier's page, where {choice} can be chosen up to the evening before, free of charge. We hold no "
        "orders ourselves, and none can be collected from us.",
        f"Not yet, as order {number} is still here. Once it has left, the carrier's page offers {choice}.",
        f"When order {number} has left us, {choice} can be chosen.",
        NextStep.TELL_WHEN_SHIPPED,
        NextStep.DELIVERY_TIMES,
    )


def _coming(telling: Telling) -> list[Parcel]:
    return [one for one in telling.order.parcels if one.shipped_at is not None and one.delivered_at is None]


def _is_today(telling: Telling, coming: list[Parcel]) -> bool:
    is_out = telling.order.state is OrderState.OUT_FOR_DELIVERY
    return is_out or telling.today in {one.expected_on for one in coming}


def _page(coming: list[Parcel]) -> str:
    links = [one.tracking_link for one in coming if one.tracking_link]
    return f"the carrier's page{': ' + links[0] if links else ', which our e-mail leads to'}"


def _until(telling: Telling, coming: list[Parcel]) -> str:
    ahead = [one.expected_on for one in coming if one.expected_on and one.expected_on > telling.today]
    return f" until the evening before it comes {telling.on(min(ahead))}" if ahead else ""
