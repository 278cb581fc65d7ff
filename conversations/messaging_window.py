"""When something may be written to a person on Messenger, and as what. Pure: no clock, no network.

The platform's rules (docs/messenger.md): an answer (`RESPONSE`) within 24 hours of the person's last message;
after that only what somebody of the support team wrote themselves (`HUMAN_AGENT`), up to 7 days. No other tag
exists here, so none can be used.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FOR_THE_BOT = timedelta(hours=24)
FOR_A_PERSON = timedelta(days=7)
MARGIN = timedelta(minutes=1)
"""Our clock and the platform's differ, and a request takes its time: so much earlier we count it as over."""


class Writer(StrEnum):
    """`BOT` is everything that no person wrote: words of the bot, and what we say about the conversation."""

    BOT = "bot"
    PERSON = "person"


class SendAs(StrEnum):
    RESPONSE = "RESPONSE"
    HUMAN_AGENT = "HUMAN_AGENT"


@dataclass(frozen=True, slots=True)
class MessagingWindow:
    """`opened_at` is when the person last wrote, by the platform's clock; None: they have never written."""

    opened_at: datetime | None

    def send_as(self, writer: Writer, now: datetime) -> SendAs | None:
        """As what the words may go out now; None: they have to wait until the person writes again."""
        if self.opened_at is None:
            return None
        age = now - self.opened_at
        if age < FOR_THE_BOT - MARGIN:
            return SendAs.RESPONSE
        if writer is Writer.PERSON and age < FOR_A_PERSON - MARGIN:
            return SendAs.HUMAN_AGENT
        return None

    def closes_at(self, writer: Writer) -> datetime | None:
        """From when on this writer has to wait; None: they have to already, nobody ever wrote."""
        if self.opened_at is None:
            return None
        return self.opened_at + (FOR_A_PERSON if writer is Writer.PERSON else FOR_THE_BOT) - MARGIN
