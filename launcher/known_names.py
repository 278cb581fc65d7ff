"""Finds settings that nobody reads because their names are misspelt. `.env.example` has all that exist."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

_OURS = "DESKBELL_"
_IN_EXAMPLE = re.compile(r"^#?([A-Z][A-Z_]*)=", re.MULTILINE)


def names_in(example: Path) -> frozenset[str]:
    """Every setting that `.env.example` explains; none when somebody removed that file."""
    try:
        return frozenset(_IN_EXAMPLE.findall(example.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return frozenset()


def unknown_in_dotenv(names: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    """A sentence for each name in `.env` that looks like one of ours and is none."""
    for name in names if known else ():
        if name.startswith(_OURS) and name not in known:
            near = _nearest(name, known)
            remedy = f"write {near}" if near else "remove it; .env.example lists those that there are"
            yield f"{name} in .env is no setting of Deskbell: {remedy}."


def misspelt_in_environment(names: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    """The same for the environment, where other programs may keep such names: only what is nearly right."""
    for name in names:
        near = _nearest(name, known)
        if name.startswith(_OURS) and name not in known and near:
            yield f"{name} is no setting of Deskbell and does nothing: did you mean {near}?"


def _nearest(name: str, known: frozenset[str]) -> str | None:
    """Compared without what all of them begin with."""
    by_ending = {setting.removeprefix(_OURS): setting for setting in sorted(known)}
    near = get_close_matches(name.removeprefix(_OURS), by_ending, n=1, cutoff=0.7)
    return by_ending[near[0]] if near else None
