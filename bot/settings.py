"""The worker's settings: read once, at the start, and complete from then on."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from conversations.environment import Environment
from conversations.secret import read_secret


@dataclass(frozen=True, slots=True)
class Settings:
    """`turns_at_once`: how many conversations one worker answers at once; `zone`: the shop's calendar.

    `orders_mapping` says what is what in a shop's own order tables; None for tables as ours are.
    """

    database_url: str
    action_endpoint_url: str
    secret: str
    turns_at_once: int
    orders_url: str
    zone: ZoneInfo
    orders_mapping: Path | None = None


def read_settings(environment: Environment) -> Settings:
    """Raises `SettingError`: one sentence that names the variable and says what to do."""
    var = environment.text("DESKBELL_VAR", "var")
    port = environment.number("ACTION_SERVER_PORT", 5055, lowest=1, highest=65535)
    url = environment.text("ACTION_ENDPOINT_URL", f"http://127.0.0.1:{port}/webhook")
    database_url = environment.text("DATABASE_URL", f"sqlite:///{var}/deskbell.db")
    mapping = environment.text("ORDERS_MAPPING", "")
    return Settings(
        database_url=database_url,
        action_endpoint_url=url,
        secret=read_secret(environment),
        turns_at_once=environment.number("DESKBELL_TURNS_AT_ONCE", 32, lowest=1, highest=256),
        orders_url=environment.text("ORDERS_URL", database_url),
        zone=environment.time_zone("DESKBELL_TIME_ZONE", "UTC"),
        orders_mapping=Path(mapping) if mapping else None,
    )
