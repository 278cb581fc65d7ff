"""Plays the bot in a test: answers what waits in the journal, in order."""

from conversations.entries import Outcome, TurnEnd, Words
from conversations.journal import Journal, TurnResult


def answer_all(journal: Journal, text: str = "An answer.", outcome: Outcome = Outcome.ANSWERED) -> int:
    """Answers every message that waits; returns how many there were."""
    count = 0
    while turn := journal.claim_turn("test"):
        journal.commit_turn(turn, TurnResult(TurnEnd(outcome, "test"), words=(Words(text),)))
        count += 1
    return count
