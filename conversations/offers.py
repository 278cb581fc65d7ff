"""What every cue ledger agrees on: which conversation counts as open, and what an accepted offer writes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from conversations.cue_ledger import CueToOffer, WhoSawIt
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words
from conversations.initiative import OfferOutcome
from conversations.ownership import Owner
from conversations.storable import require_storable

OPEN_FOR = timedelta(days=1)
"""How long after its last message a conversation of the bot's still counts as open.

One that a person has, or that waits for one, stays open until it is closed or handed back.
"""

ACCEPTANCE = "Yes, please"

ANSWERED_AGAIN = timedelta(minutes=5)
"""How long whoever repeats an acceptance, because its answer was lost, is shown what it opened."""

_MOST_CLAIMED_FIRST = (Owner.SUPPORT_AGENT, Owner.WAITING, Owner.BOT)


def floor_of(owners: Iterable[Owner]) -> Owner | None:
    """Who has the floor where a visitor has several conversations; None where all of them are closed."""
    there = set(owners)
    return next((owner for owner in _MOST_CLAIMED_FIRST if owner in there), None)


def words_of(text: str, opens: ChoiceMeaning) -> Words:
    return Words(text, (ChoiceToOffer(ACCEPTANCE, opens),))


def is_answered_again(accepted_at: datetime | None, now: datetime) -> bool:
    """`accepted_at` is None for an offer that was not accepted."""
    return accepted_at is not None and now - accepted_at < ANSWERED_AGAIN


def client_id_of_acceptance(offer_id: str) -> str:
    """No client's own message has it: an offer's id is unguessable, and spent by then."""
    return f"accepts:{offer_id}"


def require_end(outcome: OfferOutcome) -> None:
    """Raises `ValueError` for an outcome that a no is not."""
    if outcome in {OfferOutcome.WAITING, OfferOutcome.ACCEPTED}:
        raise ValueError(f"An offer does not end as {outcome.value} without a conversation.")


def require_storable_cue(cue: CueToOffer, who: WhoSawIt) -> None:
    """Raises `ValueError` for a cue or a visitor that cannot be stored."""
    page = cue.page or {}
    require_storable(cue.cue, cue.text, who.visitor, who.customer_id, who.conversation_id)
    require_storable(*page.keys(), *page.values())
