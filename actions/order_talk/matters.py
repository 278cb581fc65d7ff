"""What customers want of an order. A matter has the name of the intent that brings it up."""

from enum import StrEnum


class Matter(StrEnum):
    """A question about an order, a change to it, or words that the team should read."""

    STATUS = "ask_order_status"
    PARCELS = "ask_where_parcels_are"
    ARRIVAL = "ask_when_it_arrives"
    LATENESS = "ask_why_it_is_late"
    REFUND_PLACE = "ask_where_refund_is"
    INVOICE = "ask_for_invoice"
    CHARGE = "ask_about_charge"
    FAILED_PAYMENT = "report_failed_payment"
    DOUBLE_CHARGE = "report_double_charge"
    ADDRESS_NOW = "ask_delivery_address"
    CONTENTS = "ask_what_is_in_order"
    CANCEL = "cancel_order"
    ADDRESS = "change_address"
    ITEMS = "change_items"
    RETURN = "start_return"
    EXCHANGE = "start_exchange"
    MISSING = "report_missing_parcel"
    DAMAGED = "report_damaged_item"
    WRONG = "report_wrong_item"
    REFUND = "ask_for_refund"
    COMPLAINT = "complain"
    PRAISE = "praise"
    UNDO = "undo_change"

    @property
    def is_question(self) -> bool:
        """Answered by telling; everything else does something."""
        return self in _QUESTIONS


_QUESTIONS = frozenset(
    {
        Matter.STATUS,
        Matter.PARCELS,
        Matter.ARRIVAL,
        Matter.LATENESS,
        Matter.REFUND_PLACE,
        Matter.INVOICE,
        Matter.CHARGE,
        Matter.FAILED_PAYMENT,
        Matter.DOUBLE_CHARGE,
        Matter.ADDRESS_NOW,
        Matter.CONTENTS,
    }
)

REPORTS = frozenset({Matter.MISSING, Matter.DAMAGED, Matter.WRONG})
"""What is said of things that came otherwise than they should, or not at all."""

OPINIONS = frozenset({Matter.COMPLAINT, Matter.PRAISE})
"""Words for the team, which change nothing of an order."""

PROBLEM = "report_problem"
"""The intent of who says that something is amiss, and not yet what shall be done about it."""
