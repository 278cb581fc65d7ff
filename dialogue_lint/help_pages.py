"""The entries of `data/faq/`, with the lines that a finding can point at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actions.faq.entry import FaqEntry
from actions.faq.errors import FaqMistake
from actions.faq.shelf import load_shelf
from dialogue_lint.errors import Unreadable
from dialogue_lint.finding import Finding, Place

_FOLDER = "data/faq"
_BODY = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """An entry and its file. `title` and `body` are what customers read, as they are written."""

    entry: FaqEntry
    file: str
    source: str

    def place_of(self, field: str) -> Place:
        """The line of a field of the front matter; the first line if it is not there."""
        found = re.search(rf"^{field}:", self.source, re.MULTILINE)
        return Place(self.file, self.source.count("\n", 0, found.start()) + 1 if found else 1)

    @property
    def body(self) -> tuple[Place, str]:
        start = list(_BODY.finditer(self.source))[1].end()
        return Place(self.file, self.source.count("\n", 0, start) + 1), self.source[start:]


def help_pages(root: Path) -> Iterator[HelpPage]:
    """Raises Unreadable."""
    folder = root / _FOLDER
    if not folder.is_dir():
        return
    paths = {path.stem: path for path in folder.rglob("*.md")}
    try:
        shelf = load_shelf(folder)
    except FaqMistake as mistake:
        name = paths.get(Path(mistake.file).stem, folder).relative_to(root).as_posix()
        place = Place(name, mistake.line)
        remedy = mistake.what_to_do.rstrip(".") + "."
        raise Unreadable(Finding(place, "This entry can't be read.", remedy)) from mistake
    for entry in shelf:
        path = paths[entry.slug]
        source = path.read_text(encoding="utf-8-sig")
        yield HelpPage(entry, path.relative_to(root).as_posix(), source)
