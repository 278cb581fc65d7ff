"""The port of the cue ledger: which offers were made, how they ended, and who wants none.

A cue makes no conversation and no contact: until the customer accepts, the ledger's row is all there is.
One contract suite runs against every adapter. All calls block; each is one transaction and may raise
`JournalUnavailable`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from conversations.entries import ChoiceMeaning
from conversations.initiative import OfferOutcome, Verdict
from conversations.journal import Conversation


@dataclass(frozen=True, slots=True)
class CueToOffer:
    """What a cue offers: its line of text, and what accepting opens (see `conversations.cues`).

    `page` is what the page says (an order number): a hint that saves a question, never a proof.
    """

    cue: str
    text: str
    opens: ChoiceMeaning
    cool_down: timedelta
    page: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class WhoSawIt:
    """The device's random id, the customer the shop vouched for, and the chat that the device knows."""

    visitor: str
    customer_id: str | None = None
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that waits. Its id is unguessable: who knows it was offered it."""

    id: str
    text: str


class CueLedger(Protocol):
    def consider(self, cue: CueToOffer, who: WhoSawIt) -> Offer | Verdict:
        """Asks `initiative.may_offer` with what the ledger knows; a yes is written as a waiting offer.

        Offers of the device and of the customer on every device count together. A conversation of either is
        open when a person has it or is asked for, and otherwise for a day after its last message, unless it
        is closed. Two cues at the same moment get one offer.
        """

    def end(self, offer_id: str, outcome: OfferOutcome) -> None:
        """Declined, ignored or never. `never` opts out the device, and the customer everywhere, for good.

        `never` may follow any outcome: who accepted help may still want no more offers. Raises
        `UnknownOffer`, `OfferSpent` (it ended before, or waited too long), and `ValueError` for an outcome
        that is not an end (`accept` writes the other one).
        """

    def accept(self, offer_id: str, channel: str) -> Conversation:
        """Opens a conversation whose first entry is the offer, under its `offer` permit.

        Accepting is the customer's own message: the second entry ("Yes, please"), which waits for a turn with
        the meaning that the cue opens and with the cue's page. Raises `UnknownOffer`, `OfferSpent`.
        """

    def accepted(self, offer_id: str) -> Conversation:
        """What accepting this offer opened, for `offers.ANSWERED_AGAIN` after it was accepted.

        For a client that accepted and never got the answer: who knows the id was made the offer. Raises
        `UnknownOffer`, `OfferSpent` (it ended in another way, or longer ago), and changes nothing.
        """

    def opt_out(self, conversation_id: str) -> None:
        """No more offers for the customer of this conversation, nor for the device that its offer came from.

        It holds until the customer writes again, which `Journal.append_inbound` notes. Raises
        `UnknownConversation`.
        """

    def close(self) -> None:
        """Writes down how often cues were met with silence, which is kept in memory for a second."""
