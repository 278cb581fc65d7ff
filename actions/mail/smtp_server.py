"""Which mail server to use, as the settings SMTP_URL and MAIL_FROM say. Pure."""

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import getaddresses
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from conversations.errors import SettingError


class Secrecy(StrEnum):
    """How the way to the server is kept private, by the scheme of the URL."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS = {Secrecy.NONE: 25, Secrecy.STARTTLS: 587, Secrecy.TLS: 465}  # RFC 5321 and RFC 8314
_HOW_TO_WRITE_IT = (
    "Write smtps://user:password@mail.shop.example, smtp+starttls://… or smtp://localhost, "
    "with % codes for special letters in the password."
)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`sender` stands in From. Without a `user` nobody logs in."""

    host: str
    port: int
    secrecy: Secrecy
    sender: Address
    user: str = ""
    password: str = field(default="", repr=False)


def read_smtp_server(url: str, sender: str) -> SmtpServer:
    """What SMTP_URL and MAIL_FROM mean. Raises `SettingError`, which never shows the password."""
    parts, port = _split(url)
    secrecy = Secrecy(parts.scheme)
    host = parts.hostname or ""
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user and secrecy is Secrecy.NONE and not _is_this_machine(host):
        raise SettingError(
            "SMTP_URL would send the password in the clear. Write smtp+starttls:// or smtps:// instead of smtp://."
        )
    address = _sender(sender or (user if "@" in user else ""))
    return SmtpServer(host, port or _PORTS[secrecy], secrecy, address, user, password)


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingError(f"SMTP_URL is no URL of a mail server. {_HOW_TO_WRITE_IT}") from None
    is_more = parts.path not in {"", "/"} or parts.query or parts.fragment
    has_half_a_login = bool(parts.username) != bool(parts.password)
    if parts.scheme not in set(Secrecy) or not parts.hostname or port == 0 or is_more or has_half_a_login:
        raise SettingError(f"SMTP_URL is no URL of a mail server. {_HOW_TO_WRITE_IT}")
    return parts, port


def _sender(text: str) -> Address:
    try:
        [(name, bare)] = getaddresses([text])
        address = Address(name, addr_spec=bare)
    except (ValueError, IndexError, MessageError):
        address = Address()
    if not (address.username and address.domain and address.addr_spec.isascii() and text.isprintable()):
        raise SettingError(
            "MAIL_FROM is not set, or no address. SMTP_URL needs it: write Your shop <help@shop.example>."
        )
    return address


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
