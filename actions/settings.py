"""The action server's settings: read once, at the start, and complete from then on."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.mail.smtp_server import SmtpServer, read_smtp_server
from conversations.environment import Environment
from conversations.secret import read_secret


@dataclass(frozen=True, slots=True)
class Settings:
    """`orders_url` is where the shop's orders are, and `orders_mapping` the file that says what is what there
    (None for tables as ours are). `zone` is whose calendar the shop keeps, `smtp` sends its mail, `demo_var`
    is the demo's folder (None for a real shop), `faq` the folder of help entries;
    `help_url` is where browsers find the entries' pages, "" when nobody said."""

    port: int
    database_url: str
    orders_url: str
    secret: str
    zone: ZoneInfo
    smtp: SmtpServer | None = None
    demo_var: Path | None = None
    orders_mapping: Path | None = None
    help_url: str = ""
    faq: Path = Path(__file__).parent.parent / "data" / "faq"


def read_settings(environment: Environment) -> Settings:
    """Raises `SettingError`: one sentence that names the variable and says what to do."""
    var = environment.text("DESKBELL_VAR", "var")
    database_url = environment.text("DATABASE_URL", f"sqlite:///{var}/deskbell.db")
    mapping = environment.text("ORDERS_MAPPING", "")
    return Settings(
        port=environment.number("ACTION_SERVER_PORT", 5055, lowest=0, highest=65535),
        database_url=database_url,
        orders_url=environment.text("ORDERS_URL", database_url),
        secret=read_secret(environment),
        zone=environment.time_zone("DESKBELL_TIME_ZONE", "UTC"),
        smtp=_smtp(environment),
        orders_mapping=Path(mapping) if mapping else None,
        demo_var=Path(var) if environment.switch("DESKBELL_DEMO", default=False) else None,
        help_url=_help_url(environment),
    )


def _help_url(environment: Environment) -> str:
    """The demo is looked at from this machine. How a shop's address is written is checked by the gateway."""
    public_url = environment.text("DESKBELL_PUBLIC_URL", "").rstrip("/")
    if not public_url and environment.switch("DESKBELL_DEMO", default=False):
        public_url = f"http://127.0.0.1:{environment.number('DESKBELL_PORT', 8080, lowest=0, highest=65535)}"
    return f"{public_url}/help" if public_url else ""


def _smtp(environment: Environment) -> SmtpServer | None:
    url, sender = environment.text("SMTP_URL", ""), environment.text("MAIL_FROM", "")
    return read_smtp_server(url, sender) if url else None
