"""A mail as it goes over the wire: plain text, marked as written by a machine. Pure, apart from the date."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from actions.mail.mailer import Mail, require_sendable
from conversations.clock import Clock


def letter(mail: Mail, sender: Address, message_id: str, clock: Clock) -> EmailMessage:
    """Raises `MailRefused` for a mail that can't be sent."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = require_sendable(mail)
    message["Subject"] = mail.subject
    message["Date"] = clock()
    message["Message-ID"] = f"<{message_id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no machine answers it
    message.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    return message
