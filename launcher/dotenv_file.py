"""Reads `.env` strictly: python-dotenv alone only warns about a broken line and goes on without it."""

from collections.abc import Iterator
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from launcher.errors import BrokenDotenv


def read_dotenv(file: Path) -> dict[str, str]:
    """The settings in `file`; none when it does not exist. Raises `BrokenDotenv`."""
    try:
        with file.open(encoding="utf-8-sig") as stream:
            return dict(_settings(parse_stream(stream)))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as exc:
        raise BrokenDotenv(f".env cannot be read ({exc}): make it a text file, or remove it.") from exc


def _settings(bindings: Iterator[Binding]) -> Iterator[tuple[str, str]]:
    for binding in bindings:
        is_comment = binding.key is None and not binding.error
        if is_comment:
            continue
        if binding.key is None or binding.value is None or "\0" in binding.value:
            raise BrokenDotenv(f".env, line {_line(binding)}, is not NAME=value: correct that line.")
        yield binding.key, binding.value


def _line(binding: Binding) -> int:
    """Where the statement stands: python-dotenv counts from the empty lines before it."""
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
