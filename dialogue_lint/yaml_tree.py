"""YAML with its line numbers: PyYAML's nodes, wrapped so that a missing key is an empty branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from dialogue_lint.errors import Unreadable
from dialogue_lint.finding import Finding, Place

# libyaml's loader reads ten times as fast where it is there.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a file; `node` is None where the file says nothing."""

    file: str
    node: Any = None

    def __bool__(self) -> bool:
        return self.node is not None

    @property
    def place(self) -> Place:
        """The first line of the value itself: below the `|` of a block of text."""
        if self.node is None:
            return Place(self.file, 1)
        is_block = getattr(self.node, "style", None) in ("|", ">")
        return Place(self.file, self.node.start_mark.line + 1 + is_block)

    @property
    def text(self) -> str | None:
        """A scalar as it is written; None for `null`, a list, a mapping or nothing."""
        if not isinstance(self.node, yaml.ScalarNode) or self.node.tag == "tag:yaml.org,2002:null":
            return None
        return str(self.node.value)

    def __iter__(self) -> Iterator[Branch]:
        """The items of a list; nothing for anything else."""
        if isinstance(self.node, yaml.SequenceNode):
            yield from (Branch(self.file, item) for item in self.node.value)

    def items(self) -> Iterator[tuple[Branch, Branch]]:
        """Keys and values of a mapping; nothing for anything else."""
        if isinstance(self.node, yaml.MappingNode):
            for key, value in self.node.value:
                yield Branch(self.file, key), Branch(self.file, value)

    def get(self, name: str) -> Branch:
        return next((value for key, value in self.items() if key.text == name), Branch(self.file))

    def key(self, name: str) -> Branch:
        return next((key for key, _ in self.items() if key.text == name), Branch(self.file))

    def names(self) -> Iterator[Branch]:
        """Of a list whose items are names, or mappings with the name as their only key."""
        for item in self:
            yield next((key for key, _ in item.items()), item)

    def scalars(self) -> Iterator[Branch]:
        """Every text below this branch that is a value."""
        if self.text is not None:
            yield self
        for item in self:
            yield from item.scalars()
        for _, value in self.items():
            yield from value.scalars()

    def values_of(self, name: str) -> Iterator[Branch]:
        """Every value below this branch that stands under `name`."""
        for item in self:
            yield from item.values_of(name)
        for key, value in self.items():
            if key.text == name:
                yield value
            yield from value.values_of(name)


def read_yaml(root: Path, name: str) -> Branch:
    """The file `name` of the project in `root`. Raises Unreadable."""
    try:
        return Branch(name, yaml.compose((root / name).read_text(encoding="utf-8"), Loader=_LOADER))
    except OSError as error:
        problem, place = "This file can't be read.", Place(name, 1)
        raise Unreadable(Finding(place, problem, "Put it back, or make it readable.")) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(name, mark.line + 1 if mark else 1)
        reason = getattr(error, "problem", None) or "it is not UTF-8 text"
        raise Unreadable(Finding(place, f"This is not YAML: {reason}.", "Correct this line.")) from error


def read_folder(root: Path, folder: str) -> Iterator[Branch]:
    """Every YAML file below `folder`. Raises Unreadable."""
    for path in sorted((root / folder).rglob("*.yml")):
        yield read_yaml(root, path.relative_to(root).as_posix())
