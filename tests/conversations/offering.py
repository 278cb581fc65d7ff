"""Short ways to say what happens with cues, for the tests of the ledger."""

from datetime import timedelta

from conversations.clock import HandClock
from conversations.cue_ledger import CueToOffer, Offer, WhoSawIt
from conversations.desk import Desk
from conversations.entries import ChoiceMeaning
from conversations.initiative import A_NO_LASTS, OfferOutcome

HELP = ChoiceMeaning("ask_question", {"faq_entry": "payment-declined"})
GUEST = WhoSawIt("device-1")
ANOTHER_CUE = "search_empty"
AFTER_THE_VISIT = timedelta(days=1)
AFTER_EVERY_NO = A_NO_LASTS


def cue(name: str = "payment_failed", **rest: object) -> CueToOffer:
    said = {"text": "Shall we look at it?", "opens": HELP, "cool_down": timedelta(days=7), **rest}
    return CueToOffer(name, **said)  # type: ignore[arg-type]


def offered(desk: Desk, who: WhoSawIt = GUEST, name: str = "payment_failed", **rest: object) -> Offer:
    """Help is offered: the test means it to be."""
    answer = desk.ledger.consider(cue(name, **rest), who)
    assert isinstance(answer, Offer), answer.reason
    return answer


def silence(desk: Desk, who: WhoSawIt = GUEST, name: str = "payment_failed", **rest: object) -> str:
    """Nothing is offered: returns why."""
    answer = desk.ledger.consider(cue(name, **rest), who)
    assert not isinstance(answer, Offer)
    assert answer.permit is None
    return answer.reason


def refuse(desk: Desk, clock: HandClock, who: WhoSawIt = GUEST, name: str = "payment_failed") -> None:
    """An offer is made and declined, and the visit ends."""
    desk.ledger.end(offered(desk, who, name).id, OfferOutcome.DECLINED)
    clock.move(AFTER_THE_VISIT)
