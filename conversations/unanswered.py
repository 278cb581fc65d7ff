"""The port of what the shop's writer learns from: questions that were not answered, or not well.

Nothing is kept for it a second time: it is read from the journal, and no text comes out that is not masked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from conversations.audit_endings import NOT_ANSWERED
from conversations.audit_record import Period

TURNED_DOWN = frozenset({"say_no", "ask_for_human", *NOT_ANSWERED})
"""What a customer says, by the reason of the turn, to whom none of the offered pages is what they meant."""

A_PAGE = "faq_entry"
"""The entity of a choice that offers a page."""

_QUOTED = re.compile(r"“([^”]+)”")


class Miss(StrEnum):
    """What went wrong with an answer."""

    NOT_KNOWN = "not known"
    NOT_MEANT = "none of the offered pages was meant"
    THUMB_DOWN = "thumb down"


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A customer's question as `masking` leaves it."""

    text: str
    miss: Miss
    at: datetime


class UnansweredQuestions(Protocol):
    """Blocks, and may raise `JournalUnavailable`."""

    def within(self, period: Period) -> Iterator[MissedQuestion]:
        """What was asked in the period, each question at most once for each way to miss it."""


def quotes(words: str, question: str) -> bool:
    """Whether the bot's words name the customer's question, or its beginning."""
    plain = " ".join(question.split()).casefold()
    return any(quoted.rstrip("…").strip().casefold() in plain for quoted in _QUOTED.findall(words))
