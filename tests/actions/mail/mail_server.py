"""A real SMTP server on loopback, in the test's own loop: kind, or as unkind as a test wants it."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from actions.mail.smtp_server import Secrecy, SmtpServer

USER, PASSWORD = "deskbell", "a pass/word: with@everything"
SENDER = Address("Harbour & Pine", addr_spec="help@shop.example")


class MailServer:
    """Keeps what it is sent. A test may replace how it answers a command: `answers["RCPT"] = "550 No"`."""

    def __init__(self) -> None:
        self.port = 0
        self.envelopes: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.waits: dict[str, float] = {}
        self.hangs_up_at = ""
        self.logins: list[bytes] = []

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(envelope.content, policy=default) for envelope in self.envelopes]

    def where(self, secrecy: Secrecy = Secrecy.NONE, user: str = "", password: str = "") -> SmtpServer:
        return SmtpServer("localhost", self.port, secrecy, SENDER, user, password)

    # what aiosmtpd calls

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._answer("MAIL", server, "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._answer("RCPT", server, "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await self._answer("DATA", server, "250 OK")
        if answer.startswith("250"):
            self.envelopes.append(envelope)
        return answer

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return await self._answer("QUIT", server, "221 Bye")

    def log_in(self, server: SMTP, session: Session, envelope: Envelope, kind: str, data: Any) -> AuthResult:
        self.logins.append(data.password)
        is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)

    async def _answer(self, command: str, server: SMTP, usual: str) -> str:
        await asyncio.sleep(self.waits.get(command, 0))
        if self.hangs_up_at == command and server.transport is not None:
            server.transport.abort()
        return self.answers.get(command, usual)


@asynccontextmanager
async def serving(
    tls: ssl.SSLContext | None = None, is_tls_from_the_start: bool = False, **options: Any
) -> AsyncIterator[MailServer]:
    """A running server; with `tls` it offers STARTTLS, or talks nothing else."""
    mail_server = MailServer()

    def protocol() -> SMTP:
        starttls = None if is_tls_from_the_start else tls
        return SMTP(
            mail_server,
            tls_context=starttls,
            hostname="mail.shop.example",
            authenticator=mail_server.log_in,
            loop=asyncio.get_running_loop(),
            **options,
        )

    async with listening(protocol, tls if is_tls_from_the_start else None) as port:
        mail_server.port = port
        yield mail_server


@asynccontextmanager
async def listening(
    protocol: Callable[[], asyncio.BaseProtocol], tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """The port where this protocol is spoken."""
    connections: list[asyncio.BaseProtocol] = []

    def remembered() -> asyncio.BaseProtocol:
        connections.append(protocol())
        return connections[-1]

    server = await asyncio.get_running_loop().create_server(remembered, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in connections:
            transport = getattr(connection, "transport", None)
            if transport is not None:
                # TLS that is gone cannot be aborted, and says so in its own way (asyncio/sslproto.py:247).
                with suppress(AttributeError):
                    transport.abort()
        await asyncio.sleep(0)


class Certificate:
    """One for `localhost`, signed by itself, in `folder`."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate, secret = folder / "server.pem", folder / "server.key"
        certificate.write_bytes(_self_signed(key).public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(certificate, secret)
        self.trusting = ssl.create_default_context(cafile=str(certificate))


def _self_signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
