"""Which mailer a shop gets: its mail server, the demo's folder, or one that says what is missing."""

from pathlib import Path

from actions.mail.demo_mailbox import DemoMailbox
from actions.mail.mailer import Mailer
from actions.mail.no_mailer import NoMailer
from actions.mail.smtp_mailer import SmtpMailer
from actions.mail.smtp_server import SmtpServer


def open_mailer(smtp: SmtpServer | None, demo_var: Path | None, secret: str) -> Mailer:
    """`demo_var` is the demo's folder, None outside the demo. Connects only when a mail is sent."""
    if smtp is not None:
        return SmtpMailer(smtp, secret)
    if demo_var is not None:
        return DemoMailbox.under(demo_var)
    return NoMailer()
