"""Mails what somebody asked to be told, when it comes too late for Messenger and they gave an address."""

import asyncio
from typing import Any

from actions.mail.mailer import Mail, Mailer
from conversations.messenger import Part

HINT = (
    "Messenger lets me write for a day after your last message. If it takes longer, I tell you here as soon "
    "as you write again. To get it by mail instead, write “mail it to” and your address."
)

_SUBJECT = "What you asked to be told"
_TEXT = """{words}

You asked for this on Messenger, and gave this address for it. You can answer there.
"""


class NoticeMail:
    """`send` raises `MailNotSent`."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer

    async def send(self, part: Part, address: str) -> None:
        """The same part is one mail, however often it is tried."""
        mail = Mail(address, _SUBJECT, _TEXT.format(words=_words(part.body["message"])))
        await asyncio.to_thread(self._mailer.send, mail, f"messenger:{part.token}")


def _words(message: dict[str, Any]) -> str:
    text: str = message.get("text") or message["attachment"]["payload"].get("text", "")
    return text
