"""Mail that goes nowhere: the demo keeps it in a folder, and `/demo/mail` shows it."""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actions.mail.errors import MailboxUnreadable, MailNotSent
from actions.mail.mailer import Mail, mail_id, require_sendable
from conversations.clock import Clock, utc_now

KEPT = 50
"""Older mails are thrown away: nobody looks for them, and their codes are worth nothing any more."""

_NO_SECRET = ""
"""Whoever sees the name of a file can read the mail itself."""


@dataclass(frozen=True, slots=True)
class KeptMail:
    mail: Mail
    at: datetime


class DemoMailbox:
    """A folder with a file for each mail, readable by its owner only. Processes share it without locks."""

    def __init__(self, folder: Path, clock: Clock = utc_now) -> None:
        self._folder = folder
        self._clock = clock

    @classmethod
    def under(cls, var: Path) -> "DemoMailbox":
        """The demo's, for whoever writes and whoever reads."""
        return cls(var / "mail")

    def send(self, mail: Mail, key: str) -> None:
        require_sendable(mail)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._keep(mail, self._folder / f"{mail_id(mail, key, _NO_SECRET)}.json")
            self._throw_away_old_ones()
        except (OSError, MailboxUnreadable) as exc:
            raise MailNotSent(f"{self._folder} can't be used ({type(exc).__name__}).") from None

    def newest(self) -> list[KeptMail]:
        """What was sent, the latest first. Raises `MailboxUnreadable`."""
        return [kept for kept, _ in self._newest()]

    def close(self) -> None:
        """There is nothing to give up."""

    def _keep(self, mail: Mail, file: Path) -> None:
        """Writes it aside and links it into place: the first one wins, and nobody reads half of one."""
        content = {
            "at": self._clock().isoformat(),
            "to": mail.to,
            "subject": mail.subject,
            "text": mail.text,
        }
        aside = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                json.dump(content, stream)
            with suppress(FileExistsError):
                file.hardlink_to(aside)
        finally:
            aside.unlink(missing_ok=True)

    def _throw_away_old_ones(self) -> None:
        for _, file in self._newest()[KEPT:]:
            file.unlink(missing_ok=True)

    def _newest(self) -> list[tuple[KeptMail, Path]]:
        found = []
        try:
            for file in self._folder.glob("[!.]*.json"):
                with suppress(FileNotFoundError):  # somebody else threw it away just now
                    found.append((_read(file), file))
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise MailboxUnreadable(f"{self._folder} can't be read ({type(exc).__name__}).") from None
        return sorted(found, key=lambda kept: kept[0].at, reverse=True)


def _read(file: Path) -> KeptMail:
    content = json.loads(file.read_bytes())
    mail = Mail(str(content["to"]), str(content["subject"]), str(content["text"]))
    return KeptMail(mail, datetime.fromisoformat(content["at"]))
