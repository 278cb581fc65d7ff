"""Reports of what is missing, damaged or wrong: a person looks after each of them."""

from collections.abc import Sequence
from datetime import timedelta

from actions.orders import plain_words
from actions.orders.changes import ChangeKind, Problem, Quantities, ReportProblem
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import Item, OrderState, Parcel, ParcelState
from actions.orders.weighing.answers import Refused, Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.pieces import chosen, not_there, still_there
from actions.orders.weighing.refusing import refused, refused_as_it_stands
from actions.orders.weighing.standing_facts import Three
from actions.orders.weighing.ways_out import WayOut, way_out

_IS = {Problem.MISSING: "is missing", Problem.DAMAGED: "is damaged", Problem.WRONG: "is not what you ordered"}
_KEEP_IT = (
    "Keep the item and one or two photos of it until you hear from us: if it has to come back, you get a "
    "label that costs nothing"
)
_WHAT_NEXT = {
    Problem.MISSING: "They look for it with the carrier, then send it again or pay your money back",
    Problem.DAMAGED: f"You choose between a new one and your money back, both at our cost. {_KEEP_IT}",
    Problem.WRONG: f"You get the right one or your money back, both at our cost. {_KEEP_IT}",
}
_OF_AN_ITEM = "They look where it stayed, then send it after or pay your money back"
_NOTHING_SENT_YET = (
    "no parcel of it can have reached you yet",
    "No parcel has left us yet",
    "nothing of it has been sent",
)
_NO_PARCEL_NOW = (
    "there is no parcel of it on its way to you",
    "No parcel of it is meant to reach you now",
    "no parcel of it is on its way to you",
)
_NOTHING_LEFT = (
    "nothing of it is left with you that our team could put right. If you mean another order, tell me which",
    "Nothing of it is with you any more",
    "nothing of it is with you now",
)
"""For what is said to be broken or wrong."""


_STANDS = {ParcelState.PREPARING: "is still being packed", ParcelState.DELIVERED: "was delivered"}


def weigh_problem(case: Case, change: ReportProblem) -> Weighed:
    refusal = _why_not(case, change)
    if refusal:
        return refusal
    what = f"{_subject(case, change)} {_IS[change.problem]}"
    is_an_item = change.problem is Problem.MISSING and bool(change.quantities)
    next_ = _OF_AN_ITEM if is_an_item else _WHAT_NEXT[change.problem]
    answer = f"a person gets back to you within {plain_words.working_days(case.terms.answer_days)}"
    look = _still_underway(case, change) if is_an_item else _where_to_look(case, change)
    return case.possible(
        sentence=f"{look}I will tell our team that {what}. This costs nothing, and {answer}.",
        done=f"Our team knows now that {what}, and {answer}. {next_}.",
    )


def _where_to_look(case: Case, change: ReportProblem) -> str:
    """What the carrier says of a parcel that is missed, and where such parcels turn up."""
    there = [parcel for parcel in _meant(case, change) or () if parcel.delivered_at]
    if change.problem is not Problem.MISSING or len(there) != 1 or there[0].delivered_at is None:
        return ""
    left = f", left {there[0].left_at}" if there[0].left_at else ""
    return (
        f"The carrier says that it was delivered {case.telling.on(there[0].delivered_at)}{left}. Please look "
        "for a card, and ask whoever lives with you or next door. If it is not there, "
    )


def _still_underway(case: Case, change: ReportProblem) -> str:
    """Said of a parcel that came before the carrier said so."""
    there = _underway(_meant(case, change) or ())
    if not there:
        return ""
    carrier = there[0].carrier or "The carrier"
    return f"{carrier} still has it on its way; that it came goes with your report. "


def _underway(parcels: Sequence[Parcel]) -> Sequence[Parcel]:
    over = {ParcelState.PREPARING, ParcelState.DELIVERED}
    return [parcel for parcel in parcels if parcel.state not in over]


def _subject(case: Case, change: ReportProblem) -> str:
    number = case.order.number
    pieces = chosen(case.order, change.quantities) if change.quantities else None
    if pieces:
        return f"something of order {number} ({', '.join(_called(item, count) for item, count in pieces)})"
    return f"order {number}" if change.parcel is None else f"parcel {change.parcel} of order {number}"


