"""The port to mail: one plain text to one customer, and what makes two mails the same."""

import hashlib
import hmac
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from typing import Protocol

from actions.mail.errors import MailRefused


@dataclass(frozen=True, slots=True)
class Mail:
    """`to` is one bare address, `subject` one short line.

    Nothing of it shows when it is printed, so that no log holds an address or a code.
    """

    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


class Mailer(Protocol):
    """Every call blocks, and may come from any thread."""

    def send(self, mail: Mail, key: str) -> None:
        """Returns when the mail is on its way, within about 5 seconds. Raises `MailNotSent`.

        The same mail under the same `key` goes out once, however often it is sent from this process; another
        process may repeat it, with the same Message-ID. Another mail under that key goes out as well: a turn
        that is run again may carry a new code, and the customer must get the one that is valid.
        """

    def close(self) -> None:
        """Gives up what it holds, also a mail that is under way."""


def mail_id(mail: Mail, key: str, secret: str) -> str:
    """The same for the same mail under the same key. Without the secret it tells nothing about either."""
    parts = [part.encode("utf-8", "surrogatepass") for part in (key, mail.to, mail.subject, mail.text)]
    framed = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(secret.encode(), framed, hashlib.sha256).hexdigest()[:40]


def require_sendable(mail: Mail) -> Address:
    """The address, parsed. Raises `MailRefused` for what can never be sent, or would smuggle in a header."""
    try:
        address = Address(addr_spec=mail.to)
        mail.text.encode()
    except (ValueError, IndexError, MessageError):
        raise MailRefused("The mail has no address that mail can go to, or a text that is none.") from None
    is_bare = mail.to.isascii() and mail.to.isprintable()  # few servers take more than ASCII (RFC 6531)
    if not (address.username and address.domain and is_bare and mail.subject.isprintable()):
        raise MailRefused("The mail has no address that mail can go to, or a subject of several lines.")
    return address
