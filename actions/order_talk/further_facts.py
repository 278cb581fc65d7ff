"""The facts of an order that answer what is asked further of it (`asked_further.py`)."""

from enum import StrEnum

from actions.order_talk.matters import Matter


class Further(StrEnum):
    """A fact of the order that only what was told before makes a question for."""

    ASIDE = "what the bank has set aside"
    WHICH_CHARGE = "which of two sums was charged"
    TAKEN = "whether anything is taken"
    ARRIVED = "whether the payment has arrived"
    PAY_UNTIL = "until when it can be paid, and what happens then"
    PAY_BY_WHEN = "when it is due"
    PAY_LATER = "whether it can be paid later"
    HOW_PAID = "how it was paid"
    MAIL_TO_PAY = "where the link to pay is"
    DELIVERY_ONCE = "whether each parcel costs delivery"
    SUM = "what the sum is made of"
    ALL_BACK = "whether all of the money goes back"
    PART_BACK = "how much goes back for a part"
    RETURN_MONEY = "when the money of a return goes back"
    NO_MONEY = "what if the money does not come"
    RETURN_UNTIL = "until when it can be returned"
    HAND_IN = "until when the parcel is to be handed in"
    LABEL = "where the label is"
    WHERE_TO_BRING = "where the parcel is to be brought"
    POSTAGE = "who pays the way back"
    NEW_ONE = "when the new one comes"
    PART_HERE = "what can be done with the part that is still here"
    HELD_BACK = "whether one parcel can wait for the other"
    NOT_SENT = "why it has not left yet"
    ON_TIME = "whether a change makes it later"
    SURE = "whether the day is sure"
    HOUR = "at what hour it comes"
    CARRIER = "who brings it"
    TO_PAY = "what is left to pay"
    TOGETHER = "whether all of it comes"
    FASTER = "whether it can come earlier"
    REFUSE = "whether it can be refused at the door"
    COMES_ANYWAY = "what to do if it comes after all"
    COMES_NOT = "what to do if it does not come"
    HOW_HEARD = "how the answer of the team comes"
    POSSIBLE = "what can be done with it"
    WHOLE_OR_PART = "whether a part can be refused, or sent back"
    BACK_TO = "which account the money goes back to"
    BACK_ELSEWHERE = "whether the money can go to another account"
    CREDIT_NOTE = "where the credit note is"
    FOR_LESS = "whether it may be kept for less"
    REPORT_MONEY = "what goes back for what was reported, and when"
    REPORT_NEWS = "what came of a report"
    OTHER_WAY = "whether it can be paid another way"
    TRANSFER_TO = "where a transfer goes"
    OVERPAID = "what becomes of what was paid too much"
    STILL_TO_PAY = "whether it is still to be paid"
    PAY_KEPT = "what is to be paid when a part goes back"
    CHARGED_WHEN = "when it was charged"
    VAT = "whether the VAT is in it"
    PRICES_INSIDE = "whether the parcel shows a price"
    CHANGE_UNTIL = "until when it can be changed or cancelled"
    CONFIRMED = "how one knows that a change was made, and which mails come"
    SIGNATURE = "whether somebody has to sign"
    CALLS_FIRST = "whether the driver calls before"
    WHO_TOOK_IT = "who took it in, and where it was left"
    SEND_AGAIN = "whether it is sent once more"
    SEND_LATER = "whether it can be sent later"
    RETURN_HERE = "whether what goes back has come"
    ORDER_AGAIN = "how it is had after all, or once more"
    OLD_ONE = "what to do with what is exchanged"
    KEPT_AFTER_ALL = "whether what goes back can be kept"
    TOLD_WHEN_PAID = "whether a mail comes with the money"
    WHY_DELIVERY = "why delivery costs what it does"
    NOBODY_HOME = "what happens if nobody is in"
    ANOTHER_DAY = "whether it can come on another day"
    COLLECTED = "whether it can be collected"
    TAKEN_IN = "who else may take it in"
    ON_THE_PAGE = "where another day or place is chosen"

    @property
    def matter(self) -> Matter:
        """The question about an order that this belongs to."""
        return _MATTERS.get(self, Matter.STATUS)


