"""Reads settings from the environment, loudly: a wrong value is named in one sentence with what to do.

Each process has its own settings module; this is the reader that they share.
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from conversations.errors import SettingError


class Environment:
    """Typed access to environment variables. Every problem is a `SettingError` that names the variable."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str | None = None) -> str:
        """The value without surrounding blanks; the default when it is unset or empty."""
        value = self._variables.get(name, "").strip() or default
        if value is None:
            raise SettingError(f"{name} is not set. Set it in the environment or in .env (see .env.example).")
        return value

    def number(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            raise SettingError(f"{name} is {value!r}. Set it to a whole number from {lowest} to {highest}.")
        return int(value)

    def switch(self, name: str, default: bool) -> bool:
        """`1`, `on`, `true`, `yes` and their opposites; `1` and `0` is what we tell people to write."""
        value = self.text(name, "on" if default else "off").lower()
        if value in {"1", "on", "true", "yes"}:
            return True
        if value in {"0", "off", "false", "no"}:
            return False
        raise SettingError(f"{name} is {value!r}. Set it to 1 or 0.")

    def time_zone(self, name: str, default: str) -> ZoneInfo:
        """A zone of the IANA database."""
        value = self.text(name, default)
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
            raise SettingError(
                f"{name} is {value!r}. Set it to a name like Europe/Zurich, or leave it out for {default}."
            ) from exc

    def words(self, name: str, default: str = "") -> tuple[str, ...]:
        """A comma-separated list."""
        value = self._variables.get(name, default)
        return tuple(word.strip() for word in value.split(",") if word.strip())
