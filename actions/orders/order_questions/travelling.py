"""Where each parcel is, when it comes, and why it is late."""

from datetime import UTC, date, tzinfo

from actions.orders import plain_words
from actions.orders.lifecycle import PACKING, UNDERWAY, UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import Order, OrderState, Parcel, ParcelState
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.working_days import after_working_days
from actions.orders.order_status import three_wordings
from actions.orders.terms import OrderTerms
from actions.orders.wordings.on_the_way import parcel_state, parcels
from actions.orders.wordings.telling import Telling


def each_parcel(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """Every parcel by itself; for an order without one, why there is none."""
    telling = Telling(order, today, zone)
    if not order.parcels:
        state = three_wordings(telling)
        return answer(
            f"I see no parcel of order {order.number}. {state[0]}",
            f"There is no parcel of it that I could follow. {state[1]}",
            f"Order {order.number} has no parcel that I can see.",
            *_steps_before(order),
        )
    said = parcels(telling)
    brief = f"{said.in_brief[0].upper()}{said.in_brief[1:]}."
    return answer(said.answer, said.detail, brief, *_steps_underway(order))


def one_parcel(
    order: Order, place: int, today: date, zone: tzinfo = UTC, terms: OrderTerms | None = None
) -> Answer:
    """Where one of several parcels is and when it comes, by `terms` if it has not left; `place` is from 0."""
    telling = Telling(order, today, zone)
    parcel = order.parcels[place]
    standard = _standard(telling, terms)
    when = f"{_expected(telling, parcel, len(order.parcels))}{_reckoned(telling, parcel, standard)}"
    inside = plain_words.listing([item.name for item, _ in order.items_in(parcel)])
    holds = f" It holds: {inside}." if inside else ""
    carrier = f" It travels with {parcel.carrier}." if parcel.carrier and not parcel.delivered_at else ""
    link = f" Its way is shown at {parcel.tracking_link}." if parcel.tracking_link else ""
    return answer(
        f"{when}{holds}",
        f"Of order {order.number}: {when}{carrier}{link}",
        f"All that I see of parcel {parcel.number} of order {order.number}: {when}",
        *_steps_underway(order),
    )


def arrival(order: Order, today: date, zone: tzinfo = UTC, terms: OrderTerms | None = None) -> Answer:
    """The day it comes: the carrier's, or from `terms` a span of days for what has not left yet."""
    telling = Telling(order, today, zone)
    if order.state in UNDERWAY and order.parcels:
        return _arrival_of_parcels(telling, terms)
    if order.state in PACKING:
        return _arrival_from_here(telling, terms)
    if order.state in UNPAID:
        return _arrival_unpaid(telling)
    first, detail, _ = three_wordings(telling)
    return answer(
        first,
        detail,
        f"No parcel of order {order.number} is on its way to you now.",
        *_steps_underway(order),
    )


def why_late(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """The carrier's reason and the new day; or that it is not late at all."""
    telling = Telling(order, today, zone)
    late = [parcel for parcel in order.parcels if parcel_state(parcel, telling) is ParcelState.LATE]
    if late:
        return _late_parcels(telling, late)
    if order.state in PACKING and order.ships_by and order.ships_by < today:
        return _late_to_leave(telling, order.ships_by)
    if order.state is OrderState.LATE:
        return _late_for_no_known_reason(telling)
    first, detail, _ = three_wordings(telling)
    if order.state not in (*PACKING, *UNPAID, *UNDERWAY):
        return answer(
            f"We are sorry if it took longer than it should. {first}",
            f"What took so long, I can't see from here; a person may. {detail}",
            f"Order {order.number} is not on its way any more, so nothing of it is late now.",
            *_steps_underway(order),
        )
    return answer(
        f"As far as I can see, order {order.number} is not late. {first}",
        f"I find no delay for order {order.number}. {detail}",
        f"Nothing that I see of order {order.number} is late.",
        *_steps_underway(order),
    )


def _arrival_of_parcels(telling: Telling, terms: OrderTerms | None) -> Answer:
    order = telling.order
    count = len(order.parcels)
    standard = _standard(telling, terms)
    days = " ".join(
        f"{_expected(telling, parcel, count)}{_reckoned(telling, parcel, standard)}"
        for parcel in order.parcels
    )
    coming = [parcel.expected_on for parcel in order.parcels if parcel.delivered_at is None]
    known = [day for day in coming if day is not None]
    is_known = bool(known) and len(known) == len(coming)
    by_then = f" All of it should be there by the end of {_the_day(telling, max(known))}." if is_known else ""
    return answer(
        f"Order {order.number} comes in {count} parcels. {days}" if count > 1 else days,
        f"This is what the carrier says of order {order.number}. {days}{by_then}",
        f"All that the carrier says of order {order.number}: {days}",
        *_steps_underway(order),
    )


def _expected(telling: Telling, parcel: Parcel, count: int) -> str:
    is_only = count == 1 and parcel.number == 1
    name = f"The parcel of order {telling.order.number}" if is_only else f"Parcel {parcel.number}"
    state = parcel_state(parcel, telling)
    if state is ParcelState.DELIVERED:
        delivered = f" {telling.on(parcel.delivered_at)}" if parcel.delivered_at else ""
        return f"{name} was delivered{delivered}."
    if state is ParcelState.PREPARING:
        day = telling.order.ships_by
        is_ahead = day is not None and day >= telling.today
        leaves = f"it leaves us {telling.on(day)}" if day and is_ahead else "it has not left us yet"
        return f"{name} is still being packed, and {leaves}."
    if parcel.expected_on is None or parcel.expected_on < telling.today:
        return f"{name} has no day of arrival that is still to come; the carrier has to name a new one."
    return f"{name} should arrive {telling.on(parcel.expected_on)}."


def _reckoned(telling: Telling, parcel: Parcel, standard: tuple[date, date] | None) -> str:
    """Of a parcel that has not left: when standard delivery brings it, if the terms tell."""
    if standard is None or parcel_state(parcel, telling) is not ParcelState.PREPARING:
        return ""
    return f" With standard delivery it should be with you {between(telling, standard)}."


def between(telling: Telling, days: tuple[date, date]) -> str:
    """`between Thursday 26 November and tomorrow`, or the one day."""
    first, last = days
    if first == last:
        return telling.on(first)
    return f"between {telling.day(first)} and {telling.day(last)}"


def _the_day(telling: Telling, day: date) -> str:
    return telling.day(max(day, telling.today))


def _arrival_from_here(telling: Telling, terms: OrderTerms | None) -> Answer:
    order, leaves = telling.order, telling.order.ships_by
    standard = span(order, max(leaves, telling.today) if leaves else None, terms)
    if leaves is not None and leaves >= telling.today and standard is None:
        return answer(
            f"Order {order.number} leaves us {telling.on(leaves)}. The carrier names the day of arrival as "
            "soon as the parcel is on its way.",
            f"It has not left yet: that is planned for {telling.day(leaves)}. When order {order.number} "
            "arrives is known then.",
            f"Order {order.number} leaves us {telling.on(leaves)}.",
            *_steps_before(order),
        )
    if leaves is None or leaves < telling.today or standard is None:
        return answer(
            f"I can't name the day yet, because order {order.number} has not left us. "
            "The carrier names it as soon as the parcel is on its way.",
            f"Order {order.number} is still with us, and its day of arrival is known when it leaves.",
            f"Order {order.number} has no day of arrival yet.",
            *_steps_before(order),
        )
    when = between(telling, standard)
    return answer(
        f"Order {order.number} leaves us {telling.on(leaves)}. With standard delivery it should be with you "
        f"{when}.",
        f"It has not left yet. From {telling.day(leaves)} on, count the working days of standard delivery: "
        f"order {order.number} should reach you {when}.",
        f"I expect order {order.number} {when}, if the carrier keeps its usual time.",
        *_steps_before(order),
    )


def _standard(telling: Telling, terms: OrderTerms | None) -> tuple[date, date] | None:
    leaves = telling.order.ships_by
    return span(telling.order, leaves and max(leaves, telling.today), terms)


def span(order: Order, leaves: date | None, terms: OrderTerms | None) -> tuple[date, date] | None:
    """The first and the last day on which standard delivery brings what leaves us on that day."""
    zone = terms.zone_of(order.address.country) if terms and order.address else None
    if zone is None or leaves is None:
        return None
    standard = zone.options[0]
    return after_working_days(leaves, standard.fewest_days), after_working_days(leaves, standard.most_days)


def _arrival_unpaid(telling: Telling) -> Answer:
    order = telling.order
    kept = f" We keep your items until {telling.day(order.pay_by)}." if order.pay_by else ""
    return answer(
        f"Order {order.number} is not paid yet, and packing starts with the payment.{kept}",
        f"I can name a day as soon as the payment for order {order.number} is here.{kept}",
        f"Order {order.number} waits for its payment, so it has no day of arrival.",
        NextStep.PAYMENT_HELP,
        NextStep.DELIVERY_TIMES,
    )


def _late_parcels(telling: Telling, late: list[Parcel]) -> Answer:
    number, several = telling.order.number, len(telling.order.parcels) > 1
    whys = [_why(telling, parcel, several) for parcel in late]
    news = [_news(telling, parcel, several) for parcel in late]
    return answer(
        f"We are sorry that order {number} is late. {' '.join(whys)} {' '.join(news)}",
        f"Order {number} should have been with you by now, and we are sorry. {' '.join(news)} "
        f"{' '.join(whys)} A person can ask the carrier to search for it.",
        f"What the carrier tells us of order {number}: {' '.join(whys)} {' '.join(news)}",
        NextStep.REPORT_PROBLEM,
        NextStep.TRACK_ORDER,
    )


def _why(telling: Telling, parcel: Parcel, several: bool) -> str:
    carrier = parcel.carrier or "The carrier"
    which = f" for parcel {parcel.number}" if several else ""
    if parcel.delay_reason:
        return f"{carrier} gives this reason{which}: {parcel.delay_reason}."
    return f"{carrier} gives no reason{which}."


def _news(telling: Telling, parcel: Parcel, several: bool) -> str:
    which = f"Parcel {parcel.number}" if several else "It"
    if parcel.expected_on is not None and parcel.expected_on >= telling.today:
        return f"{which} should now arrive {telling.on(parcel.expected_on)}."
    return f"{which} has no new day yet."


def _late_to_leave(telling: Telling, ships_by: date) -> Answer:
    number, day = telling.order.number, telling.on(ships_by)
    return answer(
        f"Order {number} should have left us {day}, and it has not yet; we are sorry. I can't see the "
        "reason.",
        f"We are late with order {number}: it was meant to leave {day}. A person can find out what "
        "holds it up.",
        f"Order {number} is still with us, later than we said.",
        NextStep.TELL_WHEN_SHIPPED,
        NextStep.CANCEL_ORDER,
    )


def _late_for_no_known_reason(telling: Telling) -> Answer:
    number = telling.order.number
    return answer(
        f"Order {number} is late, and we are sorry. The carrier has told us neither a reason nor a new day.",
        f"I would like to tell you why order {number} is late, but the carrier has not said.",
        f"I see that order {number} is late, and not why.",
        NextStep.REPORT_PROBLEM,
        NextStep.DELIVERY_TIMES,
    )


def _steps_before(order: Order) -> tuple[NextStep, ...]:
    if order.state in PACKING:
        return (NextStep.TELL_WHEN_SHIPPED, NextStep.DELIVERY_TIMES)
    return (NextStep.TRACK_ANOTHER, NextStep.DELIVERY_TIMES)


def _steps_underway(order: Order) -> tuple[NextStep, ...]:
    if order.state is OrderState.DELIVERED:
        return (NextStep.REPORT_PROBLEM, NextStep.START_RETURN)
    return (NextStep.REPORT_PROBLEM, NextStep.DELIVERY_TIMES) if order.parcels else _steps_before(order)
