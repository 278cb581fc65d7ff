"""The port to Messenger's Graph API: one call each, no retries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Json = Mapping[str, Any]

CURRENT_VERSION = "v26.0"
"""Of 2026-07-29. An expired version falls to the oldest that lives."""


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """Whom the token speaks for."""

    page_id: str
    page_name: str
    app_id: str | None


class GraphApi(Protocol):
    """Every call may raise `GraphError`."""

    async def identify(self) -> PageIdentity:
        """The page behind the token; fails when the app's secret is not the token's."""

    async def call(self, name: str, body: Json) -> str | None:
        """`POST /me/<name>`; returns the message's id, if there is one."""

    async def set_profile(self, profile: Json) -> None:
        """The greeting, the get-started button and the persistent menu."""

    async def page_scoped_ids(self, user_id: str) -> Sequence[str]:
        """This person's ids on our pages; `user_id` is the app's, as a deletion request names it."""

    async def close(self) -> None:
        """Gives back connections."""
