"""Sends mail by SMTP. A connection for each mail: they are few, and idle ones are cut off by servers."""

import asyncio
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from time import monotonic

import aiosmtplib
import structlog

from actions.mail.letter import letter
from actions.mail.loop_in_thread import LoopInThread
from actions.mail.mailer import Mail, mail_id
from actions.mail.sent_mails import SentMails
from actions.mail.smtp_server import Secrecy, SmtpServer
from actions.mail.smtp_trouble import TROUBLE, not_sent
from conversations.clock import Clock, utc_now

log = structlog.get_logger()

SECONDS = 5.0
"""For one mail, from looking up the server's name to its "yes": a customer waits in the chat."""

_SECONDS_FOR_GOODBYE = 0.5
_AT_ONCE = 8
"""Connections. Mail servers refuse a client that opens many."""


class SmtpMailer:
    """`tls` says whom to trust: by default, whom this machine trusts. `secret` keeps Message-IDs mute."""

    def __init__(
        self,
        server: SmtpServer,
        secret: str,
        *,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
        clock: Clock = utc_now,
    ) -> None:
        self._server = server
        self._secret = secret
        self._tls = tls or ssl.create_default_context()
        self._seconds = seconds
        self._clock = clock
        self._sent = SentMails()
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._loop = LoopInThread("mail")

    def send(self, mail: Mail, key: str) -> None:
        this = mail_id(mail, key, self._secret)
        message = letter(mail, self._server.sender, this, self._clock)
        if this in self._sent:
            return
        began = monotonic()
        try:
            self._loop.run(self._deliver(message, mail.to), self._seconds)
        except TROUBLE as trouble:
            error = not_sent(trouble)
            log.warning("mail.failed", reason=str(error), seconds=round(monotonic() - began, 2))
            # Not `from trouble`: its text may hold the customer's address, and a traceback would print it.
            raise error from None
        self._sent.add(this)
        log.info("mail.sent", seconds=round(monotonic() - began, 2))

    def close(self) -> None:
        self._loop.close()

    async def _deliver(self, message: EmailMessage, to: str) -> None:
        async with self._places:
            client = self._client()
            try:
                await client.connect()
                await client.send_message(message, sender=self._server.sender.addr_spec, recipients=[to])
                with suppress(*TROUBLE):  # The server has the mail: what comes now changes nothing.
                    await client.quit(timeout=_SECONDS_FOR_GOODBYE)
            finally:
                client.close()

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            # Said in EHLO. The library would look the full name up, which may take long.
            local_hostname=socket.gethostname(),
            timeout=self._seconds,
            use_tls=server.secrecy is Secrecy.TLS,
            start_tls=server.secrecy is Secrecy.STARTTLS,
            tls_context=self._tls,
        )
