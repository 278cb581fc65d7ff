"""The metadata that goes along with each of our words on Messenger, and comes back with its echo."""

import re
import secrets

_OURS = "deskbell:"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new_token() -> str:
    """Unguessable: an echo that has it is an echo of ours."""
    return secrets.token_urlsafe(18)


def metadata_of(token: str) -> str:
    return f"{_OURS}{token}"


def token_in(metadata: str | None) -> str | None:
    """None for metadata that are not ours."""
    if metadata is None or not metadata.startswith(_OURS):
        return None
    token = metadata.removeprefix(_OURS)
    return token if _TOKEN.fullmatch(token) else None
