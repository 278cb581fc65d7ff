"""A shop's cues, and offers that are made without a cue's way over HTTP."""

from datetime import timedelta

from conversations.cue_ledger import CueLedger, Offer, WhoSawIt
from conversations.cues import Cue, Cues
from conversations.entries import ChoiceMeaning

DEVICE = "device-0123456789"
PAGE = {"order_number": "10042"}


def _cue(name: str, text: str, intent: str, *, is_on: bool = True) -> Cue:
    return Cue(name, 2, text, ChoiceMeaning(intent), timedelta(days=1), is_on)


PAYMENT_FAILED = _cue("payment_failed", "Shall we look at the payment together?", "ask_payment_help")
CUES = Cues(
    {
        cue.name: cue
        for cue in (
            PAYMENT_FAILED,
            _cue("page_error", "Something went wrong. Tell a person?", "ask_for_human"),
            _cue("rage_click", "Does something not react?", "ask_for_human", is_on=False),
        )
    }
)


def make_offer(ledger: CueLedger, visitor: str = DEVICE, customer_id: str | None = None) -> Offer:
    offer = ledger.consider(PAYMENT_FAILED.to_offer(PAGE), WhoSawIt(visitor, customer_id))
    assert isinstance(offer, Offer), offer
    return offer
