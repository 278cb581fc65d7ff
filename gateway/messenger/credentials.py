"""Reads `facebook` from `credentials.yml`, as Rasa's users know it: `verify`, `secret`, `page-access-token`.

A value stands there, or as `${NAME}` in the environment. With all three empty the channel is off.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml  # type: ignore[import-untyped]

from conversations.environment import Environment
from conversations.errors import SettingError
from gateway.messenger.graph import CURRENT_VERSION

FILE = "credentials.yml"
KEYS = ("verify", "secret", "page-access-token")
_NAMES = ("MESSENGER_VERIFY", "MESSENGER_APP_SECRET", "MESSENGER_PAGE_TOKEN")
GRAPH_URL = "https://graph.facebook.com"

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_VERSION = re.compile(r"v[0-9]{1,3}\.[0-9]{1,2}")
_SECRET = re.compile(r"[0-9a-f]{32}")
_TOKEN = re.compile(r"[A-Za-z0-9_|.-]{20,1000}")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Nothing of it shows when it is printed but for where the calls go."""

    verify: str = field(repr=False)
    app_secret: str = field(repr=False)
    page_token: str = field(repr=False)
    graph_url: str = GRAPH_URL
    graph_version: str = CURRENT_VERSION


def read_credentials(environment: Environment, file: Path) -> Credentials | None:
    """None when the channel is off. Raises `SettingError`: one sentence that says what to do."""
    values = {key: _resolved(value, environment) for key, value in _section(file).items()}
    given = {key: values.get(key, "") for key in KEYS}
    if not any(given.values()):
        _refuse_unused(environment)
        return None
    for key, value in given.items():
        if not value:
            raise SettingError(
                f"{FILE}: facebook.{key} is not set. Set it, or empty the other two to leave Messenger out."
            )
    _check(given)
    return Credentials(
        given["verify"],
        given["secret"],
        given["page-access-token"],
        _graph_url(environment.text("MESSENGER_GRAPH_URL", GRAPH_URL)),
        _graph_version(environment.text("MESSENGER_GRAPH_VERSION", CURRENT_VERSION)),
    )


def _refuse_unused(environment: Environment) -> None:
    """What is set and nowhere taken up was meant to switch the channel on."""
    for key, name in zip(KEYS, _NAMES, strict=True):
        if environment.text(name, ""):
            raise SettingError(
                f"{FILE}: {name} is set, and nothing takes it up. Add {key}: ${{{name}}} below facebook."
            )


def _section(file: Path) -> Mapping[str, str]:
    try:
        read = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as exc:
        raise SettingError(f"{FILE} cannot be read ({type(exc).__name__}). Mend it: it is YAML.") from exc
    section = read.get("facebook") if isinstance(read, dict) else None
    if section is None:
        return {}
    if not isinstance(section, dict) or not all(_is_text(value) for value in section.values()):
        raise SettingError(f"{FILE}: below facebook stand {', '.join(KEYS)}, each with a text.")
    unknown = sorted(set(map(str, section)) - set(KEYS))
    if unknown:
        raise SettingError(
            f"{FILE}: facebook.{unknown[0]} is unknown. Below facebook stand {', '.join(KEYS)}."
        )
    return {str(key): "" if value is None else str(value) for key, value in section.items()}


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str | int)


def _resolved(value: str, environment: Environment) -> str:
    return _VARIABLE.sub(lambda found: environment.text(found[1], "") or "", value).strip()


def _check(given: Mapping[str, str]) -> None:
    if not _SECRET.fullmatch(given["secret"]):
        raise SettingError(
            f"{FILE}: facebook.secret is no app secret. "
            "Copy the 32 hexadecimal digits from your app's basic settings."
        )
    if not _TOKEN.fullmatch(given["page-access-token"]):
        raise SettingError(
            f"{FILE}: facebook.page-access-token is no token. "
            "Copy the page's access token from your app's Messenger settings."
        )
    if not given["verify"].isprintable():
        raise SettingError(f"{FILE}: facebook.verify has letters that no address can hold. Write plain ones.")


def _graph_url(text: str) -> str:
    parts = urlsplit(text.rstrip("/"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise SettingError(f"MESSENGER_GRAPH_URL is {text!r}. Write it like {GRAPH_URL}, or leave it out.")
    return text.rstrip("/")


def _graph_version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise SettingError(f"MESSENGER_GRAPH_VERSION is {text!r}. Write it like {CURRENT_VERSION}.")
    return text
