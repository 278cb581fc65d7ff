"""What a short question asks further of what was just told of an order: "and how long?", "is that extra?".

Such a question names no matter of its own: what was told does. The model says how likely each kind of
question is (`further_asked.py`); here stand what was told, what is asked about it, and what answers: a fact
of the order, one of its matters, what was said of a change, or a help page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from actions.order_talk.further_asked import NOTHING_FURTHER, Asked
from actions.order_talk.further_facts import Further
from actions.order_talk.matters import Matter
from actions.order_talk.terms_asked import Term

_LATELY, _CHANGED_LATELY = 3, 6  # answers
LIKELY, SURE = 0.5, 0.85
"""How likely a kind must be among those that fit: where the words were heard as nothing sure, and else."""

_OF_ALL = 0.6
"""How much of that it must have among all kinds: what fits is not what is meant only for want of others."""


class Told(StrEnum):
    """What an answer was about, by its words."""

    ASIDE = r"\bset aside\b"
    UNPAID = (
        r"\bdid not go through\b|\bwaiting for your\b|(?<!of )\b[Oo]rder \d+ is not paid\b|\bkept until\b"
        r"|\bhas (?:not reached us yet|reached us yet)\b|\bkeep your items\b|\bwaits for its payment\b"
        r"|\bI see no payment for\b|\blink to pay\b"
    )
    CHARGE = rf"^(?:{Matter.CHARGE}|{Matter.DOUBLE_CHARGE}) "
    TWO_CHARGES = rf"^{Matter.DOUBLE_CHARGE} "
    INVOICE = (
        rf"^{Matter.INVOICE} |\bInvoice HP|\b[Tt]he invoice of order\b|\bby invoice\b"
        r"|\binvoice is due\b"
    )
    BACK = r"\bback to your\b|\bgoes back\b|\bpaid back\b|\brefund\b|\bmoney comes back\b"
    PARCELS = r"\bcomes in \d+ parcels\b|\b[Pp]arcel \d\b|\bA part of order\b|^faq split-delivery\b"
    REFUSED = r"^(?:\d+ )?refused "
    PART_REFUSED = r"^(?:\d+ )?refused .*\bA part of order\b"
    SENDS_BACK = (
        r"\b(?:return|exchange) of .+ is started\b|\bYour return of order\b|\bYou are exchanging\b"
        r"|\bis in the return now\b|\blabel of order\b|\bhand(?:ed)? (?:it|the parcel) in\b"
        r"|\bhas to be with\b"
    )
    COMING_BACK = r"\bcoming back to us\b|\bon its way back to us\b"
    WILL_SEND_BACK = r"^(?:briefly )?\d+ .*\bI will (?:start the (?:return|exchange)|add)\b"
    RETURN = r"\breturn(?:ed)?\b|\bsend it back\b|^faq return|^faq exchanges"
    REPORTED = (
        r"\bour team (?:knows now )?that\b|\bOur team knows now\b|^term Keep\b|\bsearches for it\b"
        r"|\bof your report\b"
    )
    WITH_TEAM = (
        r"\bOur team (?:knows|has)\b|\bYour words stand\b|\ba person (?:reads|decides|gets back)\b"
        r"|\bask our team\b|^asked for a person\b"
    )
    REFUND_WISHED = r"\bwish for a refund\b|\bask our team to refund\b|\basked for a refund\b"
    WILL_REPORT = r"^(?:briefly )?\d+ .*\bI will (?:tell our team|ask our team)\b"
    WILL_CHANGE = r"^(?:briefly )?\d+ .*\bI will\b"
    DONE = r"^(?:\d+ )?(?:done|term) "
    CANCELLED = r"\b(?:is|was) cancelled\b|\bI will cancel\b"
    DAY = (
        r"^(?!.*\breturn of order\b).*(?:\bshould (?:now )?(?:arrive|be with you)\b|\bout for delivery\b"
        r"|\bthe new day is\b|\bis (?:still )?on its way\b)"
    )
    LATE = r"\bis late\b"
    DOOR = r"\brefuse\b|\brefused at the door\b|\bRefused\b"
    NEW_TOTAL = r"\bnew total is\b"
    OVERPAID = r"\bsent too much\b|\bsends back (?:all|what)\b"
    ADDRESS = rf"^{Matter.ADDRESS_NOW} |\bits address any more\b|\bnow goes to\b"
    DOOR_PAGE = (
        r"\bcarrier's (?:tracking )?page\b|\bits tracking page shows\b"
        r"|^faq (?:delivery-day|not-at-home|parcel-shop|safe-place)\b"
    )
    HERE = r"\b(?:It|and) leaves us\b|\bstill being packed\b|\bpacked and waiting\b|\bwaiting to be packed\b"
    DELIVERED = r"\bwas delivered\b"
    ORDER = r"^(?:order |ask_|report_)"


AGAIN = "again"
"""What was told or refused is told in other words."""

LOOK = "look"
"""The order is looked up as it is now: what was changed shows in it."""

Answer = Further | Matter | Term | str


@dataclass(frozen=True, slots=True)
class Row:
    """`answers` come in their order, the first that is known: a fact, a matter that is told as it is, a term
    of the change at hand, `AGAIN`, `LOOK`, or the slug of a help page behind `faq `.
    """

    asked: Asked
    told: tuple[Told, ...]
    answers: tuple[Answer, ...]


def _row(asked: Asked, told: Sequence[Told], *answers: Answer) -> Row:
    return Row(asked, tuple(told), answers)


_PAYING = (Told.UNPAID, Told.CHARGE, Told.INVOICE)
_MONEY = (Told.BACK, Told.REFUND_WISHED, Told.REFUSED, Told.CANCELLED)
_COMES_BACK = (Told.SENDS_BACK, Told.WILL_SEND_BACK, Told.RETURN)
_REPORTED = (Told.REPORTED, Told.WITH_TEAM, Told.REFUND_WISHED)
_ON_ITS_WAY = (Told.DAY, Told.LATE, Told.PARCELS)
_COMING = (*_ON_ITS_WAY, Told.HERE)
_CHANGED = (Told.DONE, Told.WILL_CHANGE)

_ROWS = (
    _row(Asked.PENDING_GONE_WHEN, (Told.ASIDE, Told.UNPAID, Told.CHARGE), Further.ASIDE),
    _row(Asked.WHICH_IS_REAL, (Told.ASIDE, Told.CHARGE, Told.UNPAID), Further.WHICH_CHARGE),
    _row(Asked.ANYTHING_TAKEN, (Told.TWO_CHARGES,), Further.WHICH_CHARGE),
    _row(Asked.ANYTHING_TAKEN, (Told.CANCELLED, Told.UNPAID, Told.ASIDE, Told.CHARGE), Further.TAKEN),
    _row(Asked.HOW_TO_PAY, (Told.UNPAID,), Matter.FAILED_PAYMENT, Further.MAIL_TO_PAY),
    _row(Asked.HOW_TO_PAY, (Told.INVOICE,), "faq pay-later"),
    _row(Asked.PAYMENT_ARRIVED, _PAYING, Further.ARRIVED),
    _row(Asked.PAY_BY_WHEN, (*_PAYING, Told.ORDER), Further.PAY_BY_WHEN),
    _row(Asked.OTHER_WAY_TO_PAY, (*_PAYING, Told.ORDER), Further.OTHER_WAY),
    _row(Asked.WHERE_TO_TRANSFER, (*_PAYING, Told.ORDER), Further.TRANSFER_TO),
    _row(Asked.OVERPAID, (*_PAYING, Told.ORDER), Further.OVERPAID),
    _row(Asked.STILL_TO_PAY, (*_PAYING, Told.ORDER, *_COMES_BACK, Told.REPORTED), Further.STILL_TO_PAY),
    _row(Asked.PAY_WHAT_I_KEEP, (*_PAYING, Told.ORDER, *_COMES_BACK, Told.REPORTED), Further.PAY_KEPT),
    _row(Asked.CHARGED_WHEN, (*_PAYING, Told.ORDER), Further.CHARGED_WHEN),
    _row(Asked.VAT_IN_IT, (*_PAYING, Told.ORDER), Further.VAT),
    _row(Asked.PRICES_INSIDE, (Told.ORDER, Told.DONE), Further.PRICES_INSIDE),
    _row(Asked.UNTIL_WHEN, (Told.SENDS_BACK,), Further.HAND_IN),
    _row(Asked.UNTIL_WHEN, (Told.WILL_SEND_BACK,), Term.TIME),
    _row(Asked.UNTIL_WHEN, (Told.UNPAID, Told.INVOICE), Further.PAY_BY_WHEN),
    _row(Asked.UNTIL_WHEN, (Told.RETURN, Told.DELIVERED), Further.RETURN_UNTIL),
    _row(Asked.PAY_LATER, _PAYING, Further.PAY_LATER),
    _row(Asked.IF_NOT_PAID, (Told.INVOICE,), "faq pay-later"),
    _row(Asked.IF_NOT_PAID, (Told.UNPAID, Told.ASIDE), Further.PAY_UNTIL),
    _row(Asked.MAIL_NOT_HERE, (Told.UNPAID,), Further.MAIL_TO_PAY),
    _row(Asked.MAIL_NOT_HERE, (Told.INVOICE,), Matter.INVOICE),
    _row(Asked.MAIL_NOT_HERE, (Told.SENDS_BACK,), Further.LABEL),
    _row(Asked.HOW_PAID, (*_PAYING, Told.ASIDE, Told.BACK, Told.ORDER), Further.HOW_PAID),
    _row(Asked.WHAT_SUM, (Told.REPORTED,), Further.REPORT_MONEY),
    _row(Asked.WHAT_SUM, (Told.WILL_CHANGE,), Term.MONEY),
    _row(Asked.WHAT_SUM, (Told.NEW_TOTAL,), Further.TO_PAY),
    _row(Asked.WHAT_SUM, (Told.UNPAID, Told.INVOICE), Further.TO_PAY),
    _row(Asked.WHAT_SUM, (Told.CHARGE,), Matter.CHARGE),
    _row(Asked.WHAT_SUM, (Told.PART_REFUSED,), Further.PART_BACK),
    _row(Asked.WHAT_SUM, (Told.BACK, Told.REFUSED), Matter.REFUND_PLACE),
    _row(Asked.HOW_THE_SUM_COMES, (Told.BACK,), Further.ALL_BACK),
    _row(Asked.HOW_THE_SUM_COMES, (*_PAYING, Told.ASIDE), Further.SUM),
    _row(Asked.IF_NO_MONEY, (Told.BACK, Told.SENDS_BACK, Told.REFUND_WISHED), Further.NO_MONEY),
    _row(Asked.ALL_MONEY_BACK, (Told.WILL_CHANGE,), Term.MONEY),
    _row(Asked.ALL_MONEY_BACK, (Told.OVERPAID,), Further.OVERPAID),
    _row(Asked.ALL_MONEY_BACK, (Told.REPORTED,), Further.REPORT_MONEY),
    _row(Asked.ALL_MONEY_BACK, (*_MONEY, Told.SENDS_BACK, Told.DOOR), Further.ALL_BACK),
    _row(Asked.PART_MONEY_BACK, (Told.REPORTED,), Further.REPORT_MONEY),
    _row(
        Asked.PART_MONEY_BACK,
        (*_MONEY, *_COMES_BACK, Told.PARCELS, Told.CHARGE, Told.DELIVERED),
        Further.PART_BACK,
    ),
    _row(Asked.MONEY_BACK_WHEN, (Told.WILL_CHANGE,), Term.MONEY),
    _row(Asked.MONEY_BACK_WHEN, (Told.SENDS_BACK,), Further.RETURN_MONEY),
    _row(Asked.MONEY_BACK_WHEN, (Told.REPORTED,), Further.REPORT_MONEY),
    _row(Asked.MONEY_BACK_WHEN, (Told.BACK, Told.REFUND_WISHED, Told.CANCELLED), Matter.REFUND_PLACE),
    _row(Asked.MONEY_BACK_WHERE_TO, (Told.WILL_CHANGE,), Term.MONEY),
    _row(Asked.MONEY_BACK_WHERE_TO, (*_MONEY, *_COMES_BACK, Told.REPORTED), Further.BACK_TO),
    _row(
        Asked.REFUND_ELSEWHERE, (*_MONEY, Told.SENDS_BACK, Told.REPORTED, Told.DOOR), Further.BACK_ELSEWHERE
    ),
    _row(Asked.CREDIT_NOTE, (*_MONEY, Told.SENDS_BACK, Told.INVOICE), Further.CREDIT_NOTE),
    _row(Asked.KEEP_FOR_LESS, (Told.REPORTED, Told.WILL_REPORT, Told.ORDER, *_COMES_BACK), Further.FOR_LESS),
    _row(Asked.KEEP_AFTER_ALL, (Told.COMING_BACK,), Further.KEPT_AFTER_ALL),
    _row(Asked.TOLD_WHEN_PAID, (Told.SENDS_BACK, Told.BACK, Told.REFUND_WISHED), Further.TOLD_WHEN_PAID),
    _row(Asked.WHAT_I_PAID, (Told.BACK,), Matter.CHARGE),
    _row(Asked.WHY_DELIVERY_COSTS, (*_PAYING, Told.ORDER), Further.WHY_DELIVERY),
    _row(Asked.REPORT_NEWS, (*_REPORTED, Told.ORDER), Further.REPORT_NEWS),
    _row(Asked.LAST_DAY_TO_RETURN, (Told.SENDS_BACK,), Further.HAND_IN),
    _row(Asked.LAST_DAY_TO_RETURN, (Told.ORDER, Told.REFUSED, *_COMES_BACK), Further.RETURN_UNTIL),
    _row(Asked.RETURN_LATER, (Told.REFUSED, *_COMING, Told.DOOR), Further.RETURN_UNTIL),
    _row(Asked.HAND_IN_BY_WHEN, (Told.SENDS_BACK,), Further.HAND_IN),
    _row(Asked.HAND_IN_BY_WHEN, (Told.WILL_SEND_BACK,), Term.TIME),
    _row(Asked.WHERE_LABEL, (Told.SENDS_BACK,), Further.LABEL),
    _row(Asked.WHERE_LABEL, (Told.WILL_SEND_BACK, Told.PARCELS, Told.DELIVERED), "faq return-label"),
    _row(Asked.WHERE_TO_BRING, (Told.SENDS_BACK,), Further.WHERE_TO_BRING),
    _row(Asked.WHERE_TO_BRING, (Told.WILL_SEND_BACK, Told.RETURN), Term.PLACE, "faq return-label"),
    _row(Asked.HOW_TO_PACK, _COMES_BACK, "faq return-condition"),
    _row(
        Asked.WHO_PAYS_POSTAGE,
        (*_COMES_BACK, Told.PARCELS, Told.REPORTED, Told.WILL_REPORT, Told.REFUSED, Told.DELIVERED),
        Further.POSTAGE,
    ),
    _row(Asked.SEND_BACK_FIRST, (Told.REPORTED,), Term.KEEP),
    _row(Asked.SEND_BACK_FIRST, (Told.WILL_SEND_BACK,), Term.NEW_ONE, Term.PLACE),
    _row(Asked.SEND_BACK_FIRST, (Told.SENDS_BACK,), Further.OLD_ONE),
    _row(Asked.RETURN_HERE, (Told.SENDS_BACK, Told.RETURN), Further.RETURN_HERE),
    _row(Asked.CHANGE_UNTIL, (Told.ORDER, Told.REFUSED, Told.ADDRESS, *_CHANGED), Further.CHANGE_UNTIL),
    _row(Asked.PHOTOS_NEEDED, (Told.REPORTED,), Term.KEEP),
    _row(Asked.HOW_WILL_I_HEAR, (Told.WILL_CHANGE,), Term.TIME),
    _row(Asked.HOW_WILL_I_HEAR, _REPORTED, Further.HOW_HEARD),
    _row(Asked.CONFIRMED_BY_MAIL, (Told.REPORTED, Told.WITH_TEAM), Further.HOW_HEARD),
    _row(Asked.CONFIRMED_BY_MAIL, (*_CHANGED, Told.ORDER), Further.CONFIRMED),
    _row(Asked.NEW_ONE_WHEN, (Told.REPORTED,), Term.TIME, Further.HOW_HEARD),
    _row(Asked.NEW_ONE_WHEN, (Told.SENDS_BACK, Told.WILL_SEND_BACK), Further.NEW_ONE),
    _row(Asked.IS_IT_DONE, (Told.DONE,), LOOK),
    _row(Asked.REFUSE_AT_DOOR, (*_COMING, Told.REFUSED, Told.REFUND_WISHED, Told.DOOR), Further.REFUSE),
    _row(Asked.WHOLE_OR_PART, (Told.DOOR, *_COMING), Further.WHOLE_OR_PART),
    _row(
        Asked.IF_IT_COMES_ANYWAY,
        (Told.REFUND_WISHED, Told.REPORTED, Told.CANCELLED, Told.LATE, Told.DOOR),
        Further.COMES_ANYWAY,
    ),
    _row(Asked.IF_IT_DOES_NOT_COME, _COMING, Further.COMES_NOT),
    _row(Asked.WHY_LATE, (Told.UNPAID,), Matter.FAILED_PAYMENT),
    _row(Asked.WHY_LATE, (Told.LATE,), Matter.LATENESS),
    _row(Asked.WHY_LATE, (Told.ORDER,), Further.NOT_SENT),
    _row(Asked.IS_DAY_SURE, _COMING, Further.SURE),
    _row(Asked.COME_EARLIER, _COMING, Further.FASTER),
    _row(Asked.WHAT_HOUR, _ON_ITS_WAY, Further.HOUR),
    _row(Asked.WHO_BRINGS_IT, _COMING, Further.CARRIER),
    _row(Asked.NOBODY_HOME, (*_COMING, Told.DOOR_PAGE), Further.NOBODY_HOME),
    _row(Asked.WHERE_TO_CHOOSE, (Told.DOOR_PAGE,), Further.ON_THE_PAGE),
    _row(Asked.COSTS_EXTRA, (Told.DOOR_PAGE,), Further.ON_THE_PAGE),
    _row(Asked.SIGNATURE, _COMING, Further.SIGNATURE),
    _row(Asked.CALLS_FIRST, _COMING, Further.CALLS_FIRST),
    _row(Asked.WHO_TOOK_IT, (Told.DELIVERED,), Further.WHO_TOOK_IT),
    _row(Asked.ORDER_AGAIN, (Told.CANCELLED, Told.BACK, Told.ORDER), Further.ORDER_AGAIN),
    _row(Asked.SEND_AGAIN, _ON_ITS_WAY, Further.SEND_AGAIN),
    _row(Asked.SEND_LATER, (*_COMING, Told.DOOR_PAGE), Further.SEND_LATER),
    _row(Asked.DOES_ALL_COME, _COMING, Further.TOGETHER),
    _row(Asked.HOLD_TOGETHER, _COMING, Further.HELD_BACK),
    _row(Asked.OTHER_PARCEL, (Told.PARCELS,), Further.PART_HERE),
    _row(Asked.DELIVERY_TWICE, (Told.PARCELS,), Further.DELIVERY_ONCE),
    _row(Asked.COSTS_EXTRA, _CHANGED, Term.COST),
    _row(Asked.COSTS_EXTRA, (Told.PARCELS,), Further.DELIVERY_ONCE),
    _row(Asked.COSTS_EXTRA, (*_COMES_BACK, Told.DOOR), Further.POSTAGE),
    _row(Asked.MAKES_IT_LATER, _CHANGED, Further.ON_TIME),
    _row(Asked.WHICH_ADDRESS, (Told.ADDRESS,), Matter.ADDRESS_NOW),
    _row(Asked.CHANGE_IT, (Told.ADDRESS,), Matter.ADDRESS),
    _row(Asked.WHAT_IS_POSSIBLE, (Told.UNPAID,), Matter.FAILED_PAYMENT),
    _row(Asked.WHAT_IS_POSSIBLE, (Told.REFUSED, Told.ORDER), Further.POSSIBLE),
    _row(Asked.IS_IT_DONE, (Told.WILL_CHANGE,), Term.SURE),
    _row(Asked.SURE_TO_WORK, (Told.WILL_CHANGE,), Term.SURE),
    _row(Asked.SURE_TO_WORK, (Told.REFUSED,), AGAIN),
    _row(Asked.IS_DAY_SURE, (Told.REFUSED,), AGAIN),
    _row(Asked.WHY_NOT, (Told.REFUSED,), AGAIN),
    _row(Asked.WORRIED, (Told.WILL_CHANGE,), Term.SURE),
    _row(Asked.WORRIED, (Told.REPORTED, Told.WITH_TEAM), Further.HOW_HEARD),
    _row(Asked.WORRIED, (Told.DONE, Told.SENDS_BACK), LOOK),
    _row(Asked.WORRIED, (Told.BACK, Told.REFUND_WISHED), Further.NO_MONEY),
    _row(Asked.WORRIED, _ON_ITS_WAY, Further.COMES_NOT),
    _row(Asked.WORRIED, (Told.ORDER,), LOOK),
    _row(Asked.LOOKED_INTO, (Told.REPORTED, Told.WITH_TEAM), Further.REPORT_NEWS),
    _row(Asked.LOOKED_INTO, (Told.DONE,), LOOK),
    _row(Asked.LOOKED_INTO, (Told.BACK, Told.REFUND_WISHED), Further.NO_MONEY),
    _row(Asked.LOOKED_INTO, (Told.ORDER,), LOOK),
    _row(Asked.HOW_MEANT, (Told.WILL_CHANGE,), Term.PLAN),
    _row(Asked.HOW_MEANT, (Told.REFUSED, Told.ORDER), AGAIN),
)
_TOLD = {one: re.compile(one.value) for one in Told}


def asked_further(
    guesses: Mapping[str, float], told: Sequence[str], needed: float = LIKELY
) -> tuple[Answer, ...]:
    """What may answer, the best first, after the answers under these topics (`actions/told.py`), the latest
    last; nothing where no kind of question that fits there is as likely as `needed`.
    """
    topics = _latest([one for one in told if not one.startswith("utter_")])
    fitting = [row for topic in topics for row in _rows_of(topic)]
    answers: dict[Asked, list[Answer]] = {}
    for row in fitting:
        answers.setdefault(row.asked, []).extend(row.answers)
    together = dict(guesses)
    for kind, found in answers.items():  # kinds with the same answer are not told apart
        alike = [other for other, others in answers.items() if others[0] == found[0] and other != kind]
        if all(guesses.get(kind, 0.0) >= guesses.get(other, 0.0) for other in alike):
            together[kind] = guesses.get(kind, 0.0) + sum(together.pop(other, 0.0) for other in alike)
    asked = likeliest(together, set(answers), needed)
    return tuple(dict.fromkeys(answers[asked])) if asked is not None else ()


def _latest(topics: Sequence[str]) -> list[str]:
    """The latest first, and the change that was made last, however many questions about it came since."""
    lately = list(topics[: -_LATELY - 1 : -1])
    done = (one for one in topics[: -_CHANGED_LATELY - 1 : -1] if _TOLD[Told.DONE].search(one))
    return list(dict.fromkeys([*lately, *islice(done, 1)]))


def tells_of(what: Told, topic: str) -> bool:
    return _TOLD[what].search(topic) is not None


def kinds_after(topic: str) -> set[Asked]:
    """The kinds of questions that may be asked of what was told under this topic."""
    return {row.asked for row in _rows_of(topic)}


def likeliest(guesses: Mapping[str, float], fitting: set[Asked], needed: float) -> Asked | None:
    """Compared are those that fit, and that nothing further is asked."""
    likely = {kind: guesses.get(kind, 0.0) for kind in sorted(fitting)}
    best = max(likely, key=lambda kind: likely[kind], default=None)
    if best is None or likely[best] < needed * _OF_ALL:
        return None
    together = sum(likely.values()) + guesses.get(NOTHING_FURTHER, 0.0)
    return best if likely[best] >= needed * together else None


def _rows_of(topic: str) -> Iterator[Row]:
    about = {one for one, sign in _TOLD.items() if sign.search(topic)}
    return (row for row in _ROWS if about.intersection(row.told))
