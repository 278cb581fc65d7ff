"""What is still possible with an order as it stands: nobody is left with a mere no."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actions.orders.changes import ChangeKind
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import MOST, NextStep
from actions.orders.order import OrderState, ParcelState
from actions.orders.plain_words import listing
from actions.orders.weighing.case import Case
from actions.orders.weighing.standing_facts import Three

_FOR_MONEY = frozenset({ChangeKind.START_RETURN, ChangeKind.START_EXCHANGE, ChangeKind.ASK_FOR_REFUND})


@dataclass(frozen=True, slots=True)
class WayOut:
    """Whole sentences, each in other words, and the steps that they speak of."""

    words: Three
    steps: tuple[NextStep, ...]

    @property
    def instead(self) -> tuple[NextStep, ...]:
        """The steps to offer: a person is always among them."""
        return (*self.steps[: MOST - 1], NextStep.TALK_TO_PERSON)


def way_out(case: Case, wish: ChangeKind) -> WayOut:
    """What the state of the order allows instead of `wish`."""
    state = case.order.state
    if state in BEFORE_SHIPPING:
        return _before_shipping(case, wish)
    if state in UNDERWAY:
        return at_the_door(case)
    return _AFTERWARDS[state](case)


def at_the_door(case: Case) -> WayOut:
    """For what is on its way, or can't be kept from leaving."""
    if case.terms.returns.days == 0:
        return WayOut(
            (
                "You can refuse the parcel at the door.",
                "If you refuse it at the door, it comes back to us.",
                "Refusing it at the door is still possible.",
            ),
            (NextStep.TRACK_ORDER,),
        )
    days = case.terms.returns.days
    return WayOut(
        (
            "You can refuse the parcel at the door, or start a return when it has arrived.",
            f"Refused at the door, it comes back to us; accepted, it can be returned for {days} days.",
            "Refusing it at the door and returning it later are both still possible.",
        ),
        (NextStep.TRACK_ORDER, NextStep.RETURN_POLICY),
    )


def by_parcel(case: Case, wish: str = "stop it") -> WayOut | None:
    """Of an order that has left in part: what can be done with each parcel; None for any other.

    `wish` is what a person may be able to do with what is still here.
    """
    here = parcels_here(case)
    if not here:
        return None
    away = [parcel.number for parcel in case.order.parcels if parcel.number not in here]
    still, gone = _parcels(here), _parcels(away)
    return WayOut(
        (
            f"{still} is still here: ask for a person, who may be able to {wish}. {gone} you can refuse "
            "at the door, or return when it has arrived.",
            f"A person may be able to {wish.replace(' it', ' what is still here', 1)}: {still}. "
            "What is on its way comes back to us if you refuse it.",
            f"{still} is still here, so a person may yet be able to {wish}.",
        ),
        (NextStep.TRACK_ORDER, NextStep.RETURN_POLICY),
    )


def parcels_here(case: Case) -> list[int]:
    """The numbers of the parcels that are still here, of an order that has left in part."""
    if case.order.state is not OrderState.PARTLY_SHIPPED:
        return []
    return [parcel.number for parcel in case.order.parcels if parcel.state is ParcelState.PREPARING]


def _parcels(numbers: Sequence[int]) -> str:
    return listing([f"Parcel {number}" for number in numbers])


def _before_shipping(case: Case, wish: ChangeKind) -> WayOut:
    terms, state = case.terms, case.order.state
    ways = [
        (ChangeKind.CANCEL_ORDER, terms.cancel_in, "cancel it", NextStep.CANCEL_ORDER),
        (ChangeKind.CHANGE_ITEMS, terms.items_in, "take items off it", NextStep.CHANGE_ITEMS),
    ]
    if wish not in _FOR_MONEY:
        ways.append(
            (ChangeKind.CHANGE_ADDRESS, terms.address_in, "change its address", NextStep.CHANGE_ADDRESS)
        )
    open_ways = [(words, step) for kind, states, words, step in ways if kind is not wish and state in states]
    if not open_ways:
        return at_the_door(case)
    possible = listing([words for words, _ in open_ways], "or")
    return WayOut(
        (
            f"What you can do now: {possible}.",
            f"Still open to you: to {listing([words for words, _ in open_ways])}.",
            f"You can still {possible}.",
        ),
        tuple(step for _, step in open_ways),
    )


def _delivered(case: Case) -> WayOut:
    last = case.return_by
    if case.can_return and last:
        day = case.telling.day(last)
        return WayOut(
            (
                f"You can send it back until {day}.",
                f"A return is open until {day}, of all of it or of single items.",
                f"You have until {day} to return it.",
            ),
            (NextStep.START_RETURN, NextStep.REPORT_PROBLEM),
        )
    return WayOut(
        (
            "If something is wrong with it, tell me what it is, and our team puts it right.",
            "Is an item faulty, wrong or missing? Then our team looks after it.",
            "If something is missing, damaged or wrong, you can still report it.",
        ),
        (NextStep.REPORT_PROBLEM, NextStep.RETURN_POLICY),
    )


def _with_money(case: Case) -> WayOut:
    refund = case.order.refund
    if refund is None:
        return order_again(case)
    money = case.telling.refund(refund)
    return WayOut(
        (money, f"As for the money: {money}", f"{money} You can always ask me where it is."),
        (NextStep.WHERE_IS_REFUND, NextStep.REFUND_TIMES),
    )


def order_again(_case: Case) -> WayOut:
    """For what is over: the shop is open."""
    return WayOut(
        (
            "If you would like it after all, you can order it again in the shop.",
            "The same items can be ordered anew in the shop at any time.",
            "A new order in the shop is always possible.",
        ),
        (NextStep.TRACK_ANOTHER,),
    )


_AFTERWARDS: dict[OrderState, Callable[[Case], WayOut]] = {
    OrderState.DELIVERED: _delivered,
    OrderState.CANCELLED: _with_money,
    OrderState.RETURN_ON_THE_WAY: _with_money,
    OrderState.RETURN_RECEIVED: _with_money,
    OrderState.REFUNDED: order_again,
}
