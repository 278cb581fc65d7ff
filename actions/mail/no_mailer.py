"""The mailer of a shop that has not said how mail is sent."""

from actions.mail.errors import MailNotSetUp
from actions.mail.mailer import Mail


class NoMailer:
    """Sends nothing, and says so each time."""

    def send(self, mail: Mail, key: str) -> None:
        raise MailNotSetUp("There is no way to send mail. Set SMTP_URL (see .env.example).")

    def close(self) -> None:
        """There is nothing to give up."""
