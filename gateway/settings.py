"""The gateway's settings: read once, at the start, and complete from then on."""

from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from conversations.environment import Environment
from conversations.errors import SettingError
from conversations.secret import read_secret
from gateway.addresses import Network
from gateway.shop_keys import FixedKeys, KeysInFile, read_shop_keys

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `secret` signs guest tokens; `web` holds the widget and the demo shop, `var`
    the demo's mail.

    No environment variable sets where `web` and the file of `cues` are, nor the last five: how long a request
    body may take, how long a stream stays silent, how often open streams are compared with the journal, how
    long a stop waits for requests under way, and how many unanswered messages a conversation may hold.
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
    web: Path = _ROOT / "web"
    cues: Path = _ROOT / "data" / "cues.yml"
    body_seconds: float = 10
    keep_alive_seconds: float = 15
    look_seconds: float = 2
    finish_seconds: float = 2
    waiting_limit: int = 20


def read_settings(environment: Environment) -> Settings:
    """Raises `SettingError`: one sentence that names the variable and says what to do."""
    var = environment.text("DESKBELL_VAR", "var")
    return Settings(
        host=environment.text("DESKBELL_HOST", "127.0.0.1"),
        port=environment.number("DESKBELL_PORT", 8080, lowest=0, highest=65535),
        database_url=environment.text("DATABASE_URL", f"sqlite:///{var}/deskbell.db"),
        secret=read_secret(environment),
        shop_keys=read_shop_keys(environment.text("DESKBELL_SHOP_KEYS", "")),
        origins=frozenset(_origin(word) for word in environment.words("DESKBELL_ORIGINS")),
        trusted_proxies=tuple(_network(word) for word in environment.words("DESKBELL_TRUSTED_PROXIES")),
        has_rate_limit=environment.switch("DESKBELL_RATE_LIMIT", default=True),
        is_demo=environment.switch("DESKBELL_DEMO", default=False),
        var=Path(var),
    )


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
