"""The launcher's own settings, and the environment that it hands to the parts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

import actions.settings
import bot.settings
import gateway.settings
from conversations.environment import Environment
from conversations.errors import SettingError

DEFAULTS = {
    "DESKBELL_DEMO": "1",
    # Rasa reports its users' commands to its makers unless told otherwise.
    "RASA_TELEMETRY_ENABLED": "false",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`orders_url` leads to the shop's order tables: another database than the journal's, or the same.
    `orders_mapping` is the file that says what is what there; None for tables as ours are.

    `zone` is the one of the shop's calendar.
    """

    host: str
    port: int
    action_server_port: int
    bot_workers: int
    is_demo: bool
    var: Path
    database_url: str
    orders_url: str
    zone: tzinfo
    orders_mapping: Path | None = None
    secret: str = field(default="", repr=False)


def read_settings(environment: Environment) -> Settings:
    """Raises `SettingError`, also for a setting that only one of the parts would stumble over."""
    gateway.settings.read_settings(environment)
    bot.settings.read_settings(environment)
    shop = actions.settings.read_settings(environment)
    is_demo = environment.switch("DESKBELL_DEMO", default=True)
    if is_demo and shop.orders_mapping:
        raise SettingError(
            "ORDERS_MAPPING is for a shop's own order tables, and the demo fills tables of its own. "
            "Set DESKBELL_DEMO=0, or leave ORDERS_MAPPING out."
        )
    var = Path(environment.text("DESKBELL_VAR", "var"))
    database_url = environment.text("DATABASE_URL", f"sqlite:///{var}/deskbell.db")
    return Settings(
        host=environment.text("DESKBELL_HOST", "127.0.0.1"),
        port=environment.number("DESKBELL_PORT", 8080, lowest=1, highest=65535),
        action_server_port=environment.number("ACTION_SERVER_PORT", 5055, lowest=1, highest=65535),
        bot_workers=environment.number("DESKBELL_WORKERS", 1, lowest=1, highest=64),
        is_demo=is_demo,
        var=var,
        database_url=database_url,
        orders_url=environment.text("ORDERS_URL", database_url),
        zone=shop.zone,
        orders_mapping=shop.orders_mapping,
        secret=shop.secret,
    )


def complete(variables: Mapping[str, str], dotenv: Mapping[str, str]) -> dict[str, str]:
    """Every part's environment: what is set for this process wins over `.env`, and both over the defaults."""
    completed = {**DEFAULTS, **dotenv, **variables}
    # Without its compiled files, Rasa takes three times as long to start.
    completed.pop("PYTHONDONTWRITEBYTECODE", None)
    # Where Matplotlib, which draws for /audit, keeps its list of fonts: not in the user's home.
    completed.setdefault("MPLCONFIGDIR", f"{completed.get('DESKBELL_VAR') or 'var'}/matplotlib")
    return completed


def adopt(environment: Mapping[str, str]) -> None:
    """Makes this process, and so all that it starts, run with `environment`."""
    os.environ.clear()
    os.environ.update(environment)
