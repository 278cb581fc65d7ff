"""The mailer of tests: keeps what was sent, or fails as it is told to."""

from actions.mail.errors import MailNotSent
from actions.mail.mailer import Mail, require_sendable


class InMemoryMailer:
    """`sent` holds what went out, oldest first. With `fails_with` set, nothing does."""

    def __init__(self, fails_with: MailNotSent | None = None) -> None:
        self.sent: list[Mail] = []
        self.fails_with = fails_with
        self._known: set[tuple[Mail, str]] = set()

    def send(self, mail: Mail, key: str) -> None:
        require_sendable(mail)
        if self.fails_with is not None:
            raise self.fails_with
        if (mail, key) not in self._known:
            self._known.add((mail, key))
            self.sent.append(mail)

    def close(self) -> None:
        """There is nothing to give up."""