def _called(item: Item, count: int) -> str:
    if count < item.quantity:
        return f"{count} of {item.quantity} × {item.name}"
    return f"{count} × {item.name}" if count > 1 else item.name


def _why_not(case: Case, change: ReportProblem) -> Refused | None:
    out = way_out(case, ChangeKind.REPORT_PROBLEM)
    if case.order.state in BEFORE_SHIPPING:
        return refused_as_it_stands(case, _NOTHING_SENT_YET, _wait(case))
    is_partly_returned = case.order.return_trip is not None and bool(still_there(case.order))
    if case.order.state not in UNDERWAY | {OrderState.DELIVERED} and not is_partly_returned:
        is_missed = change.problem is Problem.MISSING
        if is_missed and case.order.state is OrderState.RETURN_ON_THE_WAY:
            return refused(_ours_to_find(case), out)
        return refused_as_it_stands(case, _NO_PARCEL_NOW if is_missed else _NOTHING_LEFT, out)
    parcels = _meant(case, change)
    if parcels is None:
        return refused(_which_parcel(case), _report_again())
    if case.order.items and change.quantities and chosen(case.order, change.quantities) is None:
        return refused(not_there(case.order, change.quantities), _report_again())
    if _is_known(case, change):
        return refused(_known(case), _wait(case))
    if change.problem is Problem.MISSING:
        wait = _OF_WHAT_IS_OPEN if change.quantities and case.order.state in UNDERWAY else _wait(case)
        is_there = change.has_come and bool(_underway(parcels))
        may_be = is_there or _may_be_missing(case, parcels)
        return None if may_be else refused(_not_here_yet(case, change), wait)
    return _too_early_or_late(case, parcels)


def _ours_to_find(case: Case) -> Three:
    number = case.order.number
    return (
        f"Your return of order {number} is on its way to us. If it gets lost, it is ours to find, and you "
        "get your money: keep the receipt of the carrier.",
        f"What you sent back of order {number} is not here yet. A person looks for it with the carrier if it "
        "does not come; have the receipt at hand.",
        f"The return of order {number} is still on its way to us.",
    )


def _meant(case: Case, change: ReportProblem) -> Sequence[Parcel] | None:
    if change.problem is Problem.MISSING and change.quantities:
        return [parcel for parcel in case.order.parcels if _holds(parcel, change.quantities)]
    if change.parcel is None or not case.order.parcels:
        return case.order.parcels
    return [parcel for parcel in case.order.parcels if parcel.number == change.parcel] or None


def _holds(parcel: Parcel, quantities: Quantities) -> bool:
    return any(packed.line in quantities for packed in parcel.items)


def _may_be_missing(case: Case, parcels: Sequence[Parcel]) -> bool:
    if not parcels:
        return case.order.state in (OrderState.LATE, OrderState.DELIVERED)
    states = {case.parcel_state(parcel) for parcel in parcels}
    return bool(states & {ParcelState.LATE, ParcelState.DELIVERED})


def _too_early_or_late(case: Case, parcels: Sequence[Parcel]) -> Refused | None:
    if parcels and all(parcel.state is ParcelState.PREPARING for parcel in parcels):
        return refused(_too_early(case, parcels), _wait(case))
    delivered = case.delivered_on if case.order.state is OrderState.DELIVERED else None
    if delivered and case.today > delivered + timedelta(days=case.terms.problem_days):
        return refused(_too_late(case), WayOut(_PERSON_DECIDES, (NextStep.TRACK_ANOTHER,)))
    return None


def _is_known(case: Case, change: ReportProblem) -> bool:
    return any(
        report.kind.value == change.problem.value
        and report.parcel == change.parcel
        and {item.line for item in report.items} == set(change.quantities or ())
        for report in case.order.reports
    )


def _wait(case: Case) -> WayOut:
    step = NextStep.TELL_WHEN_SHIPPED if case.order.state in BEFORE_SHIPPING else NextStep.TRACK_ORDER
    if case.order.state in UNDERWAY:
        return WayOut(_IF_IT_DOES_NOT_COME, (step, NextStep.DELIVERY_TIMES))
    return WayOut(
        (
            "You can ask me at any time where it is.",
            "I can tell you where it is whenever you ask.",
            "Ask me again whenever you like.",
        ),
        (step, NextStep.DELIVERY_TIMES),
    )


