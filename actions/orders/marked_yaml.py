"""YAML whose every value knows its file and line, so that a mistake can be pointed at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

_LARGEST = 256 * 1024


@dataclass(frozen=True, slots=True)
class Marked:
    """One value of a file, with its name, its line, and the error to raise for a mistake in it."""

    path: Path
    name: str
    node: Any
    error: Callable[[str], Exception]
    name_line: int = 1

    def mistake(self, what: str, *, at_name: bool = False) -> Exception:
        """The error to raise: where the value stands, and `what` is wrong and to be done."""
        line = self.name_line if at_name else self.node.start_mark.line + 1
        return self.error(f"{self.path}:{line}: {what}")

    def fields(self, *names: str) -> dict[str, Marked]:
        """The fields of a mapping, which are exactly these."""
        found = self.entries()
        for name, entry in found.items():
            if name not in names:
                raise entry.mistake(
                    f"{self.name} has no {name!r}. Use one of: {', '.join(names)}.", at_name=True
                )
        for name in names:
            if name not in found:
                raise self.mistake(f"{self.name} has no {name!r}. Add it.", at_name=True)
        return found

    def entries(self) -> dict[str, Marked]:
        """The fields of a mapping, whatever they are called."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.mistake(f"{self.name} must hold fields, each as 'name: value'.")
        found: dict[str, Marked] = {}
        for key, value in self.node.value:
            entry = Marked(self.path, str(key.value), value, self.error, key.start_mark.line + 1)
            if not isinstance(key, yaml.ScalarNode):
                raise entry.mistake("A field's name must be a word.", at_name=True)
            if entry.name in found:
                raise entry.mistake(f"{entry.name} is there twice. Keep one of them.", at_name=True)
            found[entry.name] = entry
        return found

    def list(self) -> list[Marked]:
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            raise self.mistake(f"{self.name} must be a list with something in it.")
        return [Marked(self.path, self.name, node, self.error, self.name_line) for node in self.node.value]

    def text(self) -> str:
        """A text, which may be empty."""
        value = self._scalar("str")
        if value is None or not value.isprintable():
            raise self.mistake(f"{self.name} must be a text in one line. Put it into quotes.")
        return value.strip()

    def word(self, *allowed: str) -> str:
        value = self.text()
        if value not in allowed:
            raise self.mistake(f"{self.name} can't be {value!r}. Use one of: {', '.join(allowed)}.")
        return value

    def number(self, lowest: int, highest: int) -> int:
        value = self._scalar("int") or ""
        if not value.isascii() or not value.isdigit() or not lowest <= int(value[:9]) <= highest:
            raise self.mistake(f"{self.name} must be a whole number from {lowest} to {highest}.")
        return int(value)

    def switch(self) -> bool:
        value = (self._scalar("bool") or "").lower()
        if value not in {"true", "false"}:
            raise self.mistake(f"{self.name} must be true or false.")
        return value == "true"

    def _scalar(self, kind: str) -> str | None:
        is_one = isinstance(self.node, yaml.ScalarNode) and self.node.tag == f"tag:yaml.org,2002:{kind}"
        return self.node.value if is_one else None


def read_marked(path: Path, error: Callable[[str], Exception]) -> Marked:
    """The whole file as one value. Raises what `error` makes if it can't be read as YAML."""
    try:
        node = yaml.compose(_read(path, error), Loader=yaml.SafeLoader)
    except RecursionError as exc:
        raise error(f"{path}:1: The file is nested too deeply. It needs a few levels.") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        problem = getattr(exc, "problem", None) or "it can't be read"
        raise error(f"{path}:{line}: This is not YAML ({problem}). Quote texts with : or # in them.") from exc
    if node is None:
        raise error(f"{path}:1: The file is empty. Fill it in as the example that comes with Deskbell.")
    return Marked(path, "The file", node, error)


def _read(path: Path, error: Callable[[str], Exception]) -> str:
    content = b""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise error(f"{path}:1: The file is larger than 256 KB. It needs far less.")
        return content.decode("utf-8-sig")
    except OSError as exc:
        raise error(f"{path}:1: The file can't be read ({exc.strerror}).") from exc
    except UnicodeDecodeError as exc:
        line = content[: exc.start].count(b"\n") + 1
        raise error(f"{path}:{line}: This is not UTF-8. Save the file with the encoding UTF-8.") from exc
