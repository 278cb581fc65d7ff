"""Short ways to say what happens in a conversation, for the tests of the journal."""

from collections.abc import Sequence

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Entry, Outcome, TurnEnd, Words
from conversations.journal import ClaimedTurn, Journal, TurnResult

ANSWERED = TurnEnd(Outcome.ANSWERED, "answered")
QUIET = TurnEnd(Outcome.QUIET, "thanks")
YES = ChoiceToOffer("Yes, cancel it", ChoiceMeaning("affirm", {"order": "10042"}, "cancel_form", "confirmed"))
NO = ChoiceToOffer("No, keep it", ChoiceMeaning("deny"))


def claim(journal: Journal, worker: str = "worker") -> ClaimedTurn:
    turn = journal.claim_turn(worker)
    assert turn is not None
    return turn


def saying(*texts: str, **rest: object) -> TurnResult:
    return TurnResult(ANSWERED, tuple(Words(text) for text in texts), **rest)  # type: ignore[arg-type]


def answer(journal: Journal, *texts: str) -> ClaimedTurn:
    """Claims the message that waits longest, and answers it."""
    turn = claim(journal)
    journal.commit_turn(turn, saying(*texts))
    return turn


def offer_choices(journal: Journal, conversation_id: str, client_id: str = "asks") -> Entry:
    """Lets the bot answer with two choices; returns that entry."""
    journal.append_inbound(conversation_id, client_id, text="Cancel my order")
    journal.commit_turn(claim(journal), TurnResult(ANSWERED, (Words("Are you sure?", (YES, NO)),)))
    return journal.read_entries(conversation_id, 0)[-1]


def kinds(journal: Journal, conversation_id: str, after: int = 0) -> Sequence[str]:
    return [item.kind for item in journal.read_stream(conversation_id, after)]


def spoken(journal: Journal, conversation_id: str) -> Sequence[tuple[str, str]]:
    return [(entry.speaker.value, entry.text) for entry in journal.read_entries(conversation_id, 0)]
