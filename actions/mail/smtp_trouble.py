"""Translates what goes wrong with a mail server. Servers quote addresses in their answers: those stay out."""

from aiosmtplib import SMTPException, SMTPNotSupported, SMTPRecipientsRefused, SMTPResponseException

from actions.mail.errors import MailNotSent, MailRefused

TROUBLE = (SMTPException, OSError, ValueError)
"""All that sending raises: OSError covers TLS and time limits, ValueError what can't be encoded."""

_FOR_GOOD = 500
"""From here on, SMTP's answers are permanent (RFC 5321, 4.2.1)."""


def not_sent(trouble: Exception) -> MailNotSent:
    """The error to raise, with a message that may be logged: the kind of trouble, and the server's code."""
    code = _code(trouble)
    kind = f"{type(trouble).__name__}, {code}" if code else type(trouble).__name__
    if code >= _FOR_GOOD or isinstance(trouble, SMTPNotSupported):
        return MailRefused(f"The mail server refuses the mail ({kind}).")
    return MailNotSent(f"The mail server didn't take the mail ({kind}).")


def _code(trouble: Exception) -> int:
    """The server's answer to one mail to one address; 0 when it gave none."""
    if isinstance(trouble, SMTPRecipientsRefused):
        return max((refused.code for refused in trouble.recipients), default=0)
    return trouble.code if isinstance(trouble, SMTPResponseException) else 0
