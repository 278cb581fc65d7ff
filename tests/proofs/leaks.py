"""What a leak is, and what a machine that looks for leaks keeps of what happened."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.conversations.identity_model import Guest
from tests.proofs.canaries import Canary
from tests.proofs.talk import NO_SLOTS

ALLOWED_TO_WHO_SEES = frozenset({"report_problem", "record_feedback"})
"""What a guest may do to an order without a one-time code: it changes nothing of it."""


class Leaked(AssertionError):
    """Somebody was shown what is not theirs, or something was done that they may not do."""


@dataclass
class Seen:
    """What happened over all histories of a test: a proof in which nobody sees anything shows nothing."""

    steps: int = 0
    told: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    mails: int = 0
    notices: int = 0
    right_while_locked: int = 0
    broken: Counter[str] = field(default_factory=Counter)


@dataclass
class Talk:
    """One conversation, as the machine knows it."""

    guest: Guest
    slots: dict[str, Any] = field(default_factory=lambda: dict(NO_SLOTS))
    said: set[Canary] = field(default_factory=set)
    shown: set[Canary] = field(default_factory=set)
    promised: dict[str, str] = field(default_factory=dict)
    """Of which orders something was promised, with the e-mail address on file then."""
    choices: list[str] = field(default_factory=list)
    seq: int = 0

    @property
    def id(self) -> str:
        return self.guest.conversation
