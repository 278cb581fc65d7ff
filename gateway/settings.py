"""The gateway's settings: read once, at the start, and complete from then on."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from actions.mail.smtp_server import SmtpServer, read_smtp_server
from conversations.environment import Environment
from conversations.errors import SettingError
from conversations.secret import read_secret
from gateway.addresses import Network
from gateway.messenger.credentials import FILE, Credentials, read_credentials
from gateway.shop_keys import FixedKeys, KeysInFile, read_shop_keys

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `secret` signs guest tokens; `web` holds the widget and the demo shop, `var`
    the demo's mail.

    `public_url` is where browsers reach Deskbell ("" when nobody said), `orders_url` where the orders are,
    `zone` whose calendar the shop keeps; `support_desk`, `support_email` and `smtp` are for hand-overs.
    `messenger` is None without Messenger; the demo has its double then.

    No environment variable sets where `web` and the files of `cues`, `canned_replies` and `faq` are, nor the
    last five: how long a request body may take, how long a stream stays silent, how often open streams are
    compared with the journal, how long a stop waits for requests under way, and how many unanswered messages
    a conversation may hold.
    """

    host: str
    port: int
    database_url: str
    secret: str
    shop_keys: FixedKeys | KeysInFile
    origins: frozenset[str]
    trusted_proxies: tuple[Network, ...]
    has_rate_limit: bool
    is_demo: bool
    var: Path = Path("var")
    public_url: str = ""
    orders_url: str = ""
    orders_mapping: Path | None = None
    zone: tzinfo = UTC
    support_desk: str = "inbox"
    support_email: str = ""
    smtp: SmtpServer | None = None
    messenger: Credentials | None = None
    web: Path = _ROOT / "web"
    cues: Path = _ROOT / "data" / "cues.yml"
    canned_replies: Path = _ROOT / "data" / "canned_replies.yml"
    faq: Path = _ROOT / "data" / "faq"
    body_seconds: float = 10
    keep_alive_seconds: float = 15
    look_seconds: float = 2
    finish_seconds: float = 2
    waiting_limit: int = 20


def read_settings(environment: Environment) -> Settings:
    """Raises `SettingError`: one sentence that names the variable and says what to do."""
    var = environment.text("DESKBELL_VAR", "var")
    database_url = environment.text("DATABASE_URL", f"sqlite:///{var}/deskbell.db")
    smtp_url, mapping = environment.text("SMTP_URL", ""), environment.text("ORDERS_MAPPING", "")
    support_desk, support_email = _support_desk(environment)
    return Settings(
        host=environment.text("DESKBELL_HOST", "127.0.0.1"),
        port=environment.number("DESKBELL_PORT", 8080, lowest=0, highest=65535),
        database_url=database_url,
        secret=read_secret(environment),
        shop_keys=read_shop_keys(environment.text("DESKBELL_SHOP_KEYS", "")),
        origins=frozenset(_origin(word) for word in environment.words("DESKBELL_ORIGINS")),
        trusted_proxies=tuple(_network(word) for word in environment.words("DESKBELL_TRUSTED_PROXIES")),
        has_rate_limit=environment.switch("DESKBELL_RATE_LIMIT", default=True),
        is_demo=environment.switch("DESKBELL_DEMO", default=False),
        var=Path(var),
        public_url=_public_url(environment.text("DESKBELL_PUBLIC_URL", "")),
        orders_url=environment.text("ORDERS_URL", database_url),
        orders_mapping=Path(mapping) if mapping else None,
        zone=environment.time_zone("DESKBELL_TIME_ZONE", "UTC"),
        support_desk=support_desk,
        support_email=support_email,
        smtp=read_smtp_server(smtp_url, environment.text("MAIL_FROM", "")) if smtp_url else None,
        messenger=read_credentials(environment, _ROOT / FILE),
    )


def _public_url(text: str) -> str:
    parts = urlsplit(text.rstrip("/"))
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query):
        raise SettingError(f"DESKBELL_PUBLIC_URL is {text!r}. Write it like https://help.shop.example.")
    return text.rstrip("/")


def _support_desk(environment: Environment) -> tuple[str, str]:
    """Which desk hears of it when a customer asks for a person, and its e-mail address."""
    desk = environment.text("DESKBELL_SUPPORT_DESK", "inbox")
    email = environment.text("DESKBELL_SUPPORT_EMAIL", "")
    if desk not in {"inbox", "email"}:
        raise SettingError(f"DESKBELL_SUPPORT_DESK is {desk!r}. Set it to inbox or email.")
    if desk == "email" and not email:
        raise SettingError("DESKBELL_SUPPORT_EMAIL is not set. Set it to where hand-overs are mailed.")
    return desk, email


def _origin(word: str) -> str:
    """An origin as browsers send it: lower case, without a path."""
    parts = urlsplit(word.rstrip("/").lower())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise SettingError(
            f"DESKBELL_ORIGINS: {word!r} is not an origin. Write it like https://shop.example."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _network(word: str) -> Network:
    try:
        return ip_network(word, strict=False)
    except ValueError as exc:
        raise SettingError(
            f"DESKBELL_TRUSTED_PROXIES: {word!r} is no address. Write addresses or networks like 10.0.0.0/8."
        ) from exc
