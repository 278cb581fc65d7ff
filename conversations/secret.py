"""The secret that signs Deskbell's own tokens, made on the first demo start and kept from then on."""

import os
import secrets
from pathlib import Path

from conversations.environment import Environment
from conversations.errors import SettingError

SHORTEST_SECRET = 32
"""Characters. HS256 wants a key of at least 256 bits (RFC 7518, 3.2)."""


def kept_secret(directory: Path) -> str:
    """The secret in `directory/secret`, made there when it is missing: readable by its owner only.

    Processes that start at the same time get the same secret. Raises `SettingError`.
    """
    file = directory / "secret"
    try:
        if not file.exists():
            _make(file)
        file.chmod(0o600)
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingError(f"{file} cannot be used ({exc}). Set DESKBELL_SECRET, or free that path.") from exc
    if len(secret) < SHORTEST_SECRET:
        raise SettingError(f"{file} is not a whole secret. Delete it, and the next start makes a new one.")
    return secret


def _make(file: Path) -> None:
    """Writes the secret aside and links it into place: the first one wins, and nobody reads half of one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(secrets.token_urlsafe(48) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        file.hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def read_secret(environment: Environment) -> str:
    """`DESKBELL_SECRET`; in demo mode, when it is not set, the one kept under `DESKBELL_VAR`.

    Every process of one Deskbell needs the same. Raises `SettingError`.
    """
    secret = environment.text("DESKBELL_SECRET", "")
    if not secret and environment.switch("DESKBELL_DEMO", default=False):
        return kept_secret(Path(environment.text("DESKBELL_VAR", "var")))
    if len(secret) < SHORTEST_SECRET:
        problem = "is not set" if not secret else f"is shorter than {SHORTEST_SECRET} characters"
        raise SettingError(
            f"DESKBELL_SECRET {problem}. Set it to {SHORTEST_SECRET} random characters or more, "
            "the same for every process."
        )
    return secret