_MATTERS = {
    Further.ASIDE: Matter.DOUBLE_CHARGE,
    Further.WHICH_CHARGE: Matter.DOUBLE_CHARGE,
    Further.TAKEN: Matter.CHARGE,
    Further.ARRIVED: Matter.FAILED_PAYMENT,
    Further.PAY_UNTIL: Matter.FAILED_PAYMENT,
    Further.PAY_BY_WHEN: Matter.FAILED_PAYMENT,
    Further.PAY_LATER: Matter.FAILED_PAYMENT,
    Further.HOW_PAID: Matter.CHARGE,
    Further.MAIL_TO_PAY: Matter.FAILED_PAYMENT,
    Further.DELIVERY_ONCE: Matter.CHARGE,
    Further.SUM: Matter.CHARGE,
    Further.ALL_BACK: Matter.REFUND_PLACE,
    Further.PART_BACK: Matter.REFUND_PLACE,
    Further.RETURN_MONEY: Matter.REFUND_PLACE,
    Further.NO_MONEY: Matter.REFUND_PLACE,
    Further.NEW_ONE: Matter.ARRIVAL,
    Further.PART_HERE: Matter.PARCELS,
    Further.HELD_BACK: Matter.PARCELS,
    Further.NOBODY_HOME: Matter.PARCELS,
    Further.ANOTHER_DAY: Matter.PARCELS,
    Further.COLLECTED: Matter.PARCELS,
    Further.TAKEN_IN: Matter.PARCELS,
    Further.ON_THE_PAGE: Matter.PARCELS,
    Further.NOT_SENT: Matter.LATENESS,
    Further.ON_TIME: Matter.ARRIVAL,
    Further.SURE: Matter.ARRIVAL,
    Further.HOUR: Matter.ARRIVAL,
    Further.CARRIER: Matter.PARCELS,
    Further.TO_PAY: Matter.CHARGE,
    Further.TOGETHER: Matter.PARCELS,
    Further.FASTER: Matter.LATENESS,
    Further.REFUSE: Matter.REFUND_PLACE,
    Further.WHOLE_OR_PART: Matter.REFUND_PLACE,
    Further.BACK_TO: Matter.REFUND_PLACE,
    Further.BACK_ELSEWHERE: Matter.REFUND_PLACE,
    Further.CREDIT_NOTE: Matter.INVOICE,
    Further.FOR_LESS: Matter.REFUND_PLACE,
    Further.REPORT_MONEY: Matter.REFUND_PLACE,
    Further.OTHER_WAY: Matter.FAILED_PAYMENT,
    Further.TRANSFER_TO: Matter.FAILED_PAYMENT,
    Further.OVERPAID: Matter.DOUBLE_CHARGE,
    Further.STILL_TO_PAY: Matter.CHARGE,
    Further.PAY_KEPT: Matter.CHARGE,
    Further.CHARGED_WHEN: Matter.CHARGE,
    Further.VAT: Matter.INVOICE,
    Further.PRICES_INSIDE: Matter.INVOICE,
    Further.TOLD_WHEN_PAID: Matter.REFUND_PLACE,
    Further.WHY_DELIVERY: Matter.CHARGE,
}

OF_ONE_PARCEL = frozenset(
    {Further.COMES_NOT, Further.SURE, Further.HOUR, Further.CARRIER, Further.SIGNATURE, Further.CALLS_FIRST}
)
"""Of an order in several parcels, asked of one of them."""

BEFORE_WORDS = frozenset(
    {
        Further.CHANGE_UNTIL,
        Further.CONFIRMED,
        Further.COMES_NOT,
        Further.SEND_AGAIN,
        Further.SEND_LATER,
        Further.HELD_BACK,
        Further.RETURN_HERE,
        Further.ORDER_AGAIN,
        Further.WHO_TOOK_IT,
        Further.REPORT_MONEY,
        Further.CREDIT_NOTE,
        Further.OVERPAID,
        Further.PRICES_INSIDE,
        Further.POSTAGE,
        Further.NOBODY_HOME,
    }
)
"""Heard surely, these are meant, although single words in them would stand for a wish, a sum or a report."""
