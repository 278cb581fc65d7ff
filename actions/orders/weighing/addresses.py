"""Sending an order to another address: until it leaves, and within the same country."""

from actions.orders import plain_words
from actions.orders.changes import ChangeAddress, ChangeKind
from actions.orders.identifiers import postcode as same_postcode
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import Address
from actions.orders.weighing.answers import Refused, Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.refusing import refused, refused_as_it_stands
from actions.orders.weighing.standing_facts import Three
from actions.orders.weighing.ways_out import WayOut, parcels_here, way_out

_LONGEST_PART = 200

_TOO_LATE = (
    "we can't change its address any more",
    "The address is out of our hands now",
    "its address can't be changed by us",
)
_BY_A_PERSON = (
    "only a person from our team can change its address",
    "A person from our team has to change this address",
    "a person has to change its address",
)
_NOTHING_TO_SEND = (
    "there is no parcel to send to another address",
    "No parcel of it is on its way to you",
    "there is nothing to send elsewhere",
)


def weigh_address(case: Case, change: ChangeAddress) -> Weighed:
    if case.order.state not in case.terms.address_in:
        return _refused_by_state(case)
    mistake = _mistake(case, change.address)
    if mistake:
        return mistake
    number, address = case.order.number, plain_words.address(change.address)
    return case.possible(
        sentence=f"I will have order {number} sent to {address}. This costs nothing.",
        done=f"Order {number} now goes to {address}.",
    )


def _refused_by_state(case: Case) -> Refused:
    state = case.order.state
    if state in UNDERWAY:
        return refused_as_it_stands(case, _TOO_LATE, _by_the_carrier(case))
    out = way_out(case, ChangeKind.CHANGE_ADDRESS)
    if state not in BEFORE_SHIPPING:
        return refused_as_it_stands(case, _NOTHING_TO_SEND, out)
    return refused_as_it_stands(case, _TOO_LATE if case.terms.address_in else _BY_A_PERSON, out)


def _by_the_carrier(case: Case) -> WayOut:
    links = [parcel.tracking_link for parcel in case.order.parcels if parcel.tracking_link]
    page = f"the carrier's page {links[0]}" if len(links) == 1 else "the carrier's tracking page"
    here = [f"Parcel {number}" for number in parcels_here(case)]
    still = (
        f"{plain_words.listing(here)} is still here: ask for a person, who may be able to. " if here else ""
    )
    of_the_other = "For what is on its way the" if here else "The"
    return WayOut(
        (
            f"{still}{of_the_other} carrier can: on {page} you can choose another day, a neighbour or a "
            "parcel shop.",
            f"{still}But {page} lets you send it to a neighbour or a parcel shop, or on another day.",
            f"{still}On {page} you can still redirect it.",
        ),
        (NextStep.TRACK_ORDER, NextStep.RETURN_POLICY),
    )


def _mistake(case: Case, address: Address) -> Refused | None:
    parts = (address.name, address.street, address.postcode, address.city)
    if not all(part.strip() and len(part) <= _LONGEST_PART and part.isprintable() for part in parts):
        return _refused(case, _INCOMPLETE)
    zone = case.terms.zone_of(address.country)
    if zone is None:
        return _refused(case, _NOT_DELIVERED_THERE)
    now = case.order.address
    if now is not None and now.country.upper() != address.country.upper():
        return _refused(case, _OTHER_COUNTRY)
    if now is not None and _is_same(now, address):
        return _refused(case, _AS_IT_IS)
    return None


def _refused(case: Case, why: Three) -> Refused:
    is_open = case.order.state in case.terms.cancel_in
    steps = (NextStep.CHANGE_ADDRESS, *((NextStep.CANCEL_ORDER,) if is_open else ()))
    number = case.order.number
    first, again, brief = (sentence.format(number=number) for sentence in why)
    return refused((first, again, brief), WayOut(_ANOTHER_ADDRESS, steps))


def _is_same(one: Address, other: Address) -> bool:
    return _comparable(one) == _comparable(other)


def _comparable(address: Address) -> tuple[str, ...]:
    words = (address.name, address.street, address.city, address.country)
    return (*(" ".join(word.split()).casefold() for word in words), same_postcode(address.postcode))


_INCOMPLETE: Three = (
    "The carrier needs a name, a street, a postcode and a place to bring you order {number}.",
    "A part of the new address for order {number} is missing or too long for a label.",
    "The label for order {number} needs name, street, postcode and place.",
)
_NOT_DELIVERED_THERE: Three = (
    "We don't deliver to that country yet, so order {number} can't go there.",
    "That country is not among those we deliver to, so order {number} keeps its address.",
    "Order {number} can't go to a country that we don't deliver to.",
)
_OTHER_COUNTRY: Three = (
    "Order {number} can move within its country only, because prices and customs papers depend on it.",
    "Another country would need other papers and another price, so order {number} stays in its country.",
    "Order {number} can't change its country.",
)
_AS_IT_IS: Three = (
    "Order {number} goes to exactly this address already, so there is nothing to change.",
    "That is the address on order {number} now.",
    "Order {number} has this address already.",
)
_ANOTHER_ADDRESS: Three = (
    "You can give me another address for it.",
    "Write me the address once more if you like, with name, street, postcode and place.",
    "I can still take another address for it.",
)
