"""What can go wrong in a turn.

TurnError
├── TurnVoided         an action failed: the dialogue state and the words of the turn are thrown away
└── TurnPostponed      the action server or an order back end is away: the message is kept for later
"""

from datetime import timedelta


class TurnError(Exception):
    """Root of the tree above. `did` is what an action had done before, which stays done."""

    did: str | None = None


class TurnVoided(TurnError):
    """An action failed. Nothing that the turn said or changed may be kept; the customer is told honestly."""


class TurnPostponed(TurnError):
    """Something that the turn needs is away. The message stays and is taken again a little later.

    `patience` is how long, counted from the message, before the customer hears that the answer will not come.
    """

    def __init__(self, message: str, patience: timedelta) -> None:
        super().__init__(message)
        self.patience = patience