_IF_IT_DOES_NOT_COME = (
    "Carriers sometimes note a delivery some hours before they make it. If it has not come by the evening "
    "after its day, tell me again, and I report it to our team.",
    "Have a look for a card, and ask next door, if it is said to be delivered. Once its day is over, I can "
    "report it as missing.",
    "Once its day is over, I report it as missing if you tell me so.",
)


_OF_WHAT_IS_OPEN = WayOut(
    (
        "If the parcel has come all the same and that was not in it, a person takes it up: just say so.",
        "Is it with you already, and that is not in it? Then a person from our team can take it up now.",
        "What a parcel lacks that our records have on its way, a person looks into.",
    ),
    (NextStep.TRACK_ORDER,),
)


def _report_again() -> WayOut:
    return WayOut(
        (
            "Tell me which of them it is, and I pass it on.",
            "Which of these is it about?",
            "You can still report it.",
        ),
        (NextStep.REPORT_PROBLEM, NextStep.TRACK_ORDER),
    )


def _which_parcel(case: Case) -> Three:
    number, count = case.order.number, len(case.order.parcels)
    has = "one parcel" if count == 1 else f"{count or 'no'} parcels"
    return (
        f"Order {number} has {has} that I can see, and not one with that number.",
        f"I see {has} in order {number}.",
        f"In order {number} there is no parcel with that number.",
    )


def _too_early(case: Case, parcels: Sequence[Parcel]) -> Three:
    number = case.order.number
    days = [parcel.expected_on for parcel in parcels if parcel.expected_on]
    expected = f" and expected {case.telling.on(max(days))}" if days else ""
    return (
        f"Order {number} is still on its way{expected}, so I would not call it lost yet.",
        f"As far as we can see, what you mean of order {number} has not had its day yet.",
        f"Order {number} is not overdue.",
    )


def _comes_in_parts(case: Case) -> Three:
    number, parcels = case.order.number, case.order.parcels
    stands = [f"parcel {one.number} {_STANDS.get(one.state, 'is on its way')}" for one in parcels]
    each = plain_words.listing(stands)
    return (
        f"Order {number} comes in {len(parcels)} parcels: {each}. So I would not call it lost yet.",
        f"Of order {number}, {each}: nothing of it is overdue.",
        f"Order {number} comes in {len(parcels)} parcels, and none is overdue.",
    )


def _not_here_yet(case: Case, change: ReportProblem) -> Three:
    """What is missed is in a parcel that has not come."""
    parcels = _meant(case, change) or ()
    is_in_parts = case.order.state is OrderState.PARTLY_SHIPPED and len(case.order.parcels) > 1
    if is_in_parts and not change.quantities:
        return _comes_in_parts(case)
    if not change.quantities or len(parcels) != 1 or len(case.order.parcels) < 2:
        return _too_early(case, parcels)
    number, parcel = case.order.number, parcels[0].number
    is_packing = parcels[0].state is ParcelState.PREPARING
    where = "is still being packed" if is_packing else "is still on its way"
    return (
        f"That is in parcel {parcel} of order {number}, which {where}.",
        f"Parcel {parcel} of order {number} holds it, and {where}.",
        f"It comes with parcel {parcel} of order {number}, which {where}.",
    )


def _known(case: Case) -> Three:
    number = case.order.number
    return (
        f"Our team knows of this already, with order {number}, and a person is looking after it.",
        f"You have told us, and it stands with order {number}; a person gets back to you.",
        f"This is noted with order {number}.",
    )


def _too_late(case: Case) -> Three:
    number, days = case.order.number, case.terms.problem_days
    return (
        f"Order {number} was delivered more than {days} days ago, so I can't take a report of it myself.",
        f"A report is possible for {days} days after delivery, and for order {number} they are over.",
        f"The time for reports on order {number} is over.",
    )


_PERSON_DECIDES = (
    "A person can still see what is possible.",
    "What else can be done, a person can tell you.",
    "You can still ask what is possible.",
)
