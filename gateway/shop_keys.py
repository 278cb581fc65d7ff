"""The keys with which the shop signs customer tokens, from a setting or from a file that may change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import structlog

from conversations.errors import SettingError

ALGORITHMS = ("HS256", "RS256", "ES256")
_SHORTEST_SHARED_SECRET = 32
_SHAPE = '{"<kid>": {"alg": "HS256|RS256|ES256", "key": "<shared secret or public key in PEM>"}}'

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ShopKey:
    algorithm: str
    key: Any


class FixedKeys:
    """Keys that stay as they are until the next start."""

    def __init__(self, keys: Mapping[str, ShopKey]) -> None:
        self._keys = keys

    def find(self, kid: str) -> ShopKey | None:
        return self._keys.get(kid)


class KeysInFile:
    """Keys in a file that is read again when it changes. A broken change keeps the keys from before."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._version = _version_of(file)
        self._keys = _read(file)

    def find(self, kid: str) -> ShopKey | None:
        try:
            self._read_again_if_changed()
        except SettingError as exc:
            log.warning("shop_keys.unreadable", problem=str(exc))
        return self._keys.get(kid)

    def _read_again_if_changed(self) -> None:
        version = _version_of(self._file)
        if version != self._version:
            self._keys = _read(self._file)
            self._version = version
            log.info("shop_keys.read_again", kids=sorted(self._keys))


def read_shop_keys(value: str) -> FixedKeys | KeysInFile:
    """The key ring that `DESKBELL_SHOP_KEYS` describes; an empty one vouches for nobody."""
    if not value:
        return FixedKeys({})
    if value.startswith("{"):
        return FixedKeys(parse_keys(value, "DESKBELL_SHOP_KEYS"))
    return KeysInFile(Path(value))


def parse_keys(text: str, where: str) -> Mapping[str, ShopKey]:
    try:
        described = json.loads(text)
    except ValueError as exc:
        raise SettingError(f"{where} is not JSON. Write {_SHAPE}.") from exc
    if not isinstance(described, dict):
        raise SettingError(f"{where} is not a JSON object. Write {_SHAPE}.")
    return {kid: _key(kid, member, where) for kid, member in described.items()}


def _key(kid: str, member: object, where: str) -> ShopKey:
    if not isinstance(member, dict) or set(member) != {"alg", "key"} or not isinstance(member["key"], str):
        raise SettingError(f"{where}: key {kid!r} is not described as {_SHAPE}.")
    algorithm, key = member["alg"], member["key"]
    if algorithm not in ALGORITHMS:
        raise SettingError(f"{where}: key {kid!r} has an unknown alg. Use one of {', '.join(ALGORITHMS)}.")
    if algorithm == "HS256":
        if len(key) < _SHORTEST_SHARED_SECRET:
            raise SettingError(f"{where}: key {kid!r} is shorter than {_SHORTEST_SHARED_SECRET} characters.")
        return ShopKey(algorithm, key)
    return ShopKey(algorithm, _public_key(kid, algorithm, key, where))


def _public_key(kid: str, algorithm: str, pem: str, where: str) -> Any:
    problem = SettingError(f"{where}: key {kid!r} is not a public key for {algorithm}, in PEM.")
    if "PRIVATE KEY" in pem:
        raise SettingError(
            f"{where}: key {kid!r} is a private key. Keep that in the shop; give the public one."
        )
    try:
        return jwt.get_algorithm_by_name(algorithm).prepare_key(pem)
    except (ValueError, TypeError, jwt.PyJWTError) as exc:
        raise problem from exc


def _version_of(file: Path) -> tuple[int, int, int]:
    try:
        status = file.stat()
    except OSError as exc:
        raise SettingError(f"DESKBELL_SHOP_KEYS: {file} cannot be read ({exc.strerror}).") from exc
    return status.st_mtime_ns, status.st_size, status.st_ino


def _read(file: Path) -> Mapping[str, ShopKey]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingError(f"DESKBELL_SHOP_KEYS: {file} cannot be read ({exc}).") from exc
    return parse_keys(text, f"DESKBELL_SHOP_KEYS ({file})")
