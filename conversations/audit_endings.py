"""How conversations ended, and which questions nobody could answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.audit_record import History, RecordedEntry, RecordedTurn
from conversations.entries import Because, Outcome, Speaker
from conversations.ownership import Owner
from conversations.permits import PermitKind

LEFT_AFTER = timedelta(hours=1)
"""How long after the last words a customer counts as having left. Until then, they may only be thinking."""

CLOSING = frozenset({"ask_to_be_left_alone", "never_mind", "say_goodbye", "say_thanks"})
"""What a customer says who is done: after it the bot owes nothing more. The reasons of such turns."""

UNWANTED = frozenset({"ask_to_be_left_alone", "never_mind"})
"""What a customer says who regrets having accepted help."""

NOT_ANSWERED = frozenset({"not known", "not understood", "not understood, and nothing new to say"})
"""The reasons of turns in which the bot had no answer."""


class Ending(StrEnum):
    """How it stands with a conversation after the customer's last message."""

    OPEN = "open"  # the bot has not answered yet, or the customer may still be there
    CLOSED = "closed"  # goodbye, thanks, an ok, a thumb up, or a notice to wait for
    WITH_A_PERSON = "with a person"  # a person took it up, or is asked for
    LEFT = "left without a word"  # there was a way on, and the customer did not take it
    DEAD_END = "dead end"  # there was none


def ending_of(history: History, now: datetime) -> tuple[int, Ending] | None:
    """The seq of the customer's last message and how it ended; None when the customer never wrote."""
    asked = _messages(history)
    if not asked:
        return None
    message = asked[-1]
    turn = _turn_of(message, history)
    return message.seq, _ending(message, turn, history, now)


def is_unanswered(turn: RecordedTurn) -> bool:
    """Whether the bot had no answer, by the turn's reason: it is written for exactly this."""
    return turn.reason in NOT_ANSWERED


def last_word_of_a_person(history: History) -> int:
    """Its seq; 0 when no person of the support team wrote here."""
    return max((entry.seq for entry in history.entries if entry.speaker == Speaker.SUPPORT), default=0)


def is_regretted(history: History) -> bool:
    """Whether the customer who accepted the offer that opened this did not want it after all.

    They say so in their next message (`UNWANTED`), or with a thumb down on the offer or on the bot's first
    answer. What they say later is about later answers.
    """
    if not history.accepted_offers or not _messages(history):
        return False
    acceptance, *later = _messages(history)
    following = _turn_of(later[0], history) if later else None
    if following is not None and following.reason in UNWANTED:
        return True
    offered = [entry for entry in history.entries if entry.permit_kind == PermitKind.OFFER]
    first = (*offered, *_replies(acceptance.seq, history))
    return any(history.thumbs.get(entry.seq) is False for entry in first)


def _ending(message: RecordedEntry, turn: RecordedTurn | None, history: History, now: datetime) -> Ending:
    owner = history.owners[-1].owner if history.owners else Owner.BOT
    came = any(c.owner is Owner.SUPPORT_AGENT and c.seq > message.seq for c in history.owners)
    if owner in {Owner.WAITING, Owner.SUPPORT_AGENT} or came:
        return Ending.WITH_A_PERSON
    if turn is None:
        return Ending.OPEN
    words = _words_of(turn, history)
    if owner is Owner.CLOSED or _is_closed_by(turn, words, history):
        return Ending.CLOSED
    if now - max(entry.at for entry in history.entries) < LEFT_AFTER:
        return Ending.OPEN
    leads_on = any(entry.has_choices or entry.asks for entry in words)
    return Ending.LEFT if leads_on else Ending.DEAD_END


def _is_closed_by(turn: RecordedTurn, words: Sequence[RecordedEntry], history: History) -> bool:
    return (
        turn.reason in CLOSING
        or turn.outcome is Outcome.QUIET
        or turn.inbound_seq in history.notices.values()
        or any(history.thumbs.get(entry.seq) for entry in words)
    )


def _words_of(turn: RecordedTurn, history: History) -> Sequence[RecordedEntry]:
    """What the customer was left with: the answer, or the earlier one that the turn points to."""
    if turn.ref is not None:
        return [entry for entry in history.entries if entry.seq == turn.ref]
    return _replies(turn.inbound_seq, history)


def _replies(inbound_seq: int, history: History) -> list[RecordedEntry]:
    because = Because(PermitKind.REPLY.value, str(inbound_seq))
    return [entry for entry in history.entries if entry.permit == because]


def _messages(history: History) -> list[RecordedEntry]:
    return [entry for entry in history.entries if entry.speaker == Speaker.CUSTOMER]


def _turn_of(message: RecordedEntry, history: History) -> RecordedTurn | None:
    return next((turn for turn in history.turns if turn.inbound_seq == message.seq), None)
