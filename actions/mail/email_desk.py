"""The support desk of a team that works by e-mail: each hand-over is one mail, with a link into the inbox."""

from actions.mail.errors import MailNotSent
from actions.mail.mailer import Mail, Mailer
from conversations.errors import DeskUnavailable
from conversations.support_desk import Case

_WHO = {"customer": "Customer", "bot": "Bot", "support": "Team"}


class EmailDesk:
    """`to` is the team's address. The same case again has the same Message-ID (`mailer.mail_id`)."""

    def __init__(self, mailer: Mailer, to: str) -> None:
        self._mailer = mailer
        self._to = to

    def hand_over(self, case: Case) -> None:
        subject = f"A customer waits: {case.wants}" if case.wants else "A customer waits for a person"
        try:
            self._mailer.send(Mail(self._to, subject, letter_text(case)), case.key)
        except MailNotSent as exc:
            raise DeskUnavailable("The mail server didn't take the hand-over.") from exc

    def close(self) -> None:
        self._mailer.close()


def letter_text(case: Case) -> str:
    """What the team reads: what is wanted, what was tried, what was said, and where to answer."""
    who = f"customer {case.customer_id}" if case.customer_id else "a guest"
    head = [
        f"Since {case.asked_at:%d %B %Y, %H:%M} (UTC) {who} waits for a person.",
        f"Answer here: {case.link}",
        f"What they want: {case.wants or 'the bot does not know'}",
    ]
    tried = [f"- {what}: {outcome}" for what, outcome in case.tried] or ["- nothing"]
    said = [f"{_WHO.get(speaker, speaker)}: {text}" for speaker, text in case.transcript]
    return "\n".join([*head, "", "What the bot tried:", *tried, "", "What was said:", *said, ""])
